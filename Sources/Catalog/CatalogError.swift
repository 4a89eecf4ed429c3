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
