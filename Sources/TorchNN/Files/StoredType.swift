/// The element type of a tensor in a file.
///
/// - SeeAlso: the [safetensors format](https://github.com/huggingface/safetensors#format), whose names
///   ``safetensorsName`` gives, and `torch/storage.py`, whose storage classes `init(storageClass:)` reads.
public enum StoredType: String, Sendable, Hashable, CaseIterable {
  // From last to first in a safetensors file: the reference writer puts its largest alignments first
  // (safetensors/src/tensor.rs, `enum Dtype`).
  case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

  /// Bytes of one element.
  public var byteSize: Int {
    switch self {
    case .bool, .u8, .i8: 1
    case .i16, .f16, .bf16: 2
    case .i32, .f32: 4
    case .f64, .i64: 8
    }
  }

  /// The type's name in a safetensors header, such as `F32`.
  public var safetensorsName: String { rawValue.uppercased() }

  init?(safetensorsName: String) {
    guard safetensorsName == safetensorsName.uppercased() else { return nil }
    self.init(rawValue: safetensorsName.lowercased())
  }

  /// The type that a PyTorch storage class such as `FloatStorage` holds; `nil` for those with no counterpart here.
  init?(storageClass: some StringProtocol) {
    switch storageClass {
    case "DoubleStorage": self = .f64
    case "FloatStorage": self = .f32
    case "HalfStorage": self = .f16
    case "BFloat16Storage": self = .bf16
    case "LongStorage": self = .i64
    case "IntStorage": self = .i32
    case "ShortStorage": self = .i16
    case "CharStorage": self = .i8
    case "ByteStorage": self = .u8
    case "BoolStorage": self = .bool
    default: return nil
    }
  }

  /// Where the type stands in a file: larger alignments first, as the reference writer orders them.
  var fileOrder: Int { Self.allCases.count - (Self.allCases.firstIndex(of: self) ?? 0) }
}
