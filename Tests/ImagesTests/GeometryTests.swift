import Images
import Testing

@Suite("Crops, flips and turns")
struct GeometryTests {
  /// 2 × 2: black, red / green, blue
  let four: [UInt8] = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]

  @Test("a mirrored picture has its columns the other way round")
  func mirror() throws {
    let image = try RGBImage(width: 2, height: 2, pixels: four)
    #expect(image.flippedLeftRight().pixels == [255, 0, 0, 0, 0, 0, 0, 0, 255, 0, 255, 0])
    #expect(image.flippedLeftRight().flippedLeftRight() == image)
  }

  @Test("a quarter turn takes the lower left corner to the upper left")
  func turn() throws {
    let image = try RGBImage(width: 2, height: 2, pixels: four)
    #expect(image.oriented(6).pixels == [0, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0])
    #expect(image.oriented(6).oriented(8) == image)
    #expect(image.oriented(3).oriented(3) == image)
    #expect(image.oriented(0) == image && image.oriented(9) == image)
  }

  @Test("a crop is the rectangle it names")
  func crop() throws {
    let image = try drawn(20, 10)
    let part = try image.cropped(x: 3, y: 2, width: 5, height: 4)
    #expect(part.width == 5 && part.height == 4)
    #expect(Array(part.pixels[0..<15]) == Array(image.pixels[(2 * 20 + 3) * 3..<(2 * 20 + 8) * 3]))
    #expect(try image.cropped(x: 0, y: 0, width: 20, height: 10) == image)
  }

  @Test("a crop outside the picture is an error")
  func cropOutside() throws {
    let image = try drawn(20, 10)
    for (x, y, width, height) in [
      (-1, 0, 5, 5), (16, 0, 5, 5), (0, 6, 5, 5), (0, 0, 0, 5), (0, 0, 21, 5), (.max, 0, 1, 1),
    ] {
      let error = #expect(throws: ImageError.self) { try image.cropped(x: x, y: y, width: width, height: height) }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test("samples that do not fill the size are refused")
  func count() {
    #expect(throws: ImageError.self) { try RGBImage(width: 2, height: 2, pixels: [1, 2, 3]) }
    #expect(throws: ImageError.self) { try RGBImage(width: 0, height: 2, pixels: []) }
  }
}
