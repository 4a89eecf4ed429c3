#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension LinkList {
  /// What a browser's network log holds, as far as it matters here (HTTP Archive 1.2).
  fileprivate struct Archive: Decodable {
    struct Log: Decodable { let entries: [Entry] }
    struct Entry: Decodable {
      let request: Request
      let response: Response?
    }
    struct Request: Decodable { let url: String }
    struct Response: Decodable {
      let status: Int?
      let content: Content?
    }
    struct Content: Decodable { let mimeType: String? }

    let log: Log
  }

  /// The pictures that the browser has loaded, each once, in their order; drawings (SVG) and icons are left out.
  ///
  /// - Returns: nil when the text is no network log.
  static func linksInArchive(_ text: String) -> [ImageLink]? {
    guard let archive = try? JSONDecoder().decode(Archive.self, from: Data(text.utf8)) else { return nil }
    var seen: Set<String> = []
    return archive.log.entries.filter { $0.isPicture }.map(\.request.url)
      .filter { isAddress($0) && seen.insert($0).inserted }.map { ImageLink($0) }
  }

  /// Whether a text begins like a link of the web.
  static func isAddress(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }
}

extension LinkList.Archive.Entry {
  fileprivate var isPicture: Bool {
    let type = (response?.content?.mimeType ?? "").lowercased()
    let isDrawn = type.hasPrefix("image/svg") || type.hasPrefix("image/x-icon") || type.hasPrefix("image/vnd.microsoft")
    return type.hasPrefix("image/") && !isDrawn && (200..<400).contains(response?.status ?? 200)
  }
}
