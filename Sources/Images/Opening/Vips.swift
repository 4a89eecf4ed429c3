internal import CVips

/// The one place that calls libvips and turns its messages into errors.
enum Vips {
  /// Runs a call that reports in a message buffer, and throws what it reported.
  static func call(_ subject: String, _ body: (UnsafeMutablePointer<CChar>) -> Int32) throws {
    try withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CVIPS_MESSAGE_SIZE)) { buffer in
      buffer.initialize(repeating: 0)
      guard let message = buffer.baseAddress else { return }
      guard cvips_start(message) == 0 else {
        throw ImageError(.internal, subject, "libvips does not start: \(String(cString: message))")
      }
      guard body(message) == 0 else { throw error(subject, String(cString: message)) }
    }
  }

  static func canLoad(_ format: CVipsFormat) -> Bool {
    (try? call("") { _ in cvips_can_load(format) == 1 ? 0 : -1 }) != nil
  }

  /// What libvips said, with a code that a program can act on.
  private static func error(_ subject: String, _ message: String) -> ImageError {
    let text = message.lowercased()
    let signsOfCut = [
      "premature end", "truncated", "unexpected end", "end of file", "eof", "not enough data", "read error",
    ]
    if text.contains("not supported") || text.contains("unsupported") {
      return ImageError(.unsupported, subject, tidied(message), remedy: "save it as JPEG or PNG")
    }
    if text.contains("crc error") {
      return ImageError(.corrupt, subject, "the content is broken: a checksum does not match (\(tidied(message)))")
    }
    if text.contains("memory") { return ImageError(.tooLarge, subject, tidied(message)) }
    if signsOfCut.contains(where: text.contains) {
      return ImageError(
        .truncated, subject, "the file ends before its picture does (\(tidied(message)))",
        remedy: "fetch it again, or set DecodeOptions.acceptsTruncated")
    }
    return ImageError(.corrupt, subject, "the content is broken (\(tidied(message)))")
  }

  /// libvips repeats itself, one line a layer; each thing once, on one line.
  private static func tidied(_ message: String) -> String {
    var seen: [Substring] = []
    for line in message.split(whereSeparator: \.isNewline) where !seen.contains(line) { seen.append(line) }
    let text = seen.joined(separator: "; ").filter { $0.isASCII && !($0.asciiValue.map { $0 < 32 } ?? true) }
    return text.isEmpty ? "no reason given" : String(text.prefix(240))
  }
}

extension UnsafeMutableRawPointer {
  /// Takes over bytes that libvips allocated.
  func takenAsBytes(count: Int) -> [UInt8] {
    defer { cvips_free(self) }
    return [UInt8](UnsafeRawBufferPointer(start: self, count: count))
  }
}
