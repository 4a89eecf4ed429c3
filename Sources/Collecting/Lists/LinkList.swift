public import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A list of links, as people have them: a text file with one a line, a table, JSON, a saved page, a browser's network
/// log, or a folder. A link may be the path of a file on this machine.
public struct LinkList: Hashable, Sendable {
  /// How the links are written down.
  public enum Format: String, Sendable, CaseIterable {
    /// One link a line; empty lines and lines that begin with `#` do not count.
    case text
    /// A table whose header names a column `url`, and perhaps one `label`.
    case csv
    /// One string or one object with `url`, and perhaps `label`, a line; or an array of them.
    case json
    /// A saved page: the originals that search pages name in their scripts, else the sources of its images.
    case html
    /// A browser's network log (HAR): the pictures that it has loaded.
    case har
    /// A folder: the images in it; those in its folders have the names of these as classes.
    case folder
  }

  public var links: [ImageLink]
  public var format: Format
  /// The class that the file's name gives: `NAME` of `urls_NAME.txt`.
  public var label: String?

  /// Reads a list from a file.
  ///
  /// - Throws: ``CollectingError`` with code `.unreadableList` or `.emptyList`.
  public init(contentsOf path: FilePath) throws {
    if Files.facts(path)?.isFolder == true {
      try self.init(folder: path)
      return
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path.string))
    } catch {
      throw CollectingError(
        .unreadableList, path: path, message: "cannot read the list of links",
        remedy: "A list is a text file with one link a line", cause: error)
    }
    try self.init(text: LinkList.decoded(data), name: path.string, relativeTo: path.removingLastComponent())
    label = LinkList.label(ofFile: path)
  }

  private init(folder: FilePath) throws {
    format = .folder
    links = try LinkList.imagesInFolder(folder)
    label = nil
    guard !links.isEmpty else {
      throw CollectingError(.emptyList, path: folder, message: "no images in this folder")
    }
  }

  /// Reads a list from text at hand.
  ///
  /// - Parameters:
  ///   - text: The whole list.
  ///   - name: The list's name, for messages.
  ///   - folder: Where paths among the links begin; nil takes none for a path.
  /// - Throws: ``CollectingError`` with code `.emptyList`.
  public init(text: String, name: String, relativeTo folder: FilePath? = nil) throws {
    let archived = text.prefix(200).contains("{") ? LinkList.linksInArchive(text) : nil
    format = archived == nil ? LinkList.format(of: text) : .har
    links = archived ?? LinkList.links(in: text, format: format)
    guard !links.isEmpty else {
      throw CollectingError(
        .emptyList, subject: name, message: "no links in it (read as \(format.rawValue))",
        remedy: "Write one link a line, or a CSV with a column `url`")
    }
    // Pages and logs come from elsewhere: what they name on this machine is not meant.
    if let folder, [.text, .csv, .json].contains(format) {
      links = try LinkList.resolved(links, relativeTo: folder)
    }
  }

  /// The class that a list's name gives: `black` for `urls_black.txt`, nil for another pattern.
  public static func label(ofFile path: FilePath) -> String? {
    guard let stem = path.stem, stem.hasPrefix("urls_"), stem.count > 5 else { return nil }
    return String(stem.dropFirst(5))
  }
}

extension LinkList {
  /// UTF-8 with or without a mark at its start, or the UTF-16 that Windows calls Unicode.
  static func decoded(_ data: Data) -> String {
    let start = [UInt8](data.prefix(3))
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      return String(data: data, encoding: .utf16) ?? ""
    }
    return String(decoding: start == [0xEF, 0xBB, 0xBF] ? data.dropFirst(3) : data, as: UTF8.self)
  }

  /// Tells the format by the text itself: the suffixes of lists are as unreliable as those of images.
  static func format(of text: String) -> Format {
    guard let line = lines(of: text).first else { return .text }
    switch line.first {
    case "<": return .html
    case "{", "[": return .json
    default: return !line.contains("://") && columns(ofHeader: line) != nil ? .csv : .text
    }
  }

  static func links(in text: String, format: Format) -> [ImageLink] {
    switch format {
    case .text: lines(of: text).map { ImageLink(unquoted($0)) }
    case .csv: linksInTable(text)
    case .json: linksInJSON(text)
    case .html: linksInPage(text)
    case .har, .folder: []
    }
  }

  /// The lines that say something, without the white space around them.
  static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline)
      .map { String($0).trimmed }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  private static func unquoted(_ line: String) -> String {
    guard line.count > 1, line.hasPrefix("\""), line.hasSuffix("\"") else { return line }
    return String(line.dropFirst().dropLast())
  }
}
