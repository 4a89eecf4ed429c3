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

/// What the name of a file promises.
enum ImageSuffix {
  /// The suffixes that each format goes by, the usual one first.
  static func all(of format: ImageFormat) -> [String] {
    switch format {
    case .jpeg: [format.fileExtension, "jpeg", "jpe", "jfif", "pjpeg"]
    case .tiff: [format.fileExtension, "tif", "tiff"]
    case .bmp: [format.fileExtension, "dib"]
    case .heif: [format.fileExtension, "heif", "hif"]
    default: [format.fileExtension]
    }
  }

  private static let images: Set<String> = Set(ImageFormat.allCases.flatMap(all))
  /// Files that lie beside images without being meant as such.
  private static let others: Set<String> = [
    "txt", "csv", "tsv", "json", "jsonl", "ndjson", "html", "htm", "md", "rst", "pdf", "log", "xml", "yaml", "yml",
    "toml", "ini", "sqlite", "db", "safetensors", "pth", "pt", "pkl", "onnx", "h5", "npy", "npz", "py", "ipynb",
    "swift", "sh", "zip", "tar", "gz", "7z", "har", "svg", "mp4", "webm", "db-wal", "db-shm",
  ]

  static func isImage(_ path: FilePath) -> Bool { images.contains(suffix(path)) }

  private static let papers: Set<String> = ["README", "LICENSE", "NOTICE", "COPYING", "AUTHORS", "Makefile"]

  /// Whether the file claims to be an image, or claims nothing that we know.
  static func mayBeImage(_ path: FilePath) -> Bool {
    !others.contains(suffix(path)) && !papers.contains(path.lastComponent?.string ?? "")
  }

  static func suits(_ path: FilePath, _ format: ImageFormat) -> Bool { all(of: format).contains(suffix(path)) }

  /// What follows the last dot of the name, in small letters. (`FilePath.extension` parses the whole path, which takes
  /// its time for a million files.)
  private static func suffix(_ path: FilePath) -> String {
    let text = path.string
    guard let dot = text.utf8.lastIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }),
      text[dot] == "."
    else { return "" }
    return text[text.index(after: dot)...].lowercased()
  }
}
