import TestSupport
import Testing
import Torch

@Suite("Indexing, shapes and factories")
struct IndexingTests {
  /// `[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]`
  private let x: Tensor

  init() throws { x = try Tensor.arange(12).reshaped(3, 4) }

  @Test("numbers take rows and elements, counted from either end")
  func numbers() throws {
    #expect(try x[1].scalars() == [4, 5, 6, 7])
    #expect(try x[-1].scalars() == [8, 9, 10, 11])
    #expect(try x[1, 2].item() == 6)
    #expect(try x[-1, -1].item() == 11)
    #expect(try x[1, 2].shape == [])
  }

  @Test("ranges slice as Python's do, also past the end")
  func ranges() throws {
    #expect(try x[0..<2].shape == [2, 4])
    #expect(try x[1...].scalars() == [4, 5, 6, 7, 8, 9, 10, 11])
    #expect(try x[..<1].scalars() == [0, 1, 2, 3])
    #expect(try x[...1].shape == [2, 4])
    #expect(try x[(-2)...].scalars() == [4, 5, 6, 7, 8, 9, 10, 11])
    #expect(try x[-3...(-1)].shape == [3, 4])
    #expect(try x[...(-1)].shape == [3, 4])
    #expect(try x[..<(-1)].shape == [2, 4])
    #expect(try x[1..<100].shape == [2, 4])
    #expect(try x[5..<7].shape == [0, 4])
    #expect(try x[0..<0].shape == [0, 4])
    #expect(try x[1, 1..<3].scalars() == [5, 6])
    #expect(try x[0..<2, 1].scalars() == [1, 5])
    #expect(try x[TensorIndex.slice(from: nil, to: nil, step: 2), 0].scalars() == [0, 8])
  }

  @Test("dots stand for the dimensions between, and a new axis adds one")
  func dots() throws {
    let y = try x.reshaped(1, 3, 4)
    #expect(try y[.ellipsis, 0].scalars() == [0, 4, 8])
    #expect(try y[0, .ellipsis].shape == [3, 4])
    #expect(try y[.ellipsis].shape == [1, 3, 4])
    #expect(try x[.newAxis].shape == [1, 3, 4])
    #expect(try x[.all, .newAxis, 1].shape == [3, 1])
    #expect(try x[0, .ellipsis, .newAxis].shape == [4, 1])
  }

  @Test("tensors of indices and masks pick")
  func picking() throws {
    #expect(try x[Tensor([2, 0])].scalars() == [8, 9, 10, 11, 0, 1, 2, 3])
    #expect(try x[Tensor([2, -1]), Tensor([0, 3])].scalars() == [8, 11])
    #expect(try x[TensorIndex.all, Tensor([3, 1])].shape == [3, 2])
    #expect(try x[x .> 8].scalars() == [9, 10, 11])
    #expect(try x[Tensor([true, false, true]), 1].scalars() == [1, 9])
    #expect(try x[1, Tensor([0, 3])].scalars() == [4, 7])
    #expect(try x.gathered(Tensor([1, 1]), dimension: 1).scalars() == [1, 1, 5, 5, 9, 9])
  }

  @Test("reshaping and reordering keep the elements")
  func shapes() throws {
    #expect(try x.reshaped(-1, 6).shape == [2, 6])
    #expect(try x.flattened().shape == [12])
    #expect(try x.reshaped(3, 2, 2).flattened(from: 1).shape == [3, 4])
    #expect(try x.transposed()[0].scalars() == [0, 4, 8])
    #expect(try x.reshaped(1, 3, 4).permuted(2, 0, 1).shape == [4, 1, 3])
    #expect(try x.unsqueezed(0).shape == [1, 3, 4])
    #expect(try x.unsqueezed(-1).squeezed(-1).shape == [3, 4])
    #expect(try x[0].expanded(2, 4).shape == [2, 4])
    #expect(try x.flipped(1)[0].scalars() == [3, 2, 1, 0])
    #expect(try x.unbound(1).map { try $0.sum().item() } == [12, 15, 18, 21])
    #expect(try Tensor.concatenated([x, x], dimension: 1).shape == [3, 8])
    #expect(try Tensor.stacked([x, x], dimension: 1).shape == [3, 2, 4])
    #expect(try x.size(-1) == 4)
    #expect(x.rank == 2 && x.count == 12 && x.strides == [4, 1])
  }

  @Test("channels-last changes the memory and not the elements")
  func layouts() throws {
    let images = try Tensor.arange(24).reshaped(1, 2, 3, 4)
    let other = try images.channelsLast()
    #expect(other.isChannelsLast && !other.isContiguous)
    #expect(other.shape == images.shape)
    #expect(try other.equals(images))
    #expect(try other.scalars(as: Int.self) == Array(0..<24))
    #expect(try other.contiguous().strides == images.strides)
    #expect(try x.transposed().contiguous().isContiguous)
  }

  @Test("factories make what they say")
  func factories() throws {
    #expect(try Tensor.zeros(2, 3).scalars() == [Float](repeating: 0, count: 6))
    #expect(try Tensor.ones(2, dtype: .int64).scalars() == [1, 1])
    #expect(try Tensor.full([2], 2.5, dtype: .float64).scalars() == [2.5, 2.5])
    #expect(try Tensor.arange(2, 8, step: 3).scalars() == [2, 5])
    #expect(try Tensor.arange(0.0, 1.0, step: 0.25).scalars() == [0, 0.25, 0.5, 0.75] as [Float])
    #expect(try Tensor.linspace(0, 1, count: 5).scalars() == [0, 0.25, 0.5, 0.75, 1] as [Float])
    #expect(try Tensor.zeros(like: x).dtype == .int64)
    #expect(try Tensor.randperm(10).scalars(as: Int.self).sorted() == Array(0..<10))
    #expect(try Tensor.randint(3..<6, shape: [100]).scalars(as: Int.self).allSatisfy { (3..<6).contains($0) })
    #expect(try Tensor.rand(1000).scalars().allSatisfy { (0 as Float..<1).contains($0) })
    let draws = try Tensor.randn(10_000)
    #expect(difference([try draws.mean().item(), try draws.std().item()], [0.0, 1], absolute: 0.05) == nil)
  }
}
