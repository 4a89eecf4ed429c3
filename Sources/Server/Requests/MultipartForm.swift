import Foundation
import HTTPTypes

/// `multipart/form-data` (RFC 7578), whole in memory: the body was bounded before it came here.
struct MultipartForm {
  /// One field.
  struct Part {
    let name: String
    let fileName: String?
    let bytes: ArraySlice<UInt8>

    /// A file has a file name; programs that leave it out call the field as our form does.
    var isFile: Bool { fileName != nil || name == "file" }
  }

  let parts: [Part]

  /// Reads a body; nil when its type is another.
  ///
  /// - Parameters:
  ///   - body: The request's body.
  ///   - contentType: The request's header, which names the boundary.
  ///   - maxParts: More are refused.
  /// - Throws: ``Problem`` when the body is not what its type says.
  init?(_ body: [UInt8], contentType: String, maxParts: Int) throws {
    let type = HeaderValue(contentType)
    guard type.value.lowercased() == "multipart/form-data" else { return nil }
    guard let boundary = type.parameters["boundary"], (1...70).contains(boundary.utf8.count) else {
      throw Self.malformed("it has no boundary")
    }
    parts = try Self.parts(of: body, delimiter: Array("--\(boundary)".utf8), maxParts: maxParts)
  }

  private static func parts(of body: [UInt8], delimiter: [UInt8], maxParts: Int) throws -> [Part] {
    guard var at = body.firstRange(of: delimiter, from: 0)?.upperBound else {
      throw malformed("its boundary is missing")
    }
    let separator = [13, 10] + delimiter
    var parts: [Part] = []
    while !body[at...].starts(with: [45, 45]) {  // "--" ends the last part
      guard body[at...].starts(with: [13, 10]) else { throw malformed("a boundary is cut off") }
      guard let end = body.firstRange(of: separator, from: at) else { throw malformed("its last part is cut off") }
      guard parts.count < maxParts else { throw malformed("it has more than \(maxParts) parts") }
      parts.append(try part(body[(at + 2)..<max(end.lowerBound, at + 2)]))
      at = end.upperBound
    }
    return parts
  }

  private static func part(_ bytes: ArraySlice<UInt8>) throws -> Part {
    guard let end = bytes.prefix(16384).firstRange(of: [13, 10, 13, 10]) else {
      throw malformed("a part has no header")
    }
    let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
    let disposition = head.split(whereSeparator: \.isNewline).first {
      $0.lowercased().hasPrefix("content-disposition:")
    }
    guard let disposition, let colon = disposition.firstIndex(of: ":") else {
      throw malformed("a part has no Content-Disposition")
    }
    let value = HeaderValue(String(disposition[disposition.index(after: colon)...]))
    return Part(
      name: value.parameters["name"] ?? "", fileName: value.parameters["filename"], bytes: bytes[end.upperBound...])
  }

  private static func malformed(_ why: String) -> Problem {
    Problem(.badRequest, "The form is malformed: \(why).", kind: "malformed-form")
  }
}

extension [UInt8] {
  /// Where the bytes stand first, at `start` or behind. The standard library's generic search took 90 ns a byte: twice as long
  /// for a photo as the network.
  fileprivate func firstRange(of wanted: [UInt8], from start: Int) -> Range<Int>? {
    withUnsafeBytes { all in
      wanted.withUnsafeBytes { wanted in
        guard let first = wanted.first, let pattern = wanted.baseAddress, let base = all.baseAddress else { return nil }
        var at = start
        while at + wanted.count <= all.count,
          let hit = memchr(base + at, Int32(first), all.count - wanted.count + 1 - at)
        {
          at = base.distance(to: UnsafeRawPointer(hit))
          if memcmp(hit, pattern, wanted.count) == 0 { return at..<(at + wanted.count) }
          at += 1
        }
        return nil
      }
    }
  }
}

/// A header's value and its parameters: `form-data; name="file"; filename="bear.jpg"`.
struct HeaderValue {
  let value: String
  let parameters: [String: String]

  init(_ text: String) {
    var parameters: [String: String] = [:]
    let pieces = Self.pieces(text)
    for piece in pieces.dropFirst() {
      let pair = piece.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix { $0.isWhitespace } }
      if pair.count == 2 { parameters[pair[0].lowercased()] = Self.unquoted(String(pair[1])) }
    }
    value = pieces.first.map { String($0.trimmingPrefix { $0.isWhitespace }) } ?? ""
    self.parameters = parameters
  }

  /// Split at the semicolons that are not within quotes.
  private static func pieces(_ text: String) -> [String] {
    var pieces = [""]
    var isQuoted = false, isEscaped = false
    for character in text {
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      if character == ";", !isQuoted { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
    }
    return pieces
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
  }
}
