import TestSupport
import Testing
import Torch

@Suite("The memory of tensors")
struct TensorMemoryTests {
  /// Tensors of 1 to 9 MiB that come and go at random, each filled with its number.
  @Test("tensors that come and go never share memory, also when what is kept is given back meanwhile")
  func neverShared() throws {
    var random = Congruential(state: 1)
    var live: [(number: Double, tensor: Tensor)] = []
    for number in 0..<200 {
      if live.count > 12 || Int.random(in: 0..<3, using: &random) == 0, !live.isEmpty {
        let (number, tensor) = live.remove(at: Int.random(in: 0..<live.count, using: &random))
        #expect(try tensor.min().item() == number && tensor.max().item() == number)
      }
      let count = Int.random(in: 1 << 18..<9 << 18, using: &random)
      live.append((Double(number), try .full([count], Double(number))))
      if number % 40 == 39 { TensorMemory.releaseKept() }
    }
    for (number, tensor) in live { #expect(try tensor.min().item() == number && tensor.max().item() == number) }
  }

  @Test("large tensors are counted while they live")
  func counted() throws {
    let tensor = try Tensor.zeros(32 << 20)
    #expect(TensorMemory.used >= 128 << 20)
    withExtendedLifetime(tensor) {}
  }

  @Test(
    "bytes for tensors are counted like tensors, unless there are few, and are nobody else's",
    arguments: [0, 100, 5 << 20])
  func bytes(_ count: Int) throws {
    let bytes = TensorBytes(count: count)
    if count >= 1 << 20 { #expect(TensorMemory.used >= count) }
    let written = UnsafeMutableRawBufferPointer(start: bytes.start, count: count)
    written.initializeMemory(as: UInt8.self, repeating: 7)
    let others = try (0..<4).map { _ in try Tensor.zeros(1 << 20) }
    TensorMemory.releaseKept()
    #expect(written.allSatisfy { $0 == 7 })
    withExtendedLifetime((bytes, others)) {}
  }

  @Test("what is far too large is an error that says so, and the next tensor is made")
  func tooLarge() throws {
    #expect(throws: TorchError.self) { try Tensor.zeros(1 << 46) }
    #expect(try Tensor.ones(1 << 20).sum().item() == Double(1 << 20))
  }
}

/// Knuth's MMIX generator, its upper half.
private struct Congruential: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    func draw() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 32
    }
    return draw() << 32 | draw()
  }
}
