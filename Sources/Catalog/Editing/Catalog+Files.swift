import Foundation
import GRDB
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// A change to the catalog and the move of a file cannot be one. So the intention is written in the transaction of the
// change, the file is moved afterwards, and then the intention is taken out. Whoever opens the catalog after a crash
// does what is still to be done: a step that was committed is completed, one that was not never happened.
extension Catalog {
  /// Where edits put files away, relative to the data set; nil when they leave files where they are.
  var quarantineFolder: FilePath? { movesFiles ? FilePath(".fastai/quarantine") : nil }

  /// Whether nothing lies at a path of the data set.
  func isFree(_ path: FilePath) -> Bool {
    guard movesFiles, let dataset else { return true }
    return !FileManager.default.fileExists(atPath: dataset.pushing(path).string)
  }

  /// The path itself, or the first of `name-1`, `name-2`, … that no file and no image is called.
  func freePlace(_ wanted: FilePath, _ db: Database) throws -> FilePath {
    var (place, number) = (wanted, 0)
    while try !isFree(place) || isPlanned(place, db) {
      number += 1
      let suffix = wanted.extension.map { ".\($0)" } ?? ""
      place = wanted.removingLastComponent().appending("\(wanted.stem ?? "")-\(number)\(suffix)")
    }
    return place
  }

  private func isPlanned(_ place: FilePath, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM pendingMove WHERE destination = ?)", arguments: [place.string]) ?? false
  }

  /// Writes down that a file is to be moved; paths are relative to the data set.
  func plan(move origin: FilePath, to destination: FilePath, step: Int64?, _ db: Database) throws {
    guard movesFiles else { return }
    try db.cachedStatement(sql: "INSERT INTO pendingMove (step, origin, destination) VALUES (?, ?, ?)").execute(
      arguments: [step, origin.string, destination.string])
  }

  /// Moves the files that are written down to be moved. Holds the catalog's lock meanwhile, so that two processes never
  /// move the same file to and fro.
  func settle() throws {
    guard movesFiles, let dataset else { return }
    guard try read({ try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM pendingMove)") }) == true else { return }
    try write { db in
      var folders: Set<FilePath> = []
      for row in try Row.fetchAll(db, sql: "SELECT * FROM pendingMove ORDER BY id") {
        let move = FileMove(
          from: dataset.pushing(FilePath(row["origin"] as String)),
          to: dataset.pushing(FilePath(row["destination"] as String)))
        try move.perform()
        folders.formUnion(move.folders)
      }
      for folder in folders { try FileMove.sync(folder) }
      try db.execute(sql: "DELETE FROM pendingMove")
      for folder in folders { FileMove.removeIfEmpty(folder, below: Catalog.folder(of: dataset)) }
    }
  }
}

/// A file that gets another path within the data set.
private struct FileMove {
  let from: FilePath
  let to: FilePath

  var folders: [FilePath] { [from.removingLastComponent(), to.removingLastComponent()] }

  /// Does nothing when it has been done already, or when there is no file: what else changed the data set is right.
  func perform() throws {
    guard exists(from), !exists(to) else { return }
    do {
      let folder = to.removingLastComponent()
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      guard rename(from.string, to.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      throw CatalogError(
        .unwritable, path: from, message: "cannot be moved to \(to): \(error)",
        remedy: "Check the permissions, or keep the catalog in another folder (--work)", cause: error)
    }
  }

  private func exists(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }

  /// Makes the names in a folder survive a power cut; one that is gone has none.
  static func sync(_ folder: FilePath) throws {
    let descriptor = open(folder.string, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return }
    defer { close(descriptor) }
    guard descriptor >= 0, fsync(descriptor) == 0 || errno == EINVAL else {
      throw CatalogError(.unwritable, path: folder, message: "cannot be synced: \(Errno(rawValue: errno))")
    }
  }

  /// Takes away empty folders of the quarantine.
  static func removeIfEmpty(_ folder: FilePath, below root: FilePath) {
    var folder = folder
    while folder.starts(with: root), folder != root, rmdir(folder.string) == 0 { folder.removeLastComponent() }
  }
}
