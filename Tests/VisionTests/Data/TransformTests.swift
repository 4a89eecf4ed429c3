import Images
import Testing

@testable import Vision

/// fastai 1's own tests: what becomes of one white pixel in 5 × 5 black ones.
@Suite("Transforms, one by one")
struct TransformTests {
  /// Black with one white pixel.
  private func spot(_ row: Int, _ column: Int, side: Int = 5) throws -> RGBImage {
    var pixels = [UInt8](repeating: 0, count: side * side * 3)
    for channel in 0..<3 { pixels[(row * side + column) * 3 + channel] = 255 }
    return try RGBImage(width: side, height: side, pixels: pixels)
  }

  /// Row and column of each pixel that is more than half white.
  private func white(_ image: RGBImage) -> [[Int]] {
    (0..<image.height).flatMap { row in
      (0..<image.width).filter { image.pixels[(row * image.width + $0) * 3] > 127 }.map { [row, $0] }
    }
  }

  private func moved(
    _ row: Int, _ column: Int, _ transforms: Transform..., interpolation: Interpolation = .nearest
  ) throws -> [[Int]] {
    // `no`: the picture keeps its own size.
    let all = Transforms(transforms, resizeMethod: .no, paddingMode: .zeros, interpolation: interpolation)
    return white(try all(spot(row, column)))
  }

  @Test("turning by 90° is counter-clockwise")
  func rotate() throws {
    #expect(try moved(3, 3, .rotate(90)) == [[1, 3]])
    #expect(try moved(3, 3, .rotate(-90)) == [[3, 1]])
    #expect(try moved(3, 3, .rotate(90), interpolation: .bilinear) == [[1, 3]])
  }

  @Test("zooming and squishing move away from the centre")
  func zoom() throws {
    #expect(try moved(3, 3, .zoom(scale: 2)).contains([4, 4]))
    #expect(try moved(3, 3, .squish(scale: 0.5)).contains([3, 4]))
    #expect(try moved(3, 3, .squish(scale: 2)).contains([4, 3]))
    #expect(try moved(0, 0, .zoom(scale: 2, row: 0, column: 0)).contains([0, 0]))
    #expect(try moved(2, 2, .zoom(scale: 0.5)).contains([2, 2]))
  }

  @Test("the eight ways to lay a square on itself, by pixels", arguments: 0..<8)
  func dihedral(_ k: Int) throws {
    let row0 = [[0, 1], [4, 1], [0, 3], [4, 3], [1, 0], [1, 4], [3, 0], [3, 4]]
    #expect(try moved(0, 1, .dihedral(k...k)) == [row0[k]])
  }

  @Test("the eight ways by the map move each pixel to another place, and flips are two of them")
  func dihedralAffine() throws {
    let places = try (0..<8).map { try moved(0, 1, .dihedralAffine($0...$0)) }
    #expect(Set(places).count == 8 && places.allSatisfy { $0.count == 1 })
    #expect(try places[1] == moved(0, 1, .flipAffine()) && places[1] == moved(0, 1, .flipLR()))
  }

  @Test(
    "a crop lies where its shares say",
    arguments: [
      (0.0, 0.0, [3, 3]), (0, 0.99, [3, 2]), (0.5, 0.5, [2, 2]), (0.99, 0, [2, 3]), (0.99, 0.99, [2, 2]),
      (1, 1, [2, 2]),
    ])
  func crop(_ row: Double, _ column: Double, _ place: [Int]) throws {
    #expect(try moved(3, 3, .crop(size: 4, row: .constant(row), column: .constant(column))) == [place])
  }

  @Test("padding by one pixel, in three ways")
  func pad() throws {
    #expect(try moved(3, 4, .pad(1, mode: .zeros)) == [[4, 5]])
    #expect(try moved(3, 4, .pad(1, mode: .border)) == [[4, 5], [4, 6]])
    #expect(try moved(3, 4, .pad(1, mode: .reflection)) == [[4, 5], [6, 5]])
  }

  @Test(
    "a tilt by -0.5 brings corners together",
    arguments: [
      (0, [[0, 4], [4, 4]], [[1, 4], [3, 4]]), (1, [[0, 0], [4, 0]], [[1, 0], [3, 0]]),
      (2, [[4, 0], [4, 4]], [[4, 1], [4, 3]]), (3, [[0, 0], [0, 4]], [[0, 1], [0, 3]]),
    ])
  func tilt(_ direction: Int, _ from: [[Int]], _ to: [[Int]]) throws {
    for (old, new) in zip(from, to) {
      let tilt = Transform.tilt(direction: direction...direction, magnitude: -0.5)
      #expect(try moved(old[0], old[1], tilt).contains(new))
    }
  }

  @Test("cutting and padding to a size", arguments: [(5, 5), (3, 3), (9, 9), (8, 8)])
  func cropPad(_ size: Int, _ result: Int) throws {
    let image = try Transforms([.cropPad()], resizeMethod: .crop, paddingMode: .zeros)(
      spot(2, 2), size: ImageSize(size))
    #expect(image.width == result && image.height == result)
    // `pad` with a longer picture: what is missing is padded evenly.
    let wide = try RGBImage(width: 6, height: 3, pixels: [UInt8](repeating: 255, count: 54))
    let padded = try Transforms(resizeMethod: .pad, paddingMode: .zeros)(wide, size: 6)
    #expect(white(padded).map { $0[0] }.reduce(into: Set<Int>()) { $0.insert($1) } == [1, 2, 3])
  }

  @Test("cutout blackens as many squares as asked for, cut off at the border")
  func cutout() throws {
    let plain = try RGBImage(width: 30, height: 20, pixels: [UInt8](repeating: 200, count: 1800))
    var counts: Set<Int> = []
    for seed in 0..<40 as Range<UInt64> {
      let image = try Transforms([.cutout(length: 8...8)], resizeMethod: .no)(plain, seed: seed)
      let black = (0..<600).filter { image.pixels[$0 * 3] == 0 }
      let (columns, rows) = (Set(black.map { $0 % 30 }), Set(black.map { $0 / 30 }))
      #expect(
        columns.count * rows.count == black.count && (4...8).contains(columns.count) && (4...8).contains(rows.count))
      counts.insert(black.count)
    }
    #expect(counts.contains(64) && counts.count > 3)
  }

  @Test("one channel becomes noise below the threshold, never the last unless asked for")
  func rgbRandomize() throws {
    let plain = try RGBImage(width: 20, height: 20, pixels: [UInt8](repeating: 200, count: 1200))
    func changed(_ transform: Transform, _ seed: UInt64) throws -> [Int] {
      let image = try Transforms([transform], resizeMethod: .no)(plain, seed: seed)
      return (0..<3).filter { channel in
        let levels = (0..<400).map { image.pixels[$0 * 3 + channel] }
        #expect(levels.allSatisfy { $0 == 200 } || levels.allSatisfy { $0 <= 77 })
        return levels[0] != 200
      }
    }
    let drawn = try (0..<20).map { try changed(.rgbRandomize(), UInt64($0)) }
    #expect(Set(drawn) == [[0], [1]])
    #expect(try changed(.rgbRandomize(channel: 2), 1) == [2])
  }

  @Test("jitter moves each pixel on its own, by no more than asked for, the same for a seed")
  func jitter() throws {
    let pixels = (0..<400).flatMap { (place: Int) -> [UInt8] in [UInt8(place % 20 * 12), UInt8(place / 20 * 12), 0] }
    let image = try RGBImage(width: 20, height: 20, pixels: pixels)
    let transforms = Transforms([.jitter(0.1)], resizeMethod: .no, paddingMode: .border)
    let moved = try transforms(image, seed: 3)
    #expect(try moved == transforms(image, seed: 3) && moved != transforms(image, seed: 4))
    // A tenth of half a side is 0.95 pixels, and a pixel is 12 levels.
    let shifts = zip(moved.pixels, image.pixels).map { Int($0) - Int($1) }
    #expect(shifts.allSatisfy { abs($0) <= 12 } && Set(shifts).count > 15)
  }

  @Test("a part of another shape, cut to the size")
  func randResizeCrop() throws {
    let image = try stripes(3, width: 60, height: 40)
    let transforms = Transforms(Transform.randResizeCrop(size: 24, maxScale: 3), resizeMethod: .crop)
    var results: Set<[UInt8]> = []
    for seed in 0..<10 as Range<UInt64> {
      let cut = try transforms(image, size: 24, seed: seed)
      #expect(cut.width == 24 && cut.height == 24)
      results.insert(cut.pixels)
    }
    #expect(results.count == 10)
  }

  @Test("a transform of one's own joins the others")
  func custom() throws {
    let shear = Transform("shear", order: .affine) { _ in .affine(Homography([1, 0.5, 0, 0, 1, 0])) }
    #expect(try moved(2, 2, shear).contains([2, 2]) && moved(4, 4, shear) != [[4, 4]])
    let invert = Transform("invert", order: .pixels, probability: 0.5) { random in
      let level = UInt8.random(in: 255...255, using: &random)
      return .pixels { image in
        image = try RGBImage(width: image.width, height: image.height, pixels: image.pixels.map { level - $0 })
      }
    }
    let transforms = Transforms([invert], resizeMethod: .no)
    let counts = try Set((0..<20).map { try white(transforms(spot(1, 1), seed: $0)).count })
    #expect(counts == [1, 24])
  }

  @Test("transforms are equal when they say the same")
  func equality() {
    #expect(Transform.rotate(.uniform(-10...10)) == .rotate(.uniform(-10...10)))
    #expect(Transform.rotate(10) != .rotate(11) && Transform.rotate(10) != .rotate(10, probability: 0.5))
    #expect(Transform.rotate(.uniform(-10...10), probability: 0.75).description == "rotate(-10.0…10.0, p 0.75)")
  }
}
