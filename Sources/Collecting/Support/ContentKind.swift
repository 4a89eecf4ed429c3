import Images
import SystemPackage

/// What bytes are, by themselves.
enum ContentKind: Hashable {
  case image(ImageFormat)
  /// Something else; the words complete "the answer is …".
  case other(String)

  /// Bytes that suffice to tell.
  static let headLength = 512

  /// - Parameter head: The first bytes of the content, or all of it when there are fewer than `headLength`.
  init(_ head: [UInt8]) {
    self = ImageFormat.sniff(head).map { .image($0) } ?? .other(ContentKind.guess(head))
  }

  private static func guess(_ head: [UInt8]) -> String {
    if head.isEmpty { return "empty" }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    for (mark, name) in marks where text.contains(mark) { return "\(name), not an image" }
    if head.starts(with: Array("%PDF".utf8)) { return "a PDF document, not an image" }
    if let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" {
      return "JSON, not an image"
    }
    let isText = head.allSatisfy { $0 >= 32 && $0 != 127 || (9...13).contains($0) }
    return isText ? "text, not an image" : "nothing that we know as an image"
  }

  private static let marks = [
    ("<svg", "an SVG drawing"), ("<html", "an HTML page"), ("<!doctype html", "an HTML page"),
    ("<head", "an HTML page"), ("<script", "an HTML page"), ("<?xml", "XML"),
  ]
}
