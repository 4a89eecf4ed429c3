internal import Crypto
public import SystemPackage

/// The SHA-256 of a file in lower-case hexadecimal: 64 digits, of which PyTorch puts the first 8 into the names of its
/// weight files (`resnet34-333f7ec4.pth`).
///
/// - Throws: ``WeightFileError`` when the file cannot be read.
public func sha256(of file: FilePath) throws -> String {
  let mapped = try MappedFile(file)
  var hash = SHA256()
  withExtendedLifetime(mapped) { hash.update(bufferPointer: mapped.bytes) }
  return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
