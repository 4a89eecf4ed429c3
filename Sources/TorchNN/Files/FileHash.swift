internal import Crypto
public import SystemPackage

/// The SHA-256 of a file in lower-case hexadecimal: 64 digits, of which PyTorch puts the first 8 into the names of its
/// weight files (`resnet34-333f7ec4.pth`).
///
/// - Throws: ``WeightFileError`` when the file cannot be read.
public func sha256(of file: FilePath) throws -> String {
  let mapped = try MappedFile(file)
  return withExtendedLifetime(mapped) { hexSHA256 { $0(mapped.bytes) } }
}

extension WeightFile {
  /// The SHA-256 of all tensors' bytes, one after the other in this file's order, in lower-case hexadecimal. Of a
  /// safetensors file that is everything behind the header.
  ///
  /// - Throws: ``WeightFileError`` when a tensor cannot be read.
  public func sha256OfTensors() throws -> String {
    try hexSHA256 { update in for tensor in tensors { try tensor.withUnsafeBytes(update) } }
  }
}

/// The SHA-256 of what `body` hands to its argument, in lower-case hexadecimal.
func hexSHA256<Failure: Error>(
  _ body: ((UnsafeRawBufferPointer) -> Void) throws(Failure) -> Void
) throws(Failure) -> String {
  var hash = SHA256()
  try body { hash.update(bufferPointer: $0) }
  return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
