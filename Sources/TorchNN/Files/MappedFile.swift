internal import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The bytes of a file, mapped read-only: pages come in when they are touched, and the system can drop them again.
///
/// A file that another program shortens while it is mapped makes an access beyond its new end a bus error; guarding
/// against that is out of scope. Replacing a file by renaming, as ``writeSafetensors(_:metadata:to:)`` does, is safe:
/// the mapping keeps the old one.
///
/// `@unchecked Sendable`: the bytes are read-only and private to this object, all properties are constants, and the
/// memory goes away in `deinit`, when no one holds it any more.
final class MappedFile: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// Maps `file`, which must be a regular file: a pipe or a device could block or never end.
  init(_ file: FilePath) throws {
    let descriptor = try Self.open(file)
    defer { try? descriptor.close() }
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { throw Self.unreadable(file, Errno(rawValue: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw WeightFileError(.unreadable, "Not a regular file.", remedy: "Give the path of a weight file.", file: file)
    }
    (bytes, isMapped) = (try Self.map(descriptor, Int(status.st_size), file), true)
  }

  /// A copy of bytes in memory.
  init(copying source: some Collection<UInt8>) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 16)
    copy.copyBytes(from: source)
    (bytes, isMapped) = (UnsafeRawBufferPointer(copy), false)
  }

  deinit {
    guard isMapped else { return bytes.deallocate() }
    if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
  }

  /// Opens without blocking, even on a pipe that no one writes to.
  private static func open(_ file: FilePath) throws -> FileDescriptor {
    do {
      return try FileDescriptor.open(file, .readOnly, options: [.nonBlocking, .closeOnExec])
    } catch let error as Errno {
      throw error == .noSuchFileOrDirectory
        ? WeightFileError(.notFound, "There is no such file.", file: file) : unreadable(file, error)
    }
  }

  private static func map(_ descriptor: FileDescriptor, _ count: Int, _ file: FilePath) throws -> UnsafeRawBufferPointer
  {
    guard count > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor.rawValue, 0), base != MAP_FAILED else {
      throw unreadable(file, Errno(rawValue: errno))
    }
    return UnsafeRawBufferPointer(start: base, count: count)
  }

  private static func unreadable(_ file: FilePath, _ error: Errno) -> WeightFileError {
    WeightFileError(.unreadable, "Cannot be read: \(error).", file: file)
  }
}
