package import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Glibc)
  internal import Glibc
#endif

/// A file that is being written and that nobody sees yet.
///
/// The one way in which this package puts a file where another may stand. What others see is the old file or the new one,
/// whatever happens; a kill may leave a hidden `.NAME.….partial` behind.
package struct AtomicOutput {
  fileprivate let descriptor: FileDescriptor

  package func write(_ bytes: some Sequence<UInt8>) throws { try descriptor.writeAll(bytes) }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(try descriptor.write(UnsafeRawBufferPointer(rebasing: rest)))
    }
  }
}

/// Lets `body` write a new file next to `file`, and puts it in the place of `file` when it is complete.
///
/// - Parameters:
///   - file: The name that it gets.
///   - syncs: Waits for the disk before the rename and after it, so that a power cut leaves the old or the new content. A cache
///     need not.
///   - body: Writes the content, piece by piece.
/// - Throws: `Errno`, and what `body` throws. Then nothing is left behind, and `file` is as it was.
package func writeAtomically(to file: FilePath, syncs: Bool = true, _ body: (AtomicOutput) throws -> Void) throws {
  guard let name = file.lastComponent?.string else { throw Errno.isDirectory }
  let unique = "\(getpid())-\(UInt32.random(in: 0 ... .max))"
  let draft = file.removingLastComponent().appending(".\(name.prefix(100)).\(unique).partial")
  do {
    try write(draft, syncs, body)
    try check(rename(draft.string, file.string))
  } catch {
    unlink(draft.string)
    throw error
  }
  if syncs { syncFolder(of: file) }
}

/// Writes a file that is in memory.
///
/// - Throws: `Errno`.
package func writeAtomically(_ bytes: some Sequence<UInt8>, to file: FilePath, syncs: Bool = true) throws {
  try writeAtomically(to: file, syncs: syncs) { try $0.write(bytes) }
}

/// A rename that the disk sees before the data would leave an empty file after a power cut.
private func write(_ draft: FilePath, _ syncs: Bool, _ body: (AtomicOutput) throws -> Void) throws {
  let descriptor = try FileDescriptor.open(
    draft, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
    permissions: [.ownerReadWrite, .groupRead, .otherRead])
  try descriptor.closeAfter {
    try body(AtomicOutput(descriptor: descriptor))
    if syncs { try check(fsync(descriptor.rawValue)) }
  }
}

private func check(_ status: Int32) throws {
  guard status == 0 else { throw Errno(rawValue: errno) }
}

/// Asks the disk to remember the new name. Some file systems cannot; the file itself is safe by then.
private func syncFolder(of file: FilePath) {
  let folder = file.removingLastComponent()
  guard let descriptor = try? FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly) else { return }
  fsync(descriptor.rawValue)
  try? descriptor.close()
}

extension Errno {
  /// What to do where a file cannot be written, when that is known.
  package var remedyForWriting: String? {
    switch self {
    case .noSpace, .diskQuotaExceeded: "free some space on that disk, or write to another"
    case .noSuchFileOrDirectory, .notDirectory: "make the folder first"
    case .permissionDenied, .readOnlyFileSystem, .notPermitted: "choose a folder that you may write to"
    default: nil
    }
  }
}
