#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A stretch of a file's bytes, checked once to lie within it.
struct ByteRegion: Sendable {
  let file: MappedFile
  let offset: Int
  let count: Int

  init(_ file: MappedFile) {
    (self.file, self.offset, self.count) = (file, 0, file.bytes.count)
  }

  private init(_ file: MappedFile, offset: Int, count: Int) {
    (self.file, self.offset, self.count) = (file, offset, count)
  }

  /// `count` bytes from `start`, counted from this region's own start; `nil` when they are not all in it.
  func region(from start: Int, count: Int) -> ByteRegion? {
    guard start >= 0, count >= 0, start <= self.count, count <= self.count - start else { return nil }
    return ByteRegion(file, offset: offset + start, count: count)
  }

  /// The memory; valid as long as `file` is held.
  var memory: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: file.bytes[offset..<offset + count])
  }

  /// The little-endian integer at `start`; `nil` past the end.
  func integer<T: FixedWidthInteger>(at start: Int, as type: T.Type = T.self) -> T? {
    guard let bytes = region(from: start, count: MemoryLayout<T>.size) else { return nil }
    return withExtendedLifetime(file) { T(littleEndian: bytes.memory.loadUnaligned(as: T.self)) }
  }

  var bytes: [UInt8] { withExtendedLifetime(file) { Array(memory) } }

  /// The bytes as text; `nil` when they are not UTF-8.
  var utf8: String? { withExtendedLifetime(file) { String(validating: memory, as: UTF8.self) } }

  /// Where the little-endian `word` stands, from front to back, at or after `start`.
  func places(of word: UInt32, from start: Int) -> some Sequence<Int> {
    sequence(state: start) { next in
      while let byte = region(from: next, count: count - next)?.firstIndex(of: UInt8(truncatingIfNeeded: word)) {
        let place = next + byte
        next = place + 1
        if integer(at: place) == word { return place }
      }
      return nil
    }
  }

  private func firstIndex(of byte: UInt8) -> Int? {
    withExtendedLifetime(file) {
      guard let base = memory.baseAddress, let found = memchr(base, Int32(byte), count) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  func starts(with prefix: some Sequence<UInt8>) -> Bool {
    withExtendedLifetime(file) { memory.starts(with: prefix) }
  }
}

/// Reads a region from front to back, and throws where it would run past the end.
struct ByteReader {
  let region: ByteRegion
  private(set) var position = 0
  private let isWhole: Bool

  /// `isWhole` says that all of `region` is known to be there, so that running past its end means that the contents
  /// are wrong, and not that the file was cut short.
  init(_ region: ByteRegion, isWhole: Bool = false) { (self.region, self.isWhole) = (region, isWhole) }

  var isAtEnd: Bool { position == region.count }

  mutating func take(_ count: Int) throws -> ByteRegion {
    guard let bytes = region.region(from: position, count: count) else { throw pastEnd }
    position += count
    return bytes
  }

  mutating func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws -> T {
    guard let value = region.integer(at: position, as: T.self) else { throw pastEnd }
    position += MemoryLayout<T>.size
    return value
  }

  /// A length or an index: an integer of type `T` that must not be negative and must fit.
  mutating func count<T: FixedWidthInteger>(_ type: T.Type) throws -> Int {
    let value = try integer(T.self)
    guard let count = Int(exactly: value), count >= 0 else { throw WeightFileError.corrupt("A length of \(value).") }
    return count
  }

  /// Text up to the next line feed, which is dropped.
  mutating func line() throws -> String {
    let rest = try take(region.count - position)
    position -= rest.count
    guard let end = withExtendedLifetime(region.file, { rest.memory.firstIndex(of: 10) }) else { throw pastEnd }
    guard let text = rest.region(from: 0, count: end)?.utf8 else {
      throw WeightFileError.corrupt("A name is not UTF-8.")
    }
    position += end + 1
    return text
  }

  private var pastEnd: WeightFileError {
    isWhole
      ? .corrupt("A part of the file ends too early.") : .truncated("The file ends in the middle of its contents.")
  }
}
