import Crypto
import NIOCore
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A picture that is arriving: hidden, hashed as it grows, and gone again unless it is handed over.
final class PartFile {
  let path: FilePath
  private(set) var bytes = 0
  private(set) var head: [UInt8] = []
  private var hash = SHA256()
  private var descriptor: Int32
  private var isHandedOver = false

  init(_ path: FilePath) throws {
    self.path = path
    descriptor = open(path.string, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Files.failure("write", path) }
  }

  deinit {
    close(descriptor)
    if !isHandedOver { unlink(path.string) }
  }

  func append(_ chunk: ByteBuffer) throws {
    try chunk.withUnsafeReadableBytes { span in
      hash.update(bufferPointer: span)
      if head.count < ContentKind.headLength { head += span.prefix(ContentKind.headLength - head.count) }
      try write(span)
    }
    bytes += chunk.readableBytes
  }

  private func write(_ span: UnsafeRawBufferPointer) throws {
    var rest = span[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, slice.baseAddress, slice.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, slice.baseAddress, slice.count)
      #else
        let count = Darwin.write(descriptor, slice.baseAddress, slice.count)
      #endif
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Files.failure("write", path) }
      rest = rest.dropFirst(count)
    }
  }

  /// The SHA-256 of what has arrived, in hexadecimal.
  var sha256: String { hash.finalize().hexadecimal }

  /// Leaves the file to the caller, who names or deletes it.
  func handOver() { isHandedOver = true }
}

extension Sequence<UInt8> {
  /// Two digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in self { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
