import Foundation
import Images
import SystemPackage
import TestSupport
import Testing

@testable import Vision

@Suite("getTransforms, and all of it together")
struct GetTransformsTests {
  private func names(_ pair: TransformPair) -> [String] { pair.train.list.map(\.name) }

  @Test("the list is fastai's, in its order and with its numbers")
  func list() {
    let pair = getTransforms()
    #expect(
      pair.train.list.map(\.description) == [
        "cropPad(row 0.0…1.0, column 0.0…1.0)", "flipLR(p 0.5)",
        "symmetricWarp(-0.2…0.2 -0.2…0.2 -0.2…0.2 -0.2…0.2, p 0.75)", "rotate(-10.0…10.0, p 0.75)",
        "zoom(1.0…1.1, row 0.0…1.0, column 0.0…1.0, p 0.75)", "brightness(0.4…0.6, p 0.75)",
        "contrast(log 0.8…1.25, p 0.75)",
      ])
    #expect(pair.valid.list == [.cropPad()])
  }

  @Test("each parameter takes its transform away, and with all of them off the crop is still random")
  func off() {
    let off = getTransforms(doFlip: false, maxRotate: 0, maxZoom: 1, maxLighting: 0, maxWarp: 0)
    #expect(off.train.list == [.randCrop()])
    #expect(names(getTransforms(flipVert: true))[1] == "dihedralAffine")
    #expect(names(getTransforms(extra: [.cutout()])).last == "cutout")
    let sure = getTransforms(affineProbability: 1, lightingProbability: 0.1)
    #expect(sure.train.list.map(\.probability) == [1, 0.5, 1, 1, 1, 0.1, 0.1])
  }

  @Test("transforms run by what they work on, then as listed; squish and no cut nothing")
  func order() {
    let list: [Transform] = [
      .cutout(), .cropPad(), .flipLR(), .contrast(1), .rotate(1), .zoom(scale: 1), .jitter(0), .pad(1),
      .brightness(0.5),
    ]
    let names = Transforms(list).inOrder.map(\.name)
    #expect(
      names == ["pad", "jitter", "rotate", "zoom", "contrast", "brightness", "flipLR", "cutout", "cropPad"])
    #expect(Transforms([.flipLR()]).inOrder.map(\.name) == ["flipLR", "cropPad"])
    #expect(Transforms(list, resizeMethod: .squish).inOrder.last?.name == "cutout")
    #expect(Transforms([.flipLR()], resizeMethod: .no).inOrder.map(\.name) == ["flipLR"])
  }

  @Test("every method makes exactly the size, whatever the picture's shape", arguments: [(64, 20), (20, 64), (33, 33)])
  func sizes(_ width: Int, _ height: Int) throws {
    let image = try stripes(1, width: width, height: height)
    for method in [ResizeMethod.crop, .pad, .squish] {
      for padding in PaddingMode.allCases {
        let pair = getTransforms(resizeMethod: method, paddingMode: padding)
        for transforms in [pair.train, pair.valid] {
          let made = try transforms(image, size: 28, seed: 5)
          #expect(made.width == 28 && made.height == 28)
        }
      }
    }
  }

  @Test("the centre is fastai's: an offset of 41 of 305, and of 87 of 397")
  func centre() throws {
    for (width, height, left) in [(300, 220, 41), (745, 420, 87)] {
      let image = try stripes(1, width: width, height: height)
      let corners = try Transforms().outline(of: image, size: 224)
      let grid = ResizeRule.crop(width: 224, height: 224).targetSize(width: width, height: height)
      #expect(abs(corners[0].x - Double(left * (width - 1)) / Double(grid.width - 1)) < 1e-9)
      #expect(corners[0].y == 0 && corners[2].y == Double(height - 1))
    }
  }

  @Test("what is drawn for one image depends on the seed, and not on what else is in the list")
  func independence() throws {
    let image = try stripes(1)
    let turned = Transforms([.rotate(.uniform(-30...30))], resizeMethod: .no)
    let both = Transforms([.rotate(.uniform(-30...30)), .zoom(scale: .uniform(1...1))], resizeMethod: .no)
    #expect(try turned(image, seed: 9) == both(image, seed: 9))
    #expect(try turned(image, seed: 9) != turned(image, seed: 10))
  }

  @Test("each runs as often as its probability says")
  func probability() {
    var generator = SplitMix64(seed: 1)
    let runs = (0..<4000).count { _ in Transform.flipLR(probability: 0.3).edit(using: &generator) != nil }
    #expect(abs(Double(runs) / 4000 - 0.3) < 0.03)
    var numbers = TransformRandom(seed: 2)
    let contrasts = (0..<4000).map { _ in log(Draw.logUniform(0.8...1.25)(&numbers)) }
    #expect(contrasts.allSatisfy { (log(0.8)...log(1.25)).contains($0) })
    #expect(abs(contrasts.reduce(0, +) / 4000) < 0.01)
  }

  @Test("the eight views of test-time augmentation: four corners, each mirrored too")
  func views() throws {
    let views = getTransforms().train.testTimeViews()
    #expect(views.count == 8)
    for (number, view) in views.enumerated() {
      let names = view.list.map(\.name)
      #expect(names.prefix(4) == ["symmetricWarp", "rotate", "brightness", "contrast"])
      #expect(names.contains("flipLR") == (number >= 4))
    }
    let image = try stripes(1, width: 64, height: 64)
    let plain = getTransforms(doFlip: false, maxRotate: 0, maxZoom: 1, maxLighting: 0, maxWarp: 0).train
    let corners = try plain.testTimeViews().map { try $0.outline(of: image, size: 32) }
    let edge = 63 * (1 - 1 / 1.35)
    for (number, corner) in corners.prefix(4).enumerated() {
      #expect(abs(corner[0].y - (number & 1 != 0 ? edge : 0)) < 1e-9)
      #expect(abs(corner[0].x - (number & 2 != 0 ? edge : 0)) < 1e-9)
    }
    #expect(abs(corners[4][1].x) < 1e-9 && corners[4][0].x > 40)
  }
}

/// fastai's whole sequence against PyTorch: `scripts/fixtures/make-transform-fixtures.py`.
@Suite("Transforms against PyTorch")
struct TransformPipelineTests {
  struct Fixture: Decodable {
    struct Picture: Decodable {
      let width, height: Int
      let pixels: Data
    }

    struct Pipeline: Decodable {
      let image: Picture
      let size: [Int]  // rows, columns
      let warp: [Double]
      let degrees, scale, row, column, brightness, contrast, cutRow, cutColumn: Double
      let levels: [Double]
    }

    let pipelines: [Pipeline]
  }

  @Test("resize, warp, turn, zoom, light, mirror and cut are PyTorch's pixels to a level of rounding")
  func pipelines() throws {
    let path = FilePath.imageFixtures.removingLastComponent().appending("transforms").appending("sampling.json")
    let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: URL(filePath: path.string)))
    #expect(fixture.pipelines.count == 5)
    for each in fixture.pipelines {
      let image = try RGBImage(width: each.image.width, height: each.image.height, pixels: [UInt8](each.image.pixels))
      let transforms = Transforms([
        .cropPad(row: .constant(each.cutRow), column: .constant(each.cutColumn)), .flipLR(),
        .symmetricWarp(each.warp.map { .constant($0) }), .rotate(.constant(each.degrees)),
        .zoom(scale: .constant(each.scale), row: .constant(each.row), column: .constant(each.column)),
        .brightness(.constant(each.brightness)), .contrast(.constant(each.contrast)),
      ])
      let made = try transforms(image, size: ImageSize(height: each.size[0], width: each.size[1]))
      // Rounded to bytes: once when averaged down, once at the end, and an eighth of a level before the lighting.
      #expect(difference(made.pixels.map { Double($0) / 255 }, each.levels, absolute: 1.5 / 255) == nil)
    }
  }
}
