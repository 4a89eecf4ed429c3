public import SystemPackage

/// What went wrong with the catalog of a data set, where, and what to do about it.
public struct CatalogError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure that a caller may want to tell apart.
  public struct Code: Hashable, Sendable {
    private let name: String
    private init(_ name: String) { self.name = name }

    /// The folder or the file cannot be created or written.
    public static let unwritable = Code("unwritable")
    /// The file is there and is no catalog, or is damaged.
    public static let corrupt = Code("corrupt")
    /// A newer version of this package wrote the file.
    public static let newerVersion = Code("newer version")
    /// Another process holds the catalog for longer than we wait.
    public static let busy = Code("busy")
    /// An edit names an image that the catalog does not know.
    public static let unknownImage = Code("unknown image")
    /// An image cannot come back: another file has its place.
    public static let occupied = Code("occupied")
    /// An edit makes no sense.
    public static let badEdit = Code("bad edit")
    /// Somebody else has changed what an edit was decided on.
    public static let conflict = Code("conflict")
    /// A list of names and labels cannot be read.
    public static let unreadableList = Code("unreadable list")
    /// Anything else that SQLite reports.
    public static let store = Code("store")
  }

  public let code: Code
  /// The catalog's file.
  public let path: FilePath
  public let message: String
  public let remedy: String?
  /// The error of the layer below.
  public let cause: (any Error)?

  init(_ code: Code, path: FilePath, message: String, remedy: String? = nil, cause: (any Error)? = nil) {
    self.code = code
    self.path = path
    self.message = message
    self.remedy = remedy
    self.cause = cause
  }

  public var description: String {
    let sentence = "\(path): \(message)"
    return remedy.map { "\(sentence). \($0)" } ?? sentence
  }
}

extension Catalog {
  func unknownImage(_ image: FilePath) -> CatalogError {
    CatalogError(
      .unknownImage, path: path, message: "there is no image \(image) in it",
      remedy: "Name images as seen from the data set; `fastai verify` takes new files in")
  }

  func occupied(_ image: FilePath) -> CatalogError {
    CatalogError(
      .occupied, path: image, message: "cannot be restored, because another file has its place",
      remedy: "Rename or move that file first")
  }

  func conflict(_ message: String) -> CatalogError {
    CatalogError(
      .conflict, path: path, message: message, remedy: "Look at what it is now, and decide again")
  }

  func badEdit(_ message: String) -> CatalogError { CatalogError(.badEdit, path: path, message: message) }
}
