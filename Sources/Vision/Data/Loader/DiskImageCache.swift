import Foundation
import Images
import SystemPackage

/// Decoded images in files, named by the SHA-256 of what they were decoded from and by the rule.
///
/// A file is written under another name and renamed, and holds a checksum: one that a power cut left damaged counts as
/// missing. Where nothing can be written, images are decoded as without a cache.
final class DiskImageCache: DecodedImageCache, @unchecked Sendable {
  // Everything mutable is guarded by `lock`.
  private let lock = NSLock()
  private let folder: FilePath
  private let maxBytes: Int
  private var bytes: Int
  private var hashes: [FilePath: (stamp: FileStamp, hash: ContentHash)] = [:]

  init(_ folder: FilePath, maxBytes: Int) {
    (self.folder, self.maxBytes) = (folder, maxBytes)
    let files = FileManager.default.enumerator(
      at: URL(fileURLWithPath: folder.string, isDirectory: true), includingPropertiesForKeys: [.fileSizeKey])
    bytes = files?.reduce(0) { $0 + (((($1 as? URL)?.fileSize)) ?? 0) } ?? 0
  }

  func image(_ path: FilePath, _ rule: ResizeRule) throws -> RGBImage {
    let stamp = FileStamp(of: path)
    if let known = hash(of: path, stamp), let image = stored(known, rule) { return image }
    let content = try FileBytes.read(path, maxBytes: DecodeOptions().maxBytes)
    let hash = ContentHash(of: content)
    if let stamp { lock.withLock { hashes[path] = (stamp, hash) } }
    if let image = stored(hash, rule) { return image }
    let image = try RGBImage(decoding: content, named: path.string, resized: rule)
    store(image, hash, rule)
    return image
  }

  private func hash(of path: FilePath, _ stamp: FileStamp?) -> ContentHash? {
    lock.withLock { hashes[path].flatMap { $0.stamp == stamp ? $0.hash : nil } }
  }

  private func file(_ hash: ContentHash, _ rule: ResizeRule) -> FilePath {
    let name = hash.hexadecimal
    let how = ContentHash(of: Array("\(rule)".utf8)).hexadecimal.prefix(8)
    return folder.appending(String(name.prefix(2))).appending("\(name)-\(how).rgb")
  }

  private func stored(_ hash: ContentHash, _ rule: ResizeRule) -> RGBImage? {
    (try? FileBytes.read(file(hash, rule), maxBytes: 1 << 30)).flatMap(StoredPixels.image)
  }

  private func store(_ image: RGBImage, _ hash: ContentHash, _ rule: ResizeRule) {
    let content = StoredPixels.bytes(of: image)
    let fits = lock.withLock {
      guard bytes + content.count <= maxBytes else { return false }
      bytes += content.count
      return true
    }
    guard fits else { return }
    let path = file(hash, rule)
    try? FileManager.default.createDirectory(
      atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
    // A cache that cannot be written is only slow.
    try? FileBytes.write(content, to: path, syncs: false)
  }
}

/// Tells whether a file may have changed.
private struct FileStamp: Equatable {
  let bytes: Int
  let modified: Date

  init?(of path: FilePath) {
    guard let found = try? FileManager.default.attributesOfItem(atPath: path.string),
      let bytes = found[.size] as? Int, let modified = found[.modificationDate] as? Date
    else { return nil }
    (self.bytes, self.modified) = (bytes, modified)
  }
}

extension URL {
  fileprivate var fileSize: Int? { (try? resourceValues(forKeys: [.fileSizeKey]))?.fileSize }
}

/// The content of a cached file: a mark, width, height and checksum in eight bytes each, then the samples.
enum StoredPixels {
  private static let mark = Array("fastai1\n".utf8)
  private static let headerSize = 32

  static func bytes(of image: RGBImage) -> [UInt8] {
    var content = mark
    content.reserveCapacity(headerSize + image.pixels.count)
    for number in [UInt64(image.width), UInt64(image.height), checksum(image.pixels[...])] {
      withUnsafeBytes(of: number.littleEndian) { content.append(contentsOf: $0) }
    }
    content += image.pixels
    return content
  }

  /// Nil when the content is not whole.
  static func image(_ content: [UInt8]) -> RGBImage? {
    guard content.count > headerSize, content.starts(with: mark) else { return nil }
    let numbers = (1...3).map { number(content[($0 * 8)..<($0 * 8 + 8)]) }
    let pixels = content[headerSize...]
    guard numbers[0] <= 1 << 24, numbers[1] <= 1 << 24, checksum(pixels) == numbers[2] else { return nil }
    return try? RGBImage(width: Int(numbers[0]), height: Int(numbers[1]), pixels: Array(pixels))
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// FNV-1a, eight bytes at a time: against accidents, not against attackers.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var sum: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
      let words = bytes.count / 8
      for word in 0..<words {
        sum =
          (sum ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)))
          &* 0x0000_0100_0000_01B3
        sum ^= sum >> 29
      }
      for byte in bytes[(words * 8)...] { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      return sum
    }
  }
}
