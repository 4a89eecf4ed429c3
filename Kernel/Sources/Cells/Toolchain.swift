public import Foundation

/// What cells are compiled and linked with; written by `scripts/install-kernel`.
public struct Toolchain: Codable, Sendable {
  /// The frontend of the Swift compiler, a linker, and the folder with the standard library.
  public var frontend: String
  public var linker: String
  public var autolinkExtractor: String
  public var resources: String
  public var target: String
  /// Folders with modules, and options for the compiler's C importer.
  public var modules: [String]
  public var options: [String]
  /// Modules that come along when another is imported.
  public var companions: [String: String]
  /// Libraries to load before the first cell, in order.
  public var libraries: [String]
  /// The program that runs cells.
  public var runner: String
  public var moduleCache: String
  /// The language server, for completions.
  public var languageServer: String

  /// - Throws: When the file is missing or is not such a file.
  public init(contentsOf file: URL) throws {
    self = try JSONDecoder().decode(Toolchain.self, from: Data(contentsOf: file))
  }

  /// Options with which cells, and pieces of cells, are compiled.
  ///
  /// Language mode 5: a notebook's variables are globals, shared by cells that run one at a time, which mode 6 could
  /// not know.
  public func compilerOptions(session: URL) -> [String] {
    ["-swift-version", "5", "-enable-bare-slash-regex", "-I", session.path] + modules.flatMap { ["-I", $0] }
      + options + ["-module-cache-path", moduleCache, "-target", target]
  }
}
