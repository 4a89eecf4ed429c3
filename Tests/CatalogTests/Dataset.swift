import Foundation
import SystemPackage

@testable import Catalog

/// A data set of small files, gone when the test is over.
final class Dataset {
  let path: FilePath

  init(_ names: [String] = []) throws {
    path = FilePath(NSTemporaryDirectory()).appending("catalog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
    for name in names { try write(name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  func write(_ name: String, _ text: String? = nil) throws {
    let file = URL(filePath: path.pushing(FilePath(name)).string)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data((text ?? name).utf8).write(to: file)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path.pushing(FilePath(name)).string) }

  func text(_ name: String) -> String? {
    try? String(contentsOfFile: path.pushing(FilePath(name)).string, encoding: .utf8)
  }

  /// A catalog that knows the files, all good, labelled by their folders.
  func catalog(_ names: [String]) throws -> Catalog {
    let catalog = try Catalog(dataset: path)
    try catalog.add(names.map { Dataset.image($0) })
    return catalog
  }

  static func image(_ name: String, _ status: ImageRecord.Status = .good) -> ImageRecord {
    let path = FilePath(name)
    return ImageRecord(
      path: path, label: path.removingLastComponent().lastComponent?.string ?? "", status: status, sha256: name)
  }
}
