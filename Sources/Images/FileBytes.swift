package import SystemPackage

/// Whole files in and out, with errors that name them.
package enum FileBytes {
  /// Reads a file whole.
  ///
  /// Never waits for a writer: a named pipe without one reads as empty.
  /// - Throws: ``ImageError`` with code `.notFound`, `.unreadable` or `.tooLarge`.
  package static func read(_ path: FilePath, maxBytes: Int) throws -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
      return try file.closeAfter { try readAll(file, path, maxBytes) }
    } catch let error as Errno {
      throw ImageError(
        error == .noSuchFileOrDirectory ? .notFound : .unreadable, path.string, "cannot be read: \(error)")
    }
  }

  private static func readAll(_ file: FileDescriptor, _ path: FilePath, _ maxBytes: Int) throws -> [UInt8] {
    // Folders can be opened and even have a size; reading is what they refuse.
    try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { _ = try file.read(into: $0) }
    let size = Int((try? file.seek(offset: 0, from: .end)) ?? 0)
    _ = try? file.seek(offset: 0, from: .start)
    guard size <= maxBytes else { throw tooLong(path, maxBytes) }
    // One byte more than the size: the read that finds the end needs no second buffer.
    var bytes = try chunk(of: size + 1, from: file)
    while bytes.count > size && bytes.count <= maxBytes {  // It has grown, or it has no size: a device, /proc.
      let more = try chunk(of: 1 << 20, from: file)
      if more.isEmpty { break }
      bytes += more
    }
    guard bytes.count <= maxBytes else { throw tooLong(path, maxBytes) }
    return bytes
  }

  /// Reads until `count` bytes are there or the file ends.
  private static func chunk(of count: Int, from file: FileDescriptor) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let read = try file.read(
          into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]))
        if read == 0 { break }
        filled += read
      }
    }
  }

  private static func tooLong(_ path: FilePath, _ maxBytes: Int) -> ImageError {
    ImageError(
      .tooLarge, path.string, "is longer than \(maxBytes) bytes", remedy: "raise DecodeOptions.maxBytes to read it")
  }
}
