import TestSupport
import Testing
import Torch

@Suite("Any operator by name")
struct OperatorTests {
  @Test("an operator without a method is called by its name")
  func calls() throws {
    let erfinv = try Operator("erfinv")
    #expect(difference(try erfinv(.tensor(tensor(0, 0.5))).scalars(), [0, 0.476936]) == nil)
    let add = try Operator("add", "Tensor")
    #expect(try add(.tensor(tensor(1)), .tensor(tensor(2)), .int(10)).item() == 21)
    #expect(try Operator("aten::neg")(.tensor(tensor(1))).item() == -1)
  }

  @Test("several results and lists come back in order")
  func results() throws {
    let x = try Tensor([[3, 1], [2, 5]] as [[Float]])
    let sorted = try Operator("sort").tensors(.tensor(x))
    #expect(try sorted.map { try $0.scalars() } == [[1, 3, 2, 5], [1, 0, 0, 1]] as [[Float]])
    let chunks = try Operator("split", "Tensor").tensors(.tensor(.arange(10)), .int(4))
    #expect(chunks.map(\.count) == [4, 4, 2])
    let equal = try Operator("equal").results(of: [.tensor(x), .tensor(x)])
    guard case .bool(true)? = equal.first else {
      Issue.record("not true but \(equal)")
      return
    }
  }

  @Test("optional, list and text arguments reach the operator")
  func arguments() throws {
    let x = try Tensor([[1, 2], [3, 4]] as [[Float]])
    #expect(try Operator("sum", "dim_IntList")(.tensor(x), .ints([0]), .bool(true)).shape == [1, 2])
    #expect(try Operator("clamp")(.tensor(x), .none, .double(2)).scalars() == [1, 2, 2, 2] as [Float])
    let halved = try Operator("div", "Tensor_mode")(.tensor(x), .tensor(.full([], 2)), .string("floor"))
    #expect(try halved.scalars() == [0, 1, 1, 2] as [Float])
    let picked = try Operator("index", "Tensor")(.tensor(x), .optionalTensors([nil, Tensor([1])]))
    #expect(try picked.scalars() == [2, 4] as [Float])
    let scaled = try Operator("upsample_nearest2d", "vec")(.tensor(x.reshaped(1, 1, 2, 2)), .none, .doubles([2, 3]))
    #expect(scaled.shape == [1, 1, 4, 6])
    let whole = try Operator("upsample_nearest2d", "vec")(.tensor(x.reshaped(1, 1, 2, 2)), .none, .ints([2, 2]))
    #expect(whole.shape == [1, 1, 4, 4])
  }

  @Test("an operator that does not exist is an error")
  func missing() throws {
    let error = try #require(throws: TorchError.self) { try Operator("no_such_operator") }
    #expect(error.code == .unsupported && error.message.contains("no_such_operator"))
    #expect(throws: TorchError.self) { try Operator("add", "NoSuchOverload") }
  }

  @Test("arguments of the wrong kind or number are errors, never a crash")
  func wrongArguments() throws {
    let x = try tensor(1, 2)
    let add = try Operator("add", "Tensor")
    #expect(throws: TorchError.self) { try add(.int(1), .tensor(x)) }
    #expect(throws: TorchError.self) { try add(.tensor(x)) }
    #expect(throws: TorchError.self) { try add(.none, .none) }
    #expect(throws: TorchError.self) { try add(.tensor(x), .tensors([x])) }
    #expect(throws: TorchError.self) { try add(.tensor(x), .string("two")) }
    #expect(throws: TorchError.self) { try add(.tensor(x), .tensor(x), .int(1), .int(1)) }
    #expect(throws: TorchError.self) { try Operator("cat")(.tensor(x)) }
    #expect(throws: TorchError.self) { try Operator("sum", "dim_IntList")(.tensor(x), .doubles([0.5])) }
    #expect(throws: TorchError.self) { try Operator("zeros")(.ints([1]), .int(99)) }
    #expect(throws: TorchError.self) { try Operator("zeros")(.ints([1]), .none, .none, .string("nowhere")) }
  }

  @Test("more results than there is room for are an error, and none leaks")
  func room() throws {
    let x = try Tensor.arange(10)
    let split = try Operator("split", "Tensor")
    #expect(
      tensorsLeaked {
        #expect(throws: TorchError.self) { try split.tensors(.tensor(x), .int(1), atMost: 3) }
      } == 0)
  }
}
