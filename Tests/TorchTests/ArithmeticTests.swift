import TestSupport
import Testing
import Torch

@Suite("Arithmetic")
struct ArithmeticTests {
  private let row: Tensor
  private let column: Tensor

  init() throws {
    row = try tensor(1, 2, 4)
    column = try tensor(10, 20).reshaped(2, 1)
  }

  @Test("a row and a column broadcast to a matrix")
  func broadcasts() throws {
    let sum = try row + column
    #expect(sum.shape == [2, 3])
    #expect(try sum.scalars() == [11, 12, 14, 21, 22, 24] as [Float])
    #expect(try (column - row).scalars() == [9, 8, 6, 19, 18, 16] as [Float])
    #expect(try (column * row).scalars() == [10, 20, 40, 20, 40, 80] as [Float])
    #expect(try (column / row).scalars() == [10, 5, 2.5, 20, 10, 5] as [Float])
  }

  @Test("a number stands on either side of an operator")
  func scalars() throws {
    #expect(try (row + 1).scalars() == [2, 3, 5] as [Float])
    #expect(try (1 + row).scalars() == [2, 3, 5] as [Float])
    #expect(try (row - 0.5).scalars() == [0.5, 1.5, 3.5] as [Float])
    #expect(try (1 - row).scalars() == [0, -1, -3] as [Float])
    #expect(try (row * 2).scalars() == [2, 4, 8] as [Float])
    #expect(try (2 * row).scalars() == [2, 4, 8] as [Float])
    #expect(try (row / 2).scalars() == [0.5, 1, 2] as [Float])
    #expect(try (2 / row).scalars() == [2, 1, 0.5] as [Float])
    #expect(try (-row).scalars() == [-1, -2, -4] as [Float])
  }

  @Test("integers stay integers, except when divided")
  func integers() throws {
    let integers = try Tensor([1, 2, 3])
    #expect(try (integers + 1).dtype == .int64)
    #expect(try (integers + 1.5).dtype == .float32)
    #expect(try (integers / 2).scalars() == [0.5, 1, 1.5] as [Float])
    #expect(try (2 / integers).dtype == .float32)
    #expect(try (integers + integers.to(.int32)).dtype == .int64)
  }

  @Test("matmul multiplies vectors, matrices and batches of them")
  func products() throws {
    let matrix = try Tensor([[1, 2, 3], [4, 5, 6]] as [[Float]])
    #expect(try row.matmul(row).item() == 21)
    #expect(try matrix.matmul(row).scalars() == [17, 38] as [Float])
    #expect(try matrix.matmul(matrix.transposed()).scalars() == [14, 32, 32, 77] as [Float])
    let batch = try Tensor.stacked([matrix, matrix * 2])
    #expect(try batch.matmul(row).scalars() == [17, 38, 34, 76] as [Float])
  }

  @Test("functions of one element equal their formulas")
  func functions() throws {
    let x = try tensor(-1, 0.5, 2)
    func agrees(_ got: Tensor, _ formula: (Double) -> Double) throws -> Bool {
      difference(try got.scalars(), [-1, 0.5, 2].map(formula), absolute: 1e-6, relative: 1e-6) == nil
    }
    #expect(try agrees(x.relu()) { max($0, 0) })
    #expect(try agrees(x.abs()) { abs($0) })
    #expect(try agrees(x.pow(2)) { $0 * $0 })
    #expect(try agrees(x.pow(3).exp().log()) { $0 * $0 * $0 })
    #expect(try agrees(x.abs().sqrt().pow(2)) { abs($0) })
    #expect(try agrees(x.sin().pow(2) + x.cos().pow(2)) { _ in 1 })
    #expect(try agrees(x.sigmoid() * 2 - 1) { 2 / (1 + 1 / $0.exponential) - 1 })
    #expect(try agrees(x.tanh()) { 1 - 2 / ((2 * $0).exponential + 1) })
    #expect(try agrees(x.clamped(to: 0...1)) { min(max($0, 0), 1) })
    #expect(try x.softmax().sum().item().isClose(to: 1))
    #expect(try x.logSoftmax().exp().isClose(to: x.softmax()))
  }

  @Test("reductions go over everything or along dimensions")
  func reductions() throws {
    let x = try Tensor([[1, 5, 3], [4, 2, 9]] as [[Float]])
    #expect(try x.sum().item() == 24)
    #expect(try x.mean().item() == 4)
    #expect(try x.sum(dimensions: 0).scalars() == [5, 7, 12] as [Float])
    #expect(try x.mean(dimensions: -1, keepingDimensions: true).shape == [2, 1])
    #expect(try x.mean(dimensions: 1).scalars() == [3, 5] as [Float])
    #expect(try x.max().item() == 9)
    #expect(try x.min(dimension: 1).scalars() == [1, 2] as [Float])
    #expect(try x.argmax().item() == 5)
    #expect(try x.argmax(dimension: 1).scalars() == [1, 2])
    #expect(try x.argmin(dimension: 0).scalars() == [0, 1, 0])
    #expect(try x.variance().item().isClose(to: 8))
    #expect(try x.std(correction: 0).item().isClose(to: (40.0 / 6).squareRoot()))
    #expect(try x.std(dimensions: [0]).shape == [3])
    #expect(try x.norm().item().isClose(to: 136.0.squareRoot()))
    let best = try x.topK(2)
    #expect(try best.values.scalars() == [5, 3, 9, 4] as [Float])
    #expect(try best.indices.scalars() == [1, 2, 2, 0])
  }

  @Test("comparisons give a mask, which counts and chooses")
  func comparisons() throws {
    let x = try tensor(1, 2, 3)
    let mask = try x .> 1
    #expect(mask.dtype == .bool)
    #expect(try mask.scalars(as: Bool.self) == [false, true, true])
    #expect(try mask.sum().item() == 2)
    #expect(try (x .== x).all().item() == 1)
    #expect(try (x .!= 2).scalars(as: Bool.self) == [true, false, true])
    #expect(try (x .<= 2).any().item() == 1)
    #expect(try (x .< tensor(2, 2, 2)).scalars(as: Bool.self) == [true, false, false])
    #expect(try (x .>= tensor(2, 2, 2)).scalars(as: Bool.self) == [false, true, true])
    #expect(try x.replacing(with: -x, where: mask).scalars() == [1, -2, -3] as [Float])
    #expect(try x.equals(tensor(1, 2, 3)))
    #expect(try !x.equals(tensor(1, 2)))
    #expect(try x.isFinite())
    #expect(try !(x / 0).isFinite())
  }

  @Test("in-place operators change the tensor and every view of it")
  func inPlace() throws {
    let x = try Tensor.zeros(2, 3)
    let second = try x[1]
    try second += 2
    try second *= 3
    try second -= tensor(1, 2, 3)
    try second /= 2
    #expect(try x.scalars() == [0, 0, 0, 2.5, 2, 1.5] as [Float])
    try x[0].fill(7)
    try x[TensorIndex.all, 0].copy(from: tensor(1, 1))
    #expect(try x.scalars() == [1, 7, 7, 1, 2, 1.5] as [Float])
    let alias = x
    try alias += x
    #expect(try x.sum().item() == 39)
  }

  @Test("a uniform column is drawn in place through a view, as the lesson does")
  func uniform() throws {
    let x = try Tensor.ones(100, 2)
    try x[TensorIndex.all, 0].fillUniform(-1...1)
    let columns = try x.transposed().unbound()
    #expect(try columns[0].abs().max().item() <= 1)
    #expect(try columns[0].std().item() > 0.3)
    #expect(try columns[1].equals(.ones(100)))
  }
}

extension Double {
  /// eˣ by its series.
  fileprivate var exponential: Double {
    (1...40).reduce((sum: 1.0, term: 1.0)) { ($0.sum + $0.term * self / Double($1), $0.term * self / Double($1)) }.sum
  }

  fileprivate func isClose(to other: Double) -> Bool { abs(self - other) < 1e-6 * max(1, abs(other)) }
}
