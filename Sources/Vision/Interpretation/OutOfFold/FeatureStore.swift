import Crypto
import Foundation
import Images
import SystemPackage
import Torch
import TorchNN

/// What a body has made of images, kept in a file: a row of numbers for each image, found by the SHA-256 of its bytes.
///
/// The file belongs to one body and one way to see images: it is named by a hash of the weights and of size, transforms
/// and normalisation, so that what is stale is never found. It ends with a hash of all before: a file that is damaged, cut
/// off or foreign counts as empty. Where nothing can be written, features are computed each time.
struct FeatureStore {
  /// A body as the stores know it.
  struct Body {
    fileprivate let hash: ContentHash

    /// - Throws: `TorchError` when the weights cannot be read.
    init(_ cnn: CNN) throws {
      var hash = SHA256()
      hash.update(data: Data(cnn.architecture.name.utf8))
      for (name, tensor) in cnn.body.stateDictionary.entries {
        hash.update(data: Data("\(name) \(tensor.shape)\n".utf8))
        try tensor.withUnsafeElements(as: Float.self) { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
      }
      self.hash = ContentHash(digest: hash.finalize())
    }
  }

  private let file: FilePath
  private let key: ContentHash
  private var rows: [ContentHash: [Float]]
  private var isChanged = false

  /// Counted up when the same body, settings and file would give other numbers than before.
  private static let version = 1
  /// Of bodies and settings: those used longest ago go when there are more.
  private static let mostFiles = 8
  private static let prefix = "features-"

  /// - Parameters:
  ///   - folder: Where the files are, those of other bodies too.
  ///   - body: Whose features.
  ///   - settings: How it sees images.
  init(_ folder: FilePath, _ body: Body, _ settings: ImageLoader.Settings) {
    key = ContentHash(of: body.hash.bytes + Array("\(Self.version) \(settings.sight)".utf8))
    file = folder.appending("\(Self.prefix)\(key.hexadecimal.prefix(16)).bin")
    rows = StoredFeatures(contentsOf: file, key: key)?.rows ?? [:]
  }

  subscript(image: ContentHash) -> [Float]? { rows[image] }

  mutating func add(_ row: [Float], for image: ContentHash) {
    rows[image] = row
    isChanged = true
  }

  /// Writes what is new, with what others have written meanwhile.
  mutating func save() {
    guard isChanged else { return }
    let others = StoredFeatures(contentsOf: file, key: key)?.rows ?? [:]
    rows.merge(others) { own, _ in own }
    let folder = file.removingLastComponent()
    try? FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    // Only a cache.
    try? FileBytes.write(StoredFeatures(rows: rows).bytes(key: key), to: file, syncs: false)
    Self.tidy(folder)
    isChanged = false
  }

  private static func tidy(_ folder: FilePath) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    let files = names.filter { $0.hasPrefix(prefix) }.map { folder.appending($0).string }
    let dated = files.map { path -> (path: String, date: Date) in
      let facts = try? FileManager.default.attributesOfItem(atPath: path)
      return (path, facts?[.modificationDate] as? Date ?? .distantPast)
    }
    for (path, _) in dated.sorted(by: { $0.date > $1.date }).dropFirst(mostFiles) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

extension ImageLoader.Settings {
  /// How an image is seen, in words; the same for transforms that do the same in another spelling.
  fileprivate var sight: String {
    let steps = transforms.inOrder.map(\.description).joined(separator: ", ")
    return "\(size) \(transforms.resizeMethod) \(transforms.paddingMode) \(transforms.interpolation) \(steps) "
      + "\(normalization.mean) \(normalization.std)"
  }
}

/// The content of such a file: a mark, the key, how many rows of how many numbers, the rows, and a hash of all that.
/// Numbers are little-endian, as on every machine that Swift runs on.
struct StoredFeatures {
  let rows: [ContentHash: [Float]]

  private static let mark = Array("fastai-features\n".utf8)
  private static let hashSize = 32
  private static let headSize = mark.count + hashSize + 16

  init(rows: [ContentHash: [Float]]) { self.rows = rows }

  func bytes(key: ContentHash) -> [UInt8] {
    let width = rows.values.first?.count ?? 0
    let rows = rows.filter { $0.value.count == width }.sorted { $0.key < $1.key }
    var bytes = Self.mark + key.bytes
    bytes.reserveCapacity(Self.headSize + rows.count * (Self.hashSize + width * 4) + Self.hashSize)
    for number in [rows.count, width] { withUnsafeBytes(of: UInt64(number).littleEndian) { bytes += $0 } }
    for (image, row) in rows {
      bytes += image.bytes
      row.withUnsafeBytes { bytes += $0 }
    }
    return bytes + ContentHash(of: bytes).bytes
  }

  /// Nil when there is no such file, or it is not whole, or of another key.
  init?(contentsOf path: FilePath, key: ContentHash) {
    guard let bytes = try? FileBytes.read(path, maxBytes: 1 << 36) else { return nil }
    self.init(bytes, key: key)
  }

  init?(_ bytes: [UInt8], key: ContentHash) {
    let end = bytes.count - Self.hashSize
    guard end >= Self.headSize, bytes.starts(with: Self.mark + key.bytes),
      ContentHash(of: Array(bytes[..<end])).bytes.elementsEqual(bytes[end...])
    else { return nil }
    let (count, width) = bytes.withUnsafeBytes { all in
      (
        UInt64(littleEndian: all.loadUnaligned(fromByteOffset: Self.headSize - 16, as: UInt64.self)),
        UInt64(littleEndian: all.loadUnaligned(fromByteOffset: Self.headSize - 8, as: UInt64.self))
      )
    }
    // Both are small before they are multiplied.
    guard count <= bytes.count, width <= bytes.count else { return nil }
    let rowSize = Self.hashSize + Int(width) * 4
    let (size, overflows) = Int(count).multipliedReportingOverflow(by: rowSize)
    guard !overflows, size == end - Self.headSize else { return nil }
    rows = Self.rows(bytes, count: Int(count), rowSize: rowSize)
  }

  private static func rows(_ bytes: [UInt8], count: Int, rowSize: Int) -> [ContentHash: [Float]] {
    var rows: [ContentHash: [Float]] = [:]
    rows.reserveCapacity(count)
    bytes.withUnsafeBytes { all in
      for row in 0..<count {
        let start = headSize + row * rowSize
        let numbers = UnsafeRawBufferPointer(rebasing: all[(start + hashSize)..<(start + rowSize)])
        rows[ContentHash(digest: all[start..<(start + hashSize)])] = [Float](
          unsafeUninitializedCapacity: numbers.count / 4
        ) { target, filled in
          UnsafeMutableRawBufferPointer(target).copyMemory(from: numbers)
          filled = numbers.count / 4
        }
      }
    }
    return rows
  }
}
