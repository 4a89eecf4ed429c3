import TestSupport
import Testing
import Torch

@Suite("Seeds, threads and devices")
struct MachineTests {
  // Other tests draw from the same generator at the same time: equal draws prove the point once they happen.
  private func eventually(_ trial: () throws -> Bool) rethrows -> Bool { try (0..<200).contains { _ in try trial() } }

  @Test("one seed gives one stream, another seed another")
  func seeds() throws {
    func draw(_ seed: UInt64) throws -> Tensor {
      try manualSeed(seed)
      return try .randn(64)
    }
    #expect(try eventually { try draw(7).equals(draw(7)) })
    #expect(try !draw(7).equals(draw(8)))
  }

  @Test("the stream of a seed is PyTorch's")
  func stream() throws {
    // torch.manual_seed(42); torch.randperm(10), torch.rand(3)
    #expect(
      try eventually {
        try manualSeed(42)
        return try Tensor.randperm(10).scalars(as: Int.self) == [2, 6, 1, 8, 4, 5, 0, 9, 3, 7]
      })
    #expect(
      try eventually {
        try manualSeed(42)
        return difference(try Tensor.rand(3).scalars(), [0.8822693, 0.9150040, 0.3828638]) == nil
      })
  }

  @Test("the generator goes back to a kept state")
  func states() throws {
    #expect(
      try eventually {
        let state = try randomState()
        let first = try Tensor.randn(64)
        try setRandomState(state)
        return try first.equals(.randn(64))
      })
    #expect(throws: TorchError.self) { try setRandomState(tensor(1, 2)) }
    #expect(throws: TorchError.self) { try setRandomState(.zeros(3, dtype: .uint8)) }
  }

  @Test(
    "a device reads from its name and writes it back",
    arguments: [("cpu", "cpu"), ("cpu:0", "cpu"), ("cuda", "cuda:0"), ("cuda:0", "cuda:0"), ("cuda:3", "cuda:3")])
  func names(name: String, printed: String) throws {
    #expect(try #require(Device(name)).description == printed)
  }

  @Test(
    "a name that is no device is none",
    arguments: ["", "gpu", "cpu:1", "cuda:", "cuda:-1", "cuda:x", "cuda:0:0", "CPU"])
  func wrongNames(name: String) {
    #expect(Device(name) == nil)
  }

  @Test("auto is the first GPU or the processor, and the default device can be used")
  func chosen() throws {
    #expect(Device("auto") == (Device.cudaCount > 0 ? .cuda(0) : .cpu))
    #expect(Device.cpu.isAvailable)
    #expect(!Device.cuda(Device.cudaCount).isAvailable)
    #expect(Device.default.isAvailable)
    #expect(try Tensor.zeros(1).device == .cpu)
  }

  @Test("libtorch's version and threads are known")
  func machine() {
    #expect(torchVersion.hasPrefix("2."))
    #expect(threadCount >= 1)
  }
}
