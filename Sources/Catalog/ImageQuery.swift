import GRDB
public import SystemPackage

/// Which images are asked for; conditions that are not set let everything pass. The order is that of the paths.
///
///     var page = ImageQuery(label: "black", inUse: true)
///     page.limit = 50
///     let first = try catalog.images(page)
///     page.after = first.last?.path   // and so on
public struct ImageQuery: Hashable, Sendable {
  public var label: String?
  public var status: ImageRecord.Status?
  /// Only images that belong to the data set: see ``ImageRecord/Status/isInUse``.
  public var inUse: Bool
  public var side: ImageRecord.Side?
  public var isReviewed: Bool?
  /// Only images whose path holds this text, in small or large letters.
  public var nameContains: String?
  /// Only images whose path comes after this one: the last of the page before.
  public var after: FilePath?
  /// At most so many.
  public var limit: Int?

  public init(
    label: String? = nil, status: ImageRecord.Status? = nil, inUse: Bool = false, side: ImageRecord.Side? = nil,
    isReviewed: Bool? = nil, nameContains: String? = nil, after: FilePath? = nil, limit: Int? = nil
  ) {
    self.label = label
    self.status = status
    self.inUse = inUse
    self.side = side
    self.isReviewed = isReviewed
    self.nameContains = nameContains
    self.after = after
    self.limit = limit
  }
}

extension ImageQuery {
  private var conditions: [(sql: String, value: (any DatabaseValueConvertible)?)] {
    var all: [(sql: String, value: (any DatabaseValueConvertible)?)] = []
    if let label { all.append(("label = ?", label)) }
    if let status { all.append(("status = ?", status.rawValue)) }
    if inUse { all.append(("+status IN ('unverified', 'good')", nil)) }  // +: the index is in the order of the paths
    if let side { all.append(("side = ?", side.rawValue)) }
    if let isReviewed { all.append(("reviewed = ?", isReviewed)) }
    if let nameContains { all.append(("instr(lower(path), ?) > 0", nameContains.lowercased())) }
    if let after { all.append(("path > ?", after.string)) }
    return all
  }

  /// The whole statement.
  var sql: String {
    let list = conditions.map(\.sql).joined(separator: " AND ")
    let limit = limit.map { " LIMIT \($0)" } ?? ""
    return "SELECT * FROM image\(list.isEmpty ? "" : " WHERE \(list)") ORDER BY path\(limit)"
  }

  var arguments: StatementArguments { StatementArguments(conditions.compactMap(\.value)) }
}
