internal import AtomicFiles
internal import SystemPackage

extension WeightFileError {
  /// Writes a file whole or not at all, piece by piece.
  ///
  /// - Throws: ``WeightFileError`` with code `.writeFailed`, and what `body` throws.
  static func writing(to file: FilePath, _ body: (AtomicOutput) throws -> Void) throws {
    do {
      try writeAtomically(to: file, body)
    } catch let error as Errno {
      let remedy = error.remedyForWriting.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
      throw WeightFileError(.writeFailed, "Cannot be written: \(error).", remedy: remedy)
    }
  }
}
