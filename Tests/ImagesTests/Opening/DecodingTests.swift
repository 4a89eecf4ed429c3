import Images
import SystemPackage
import TestSupport
import Testing

@Suite("Decoding")
struct DecodingTests {
  @Test("every kind of file becomes the same 8-bit sRGB as in Pillow", arguments: Expected.files)
  func matchesPillow(_ name: String) throws {
    let expected = try #require(Expected.all[name])
    let image = try RGBImage(contentsOf: fixture(name))
    let difference = try #require(
      expected.difference(from: image), "\(image) for \(expected.width) × \(expected.height)")
    #expect(difference <= expected.tolerance)
  }

  @Test("the eight EXIF orientations of one picture are one picture")
  func orientations() throws {
    let upright = try RGBImage(contentsOf: fixture("orientation-1.jpg"))
    for orientation in 2...8 {
      let turned = try RGBImage(contentsOf: fixture("orientation-\(orientation).jpg"))
      #expect(meanDifference(upright, turned) < 2, "orientation \(orientation)")
    }
  }

  @Test("orientation is left alone on request")
  func storedOrientation() throws {
    let image = try RGBImage(contentsOf: fixture("orientation-6.jpg"), options: .init(appliesOrientation: false))
    #expect(image.width == 20 && image.height == 32)
  }

  @Test("orientation is applied after decoding and resizing in one go")
  func orientedAndResized() throws {
    let upright = try RGBImage(contentsOf: fixture("orientation-1.jpg"), resized: .squish(width: 16, height: 9))
    for orientation in 2...8 {
      let turned = try RGBImage(
        contentsOf: fixture("orientation-\(orientation).jpg"), resized: .squish(width: 16, height: 9))
      #expect(meanDifference(upright, turned) < 2, "orientation \(orientation)")
    }
  }

  @Test("what is transparent shows the background")
  func background() throws {
    let blue = DecodeOptions(background: RGB(0, 0, 255))
    let image = try RGBImage(contentsOf: fixture("colour-alpha.png"), options: blue)
    #expect(Array(image.pixels.prefix(3)) == [0, 0, 255])
    #expect(try Array(RGBImage(contentsOf: fixture("colour-alpha.png")).pixels.prefix(3)) == [255, 255, 255])
  }

  @Test("CMYK becomes sRGB of about the same colours")
  func cmyk() throws {
    let image = try RGBImage(contentsOf: fixture("cmyk.jpg"))
    let plain = try RGBImage(contentsOf: fixture("plain.png"))
    #expect(meanDifference(image, plain) < 45)  // Ink has another gamut; inverted colours would differ by 100.
  }

  @Test("a JPEG cut off in the middle is refused, and taken on request")
  func truncatedJPEG() throws {
    let error = #expect(throws: ImageError.self) { try RGBImage(contentsOf: fixture("truncated.jpg")) }
    #expect(error?.code == .truncated)
    #expect(error?.subject.hasSuffix("truncated.jpg") == true)
    let image = try RGBImage(contentsOf: fixture("truncated.jpg"), options: .init(acceptsTruncated: true))
    #expect(image.width == 64 && image.height == 48)
  }

  @Test("a PNG cut off in the middle is refused")
  func truncatedPNG() {
    let error = #expect(throws: ImageError.self) { try RGBImage(contentsOf: fixture("truncated.png")) }
    #expect(error?.code == .truncated)
  }

  @Test("a cut-off file is refused when it is decoded and resized in one go, too")
  func truncatedAndResized() {
    let error = #expect(throws: ImageError.self) {
      try RGBImage(contentsOf: fixture("truncated.jpg"), resized: .crop(width: 8, height: 8))
    }
    #expect(error?.code == .truncated)
  }

  @Test(
    "a file that is no image says what it is",
    arguments: [("page.jpg", "HTML"), ("drawing.jpg", "SVG"), ("empty.jpg", "empty"), ("expected.json", "text")])
  func notAnImage(_ name: String, _ word: String) {
    let error = #expect(throws: ImageError.self) { try RGBImage(contentsOf: fixture(name)) }
    #expect(error?.code == .notAnImage)
    #expect(error?.message.contains(word) == true)
    #expect(error?.description.contains(name) == true)
  }

  @Test("a header that promises billions of pixels is refused before anything is decoded")
  func bomb() {
    let error = #expect(throws: ImageError.self) { try RGBImage(contentsOf: fixture("bomb.png")) }
    #expect(error?.code == .tooLarge)
    #expect(error?.message.contains("60000 × 60000") == true)
  }

  @Test("the limits on pixels and bytes are the caller's")
  func limits() throws {
    let pixels = #expect(throws: ImageError.self) {
      try RGBImage(contentsOf: fixture("plain.png"), options: .init(maxPixels: 639))
    }
    #expect(pixels?.code == .tooLarge)
    #expect(throws: Never.self) { try RGBImage(contentsOf: fixture("plain.png"), options: .init(maxPixels: 640)) }
    let bytes = #expect(throws: ImageError.self) {
      try RGBImage(contentsOf: fixture("plain.png"), options: .init(maxBytes: 100))
    }
    #expect(bytes?.code == .tooLarge)
  }

  @Test("missing files, folders and devices are errors that name them")
  func unreadable() {
    let missing = #expect(throws: ImageError.self) { try RGBImage(contentsOf: "/nowhere/bear.jpg") }
    #expect(missing?.code == .notFound)
    #expect(missing?.description.contains("/nowhere/bear.jpg") == true)
    let folder = #expect(throws: ImageError.self) { try RGBImage(contentsOf: .imageFixtures) }
    #expect(folder?.code == .unreadable)
    let device = #expect(throws: ImageError.self) {
      try RGBImage(contentsOf: "/dev/zero", options: .init(maxBytes: 1 << 22))
    }
    #expect(device?.code == .tooLarge)
  }
}
