import Images
import SystemPackage
import TestSupport
import Testing

@Suite("Resizing")
struct ResizeTests {
  @Test(
    "crop makes the short side the target, rounding half to even as fastai does",
    arguments: [
      // height × width → height × width, from fastai 1
      (420, 745, 224, 397), (220, 300, 224, 305), (500, 333, 336, 224), (100, 50, 448, 224), (1200, 301, 893, 224),
    ])
  func cropSizes(_ height: Int, _ width: Int, _ newHeight: Int, _ newWidth: Int) {
    let size = ResizeRule.crop(width: 224, height: 224).targetSize(width: width, height: height)
    #expect(size == (newWidth, newHeight))
  }

  @Test("pad makes the long side the target, fit only shrinks, squish is what it says")
  func otherSizes() {
    #expect(ResizeRule.pad(width: 224, height: 224).targetSize(width: 745, height: 420) == (224, 126))
    #expect(ResizeRule.fit(maxSide: 500).targetSize(width: 1000, height: 500) == (500, 250))
    #expect(ResizeRule.fit(maxSide: 500).targetSize(width: 300, height: 200) == (300, 200))
    #expect(ResizeRule.squish(width: 7, height: 9).targetSize(width: 100, height: 1) == (7, 9))
    #expect(ResizeRule.pad(width: 10, height: 10).targetSize(width: 10_000, height: 1) == (10, 1))
  }

  @Test(
    "both filters give Pillow's pixels", arguments: [ResizeFilter.bilinear, .lanczos], [(24, 18), (20, 40), (66, 50)])
  func pillow(_ filter: ResizeFilter, _ size: (Int, Int)) throws {
    let expected = try #require(Expected.all["detailed-\(filter.rawValue)-\(size.0)x\(size.1)"])
    let image = try RGBImage(contentsOf: fixture("detailed.png"))
      .resized(.squish(width: size.0, height: size.1), filter: filter)
    let other = try RGBImage(width: expected.width, height: expected.height, pixels: [UInt8](expected.pixels))
    #expect(meanDifference(image, other) < 0.75)
    // Pillow rounds to bytes between its two passes, and clips there what Lanczos lets overshoot.
    if filter == .bilinear { #expect(try #require(expected.difference(from: image)) <= 2) }
  }

  @Test("a resize to the same size changes nothing, and one colour stays that colour")
  func fixedPoints() throws {
    let image = try drawn(31, 17)
    #expect(try image.resized(.squish(width: 31, height: 17)) == image)
    let plain = try RGBImage(width: 50, height: 40, pixels: [UInt8](repeating: 200, count: 6000))
    for filter in ResizeFilter.allCases {
      let small = try plain.resized(.squish(width: 7, height: 90), filter: filter)
      #expect(small.pixels.allSatisfy { $0 == 200 })
    }
  }

  @Test("a JPEG that shrinks while it is decoded looks like one that is decoded and then shrunk")
  func shrinkOnLoad() throws {
    let photo = try drawn(1200, 900).encoded(as: .jpeg(quality: 95))
    for side in [100, 224, 300] {
      let rule = ResizeRule.crop(width: side, height: side)
      let fast = try RGBImage(decoding: photo, named: "photo", resized: rule)
      let slow = try RGBImage(decoding: photo, named: "photo").resized(rule)
      #expect(meanDifference(fast, slow) < 1.5, "\(side)")
    }
  }

  @Test("photographs that shrink while decoding look the same", .enabled(if: SharedData.bears != nil))
  func shrinkOnLoadOfPhotographs() throws {
    let bears = try #require(SharedData.bears)
    let files = try listing(of: bears / "grizzly").filter { $0.extension == "jpg" }.prefix(40)
    var worst = 0.0
    for file in files {
      let rule = ResizeRule.crop(width: 96, height: 96)
      let fast = try RGBImage(contentsOf: file, resized: rule)
      let slow = try RGBImage(contentsOf: file).resized(rule)
      worst = max(worst, meanDifference(fast, slow))
    }
    #expect(worst < 4)
  }

  @Test("sizes that make no sense are errors, and so is a result without bounds")
  func refusals() throws {
    let image = try drawn(8, 8)
    for rule in [ResizeRule.crop(width: 0, height: 8), .squish(width: -1, height: 8), .fit(maxSide: 0)] {
      #expect(throws: ImageError.self) { try image.resized(rule) }
    }
    let line = try RGBImage(width: 60_000, height: 1, pixels: [UInt8](repeating: 0, count: 180_000))
    let error = #expect(throws: ImageError.self) { try line.resized(.crop(width: 224, height: 224)) }
    #expect(error?.code == .tooLarge)
  }
}
