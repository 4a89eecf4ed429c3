import Images
import Testing

@Suite("Formats and headers")
struct ImageFormatTests {
  @Test(
    "the format is told by content",
    arguments: [
      ("plain.png", ImageFormat.png), ("grey.jpg", .jpeg), ("animation.gif", .gif), ("colour-alpha.webp", .webp),
      ("lzw.tiff", .tiff), ("colour.bmp", .bmp),
    ])
  func sniffing(_ name: String, _ format: ImageFormat) throws {
    #expect(try ImageFormat.sniff(bytes(of: fixture(name))) == format)
    #expect(try ImageHeader(contentsOf: fixture(name)).format == format)
  }

  @Test("what is no image has no format", arguments: ["page.jpg", "drawing.jpg", "empty.jpg"])
  func noFormat(_ name: String) throws {
    #expect(try ImageFormat.sniff(bytes(of: fixture(name))) == nil)
  }

  @Test("the beginnings of AVIF and HEIC are told apart, and BigTIFF is TIFF")
  func brands() {
    #expect(ImageFormat.sniff([0, 0, 0, 28] + Array("ftypavif".utf8)) == .avif)
    #expect(ImageFormat.sniff([0, 0, 0, 28] + Array("ftypheic".utf8)) == .heif)
    #expect(ImageFormat.sniff([0, 0, 0, 28] + Array("ftypmp42".utf8)) == nil)
    #expect(ImageFormat.sniff([0x49, 0x49, 43, 0, 8, 0]) == .tiff)
    #expect(ImageFormat.sniff([0xFF, 0xD8]) == nil)
  }

  @Test("suffixes are the usual ones")
  func suffixes() {
    #expect(ImageFormat.allCases.map(\.fileExtension) == ["jpg", "png", "gif", "webp", "tiff", "bmp", "heic", "avif"])
  }

  @Test("a header gives the size after orientation")
  func orientedHeader() throws {
    let header = try ImageHeader(contentsOf: fixture("orientation-6.jpg"))
    #expect(header.width == 32 && header.height == 20 && header.orientation == 6)
  }

  @Test("a header tells alpha, frames, depth and profile")
  func details() throws {
    #expect(try ImageHeader(contentsOf: fixture("colour-alpha.png")).hasAlpha)
    #expect(try !ImageHeader(contentsOf: fixture("plain.png")).hasAlpha)
    #expect(try ImageHeader(contentsOf: fixture("animation.gif")).pages == 3)
    #expect(try ImageHeader(contentsOf: fixture("colour-16.png")).bitDepth == 16)
    #expect(try ImageHeader(contentsOf: fixture("profile-srgb.png")).hasProfile)
    #expect(try ImageHeader(contentsOf: fixture("bomb.png")).width == 60000)
  }
}
