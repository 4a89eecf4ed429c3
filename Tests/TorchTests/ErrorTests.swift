import TestSupport
import Testing
import Torch

@Suite("Errors")
struct ErrorTests {
  @Test("a wrong shape is an error that names the operation, the operands and their shapes")
  func shapes() throws {
    let (a, b) = (try Tensor.zeros(2, 3), try Tensor.zeros(2, 4))
    try expect(.shape, "matmul", [[2, 3], [2, 4]]) { try a.matmul(b) }
    try expect(.shape, "matmul", [[3], [4]]) { try Tensor.zeros(3).matmul(.zeros(4)) }
    try expect(.shape, "matmul", [[2, 3], [4]]) { try a.matmul(.zeros(4)) }
    try expect(.shape, "matmul", [[5, 2, 3], [5, 2, 3]]) { try Tensor.zeros(5, 2, 3).matmul(.zeros(5, 2, 3)) }
    try expect(.shape, "add", [[2, 3], [2, 4]]) { try a + b }
    try expect(.shape, "sub", [[2, 3], [2, 4]]) { try a - b }
    try expect(.shape, "sub_", [[2, 3], [2, 4]]) { try a -= b }
    try expect(.shape, "add_", [[3], [2, 3]]) { try Tensor.zeros(3) += a }
    try expect(.shape, "copy_", [[2, 3], [2, 4]]) { try a.copy(from: b) }
    try expect(.shape, "reshape", [[2, 3]]) { try a.reshaped(4, 2) }
    try expect(.shape, "reshape", [[2, 3]]) { try a.reshaped(-1, -1) }
    try expect(.shape, "expand", [[2, 3]]) { try a.expanded(4, 3) }
    try expect(.shape, "permute", [[2, 3]]) { try a.permuted(0) }
    try expect(.shape, "cat", [[2, 3], [2, 4]]) { try Tensor.concatenated([a, b]) }
    try expect(.shape, "stack", [[2, 3], [2, 4]]) { try Tensor.stacked([a, b]) }
    try expect(.shape, "item", [[2, 3]]) { try a.item() }
    try expect(.shape, "Tensor", []) { try Tensor([1, 2, 3], shape: [2]) }
    try expect(.shape, "Tensor", []) { try Tensor([1, 2], shape: [-1, -2]) }
    try expect(.shape, "Tensor", []) { try Tensor([[1, 2], [3]]) }
  }

  @Test("an index or a dimension out of range is an index error")
  func indices() throws {
    let x = try Tensor.zeros(2, 3)
    try expect(.index, "select", [[2, 3]]) { try x[2] }
    try expect(.index, "select", [[2, 3]]) { try x[-3] }
    try expect(.index, "select", [[]]) { try x[0, 0, 0] }
    try expect(.index, "index", [[2, 3]]) { try x[Tensor([0, 2])] }
    try expect(.index, "transpose", [[2, 3]]) { try x.transposed(0, 2) }
    try expect(.index, "softmax", [[2, 3]]) { try x.softmax(dimension: 5) }
    try expect(.index, "size", [[2, 3]]) { try x.size(2) }
    try expect(.index, "index_select", [[2, 3], [1]]) { try x.gathered(Tensor([7])) }
  }

  @Test("a wrong element type is a dtype error")
  func dtypes() throws {
    let integers = try Tensor([1, 2])
    try expect(.dtype, "mean", [[2]]) { try integers.mean() }
    try expect(.dtype, "matmul", [[2], [2]]) { try integers.matmul(tensor(1, 2)) }
    try expect(.dtype, "add_", [[2]]) { try integers += 0.5 }
    try expect(.dtype, "requireGrad", [[2]]) { try integers.requireGrad() }
    try expect(.dtype, "index", [[2]]) { try integers[tensor(0, 1)] }
  }

  @Test("an operand says its name, type and device, and the message has no backtrace")
  func description() throws {
    let error = try #require(throws: TorchError.self) { try Tensor.zeros(2, 3).matmul(.zeros(2, 4)) }
    #expect(error.operands.map(\.name) == ["self", "other"])
    #expect(error.operands.map(\.dtype) == [.float32, .float32])
    #expect(error.remedy != nil)
    #expect(!error.message.contains("\n") && !error.message.contains("Exception raised"))
    #expect(error.description.hasPrefix("matmul: ") && error.description.contains("other: float32 [2, 4] on cpu"))
  }

  @Test("a tensor that cannot fit into memory is an error, and the next operation works")
  func memory() throws {
    try expect(.outOfMemory, "full", []) { try Tensor.zeros(1 << 46) }
    #expect(throws: TorchError.self) { try Tensor.zeros(1 << 40, 1 << 40) }
    #expect(throws: TorchError.self) { try Tensor.zeros(-1) }
    #expect(try Tensor.zeros(2).sum().item() == 0)
  }

  @Test("odd arguments are errors, never a crash")
  func oddArguments() throws {
    let x = try Tensor.zeros(2, 3)
    #expect(throws: TorchError.self) { try x[TensorIndex.slice(from: nil, to: nil, step: -1)] }
    #expect(throws: TorchError.self) { try x[TensorIndex.slice(from: nil, to: nil, step: 0)] }
    #expect(throws: TorchError.self) { try x[TensorIndex.ellipsis, TensorIndex.ellipsis, 0, 0] }
    #expect(throws: TorchError.self) { try x.topK(4) }
    #expect(throws: TorchError.self) { try Tensor([Float]()).max() }
    #expect(throws: TorchError.self) { try Tensor([Float]()).argmax() }
    #expect(throws: TorchError.self) { try Tensor.stacked([]) }
    #expect(throws: TorchError.self) { try Tensor.arange(0, 1, step: 0) }
    #expect(throws: TorchError.self) { try Tensor.linspace(0, 1, count: -1) }
    #expect(throws: TorchError.self) { try Tensor.randint(5..<5, shape: [2]) }
    #expect(throws: TorchError.self) { try x.unbound(7) }
    #expect(throws: TorchError.self) { try x.channelsLast() }
    #expect(throws: TorchError.self) { try x.to(Device("cuda:7") ?? .cpu) }
  }

  /// Expects an error with the code, of the operation, on operands of the shapes.
  private func expect(
    _ code: TorchError.Code, _ operation: String, _ shapes: [[Int]], _ location: SourceLocation = #_sourceLocation,
    _ body: () throws -> some Any
  ) throws {
    let error = try #require(throws: TorchError.self, sourceLocation: location) { _ = try body() }
    #expect(error.code == code, "\(error)", sourceLocation: location)
    #expect(error.operation == operation, "\(error)", sourceLocation: location)
    #expect(error.operands.map(\.shape).starts(with: shapes), "\(error)", sourceLocation: location)
  }
}
