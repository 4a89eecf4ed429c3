import Catalog
import Crypto
import Foundation
import HTTPTypes
import Images
import Synchronization
import SystemPackage

/// Corrections that users have sent: pictures by their content in `.fastai/feedback` of a data set, and what they are in
/// its catalog, where the cleaner shows them.
///
/// Whatever was acknowledged survives a kill and a power cut: the file is synced before the catalog speaks of it, and the
/// catalog's commit is synced before the answer is sent.
final class FeedbackStore: Sendable {
  /// What was kept.
  struct Kept: Encodable, Sendable {
    let sha256: String
    let label: String
  }

  private let dataset: FilePath
  private let catalog: Catalog
  private let maxBytes: Int
  private let usedBytes: Mutex<Int>

  /// - Parameters:
  ///   - dataset: The folder that holds the class folders.
  ///   - maxBytes: Of all pictures together: strangers may not fill the disk.
  /// - Throws: `CatalogError`; ``ServerError`` when the folder cannot be made.
  init(dataset: FilePath, maxBytes: Int) throws {
    (self.dataset, self.maxBytes) = (dataset, maxBytes)
    catalog = try Catalog(dataset: dataset)
    let folder = dataset.pushing(Self.folder).string
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ServerError(.badOption, "feedback cannot be kept in \(folder): \(error.localizedDescription)", cause: error)
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let sizes = names.map { (try? FileManager.default.attributesOfItem(atPath: "\(folder)/\($0)")[.size] as? Int) ?? 0 }
    usedBytes = Mutex(sizes.reduce(0, +))
  }

  /// Relative to the data set.
  static let folder = FilePath(".fastai/feedback")

  /// Keeps a picture under a label; one that is known gets the label.
  ///
  /// Waits for the disk: call it on a thread that may.
  ///
  /// - Throws: ``Problem`` 507 when there is no room, `CatalogError`, `ImageError`.
  func keep(_ bytes: [UInt8], header: ImageHeader, label: String, reason: String) throws -> Kept {
    let hash = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    let path = Self.folder.appending("\(hash).\(header.format.fileExtension)")
    if try catalog.image(at: path) != nil {
      try catalog.apply([.relabel(path, to: label)], by: "feedback")
    } else {
      try write(bytes, to: dataset.pushing(path))
      try catalog.commit(
        .init(
          images: [record(path, label, header, hash, bytes.count)],
          journal: [JournalEntry(.saved, path: path, reason: reason)]))
    }
    return Kept(sha256: hash, label: label)
  }

  private func write(_ bytes: [UInt8], to path: FilePath) throws {
    try reserve(bytes.count)
    do {
      try FileBytes.write(bytes, to: path)
      try Self.sync(path.removingLastComponent())
    } catch {
      usedBytes.withLock { $0 -= bytes.count }
      throw error
    }
  }

  private func reserve(_ count: Int) throws {
    let fits = usedBytes.withLock { used in
      guard used + count <= maxBytes else { return false }
      used += count
      return true
    }
    guard fits else {
      throw Problem(
        .init(code: 507, reasonPhrase: "Insufficient Storage"), "There is no room for more pictures.",
        kind: "feedback-full")
    }
  }

  /// Makes the new name in the folder survive a power cut.
  private static func sync(_ folder: FilePath) throws {
    let descriptor = try FileDescriptor.open(folder, .readOnly, options: [.closeOnExec])
    try descriptor.closeAfter {
      if fsync(descriptor.rawValue) != 0, errno != EINVAL { throw Errno(rawValue: errno) }
    }
  }

  private func record(
    _ path: FilePath, _ label: String, _ header: ImageHeader, _ hash: String, _ count: Int
  ) -> ImageRecord {
    ImageRecord(
      path: path, label: label, status: .good, sha256: hash, format: header.format.rawValue, width: header.width,
      height: header.height, orientation: header.orientation, bytes: count)
  }
}
