extension LinkList {
  /// The links of a saved page, each once: first the originals (`"ou":"…"`), where the page names any, else the
  /// sources of its image elements. Links relative to the page and pictures inside it are left out.
  static func linksInPage(_ text: String) -> [ImageLink] {
    let originals = originals(in: text)
    var seen: Set<String> = []
    return (originals.isEmpty ? sources(in: text) : originals)
      .map { $0.hasPrefix("//") ? "https:" + $0 : $0 }
      .filter { ($0.hasPrefix("http://") || $0.hasPrefix("https://")) && seen.insert($0).inserted }
      .map { ImageLink($0) }
  }

  private static func originals(in text: String) -> [String] {
    text.split(separator: "\"ou\":\"").dropFirst().compactMap { rest in
      rest.firstIndex(of: "\"").map { unescapedJSON(rest[..<$0]) }
    }
  }

  /// The best source of each image element: lazily loaded pages keep it in a `data-` attribute.
  private static func sources(in text: String) -> [String] {
    text.split(separator: "<").filter { $0.prefix(4).lowercased() == "img " || $0.prefix(4) == "img\n" }
      .compactMap { element in
        let tag = element.prefix { $0 != ">" }
        return ["data-src", "data-iurl", "data-original", "src"].lazy
          .compactMap { value(of: $0, in: tag) }.first { !$0.hasPrefix("data:") }
      }
  }

  private static func value(of attribute: String, in tag: Substring) -> String? {
    var rest = tag
    while let place = rest.firstRange(of: "\(attribute)=") {
      let isWhole = place.lowerBound > rest.startIndex && rest[rest.index(before: place.lowerBound)].isWhitespace
      rest = rest[place.upperBound...]
      guard isWhole, let quote = rest.first else { continue }
      let isQuoted = quote == "\"" || quote == "'"
      let value = isQuoted ? rest.dropFirst().prefix { $0 != quote } : rest.prefix { !$0.isWhitespace && $0 != "/" }
      return unescapedHTML(value)
    }
    return nil
  }

  private static func unescapedHTML(_ text: Substring) -> String {
    String(text).replacing("&amp;", with: "&").replacing("&#38;", with: "&").replacing("&quot;", with: "\"").trimmed
  }

  private static func unescapedJSON(_ text: Substring) -> String {
    text.replacing("\\u003d", with: "=").replacing("\\u0026", with: "&").replacing("\\/", with: "/").description
  }
}
