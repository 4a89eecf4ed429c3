extension LinkList {
  /// The links of a saved page, each once: the originals, where the page names any, else the sources of its image
  /// elements. Links relative to the page and pictures inside it are left out.
  static func linksInPage(_ text: String) -> [ImageLink] {
    let originals = originals(in: text) + arrays(in: text)
    var seen: Set<String> = []
    return (originals.isEmpty ? sources(in: text) : originals)
      .map { $0.hasPrefix("//") ? "https:" + $0 : $0 }
      .filter { ($0.hasPrefix("http://") || $0.hasPrefix("https://")) && seen.insert($0).inserted }
      .map { ImageLink($0) }
  }

  /// What search pages call the picture itself: `"ou":"…"` at Google until 2020, `"murl":"…"` at Bing, where the
  /// quotes are often written as `&quot;`.
  private static func originals(in text: String) -> [String] {
    let marks = ["\"ou\":\"", "\"murl\":\"", "&quot;murl&quot;:&quot;"]
    return marks.flatMap { mark in
      text.split(separator: mark).dropFirst().map { rest in
        let quote = mark.hasSuffix(";") ? rest.firstRange(of: "&quot;")?.lowerBound : rest.firstIndex(of: "\"")
        return unescapedHTML(unescapedJSON(rest[..<(quote ?? rest.startIndex)])[...])
      }
    }
  }

  /// Google since 2020: `["https://…/bear.jpg",1080,1920]` in a script, height and width after the link. Thumbnails of
  /// its own stand there too, and are left out.
  private static func arrays(in text: String) -> [String] {
    text.split(separator: "[\"http").dropFirst().compactMap { rest in
      guard let quote = rest.firstIndex(of: "\"") else { return nil }
      let numbers = rest[quote...].dropFirst().prefix { ",0123456789".contains($0) }
      let ends = rest[numbers.endIndex...].first == "]"
      guard ends, numbers.split(separator: ",").count == 2 else { return nil }
      let link = unescapedJSON("http" + rest[..<quote])
      return link.contains("encrypted-tbn") ? nil : link
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

  private static func unescapedJSON(_ text: some StringProtocol) -> String {
    String(text).replacing("\\u003d", with: "=").replacing("\\u0026", with: "&").replacing("\\/", with: "/").description
  }
}
