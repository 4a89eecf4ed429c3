import Catalog

extension LinkList {
  /// Where the columns are that matter.
  struct Columns {
    var url: Int
    var label: Int?
  }

  private static let urlNames: Set<String> = ["url", "urls", "link", "image_url", "imageurl", "original"]
  private static let labelNames: Set<String> = ["label", "class", "category"]

  /// The columns that a table's first line names, or nil when it is no such line.
  static func columns(ofHeader line: String) -> Columns? {
    let names = (CSV(text: line).rows.first?.fields ?? []).map { $0.lowercased().trimmed }
    guard let url = names.firstIndex(where: urlNames.contains) else { return nil }
    return Columns(url: url, label: names.firstIndex(where: labelNames.contains))
  }

  static func linksInTable(_ text: String) -> [ImageLink] {
    let rows = CSV(text: text).rows.map(\.fields)
    guard let header = rows.first, let columns = columns(ofHeader: header.joined(separator: ",")) else { return [] }
    return rows.dropFirst().compactMap { row in
      guard columns.url < row.count, !row[columns.url].trimmed.isEmpty else { return nil }
      let label = columns.label.flatMap { $0 < row.count ? row[$0].trimmed : nil }
      return ImageLink(row[columns.url].trimmed, label: label.flatMap { $0.isEmpty ? nil : $0 })
    }
  }
}

extension String {
  /// Without the white space at both ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
