internal import AtomicFiles
package import SystemPackage

extension FileBytes {
  /// Writes a file whole or not at all.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - path: The name that it gets.
  ///   - syncs: Waits for the disk, so that a power cut leaves the old or the new content. A cache need not.
  /// - Throws: ``ImageError`` with code `.writeFailed`; nothing is left behind.
  package static func write(_ bytes: [UInt8], to path: FilePath, syncs: Bool = true) throws {
    do {
      try writeAtomically(bytes, to: path, syncs: syncs)
    } catch let error as Errno {
      throw ImageError(.writeFailed, path.string, "cannot be written: \(error)", remedy: error.remedyForWriting)
    }
  }
}
