import Foundation
import SystemPackage
import Testing
import Torch

@testable import TorchNN

@Suite("Hostile weight files")
struct HostileFileTests {
  @Test(
    "a safetensors header that contradicts itself or the file is refused",
    arguments: [
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4),
      (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 9),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,8]}}"#, 8),
      (#"{"a":{"dtype":"F32","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[0,0]}}"#, 0),
      (#"{"a":{"dtype":"F32","shape":[1e99],"data_offsets":[0,8]}}"#, 8),
      (#"{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}"#, 8),
      (#"{"a":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}"#, 8),
      (#"{"a":{"shape":[2],"data_offsets":[0,8]}}"#, 8),
      (
        #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#, 8
      ),
      (
        #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[6],"data_offsets":[2,8]}}"#, 8
      ),
      (#"{"__metadata__":{"a":1}}"#, 0), (#"{"a":[]}"#, 0), ("{", 0), ("{\"\u{fffd}", 0),
      ("{\"a\":" + String(repeating: "[", count: 100_000), 0),
    ])
  func refusesHeader(header: String, dataBytes: Int) {
    #expect(throws: WeightFileError.self) { try FileFixtures.open(safetensors(header, dataBytes)) }
  }

  @Test("a header longer than the file, or than any header, is refused before anything is allocated")
  func refusesLength() {
    for length in [200, 1 << 40, UInt64.max, UInt64(Int.max)] {
      #expect(throws: WeightFileError.self) {
        try FileFixtures.open(withUnsafeBytes(of: length, Array.init) + Array("{}".utf8))
      }
    }
  }

  @Test("any name that is not on the list is refused and named, however it is spelt")
  func refusesGlobals() throws {
    let pickles = ["cos\nsystem\n(X\u{2}\0\0\0lstR.", "\u{8C}\u{2}os\u{8C}\u{6}system\u{93}."].map {
      $0.unicodeScalars.map { UInt8($0.value) }
    }
    for pickle in pickles {
      let error = try #require(throws: WeightFileError.self) { try run(pickle) }
      #expect(error.code == .unsafePickle && error.message.contains("os.system"))
    }
    for opcode in "iodIFLSPV".utf8 {
      #expect(try #require(throws: WeightFileError.self) { try run([opcode]) }.code == .unsafePickle)
    }
  }

  @Test("nesting a million deep and a dictionary inside itself do no harm")
  func survivesNesting() throws {
    let deep = [UInt8(ascii: ")")] + [UInt8](repeating: 0x85, count: 900_000) + [UInt8(ascii: ".")]
    _ = try run(deep)
    _ = try run(Array("}q\0X\u{1}\0\0\0ah\0s.".utf8))
    #expect(throws: WeightFileError.self) { try run([UInt8](repeating: UInt8(ascii: "}"), count: 2_000_000)) }
  }

  @Test("a long list that is copied again and again is stopped")
  func survivesCopies() {
    let pair = Array("(NNt".utf8)
    let list = Array("](".utf8) + (0..<20_000).flatMap { _ in pair } + Array("eq\0".utf8)
    let copy = Array("ccollections\nOrderedDict\nh\0".utf8) + [0x85, UInt8(ascii: "R")]
    #expect(throws: WeightFileError.self) { try run(list + (0..<10_000).flatMap { _ in copy } + [UInt8(ascii: ".")]) }
  }

  @Test("strides that would read outside, or make terabytes out of one number, are refused")
  func refusesStrides() throws {
    let storage = ByteRegion(MappedFile(copying: [UInt8](repeating: 1, count: 16)))
    let cases: [([Int], [Int], Int)] = [
      ([5], [1], 0), ([4], [1], 1), ([2, 2], [3, 1], 0), ([2], [-1], 1), ([2], [Int.max], 0), ([1], [1], -1),
      ([1], [1], Int.max),
      ([2], [1, 1], 0), ([2, 2], [Int.max, Int.max], 0), ([-1], [1], 0), ([Int.max, Int.max], [0, 0], 0),
    ]
    for (shape, strides, offset) in cases {
      #expect(throws: WeightFileError.self) {
        try StoredTensor(name: "x", type: .f32, shape: shape, strides: strides, offset: offset, in: storage)
      }
    }
    let odd = try StoredTensor(
      name: "x", type: .f32, shape: [2, 1, 2], strides: [1, Int.max, 2], offset: 0, in: storage)
    #expect(try odd.values().count == 4)
  }

  @Test("an expanded tensor larger than the file allows is refused")
  func refusesExpansion() throws {
    var zip = try FileFixtures.bytes(of: "expanded.pth")
    #expect(try #require(throws: WeightFileError.self) { try FileFixtures.open(zip) }.code == .unsupported)
    zip.removeLast(30)
    #expect(try #require(throws: WeightFileError.self) { try FileFixtures.open(zip) }.code == .truncated)
  }

  @Test("a file cut off anywhere is refused", arguments: ["reference.safetensors", "zip.pth", "legacy.pth"])
  func refusesPrefixes(name: String) throws {
    let whole = try FileFixtures.bytes(of: name)
    for length in stride(from: 0, to: whole.count, by: 7) {
      let error = try #require(throws: WeightFileError.self) { try FileFixtures.open(Array(whole[..<length])) }
      // Too short to be recognised at all, or recognised and cut.
      if length >= 16 { #expect(error.code == .truncated, "\(length) bytes") }
    }
  }

  static let fuzzed = [
    "reference.safetensors", "zip.pth", "zip-protocol-4.pth", "legacy.pth", "tar.pth", "parameter.pth", "fastai-v1.pth",
    "fastai-v2.pth", "checkpoint.pth", "expanded.pth",
  ]

  /// `FASTAI_FUZZ_ROUNDS` and `FASTAI_FUZZ_SEED` make it longer and different.
  @Test("damaged files give an error or tensors, never a crash", arguments: fuzzed.indices)
  func survivesDamage(index: Int) throws {
    let environment = ProcessInfo.processInfo.environment
    let rounds = environment["FASTAI_FUZZ_ROUNDS"].flatMap(Int.init) ?? 1_000
    let seed = environment["FASTAI_FUZZ_SEED"].flatMap(UInt64.init) ?? 42
    var mutator = Mutator(try Self.fuzzed.map(FileFixtures.bytes(of:)), seed: seed &* 1_000 &+ UInt64(index))
    var opened = 0
    for round in 0..<rounds {
      let damaged = mutator.next(index)
      guard let file = try? FileFixtures.open(damaged, salvaging: round.isMultiple(of: 2)) else { continue }
      opened += 1
      let state = try StateDictionary(file)
      let isRight = zip(file.tensors, state.entries).allSatisfy { $0.shape == $1.tensor.shape && $0.name == $1.name }
      if !isRight { Issue.record("a tensor is not what the file says") }
    }
    #expect(opened > 0 || Self.fuzzed[index] == "expanded.pth")
  }

  private func safetensors(_ header: String, _ dataBytes: Int) -> [UInt8] {
    let text = Array(header.utf8)
    return withUnsafeBytes(of: UInt64(text.count), Array.init) + text + [UInt8](repeating: 0, count: dataBytes)
  }

  private func run(_ pickle: [UInt8]) throws -> PickleValue {
    var reader = ByteReader(ByteRegion(MappedFile(copying: pickle)), isWhole: true)
    return try PickleMachine.read(&reader).root
  }
}
