/// The kinds of image file that are known here, told apart by content and never by suffix.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
  case jpeg, png, gif, webp, tiff, bmp, heif, avif

  /// The suffix that files of this format usually carry, without the dot.
  public var fileExtension: String {
    switch self {
    case .jpeg: "jpg"
    case .heif: "heic"
    default: rawValue
    }
  }

  /// The media type, as HTTP writes it.
  public var mediaType: String { self == .heif ? "image/heic" : "image/\(rawValue)" }

  /// The format that the first bytes of a file announce; 32 bytes are enough.
  ///
  /// - Returns: nil when they announce none that is known here.
  public static func sniff(_ bytes: some Collection<UInt8>) -> ImageFormat? {
    let head = Array(bytes.prefix(32))
    func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      head.count >= offset + signature.count && head[offset..<offset + signature.count].elementsEqual(signature)
    }
    if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
    if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if has(Array("GIF87a".utf8)) || has(Array("GIF89a".utf8)) { return .gif }
    if has(Array("RIFF".utf8)) && has(Array("WEBP".utf8), at: 8) { return .webp }
    if has([0x49, 0x49, 42, 0]) || has([0x4D, 0x4D, 0, 42]) { return .tiff }
    if has([0x49, 0x49, 43, 0]) || has([0x4D, 0x4D, 0, 43]) { return .tiff }  // BigTIFF
    if has(Array("ftyp".utf8), at: 4) { return isoBrand(of: head) }
    if has(Array("BM".utf8)) && head.count >= 26 { return .bmp }
    return nil
  }

  private static func isoBrand(of head: [UInt8]) -> ImageFormat? {
    guard head.count >= 12 else { return nil }
    switch String(decoding: head[8..<12], as: UTF8.self) {
    case "avif", "avis": return .avif
    case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1": return .heif
    default: return nil
    }
  }

  /// What bytes that are no image look like, for a message a reader can act on: "an HTML page".
  static func guessAtContent(of bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "the file is empty" }
    let head = bytes.prefix(512)
    if head.allSatisfy({ $0 == 0 }) { return "the content is nothing but zero bytes" }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    if text.contains("<svg") { return "the content is an SVG drawing, which is not read here" }
    if text.contains("<html") || text.contains("<!doctype html") { return "the content is an HTML page" }
    if text.hasPrefix("%pdf") { return "the content is a PDF document" }
    if head.starts(with: Array("8BPS".utf8)) { return "the content is a Photoshop document, which is not read here" }
    if head.starts(with: [0xFF, 0x0A]) || head.starts(with: [0, 0, 0, 12, 0x4A, 0x58, 0x4C]) {
      return "the content is JPEG XL, which is not read here"
    }
    if head.starts(with: [0, 0, 0, 12, 0x6A, 0x50]) { return "the content is JPEG 2000, which is not read here" }
    if head.starts(with: [0, 0, 1, 0]) { return "the content is a Windows icon, which is not read here" }
    if head.starts(with: [0x50, 0x4B, 3, 4]) { return "the content is a zip archive" }
    if text.contains("<?xml") { return "the content is XML" }
    let isText = head.allSatisfy { ($0 >= 32 && $0 < 127) || $0 == 9 || $0 == 10 || $0 == 13 }
    return isText ? "the content is text" : "the content is no image format that is known here"
  }
}
