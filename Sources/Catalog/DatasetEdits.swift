import GRDB
public import SystemPackage

/// What was decided about images of a data set and does not show in its folders: what training has to follow.
public struct DatasetEdits: Hashable, Sendable {
  /// The classes of images that have another than they came with.
  public var labels: [FilePath: String] = [:]
  /// The sides that images were put on.
  public var sides: [FilePath: ImageRecord.Side] = [:]
  /// Images that do not belong to the data set although their files lie in their places: known to be bad, or put away
  /// by a catalog that moves no files.
  public var leftOut: [FilePath: ImageRecord] = [:]
  /// Pictures that users sent with a correction, and that somebody has looked at since. They lie in no class folder, so
  /// that ``labels`` has their classes; ``sides`` puts them into training, so that validation stays what it was.
  public var added: Set<FilePath> = []

  public init() {}

  public var isEmpty: Bool { labels.isEmpty && sides.isEmpty && leftOut.isEmpty && added.isEmpty }
}

extension Catalog {
  /// What edits and verifications have decided and the folders of the data set do not say.
  ///
  /// Cost: grows with the number of edits and of images that were put away, not with that of all images.
  /// - Throws: ``CatalogError``.
  public func datasetEdits() throws -> DatasetEdits {
    try read { db in
      var edits = DatasetEdits()
      edits.labels = try Catalog.editedLabels(db)
      for row in try Row.fetchAll(db, sql: "SELECT path, side FROM image WHERE side IS NOT NULL") {
        edits.sides[FilePath(row["path"] as String)] = ImageRecord.Side(rawValue: row["side"])
      }
      let away = "SELECT * FROM image WHERE status IN ('bad', 'quarantined', 'removed') AND storedAt IS NULL"
      for image in try Row.fetchAll(db, sql: away).compactMap(ImageRecord.init(row:)) {
        edits.leftOut[image.path] = image
      }
      for image in try Catalog.reviewedFeedback(db) {
        edits.added.insert(image.path)
        edits.labels[image.path] = image.label
        edits.sides[image.path] = image.side ?? .train
      }
      return edits
    }
  }

  private static func reviewedFeedback(_ db: Database) throws -> [ImageRecord] {
    let sql = "SELECT * FROM image WHERE path > ? AND path < ? AND reviewed = 1 ORDER BY path"
    let folder = ImageRecord.feedbackFolder.string
    return try Row.fetchAll(db, sql: sql, arguments: ["\(folder)/", "\(folder)0"])  // 0 comes after /
      .compactMap(ImageRecord.init(row:)).filter { $0.isFeedback && $0.status.isInUse }
  }

  /// A label that was changed and changed back is none.
  private static func editedLabels(_ db: Database) throws -> [FilePath: String] {
    var first: [Int64: String] = [:]
    // The lines that belong to a step are few, and have an index of their own.
    let lines = "SELECT image, before FROM journal WHERE step IS NOT NULL AND image IS NOT NULL ORDER BY id"
    for row in try Row.fetchAll(db, sql: lines) {
      let image: Int64 = row["image"]
      guard first[image] == nil else { continue }
      first[image] = EditableFields(json: row["before"]).text(.label)
    }
    let statement = try db.cachedStatement(sql: "SELECT path, label FROM image WHERE id = ?")
    var labels: [FilePath: String] = [:]
    for (image, label) in first {
      guard let row = try Row.fetchOne(statement, arguments: [image]), row["label"] != label else { continue }
      labels[FilePath(row["path"] as String)] = row["label"]
    }
    return labels
  }
}
