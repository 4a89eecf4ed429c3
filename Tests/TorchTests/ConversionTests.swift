import TestSupport
import Testing
import Torch

@Suite("Arrays and element types")
struct ConversionTests {
  @Test("an array of every element type goes in and comes back")
  func roundTrips() throws {
    try check([0, 7, 255] as [UInt8], .uint8)
    try check([-128, 0, 127] as [Int8], .int8)
    try check([-32768, 5] as [Int16], .int16)
    try check([Int32.min, 5] as [Int32], .int32)
    try check([Int64.min, .max] as [Int64], .int64)
    try check([Int.min, .max], .int64)
    try check([0.1, -2, .infinity] as [Float], .float32)
    try check([0.1, -2, .infinity], .float64)
    try check([true, false, true], .bool)
  }

  private func check<Element: TensorElement & Equatable>(_ elements: [Element], _ dtype: DType) throws {
    let tensor = try Tensor(elements)
    #expect(tensor.dtype == dtype && tensor.shape == [elements.count])
    #expect(try tensor.scalars(as: Element.self) == elements)
  }

  @Test("elements convert on the way out")
  func converts() throws {
    #expect(try Tensor([1.75, -1.75]).scalars(as: Int.self) == [1, -1])
    #expect(try Tensor([0, 2]).scalars(as: Bool.self) == [false, true])
    #expect(try Tensor([true, false]).scalars() == [1, 0] as [Float])
    #expect(try tensor(0.5).to(.float16).scalars() == [0.5] as [Float])
    #expect(try tensor(1, 2).to(.bfloat16).to(.int32).scalars(as: Int32.self) == [1, 2])
  }

  @Test("rows make a matrix, and a view comes back row by row")
  func matrices() throws {
    let matrix = try Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.shape == [2, 3])
    #expect(try matrix.transposed().scalars() == [1, 4, 2, 5, 3, 6])
    #expect(try matrix[TensorIndex.all, 1...].scalars() == [2, 3, 5, 6])
  }

  @Test("empty arrays and single numbers are tensors too")
  func extremes() throws {
    #expect(try Tensor([Float]()).scalars() == [] as [Float])
    #expect(try Tensor([Float](), shape: [0, 3]).shape == [0, 3])
    #expect(try Tensor([[Int]]()).shape == [0, 0])
    #expect(try Tensor(2.5).shape == [])
    #expect(try Tensor(2.5).item() == 2.5)
    #expect(try Tensor([[[7]]].flatMap { $0.flatMap { $0 } }, shape: [1, 1, 1]).item() == 7)
  }

  @Test("the array is copied: changing the tensor leaves it as it was")
  func copies() throws {
    let numbers: [Float] = [1, 2]
    let tensor = try Tensor(numbers)
    try tensor += 1
    #expect(numbers == [1, 2])
    #expect(try tensor.scalars() == [2, 3] as [Float])
  }

  @Test("elements of the right type are read without a copy")
  func readsInPlace() throws {
    let x = try Tensor.arange(4)
    let first = try x.withUnsafeElements(as: Int.self) { $0.baseAddress }
    let second = try x.withUnsafeElements(as: Int.self) { $0.baseAddress }
    #expect(first == second)
    #expect(try x.withUnsafeElements(as: Int.self) { $0.reduce(0, +) } == 6)
  }
}
