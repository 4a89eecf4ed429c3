package import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension FileBytes {
  /// Writes a file whole or not at all: to a temporary file in the same folder, flushed to the disk and then renamed.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - path: The name that it gets.
  ///   - syncs: Waits for the disk, so that a power cut leaves the old or the new content. A cache need not.
  /// - Throws: ``ImageError`` with code `.writeFailed`; nothing is left behind.
  package static func write(_ bytes: [UInt8], to path: FilePath, syncs: Bool = true) throws {
    guard let name = path.lastComponent?.string else {
      throw ImageError(.writeFailed, path.string, "is no name for a file")
    }
    let unique = String(UInt64.random(in: .min ... .max), radix: 36)
    let temporary = path.removingLastComponent().appending(".\(name.prefix(100)).\(unique).tmp")
    do {
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      do {
        try file.closeAfter {
          try file.writeAll(bytes)
          if syncs { try check(fsync(file.rawValue)) }
        }
        try check(rename(temporary.string, path.string))
      } catch {
        unlink(temporary.string)
        throw error
      }
    } catch let error as Errno {
      throw ImageError(.writeFailed, path.string, "cannot be written: \(error)")
    }
  }

  private static func check(_ status: Int32) throws {
    guard status == 0 else { throw Errno(rawValue: errno) }
  }
}
