import Foundation
import SystemPackage

@testable import TorchNN

/// Where the weight files of these tests are.
enum FileFixtures {
  /// The package's root folder.
  static let root = FilePath(#filePath).removingLastComponent().appending("../../..").lexicallyNormalized()

  /// Real weights that may lie beside the package; tests of them are skipped when they do not.
  static let realWeights = root.appending("../shared/weights").lexicallyNormalized()

  static var hasRealWeights: Bool { FileManager.default.fileExists(atPath: realWeights.string) }

  /// A weight file that `scripts/make-fixtures.py` made.
  static func path(_ name: String) -> FilePath { root.appending("Tests/Fixtures/torch/files/\(name)") }

  static func bytes(of file: FilePath) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: file.string))) }

  static func bytes(of name: String) throws -> [UInt8] { try bytes(of: path(name)) }

  /// Opens bytes in memory.
  static func open(_ bytes: [UInt8], salvaging: Bool = false) throws -> WeightFile {
    try WeightFile(ByteRegion(MappedFile(copying: bytes)), salvaging: salvaging)
  }

  /// A folder that is gone when the body ends.
  static func withFolder<R>(_ body: (FilePath) throws -> R) throws -> R {
    let folder = FilePath(FileManager.default.temporaryDirectory.path).appending("weights-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    return try body(folder)
  }
}

/// What the files should hold.
struct ExpectedTensors: Decodable {
  struct Tensor: Decodable {
    let dtype: String
    let strides: [Int]
    let shape: [Int]
    let values: [Double]
  }

  let tensors: [String: Tensor]

  static func load() throws -> [String: Tensor] {
    try JSONDecoder().decode(Self.self, from: Data(FileFixtures.bytes(of: "expected.json"))).tensors
  }
}

extension StoredTensor {
  /// The elements as numbers, whatever their type.
  func values() throws -> [Double] {
    switch type {
    case .bool, .u8: try elements(UInt8.self).map(Double.init)
    case .i8: try elements(Int8.self).map(Double.init)
    case .i16: try elements(Int16.self).map(Double.init)
    case .i32: try elements(Int32.self).map(Double.init)
    case .i64: try elements(Int64.self).map(Double.init)
    case .f16: try elements(UInt16.self).map(Double.init(halfPattern:))
    case .bf16: try elements(UInt16.self).map { Double(Float(bitPattern: UInt32($0) << 16)) }
    case .f32: try elements(Float.self).map(Double.init)
    case .f64: try elements(Double.self)
    }
  }

  private func elements<T: BitwiseCopyable>(_: T.Type) throws -> [T] {
    try withUnsafeBytes { bytes in
      (0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<T>.size, as: T.self) }
    }
  }
}

extension Double {
  /// IEEE 754 half precision, normal numbers and zero.
  fileprivate init(halfPattern bits: UInt16) {
    let (sign, exponent, fraction) = (bits >> 15 == 0 ? 1.0 : -1.0, Int(bits >> 10 & 31), Double(bits & 1023) / 1024)
    self = exponent == 0 ? sign * fraction / 16384 : sign * (1 + fraction) * Foundation.pow(2, Double(exponent - 15))
  }
}

/// Numbers that are the same in every run (SplitMix64, Steele et al. 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
