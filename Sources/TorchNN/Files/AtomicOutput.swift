package import SystemPackage

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A temporary file that is being written.
struct AtomicOutput {
  fileprivate let descriptor: FileDescriptor

  func write(_ bytes: some Sequence<UInt8>) throws { try descriptor.writeAll(bytes) }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(try descriptor.write(UnsafeRawBufferPointer(rebasing: rest)))
    }
  }
}

/// Lets `body` write a new file next to `file`, and puts it in the place of `file` when it is complete and on the disk.
///
/// After a failure nothing is left behind and `file` is as it was.
func writeAtomically(to file: FilePath, _ body: (AtomicOutput) throws -> Void) throws {
  guard let name = file.lastComponent?.string else { throw WeightFileError(.writeFailed, "Not the path of a file.") }
  let draft = file.removingLastComponent().appending(".\(name).\(getpid())-\(UInt32.random(in: 0 ... .max)).partial")
  do {
    try write(draft, body)
    try rename(draft, to: file)
    syncFolder(of: file)
  } catch {
    unlink(draft.string)
    throw (error as? Errno).map { writeFailure($0) } ?? error
  }
}

/// Writes `draft` and waits until it is on the disk: a rename that the disk sees before the data would leave an empty
/// file after a power cut.
private func write(_ draft: FilePath, _ body: (AtomicOutput) throws -> Void) throws {
  let descriptor = try FileDescriptor.open(
    draft, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
    permissions: [.ownerReadWrite, .groupRead, .otherRead])
  try descriptor.closeAfter {
    try body(AtomicOutput(descriptor: descriptor))
    guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
  }
}

private func rename(_ draft: FilePath, to file: FilePath) throws {
  guard rename(draft.string, file.string) == 0 else { throw Errno(rawValue: errno) }
}

/// Asks the disk to remember the new name. Some file systems cannot; the file itself is safe by then.
private func syncFolder(of file: FilePath) {
  let folder = file.removingLastComponent()
  guard let descriptor = try? FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly) else { return }
  fsync(descriptor.rawValue)
  try? descriptor.close()
}

private func writeFailure(_ error: Errno) -> WeightFileError {
  let remedy: String? =
    switch error {
    case .noSpace, .diskQuotaExceeded: "Free some space on that disk, or write to another."
    case .noSuchFileOrDirectory, .notDirectory: "Create the folder first."
    case .permissionDenied, .readOnlyFileSystem: "Choose a folder that you may write to."
    default: nil
    }
  return WeightFileError(.writeFailed, "Cannot be written: \(error).", remedy: remedy)
}

/// Writes a small file whole or not at all.
///
/// - Throws: ``WeightFileError`` with code `.writeFailed`.
package func writeAtomically(_ bytes: [UInt8], to file: FilePath) throws {
  try writeAtomically(to: file) { try $0.write(bytes) }
}
