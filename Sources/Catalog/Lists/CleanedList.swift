import Images
public import SystemPackage

/// The images that are left after cleaning, with their classes: fastai's `cleaned.csv`, columns `name` and `label`.
public struct CleanedList: Hashable, Sendable {
  /// One image.
  public struct Row: Hashable, Sendable {
    /// Relative to the data set.
    public var name: FilePath
    public var label: String

    public init(name: FilePath, label: String) {
      self.name = name
      self.label = label
    }
  }

  public var rows: [Row]

  public init(_ rows: [Row]) { self.rows = rows }

  /// Reads a list. Names that Windows has written, `black\\00000000.jpg`, become paths of this system, unless another
  /// name of the list has a `/`.
  ///
  /// - Throws: ``CatalogError`` with code `.unreadableList`.
  public init(contentsOf path: FilePath) throws {
    do {
      try self.init(text: String(decoding: FileBytes.read(path, maxBytes: 1 << 30), as: UTF8.self), named: path)
    } catch let error as ImageError {
      throw CatalogError(.unreadableList, path: path, message: error.message, cause: error)
    }
  }

  /// Reads a list that is in memory already.
  ///
  /// - Parameters:
  ///   - text: The whole list, with its header.
  ///   - path: What errors call it.
  /// - Throws: ``CatalogError`` with code `.unreadableList`.
  public init(text: String, named path: FilePath) throws {
    let table = CSV(text: text).rows
    guard let header = table.first?.fields, let name = header.firstIndex(of: "name"),
      let label = header.firstIndex(of: "label")
    else {
      throw CatalogError(
        .unreadableList, path: path, message: "no columns `name` and `label` in its first line",
        remedy: "The list is a CSV file whose first line is name,label")
    }
    if let short = table.first(where: { $0.fields.count <= max(name, label) || $0.fields[name].isEmpty }) {
      throw CatalogError(.unreadableList, path: path, message: "line \(short.line) has no name or no label")
    }
    let lines = table.dropFirst().map(\.fields)
    let isWindows = !lines.contains { $0[name].utf8.contains(UInt8(ascii: "/")) }
    rows = lines.map { row in
      Row(name: FilePath(isWindows ? row[name].replacing("\\", with: "/") : row[name]), label: row[label])
    }
  }

  /// As fastai writes it: the header, then a line an image; `/` between folders, and `\n` at the ends of lines.
  public var text: String {
    CSV.row("name", "label") + rows.map { CSV.row($0.name.string, $0.label) }.joined()
  }

  /// Writes the list, whole or not at all.
  ///
  /// - Throws: ``CatalogError`` with code `.unwritable`.
  public func write(to path: FilePath) throws {
    do {
      try FileBytes.write(Array(text.utf8), to: path)
    } catch let error as ImageError {
      throw CatalogError(.unwritable, path: path, message: error.message, cause: error)
    }
  }
}

extension Catalog {
  /// The images that belong to the data set, with their classes as edited: what `cleaned.csv` holds. Corrections by users
  /// are among them once somebody has looked at them.
  ///
  /// - Throws: ``CatalogError``.
  public func cleanedList() throws -> CleanedList {
    let images = try images(ImageQuery(inUse: true)).filter { !$0.isOpenFeedback }
    return CleanedList(images.map { .init(name: $0.path, label: $0.label) })
  }

  /// The edits that make the data set what a list says: other classes are taken over, and images that are not listed
  /// go into quarantine. Listed images that the catalog does not know are left out.
  ///
  /// - Returns: For ``apply(_:by:unlessChangedSince:)``; empty when the list says what is so already.
  /// - Throws: ``CatalogError``.
  public func edits(toMatch list: CleanedList) throws -> [Edit] {
    let wanted = Dictionary(list.rows.map { ($0.name, $0.label) }) { _, last in last }
    return try images(ImageQuery()).flatMap { image -> [Edit] in
      guard let label = wanted[image.path] else {
        return image.status.isInUse && !image.isOpenFeedback
          ? [.quarantine(image.path, reason: "not in the cleaned list")] : []
      }
      let back: [Edit] = image.status == .quarantined ? [.restore(image.path)] : []
      return back + (label == image.label ? [] : [.relabel(image.path, to: label)])
    }
  }
}
