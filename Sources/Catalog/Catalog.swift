import Foundation
import GRDB
public import SystemPackage

/// What is known about every image of a data set: where it came from, whether it is sound, its label, its history.
///
/// One SQLite file, by default `.fastai/catalog.sqlite` in the data set. Every change is one transaction, and a
/// call that has returned survives a kill and a power cut (write-ahead log, synced at each commit). Any number of
/// threads and processes may read while one writes.
///
///     let catalog = try Catalog(dataset: "data/bears")
///     for image in try catalog.images(status: .quarantined) { print(image.path, image.reason ?? "") }
public final class Catalog: Sendable {
  /// The database file.
  public let path: FilePath
  /// The folder that holds the class folders, when the catalog was opened for one.
  public let dataset: FilePath?
  /// Whether edits move files: not when the catalog is kept in a work folder, where they only change what is known.
  public let movesFiles: Bool
  let pool: DatabasePool

  /// Opens the catalog of a data set, and makes a new one where there is none. Moves of files that a crash has cut off
  /// are completed.
  ///
  /// - Parameters:
  ///   - dataset: The folder that holds the class folders.
  ///   - work: A folder to keep the catalog in, for data that cannot be written; nil for `.fastai` in the data set.
  /// - Throws: ``CatalogError``.
  public convenience init(dataset: FilePath, work: FilePath? = nil) throws {
    try self.init(at: work ?? Catalog.folder(of: dataset), dataset: dataset, movesFiles: work == nil)
    // What cannot be moved now is tried again the next time; reading goes on.
    try? settle()
  }

  /// Opens a catalog in a work folder of its own, for data that cannot be written.
  ///
  /// - Parameter folder: Where `catalog.sqlite` lies; it is made, with its parents, when it is not there.
  /// - Throws: ``CatalogError``.
  public convenience init(folder: FilePath) throws { try self.init(at: folder, dataset: nil, movesFiles: false) }

  private init(at folder: FilePath, dataset: FilePath?, movesFiles: Bool) throws {
    let path = folder.appending(Catalog.fileName)
    self.path = path
    self.dataset = dataset
    self.movesFiles = movesFiles
    self.pool = try Catalog.explaining(path) {
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      return try Catalog.open(path)
    }
  }

  /// The folder `.fastai` of a data set: its catalog, its quarantine, its caches.
  public static func folder(of dataset: FilePath) -> FilePath { dataset.appending(".fastai") }

  /// Whether the data set has a catalog of its own already.
  public static func exists(inDataset dataset: FilePath) -> Bool {
    FileManager.default.fileExists(atPath: folder(of: dataset).appending(fileName).string)
  }

  static let fileName = "catalog.sqlite"
}

extension Catalog {
  private static func open(_ path: FilePath) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.label = "fastai.catalog"
    let pool = try DatabasePool(path: path.string, configuration: configuration)
    try refuseNewer(pool, path)
    // GRDB opens WAL files with NORMAL, which may lose the last commits in a power cut.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    try migrator.migrate(pool)
    return pool
  }

  private static func refuseNewer(_ pool: DatabasePool, _ path: FilePath) throws {
    guard try pool.read(migrator.hasBeenSuperseded) else { return }
    throw CatalogError(
      .newerVersion, path: path, message: "a newer version of swift-fastai wrote this catalog",
      remedy: "Update swift-fastai, or move the file away to start a new catalog")
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Catalog.explaining(path) { try pool.read(body) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Catalog.explaining(path) { try pool.write(body) }
  }

  /// Turns what SQLite and the file system say into a ``CatalogError``.
  static func explaining<Value>(_ path: FilePath, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as CatalogError {
      throw error
    } catch let error as DatabaseError {
      throw CatalogError(path: path, database: error)
    } catch {
      throw CatalogError(
        .unwritable, path: path, message: "cannot make the catalog: \(error.localizedDescription)",
        remedy: "Check the permissions, or keep the catalog in another folder (--work)", cause: error)
    }
  }
}

extension CatalogError {
  init(path: FilePath, database error: DatabaseError) {
    let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init(
        .corrupt, path: path, message: "not a catalog, or damaged (\(message))",
        remedy: "Move the file away: the next run makes a new one from the files", cause: error)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .busy, path: path, message: "another process is using the catalog",
        remedy: "Wait for it to end, then try again",
        cause: error)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_FULL, .SQLITE_IOERR:
      self.init(
        .unwritable, path: path, message: "cannot write the catalog (\(message))",
        remedy: "Check permissions and free space, or keep the catalog in another folder (--work)", cause: error)
    default:
      self.init(.store, path: path, message: message, cause: error)
    }
  }
}
