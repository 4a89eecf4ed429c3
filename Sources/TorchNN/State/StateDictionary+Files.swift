import Foundation
public import SystemPackage
import Torch

extension StateDictionary {
  /// Reads the tensors of a safetensors or PyTorch file, whichever it is by its content.
  ///
  /// - Throws: ``WeightFileError`` when the file is missing, damaged, or holds anything but tensors.
  public init(contentsOf path: FilePath) throws {
    try self.init(WeightFile(contentsOf: path))
  }

  /// Reads the tensors of an opened file.
  public init(_ file: WeightFile) throws {
    self.init(try file.tensors.map { ($0.name, try Tensor($0)) })
  }

  /// The tensors of an opened file as they lie in it, copied only where they cannot be used so: for networks that are
  /// asked and never trained, since the memory is read-only.
  package init(mapping file: WeightFile) throws {
    self.init(
      try file.tensors.map { stored in
        guard let (memory, owner) = stored.mapped else { return (stored.name, try Tensor(stored)) }
        return (
          stored.name,
          try Tensor(
            memory: UnsafeMutableRawPointer(mutating: memory), shape: stored.shape, dtype: DType(stored.type),
            owner: owner)
        )
      })
  }

  /// Writes the tensors to a safetensors file, whole or not at all; its folder is made.
  ///
  /// - Parameters:
  ///   - path: The file; one that is there is replaced.
  ///   - metadata: Beside the tensors.
  ///   - hashKey: The metadata's key for the SHA-256 of all tensors' bytes, see ``WeightFile/sha256OfTensors()``.
  /// - Throws: ``WeightFileError`` with code `.writeFailed`; what stood there before is then untouched.
  public func write(to path: FilePath, metadata: [String: String] = [:], hashKey: String? = nil) throws {
    try Self.makeFolder(of: path)
    let tensors = try entries.map { name, tensor in
      let source = try tensor.detached().to(.cpu).contiguous()
      return SafetensorsEntry(name: name, type: StoredType(source.dtype), shape: source.shape) { body in
        try source.withUnsafeBytes(body)
      }
    }
    try writeSafetensors(tensors, metadata: metadata, hashKey: hashKey, to: path)
  }

  private static func makeFolder(of file: FilePath) throws {
    let folder = file.removingLastComponent()
    guard !folder.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    } catch {
      throw WeightFileError(.writeFailed, "The folder cannot be made.", remedy: "Choose another folder.", file: folder)
    }
  }
}

extension Tensor {
  /// A copy of a tensor in a file.
  convenience init(_ stored: StoredTensor) throws {
    let count = try Tensor.elementCount(of: stored.shape)
    let owner = RawMemory(byteCount: count * stored.type.byteSize)
    try stored.withUnsafeBytes { owner.buffer.copyMemory(from: $0) }
    guard let start = owner.buffer.baseAddress else {
      throw TorchError(.internal, operation: "Tensor", message: "no memory for '\(stored.name)'")
    }
    try self.init(memory: start, shape: stored.shape, dtype: DType(stored.type), owner: owner)
  }
}

/// Memory that goes when libtorch lets the tensor over it go.
private final class RawMemory {
  let buffer: UnsafeMutableRawBufferPointer
  init(byteCount: Int) { buffer = .allocate(byteCount: max(byteCount, 1), alignment: 64) }
  deinit { buffer.deallocate() }
}

extension DType {
  init(_ type: StoredType) {
    switch type {
    case .f64: self = .float64
    case .f32: self = .float32
    case .f16: self = .float16
    case .bf16: self = .bfloat16
    case .i64: self = .int64
    case .i32: self = .int32
    case .i16: self = .int16
    case .i8: self = .int8
    case .u8: self = .uint8
    case .bool: self = .bool
    }
  }
}

extension StoredType {
  init(_ dtype: DType) {
    switch dtype {
    case .float64: self = .f64
    case .float32: self = .f32
    case .float16: self = .f16
    case .bfloat16: self = .bf16
    case .int64: self = .i64
    case .int32: self = .i32
    case .int16: self = .i16
    case .int8: self = .i8
    case .uint8: self = .u8
    case .bool: self = .bool
    }
  }
}
