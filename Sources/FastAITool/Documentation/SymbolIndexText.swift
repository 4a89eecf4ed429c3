// Made by `scripts/symbols` from the doc comments of the public targets.
// swift-format-ignore-file
let symbolIndexText = ##"""
Torch withAutocast Sources/Torch/Autograd/Autocast.swift
=func withAutocast<Result>(_ dtype: DType, on device: Device, _ body: () throws -> Result) throws -> Result
/Runs the closure with convolutions and products in a shorter type, on this thread (PyTorch: `torch.autocast`).
/Parameters stay as they are; operators that need the range, such as losses, stay in `float32`.
/
/- Parameters:
/  - dtype: `.bfloat16`, or `.float16` on a GPU.
/  - device: Whose operators.
/  - body: What to run; its results may have the shorter type.
/- Returns: What the closure returns.
/- Throws: What the closure throws, and ``TorchError`` when libtorch has no such device or type.

Torch Tensor.requiresGrad Sources/Torch/Autograd/Tensor+Autograd.swift
=var requiresGrad: Bool
/Whether operations on this tensor are remembered for ``backward(gradient:retainGraph:createGraph:)``.

Torch Tensor.requireGrad Sources/Torch/Autograd/Tensor+Autograd.swift
=func requireGrad(_ value: Bool = true) throws
/Switches the remembering on or off for a tensor that no operation made.

Torch Tensor.requiringGrad Sources/Torch/Autograd/Tensor+Autograd.swift
=func requiringGrad() throws -> Tensor
/This tensor, remembering what is done with it: the spelling for a parameter.
/
/    let a = try tensor(-1, 1).requiringGrad()

Torch Tensor.detached Sources/Torch/Autograd/Tensor+Autograd.swift
=func detached() throws -> Tensor
/The same elements, cut off from the graph.

Torch Tensor.backward Sources/Torch/Autograd/Tensor+Autograd.swift
=func backward(gradient: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false) throws
/Computes the gradient of this tensor with respect to every tensor that requires one, and adds it to theirs.
/
/- Parameters:
/  - gradient: What to start from; for a single number, 1.
/  - retainGraph: Keep the graph for another call.
/  - createGraph: Remember this computation too, for derivatives of derivatives.
/- Throws: ``TorchError`` with code `.gradient` when nothing was remembered, or the graph is gone.

Torch Tensor.grad Sources/Torch/Autograd/Tensor+Autograd.swift
=var grad: Tensor
/The gradient that `backward` left here.
/
/- Throws: ``TorchError`` with code `.gradient` when there is none.

Torch Tensor.gradIfPresent Sources/Torch/Autograd/Tensor+Autograd.swift
=var gradIfPresent: Tensor?
/The gradient, or nil when there is none.

Torch Tensor.zeroGrad Sources/Torch/Autograd/Tensor+Autograd.swift
=func zeroGrad() throws
/Sets the gradient to zero, keeping its memory (PyTorch: `x.grad.zero_()`).

Torch Tensor.clearGrad Sources/Torch/Autograd/Tensor+Autograd.swift
=func clearGrad() throws
/Drops the gradient and its memory (PyTorch: `x.grad = None`).

Torch Tensor.setGrad Sources/Torch/Autograd/Tensor+Autograd.swift
=func setGrad(_ grad: Tensor?) throws
/Replaces the gradient.

Torch Tensor.gradFunction Sources/Torch/Autograd/Tensor+Autograd.swift
=var gradFunction: String?
/The name of the function that computed this tensor, `MulBackward0`, or nil.

Torch withoutGrad Sources/Torch/Autograd/Tensor+Autograd.swift
=func withoutGrad<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result
/Runs the closure without remembering operations, on this thread (PyTorch: `torch.no_grad()`).

Torch isGradEnabled Sources/Torch/Autograd/Tensor+Autograd.swift
=var isGradEnabled: Bool
/Whether operations are being remembered on this thread.

Torch DType Sources/Torch/Core/DType.swift
=enum DType: Int8, Sendable, Hashable, CaseIterable, CustomStringConvertible
/The type of a tensor's elements.

Torch DType.uint8 Sources/Torch/Core/DType.swift
=case uint8 = 0

Torch DType.int8 Sources/Torch/Core/DType.swift
=case int8 = 1

Torch DType.int16 Sources/Torch/Core/DType.swift
=case int16 = 2

Torch DType.int32 Sources/Torch/Core/DType.swift
=case int32 = 3

Torch DType.int64 Sources/Torch/Core/DType.swift
=case int64 = 4

Torch DType.float16 Sources/Torch/Core/DType.swift
=case float16 = 5

Torch DType.float32 Sources/Torch/Core/DType.swift
=case float32 = 6

Torch DType.float64 Sources/Torch/Core/DType.swift
=case float64 = 7

Torch DType.bool Sources/Torch/Core/DType.swift
=case bool = 11

Torch DType.bfloat16 Sources/Torch/Core/DType.swift
=case bfloat16 = 15

Torch DType.description Sources/Torch/Core/DType.swift
=var description: String
/The field's name for it: `float32`.

Torch DType.isFloatingPoint Sources/Torch/Core/DType.swift
=var isFloatingPoint: Bool

Torch DType.byteSize Sources/Torch/Core/DType.swift
=var byteSize: Int
/Bytes an element.

Torch TensorElement Sources/Torch/Core/DType.swift
=protocol TensorElement: BitwiseCopyable, Sendable
/A Swift type whose values a tensor can hold as they are.

Torch TensorElement.dtype Sources/Torch/Core/DType.swift
=static var dtype: DType

Torch Device Sources/Torch/Core/Device.swift
=struct Device: Hashable, Sendable, CustomStringConvertible
/Where a tensor's memory is.

Torch Device.Kind Sources/Torch/Core/Device.swift
=enum Kind: String, Sendable

Torch Device.kind Sources/Torch/Core/Device.swift
=let kind: Kind

Torch Device.index Sources/Torch/Core/Device.swift
=let index: Int

Torch Device.cpu Sources/Torch/Core/Device.swift
=static let cpu = Device(kind: .cpu, index: 0)

Torch Device.cuda Sources/Torch/Core/Device.swift
=static func cuda(_ index: Int = 0) -> Device

Torch Device.init Sources/Torch/Core/Device.swift
=init?(_ name: String)
/Reads `cpu`, `cuda`, `cuda:1` or `auto` (the first GPU when there is one); nil for anything else.

Torch Device.description Sources/Torch/Core/Device.swift
=var description: String
/As libtorch writes it: `cpu`, `cuda:0`.

Torch Device.cudaCount Sources/Torch/Core/Device.swift
=static var cudaCount: Int
/How many CUDA devices this libtorch can use on this machine.

Torch Device.isAvailable Sources/Torch/Core/Device.swift
=var isAvailable: Bool
/Whether this libtorch can use the device on this machine.

Torch Device.`default` Sources/Torch/Core/Device.swift
=static var `default`: Device
/Where new models and batches go: `FASTAI_DEVICE` when set to a device that is available, else the first GPU, else the CPU.

Torch OperatorArgument Sources/Torch/Core/Operator.swift
=enum OperatorArgument
/One argument of an operator.

Torch OperatorArgument.none Sources/Torch/Core/Operator.swift
=case none
/Nothing, where the operator takes an optional.

Torch OperatorArgument.`default` Sources/Torch/Core/Operator.swift
=case `default`
/Whatever the operator's schema says.

Torch OperatorArgument.tensor Sources/Torch/Core/Operator.swift
=case tensor(Tensor)

Torch OperatorArgument.int Sources/Torch/Core/Operator.swift
=case int(Int)

Torch OperatorArgument.double Sources/Torch/Core/Operator.swift
=case double(Double)

Torch OperatorArgument.bool Sources/Torch/Core/Operator.swift
=case bool(Bool)

Torch OperatorArgument.string Sources/Torch/Core/Operator.swift
=case string(String)
/A string, or a device by its name.

Torch OperatorArgument.ints Sources/Torch/Core/Operator.swift
=case ints([Int])

Torch OperatorArgument.doubles Sources/Torch/Core/Operator.swift
=case doubles([Double])

Torch OperatorArgument.tensors Sources/Torch/Core/Operator.swift
=case tensors([Tensor])

Torch OperatorArgument.optionalTensors Sources/Torch/Core/Operator.swift
=case optionalTensors([Tensor?])

Torch Operator Sources/Torch/Core/Operator.swift
=struct Operator: @unchecked Sendable
/One of libtorch's operators, by its name in the dispatcher: the way to those that have no method on ``Tensor``.
/
/    let erfinv = try Operator("erfinv")
/    let y = try erfinv(.tensor(x))

Torch Operator.name Sources/Torch/Core/Operator.swift
=let name: String
/Without its namespace: `conv2d`.

Torch Operator.init Sources/Torch/Core/Operator.swift
=init(_ name: String, _ overload: String = "") throws
/Looks an operator up.
/
/- Parameters:
/  - name: Without the namespace: `add`; or with another one: `torchvision::nms`.
/  - overload: As in libtorch's `native_functions.yaml`: `Tensor` in `add.Tensor`.
/- Throws: ``TorchError`` with code `.unsupported` when this libtorch has no such operator.

Torch Operator.callAsFunction Sources/Torch/Core/Operator.swift
=func callAsFunction(_ arguments: OperatorArgument...) throws -> Tensor
/Calls the operator for its single tensor.

Torch Operator.tensors Sources/Torch/Core/Operator.swift
=func tensors(_ arguments: OperatorArgument..., atMost limit: Int = 8) throws -> [Tensor]
/Calls the operator for all its tensors; a list among its results is laid out.

Torch Operator.results Sources/Torch/Core/Operator.swift
=func results(of arguments: [OperatorArgument], atMost limit: Int = 8) throws -> [OperatorArgument]
/Calls the operator.
/
/- Parameters:
/  - arguments: In the order of the schema; those left out at the end take its defaults.
/  - limit: Room for results.
/- Returns: Tensors and numbers in the order of the schema.
/- Throws: ``TorchError`` that names the operands.

Torch Scalar Sources/Torch/Core/Scalar.swift
=protocol Scalar: Sendable
/A Swift number that can stand beside a tensor in an expression: `2 * x`, `x - 0.5`.

Torch Scalar.argument Sources/Torch/Core/Scalar.swift
=var argument: OperatorArgument
/The number as an operator's argument.

Torch Tensor.init Sources/Torch/Core/Tensor+Arrays.swift
=convenience init<Element: TensorElement>(_ elements: [Element], shape: [Int]? = nil) throws
/A tensor of the array's elements, copied once.
/
/- Parameters:
/  - elements: Row by row.
/  - shape: Its product must be the number of elements; a vector by default.
/- Throws: ``TorchError`` with code `.shape` when the product differs.

Torch Tensor.init Sources/Torch/Core/Tensor+Arrays.swift
=convenience init<Element: TensorElement>(_ rows: [[Element]]) throws
/A matrix from its rows.

Torch Tensor.init Sources/Torch/Core/Tensor+Arrays.swift
=convenience init(_ value: Double) throws
/A single number.

Torch Tensor.scalars Sources/Torch/Core/Tensor+Arrays.swift
=func scalars<Element: TensorElement>(as type: Element.Type = Float.self) throws -> [Element]
/All elements, row by row, converted to `Element`.

Torch Tensor.withUnsafeElements Sources/Torch/Core/Tensor+Arrays.swift
=func withUnsafeElements<Element: TensorElement, Result>(as type: Element.Type, _ body: (UnsafeBufferPointer<Element>) throws -> Result) throws -> Result
/Calls the closure with all elements, row by row: without a copy when they have the type and lie so on the processor.

Torch Tensor.item Sources/Torch/Core/Tensor+Arrays.swift
=func item() throws -> Double
/The number in a tensor with one element.
/
/- Throws: ``TorchError`` with code `.shape` when there are none or several.

Torch Tensor Sources/Torch/Core/Tensor.swift
=final class Tensor
/An array of numbers with a shape, on a device, that can remember how it was computed.
/
/A tensor is a reference to libtorch's: copying the variable does not copy the elements, and the memory goes when
/the last reference goes. Tensors do not cross tasks: what crosses is arrays of numbers.

Torch Tensor.shape Sources/Torch/Core/Tensor.swift
=var shape: [Int]
/Sizes of the dimensions, outermost first; empty for a single number.

Torch Tensor.strides Sources/Torch/Core/Tensor.swift
=var strides: [Int]
/Elements to step in memory for one step along each dimension.

Torch Tensor.rank Sources/Torch/Core/Tensor.swift
=var rank: Int
/The number of dimensions (PyTorch: `dim()`).

Torch Tensor.count Sources/Torch/Core/Tensor.swift
=var count: Int
/The number of elements (PyTorch: `numel()`).

Torch Tensor.size Sources/Torch/Core/Tensor.swift
=func size(_ dimension: Int) throws -> Int
/The size of one dimension; a negative index counts from the end.
/
/- Throws: ``TorchError`` with code `.index` when there is no such dimension.

Torch Tensor.dtype Sources/Torch/Core/Tensor.swift
=var dtype: DType
/The elements' type. One that Swift has no name for (complex, quantised) reads as `.uint8`; none of our operators makes one.

Torch Tensor.device Sources/Torch/Core/Tensor.swift
=var device: Device

Torch Tensor.isContiguous Sources/Torch/Core/Tensor.swift
=var isContiguous: Bool
/Whether the elements lie row by row without gaps.

Torch Tensor.isChannelsLast Sources/Torch/Core/Tensor.swift
=var isChannelsLast: Bool
/Whether a `[N, C, H, W]` tensor lies in memory as `[N, H, W, C]`, the layout that convolutions like best.

Torch Tensor.liveCount Sources/Torch/Core/Tensor.swift
=static var liveCount: Int
/How many tensors this process holds: what leak tests count.

Torch TorchError Sources/Torch/Core/TorchError.swift
=struct TorchError: Error, Sendable, CustomStringConvertible
/What went wrong in a tensor operation: which one, on which operands, and what to do about it.

Torch TorchError.Code Sources/Torch/Core/TorchError.swift
=struct Code: Hashable, Sendable, CustomStringConvertible
/The kind of failure. New kinds may be added; switch with a default.

Torch TorchError.Code.description Sources/Torch/Core/TorchError.swift
=let description: String

Torch TorchError.Code.shape Sources/Torch/Core/TorchError.swift
=static let shape = Code(description: "shape")

Torch TorchError.Code.dtype Sources/Torch/Core/TorchError.swift
=static let dtype = Code(description: "dtype")

Torch TorchError.Code.device Sources/Torch/Core/TorchError.swift
=static let device = Code(description: "device")

Torch TorchError.Code.index Sources/Torch/Core/TorchError.swift
=static let index = Code(description: "index")

Torch TorchError.Code.value Sources/Torch/Core/TorchError.swift
=static let value = Code(description: "value")

Torch TorchError.Code.gradient Sources/Torch/Core/TorchError.swift
=static let gradient = Code(description: "gradient")

Torch TorchError.Code.outOfMemory Sources/Torch/Core/TorchError.swift
=static let outOfMemory = Code(description: "out of memory")

Torch TorchError.Code.unsupported Sources/Torch/Core/TorchError.swift
=static let unsupported = Code(description: "unsupported")

Torch TorchError.Code.corruptFile Sources/Torch/Core/TorchError.swift
=static let corruptFile = Code(description: "corrupt file")

Torch TorchError.Code.`internal` Sources/Torch/Core/TorchError.swift
=static let `internal` = Code(description: "internal")

Torch TorchError.Operand Sources/Torch/Core/TorchError.swift
=struct Operand: Sendable, CustomStringConvertible
/One input of the failed operation, as it was.

Torch TorchError.Operand.name Sources/Torch/Core/TorchError.swift
=let name: String

Torch TorchError.Operand.shape Sources/Torch/Core/TorchError.swift
=let shape: [Int]

Torch TorchError.Operand.dtype Sources/Torch/Core/TorchError.swift
=let dtype: DType

Torch TorchError.Operand.device Sources/Torch/Core/TorchError.swift
=let device: Device

Torch TorchError.Operand.description Sources/Torch/Core/TorchError.swift
=var description: String

Torch TorchError.code Sources/Torch/Core/TorchError.swift
=let code: Code

Torch TorchError.operation Sources/Torch/Core/TorchError.swift
=let operation: String
/The operator's name without its namespace: `conv2d`.

Torch TorchError.operands Sources/Torch/Core/TorchError.swift
=let operands: [Operand]

Torch TorchError.message Sources/Torch/Core/TorchError.swift
=let message: String
/libtorch's sentence, without its C++ backtrace.

Torch TorchError.remedy Sources/Torch/Core/TorchError.swift
=let remedy: String?

Torch TorchError.init Sources/Torch/Core/TorchError.swift
=init(_ code: Code, operation: String, operands: [Operand] = [], message: String, remedy: String? = nil)

Torch TorchError.description Sources/Torch/Core/TorchError.swift
=var description: String

Torch ConvolutionAlgorithm Sources/Torch/Machine/ConvolutionAlgorithm.swift
=enum ConvolutionAlgorithm: String, Sendable, CaseIterable
/How 3 × 3 convolutions with stride 1 of float32 images are computed on the processor.

Torch ConvolutionAlgorithm.auto Sources/Torch/Machine/ConvolutionAlgorithm.swift
=case auto
/Winograd's algorithm where it is faster, by a rule over the shape: the same in every process of one machine. On
/processors without AVX2 that is nowhere.

Torch ConvolutionAlgorithm.direct Sources/Torch/Machine/ConvolutionAlgorithm.swift
=case direct
/Sums of products, by libtorch.

Torch ConvolutionAlgorithm.winograd Sources/Torch/Machine/ConvolutionAlgorithm.swift
=case winograd
/Winograd's minimal filtering wherever it applies: a quarter of the multiplications, and a relative error of
/about 1e-6 instead of 2e-7 (Lavin and Gray 2015, arXiv:1509.09308).

Torch convolutionAlgorithm Sources/Torch/Machine/ConvolutionAlgorithm.swift
=var convolutionAlgorithm: ConvolutionAlgorithm
/The algorithm in use by this thread; at first what the environment's `FASTAI_CONV` names, `auto` without it. With
/`direct` the numbers are libtorch's to the bit.

Torch manualSeed Sources/Torch/Machine/Machine.swift
=func manualSeed(_ seed: UInt64) throws
/Starts libtorch's random generators from a seed: initial weights, dropout, shuffles drawn with tensors.

Torch threadCount Sources/Torch/Machine/Machine.swift
=var threadCount: Int
/How many threads an operator may use.

Torch torchVersion Sources/Torch/Machine/Machine.swift
=var torchVersion: String
/libtorch's version: `2.13.0`.

Torch randomState Sources/Torch/Machine/Machine.swift
=func randomState() throws -> Tensor
/The processor's random generator as it is, to be put back with ``setRandomState(_:)``.

Torch setRandomState Sources/Torch/Machine/Machine.swift
=func setRandomState(_ state: Tensor) throws
/Puts the processor's random generator back to an earlier state.

Torch TensorMemory Sources/Torch/Machine/TensorMemory.swift
=enum TensorMemory
/The processor's memory of large tensors, a mebibyte and more.
/
/It is kept when a tensor goes, because the next training step asks for the same blocks: fresh pages cost a fault and
/a clearing each, a sixth of a step. No more is kept than was once in use at the same time. The environment's
/`FASTAI_MEMORY=system` leaves all to the C library, as libtorch does by itself.

Torch TensorMemory.used Sources/Torch/Machine/TensorMemory.swift
=static var used: Int
/Bytes in use.

Torch TensorMemory.kept Sources/Torch/Machine/TensorMemory.swift
=static var kept: Int
/Bytes that no tensor uses now and that are kept for the next ones.

Torch TensorMemory.releaseKept Sources/Torch/Machine/TensorMemory.swift
=static func releaseKept()
/Gives what is kept back to the system. A ``Tensor`` never loses its memory by it.

Torch Tensor.+ Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func + (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor.- Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func - (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor.* Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func * (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor./ Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func / (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor.+ Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func + (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor.- Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func - (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor.* Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func * (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor./ Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func / (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor.+ Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func + (left: some Scalar, right: Tensor) throws -> Tensor

Torch Tensor.* Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func * (left: some Scalar, right: Tensor) throws -> Tensor

Torch Tensor.- Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func - (left: some Scalar, right: Tensor) throws -> Tensor

Torch Tensor./ Sources/Torch/Operators/Tensor+Arithmetic.swift
=static func / (left: some Scalar, right: Tensor) throws -> Tensor

Torch Tensor.- Sources/Torch/Operators/Tensor+Arithmetic.swift
=static prefix func - (operand: Tensor) throws -> Tensor

Torch Tensor.matmul Sources/Torch/Operators/Tensor+Arithmetic.swift
=func matmul(_ other: Tensor) throws -> Tensor
/The product of vectors, matrices, or batches of matrices (Python: `@`).
/
/- Throws: ``TorchError`` with code `.shape` when the inner dimensions differ.

Torch Tensor.pow Sources/Torch/Operators/Tensor+Arithmetic.swift
=func pow(_ exponent: some Scalar) throws -> Tensor

Torch Tensor.abs Sources/Torch/Operators/Tensor+Arithmetic.swift
=func abs() throws -> Tensor

Torch Tensor.exp Sources/Torch/Operators/Tensor+Arithmetic.swift
=func exp() throws -> Tensor

Torch Tensor.log Sources/Torch/Operators/Tensor+Arithmetic.swift
=func log() throws -> Tensor

Torch Tensor.sqrt Sources/Torch/Operators/Tensor+Arithmetic.swift
=func sqrt() throws -> Tensor

Torch Tensor.sin Sources/Torch/Operators/Tensor+Arithmetic.swift
=func sin() throws -> Tensor

Torch Tensor.cos Sources/Torch/Operators/Tensor+Arithmetic.swift
=func cos() throws -> Tensor

Torch Tensor.tanh Sources/Torch/Operators/Tensor+Arithmetic.swift
=func tanh() throws -> Tensor

Torch Tensor.sigmoid Sources/Torch/Operators/Tensor+Arithmetic.swift
=func sigmoid() throws -> Tensor
/`1 / (1 + e⁻ˣ)`

Torch Tensor.relu Sources/Torch/Operators/Tensor+Arithmetic.swift
=func relu() throws -> Tensor
/`max(x, 0)`

Torch Tensor.clamped Sources/Torch/Operators/Tensor+Arithmetic.swift
=func clamped(to range: ClosedRange<Double>) throws -> Tensor
/Values below the range become its lower bound, those above its upper bound.

Torch Tensor.softmax Sources/Torch/Operators/Tensor+Arithmetic.swift
=func softmax(dimension: Int = -1) throws -> Tensor
/`eˣ / Σ eˣ` along a dimension.

Torch Tensor.logSoftmax Sources/Torch/Operators/Tensor+Arithmetic.swift
=func logSoftmax(dimension: Int = -1) throws -> Tensor
/The logarithm of ``softmax(dimension:)``, computed without overflow.

Torch Tensor..== Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .== (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor..!= Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .!= (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor..< Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .< (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor..<= Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .<= (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor..> Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .> (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor..>= Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .>= (left: Tensor, right: Tensor) throws -> Tensor

Torch Tensor..== Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .== (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor..!= Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .!= (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor..< Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .< (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor..<= Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .<= (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor..> Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .> (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor..>= Sources/Torch/Operators/Tensor+Comparisons.swift
=static func .>= (left: Tensor, right: some Scalar) throws -> Tensor

Torch Tensor.equals Sources/Torch/Operators/Tensor+Comparisons.swift
=func equals(_ other: Tensor) throws -> Bool
/Whether shape and every element are the same.

Torch Tensor.isClose Sources/Torch/Operators/Tensor+Comparisons.swift
=func isClose(to other: Tensor, relative: Double = 1e-5, absolute: Double = 1e-8) throws -> Bool
/Whether `|a − b| ≤ absolute + relative · |b|` for every element.

Torch Tensor.isFinite Sources/Torch/Operators/Tensor+Comparisons.swift
=func isFinite() throws -> Bool
/Whether no element is infinite or NaN.

Torch Tensor.replacing Sources/Torch/Operators/Tensor+Comparisons.swift
=func replacing(with other: Tensor, where condition: Tensor) throws -> Tensor
/Elements of `other` where the condition holds, else those of `self` (PyTorch: `where`).

Torch Tensor.zeros Sources/Torch/Operators/Tensor+Factories.swift
=static func zeros(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor
/A tensor of zeros.

Torch Tensor.ones Sources/Torch/Operators/Tensor+Factories.swift
=static func ones(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor
/A tensor of ones.

Torch Tensor.full Sources/Torch/Operators/Tensor+Factories.swift
=static func full(_ shape: [Int], _ value: some Scalar, dtype: DType = .float32, device: Device = .cpu) throws -> Tensor
/A tensor whose elements all have one value.

Torch Tensor.zeros Sources/Torch/Operators/Tensor+Factories.swift
=static func zeros(like other: Tensor) throws -> Tensor
/Zeros with another tensor's shape, type, device and layout.

Torch Tensor.arange Sources/Torch/Operators/Tensor+Factories.swift
=static func arange(_ start: some Scalar, _ end: some Scalar, step: some Scalar = 1, dtype: DType? = nil) throws -> Tensor
/The numbers `start, start + step, …` below `end`.

Torch Tensor.arange Sources/Torch/Operators/Tensor+Factories.swift
=static func arange(_ end: Int) throws -> Tensor
/The integers `0 ..< end`, `int64`.

Torch Tensor.linspace Sources/Torch/Operators/Tensor+Factories.swift
=static func linspace(_ start: some Scalar, _ end: some Scalar, count: Int, dtype: DType = .float32) throws -> Tensor
/`count` numbers evenly spaced from `start` to `end`, both included.

Torch Tensor.rand Sources/Torch/Operators/Tensor+Factories.swift
=static func rand(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor
/Uniform draws from [0, 1).

Torch Tensor.randn Sources/Torch/Operators/Tensor+Factories.swift
=static func randn(_ shape: Int..., dtype: DType = .float32, device: Device = .cpu) throws -> Tensor
/Draws from the normal distribution with mean 0 and standard deviation 1.

Torch Tensor.randn Sources/Torch/Operators/Tensor+Factories.swift
=static func randn(_ shape: [Int], dtype: DType = .float32, device: Device = .cpu) throws -> Tensor
/Draws from the normal distribution with mean 0 and standard deviation 1.

Torch Tensor.randint Sources/Torch/Operators/Tensor+Factories.swift
=static func randint(_ range: Range<Int>, shape: [Int]) throws -> Tensor
/Uniform draws of integers from `range`, `int64`.

Torch Tensor.randperm Sources/Torch/Operators/Tensor+Factories.swift
=static func randperm(_ count: Int) throws -> Tensor
/The integers `0 ..< count` in random order, `int64`.

Torch Tensor.stacked Sources/Torch/Operators/Tensor+Factories.swift
=static func stacked(_ tensors: [Tensor], dimension: Int = 0) throws -> Tensor
/Tensors of one shape, stacked along a new dimension.

Torch Tensor.concatenated Sources/Torch/Operators/Tensor+Factories.swift
=static func concatenated(_ tensors: [Tensor], dimension: Int = 0) throws -> Tensor
/Tensors joined along a dimension that they have (PyTorch: `cat`).

Torch tensor Sources/Torch/Operators/Tensor+Factories.swift
=func tensor(_ numbers: Float...) throws -> Tensor
/A `float32` vector of the numbers given: `tensor(3, 2)`, the course's spelling.

Torch Tensor.+= Sources/Torch/Operators/Tensor+InPlace.swift
=static func += (left: Tensor, right: Tensor) throws

Torch Tensor.-= Sources/Torch/Operators/Tensor+InPlace.swift
=static func -= (left: Tensor, right: Tensor) throws

Torch Tensor.*= Sources/Torch/Operators/Tensor+InPlace.swift
=static func *= (left: Tensor, right: Tensor) throws

Torch Tensor./= Sources/Torch/Operators/Tensor+InPlace.swift
=static func /= (left: Tensor, right: Tensor) throws

Torch Tensor.+= Sources/Torch/Operators/Tensor+InPlace.swift
=static func += (left: Tensor, right: some Scalar) throws

Torch Tensor.-= Sources/Torch/Operators/Tensor+InPlace.swift
=static func -= (left: Tensor, right: some Scalar) throws

Torch Tensor.*= Sources/Torch/Operators/Tensor+InPlace.swift
=static func *= (left: Tensor, right: some Scalar) throws

Torch Tensor./= Sources/Torch/Operators/Tensor+InPlace.swift
=static func /= (left: Tensor, right: some Scalar) throws

Torch Tensor.fill Sources/Torch/Operators/Tensor+InPlace.swift
=func fill(_ value: some Scalar) throws
/Gives every element one value.

Torch Tensor.copy Sources/Torch/Operators/Tensor+InPlace.swift
=func copy(from other: Tensor) throws
/Copies the elements of `other`, which must broadcast to this shape, converting as needed.

Torch Tensor.fillUniform Sources/Torch/Operators/Tensor+InPlace.swift
=func fillUniform(_ range: ClosedRange<Double>) throws
/Draws every element uniformly from the range (PyTorch: `uniform_`).

Torch Tensor.fillNormal Sources/Torch/Operators/Tensor+InPlace.swift
=func fillNormal(mean: Double = 0, std: Double = 1) throws
/Draws every element from a normal distribution (PyTorch: `normal_`).

Torch TensorIndex Sources/Torch/Operators/Tensor+Indexing.swift
=struct TensorIndex
/One position of a subscript: `x[0]`, `x[1..<3]`, `x[.all, 0]`, `x[.ellipsis, 0]`, `x[.newAxis]`, `x[mask]`.

Torch TensorIndexable Sources/Torch/Operators/Tensor+Indexing.swift
=protocol TensorIndexable
/What may stand in a tensor's subscript. Negative numbers count from the end, as in Python.

Torch TensorIndexable.tensorIndex Sources/Torch/Operators/Tensor+Indexing.swift
=var tensorIndex: TensorIndex

Torch TensorIndexable.all Sources/Torch/Operators/Tensor+Indexing.swift
=static var all: TensorIndex
/Every element of the dimension (Python: `:`).

Torch TensorIndexable.newAxis Sources/Torch/Operators/Tensor+Indexing.swift
=static var newAxis: TensorIndex
/A new dimension of size 1 (Python: `None`).

Torch TensorIndexable.ellipsis Sources/Torch/Operators/Tensor+Indexing.swift
=static var ellipsis: TensorIndex
/As many whole dimensions as are left (Python: `...`).

Torch TensorIndexable.slice Sources/Torch/Operators/Tensor+Indexing.swift
=static func slice(from: Int? = nil, to: Int? = nil, step: Int = 1) -> TensorIndex
/Every `step`-th element from one position to before another (Python: `from:to:step`).

Torch Range.tensorIndex Sources/Torch/Operators/Tensor+Indexing.swift
=var tensorIndex: TensorIndex

Torch ClosedRange.tensorIndex Sources/Torch/Operators/Tensor+Indexing.swift
=var tensorIndex: TensorIndex

Torch PartialRangeFrom.tensorIndex Sources/Torch/Operators/Tensor+Indexing.swift
=var tensorIndex: TensorIndex

Torch PartialRangeUpTo.tensorIndex Sources/Torch/Operators/Tensor+Indexing.swift
=var tensorIndex: TensorIndex

Torch PartialRangeThrough.tensorIndex Sources/Torch/Operators/Tensor+Indexing.swift
=var tensorIndex: TensorIndex

Torch Tensor.subscript Sources/Torch/Operators/Tensor+Indexing.swift
=subscript(_ indices: any TensorIndexable...) -> Tensor
/Part of the tensor: a view on the same memory for numbers and ranges, a copy for tensors of indices.
/
/- Throws: ``TorchError`` with code `.index` for an index out of range or too many of them.

Torch Tensor.sum Sources/Torch/Operators/Tensor+Reductions.swift
=func sum() throws -> Tensor

Torch Tensor.sum Sources/Torch/Operators/Tensor+Reductions.swift
=func sum(dimensions: Int..., keepingDimensions keep: Bool = false) throws -> Tensor

Torch Tensor.mean Sources/Torch/Operators/Tensor+Reductions.swift
=func mean() throws -> Tensor

Torch Tensor.mean Sources/Torch/Operators/Tensor+Reductions.swift
=func mean(dimensions: Int..., keepingDimensions keep: Bool = false) throws -> Tensor

Torch Tensor.std Sources/Torch/Operators/Tensor+Reductions.swift
=func std(dimensions: [Int]? = nil, correction: Int = 1) throws -> Tensor
/The standard deviation; `correction` 1 divides by n − 1 (unbiased), 0 by n.

Torch Tensor.variance Sources/Torch/Operators/Tensor+Reductions.swift
=func variance(dimensions: [Int]? = nil, correction: Int = 1) throws -> Tensor
/The variance; `correction` as in ``std(dimensions:correction:)``.

Torch Tensor.max Sources/Torch/Operators/Tensor+Reductions.swift
=func max() throws -> Tensor

Torch Tensor.min Sources/Torch/Operators/Tensor+Reductions.swift
=func min() throws -> Tensor

Torch Tensor.max Sources/Torch/Operators/Tensor+Reductions.swift
=func max(dimension: Int, keepingDimensions keep: Bool = false) throws -> Tensor

Torch Tensor.min Sources/Torch/Operators/Tensor+Reductions.swift
=func min(dimension: Int, keepingDimensions keep: Bool = false) throws -> Tensor

Torch Tensor.argmax Sources/Torch/Operators/Tensor+Reductions.swift
=func argmax(dimension: Int? = nil) throws -> Tensor
/The index of the largest element: of the flattened tensor, or along a dimension. `int64`.

Torch Tensor.argmin Sources/Torch/Operators/Tensor+Reductions.swift
=func argmin(dimension: Int? = nil) throws -> Tensor
/The index of the smallest element: of the flattened tensor, or along a dimension. `int64`.

Torch Tensor.topK Sources/Torch/Operators/Tensor+Reductions.swift
=func topK(_ count: Int) throws -> (values: Tensor, indices: Tensor)
/The `count` largest elements along the last dimension, largest first, and where they stood.

Torch Tensor.all Sources/Torch/Operators/Tensor+Reductions.swift
=func all() throws -> Tensor

Torch Tensor.any Sources/Torch/Operators/Tensor+Reductions.swift
=func any() throws -> Tensor

Torch Tensor.norm Sources/Torch/Operators/Tensor+Reductions.swift
=func norm() throws -> Tensor
/The Euclidean norm of all elements.

Torch Tensor.reshaped Sources/Torch/Operators/Tensor+Shape.swift
=func reshaped(_ shape: Int...) throws -> Tensor
/The same elements in another shape; one dimension may be -1: what is left.
/
/- Throws: ``TorchError`` with code `.shape` when the number of elements differs.

Torch Tensor.reshaped Sources/Torch/Operators/Tensor+Shape.swift
=func reshaped(_ shape: [Int]) throws -> Tensor

Torch Tensor.flattened Sources/Torch/Operators/Tensor+Shape.swift
=func flattened(from start: Int = 0, to end: Int = -1) throws -> Tensor
/Dimensions from `start` to `end` made one.

Torch Tensor.permuted Sources/Torch/Operators/Tensor+Shape.swift
=func permuted(_ order: Int...) throws -> Tensor
/Dimensions in another order.

Torch Tensor.transposed Sources/Torch/Operators/Tensor+Shape.swift
=func transposed(_ first: Int = -2, _ second: Int = -1) throws -> Tensor
/Two dimensions exchanged.

Torch Tensor.squeezed Sources/Torch/Operators/Tensor+Shape.swift
=func squeezed(_ dimension: Int) throws -> Tensor
/Without a dimension of size 1.

Torch Tensor.unsqueezed Sources/Torch/Operators/Tensor+Shape.swift
=func unsqueezed(_ dimension: Int) throws -> Tensor
/With a new dimension of size 1.

Torch Tensor.expanded Sources/Torch/Operators/Tensor+Shape.swift
=func expanded(_ shape: Int...) throws -> Tensor
/Dimensions of size 1 repeated to a larger shape, without a copy.

Torch Tensor.flipped Sources/Torch/Operators/Tensor+Shape.swift
=func flipped(_ dimensions: Int...) throws -> Tensor
/Elements in reverse order along dimensions.

Torch Tensor.unbound Sources/Torch/Operators/Tensor+Shape.swift
=func unbound(_ dimension: Int = 0) throws -> [Tensor]
/The parts along a dimension, each without it.

Torch Tensor.gathered Sources/Torch/Operators/Tensor+Shape.swift
=func gathered(_ indices: Tensor, dimension: Int = 0) throws -> Tensor
/Rows (or other parts along `dimension`) picked by an `int64` vector.

Torch Tensor.contiguous Sources/Torch/Operators/Tensor+Shape.swift
=func contiguous() throws -> Tensor
/Laid out row by row; itself when it already is.

Torch Tensor.channelsLast Sources/Torch/Operators/Tensor+Shape.swift
=func channelsLast() throws -> Tensor
/Laid out `[N, H, W, C]` in memory while its shape stays `[N, C, H, W]`; itself when it already is.

Torch Tensor.cloned Sources/Torch/Operators/Tensor+Shape.swift
=func cloned() throws -> Tensor
/A copy with memory of its own, still part of the graph.

Torch Tensor.to Sources/Torch/Operators/Tensor+Shape.swift
=func to(_ dtype: DType) throws -> Tensor
/Converted to another element type; itself when it has it.

Torch Tensor.to Sources/Torch/Operators/Tensor+Shape.swift
=func to(_ device: Device) throws -> Tensor
/On another device; itself when it is there.

Torch Tensor.description Sources/Torch/Printing/Tensor+Description.swift
=var description: String

TorchNN sha256 Sources/TorchNN/Files/FileHash.swift
=func sha256(of file: FilePath) throws -> String
/The SHA-256 of a file in lower-case hexadecimal: 64 digits, of which PyTorch puts the first 8 into the names of its
/weight files (`resnet34-333f7ec4.pth`).
/
/- Throws: ``WeightFileError`` when the file cannot be read.

TorchNN WeightFile.sha256OfTensors Sources/TorchNN/Files/FileHash.swift
=func sha256OfTensors() throws -> String
/The SHA-256 of all tensors' bytes, one after the other in this file's order, in lower-case hexadecimal. Of a
/safetensors file that is everything behind the header.
/
/- Throws: ``WeightFileError`` when a tensor cannot be read.

TorchNN SafetensorsEntry Sources/TorchNN/Files/Safetensors+Writing.swift
=struct SafetensorsEntry
/A tensor to be written: what it is, and a closure that hands out its bytes.

TorchNN SafetensorsEntry.name Sources/TorchNN/Files/Safetensors+Writing.swift
=let name: String

TorchNN SafetensorsEntry.type Sources/TorchNN/Files/Safetensors+Writing.swift
=let type: StoredType

TorchNN SafetensorsEntry.shape Sources/TorchNN/Files/Safetensors+Writing.swift
=let shape: [Int]
/Sizes of the dimensions, outermost first; empty for a scalar.

TorchNN SafetensorsEntry.bytes Sources/TorchNN/Files/Safetensors+Writing.swift
=let bytes: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
/Calls its argument with the elements row by row, little-endian: once with all of them, or piece by piece.

TorchNN SafetensorsEntry.init Sources/TorchNN/Files/Safetensors+Writing.swift
=init(name: String, type: StoredType, shape: [Int], bytes: @escaping ((UnsafeRawBufferPointer) throws -> Void) throws -> Void)
/A tensor whose `bytes` are asked for once, when it is its turn, so that only one needs to be in memory.

TorchNN SafetensorsEntry.init Sources/TorchNN/Files/Safetensors+Writing.swift
=init(_ tensor: StoredTensor, name: String? = nil)
/A tensor of another file, under its own name or a new one.

TorchNN writeSafetensors Sources/TorchNN/Files/Safetensors+Writing.swift
=func writeSafetensors(_ tensors: [SafetensorsEntry], metadata: [String: String] = [:], hashKey: String? = nil, to file: FilePath) throws
/Writes a safetensors file, which other programs see either whole or not at all.
/
/The bytes go to a temporary file in the same folder, which is flushed to the disk and then takes the place of `file`
/by renaming. Failure leaves `file` as it was; a kill may leave the temporary file, `.NAME.….partial`, behind.
/The layout is the reference writer's (safetensors/src/tensor.rs, `prepare`): larger alignments first, then by name;
/metadata in front, its keys sorted here; the header padded with spaces to a multiple of 8 bytes.
/
/- Parameters:
/  - tensors: In any order.
/  - metadata: Beside the tensors.
/  - hashKey: The metadata's key for the SHA-256 of all tensors' bytes in file order, that is, of everything behind the
/    header. The closures are then called once more.
/  - file: Where to.
/- Throws: ``WeightFileError`` with code `.writeFailed`, or what an entry's closure throws.

TorchNN StoredTensor Sources/TorchNN/Files/StoredTensor.swift
=struct StoredTensor: Sendable
/One tensor in a file: its name, its type and shape, and where its bytes are. Nothing is read until it is asked for.

TorchNN StoredTensor.name Sources/TorchNN/Files/StoredTensor.swift
=let name: String

TorchNN StoredTensor.type Sources/TorchNN/Files/StoredTensor.swift
=let type: StoredType

TorchNN StoredTensor.shape Sources/TorchNN/Files/StoredTensor.swift
=let shape: [Int]
/Sizes of the dimensions, outermost first; empty for a scalar.

TorchNN StoredTensor.strides Sources/TorchNN/Files/StoredTensor.swift
=let strides: [Int]
/Elements from one index to the next along each dimension. A `.pth` file may hold a transposed or sliced view.

TorchNN StoredTensor.count Sources/TorchNN/Files/StoredTensor.swift
=let count: Int
/Elements in all: the product of `shape`.

TorchNN StoredTensor.byteCount Sources/TorchNN/Files/StoredTensor.swift
=var byteCount: Int
/Bytes in all, when stored row by row.

TorchNN StoredTensor.isContiguous Sources/TorchNN/Files/StoredTensor.swift
=var isContiguous: Bool
/Whether the elements lie row by row without gaps, so that reading them copies nothing.

TorchNN StoredTensor.withUnsafeBytes Sources/TorchNN/Files/StoredTensor.swift
=func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) throws -> R
/Calls `body` with the elements row by row, little-endian: the mapped file itself when the tensor is contiguous,
/a copy otherwise. The bytes need not be aligned for their type, and are valid during the call only.

TorchNN StoredType Sources/TorchNN/Files/StoredType.swift
=enum StoredType: String, Sendable, Hashable, CaseIterable
/The element type of a tensor in a file.
/
/- SeeAlso: the [safetensors format](https://github.com/huggingface/safetensors#format), whose names
/  ``safetensorsName`` gives, and `torch/storage.py`, whose storage classes `init(storageClass:)` reads.

TorchNN StoredType.bool Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.u8 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.i8 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.i16 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.f16 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.bf16 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.i32 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.f32 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.f64 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.i64 Sources/TorchNN/Files/StoredType.swift
=case bool, u8, i8, i16, f16, bf16, i32, f32, f64, i64

TorchNN StoredType.byteSize Sources/TorchNN/Files/StoredType.swift
=var byteSize: Int
/Bytes of one element.

TorchNN StoredType.safetensorsName Sources/TorchNN/Files/StoredType.swift
=var safetensorsName: String
/The type's name in a safetensors header, such as `F32`.

TorchNN StoredType.init Sources/TorchNN/Files/StoredType.swift
=init?(safetensorsName: String)

TorchNN StoredType.init Sources/TorchNN/Files/StoredType.swift
=init?(storageClass: some StringProtocol)
/The type that a PyTorch storage class such as `FloatStorage` holds; `nil` for those with no counterpart here.

TorchNN StoredType.fileOrder Sources/TorchNN/Files/StoredType.swift
=var fileOrder: Int
/Where the type stands in a file: larger alignments first, as the reference writer orders them.

TorchNN WeightFile Sources/TorchNN/Files/WeightFile.swift
=struct WeightFile: Sendable
/A file of named tensors, opened and checked; the tensors' own bytes are read when they are asked for.
/
/The format is recognised by content: a `.safetensors` file, or a PyTorch `.pth` in any of the three forms it has
/had. Opening reads names, types and shapes, and maps the rest, so that a file of any size opens in milliseconds
/and takes no memory of its own. A file that a stranger made can be opened safely: what is wrong with it becomes a
/``WeightFileError``.

TorchNN WeightFile.Format Sources/TorchNN/Files/WeightFile.swift
=enum Format: Sendable, Hashable
/How a file holds its tensors.

TorchNN WeightFile.Format.safetensors Sources/TorchNN/Files/WeightFile.swift
=case safetensors
/A JSON header and plain data.

TorchNN WeightFile.Format.pytorchZip Sources/TorchNN/Files/WeightFile.swift
=case pytorchZip
/What `torch.save` writes since version 1.6: a zip archive.

TorchNN WeightFile.Format.pytorchLegacy Sources/TorchNN/Files/WeightFile.swift
=case pytorchLegacy
/What it wrote before: a stream of pickles, then data.

TorchNN WeightFile.Format.pytorchTar Sources/TorchNN/Files/WeightFile.swift
=case pytorchTar
/What it wrote until 2017: a tar archive.

TorchNN WeightFile.format Sources/TorchNN/Files/WeightFile.swift
=let format: Format

TorchNN WeightFile.metadata Sources/TorchNN/Files/WeightFile.swift
=let metadata: [String: String]
/A safetensors file's `__metadata__`; empty for the others.

TorchNN WeightFile.tensors Sources/TorchNN/Files/WeightFile.swift
=let tensors: [StoredTensor]
/All tensors, by position in a safetensors file, in the order of the dictionary in a `.pth`. Names are unique.

TorchNN WeightFile.init Sources/TorchNN/Files/WeightFile.swift
=init(contentsOf file: FilePath, salvaging: Bool = false) throws
/Opens `file` and checks everything but the numbers themselves.
/
/- Parameters:
/  - file: The file.
/  - salvaging: Keep the tensors that are whole of a `.pth` that was cut short, instead of refusing it. What is
/    missing is not known: the result is a part, of use to look at, not to build a network with.
/- Throws: ``WeightFileError`` that names the file.

TorchNN WeightFile.subscript Sources/TorchNN/Files/WeightFile.swift
=subscript(name: String) -> StoredTensor?
/The tensor of that name.

TorchNN WeightFileError Sources/TorchNN/Files/WeightFileError.swift
=struct WeightFileError: Error, Sendable, Hashable, CustomStringConvertible
/Why a weight file could not be read or written, and what to do about it.

TorchNN WeightFileError.Code Sources/TorchNN/Files/WeightFileError.swift
=struct Code: Hashable, Sendable, CustomStringConvertible
/The kind of failure. More may be added in later versions.

TorchNN WeightFileError.Code.description Sources/TorchNN/Files/WeightFileError.swift
=let description: String

TorchNN WeightFileError.Code.notFound Sources/TorchNN/Files/WeightFileError.swift
=static let notFound = Code(description: "notFound")
/There is no such file.

TorchNN WeightFileError.Code.unreadable Sources/TorchNN/Files/WeightFileError.swift
=static let unreadable = Code(description: "unreadable")
/The file is there and cannot be opened or read.

TorchNN WeightFileError.Code.corruptFile Sources/TorchNN/Files/WeightFileError.swift
=static let corruptFile = Code(description: "corruptFile")
/The contents contradict themselves or the format.

TorchNN WeightFileError.Code.truncated Sources/TorchNN/Files/WeightFileError.swift
=static let truncated = Code(description: "truncated")
/The file ends before its contents do.

TorchNN WeightFileError.Code.unsupported Sources/TorchNN/Files/WeightFileError.swift
=static let unsupported = Code(description: "unsupported")
/A file, or a part of one, that this reader does not know.

TorchNN WeightFileError.Code.unsafePickle Sources/TorchNN/Files/WeightFileError.swift
=static let unsafePickle = Code(description: "unsafePickle")
/A pickle that asks for more than tensors: reading it would mean running code.

TorchNN WeightFileError.Code.writeFailed Sources/TorchNN/Files/WeightFileError.swift
=static let writeFailed = Code(description: "writeFailed")
/The file could not be written; what stood there before is untouched.

TorchNN WeightFileError.code Sources/TorchNN/Files/WeightFileError.swift
=let code: Code

TorchNN WeightFileError.file Sources/TorchNN/Files/WeightFileError.swift
=var file: FilePath
/The file in question; empty when the bytes came from memory.

TorchNN WeightFileError.message Sources/TorchNN/Files/WeightFileError.swift
=let message: String
/What is wrong, in a sentence.

TorchNN WeightFileError.remedy Sources/TorchNN/Files/WeightFileError.swift
=let remedy: String?
/What to do about it.

TorchNN WeightFileError.description Sources/TorchNN/Files/WeightFileError.swift
=var description: String

TorchNN ReLU Sources/TorchNN/Layers/Activations.swift
=final class ReLU: Module
/`max(x, 0)`

TorchNN ReLU.init Sources/TorchNN/Layers/Activations.swift
=init(inPlace: Bool = false)
/- Parameter inPlace: Overwrite the input, where nothing else needs it: saves the memory of one activation.

TorchNN ReLU.forward Sources/TorchNN/Layers/Activations.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN ReLU6 Sources/TorchNN/Layers/Activations.swift
=final class ReLU6: Module
/`min(max(x, 0), 6)`. Howard et al. 2017, arXiv:1704.04861.

TorchNN ReLU6.init Sources/TorchNN/Layers/Activations.swift
=init(inPlace: Bool = false)
/- Parameter inPlace: Overwrite the input, where nothing else needs it.

TorchNN ReLU6.forward Sources/TorchNN/Layers/Activations.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN SiLU Sources/TorchNN/Layers/Activations.swift
=final class SiLU: Module
/`x / (1 + e^−x)`, also called swish. Ramachandran et al. 2017, arXiv:1710.05941.

TorchNN SiLU.init Sources/TorchNN/Layers/Activations.swift
=init(inPlace: Bool = false)
/- Parameter inPlace: Overwrite the input, where nothing else needs it.

TorchNN SiLU.forward Sources/TorchNN/Layers/Activations.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN GELU Sources/TorchNN/Layers/Activations.swift
=final class GELU: Module
/`x · Φ(x)` with the normal distribution's Φ, computed exactly. Hendrycks and Gimpel 2016, arXiv:1606.08415.

TorchNN GELU.forward Sources/TorchNN/Layers/Activations.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN Dropout Sources/TorchNN/Layers/Activations.swift
=final class Dropout: Module
/Sets each element to zero with probability `p` in training and scales the others by 1 / (1 − p).

TorchNN Dropout.p Sources/TorchNN/Layers/Activations.swift
=let p: Double

TorchNN Dropout.init Sources/TorchNN/Layers/Activations.swift
=init(_ p: Double = 0.5)

TorchNN Dropout.forward Sources/TorchNN/Layers/Activations.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN StochasticDepth Sources/TorchNN/Layers/Activations.swift
=final class StochasticDepth: Module
/Sets whole items of the batch to zero with probability `p` in training and scales the others by 1 / (1 − p): what a
/residual branch goes through, so that blocks are left out at random. Huang et al. 2016, arXiv:1603.09382.

TorchNN StochasticDepth.p Sources/TorchNN/Layers/Activations.swift
=let p: Double

TorchNN StochasticDepth.init Sources/TorchNN/Layers/Activations.swift
=init(_ p: Double)
/- Parameter p: From 0 to below 1.

TorchNN StochasticDepth.forward Sources/TorchNN/Layers/Activations.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN BatchNorm Sources/TorchNN/Layers/BatchNorm.swift
=class BatchNorm: Module
/Normalises each channel: `y = (x − mean) / √(variance + eps) · weight + bias`.
/
/In training the batch's own statistics are used, and the running ones move towards them by `momentum`; in
/evaluation the running ones are used. Ioffe and Szegedy 2015, arXiv:1502.03167.

TorchNN BatchNorm.weight Sources/TorchNN/Layers/BatchNorm.swift
=let weight: Parameter

TorchNN BatchNorm.bias Sources/TorchNN/Layers/BatchNorm.swift
=let bias: Parameter

TorchNN BatchNorm.runningMean Sources/TorchNN/Layers/BatchNorm.swift
=let runningMean: Buffer

TorchNN BatchNorm.runningVar Sources/TorchNN/Layers/BatchNorm.swift
=let runningVar: Buffer

TorchNN BatchNorm.numBatchesTracked Sources/TorchNN/Layers/BatchNorm.swift
=let numBatchesTracked: Buffer

TorchNN BatchNorm.momentum Sources/TorchNN/Layers/BatchNorm.swift
=let momentum: Double, eps: Double

TorchNN BatchNorm.init Sources/TorchNN/Layers/BatchNorm.swift
=init(_ channels: Int, eps: Double = 1e-5, momentum: Double = 0.1) throws

TorchNN BatchNorm.forward Sources/TorchNN/Layers/BatchNorm.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN BatchNorm1d Sources/TorchNN/Layers/BatchNorm.swift
=final class BatchNorm1d: BatchNorm
/Batch norm of `[N, F]`.

TorchNN BatchNorm2d Sources/TorchNN/Layers/BatchNorm.swift
=final class BatchNorm2d: BatchNorm
/Batch norm of `[N, C, H, W]`.

TorchNN Conv2d Sources/TorchNN/Layers/Conv2d.swift
=final class Conv2d: Module
/Slides filters over a batch of images: see ``conv2d(_:_:_:stride:padding:dilation:groups:)``.

TorchNN Conv2d.weight Sources/TorchNN/Layers/Conv2d.swift
=let weight: Parameter
/`[K, C / groups, R, S]`

TorchNN Conv2d.bias Sources/TorchNN/Layers/Conv2d.swift
=let bias: Parameter?
/`[K]`

TorchNN Conv2d.stride Sources/TorchNN/Layers/Conv2d.swift
=let stride: Int, padding: Int, dilation: Int, groups: Int

TorchNN Conv2d.init Sources/TorchNN/Layers/Conv2d.swift
=init(_ inChannels: Int, _ outChannels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true) throws
/Draws weights as PyTorch does: kaiming-uniform with a = √5.

TorchNN Conv2d.forward Sources/TorchNN/Layers/Conv2d.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN conv2d Sources/TorchNN/Layers/Functional.swift
=func conv2d(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1) throws -> Tensor
/Slides `weight` over a batch of images and sums the products.
/
/    out[n, k, i, j] = bias[k] + Σ_{c,r,s} input[n, c, i·stride + r, j·stride + s] · weight[k, c, r, s]
/
/- Parameters:
/  - input: Images, `[N, C, H, W]`, floating point.
/  - weight: `K` filters, `[K, C / groups, R, S]`, same dtype and device as `input`.
/  - bias: `[K]`, or nil.
/  - stride: Pixels to step.
/  - padding: Zeros added on each side.
/  - dilation: Pixels between the filter's elements.
/  - groups: Parts of the channels that do not see each other.
/- Returns: `[N, K, H′, W′]` with `H′ = (H + 2·padding − dilation·(R − 1) − 1) / stride + 1`, rounded down.
/- Throws: `TorchError` with code `.shape` when `C ≠ weight.shape[1] · groups`.
/- Note: Filters of 3 × 3 at stride 1 over channels-last float32 images with multiples of 16 channels are computed by
/  Winograd's algorithm where `convolutionAlgorithm` says so.
/- SeeAlso: `aten::conv2d`.

TorchNN linear Sources/TorchNN/Layers/Functional.swift
=func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) throws -> Tensor
/`input · weightᵀ + bias`: `[…, F in]` with `[F out, F in]` to `[…, F out]`.

TorchNN batchNorm Sources/TorchNN/Layers/Functional.swift
=func batchNorm(_ input: Tensor, runningMean: Tensor, runningVar: Tensor, weight: Tensor, bias: Tensor, isTraining: Bool, momentum: Double = 0.1, eps: Double = 1e-5) throws -> Tensor
/Normalises the channels of `[N, C, …]`; in training, also moves the running statistics. See ``BatchNorm``.
/
/- Throws: `TorchError` with code `.shape` in training on a single value for each channel.

TorchNN dropout Sources/TorchNN/Layers/Functional.swift
=func dropout(_ input: Tensor, p: Double, isTraining: Bool) throws -> Tensor
/Sets elements to zero with probability `p` and scales the others by 1 / (1 − p); in evaluation, nothing.

TorchNN maxPool2d Sources/TorchNN/Layers/Functional.swift
=func maxPool2d(_ input: Tensor, kernelSize: Int, stride: Int, padding: Int = 0, ceilMode: Bool = false) throws -> Tensor
/The largest value in each window of `[N, C, H, W]`; with `ceilMode`, a last window may reach over the edge.

TorchNN adaptiveAvgPool2d Sources/TorchNN/Layers/Functional.swift
=func adaptiveAvgPool2d(_ input: Tensor, _ size: Int) throws -> Tensor
/The mean of windows sized for an output of `size` × `size`.

TorchNN adaptiveMaxPool2d Sources/TorchNN/Layers/Functional.swift
=func adaptiveMaxPool2d(_ input: Tensor, _ size: Int) throws -> Tensor
/The largest value of windows sized for an output of `size` × `size`.

TorchNN FanMode Sources/TorchNN/Layers/Initialisers.swift
=enum FanMode: Sendable
/Which neighbours of a layer keep their variance: those before it, or those after it in the backward pass.

TorchNN kaimingNormal Sources/TorchNN/Layers/Initialisers.swift
=func kaimingNormal(_ shape: [Int], a: Double = 0, mode: FanMode = .fanIn) throws -> Tensor
/Normal draws with mean 0 and std `√(2 / ((1 + a²) · fan))`. He et al. 2015, arXiv:1502.01852, eq. 14.
/
/- Parameters:
/  - shape: `[F out, F in, …]`; the fan is the product without the other end's size.
/  - a: The negative slope of a leaky ReLU after the layer; 0 for ReLU.
/  - mode: Which fan.
/- Returns: A new tensor of that shape.
/- Throws: `TorchError` when there is no memory for it.

TorchNN kaimingUniform Sources/TorchNN/Layers/Initialisers.swift
=func kaimingUniform(_ shape: [Int], a: Double = 0, mode: FanMode = .fanIn) throws -> Tensor
/Uniform draws with the same variance as ``kaimingNormal(_:a:mode:)``.

TorchNN LayerNorm Sources/TorchNN/Layers/LayerNorm.swift
=class LayerNorm: Module
/Normalises the last dimension of each item: `y = (x − mean) / √(variance + eps) · weight + bias`. Behaves the same
/in training and in evaluation. Ba et al. 2016, arXiv:1607.06450.

TorchNN LayerNorm.weight Sources/TorchNN/Layers/LayerNorm.swift
=let weight: Parameter
/`[F]`

TorchNN LayerNorm.bias Sources/TorchNN/Layers/LayerNorm.swift
=let bias: Parameter
/`[F]`

TorchNN LayerNorm.eps Sources/TorchNN/Layers/LayerNorm.swift
=let eps: Double

TorchNN LayerNorm.init Sources/TorchNN/Layers/LayerNorm.swift
=init(_ features: Int, eps: Double = 1e-5) throws

TorchNN LayerNorm.forward Sources/TorchNN/Layers/LayerNorm.swift
=override func forward(_ x: Tensor) throws -> Tensor
/`[…, F]` to the same.

TorchNN LayerNorm2d Sources/TorchNN/Layers/LayerNorm.swift
=final class LayerNorm2d: LayerNorm
/Normalises the channels of each pixel: `[N, C, H, W]` to the same.

TorchNN LayerNorm2d.forward Sources/TorchNN/Layers/LayerNorm.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN Linear Sources/TorchNN/Layers/Linear.swift
=final class Linear: Module
/`y = x · weightᵀ + bias`

TorchNN Linear.weight Sources/TorchNN/Layers/Linear.swift
=let weight: Parameter
/`[F out, F in]`

TorchNN Linear.bias Sources/TorchNN/Layers/Linear.swift
=let bias: Parameter?
/`[F out]`

TorchNN Linear.init Sources/TorchNN/Layers/Linear.swift
=init(_ inFeatures: Int, _ outFeatures: Int, bias: Bool = true) throws
/Draws weights and bias uniformly as PyTorch does: U(−1/√in, 1/√in).

TorchNN Linear.forward Sources/TorchNN/Layers/Linear.swift
=override func forward(_ x: Tensor) throws -> Tensor
/`[…, F in]` to `[…, F out]`.

TorchNN PoolingLayer Sources/TorchNN/Layers/Pooling.swift
=protocol PoolingLayer: Module
/Makes one value of many pixels: where a network's body ends, unless it is told otherwise.

TorchNN MaxPool2d Sources/TorchNN/Layers/Pooling.swift
=final class MaxPool2d: Module, PoolingLayer
/The largest value in each window.

TorchNN MaxPool2d.kernelSize Sources/TorchNN/Layers/Pooling.swift
=let kernelSize: Int, stride: Int, padding: Int, ceilMode: Bool

TorchNN MaxPool2d.init Sources/TorchNN/Layers/Pooling.swift
=init(kernelSize: Int, stride: Int? = nil, padding: Int = 0, ceilMode: Bool = false)
/- Parameters:
/  - kernelSize: Side of the window.
/  - stride: Pixels to step; the window's side by default.
/  - padding: Pixels of −∞ around the image.
/  - ceilMode: Whether a last window may reach over the edge.

TorchNN MaxPool2d.forward Sources/TorchNN/Layers/Pooling.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN AvgPool2d Sources/TorchNN/Layers/Pooling.swift
=final class AvgPool2d: Module, PoolingLayer
/The mean of each window.

TorchNN AvgPool2d.kernelSize Sources/TorchNN/Layers/Pooling.swift
=let kernelSize: Int, stride: Int

TorchNN AvgPool2d.init Sources/TorchNN/Layers/Pooling.swift
=init(kernelSize: Int, stride: Int? = nil)

TorchNN AvgPool2d.forward Sources/TorchNN/Layers/Pooling.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN AdaptiveAvgPool2d Sources/TorchNN/Layers/Pooling.swift
=final class AdaptiveAvgPool2d: Module, PoolingLayer
/The mean of windows sized so that the output has `outputSize` rows and columns.

TorchNN AdaptiveAvgPool2d.outputSize Sources/TorchNN/Layers/Pooling.swift
=let outputSize: Int

TorchNN AdaptiveAvgPool2d.init Sources/TorchNN/Layers/Pooling.swift
=init(_ outputSize: Int = 1)

TorchNN AdaptiveAvgPool2d.forward Sources/TorchNN/Layers/Pooling.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN AdaptiveMaxPool2d Sources/TorchNN/Layers/Pooling.swift
=final class AdaptiveMaxPool2d: Module, PoolingLayer
/The largest value of windows sized so that the output has `outputSize` rows and columns.

TorchNN AdaptiveMaxPool2d.outputSize Sources/TorchNN/Layers/Pooling.swift
=let outputSize: Int

TorchNN AdaptiveMaxPool2d.init Sources/TorchNN/Layers/Pooling.swift
=init(_ outputSize: Int = 1)

TorchNN AdaptiveMaxPool2d.forward Sources/TorchNN/Layers/Pooling.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN AdaptiveConcatPool2d Sources/TorchNN/Layers/Pooling.swift
=final class AdaptiveConcatPool2d: Module, PoolingLayer
/Both poolings, the maximum first, joined along the channels: `[N, C, H, W]` to `[N, 2·C, s, s]` (fastai's).

TorchNN AdaptiveConcatPool2d.outputSize Sources/TorchNN/Layers/Pooling.swift
=let outputSize: Int

TorchNN AdaptiveConcatPool2d.init Sources/TorchNN/Layers/Pooling.swift
=init(_ outputSize: Int = 1)

TorchNN AdaptiveConcatPool2d.forward Sources/TorchNN/Layers/Pooling.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN Flatten Sources/TorchNN/Layers/Reshaping.swift
=final class Flatten: Module
/`[N, C, H, W]` to `[N, C·H·W]`.

TorchNN Flatten.forward Sources/TorchNN/Layers/Reshaping.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN Permute Sources/TorchNN/Layers/Reshaping.swift
=final class Permute: Module
/Dimensions in another order, without a copy: `Permute(0, 2, 3, 1)` is `[N, C, H, W]` to `[N, H, W, C]`.

TorchNN Permute.init Sources/TorchNN/Layers/Reshaping.swift
=init(_ order: Int...)

TorchNN Permute.forward Sources/TorchNN/Layers/Reshaping.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN Sequential Sources/TorchNN/Layers/Sequential.swift
=final class Sequential: Module
/Modules one after the other, named `0`, `1`, … unless they are given names.

TorchNN Sequential.modules Sources/TorchNN/Layers/Sequential.swift
=let modules: [Module]

TorchNN Sequential.init Sources/TorchNN/Layers/Sequential.swift
=init(_ modules: [Module])

TorchNN Sequential.init Sources/TorchNN/Layers/Sequential.swift
=convenience init(_ modules: Module...)

TorchNN Sequential.init Sources/TorchNN/Layers/Sequential.swift
=init(named modules: [(name: String, module: Module)])
/Modules with names of their own (PyTorch: `Sequential(OrderedDict(…))`).

TorchNN Sequential.subscript Sources/TorchNN/Layers/Sequential.swift
=subscript(index: Int) -> Module

TorchNN Sequential.children Sources/TorchNN/Layers/Sequential.swift
=override var children: [(name: String, module: Module)]

TorchNN Sequential.forward Sources/TorchNN/Layers/Sequential.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN SqueezeExcitation Sources/TorchNN/Layers/SqueezeExcitation.swift
=final class SqueezeExcitation: Module
/Weighs each channel by what the whole image shows: mean, two 1 × 1 convolutions with an activation between, a
/sigmoid. Hu et al. 2017, arXiv:1709.01507, fig. 1; the names are torchvision's.

TorchNN SqueezeExcitation.init Sources/TorchNN/Layers/SqueezeExcitation.swift
=init(_ channels: Int, squeezed: Int, activation: Module = ReLU(inPlace: true)) throws
/- Parameters:
/  - channels: Of the input and the output.
/  - squeezed: Between the two convolutions.
/  - activation: Between them too.
/- Throws: `TorchError` when there is no memory for it.

TorchNN SqueezeExcitation.forward Sources/TorchNN/Layers/SqueezeExcitation.swift
=override func forward(_ x: Tensor) throws -> Tensor

TorchNN Reduction Sources/TorchNN/Losses.swift
=enum Reduction: Int, Sendable
/How the losses of a batch become one number.

TorchNN Reduction.none Sources/TorchNN/Losses.swift
=case none = 0

TorchNN Reduction.mean Sources/TorchNN/Losses.swift
=case mean = 1

TorchNN Reduction.sum Sources/TorchNN/Losses.swift
=case sum = 2

TorchNN crossEntropy Sources/TorchNN/Losses.swift
=func crossEntropy(_ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, labelSmoothing: Double = 0, reduction: Reduction = .mean) throws -> Tensor
/The cross-entropy of class probabilities: `−ln softmax(logits)[target]`.
/
/- Parameters:
/  - logits: Raw scores, `[N, C]`.
/  - targets: Class indices, `[N]`, `int64`.
/  - weight: A weight for each class, `[C]`; the mean is then weighted.
/  - labelSmoothing: The share of the target's probability spread over all classes. Szegedy et al. 2016, arXiv:1512.00567.
/  - reduction: The mean by default.
/- Returns: One number, or `[N]` with `.none`.
/- Throws: `TorchError` when the shapes do not fit, or a target is no class.

TorchNN mse Sources/TorchNN/Losses.swift
=func mse(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) throws -> Tensor
/The mean squared error: `mean((prediction − target)²)`.

TorchNN l1 Sources/TorchNN/Losses.swift
=func l1(_ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean) throws -> Tensor
/The mean absolute error: `mean(|prediction − target|)`.

TorchNN binaryCrossEntropy Sources/TorchNN/Losses.swift
=func binaryCrossEntropy(_ logits: Tensor, _ targets: Tensor, positiveWeight: Tensor? = nil, reduction: Reduction = .mean) throws -> Tensor
/The cross-entropy of yes-or-no questions: `−(y · ln σ(x) + (1 − y) · ln(1 − σ(x)))`.
/
/- Parameters:
/  - logits: Raw scores of any shape.
/  - targets: 0…1, the same shape.
/  - positiveWeight: A weight for the positive answers of each class, `[C]` (PyTorch: `pos_weight`).
/  - reduction: The mean by default.
/- Returns: One number, or the shape of `logits` with `.none`.
/- Throws: `TorchError` when the shapes do not fit.

TorchNN nll Sources/TorchNN/Losses.swift
=func nll(_ logProbabilities: Tensor, _ targets: Tensor, reduction: Reduction = .mean) throws -> Tensor
/The negative log-likelihood of log-probabilities: `−x[target]`, as ``crossEntropy(_:_:weight:labelSmoothing:reduction:)``
/has it after the softmax.

TorchNN ForwardObserver Sources/TorchNN/Modules/ForwardObserver.swift
=final class ForwardObserver
/Sees what goes into a module and what comes out, until it is removed (PyTorch: `register_forward_hook`).

TorchNN ForwardObserver.remove Sources/TorchNN/Modules/ForwardObserver.swift
=func remove()
/Ends the watching.

TorchNN Module.observe Sources/TorchNN/Modules/ForwardObserver.swift
=func observe(_ body: @escaping (Module, Tensor, Tensor) throws -> Void) -> ForwardObserver
/Calls the closure with this module, its input and its output after each forward pass.
/
/- Returns: What ends it.

TorchNN Module Sources/TorchNN/Modules/Module.swift
=open class Module
/A function of one tensor with parameters: a layer, a block, a whole network.
/
/Subclasses keep their ``Parameter``s, ``Buffer``s and sub-modules in stored properties; they are found there, in the
/order of declaration. A property's name is its name in the state dictionary, in snake case: `runningMean` is
/`running_mean`, so that weights saved by PyTorch fit.
/
/    final class Block: Module {
/      let conv1: Conv2d
/      let bn1: BatchNorm2d
/      override func forward(_ x: Tensor) throws -> Tensor { try bn1(conv1(x)).relu() }
/    }

TorchNN Module.isTraining Sources/TorchNN/Modules/Module.swift
=var isTraining: Bool
/Whether layers behave as in training: dropout drops, batch norm uses the batch's statistics.

TorchNN Module.init Sources/TorchNN/Modules/Module.swift
=init(isTraining: Bool = true)
/Takes an argument so that a network of your own can have an `init() throws` that is no override of this.

TorchNN Module.forward Sources/TorchNN/Modules/Module.swift
=open func forward(_ x: Tensor) throws -> Tensor
/Computes the output. Subclasses override this; callers call the module itself.

TorchNN Module.callAsFunction Sources/TorchNN/Modules/Module.swift
=final func callAsFunction(_ x: Tensor) throws -> Tensor

TorchNN Module.children Sources/TorchNN/Modules/Module.swift
=open var children: [(name: String, module: Module)]
/Sub-modules with their names. ``Sequential`` numbers its own.

TorchNN Module.layerGroups Sources/TorchNN/Modules/Module.swift
=open var layerGroups: [[Module]]
/Parts that training can freeze, and give learning rates of their own: first layers first, the head last.
/
/One part with everything, unless a network of your own says otherwise.

TorchNN Module.namedModules Sources/TorchNN/Modules/Module.swift
=var namedModules: [(name: String, module: Module)]
/This module and all below it, parents first, with their names from here: `layer1.0.conv1`.

TorchNN Module.leaves Sources/TorchNN/Modules/Module.swift
=var leaves: [Module]
/The modules that have none below them, or parameters of their own: what layer groups are made of. Each once.

TorchNN Module.namedParameters Sources/TorchNN/Modules/Module.swift
=var namedParameters: [(name: String, parameter: Parameter)]
/All parameters with their names; one that stands in several places is named after the first.

TorchNN Module.namedBuffers Sources/TorchNN/Modules/Module.swift
=var namedBuffers: [(name: String, buffer: Buffer)]

TorchNN Module.parameters Sources/TorchNN/Modules/Module.swift
=var parameters: [Tensor]
/The parameters' tensors, in order: what a loop of your own goes over.

TorchNN Module.parameterCount Sources/TorchNN/Modules/Module.swift
=var parameterCount: Int
/How many numbers training could change.

TorchNN Module.trainableParameterCount Sources/TorchNN/Modules/Module.swift
=var trainableParameterCount: Int
/How many of them it will change.

TorchNN Module.train Sources/TorchNN/Modules/Module.swift
=func train(_ mode: Bool = true)
/Switches this module and all below it to training or to evaluation.

TorchNN Module.eval Sources/TorchNN/Modules/Module.swift
=func eval()
/Switches to evaluation: no dropout, batch norm with its running statistics.

TorchNN Module.move Sources/TorchNN/Modules/Module.swift
=func move(to device: Device) throws
/Moves parameters and buffers to a device.

TorchNN Module.zeroGrad Sources/TorchNN/Modules/Module.swift
=func zeroGrad() throws
/Drops all gradients.

TorchNN Parameter Sources/TorchNN/Modules/Parameter.swift
=final class Parameter
/A tensor that training changes. A reference, so that the optimizer, the layer and the state dictionary see one tensor.

TorchNN Parameter.tensor Sources/TorchNN/Modules/Parameter.swift
=var tensor: Tensor

TorchNN Parameter.init Sources/TorchNN/Modules/Parameter.swift
=init(_ tensor: Tensor, requiresGrad: Bool = true) throws
/Makes the tensor require a gradient, unless told otherwise.

TorchNN Parameter.requiresGrad Sources/TorchNN/Modules/Parameter.swift
=var requiresGrad: Bool

TorchNN Buffer Sources/TorchNN/Modules/Parameter.swift
=final class Buffer
/A tensor that belongs to a layer's state but is not trained: a running mean.

TorchNN Buffer.tensor Sources/TorchNN/Modules/Parameter.swift
=var tensor: Tensor

TorchNN Buffer.init Sources/TorchNN/Modules/Parameter.swift
=init(_ tensor: Tensor)

TorchNN AdamW Sources/TorchNN/Optimizers/AdamW.swift
=final class AdamW: Optimizer
/Adam with decoupled weight decay.
/
/    p ← p · (1 − lr · wd)
/    m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
/    p ← p − lr · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + eps)
/
/Kingma and Ba 2014, arXiv:1412.6980; Loshchilov and Hutter 2017, arXiv:1711.05101. All parameters of a group go
/through libtorch's fused kernel in one call. A group whose rule is `.l2` gets plain Adam.

TorchNN AdamW.groups Sources/TorchNN/Optimizers/AdamW.swift
=var groups: [ParameterGroup]

TorchNN AdamW.beta2 Sources/TorchNN/Optimizers/AdamW.swift
=let beta2: Double, eps: Double

TorchNN AdamW.init Sources/TorchNN/Optimizers/AdamW.swift
=init(_ groups: [ParameterGroup], beta2: Double = 0.99, eps: Double = 1e-8)
/- Parameters:
/  - groups: What to train.
/  - beta2: How long squared gradients are remembered; 0.99 as fastai.
/  - eps: Keeps the division tame: 1e-8 as fastai 1; fastai 2 has 1e-5, which makes steps smaller where gradients
/    are.

TorchNN AdamW.step Sources/TorchNN/Optimizers/AdamW.swift
=func step() throws

TorchNN GradientScaler Sources/TorchNN/Optimizers/GradientScaler.swift
=final class GradientScaler
/Keeps the gradients of a `float16` network within range: the loss is made larger before the backward pass, and the
/gradients smaller by as much after it. A step whose gradients overflow is left out and the factor halved; after a
/thousand good ones in a row it is doubled. Micikevicius et al. 2017, arXiv:1710.03740.

TorchNN GradientScaler.scale Sources/TorchNN/Optimizers/GradientScaler.swift
=var scale: Double
/What the loss is multiplied with now.

TorchNN GradientScaler.isDynamic Sources/TorchNN/Optimizers/GradientScaler.swift
=let isDynamic: Bool
/Whether the factor follows the gradients.

TorchNN GradientScaler.init Sources/TorchNN/Optimizers/GradientScaler.swift
=init(scale: Double = 65536, isDynamic: Bool = true, growthInterval: Int = 1000, maxScale: Double = 16_777_216)

TorchNN GradientScaler.scaled Sources/TorchNN/Optimizers/GradientScaler.swift
=func scaled(_ loss: Tensor) throws -> Tensor
/The loss to go backward from.

TorchNN GradientScaler.unscale Sources/TorchNN/Optimizers/GradientScaler.swift
=func unscale(_ gradients: [Tensor]) throws -> Bool
/Divides gradients by the factor in place, and adapts the factor.
/
/- Returns: Whether all are finite, so that a step can be made with them.

TorchNN clipGradientNorm Sources/TorchNN/Optimizers/GradientScaler.swift
=func clipGradientNorm(_ gradients: [Tensor], to maxNorm: Double) throws -> Tensor
/Shortens gradients whose common length is larger than `maxNorm`, in place (PyTorch: `clip_grad_norm_`).
/
/- Parameters:
/  - gradients: Of all parameters: they are one long vector here.
/  - maxNorm: The largest Euclidean length that they keep.
/- Returns: The length before, a single number.
/- Throws: `TorchError` when they are on different devices.

TorchNN StatefulOptimizer Sources/TorchNN/Optimizers/Optimizer+State.swift
=protocol StatefulOptimizer: Optimizer
/An optimizer whose memory of earlier steps can be read and put back.

TorchNN StatefulOptimizer.state Sources/TorchNN/Optimizers/Optimizer+State.swift
=func state(of parameter: Parameter) -> [String: Tensor]
/What it remembers of a parameter, under PyTorch's names; empty before the parameter's first step. The tensors
/themselves, not copies.

TorchNN StatefulOptimizer.setState Sources/TorchNN/Optimizers/Optimizer+State.swift
=func setState(_ state: [String: Tensor], of parameter: Parameter) throws
/Takes up what ``state(of:)`` gave: copies of the tensors.
/
/- Throws: `TorchError` with code `.shape` when names or shapes are not those of this optimizer and parameter.

TorchNN AdamW.state Sources/TorchNN/Optimizers/Optimizer+State.swift
=func state(of parameter: Parameter) -> [String: Tensor]

TorchNN AdamW.setState Sources/TorchNN/Optimizers/Optimizer+State.swift
=func setState(_ state: [String: Tensor], of parameter: Parameter) throws

TorchNN SGD.state Sources/TorchNN/Optimizers/Optimizer+State.swift
=func state(of parameter: Parameter) -> [String: Tensor]

TorchNN SGD.setState Sources/TorchNN/Optimizers/Optimizer+State.swift
=func setState(_ state: [String: Tensor], of parameter: Parameter) throws

TorchNN WeightDecayRule Sources/TorchNN/Optimizers/Optimizer.swift
=enum WeightDecayRule: Sendable, Hashable
/How weights decay.

TorchNN WeightDecayRule.decoupled Sources/TorchNN/Optimizers/Optimizer.swift
=case decoupled
/`p ← p · (1 − lr · wd)` before the step (fastai: `true_wd=True`). Loshchilov and Hutter 2017, arXiv:1711.05101.

TorchNN WeightDecayRule.l2 Sources/TorchNN/Optimizers/Optimizer.swift
=case l2
/`g ← g + wd · p`: added to the gradient.

TorchNN ParameterGroup Sources/TorchNN/Optimizers/Optimizer.swift
=struct ParameterGroup
/Parameters that share their hyper-parameters.

TorchNN ParameterGroup.parameters Sources/TorchNN/Optimizers/Optimizer.swift
=let parameters: [Parameter]

TorchNN ParameterGroup.learningRate Sources/TorchNN/Optimizers/Optimizer.swift
=var learningRate: Double

TorchNN ParameterGroup.weightDecay Sources/TorchNN/Optimizers/Optimizer.swift
=var weightDecay: Double

TorchNN ParameterGroup.momentum Sources/TorchNN/Optimizers/Optimizer.swift
=var momentum: Double
/Momentum of SGD, β₁ of Adam.

TorchNN ParameterGroup.decayRule Sources/TorchNN/Optimizers/Optimizer.swift
=var decayRule: WeightDecayRule?
/How weights decay; nil for the optimizer's own way: ``AdamW`` decouples, ``SGD`` adds to the gradient.

TorchNN ParameterGroup.init Sources/TorchNN/Optimizers/Optimizer.swift
=init(_ parameters: [Parameter], learningRate: Double = 3e-3, weightDecay: Double = 0, momentum: Double = 0.9, decayRule: WeightDecayRule? = nil)

TorchNN Optimizer Sources/TorchNN/Optimizers/Optimizer.swift
=protocol Optimizer: AnyObject
/Changes parameters by their gradients.

TorchNN Optimizer.groups Sources/TorchNN/Optimizers/Optimizer.swift
=var groups: [ParameterGroup]

TorchNN Optimizer.step Sources/TorchNN/Optimizers/Optimizer.swift
=func step() throws
/One step for every parameter that has a gradient.

TorchNN Optimizer.zeroGrad Sources/TorchNN/Optimizers/Optimizer.swift
=func zeroGrad() throws
/Drops all gradients.

TorchNN Optimizer.gradients Sources/TorchNN/Optimizers/Optimizer.swift
=func gradients() throws -> [Tensor]
/The gradients that there are now, over all groups.

TorchNN SGD Sources/TorchNN/Optimizers/SGD.swift
=final class SGD: Optimizer
/Stochastic gradient descent with momentum, as PyTorch's.
/
/    g ← g + wd · p        b ← momentum · b + g  (the first time, b ← g)        p ← p − lr · b
/
/A group whose rule is `.decoupled` decays as in ``AdamW`` instead.

TorchNN SGD.groups Sources/TorchNN/Optimizers/SGD.swift
=var groups: [ParameterGroup]

TorchNN SGD.init Sources/TorchNN/Optimizers/SGD.swift
=init(_ groups: [ParameterGroup])

TorchNN SGD.step Sources/TorchNN/Optimizers/SGD.swift
=func step() throws

TorchNN StateDictionary Sources/TorchNN/State/Module+StateDictionary.swift
=struct StateDictionary
/A network's parameters and buffers by name, in order: PyTorch's `state_dict()`.

TorchNN StateDictionary.entries Sources/TorchNN/State/Module+StateDictionary.swift
=var entries: [(name: String, tensor: Tensor)]

TorchNN StateDictionary.init Sources/TorchNN/State/Module+StateDictionary.swift
=init(_ entries: [(name: String, tensor: Tensor)])
/The last of entries with one name wins.

TorchNN StateDictionary.subscript Sources/TorchNN/State/Module+StateDictionary.swift
=subscript(name: String) -> Tensor?

TorchNN StateDictionary.names Sources/TorchNN/State/Module+StateDictionary.swift
=var names: [String]

TorchNN LoadReport Sources/TorchNN/State/Module+StateDictionary.swift
=struct LoadReport: Sendable, CustomStringConvertible
/What loading did and did not restore.

TorchNN LoadReport.missing Sources/TorchNN/State/Module+StateDictionary.swift
=let missing: [String]
/In the network, not in the file.

TorchNN LoadReport.unexpected Sources/TorchNN/State/Module+StateDictionary.swift
=let unexpected: [String]
/In the file, not in the network.

TorchNN LoadReport.mismatched Sources/TorchNN/State/Module+StateDictionary.swift
=let mismatched: [String]
/In both with different shapes: what the network has, and what the file has.

TorchNN LoadReport.isComplete Sources/TorchNN/State/Module+StateDictionary.swift
=var isComplete: Bool

TorchNN LoadReport.description Sources/TorchNN/State/Module+StateDictionary.swift
=var description: String

TorchNN Module.stateDictionary Sources/TorchNN/State/Module+StateDictionary.swift
=var stateDictionary: StateDictionary
/Parameters and buffers as they are, not copies.

TorchNN Module.load Sources/TorchNN/State/Module+StateDictionary.swift
=func load(_ state: StateDictionary, strict: Bool = true) throws -> LoadReport
/Copies tensors of the same names into this network. Nothing is copied when the call throws.
/
/Batch counters (`num_batches_tracked`) may be missing: files older than PyTorch 0.4.1 have none.
/
/- Parameters:
/  - state: The tensors to copy.
/  - strict: Throw unless names and shapes all match.
/- Returns: What was left out.
/- Throws: `TorchError` with code `.shape` when names or shapes differ and `strict` is set.

TorchNN StateDictionary.init Sources/TorchNN/State/StateDictionary+Files.swift
=init(contentsOf path: FilePath) throws
/Reads the tensors of a safetensors or PyTorch file, whichever it is by its content.
/
/- Throws: ``WeightFileError`` when the file is missing, damaged, or holds anything but tensors.

TorchNN StateDictionary.init Sources/TorchNN/State/StateDictionary+Files.swift
=init(_ file: WeightFile) throws
/Reads the tensors of an opened file.

TorchNN StateDictionary.write Sources/TorchNN/State/StateDictionary+Files.swift
=func write(to path: FilePath, metadata: [String: String] = [:], hashKey: String? = nil) throws
/Writes the tensors to a safetensors file, whole or not at all; its folder is made.
/
/- Parameters:
/  - path: The file; one that is there is replaced.
/  - metadata: Beside the tensors.
/  - hashKey: The metadata's key for the SHA-256 of all tensors' bytes, see ``WeightFile/sha256OfTensors()``.
/- Throws: ``WeightFileError`` with code `.writeFailed`; what stood there before is then untouched.

Images / Sources/Images/FilePath+Operators.swift
=func / (folder: FilePath, name: String) -> FilePath
/The path of something inside a folder: `"data" / "bears" / "urls_black.txt"`.

Images ImageError Sources/Images/ImageError.swift
=struct ImageError: Error, Sendable, Equatable, CustomStringConvertible
/Why an image could not be read, made or written: what, where, and what to do about it.

Images ImageError.Code Sources/Images/ImageError.swift
=struct Code: Hashable, Sendable, CustomStringConvertible
/The kind of a failure, for code that wants to react to it.

Images ImageError.Code.description Sources/Images/ImageError.swift
=let description: String

Images ImageError.Code.init Sources/Images/ImageError.swift
=init(_ description: String)

Images ImageError.Code.notFound Sources/Images/ImageError.swift
=static let notFound = Code("not found")
/There is no such file.

Images ImageError.Code.unreadable Sources/Images/ImageError.swift
=static let unreadable = Code("unreadable")
/The file is there and cannot be read.

Images ImageError.Code.notAnImage Sources/Images/ImageError.swift
=static let notAnImage = Code("not an image")
/The content is something else: HTML, text, nothing at all.

Images ImageError.Code.unsupported Sources/Images/ImageError.swift
=static let unsupported = Code("unsupported")
/An image, of a kind that is not read here.

Images ImageError.Code.truncated Sources/Images/ImageError.swift
=static let truncated = Code("truncated")
/The file ends before its picture does.

Images ImageError.Code.corrupt Sources/Images/ImageError.swift
=static let corrupt = Code("corrupt")
/The content breaks the rules of its format.

Images ImageError.Code.tooLarge Sources/Images/ImageError.swift
=static let tooLarge = Code("too large")
/More pixels or bytes than the options allow.

Images ImageError.Code.invalidArgument Sources/Images/ImageError.swift
=static let invalidArgument = Code("invalid argument")
/A size, a rectangle or a quality that makes no sense.

Images ImageError.Code.writeFailed Sources/Images/ImageError.swift
=static let writeFailed = Code("write failed")
/The file could not be written.

Images ImageError.Code.`internal` Sources/Images/ImageError.swift
=static let `internal` = Code("internal")
/A broken promise of ours or of libvips.

Images ImageError.code Sources/Images/ImageError.swift
=let code: Code

Images ImageError.subject Sources/Images/ImageError.swift
=let subject: String
/The file's name, or the name that the caller gave to the bytes.

Images ImageError.message Sources/Images/ImageError.swift
=let message: String
/What is wrong, in a clause.

Images ImageError.remedy Sources/Images/ImageError.swift
=let remedy: String?
/What to do about it, when that is known.

Images ImageError.init Sources/Images/ImageError.swift
=init(_ code: Code, _ subject: String, _ message: String, remedy: String? = nil)

Images ImageError.description Sources/Images/ImageError.swift
=var description: String

Images DecodeOptions Sources/Images/Opening/DecodeOptions.swift
=struct DecodeOptions: Sendable, Hashable
/What may be decoded, and how.

Images DecodeOptions.maxPixels Sources/Images/Opening/DecodeOptions.swift
=var maxPixels: Int
/The most pixels that a picture may have, as its header says, before any of them is decoded.
/
/The default is the number above which Pillow refuses to open a file (twice its `MAX_IMAGE_PIXELS`), so what
/opens in fastai opens here.

Images DecodeOptions.maxMemory Sources/Images/Opening/DecodeOptions.swift
=var maxMemory: Int
/The most memory that decoding may take, in bytes, the file itself not counted; told before it begins.
/
/With the default a file of 25 MB takes less than 256 MB in all, libraries included. A picture of more than 60
/million pixels does not fit at full size; to a smaller size almost every one is decoded, for rows are averaged as
/they come in. What needs the whole picture at once (progressive JPEG, interlaced PNG, WebP, GIF) is bounded by it.

Images DecodeOptions.maxBytes Sources/Images/Opening/DecodeOptions.swift
=var maxBytes: Int
/The longest file that is read into memory.

Images DecodeOptions.appliesOrientation Sources/Images/Opening/DecodeOptions.swift
=var appliesOrientation: Bool
/Turns and mirrors the picture as its EXIF data say (fastai 1 does not, issue 3565 there).

Images DecodeOptions.background Sources/Images/Opening/DecodeOptions.swift
=var background: RGB
/What shows through where a picture is transparent.

Images DecodeOptions.dropsAlpha Sources/Images/Opening/DecodeOptions.swift
=var dropsAlpha: Bool
/Takes the colours that lie under what is transparent, often black, in place of the background: as fastai 1 does.

Images DecodeOptions.acceptsTruncated Sources/Images/Opening/DecodeOptions.swift
=var acceptsTruncated: Bool
/Takes a picture whose file was cut off; the rows that are missing are grey or black.

Images DecodeOptions.filter Sources/Images/Opening/DecodeOptions.swift
=var filter: ResizeFilter
/How pixels are weighed when a picture is decoded and resized in one go.

Images DecodeOptions.init Sources/Images/Opening/DecodeOptions.swift
=init(maxPixels: Int = 178_956_970, maxMemory: Int = 192_000_000, maxBytes: Int = 200_000_000, appliesOrientation: Bool = true, background: RGB = .white, dropsAlpha: Bool = false, acceptsTruncated: Bool = false, filter: ResizeFilter = .bilinear)

Images RGB Sources/Images/Opening/DecodeOptions.swift
=struct RGB: Sendable, Hashable
/An 8-bit sRGB colour.

Images RGB.red Sources/Images/Opening/DecodeOptions.swift
=var red, green, blue: UInt8

Images RGB.green Sources/Images/Opening/DecodeOptions.swift
=var red, green, blue: UInt8

Images RGB.blue Sources/Images/Opening/DecodeOptions.swift
=var red, green, blue: UInt8

Images RGB.init Sources/Images/Opening/DecodeOptions.swift
=init(_ red: UInt8, _ green: UInt8, _ blue: UInt8)

Images RGB.white Sources/Images/Opening/DecodeOptions.swift
=static let white = RGB(255, 255, 255)

Images RGB.black Sources/Images/Opening/DecodeOptions.swift
=static let black = RGB(0, 0, 0)

Images ImageFormat Sources/Images/Opening/ImageFormat.swift
=enum ImageFormat: String, Sendable, Hashable, CaseIterable
/The kinds of image file that are known here, told apart by content and never by suffix.

Images ImageFormat.jpeg Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.png Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.gif Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.webp Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.tiff Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.bmp Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.heif Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.avif Sources/Images/Opening/ImageFormat.swift
=case jpeg, png, gif, webp, tiff, bmp, heif, avif

Images ImageFormat.fileExtension Sources/Images/Opening/ImageFormat.swift
=var fileExtension: String
/The suffix that files of this format usually carry, without the dot.

Images ImageFormat.mediaType Sources/Images/Opening/ImageFormat.swift
=var mediaType: String
/The media type, as HTTP writes it.

Images ImageFormat.sniff Sources/Images/Opening/ImageFormat.swift
=static func sniff(_ bytes: some Collection<UInt8>) -> ImageFormat?
/The format that the first bytes of a file announce; 32 bytes are enough.
/
/- Returns: nil when they announce none that is known here.

Images ImageFormat.guessAtContent Sources/Images/Opening/ImageFormat.swift
=static func guessAtContent(of bytes: [UInt8]) -> String
/What bytes that are no image look like, for a message a reader can act on: "an HTML page".

Images ImageHeader Sources/Images/Opening/ImageHeader.swift
=struct ImageHeader: Sendable, Hashable
/What a file says about its picture before any pixel is decoded.

Images ImageHeader.format Sources/Images/Opening/ImageHeader.swift
=let format: ImageFormat

Images ImageHeader.width Sources/Images/Opening/ImageHeader.swift
=let width, height: Int
/The size of the picture as it is meant to be seen: after its orientation is applied.

Images ImageHeader.height Sources/Images/Opening/ImageHeader.swift
=let width, height: Int
/The size of the picture as it is meant to be seen: after its orientation is applied.

Images ImageHeader.orientation Sources/Images/Opening/ImageHeader.swift
=let orientation: Int
/The EXIF orientation, 1 to 8; 1 is upright.

Images ImageHeader.pages Sources/Images/Opening/ImageHeader.swift
=let pages: Int
/Frames of an animation, pages of a document.

Images ImageHeader.bands Sources/Images/Opening/ImageHeader.swift
=let bands: Int
/Samples a pixel, alpha included. A palette counts as the colours it stands for.

Images ImageHeader.bitDepth Sources/Images/Opening/ImageHeader.swift
=let bitDepth: Int
/Bits a sample.

Images ImageHeader.hasAlpha Sources/Images/Opening/ImageHeader.swift
=let hasAlpha: Bool

Images ImageHeader.hasProfile Sources/Images/Opening/ImageHeader.swift
=let hasProfile: Bool
/Whether an ICC profile is embedded.

Images ImageHeader.init Sources/Images/Opening/ImageHeader.swift
=init(contentsOf path: FilePath, options: DecodeOptions = .init()) throws
/- Throws: ``ImageError``.

Images ImageHeader.init Sources/Images/Opening/ImageHeader.swift
=init(decoding bytes: [UInt8], named: String) throws
/- Parameters:
/  - bytes: A whole file; a beginning is enough for some formats.
/  - named: What errors call it.
/- Throws: ``ImageError`` with code `.notAnImage`, `.unsupported`, `.truncated` or `.corrupt`.

Images PerceptualHash Sources/Images/PerceptualHash.swift
=struct PerceptualHash: Hashable, Sendable
/What a picture looks like, in 64 bits: those of similar pictures differ in few.
/
/The picture is shrunk to 32 × 32 grey pixels; of the 8 × 8 lowest frequencies of its cosine transform, those above
/their median are 1. It stays nearly the same when a picture is resized, compressed again or made a little brighter,
/and not when it is turned, mirrored or cut (Zauner 2010, *Implementation and Benchmarking of Perceptual Image Hash
/Functions*, section 3.2; the layout of bits is that of the Python package imagehash, `phash`).

Images PerceptualHash.bits Sources/Images/PerceptualHash.swift
=let bits: UInt64
/Row by row, lowest frequencies first; the first is the most significant.

Images PerceptualHash.init Sources/Images/PerceptualHash.swift
=init(bits: UInt64)

Images PerceptualHash.init Sources/Images/PerceptualHash.swift
=init(of image: RGBImage) throws
/The hash of a picture of any size.
/
/Cost: shrinking, and some 10,000 multiplications.
/- Throws: ``ImageError`` when there is no memory.

Images PerceptualHash.distance Sources/Images/PerceptualHash.swift
=func distance(to other: PerceptualHash) -> Int
/In how many of their 64 bits two hashes differ.

Images PerceptualHash.pairs Sources/Images/PerceptualHash.swift
=static func pairs(within distance: Int, among hashes: [PerceptualHash]) -> [(Int, Int)]
/All pairs whose distance is at most `distance`, each as its smaller and its larger index, sorted.
/
/Two hashes that differ in at most `d` bits agree in at least one of `d + 1` bands of bits; only those that do are
/compared. For a distance of 8 that is one pair in thirty, and none is missed.

Images ImageEncoding Sources/Images/RGBImage+Encoding.swift
=enum ImageEncoding: Sendable, Hashable
/What a picture can be written as.

Images ImageEncoding.jpeg Sources/Images/RGBImage+Encoding.swift
=case jpeg(quality: Int = 90)
/Small, and not exact. `quality` runs from 1 to 100.

Images ImageEncoding.png Sources/Images/RGBImage+Encoding.swift
=case png
/Exact.

Images RGBImage.encoded Sources/Images/RGBImage+Encoding.swift
=func encoded(as encoding: ImageEncoding) throws -> [UInt8]
/The content of a file that holds the picture.

Images RGBImage.write Sources/Images/RGBImage+Encoding.swift
=func write(to path: FilePath, quality: Int = 90) throws
/Writes a JPEG or PNG file, by suffix, whole or not at all.
/
/- Throws: ``ImageError`` with code `.unsupported` for any other suffix, `.writeFailed` when the folder is missing
/  or may not be written to.

Images RGBImage.resized Sources/Images/RGBImage+Geometry.swift
=func resized(_ rule: ResizeRule, filter: ResizeFilter = .bilinear) throws -> RGBImage
/Brings the picture to the size that `rule` asks for.
/
/- Throws: ``ImageError`` with code `.invalidArgument` or `.tooLarge`.

Images RGBImage.cropped Sources/Images/RGBImage+Geometry.swift
=func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) throws -> RGBImage
/The rectangle whose upper left corner is at `x`, `y`.
/
/- Throws: ``ImageError`` with code `.invalidArgument` when it is empty or not inside the picture.

Images RGBImage.flippedLeftRight Sources/Images/RGBImage+Geometry.swift
=func flippedLeftRight() -> RGBImage
/Left becomes right.

Images RGBImage.oriented Sources/Images/RGBImage+Geometry.swift
=func oriented(_ orientation: Int) -> RGBImage
/Turns and mirrors as an EXIF orientation from 1 to 8 says.

Images RGBImage Sources/Images/RGBImage.swift
=struct RGBImage: Sendable, Equatable
/A picture in memory: 8-bit sRGB, row by row from the top, red-green-blue, no padding.

Images RGBImage.width Sources/Images/RGBImage.swift
=let width, height: Int

Images RGBImage.height Sources/Images/RGBImage.swift
=let width, height: Int

Images RGBImage.pixels Sources/Images/RGBImage.swift
=var pixels: [UInt8]
/`height · width · 3` samples.

Images RGBImage.init Sources/Images/RGBImage.swift
=init(width: Int, height: Int, pixels: [UInt8]) throws
/- Throws: ``ImageError`` with code `.invalidArgument` when the count of samples is not `height · width · 3`.

Images RGBImage.init Sources/Images/RGBImage.swift
=init(contentsOf path: FilePath, options: DecodeOptions = .init()) throws
/Reads a file of any format of ``ImageFormat`` that this machine can decode.
/
/The format is told by content; a wrong suffix does not matter. EXIF orientation is applied, transparency filled
/with white; grey, palette, CMYK and 16-bit pictures become 8-bit sRGB, and so do pictures with a colour profile.
/Of an animation the first frame is taken.
/
/- Throws: ``ImageError`` that names the file and the reason.

Images RGBImage.init Sources/Images/RGBImage.swift
=init(decoding bytes: [UInt8], named: String, options: DecodeOptions = .init()) throws
/Reads a file that is in memory already; `named` is what errors call it.

Images RGBImage.init Sources/Images/RGBImage.swift
=init(contentsOf path: FilePath, resized rule: ResizeRule, options: DecodeOptions = .init()) throws
/Decodes and resizes in one go, which for large JPEG files is several times faster than one after the other.

Images RGBImage.init Sources/Images/RGBImage.swift
=init(decoding bytes: [UInt8], named: String, resized rule: ResizeRule, options: DecodeOptions = .init()) throws
/Decodes and resizes in one go what is in memory already.

Images RGBImage.description Sources/Images/RGBImage.swift
=var description: String
/`Image (3, 420, 745)`: channels, rows, columns, as fastai prints it.

Images ResizeFilter Sources/Images/ResizeFilter.swift
=enum ResizeFilter: String, Sendable, Hashable, CaseIterable
/How old pixels are weighed into a new one. All kernels widen as the picture shrinks, so nothing aliases.

Images ResizeFilter.bilinear Sources/Images/ResizeFilter.swift
=case bilinear
/A triangle: what fastai 2 and torchvision train on (Pillow's `BILINEAR`). Soft, without halos, and cheap.

Images ResizeFilter.lanczos Sources/Images/ResizeFilter.swift
=case lanczos
/A windowed sinc of radius 3 (Pillow's `LANCZOS`): sharper, and about three times the work.

Images ResizeFilter.area Sources/Images/ResizeFilter.swift
=case area
/The plain mean of the pixels that a new one covers (PyTorch: `adaptive_avg_pool2d`, which fastai 1 shrinks with).

Images ResizeFilter.native Sources/Images/ResizeFilter.swift
=var native: PixelsFilter

Images ResizeRule Sources/Images/ResizeRule.swift
=indirect enum ResizeRule: Sendable, Hashable
/How a picture of any shape is brought to a wanted size; the shape stays, except for `squish`.
/
/Sizes are rounded half to even, as fastai 1 does (`vision/image.py`, `_get_resize_target`).

Images ResizeRule.crop Sources/Images/ResizeRule.swift
=case crop(width: Int, height: Int)
/The picture covers `width × height`, one side exactly. What sticks out is *not* yet cut off.

Images ResizeRule.pad Sources/Images/ResizeRule.swift
=case pad(width: Int, height: Int)
/The picture fits inside `width × height`, one side exactly.

Images ResizeRule.squish Sources/Images/ResizeRule.swift
=case squish(width: Int, height: Int)
/Exactly `width × height`, whatever that does to circles.

Images ResizeRule.fit Sources/Images/ResizeRule.swift
=case fit(maxSide: Int)
/No side longer than this; smaller pictures stay as they are.

Images ResizeRule.sampled Sources/Images/ResizeRule.swift
=case sampled(ResizeRule)
/What a bilinear sampler needs that brings the picture to this size: averaged down to twice as large, and left alone
/where it is smaller than that (fastai: vision/image.py, `_grid_sample`).

Images ResizeRule.targetSize Sources/Images/ResizeRule.swift
=func targetSize(width: Int, height: Int) -> (width: Int, height: Int)
/The size that a picture of `width × height` pixels gets under this rule; never less than one pixel a side.

Images ResizeRule.divided Sources/Images/ResizeRule.swift
=static func divided(_ length: Int, by factor: Double) -> Int
/Rounded down, but not for want of a bit: 1200 / (1200 / 299 / 2) is 598.

Images ResizeRule.sides Sources/Images/ResizeRule.swift
=var sides: [Int]
/The sides that the rule names, all of which must be from 1 to 65,535.

Images Homography.rotation Sources/Images/Sampling/Homography+Maps.swift
=static func rotation(degrees: Double) -> Homography
/Turns by degrees, the picture's content counter-clockwise (fastai: `rotate`).

Images Homography.zoom Sources/Images/Sampling/Homography+Maps.swift
=static func zoom(scale: Double, row: Double = 0.5, column: Double = 0.5) -> Homography
/Enlarges towards a point given as shares of the height and the width (fastai: `zoom`).

Images Homography.squish Sources/Images/Sampling/Homography+Maps.swift
=static func squish(scale: Double, row: Double = 0.5, column: Double = 0.5) -> Homography
/Up to 1, stretches to the side; above, upwards (fastai: `squish`).

Images Homography.window Sources/Images/Sampling/Homography+Maps.swift
=static func window(width: Double, height: Double, row: Double = 0.5, column: Double = 0.5) -> Homography
/The part of the picture that is looked at, as shares of its sides, and where it lies in what is left
/(fastai: `_get_zoom_mat`).

Images Homography.dihedral Sources/Images/Sampling/Homography+Maps.swift
=static func dihedral(_ k: Int) -> Homography
/One of the eight ways to lay a square on itself (fastai: `dihedral_affine`).

Images Homography.perspective Sources/Images/Sampling/Homography+Maps.swift
=static func perspective(moving m: [Double]) -> Homography?
/Each corner moved by x and y, eight numbers; nil when three of them come to lie on a line
/(fastai: `perspective_warp`).

Images Homography.symmetricWarp Sources/Images/Sampling/Homography+Maps.swift
=static func symmetricWarp(_ m: [Double]) -> Homography?
/Seen from another place, four numbers for the four sides (fastai: `symmetric_warp`).

Images Homography.tilt Sources/Images/Sampling/Homography+Maps.swift
=static func tilt(direction: Int, magnitude m: Double) -> Homography?
/Tilted away to one side: 0 right, 1 left, 2 below, 3 above (fastai: `tilt`).

Images Homography.skew Sources/Images/Sampling/Homography+Maps.swift
=static func skew(direction: Int, magnitude: Double) -> Homography?
/One coordinate of one corner moved outwards; bit 0 of the direction says which, the others the corner
/(fastai: `skew`).

Images Homography Sources/Images/Sampling/Homography.swift
=struct Homography: Sendable, Hashable
/A perspective map of the plane: `(x, y, 1)` to `(x′, y′, w′)`, read as `(x′/w′, y′/w′)`. Turning, zooming, warping
/and mirroring compose into one, so that a picture is sampled once.

Images Homography.m Sources/Images/Sampling/Homography.swift
=var m: [Double]
/Nine numbers, row by row.

Images Homography.init Sources/Images/Sampling/Homography.swift
=init(_ m: [Double])
/- Parameter m: Nine numbers, row by row; six are taken as an affine map.

Images Homography.identity Sources/Images/Sampling/Homography.swift
=static let identity = Homography([1, 0, 0, 0, 1, 0, 0, 0, 1])

Images Homography.after Sources/Images/Sampling/Homography.swift
=func after(_ first: Homography) -> Homography
/`first`, then this one.

Images Homography.callAsFunction Sources/Images/Sampling/Homography.swift
=func callAsFunction(_ x: Double, _ y: Double) -> (x: Double, y: Double)

Images Homography.rigid Sources/Images/Sampling/Homography.swift
=func rigid(width: Double, height: Double) -> Homography
/The same map on a picture that is not square: turning stays rigid (fastai: `_affine_mult`).

Images Homography.toCorners Sources/Images/Sampling/Homography.swift
=static func toCorners(from targets: [(x: Double, y: Double)]) -> Homography?
/The map that brings each of `targets` to the corner of the same place: (−1, −1), (−1, 1), (1, −1), (1, 1)
/(fastai: `_find_coeffs`); nil when three of them lie on a line.

Images ImageEdit Sources/Images/Sampling/ImageEdit.swift
=enum ImageEdit: Sendable
/One change of a picture, with its numbers drawn: what a transform asks for.
/
/Coordinates run from −1 to 1 across the picture, x to the right and y down, with −1 and 1 at the *centres* of the
/border pixels (PyTorch: `align_corners=True`). Maps of them lead from the new picture to the old one.

Images ImageEdit.coordinates Sources/Images/Sampling/ImageEdit.swift
=case coordinates(@Sendable (_ width: Int, _ height: Int) -> Homography)
/Where pixels are looked up: a perspective map, given the width and the height in pixels (fastai: `TfmCoord`).

Images ImageEdit.displacement Sources/Images/Sampling/ImageEdit.swift
=case displacement(@Sendable (_ column: Int, _ row: Int) -> (x: Double, y: Double))
/Added to where each pixel is looked up, given its column and row (fastai: `jitter`).

Images ImageEdit.affine Sources/Images/Sampling/ImageEdit.swift
=case affine(Homography)
/A map of the plane that stays rigid on pictures that are not square (fastai: `TfmAffine`).

Images ImageEdit.logits Sources/Images/Sampling/ImageEdit.swift
=case logits(@Sendable (Double) -> Double)
/The logit of each level, to another (fastai: `TfmLighting`).

Images ImageEdit.flipLeftRight Sources/Images/Sampling/ImageEdit.swift
=case flipLeftRight
/Left becomes right.

Images ImageEdit.dihedral Sources/Images/Sampling/ImageEdit.swift
=case dihedral(Int)
/One of the eight ways to lay a square on itself.

Images ImageEdit.pad Sources/Images/Sampling/ImageEdit.swift
=case pad(Int, PaddingMode)
/Pixels added on all four sides.

Images ImageEdit.crop Sources/Images/Sampling/ImageEdit.swift
=case crop(width: Int, height: Int, row: Double, column: Double)
/A rectangle of that size, its place as a share of what there is to spare, 0…1.

Images ImageEdit.cropPad Sources/Images/Sampling/ImageEdit.swift
=case cropPad(row: Double, column: Double)
/Cut and padded to the size that the network sees; without one, nothing.

Images ImageEdit.pixels Sources/Images/Sampling/ImageEdit.swift
=case pixels(@Sendable (inout RGBImage) throws -> Void)
/Whatever can be done to finished pixels.

Images PaddingMode Sources/Images/Sampling/SamplingRules.swift
=enum PaddingMode: String, Sendable, Hashable, CaseIterable, Codable
/What stands for the pixels outside a picture (PyTorch: `padding_mode`).

Images PaddingMode.reflection Sources/Images/Sampling/SamplingRules.swift
=case reflection
/The picture mirrored at the centres of its border pixels.

Images PaddingMode.border Sources/Images/Sampling/SamplingRules.swift
=case border
/The border pixel, repeated.

Images PaddingMode.zeros Sources/Images/Sampling/SamplingRules.swift
=case zeros
/Black.

Images PaddingMode.native Sources/Images/Sampling/SamplingRules.swift
=var native: PixelsPadding

Images Interpolation Sources/Images/Sampling/SamplingRules.swift
=enum Interpolation: String, Sendable, Hashable, CaseIterable, Codable
/How a level between pixels is found (PyTorch: `mode`).

Images Interpolation.bilinear Sources/Images/Sampling/SamplingRules.swift
=case bilinear
/The four pixels around, weighed; before that, a picture more than twice too large is averaged down.

Images Interpolation.nearest Sources/Images/Sampling/SamplingRules.swift
=case nearest
/The nearest pixel: for masks, whose levels are names.

Images ResizeMethod Sources/Images/Sampling/SamplingRules.swift
=enum ResizeMethod: String, Sendable, Hashable, CaseIterable, Codable
/How a picture of any shape becomes one of the size that the network sees (fastai: `ResizeMethod`).

Images ResizeMethod.crop Sources/Images/Sampling/SamplingRules.swift
=case crop
/Covers the size with its shape kept; what sticks out is cut off.

Images ResizeMethod.pad Sources/Images/Sampling/SamplingRules.swift
=case pad
/Fits inside the size with its shape kept; the rest is padded.

Images ResizeMethod.squish Sources/Images/Sampling/SamplingRules.swift
=case squish
/Exactly the size, whatever that does to circles.

Images ResizeMethod.no Sources/Images/Sampling/SamplingRules.swift
=case no
/As it is.

Plots Chart Sources/Plots/Charts/Chart.swift
=struct Chart: Sendable
/Values over something, on two axes: lines, points and bars in any mixture.
/
/    let chart = Chart(
/      title: "Losses", xLabel: "Batches processed", yLabel: "Loss",
/      series: [.line("Train", y: losses), .points("Validation", x: counts, y: validLosses)])
/    try chart.picture(theme: .dark).write(to: "losses.png")
/
/Values that are not finite leave gaps; on a log axis so do those that are not positive.

Plots Chart.Marker Sources/Plots/Charts/Chart.swift
=struct Marker: Sendable
/A point worth pointing at, with a few words.

Plots Chart.Marker.x Sources/Plots/Charts/Chart.swift
=var x, y: Double

Plots Chart.Marker.y Sources/Plots/Charts/Chart.swift
=var x, y: Double

Plots Chart.Marker.label Sources/Plots/Charts/Chart.swift
=var label: String

Plots Chart.Marker.init Sources/Plots/Charts/Chart.swift
=init(x: Double, y: Double, label: String)

Plots Chart.title Sources/Plots/Charts/Chart.swift
=var title: String

Plots Chart.xLabel Sources/Plots/Charts/Chart.swift
=var xLabel, yLabel: String

Plots Chart.yLabel Sources/Plots/Charts/Chart.swift
=var xLabel, yLabel: String

Plots Chart.series Sources/Plots/Charts/Chart.swift
=var series: [Series]

Plots Chart.markers Sources/Plots/Charts/Chart.swift
=var markers: [Marker]

Plots Chart.xScale Sources/Plots/Charts/Chart.swift
=var xScale, yScale: AxisScale

Plots Chart.yScale Sources/Plots/Charts/Chart.swift
=var xScale, yScale: AxisScale

Plots Chart.xRange Sources/Plots/Charts/Chart.swift
=var xRange, yRange: ClosedRange<Double>?
/The ends of an axis, for drawings to be compared; the data's own by default. What lies outside is not drawn.

Plots Chart.yRange Sources/Plots/Charts/Chart.swift
=var xRange, yRange: ClosedRange<Double>?
/The ends of an axis, for drawings to be compared; the data's own by default. What lies outside is not drawn.

Plots Chart.width Sources/Plots/Charts/Chart.swift
=var width, height: Int
/Pixels at scale 1; at least 240 by 180.

Plots Chart.height Sources/Plots/Charts/Chart.swift
=var width, height: Int
/Pixels at scale 1; at least 240 by 180.

Plots Chart.init Sources/Plots/Charts/Chart.swift
=init(title: String = "", xLabel: String = "", yLabel: String = "", series: [Series], markers: [Marker] = [], xScale: AxisScale = .linear, yScale: AxisScale = .linear, xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil, width: Int = 720, height: Int = 440)

Plots Chart.picture Sources/Plots/Charts/Chart.swift
=func picture(theme: Theme = .light) -> Picture
/Draws it.

Plots LineChart Sources/Plots/Charts/Chart.swift
=typealias LineChart = Chart
/A chart whose series are lines.

Plots Chart.init Sources/Plots/Charts/Chart.swift
=init(title: String = "", xLabel: String = "", yLabel: String = "", series: [Series], markers: [Marker] = [], hasLogX: Bool, width: Int = 720, height: Int = 440)
/A chart with powers of ten at equal distances on x, as for learning rates.

Plots Chart.hasLogX Sources/Plots/Charts/Chart.swift
=var hasLogX: Bool

Plots Chart.bars Sources/Plots/Charts/Chart.swift
=static func bars(title: String = "", xLabel: String = "", yLabel: String = "", names: [String], values: [Double], isHorizontal: Bool = false) -> Chart
/One bar for each name; horizontal ones, the first on top, are for long names and for many.

Plots Chart.histogram Sources/Plots/Charts/Chart.swift
=static func histogram(title: String = "", xLabel: String = "", yLabel: String = "count", _ values: [Double], bins: Int? = nil) -> Chart
/How often values fall into each of some ranges of equal width: as many as Freedman and Diaconis' rule (1981)
/wants, between 5 and 60, unless `bins` says how many.

Plots Heatmap Sources/Plots/Charts/Heatmap.swift
=struct Heatmap: Sendable
/A table of numbers as coloured cells: a confusion matrix (what is in the rows and what was predicted in the columns),
/or anything else with a value for each pair.
/
/    Heatmap(classes: ["black", "grizzly"], counts: [[29, 2], [3, 33]]).picture()

Plots Heatmap.title Sources/Plots/Charts/Heatmap.swift
=var title: String

Plots Heatmap.rowLabel Sources/Plots/Charts/Heatmap.swift
=var rowLabel, columnLabel: String

Plots Heatmap.columnLabel Sources/Plots/Charts/Heatmap.swift
=var rowLabel, columnLabel: String

Plots Heatmap.rows Sources/Plots/Charts/Heatmap.swift
=var rows, columns: [String]
/The names of the rows, first on top, and of the columns.

Plots Heatmap.columns Sources/Plots/Charts/Heatmap.swift
=var rows, columns: [String]
/The names of the rows, first on top, and of the columns.

Plots Heatmap.values Sources/Plots/Charts/Heatmap.swift
=var values: [[Double]]
/`values[row][column]`; one that is not finite is an empty cell.

Plots Heatmap.decimals Sources/Plots/Charts/Heatmap.swift
=var decimals: Int
/Digits after the point.

Plots Heatmap.colorMap Sources/Plots/Charts/Heatmap.swift
=var colorMap: ColorMap

Plots Heatmap.cellSize Sources/Plots/Charts/Heatmap.swift
=var cellSize: Int
/The side of a cell, in pixels.

Plots Heatmap.hasColorBar Sources/Plots/Charts/Heatmap.swift
=var hasColorBar: Bool
/Shows which colour stands for which number.

Plots Heatmap.init Sources/Plots/Charts/Heatmap.swift
=init(title: String = "", rowLabel: String = "", columnLabel: String = "", rows: [String], columns: [String], values: [[Double]], decimals: Int = 2, colorMap: ColorMap = .viridis, cellSize: Int? = nil, hasColorBar: Bool = true)
/A table of numbers, its cells by default of a size such that it stays readable, and its numbers where they can.

Plots Heatmap.init Sources/Plots/Charts/Heatmap.swift
=init(title: String = "Confusion matrix", rowLabel: String = "Actual", columnLabel: String = "Predicted", classes: [String], counts: [[Int]], cellSize: Int? = nil)
/A confusion matrix.

Plots Heatmap.picture Sources/Plots/Charts/Heatmap.swift
=func picture(theme: Theme = .light) -> Picture
/Draws it.

Plots ImageGrid Sources/Plots/Charts/ImageGrid.swift
=struct ImageGrid: Sendable
/Pictures in rows, each with a title and a line under it: a batch, or the worst mistakes.

Plots ImageGrid.Cell Sources/Plots/Charts/ImageGrid.swift
=struct Cell: Sendable
/One picture.

Plots ImageGrid.Cell.bytes Sources/Plots/Charts/ImageGrid.swift
=var bytes: [UInt8]
/A JPEG or PNG file that *this program* encoded, such as `RGBImage.encoded(as:)` makes; never bytes from
/outside, because the rasteriser decodes them with no guard.

Plots ImageGrid.Cell.title Sources/Plots/Charts/ImageGrid.swift
=var title, subtitle: String

Plots ImageGrid.Cell.subtitle Sources/Plots/Charts/ImageGrid.swift
=var title, subtitle: String

Plots ImageGrid.Cell.isWrong Sources/Plots/Charts/ImageGrid.swift
=var isWrong: Bool
/Draws the title in red, as for a mistake.

Plots ImageGrid.Cell.init Sources/Plots/Charts/ImageGrid.swift
=init(_ bytes: [UInt8], title: String = "", subtitle: String = "", isWrong: Bool = false)

Plots ImageGrid.title Sources/Plots/Charts/ImageGrid.swift
=var title: String

Plots ImageGrid.columns Sources/Plots/Charts/ImageGrid.swift
=var columns: Int

Plots ImageGrid.cellSize Sources/Plots/Charts/ImageGrid.swift
=var cellSize: Int
/The side of the square that each picture is fitted into, in pixels.

Plots ImageGrid.cells Sources/Plots/Charts/ImageGrid.swift
=var cells: [Cell]

Plots ImageGrid.init Sources/Plots/Charts/ImageGrid.swift
=init(title: String = "", columns: Int = 3, cellSize: Int = 200, cells: [Cell])

Plots ImageGrid.picture Sources/Plots/Charts/ImageGrid.swift
=func picture(theme: Theme = .light) throws -> Picture
/Draws it.
/
/- Throws: ``PlotsError`` with code `.invalidArgument` when a cell holds neither JPEG nor PNG.

Plots Panels Sources/Plots/Charts/Panels.swift
=struct Panels: Sendable
/Several pictures in one: charts, heat maps, image grids, or panels again.
/
/    Panels(title: "Fold 1", columns: 2, [losses.picture(), matrix.picture()]).picture()

Plots Panels.title Sources/Plots/Charts/Panels.swift
=var title: String

Plots Panels.columns Sources/Plots/Charts/Panels.swift
=var columns: Int

Plots Panels.pictures Sources/Plots/Charts/Panels.swift
=var pictures: [Picture]

Plots Panels.init Sources/Plots/Charts/Panels.swift
=init(title: String = "", columns: Int = 2, _ pictures: [Picture])

Plots Panels.picture Sources/Plots/Charts/Panels.swift
=func picture(theme: Theme = .light) -> Picture
/Draws them row by row, each at its size, in the middle of its place.
/
/- Parameter theme: For the title and what shows between; the pictures keep theirs.
/- Returns: The drawing.

Plots Chart.Series Sources/Plots/Charts/Series.swift
=struct Series: Sendable
/Values that belong together, and their name in the legend.

Plots Chart.Series.Mark Sources/Plots/Charts/Series.swift
=enum Mark: Sendable, Hashable
/What is drawn for each value.

Plots Chart.Series.Mark.line Sources/Plots/Charts/Series.swift
=case line

Plots Chart.Series.Mark.points Sources/Plots/Charts/Series.swift
=case points

Plots Chart.Series.Mark.bars Sources/Plots/Charts/Series.swift
=case bars(width: Double)
/Bars from zero, of a width on the axis that they stand on.

Plots Chart.Series.name Sources/Plots/Charts/Series.swift
=var name: String

Plots Chart.Series.x Sources/Plots/Charts/Series.swift
=var x, y: [Double]

Plots Chart.Series.y Sources/Plots/Charts/Series.swift
=var x, y: [Double]

Plots Chart.Series.mark Sources/Plots/Charts/Series.swift
=var mark: Mark

Plots Chart.Series.isDashed Sources/Plots/Charts/Series.swift
=var isDashed: Bool
/For what is no measurement: a baseline, a limit.

Plots Chart.Series.color Sources/Plots/Charts/Series.swift
=var color: RGB?
/Nil for the theme's next.

Plots Chart.Series.init Sources/Plots/Charts/Series.swift
=init(_ name: String, x: [Double]? = nil, y: [Double], mark: Mark = .line, isDashed: Bool = false, color: RGB? = nil)
/- Parameters:
/  - name: What the legend calls it; empty for nothing.
/  - x: One for each of `y`, or nil for 0, 1, 2…
/  - y: The values; one that is not finite leaves a gap.
/  - mark: A line by default.
/  - isDashed: For what is no measurement: a baseline, a limit.
/  - color: Nil for the theme's next.

Plots Chart.Series.line Sources/Plots/Charts/Series.swift
=static func line(_ name: String = "", x: [Double]? = nil, y: [Double], isDashed: Bool = false, color: RGB? = nil) -> Series
/Values joined by a line (matplotlib: `plot`).

Plots Chart.Series.points Sources/Plots/Charts/Series.swift
=static func points(_ name: String = "", x: [Double]? = nil, y: [Double], color: RGB? = nil) -> Series
/A dot for each value (matplotlib: `scatter`).

Plots Chart.Series.bars Sources/Plots/Charts/Series.swift
=static func bars(_ name: String = "", x: [Double]? = nil, y: [Double], width: Double = 0.8, color: RGB? = nil) -> Series
/A bar for each value (matplotlib: `bar`); several such series on categories stand side by side.

Plots Surface Sources/Plots/Charts/Surface.swift
=struct Surface: Sendable
/A surface over a plane, seen from above and aside, with a path on it: a loss over two weights, and the way down.

Plots Surface.Path Sources/Plots/Charts/Surface.swift
=struct Path: Sendable
/Points on the surface in their order.

Plots Surface.Path.x Sources/Plots/Charts/Surface.swift
=var x, y, z: [Double]

Plots Surface.Path.y Sources/Plots/Charts/Surface.swift
=var x, y, z: [Double]

Plots Surface.Path.z Sources/Plots/Charts/Surface.swift
=var x, y, z: [Double]

Plots Surface.Path.init Sources/Plots/Charts/Surface.swift
=init(x: [Double], y: [Double], z: [Double])

Plots Surface.title Sources/Plots/Charts/Surface.swift
=var title: String

Plots Surface.xLabel Sources/Plots/Charts/Surface.swift
=var xLabel, yLabel, zLabel: String

Plots Surface.yLabel Sources/Plots/Charts/Surface.swift
=var xLabel, yLabel, zLabel: String

Plots Surface.zLabel Sources/Plots/Charts/Surface.swift
=var xLabel, yLabel, zLabel: String

Plots Surface.x Sources/Plots/Charts/Surface.swift
=var x, y: [Double]
/Ascending.

Plots Surface.y Sources/Plots/Charts/Surface.swift
=var x, y: [Double]
/Ascending.

Plots Surface.z Sources/Plots/Charts/Surface.swift
=var z: [[Double]]
/`z[i][j]` stands over `x[i]` and `y[j]`.

Plots Surface.path Sources/Plots/Charts/Surface.swift
=var path: Path?

Plots Surface.colorMap Sources/Plots/Charts/Surface.swift
=var colorMap: ColorMap

Plots Surface.azimuth Sources/Plots/Charts/Surface.swift
=var azimuth, elevation: Double
/Degrees: from where, around the vertical, and from how high.

Plots Surface.elevation Sources/Plots/Charts/Surface.swift
=var azimuth, elevation: Double
/Degrees: from where, around the vertical, and from how high.

Plots Surface.width Sources/Plots/Charts/Surface.swift
=var width, height: Int

Plots Surface.height Sources/Plots/Charts/Surface.swift
=var width, height: Int

Plots Surface.init Sources/Plots/Charts/Surface.swift
=init(title: String = "", xLabel: String = "x", yLabel: String = "y", zLabel: String = "z", x: [Double], y: [Double], z: [[Double]], path: Path? = nil, colorMap: ColorMap = .viridis, azimuth: Double = -55, elevation: Double = 38, width: Int = 640, height: Int = 520)

Plots Surface.picture Sources/Plots/Charts/Surface.swift
=func picture(theme: Theme = .light) -> Picture
/Draws it: parts that are further away first.

Plots AxisScale Sources/Plots/Frame/Axis.swift
=enum AxisScale: Sendable, Hashable
/What the distances on an axis mean.

Plots AxisScale.linear Sources/Plots/Frame/Axis.swift
=case linear

Plots AxisScale.log Sources/Plots/Frame/Axis.swift
=case log
/Powers of ten at equal distances; what is not positive is left out.

Plots AxisScale.categories Sources/Plots/Frame/Axis.swift
=case categories([String])
/A place for each name; the first has the coordinate 0, the next 1, and so on.

Plots Animation Sources/Plots/Output/Animation.swift
=struct Animation: Sendable
/Pictures one after another, as an animated GIF.
/
/    try Animation(frames: frames, frameDuration: .milliseconds(50)).write(to: "sgd.gif")

Plots Animation.frames Sources/Plots/Output/Animation.swift
=var frames: [Picture]
/All of one size.

Plots Animation.frameDuration Sources/Plots/Output/Animation.swift
=var frameDuration: Duration
/In steps of 10 ms, which is what GIF knows; browsers show frames of less than 20 ms more slowly.

Plots Animation.lastDuration Sources/Plots/Output/Animation.swift
=var lastDuration: Duration
/How long the last frame stays.

Plots Animation.plays Sources/Plots/Output/Animation.swift
=var plays: Int
/How often it is played; 0 for ever.

Plots Animation.init Sources/Plots/Output/Animation.swift
=init(frames: [Picture], frameDuration: Duration = .milliseconds(50), lastDuration: Duration? = nil, plays: Int = 0)

Plots Animation.gif Sources/Plots/Output/Animation.swift
=func gif(scale: Double = 1) throws -> [UInt8]
/The GIF file. Frames are drawn and encoded one at a time: of their pixels only one frame's are in memory.
/
/- Parameter scale: 2 gives four times the pixels.
/- Returns: The content of the file.
/- Throws: ``PlotsError`` with code `.invalidArgument` when there is no frame, or when one has another size.

Plots Animation.write Sources/Plots/Output/Animation.swift
=func write(to path: some CustomStringConvertible, scale: Double = 1) throws
/Writes `.gif`, whole or not at all.
/
/- Throws: ``PlotsError`` as ``gif(scale:)``, or with code `.writeFailed`.

Plots Picture Sources/Plots/Output/Picture.swift
=struct Picture: Sendable, Equatable
/A drawing: SVG that this package wrote, and any raster of it.

Plots Picture.svg Sources/Plots/Output/Picture.swift
=let svg: String

Plots Picture.width Sources/Plots/Output/Picture.swift
=let width, height: Int
/Pixels at scale 1.

Plots Picture.height Sources/Plots/Output/Picture.swift
=let width, height: Int
/Pixels at scale 1.

Plots Picture.png Sources/Plots/Output/Picture.swift
=func png(scale: Double = 1) throws -> [UInt8]
/The drawing as a PNG file, on white.
/
/- Parameter scale: 2 gives four times the pixels.
/- Returns: The content of the file.
/- Throws: ``PlotsError``.

Plots Picture.jpeg Sources/Plots/Output/Picture.swift
=func jpeg(quality: Int = 90, scale: Double = 1) throws -> [UInt8]
/The drawing as a JPEG file, on white.
/
/- Parameters:
/  - quality: 1 to 100.
/  - scale: 2 gives four times the pixels.
/- Returns: The content of the file.
/- Throws: ``PlotsError``.

Plots Picture.write Sources/Plots/Output/Picture.swift
=func write(to path: some CustomStringConvertible, scale: Double = 1) throws
/Writes `.svg`, `.png` or `.jpg` by suffix, whole or not at all. A `FilePath` will do for the path.
/
/- Throws: ``PlotsError`` with code `.invalidArgument` for another suffix, `.writeFailed` when the folder is
/  missing or may not be written to.

Plots PlotsError Sources/Plots/PlotsError.swift
=struct PlotsError: Error, Sendable, Equatable, CustomStringConvertible
/Why a drawing could not be made or written.

Plots PlotsError.Code Sources/Plots/PlotsError.swift
=struct Code: Hashable, Sendable
/The kind of a failure.

Plots PlotsError.Code.invalidArgument Sources/Plots/PlotsError.swift
=static let invalidArgument = Code(name: "invalid argument")
/Data that cannot be drawn, or a suffix that is not known.

Plots PlotsError.Code.renderingFailed Sources/Plots/PlotsError.swift
=static let renderingFailed = Code(name: "rendering failed")
/The pixels could not be made.

Plots PlotsError.Code.writeFailed Sources/Plots/PlotsError.swift
=static let writeFailed = Code(name: "write failed")
/The file could not be written.

Plots PlotsError.code Sources/Plots/PlotsError.swift
=let code: Code

Plots PlotsError.message Sources/Plots/PlotsError.swift
=let message: String

Plots PlotsError.description Sources/Plots/PlotsError.swift
=var description: String

Plots ColorMap Sources/Plots/Style/ColorMap.swift
=struct ColorMap: Sendable, Hashable
/Numbers as colours, through stops at equal distances.

Plots ColorMap.stops Sources/Plots/Style/ColorMap.swift
=let stops: [RGB]

Plots ColorMap.init Sources/Plots/Style/ColorMap.swift
=init(_ stops: [RGB])
/- Parameter stops: From the lowest number to the highest; none is grey.

Plots ColorMap.magma Sources/Plots/Style/ColorMap.swift
=static let magma = ColorMap(magmaStops)
/Black over purple and orange to pale yellow: fastai's heat maps over images.

Plots ColorMap.viridis Sources/Plots/Style/ColorMap.swift
=static let viridis = ColorMap(viridisStops)
/Purple over green to yellow, of evenly rising brightness: matplotlib's default.

Plots ColorMap.blues Sources/Plots/Style/ColorMap.swift
=static let blues = ColorMap(bluesStops)
/White to dark blue: fastai's confusion matrix (matplotlib: `Blues`).

Plots ColorMap.color Sources/Plots/Style/ColorMap.swift
=func color(at share: Double) -> RGB
/The colour of a share from 0 to 1; what lies outside, or is no number, has the colour of the nearer end (of 0).

Plots ColorMap.reversed Sources/Plots/Style/ColorMap.swift
=var reversed: ColorMap
/The other way round.

Plots RGB Sources/Plots/Style/RGB.swift
=struct RGB: Hashable, Sendable, ExpressibleByIntegerLiteral
/A colour: `let orange: RGB = 0xD55E00`.

Plots RGB.red Sources/Plots/Style/RGB.swift
=var red, green, blue: UInt8

Plots RGB.green Sources/Plots/Style/RGB.swift
=var red, green, blue: UInt8

Plots RGB.blue Sources/Plots/Style/RGB.swift
=var red, green, blue: UInt8

Plots RGB.init Sources/Plots/Style/RGB.swift
=init(red: UInt8, green: UInt8, blue: UInt8)

Plots RGB.init Sources/Plots/Style/RGB.swift
=init(integerLiteral value: UInt32)
/Two hexadecimal digits each for red, green and blue; what is above them does not count.

Plots RGB.hex Sources/Plots/Style/RGB.swift
=var hex: String
/`#d55e00`

Plots RGB.mixed Sources/Plots/Style/RGB.swift
=func mixed(with other: RGB, _ share: Double) -> RGB
/A colour between this one (at 0) and another (at 1).

Plots Theme Sources/Plots/Style/Theme.swift
=struct Theme: Sendable, Hashable
/The colours of a drawing.

Plots Theme.paper Sources/Plots/Style/Theme.swift
=var paper: RGB
/The background.

Plots Theme.ink Sources/Plots/Style/Theme.swift
=var ink: RGB
/Titles and names.

Plots Theme.faint Sources/Plots/Style/Theme.swift
=var faint: RGB
/Numbers on the axes.

Plots Theme.grid Sources/Plots/Style/Theme.swift
=var grid, frame: RGB

Plots Theme.frame Sources/Plots/Style/Theme.swift
=var grid, frame: RGB

Plots Theme.alert Sources/Plots/Style/Theme.swift
=var alert: RGB
/What to look at first: markers, mistakes.

Plots Theme.series Sources/Plots/Style/Theme.swift
=var series: [RGB]
/One for each series in turn.

Plots Theme.init Sources/Plots/Style/Theme.swift
=init(paper: RGB, ink: RGB, faint: RGB, grid: RGB, frame: RGB, alert: RGB, series: [RGB])

Plots Theme.light Sources/Plots/Style/Theme.swift
=static let light = Theme(paper: 0xFFFFFF, ink: 0x24292F, faint: 0x57606A, grid: 0xE4E7EB, frame: 0x9AA4AF, alert: 0xC4202B, series: [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x6F6F6F])
/Told apart by readers with any colour vision (Okabe and Ito 2008, blue first).

Plots Theme.dark Sources/Plots/Style/Theme.swift
=static let dark = Theme(paper: 0x14181D, ink: 0xE6EAEF, faint: 0xA3ADB8, grid: 0x2A313A, frame: 0x5C6773, alert: 0xFF7B72, series: [0x56B4E9, 0xF08A4B, 0x2FC79A, 0xE39CC4, 0xF0C44C, 0x8C9EFF, 0xB4BCC5])
/The same hues, light enough for a dark page.

Plots TerminalChart Sources/Plots/Terminal/TerminalChart.swift
=struct TerminalChart: Sendable, CustomStringConvertible
/A small chart of letters, for a terminal: dots of Braille, eight to a letter, with the numbers of both axes.
/
/    print(TerminalChart(chart, columns: 60, rows: 10))
/
/Lines, points and bars are drawn as they would be on paper; series cannot be told apart by colour, so one or two
/are best.

Plots TerminalChart.chart Sources/Plots/Terminal/TerminalChart.swift
=var chart: Chart

Plots TerminalChart.columns Sources/Plots/Terminal/TerminalChart.swift
=var columns, rows: Int
/How many letters wide and high the whole is, numbers included.

Plots TerminalChart.rows Sources/Plots/Terminal/TerminalChart.swift
=var columns, rows: Int
/How many letters wide and high the whole is, numbers included.

Plots TerminalChart.init Sources/Plots/Terminal/TerminalChart.swift
=init(_ chart: Chart, columns: Int = 64, rows: Int = 12)

Plots TerminalChart.init Sources/Plots/Terminal/TerminalChart.swift
=init(_ values: [Double], title: String = "", columns: Int = 64, rows: Int = 12)
/One line through values.

Plots TerminalChart.description Sources/Plots/Terminal/TerminalChart.swift
=var description: String

Plots TerminalChart.lines Sources/Plots/Terminal/TerminalChart.swift
=var lines: [String]
/The rows of letters, without spaces at their ends.

Plots TerminalChart.sparkline Sources/Plots/Terminal/TerminalChart.swift
=static func sparkline(_ values: [Double], columns: Int = 40) -> String
/Values as a line of blocks: `▁▂▄▆█`. One that is not finite is a space.
/
/- Parameters:
/  - values: From left to right.
/  - columns: At most so many letters; several values then share one, which shows their mean.
/- Returns: One line.

Catalog Catalog.downloads Sources/Catalog/Catalog+Reading.swift
=func downloads(label: String? = nil, folder: FilePath? = nil, status: DownloadRecord.Status? = nil) throws -> [DownloadRecord]
/The links that were tried, in the order of their lists.
/
/- Parameters:
/  - label: Only those of this class; nil for all.
/  - folder: Only those of this class folder, relative to the data set; nil for all.
/  - status: Only those that ended so; nil for all.
/- Returns: One record a link and folder.
/- Throws: ``CatalogError``.

Catalog Catalog.attempts Sources/Catalog/Catalog+Reading.swift
=func attempts(url: String, folder: FilePath) throws -> [AttemptRecord]
/The requests for a link that gave no picture, oldest first.

Catalog Catalog.images Sources/Catalog/Catalog+Reading.swift
=func images(_ query: ImageQuery) throws -> [ImageRecord]
/The images that a query asks for, in the order of their paths.
/
/- Throws: ``CatalogError``.

Catalog Catalog.images Sources/Catalog/Catalog+Reading.swift
=func images(status: ImageRecord.Status? = nil, label: String? = nil) throws -> [ImageRecord]
/The images of the data set, in the order of their paths.
/
/- Parameters:
/  - status: Only those of this health; nil for all.
/  - label: Only those of this class; nil for all.
/- Returns: One record a path.
/- Throws: ``CatalogError``.

Catalog Catalog.image Sources/Catalog/Catalog+Reading.swift
=func image(at path: FilePath) throws -> ImageRecord?
/The image at a path relative to the data set, or nil when it is not known.

Catalog Catalog.counts Sources/Catalog/Catalog+Reading.swift
=func counts() throws -> [(label: String, status: ImageRecord.Status, count: Int)]
/How many images each class has in each state, in the order of the classes.

Catalog Catalog.journal Sources/Catalog/Catalog+Reading.swift
=func journal(of path: FilePath? = nil, after: Int64 = 0, limit: Int? = nil) throws -> [JournalEntry]
/The journal, oldest line first.
/
/- Parameters:
/  - path: Only the lines of this image; nil for all.
/  - after: Only lines with a larger number.
/  - limit: At most so many.
/- Returns: The lines in their order.
/- Throws: ``CatalogError``.

Catalog Catalog.labelHistory Sources/Catalog/Catalog+Reading.swift
=func labelHistory(of path: FilePath) throws -> [String]
/The classes that an image has had, oldest first: what it was relabelled from each time, and what it is now.
/
/- Throws: ``CatalogError``, with code `.unknownImage` too.

Catalog Catalog.steps Sources/Catalog/Catalog+Reading.swift
=func steps(limit: Int = 100) throws -> [JournalStep]
/The steps that were made, undone and done again, newest first.
/
/- Parameter limit: At most so many.
/- Returns: The steps with their entries.
/- Throws: ``CatalogError``.

Catalog Catalog.commit Sources/Catalog/Catalog+Writing.swift
=func commit(_ changes: CatalogChanges) throws
/Writes changes that belong together in one transaction: after a crash all of them are there, or none.
/
/- Parameter changes: A download replaces the record of the same link in the same folder. An image replaces the
/  record of the same path, except for what edits have made of it: its label, its side, whether it is reviewed, and
/  that it is quarantined when its file still lies in its place.
/- Throws: ``CatalogError``.

Catalog Catalog.add Sources/Catalog/Catalog+Writing.swift
=func add(_ images: [ImageRecord]) throws
/Takes in images that are not known yet; those that are stay as they are.
/
/- Throws: ``CatalogError``.

Catalog Catalog.record Sources/Catalog/Catalog+Writing.swift
=func record(_ download: DownloadRecord) throws
/Writes what is known about one link.

Catalog Catalog.record Sources/Catalog/Catalog+Writing.swift
=func record(_ image: ImageRecord) throws
/Writes what is known about one image.

Catalog Catalog Sources/Catalog/Catalog.swift
=final class Catalog: Sendable
/What is known about every image of a data set: where it came from, whether it is sound, its label, its history.
/
/One SQLite file, by default `.fastai/catalog.sqlite` in the data set. Every change is one transaction, and a
/call that has returned survives a kill and a power cut (write-ahead log, synced at each commit). Any number of
/threads and processes may read while one writes.
/
/    let catalog = try Catalog(dataset: "data/bears")
/    for image in try catalog.images(status: .quarantined) { print(image.path, image.reason ?? "") }

Catalog Catalog.path Sources/Catalog/Catalog.swift
=let path: FilePath
/The database file.

Catalog Catalog.dataset Sources/Catalog/Catalog.swift
=let dataset: FilePath?
/The folder that holds the class folders, when the catalog was opened for one.

Catalog Catalog.movesFiles Sources/Catalog/Catalog.swift
=let movesFiles: Bool
/Whether edits move files: not when the catalog is kept in a work folder, where they only change what is known.

Catalog Catalog.init Sources/Catalog/Catalog.swift
=convenience init(dataset: FilePath, work: FilePath? = nil) throws
/Opens the catalog of a data set, and makes a new one where there is none. Moves of files that a crash has cut off
/are completed.
/
/- Parameters:
/  - dataset: The folder that holds the class folders.
/  - work: A folder to keep the catalog in, for data that cannot be written; nil for `.fastai` in the data set.
/- Throws: ``CatalogError``.

Catalog Catalog.init Sources/Catalog/Catalog.swift
=convenience init(folder: FilePath) throws
/Opens a catalog in a work folder of its own, for data that cannot be written.
/
/- Parameter folder: Where `catalog.sqlite` lies; it is made, with its parents, when it is not there.
/- Throws: ``CatalogError``.

Catalog Catalog.folder Sources/Catalog/Catalog.swift
=static func folder(of dataset: FilePath) -> FilePath
/The folder `.fastai` of a data set: its catalog, its quarantine, its caches.

Catalog Catalog.exists Sources/Catalog/Catalog.swift
=static func exists(inDataset dataset: FilePath) -> Bool
/Whether the data set has a catalog of its own already.

Catalog CatalogChanges Sources/Catalog/CatalogChanges.swift
=struct CatalogChanges: Sendable
/Changes that belong together: all of them are written, or none.

Catalog CatalogChanges.Move Sources/Catalog/CatalogChanges.swift
=struct Move: Hashable, Sendable
/A file that is to be called differently; both paths are relative to the data set. The catalog moves the file, unless
/it is kept in a work folder.

Catalog CatalogChanges.Move.from Sources/Catalog/CatalogChanges.swift
=var from: FilePath

Catalog CatalogChanges.Move.to Sources/Catalog/CatalogChanges.swift
=var to: FilePath

Catalog CatalogChanges.Move.init Sources/Catalog/CatalogChanges.swift
=init(from: FilePath, to: FilePath)

Catalog CatalogChanges.moves Sources/Catalog/CatalogChanges.swift
=var moves: [Move]
/Done first, so that the records below can speak of the new names.

Catalog CatalogChanges.downloads Sources/Catalog/CatalogChanges.swift
=var downloads: [DownloadRecord]

Catalog CatalogChanges.attempts Sources/Catalog/CatalogChanges.swift
=var attempts: [AttemptRecord]

Catalog CatalogChanges.images Sources/Catalog/CatalogChanges.swift
=var images: [ImageRecord]

Catalog CatalogChanges.journal Sources/Catalog/CatalogChanges.swift
=var journal: [JournalEntry]

Catalog CatalogChanges.init Sources/Catalog/CatalogChanges.swift
=init(moves: [Move] = [], downloads: [DownloadRecord] = [], attempts: [AttemptRecord] = [], images: [ImageRecord] = [], journal: [JournalEntry] = [])

Catalog CatalogChanges.isEmpty Sources/Catalog/CatalogChanges.swift
=var isEmpty: Bool

Catalog CatalogChanges.append Sources/Catalog/CatalogChanges.swift
=mutating func append(_ other: CatalogChanges)
/Adds the changes of `other` after these.

Catalog CatalogError Sources/Catalog/CatalogError.swift
=struct CatalogError: Error, Sendable, CustomStringConvertible
/What went wrong with the catalog of a data set, where, and what to do about it.

Catalog CatalogError.Code Sources/Catalog/CatalogError.swift
=struct Code: Hashable, Sendable
/The kinds of failure that a caller may want to tell apart.

Catalog CatalogError.Code.unwritable Sources/Catalog/CatalogError.swift
=static let unwritable = Code("unwritable")
/The folder or the file cannot be created or written.

Catalog CatalogError.Code.corrupt Sources/Catalog/CatalogError.swift
=static let corrupt = Code("corrupt")
/The file is there and is no catalog, or is damaged.

Catalog CatalogError.Code.newerVersion Sources/Catalog/CatalogError.swift
=static let newerVersion = Code("newer version")
/A newer version of this package wrote the file.

Catalog CatalogError.Code.busy Sources/Catalog/CatalogError.swift
=static let busy = Code("busy")
/Another process holds the catalog for longer than we wait.

Catalog CatalogError.Code.unknownImage Sources/Catalog/CatalogError.swift
=static let unknownImage = Code("unknown image")
/An edit names an image that the catalog does not know.

Catalog CatalogError.Code.occupied Sources/Catalog/CatalogError.swift
=static let occupied = Code("occupied")
/An image cannot come back: another file has its place.

Catalog CatalogError.Code.badEdit Sources/Catalog/CatalogError.swift
=static let badEdit = Code("bad edit")
/An edit makes no sense.

Catalog CatalogError.Code.conflict Sources/Catalog/CatalogError.swift
=static let conflict = Code("conflict")
/Somebody else has changed what an edit was decided on.

Catalog CatalogError.Code.unreadableList Sources/Catalog/CatalogError.swift
=static let unreadableList = Code("unreadable list")
/A list of names and labels cannot be read.

Catalog CatalogError.Code.store Sources/Catalog/CatalogError.swift
=static let store = Code("store")
/Anything else that SQLite reports.

Catalog CatalogError.code Sources/Catalog/CatalogError.swift
=let code: Code

Catalog CatalogError.path Sources/Catalog/CatalogError.swift
=let path: FilePath
/The catalog's file.

Catalog CatalogError.message Sources/Catalog/CatalogError.swift
=let message: String

Catalog CatalogError.remedy Sources/Catalog/CatalogError.swift
=let remedy: String?

Catalog CatalogError.cause Sources/Catalog/CatalogError.swift
=let cause: (any Error)?
/The error of the layer below.

Catalog CatalogError.description Sources/Catalog/CatalogError.swift
=var description: String

Catalog CatalogLocation Sources/Catalog/CatalogLocation.swift
=enum CatalogLocation: Hashable, Sendable
/Where what is known about a data set is kept.

Catalog CatalogLocation.dataset Sources/Catalog/CatalogLocation.swift
=case dataset
/In the data set's own folder `.fastai`.

Catalog CatalogLocation.folder Sources/Catalog/CatalogLocation.swift
=case folder(FilePath)
/In a work folder, for data that cannot be written.

Catalog CatalogLocation.none Sources/Catalog/CatalogLocation.swift
=case none
/Nowhere: files are judged by themselves alone.

Catalog DatasetEdits Sources/Catalog/DatasetEdits.swift
=struct DatasetEdits: Hashable, Sendable
/What was decided about images of a data set and does not show in its folders: what training has to follow.

Catalog DatasetEdits.labels Sources/Catalog/DatasetEdits.swift
=var labels: [FilePath: String] = [:]
/The classes of images that have another than they came with.

Catalog DatasetEdits.sides Sources/Catalog/DatasetEdits.swift
=var sides: [FilePath: ImageRecord.Side] = [:]
/The sides that images were put on.

Catalog DatasetEdits.leftOut Sources/Catalog/DatasetEdits.swift
=var leftOut: [FilePath: ImageRecord] = [:]
/Images that do not belong to the data set although their files lie in their places: known to be bad, or put away
/by a catalog that moves no files.

Catalog DatasetEdits.added Sources/Catalog/DatasetEdits.swift
=var added: Set<FilePath> = []
/Pictures that users sent with a correction, and that somebody has looked at since. They lie in no class folder, so
/that ``labels`` has their classes; ``sides`` puts them into training, so that validation stays what it was.

Catalog DatasetEdits.init Sources/Catalog/DatasetEdits.swift
=init()

Catalog DatasetEdits.isEmpty Sources/Catalog/DatasetEdits.swift
=var isEmpty: Bool

Catalog Catalog.datasetEdits Sources/Catalog/DatasetEdits.swift
=func datasetEdits() throws -> DatasetEdits
/What edits and verifications have decided and the folders of the data set do not say.
/
/Cost: grows with the number of edits and of images that were put away, not with that of all images.
/- Throws: ``CatalogError``.

Catalog Catalog.apply Sources/Catalog/Editing/Catalog+Editing.swift
=func apply(_ edits: [Edit], by source: String = "user", unlessChangedSince revision: Int64? = nil) throws -> [JournalEntry]
/Makes edits that belong together, as one step of the journal. After a crash all of them are there, or none.
/
/    try catalog.apply([.relabel("black/00000007.jpg", to: "grizzly"), .quarantine("black/00000009.jpg")])
/    try catalog.undo()
/
/An edit that changes nothing (the label that an image has already) leaves no entry, and a step without entries is
/no step. A new step ends what could be done again.
/
/- Parameters:
/  - edits: Done in order.
/  - source: Who makes them, for the journal: `cleaner`, `terminal`, …
/  - revision: What whoever decides on the edits has seen of the journal; nil to edit whatever is there.
/- Returns: What has changed.
/- Throws: ``CatalogError`` with code `.unknownImage`, `.occupied` or `.badEdit`, or `.conflict` when one of the
/  images has changed since `revision`, and then nothing has changed; or with `.unwritable` when a file cannot be
/  moved: the step is taken back.

Catalog Catalog.undo Sources/Catalog/Editing/Catalog+Editing.swift
=func undo(expecting step: Int64? = nil) throws -> JournalStep?
/Takes the last step back that has not been taken back yet, across restarts and whoever made it.
/
/An image that something else has changed since, or whose place another file has now, stays as it is and is listed
/in ``JournalStep/skipped``.
/
/- Parameter step: The step that is meant; nil for whatever is next.
/- Returns: The new step, or nil when there is nothing to undo.
/- Throws: ``CatalogError``, with code `.conflict` when another step is next.

Catalog Catalog.redo Sources/Catalog/Editing/Catalog+Editing.swift
=func redo(expecting step: Int64? = nil) throws -> JournalStep?
/Does the step again that was taken back last.
/
/- Parameter step: The step that is meant; nil for whatever is next.
/- Returns: The new step, or nil when there is nothing to do again.
/- Throws: ``CatalogError``, with code `.conflict` when another step is next.

Catalog Catalog.nextUndo Sources/Catalog/Editing/Catalog+Editing.swift
=func nextUndo() throws -> JournalStep?
/The step that ``undo(expecting:)`` would take back.

Catalog Catalog.nextRedo Sources/Catalog/Editing/Catalog+Editing.swift
=func nextRedo() throws -> JournalStep?
/The step that ``redo(expecting:)`` would do again.

Catalog Catalog.revision Sources/Catalog/Editing/Catalog+Revisions.swift
=func revision() throws -> Int64
/The number of the journal's last line: it grows with every change to an image.
/
/- Throws: ``CatalogError``.

Catalog Catalog.changes Sources/Catalog/Editing/Catalog+Revisions.swift
=func changes(after revision: Int64) throws -> (revision: Int64, images: [ImageRecord])
/The images that were changed after a revision, as they are now, and the revision that this is.
/
/- Throws: ``CatalogError``.

Catalog Catalog.firstLabels Sources/Catalog/Editing/Catalog+Revisions.swift
=func firstLabels() throws -> [FilePath: String]
/The classes that relabelled images had at first, by path.
/
/- Throws: ``CatalogError``.

Catalog Edit Sources/Catalog/Editing/Edit.swift
=enum Edit: Hashable, Sendable
/A change that a person, or a tool on a person's behalf, makes to an image of the data set. All of them can be undone.
/
/Images are named by their paths relative to the data set.

Catalog Edit.relabel Sources/Catalog/Editing/Edit.swift
=case relabel(FilePath, to: String)
/Gives the image another class. Its file stays in its folder: the catalog's label counts.

Catalog Edit.quarantine Sources/Catalog/Editing/Edit.swift
=case quarantine(FilePath, reason: String? = nil)
/Takes the image out of the data set. Where the catalog may move files, the file waits in `.fastai/quarantine`.

Catalog Edit.restore Sources/Catalog/Editing/Edit.swift
=case restore(FilePath)
/Brings a quarantined image back to its place.

Catalog Edit.review Sources/Catalog/Editing/Edit.swift
=case review(FilePath, Bool = true)
/Notes that somebody has looked at the image and found it right; or takes that back.

Catalog Edit.assign Sources/Catalog/Editing/Edit.swift
=case assign(FilePath, ImageRecord.Side?)
/Puts the image on a side of the split; nil takes it off.

Catalog Edit.path Sources/Catalog/Editing/Edit.swift
=var path: FilePath
/The image.

Catalog ImageQuery Sources/Catalog/ImageQuery.swift
=struct ImageQuery: Hashable, Sendable
/Which images are asked for; conditions that are not set let everything pass. The order is that of the paths.
/
/    var page = ImageQuery(label: "black", inUse: true)
/    page.limit = 50
/    let first = try catalog.images(page)
/    page.after = first.last?.path   // and so on

Catalog ImageQuery.label Sources/Catalog/ImageQuery.swift
=var label: String?

Catalog ImageQuery.status Sources/Catalog/ImageQuery.swift
=var status: ImageRecord.Status?

Catalog ImageQuery.inUse Sources/Catalog/ImageQuery.swift
=var inUse: Bool
/Only images that belong to the data set: see ``ImageRecord/Status/isInUse``.

Catalog ImageQuery.side Sources/Catalog/ImageQuery.swift
=var side: ImageRecord.Side?

Catalog ImageQuery.isReviewed Sources/Catalog/ImageQuery.swift
=var isReviewed: Bool?

Catalog ImageQuery.nameContains Sources/Catalog/ImageQuery.swift
=var nameContains: String?
/Only images whose path holds this text, in small or large letters.

Catalog ImageQuery.after Sources/Catalog/ImageQuery.swift
=var after: FilePath?
/Only images whose path comes after this one: the last of the page before.

Catalog ImageQuery.limit Sources/Catalog/ImageQuery.swift
=var limit: Int?
/At most so many.

Catalog ImageQuery.init Sources/Catalog/ImageQuery.swift
=init(label: String? = nil, status: ImageRecord.Status? = nil, inUse: Bool = false, side: ImageRecord.Side? = nil, isReviewed: Bool? = nil, nameContains: String? = nil, after: FilePath? = nil, limit: Int? = nil)

Catalog CleanedList Sources/Catalog/Lists/CleanedList.swift
=struct CleanedList: Hashable, Sendable
/The images that are left after cleaning, with their classes: fastai's `cleaned.csv`, columns `name` and `label`.

Catalog CleanedList.Row Sources/Catalog/Lists/CleanedList.swift
=struct Row: Hashable, Sendable
/One image.

Catalog CleanedList.Row.name Sources/Catalog/Lists/CleanedList.swift
=var name: FilePath
/Relative to the data set.

Catalog CleanedList.Row.label Sources/Catalog/Lists/CleanedList.swift
=var label: String

Catalog CleanedList.Row.init Sources/Catalog/Lists/CleanedList.swift
=init(name: FilePath, label: String)

Catalog CleanedList.rows Sources/Catalog/Lists/CleanedList.swift
=var rows: [Row]

Catalog CleanedList.init Sources/Catalog/Lists/CleanedList.swift
=init(_ rows: [Row])

Catalog CleanedList.init Sources/Catalog/Lists/CleanedList.swift
=init(contentsOf path: FilePath) throws
/Reads a list. Names that Windows has written, `black\\00000000.jpg`, become paths of this system, unless another
/name of the list has a `/`.
/
/- Throws: ``CatalogError`` with code `.unreadableList`.

Catalog CleanedList.init Sources/Catalog/Lists/CleanedList.swift
=init(text: String, named path: FilePath) throws
/Reads a list that is in memory already.
/
/- Parameters:
/  - text: The whole list, with its header.
/  - path: What errors call it.
/- Throws: ``CatalogError`` with code `.unreadableList`.

Catalog CleanedList.text Sources/Catalog/Lists/CleanedList.swift
=var text: String
/As fastai writes it: the header, then a line an image; `/` between folders, and `\n` at the ends of lines.

Catalog CleanedList.write Sources/Catalog/Lists/CleanedList.swift
=func write(to path: FilePath) throws
/Writes the list, whole or not at all.
/
/- Throws: ``CatalogError`` with code `.unwritable`.

Catalog Catalog.cleanedList Sources/Catalog/Lists/CleanedList.swift
=func cleanedList() throws -> CleanedList
/The images that belong to the data set, with their classes as edited: what `cleaned.csv` holds. Corrections by users
/are among them once somebody has looked at them.
/
/- Throws: ``CatalogError``.

Catalog Catalog.edits Sources/Catalog/Lists/CleanedList.swift
=func edits(toMatch list: CleanedList) throws -> [Edit]
/The edits that make the data set what a list says: other classes are taken over, and images that are not listed
/go into quarantine. Listed images that the catalog does not know are left out.
/
/- Returns: For ``apply(_:by:unlessChangedSince:)``; empty when the list says what is so already.
/- Throws: ``CatalogError``.

Catalog AttemptRecord Sources/Catalog/Records/AttemptRecord.swift
=struct AttemptRecord: Hashable, Sendable
/One request for a link that gave no picture.

Catalog AttemptRecord.url Sources/Catalog/Records/AttemptRecord.swift
=var url: String

Catalog AttemptRecord.folder Sources/Catalog/Records/AttemptRecord.swift
=var folder: FilePath
/The class folder, relative to the data set.

Catalog AttemptRecord.httpStatus Sources/Catalog/Records/AttemptRecord.swift
=var httpStatus: Int?

Catalog AttemptRecord.reason Sources/Catalog/Records/AttemptRecord.swift
=var reason: String
/Why it failed.

Catalog AttemptRecord.time Sources/Catalog/Records/AttemptRecord.swift
=var time: Date

Catalog AttemptRecord.init Sources/Catalog/Records/AttemptRecord.swift
=init(url: String, folder: FilePath, httpStatus: Int?, reason: String, time: Date = Date())

Catalog DownloadRecord Sources/Catalog/Records/DownloadRecord.swift
=struct DownloadRecord: Hashable, Sendable
/What is known about one link of one class folder: the last row of its ledger.

Catalog DownloadRecord.Status Sources/Catalog/Records/DownloadRecord.swift
=enum Status: String, Sendable, CaseIterable
/How the last try ended.

Catalog DownloadRecord.Status.saved Sources/Catalog/Records/DownloadRecord.swift
=case saved, failed

Catalog DownloadRecord.Status.failed Sources/Catalog/Records/DownloadRecord.swift
=case saved, failed

Catalog DownloadRecord.url Sources/Catalog/Records/DownloadRecord.swift
=var url: String

Catalog DownloadRecord.folder Sources/Catalog/Records/DownloadRecord.swift
=var folder: FilePath
/The class folder, relative to the data set.

Catalog DownloadRecord.label Sources/Catalog/Records/DownloadRecord.swift
=var label: String

Catalog DownloadRecord.position Sources/Catalog/Records/DownloadRecord.swift
=var position: Int
/Place in the list, from 0; it names the file.

Catalog DownloadRecord.status Sources/Catalog/Records/DownloadRecord.swift
=var status: Status

Catalog DownloadRecord.path Sources/Catalog/Records/DownloadRecord.swift
=var path: FilePath?
/Where the picture lies, relative to the data set; nil when there is none.

Catalog DownloadRecord.httpStatus Sources/Catalog/Records/DownloadRecord.swift
=var httpStatus: Int?

Catalog DownloadRecord.bytes Sources/Catalog/Records/DownloadRecord.swift
=var bytes: Int?

Catalog DownloadRecord.contentType Sources/Catalog/Records/DownloadRecord.swift
=var contentType: String?
/As the server declared it: not to be trusted.

Catalog DownloadRecord.sha256 Sources/Catalog/Records/DownloadRecord.swift
=var sha256: String?
/Of the bytes that are held, in hexadecimal.

Catalog DownloadRecord.reason Sources/Catalog/Records/DownloadRecord.swift
=var reason: String?
/Why it failed.

Catalog DownloadRecord.attempts Sources/Catalog/Records/DownloadRecord.swift
=var attempts: Int
/Requests made so far for this outcome.

Catalog DownloadRecord.time Sources/Catalog/Records/DownloadRecord.swift
=var time: Date

Catalog DownloadRecord.init Sources/Catalog/Records/DownloadRecord.swift
=init(url: String, folder: FilePath, label: String, position: Int, status: Status, path: FilePath? = nil, httpStatus: Int? = nil, bytes: Int? = nil, contentType: String? = nil, sha256: String? = nil, reason: String? = nil, attempts: Int = 1, time: Date = Date())

Catalog ImageRecord Sources/Catalog/Records/ImageRecord.swift
=struct ImageRecord: Hashable, Sendable
/What is known about one image of the data set.

Catalog ImageRecord.Status Sources/Catalog/Records/ImageRecord.swift
=enum Status: String, Sendable, CaseIterable
/The image's health, as far as it is known.

Catalog ImageRecord.Status.unverified Sources/Catalog/Records/ImageRecord.swift
=case unverified
/Held, and not decoded yet.

Catalog ImageRecord.Status.good Sources/Catalog/Records/ImageRecord.swift
=case good
/Decoded to its last pixel.

Catalog ImageRecord.Status.bad Sources/Catalog/Records/ImageRecord.swift
=case bad
/Does not decode, and still lies in its place.

Catalog ImageRecord.Status.quarantined Sources/Catalog/Records/ImageRecord.swift
=case quarantined
/Taken out of the data set until it is restored; `storedAt` says where the file waits, when it was moved.

Catalog ImageRecord.Status.removed Sources/Catalog/Records/ImageRecord.swift
=case removed
/Deleted on purpose.

Catalog ImageRecord.Status.isInUse Sources/Catalog/Records/ImageRecord.swift
=var isInUse: Bool
/Whether an image in this state belongs to the data set: it may be trained on.

Catalog ImageRecord.Side Sources/Catalog/Records/ImageRecord.swift
=enum Side: String, Sendable, CaseIterable
/The part of the split that an image belongs to.

Catalog ImageRecord.Side.train Sources/Catalog/Records/ImageRecord.swift
=case train, valid, test

Catalog ImageRecord.Side.valid Sources/Catalog/Records/ImageRecord.swift
=case train, valid, test

Catalog ImageRecord.Side.test Sources/Catalog/Records/ImageRecord.swift
=case train, valid, test

Catalog ImageRecord.path Sources/Catalog/Records/ImageRecord.swift
=var path: FilePath
/Relative to the data set.

Catalog ImageRecord.label Sources/Catalog/Records/ImageRecord.swift
=var label: String
/The class. It begins as the folder's name; only an ``Edit`` changes it.

Catalog ImageRecord.status Sources/Catalog/Records/ImageRecord.swift
=var status: Status

Catalog ImageRecord.reason Sources/Catalog/Records/ImageRecord.swift
=var reason: String?
/Why it is not good.

Catalog ImageRecord.url Sources/Catalog/Records/ImageRecord.swift
=var url: String?
/The link that it came from, when we fetched it.

Catalog ImageRecord.sha256 Sources/Catalog/Records/ImageRecord.swift
=var sha256: String?
/Of the file's bytes, in hexadecimal.

Catalog ImageRecord.format Sources/Catalog/Records/ImageRecord.swift
=var format: String?

Catalog ImageRecord.width Sources/Catalog/Records/ImageRecord.swift
=var width: Int?
/As shown, after the EXIF orientation.

Catalog ImageRecord.height Sources/Catalog/Records/ImageRecord.swift
=var height: Int?

Catalog ImageRecord.orientation Sources/Catalog/Records/ImageRecord.swift
=var orientation: Int?
/EXIF orientation, 1 to 8.

Catalog ImageRecord.bytes Sources/Catalog/Records/ImageRecord.swift
=var bytes: Int?

Catalog ImageRecord.modified Sources/Catalog/Records/ImageRecord.swift
=var modified: Int64?
/Time of the last change to the file, in nanoseconds since 1970.

Catalog ImageRecord.storedAt Sources/Catalog/Records/ImageRecord.swift
=var storedAt: FilePath?
/Where the file lies now, relative to the data set, when it does not lie at `path`.

Catalog ImageRecord.perceptualHash Sources/Catalog/Records/ImageRecord.swift
=var perceptualHash: UInt64?
/What the picture looks like, in 64 bits: those of similar pictures differ in few.

Catalog ImageRecord.side Sources/Catalog/Records/ImageRecord.swift
=var side: Side?
/Only an ``Edit`` changes it.

Catalog ImageRecord.isReviewed Sources/Catalog/Records/ImageRecord.swift
=var isReviewed: Bool
/Whether somebody has looked at it and found it right. Only an ``Edit`` changes it.

Catalog ImageRecord.init Sources/Catalog/Records/ImageRecord.swift
=init(path: FilePath, label: String, status: Status, reason: String? = nil, url: String? = nil, sha256: String? = nil, format: String? = nil, width: Int? = nil, height: Int? = nil, orientation: Int? = nil, bytes: Int? = nil, modified: Int64? = nil, storedAt: FilePath? = nil, perceptualHash: UInt64? = nil, side: Side? = nil, isReviewed: Bool = false)

Catalog ImageRecord.feedbackFolder Sources/Catalog/Records/ImageRecord.swift
=static let feedbackFolder = FilePath(".fastai/feedback")
/Where pictures are kept that users of a server have sent with their corrections, relative to the data set.

Catalog ImageRecord.isFeedback Sources/Catalog/Records/ImageRecord.swift
=var isFeedback: Bool
/Whether it came with a user's correction.

Catalog ImageRecord.isOpenFeedback Sources/Catalog/Records/ImageRecord.swift
=var isOpenFeedback: Bool
/Whether it came with a user's correction that nobody has looked at: it is not trained on until somebody has.

Catalog JournalEntry Sources/Catalog/Records/JournalEntry.swift
=struct JournalEntry: Hashable, Sendable
/One line of the journal: a change to an image of the data set. Lines are added and never changed.

Catalog JournalEntry.Change Sources/Catalog/Records/JournalEntry.swift
=enum Change: String, Sendable, CaseIterable
/What happened to the image.

Catalog JournalEntry.Change.saved Sources/Catalog/Records/JournalEntry.swift
=case saved, renamed, shrunk, removed

Catalog JournalEntry.Change.renamed Sources/Catalog/Records/JournalEntry.swift
=case saved, renamed, shrunk, removed

Catalog JournalEntry.Change.shrunk Sources/Catalog/Records/JournalEntry.swift
=case saved, renamed, shrunk, removed

Catalog JournalEntry.Change.removed Sources/Catalog/Records/JournalEntry.swift
=case saved, renamed, shrunk, removed

Catalog JournalEntry.Change.relabeled Sources/Catalog/Records/JournalEntry.swift
=case relabeled, quarantined, restored, reviewed, unreviewed, assigned

Catalog JournalEntry.Change.quarantined Sources/Catalog/Records/JournalEntry.swift
=case relabeled, quarantined, restored, reviewed, unreviewed, assigned

Catalog JournalEntry.Change.restored Sources/Catalog/Records/JournalEntry.swift
=case relabeled, quarantined, restored, reviewed, unreviewed, assigned

Catalog JournalEntry.Change.reviewed Sources/Catalog/Records/JournalEntry.swift
=case relabeled, quarantined, restored, reviewed, unreviewed, assigned

Catalog JournalEntry.Change.unreviewed Sources/Catalog/Records/JournalEntry.swift
=case relabeled, quarantined, restored, reviewed, unreviewed, assigned

Catalog JournalEntry.Change.assigned Sources/Catalog/Records/JournalEntry.swift
=case relabeled, quarantined, restored, reviewed, unreviewed, assigned

Catalog JournalEntry.id Sources/Catalog/Records/JournalEntry.swift
=var id: Int64?
/Counts up from 1 in the order of the changes; nil until the entry is in the journal.

Catalog JournalEntry.step Sources/Catalog/Records/JournalEntry.swift
=var step: Int64?
/The step that it belongs to, when it was an edit.

Catalog JournalEntry.change Sources/Catalog/Records/JournalEntry.swift
=var change: Change

Catalog JournalEntry.path Sources/Catalog/Records/JournalEntry.swift
=var path: FilePath
/The image, relative to the data set, as it was called before.

Catalog JournalEntry.newPath Sources/Catalog/Records/JournalEntry.swift
=var newPath: FilePath?
/Where the file lies afterwards, when that is another place.

Catalog JournalEntry.reason Sources/Catalog/Records/JournalEntry.swift
=var reason: String?

Catalog JournalEntry.time Sources/Catalog/Records/JournalEntry.swift
=var time: Date

Catalog JournalEntry.init Sources/Catalog/Records/JournalEntry.swift
=init(_ change: Change, path: FilePath, newPath: FilePath? = nil, reason: String? = nil, time: Date = Date())

Catalog JournalEntry.relabeling Sources/Catalog/Records/JournalEntry.swift
=var relabeling: (from: String, to: String)?
/The class before and after, when this changed it.

Catalog JournalEntry.assignment Sources/Catalog/Records/JournalEntry.swift
=var assignment: (from: ImageRecord.Side?, to: ImageRecord.Side?)?
/The side of the split before and after, when this changed it.

Catalog JournalStep Sources/Catalog/Records/JournalEntry.swift
=struct JournalStep: Hashable, Sendable
/Edits that were made together, and are undone together.

Catalog JournalStep.Kind Sources/Catalog/Records/JournalEntry.swift
=enum Kind: String, Sendable, CaseIterable
/How the step came about.

Catalog JournalStep.Kind.edit Sources/Catalog/Records/JournalEntry.swift
=case edit, undo, redo

Catalog JournalStep.Kind.undo Sources/Catalog/Records/JournalEntry.swift
=case edit, undo, redo

Catalog JournalStep.Kind.redo Sources/Catalog/Records/JournalEntry.swift
=case edit, undo, redo

Catalog JournalStep.id Sources/Catalog/Records/JournalEntry.swift
=let id: Int64

Catalog JournalStep.time Sources/Catalog/Records/JournalEntry.swift
=let time: Date

Catalog JournalStep.kind Sources/Catalog/Records/JournalEntry.swift
=let kind: Kind

Catalog JournalStep.source Sources/Catalog/Records/JournalEntry.swift
=let source: String
/Who made it: `cleaner`, `verify`, …

Catalog JournalStep.target Sources/Catalog/Records/JournalEntry.swift
=let target: Int64?
/The edit that is undone or done again.

Catalog JournalStep.entries Sources/Catalog/Records/JournalEntry.swift
=var entries: [JournalEntry]

Catalog JournalStep.skipped Sources/Catalog/Records/JournalEntry.swift
=var skipped: [FilePath] = []
/Images that an undo or a redo has left as they are, because something else has changed them since.

Catalog TrainingRun Sources/Catalog/Records/TrainingRun.swift
=struct TrainingRun: Hashable, Sendable
/A training of a model on the data set: what with, and what came of it.

Catalog TrainingRun.id Sources/Catalog/Records/TrainingRun.swift
=var id: Int64?
/Given by the catalog; nil until the run is in it.

Catalog TrainingRun.started Sources/Catalog/Records/TrainingRun.swift
=var started: Date

Catalog TrainingRun.ended Sources/Catalog/Records/TrainingRun.swift
=var ended: Date?
/nil while it runs, and for ever when it was killed.

Catalog TrainingRun.architecture Sources/Catalog/Records/TrainingRun.swift
=var architecture: String
/`resnet34`.

Catalog TrainingRun.arguments Sources/Catalog/Records/TrainingRun.swift
=var arguments: String
/The settings, as one JSON object.

Catalog TrainingRun.epochs Sources/Catalog/Records/TrainingRun.swift
=var epochs: Int
/Epochs that are done.

Catalog TrainingRun.trainImages Sources/Catalog/Records/TrainingRun.swift
=var trainImages: Int?

Catalog TrainingRun.validImages Sources/Catalog/Records/TrainingRun.swift
=var validImages: Int?

Catalog TrainingRun.validLoss Sources/Catalog/Records/TrainingRun.swift
=var validLoss: Double?

Catalog TrainingRun.errorRate Sources/Catalog/Records/TrainingRun.swift
=var errorRate: Double?
/Of the validation images, from 0 to 1.

Catalog TrainingRun.model Sources/Catalog/Records/TrainingRun.swift
=var model: FilePath?
/The model's file.

Catalog TrainingRun.modelSHA256 Sources/Catalog/Records/TrainingRun.swift
=var modelSHA256: String?
/Of the model's file, in hexadecimal.

Catalog TrainingRun.init Sources/Catalog/Records/TrainingRun.swift
=init(architecture: String, arguments: String = "{}", epochs: Int = 0, started: Date = Date())

Catalog Catalog.record Sources/Catalog/Records/TrainingRun.swift
=func record(_ run: TrainingRun) throws -> TrainingRun
/Writes what is known about a training: a new run the first time, and the same run afterwards.
/
/    var run = try catalog.record(TrainingRun(architecture: "resnet34"))
/    run.errorRate = 0.02
/    try catalog.record(run)
/
/- Returns: The run with its ``TrainingRun/id``.
/- Throws: ``CatalogError``.

Catalog Catalog.trainingRuns Sources/Catalog/Records/TrainingRun.swift
=func trainingRuns() throws -> [TrainingRun]
/The trainings, newest first.
/
/- Throws: ``CatalogError``.

Training ActivationStats Sources/Training/Callbacks/ActivationStats.swift
=final class ActivationStats: Callback
/Writes down the mean and the deviation of every layer's outputs in each training batch (fastai: `ActivationStats`).

Training ActivationStats.Layer Sources/Training/Callbacks/ActivationStats.swift
=struct Layer: Sendable
/What came out of one layer.

Training ActivationStats.Layer.name Sources/Training/Callbacks/ActivationStats.swift
=let name: String

Training ActivationStats.Layer.means Sources/Training/Callbacks/ActivationStats.swift
=filevar means: [Double] = []
/One for each training batch.

Training ActivationStats.Layer.deviations Sources/Training/Callbacks/ActivationStats.swift
=filevar deviations: [Double] = []

Training ActivationStats.layers Sources/Training/Callbacks/ActivationStats.swift
=var layers: [Layer] = []

Training ActivationStats.init Sources/Training/Callbacks/ActivationStats.swift
=init()

Training ActivationStats.beforeFit Sources/Training/Callbacks/ActivationStats.swift
=func beforeFit(_ learn: Learner)

Training ActivationStats.afterFit Sources/Training/Callbacks/ActivationStats.swift
=func afterFit(_ learn: Learner)

Training BestWeights Sources/Training/Callbacks/BestWeights.swift
=final class BestWeights: Callback, Resumable
/Remembers the weights of the best epoch, over one `fit` or several, until they are asked for.
/
/    let best = BestWeights(of: learn.model)
/    try learn.fitOneCycle(4, callbacks: [best])
/    try learn.unfreeze()
/    try learn.fitOneCycle(2, callbacks: [best])
/    try best.putBack()
/
/``SaveModel`` writes them to a file and decides after each `fit` (fastai: `SaveModelCallback`). An error rate measured on
/the images that chose the epoch is a little too good.

Training BestWeights.init Sources/Training/Callbacks/BestWeights.swift
=init(of model: Module, _ monitor: Monitor = Monitor())
/- Parameters:
/  - model: The network whose weights are kept: the whole one, also when a learner trains its head alone.
/  - monitor: What makes an epoch the best; the validation loss by default.

Training BestWeights.order Sources/Training/Callbacks/BestWeights.swift
=let order = -4

Training BestWeights.resumeKey Sources/Training/Callbacks/BestWeights.swift
=var resumeKey: String

Training BestWeights.afterEpoch Sources/Training/Callbacks/BestWeights.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training BestWeights.putBack Sources/Training/Callbacks/BestWeights.swift
=func putBack() throws -> Bool
/Puts the best epoch's weights into the network, unless it was the last one.
/
/- Returns: Whether the weights are others now.

Training BestWeights.savedState Sources/Training/Callbacks/BestWeights.swift
=func savedState() throws -> SavedState

Training BestWeights.restore Sources/Training/Callbacks/BestWeights.swift
=func restore(_ state: SavedState) throws

Training CSVLogger Sources/Training/Callbacks/CSVLogger.swift
=final class CSVLogger: Callback
/Keeps the epoch table as a CSV file beside the data (fastai: `CSVLogger`). After each epoch the file is written anew
/and put in the place of the old one when it is on the disk: a kill leaves whole rows.

Training CSVLogger.init Sources/Training/Callbacks/CSVLogger.swift
=init(filename: String = "history", append: Bool = false)
/- Parameters:
/  - filename: Without `.csv`.
/  - append: Keep the rows that the file has.

Training CSVLogger.order Sources/Training/Callbacks/CSVLogger.swift
=let order = 90

Training CSVLogger.beforeFit Sources/Training/Callbacks/CSVLogger.swift
=func beforeFit(_ learn: Learner) throws

Training CSVLogger.afterEpoch Sources/Training/Callbacks/CSVLogger.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training CSVLogger.read Sources/Training/Callbacks/CSVLogger.swift
=static func read(_ file: FilePath) throws -> [[String: String]]
/The rows of the file by the names of their columns (fastai: `read_logged_file`).
/
/- Throws: ``LearnerError`` when there is no such file.

Training Flow Sources/Training/Callbacks/Callback.swift
=enum Flow: Sendable, Equatable
/What happens next, as a callback says.

Training Flow.proceed Sources/Training/Callbacks/Callback.swift
=case proceed

Training Flow.skipBatch Sources/Training/Callbacks/Callback.swift
=case skipBatch
/Leave this batch without a step.

Training Flow.stop Sources/Training/Callbacks/Callback.swift
=case stop(reason: String)
/End the training after this event, keeping what was learned.

Training Callback Sources/Training/Callbacks/Callback.swift
=protocol Callback: AnyObject
/Takes part in training at named moments. Each has a default that does nothing.
/
/The moments of one epoch, in order: `beforeEpoch`, then for each training batch `beforeBatch`, `afterPredictions`,
/`afterLoss`, `afterBackward`, `afterStep`, `afterBatch`; then `beforeValidation`, and `beforeBatch`,
/`afterPredictions`, `afterBatch` for each validation batch (`learn.state.isTraining` tells which); then `afterEpoch`.
/
/What a callback may change stands in ``TrainingState``: the batch, the outputs, the loss, and whether there is a
/backward pass, a step, an end of the gradients.
/
/| fastai 1 | here |
/|---|---|
/| `on_train_begin`, `on_train_end` | `beforeFit`, `afterFit` |
/| `on_epoch_begin`, `on_epoch_end` | `beforeEpoch`, `afterEpoch` |
/| `on_batch_begin`, `on_batch_end` | `beforeBatch`, `afterBatch` |
/| `on_loss_begin` | `afterPredictions` |
/| `on_backward_begin`, `on_backward_end` | `afterLoss`, `afterBackward` |
/| `on_step_end` | `afterStep` |

Training Callback.order Sources/Training/Callbacks/Callback.swift
=var order: Int
/Callbacks run in ascending order; the recorder has −10.

Training Callback.beforeFit Sources/Training/Callbacks/Callback.swift
=func beforeFit(_ learn: Learner) throws

Training Callback.beforeEpoch Sources/Training/Callbacks/Callback.swift
=func beforeEpoch(_ learn: Learner) throws -> Flow

Training Callback.beforeBatch Sources/Training/Callbacks/Callback.swift
=func beforeBatch(_ learn: Learner) throws -> Flow

Training Callback.afterPredictions Sources/Training/Callbacks/Callback.swift
=func afterPredictions(_ learn: Learner) throws -> Flow

Training Callback.afterLoss Sources/Training/Callbacks/Callback.swift
=func afterLoss(_ learn: Learner) throws -> Flow

Training Callback.afterBackward Sources/Training/Callbacks/Callback.swift
=func afterBackward(_ learn: Learner) throws -> Flow

Training Callback.afterStep Sources/Training/Callbacks/Callback.swift
=func afterStep(_ learn: Learner) throws -> Flow

Training Callback.afterBatch Sources/Training/Callbacks/Callback.swift
=func afterBatch(_ learn: Learner) throws -> Flow

Training Callback.beforeValidation Sources/Training/Callbacks/Callback.swift
=func beforeValidation(_ learn: Learner) throws -> Flow

Training Callback.afterEpoch Sources/Training/Callbacks/Callback.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training Callback.afterFit Sources/Training/Callbacks/Callback.swift
=func afterFit(_ learn: Learner) throws
/Always called, also when training ended with an error.

Training Callback.order Sources/Training/Callbacks/Callback.swift
=var order: Int

Training Callback.beforeFit Sources/Training/Callbacks/Callback.swift
=func beforeFit(_ learn: Learner) throws

Training Callback.beforeEpoch Sources/Training/Callbacks/Callback.swift
=func beforeEpoch(_ learn: Learner) throws -> Flow

Training Callback.beforeBatch Sources/Training/Callbacks/Callback.swift
=func beforeBatch(_ learn: Learner) throws -> Flow

Training Callback.afterPredictions Sources/Training/Callbacks/Callback.swift
=func afterPredictions(_ learn: Learner) throws -> Flow

Training Callback.afterLoss Sources/Training/Callbacks/Callback.swift
=func afterLoss(_ learn: Learner) throws -> Flow

Training Callback.afterBackward Sources/Training/Callbacks/Callback.swift
=func afterBackward(_ learn: Learner) throws -> Flow

Training Callback.afterStep Sources/Training/Callbacks/Callback.swift
=func afterStep(_ learn: Learner) throws -> Flow

Training Callback.afterBatch Sources/Training/Callbacks/Callback.swift
=func afterBatch(_ learn: Learner) throws -> Flow

Training Callback.beforeValidation Sources/Training/Callbacks/Callback.swift
=func beforeValidation(_ learn: Learner) throws -> Flow

Training Callback.afterEpoch Sources/Training/Callbacks/Callback.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training Callback.afterFit Sources/Training/Callbacks/Callback.swift
=func afterFit(_ learn: Learner) throws

Training EarlyStopping Sources/Training/Callbacks/EarlyStopping.swift
=final class EarlyStopping: Callback
/Ends the training when epochs stop becoming better (fastai: `EarlyStoppingCallback`).

Training EarlyStopping.init Sources/Training/Callbacks/EarlyStopping.swift
=init(_ monitor: Monitor = Monitor(), patience: Int = 0)
/- Parameters:
/  - monitor: What to watch, and how large a change counts.
/  - patience: Epochs without improvement to put up with: the one after them ends the training.

Training EarlyStopping.beforeFit Sources/Training/Callbacks/EarlyStopping.swift
=func beforeFit(_ learn: Learner) throws

Training EarlyStopping.afterEpoch Sources/Training/Callbacks/EarlyStopping.swift
=func afterEpoch(_ learn: Learner) -> Flow

Training ReduceLROnPlateau Sources/Training/Callbacks/EarlyStopping.swift
=final class ReduceLROnPlateau: Callback
/Makes the learning rate smaller when epochs stop becoming better (fastai: `ReduceLROnPlateauCallback`). For `fit`:
/a schedule sets the rate anew before each batch.

Training ReduceLROnPlateau.init Sources/Training/Callbacks/EarlyStopping.swift
=init(_ monitor: Monitor = Monitor(), patience: Int = 0, factor: Double = 0.2, minLR: Double = 0.001)

Training ReduceLROnPlateau.beforeFit Sources/Training/Callbacks/EarlyStopping.swift
=func beforeFit(_ learn: Learner) throws

Training ReduceLROnPlateau.afterEpoch Sources/Training/Callbacks/EarlyStopping.swift
=func afterEpoch(_ learn: Learner) -> Flow

Training StopAfterNBatches Sources/Training/Callbacks/EarlyStopping.swift
=final class StopAfterNBatches: Callback
/Ends the training after a few batches, without validation: for trying things out.

Training StopAfterNBatches.init Sources/Training/Callbacks/EarlyStopping.swift
=init(_ count: Int = 2)

Training StopAfterNBatches.beforeFit Sources/Training/Callbacks/EarlyStopping.swift
=func beforeFit(_ learn: Learner)

Training StopAfterNBatches.afterBatch Sources/Training/Callbacks/EarlyStopping.swift
=func afterBatch(_ learn: Learner) -> Flow

Training GeneralScheduler Sources/Training/Callbacks/GeneralScheduler.swift
=final class GeneralScheduler: Callback
/Sets hyper-parameters before each training batch as its phases say (fastai: `GeneralScheduler`), and ends the
/training when they are over. A phase begins with its first value.

Training GeneralScheduler.init Sources/Training/Callbacks/GeneralScheduler.swift
=init(_ phases: [TrainingPhase])

Training GeneralScheduler.order Sources/Training/Callbacks/GeneralScheduler.swift
=let order = -20

Training GeneralScheduler.beforeFit Sources/Training/Callbacks/GeneralScheduler.swift
=func beforeFit(_ learn: Learner) throws
/- Throws: ``LearnerError`` when a phase has schedules for another number of layer groups.

Training GeneralScheduler.beforeBatch Sources/Training/Callbacks/GeneralScheduler.swift
=func beforeBatch(_ learn: Learner) -> Flow

Training GradientClipping Sources/Training/Callbacks/GradientCallbacks.swift
=final class GradientClipping: TrainingModifier
/Shortens the gradients of all parameters together to a length (fastai: `GradientClipping`).

Training GradientClipping.init Sources/Training/Callbacks/GradientCallbacks.swift
=init(_ maxNorm: Double = 0.1)

Training GradientClipping.order Sources/Training/Callbacks/GradientCallbacks.swift
=let order = 10

Training GradientClipping.beforeFit Sources/Training/Callbacks/GradientCallbacks.swift
=func beforeFit(_ learn: Learner) throws

Training GradientClipping.afterBackward Sources/Training/Callbacks/GradientCallbacks.swift
=func afterBackward(_ learn: Learner) throws -> Flow

Training GradientAccumulation Sources/Training/Callbacks/GradientCallbacks.swift
=final class GradientAccumulation: TrainingModifier
/Makes one step for several batches, as if they were one (fastai: `AccumulateScheduler`): the gradients are those of
/the mean over all their items. Batch norm still sees single batches.

Training GradientAccumulation.init Sources/Training/Callbacks/GradientCallbacks.swift
=init(every batches: Int, dropsLast: Bool = false)
/- Parameters:
/  - batches: In a step (fastai: `n_step`).
/  - dropsLast: Forget what is left at the end of an epoch, in place of a step with it.

Training GradientAccumulation.beforeFit Sources/Training/Callbacks/GradientCallbacks.swift
=func beforeFit(_ learn: Learner) throws

Training GradientAccumulation.afterLoss Sources/Training/Callbacks/GradientCallbacks.swift
=func afterLoss(_ learn: Learner) throws -> Flow
/From the mean over the batch to the sum, so that batches of other sizes count as their items.

Training GradientAccumulation.afterBackward Sources/Training/Callbacks/GradientCallbacks.swift
=func afterBackward(_ learn: Learner) throws -> Flow

Training BnFreeze Sources/Training/Callbacks/GradientCallbacks.swift
=final class BnFreeze: TrainingModifier
/Keeps batch norm layers that do not train in evaluation, so that their running statistics stay (fastai: `BnFreeze`):
/for frozen layers with `trainBN` off.

Training BnFreeze.init Sources/Training/Callbacks/GradientCallbacks.swift
=init()

Training BnFreeze.beforeEpoch Sources/Training/Callbacks/GradientCallbacks.swift
=func beforeEpoch(_ learn: Learner) -> Flow

Training Learner.clipGradients Sources/Training/Callbacks/GradientCallbacks.swift
=func clipGradients(_ maxNorm: Double = 0.1) -> Self
/Shortens gradients to a length in every fit from now on (fastai: `clip_grad`).

Training Learner.mixup Sources/Training/Callbacks/GradientCallbacks.swift
=func mixup(alpha: Double = 0.4) -> Self
/Trains on mixtures of pairs in every fit from now on (fastai: `learn.mixup`): see ``MixUp``.

Training MixUp Sources/Training/Callbacks/MixUp.swift
=final class MixUp: TrainingModifier
/Trains on mixtures of pairs: `x = λ·x₁ + (1 − λ)·x₂`, and the losses of both targets mixed alike, with an own λ for
/each item. Zhang et al. 2017, arXiv:1710.09412; as fastai, λ ~ Beta(α, α), and the larger of λ and 1 − λ is taken.

Training MixUp.init Sources/Training/Callbacks/MixUp.swift
=init(alpha: Double = 0.4)

Training MixUp.beforeFit Sources/Training/Callbacks/MixUp.swift
=func beforeFit(_ learn: Learner) throws

Training MixUp.beforeBatch Sources/Training/Callbacks/MixUp.swift
=func beforeBatch(_ learn: Learner) throws -> Flow

Training MixUp.afterPredictions Sources/Training/Callbacks/MixUp.swift
=func afterPredictions(_ learn: Learner) throws -> Flow

Training MixUp.afterFit Sources/Training/Callbacks/MixUp.swift
=func afterFit(_ learn: Learner)

Training Monitor Sources/Training/Callbacks/Monitor.swift
=struct Monitor: Sendable, Hashable
/Which figure of an epoch decides whether it was better than those before.

Training Monitor.Mode Sources/Training/Callbacks/Monitor.swift
=enum Mode: Sendable, Hashable
/Which way is better.

Training Monitor.Mode.auto Sources/Training/Callbacks/Monitor.swift
=case auto
/Smaller when the name has `loss` or `error` in it, else larger (fastai's rule).

Training Monitor.Mode.smaller Sources/Training/Callbacks/Monitor.swift
=case smaller, larger

Training Monitor.Mode.larger Sources/Training/Callbacks/Monitor.swift
=case smaller, larger

Training Monitor.name Sources/Training/Callbacks/Monitor.swift
=let name: String
/`train_loss`, `valid_loss` or a metric's name.

Training Monitor.smallerIsBetter Sources/Training/Callbacks/Monitor.swift
=let smallerIsBetter: Bool

Training Monitor.minDelta Sources/Training/Callbacks/Monitor.swift
=let minDelta: Double
/Changes up to this are none.

Training Monitor.init Sources/Training/Callbacks/Monitor.swift
=init(_ name: String = "valid_loss", mode: Mode = .auto, minDelta: Double = 0)

Training Monitor.value Sources/Training/Callbacks/Monitor.swift
=func value(_ learn: Learner) -> Double?
/The figure of the last epoch; nil when it was not validated.

Training ProgressReporter Sources/Training/Callbacks/ProgressReporter.swift
=final class ProgressReporter: Callback
/Prints the epoch table, and a progress bar below it on a terminal.

Training ProgressReporter.init Sources/Training/Callbacks/ProgressReporter.swift
=init(output: FileHandle = .standardOutput)
/- Parameter output: Where to print; a bar is drawn when it is a terminal.

Training ProgressReporter.order Sources/Training/Callbacks/ProgressReporter.swift
=let order = 100

Training ProgressReporter.beforeFit Sources/Training/Callbacks/ProgressReporter.swift
=func beforeFit(_ learn: Learner)

Training ProgressReporter.afterBatch Sources/Training/Callbacks/ProgressReporter.swift
=func afterBatch(_ learn: Learner) -> Flow

Training ProgressReporter.afterEpoch Sources/Training/Callbacks/ProgressReporter.swift
=func afterEpoch(_ learn: Learner) -> Flow

Training ProgressReporter.afterFit Sources/Training/Callbacks/ProgressReporter.swift
=func afterFit(_ learn: Learner)

Training formatTime Sources/Training/Callbacks/ProgressReporter.swift
=func formatTime(_ seconds: Double) -> String
/`MM:SS`, or `H:MM:SS` from one hour on; whole seconds, cut off.

Training Recorder.plot Sources/Training/Callbacks/Recorder+Plots.swift
=func plot(skipStart: Int? = nil, skipEnd: Int? = nil) -> Picture
/The loss over the learning rate after `lrFind`, with the suggestions marked (fastai: `recorder.plot`).
/
/- Parameters:
/  - skipStart: Points left out at the start; 10, or a tenth of few, by default.
/  - skipEnd: Points left out at the end; 5, or a twentieth of few, by default.
/- Returns: The picture.

Training Recorder.plotLosses Sources/Training/Callbacks/Recorder+Plots.swift
=func plotLosses(skipStart: Int = 0, skipEnd: Int = 0) -> Picture
/The smoothed training loss over the batches, and the validation loss after each epoch.
/
/- Parameters:
/  - skipStart: Batches left out at the start.
/  - skipEnd: Batches left out at the end.
/- Returns: The picture.

Training Recorder.plotLR Sources/Training/Callbacks/Recorder+Plots.swift
=func plotLR(showMomentums: Bool = false, skipStart: Int = 0, skipEnd: Int = 0) -> Picture
/The learning rate over the batches, and the momentum below it when asked for.
/
/- Parameters:
/  - showMomentums: Draw the momentum, too (fastai: `show_moms`).
/  - skipStart: Batches left out at the start.
/  - skipEnd: Batches left out at the end.
/- Returns: The picture.

Training Recorder.plotMetrics Sources/Training/Callbacks/Recorder+Plots.swift
=func plotMetrics() throws -> Picture
/Each metric over the epochs, in a panel of its own.
/
/- Throws: ``LearnerError`` when there are no metrics.

Training Recorder.resumeKey Sources/Training/Callbacks/Recorder+Resuming.swift
=var resumeKey: String

Training Recorder.savedState Sources/Training/Callbacks/Recorder+Resuming.swift
=func savedState() throws -> SavedState

Training Recorder.restore Sources/Training/Callbacks/Recorder+Resuming.swift
=func restore(_ state: SavedState) throws

Training Recorder Sources/Training/Callbacks/Recorder.swift
=final class Recorder: Callback
/What training looked like: losses, rates and metrics, reset at each `fit`.

Training Recorder.Epoch Sources/Training/Callbacks/Recorder.swift
=struct Epoch: Sendable, Codable, Hashable
/One row of the epoch table.

Training Recorder.Epoch.epoch Sources/Training/Callbacks/Recorder.swift
=let epoch: Int
/From 0.

Training Recorder.Epoch.trainLoss Sources/Training/Callbacks/Recorder.swift
=let trainLoss: Double
/The smoothed loss at the end of the epoch, not the epoch's mean.

Training Recorder.Epoch.validLoss Sources/Training/Callbacks/Recorder.swift
=let validLoss: Double?
/The mean over the validation set; nil without one.

Training Recorder.Epoch.metrics Sources/Training/Callbacks/Recorder.swift
=let metrics: [Double]
/In the order of the learner's metrics; empty without a validation set.

Training Recorder.Epoch.seconds Sources/Training/Callbacks/Recorder.swift
=let seconds: Double

Training Recorder.losses Sources/Training/Callbacks/Recorder.swift
=var losses: [Double] = []
/The smoothed loss after each training batch.

Training Recorder.learningRates Sources/Training/Callbacks/Recorder.swift
=var learningRates: [Double] = []
/The last layer group's learning rate in each training batch.

Training Recorder.momentums Sources/Training/Callbacks/Recorder.swift
=var momentums: [Double] = []
/The last layer group's momentum in each training batch.

Training Recorder.epochs Sources/Training/Callbacks/Recorder.swift
=var epochs: [Epoch] = []

Training Recorder.batchCounts Sources/Training/Callbacks/Recorder.swift
=var batchCounts: [Int] = []
/Training batches done by the end of each epoch (fastai: the sums of `nb_batches`).

Training Recorder.metricNames Sources/Training/Callbacks/Recorder.swift
=var metricNames: [String] = []
/Of the metrics, in the order of each epoch's.

Training Recorder.validLosses Sources/Training/Callbacks/Recorder.swift
=var validLosses: [Double]
/The mean loss over the validation set after each epoch that had one.

Training Recorder.order Sources/Training/Callbacks/Recorder.swift
=let order = -10

Training Recorder.beforeFit Sources/Training/Callbacks/Recorder.swift
=func beforeFit(_ learn: Learner)

Training Recorder.beforeEpoch Sources/Training/Callbacks/Recorder.swift
=func beforeEpoch(_ learn: Learner) -> Flow

Training Recorder.afterLoss Sources/Training/Callbacks/Recorder.swift
=func afterLoss(_ learn: Learner) throws -> Flow

Training Recorder.afterEpoch Sources/Training/Callbacks/Recorder.swift
=func afterEpoch(_ learn: Learner) -> Flow

Training SaveModel Sources/Training/Callbacks/SaveModel.swift
=final class SaveModel: Callback
/Saves the weights of the best epoch, and puts them back at the end (fastai: `SaveModelCallback`).

Training SaveModel.Every Sources/Training/Callbacks/SaveModel.swift
=enum Every: Sendable, Hashable
/When to save.

Training SaveModel.Every.improvement Sources/Training/Callbacks/SaveModel.swift
=case improvement
/When an epoch is better than all before: under the name.

Training SaveModel.Every.epoch Sources/Training/Callbacks/SaveModel.swift
=case epoch
/Always: under `NAME_EPOCH`. The last epoch's weights stay in the network.

Training SaveModel.init Sources/Training/Callbacks/SaveModel.swift
=init(_ monitor: Monitor = Monitor(), every: Every = .improvement, name: String = "bestmodel")

Training SaveModel.beforeFit Sources/Training/Callbacks/SaveModel.swift
=func beforeFit(_ learn: Learner) throws

Training SaveModel.afterEpoch Sources/Training/Callbacks/SaveModel.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training SaveModel.afterFit Sources/Training/Callbacks/SaveModel.swift
=func afterFit(_ learn: Learner) throws

Training TensorBoardLogger Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=final class TensorBoardLogger: Callback
/Writes what training looks like for TensorBoard: the loss, rate and momentum of each training batch, the losses and
/metrics of each epoch (fastai: `LearnerTensorboardWriter`).
/
/    try learn.fitOneCycle(4, callbacks: [TensorBoardLogger(run: "stage-1")])
/    // tensorboard --logdir data/bears/runs

Training TensorBoardLogger.file Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=var file: FilePath?
/The file of the last fit.

Training TensorBoardLogger.init Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=init(run: String = "fastai", folder: FilePath? = nil)
/- Parameters:
/  - run: The run's name: a folder below `folder`.
/  - folder: `runs` in the data's folder by default.

Training TensorBoardLogger.order Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=let order = 90

Training TensorBoardLogger.beforeFit Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=func beforeFit(_ learn: Learner) throws

Training TensorBoardLogger.afterLoss Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=func afterLoss(_ learn: Learner) throws -> Flow

Training TensorBoardLogger.afterEpoch Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training TensorBoardLogger.afterFit Sources/Training/Callbacks/TensorBoard/TensorBoardLogger.swift
=func afterFit(_ learn: Learner) throws

Training TrainingModifier Sources/Training/Callbacks/TrainingModifier.swift
=protocol TrainingModifier: Callback
/A callback that changes what a training batch does: mixes inputs, clips gradients, scales the loss.
/
/Such callbacks take part in ``Learner/lrFind(startLR:endLR:iterations:stopWhenDiverged:weightDecay:)``; the others,
/which watch, print or save, do not.

Training Checkpoint Sources/Training/Checkpoints/Checkpoint.swift
=struct Checkpoint
/A training run as it was at one moment: weights, the optimizer's memory, the place in the schedule and in the data,
/the random numbers, and what callbacks remember. One safetensors file.
/
/    let keeper = Checkpointer("run.safetensors", resuming: try? Checkpoint(contentsOf: "run.safetensors"))
/    try learn.fitOneCycle(10, callbacks: [keeper])

Training Checkpoint.Position Sources/Training/Checkpoints/Checkpoint.swift
=struct Position: Codable, Sendable, Hashable
/Where the run stood.

Training Checkpoint.Position.epoch Sources/Training/Checkpoints/Checkpoint.swift
=let epoch: Int
/From 0; the epoch that comes next, or goes on.

Training Checkpoint.Position.batch Sources/Training/Checkpoints/Checkpoint.swift
=let batch: Int
/Training batches of that epoch that are done.

Training Checkpoint.Position.epochCount Sources/Training/Checkpoints/Checkpoint.swift
=let epochCount: Int

Training Checkpoint.Position.iteration Sources/Training/Checkpoints/Checkpoint.swift
=let iteration: Int
/Training batches done in all.

Training Checkpoint.position Sources/Training/Checkpoints/Checkpoint.swift
=let position: Position

Training Checkpoint.settings Sources/Training/Checkpoints/Checkpoint.swift
=let settings: [String: String]
/What the one who wrote it wanted to know again: the run's options.

Training Checkpoint.init Sources/Training/Checkpoints/Checkpoint.swift
=init(contentsOf path: FilePath) throws
/Reads a checkpoint.
/
/- Throws: `WeightFileError` when the file is missing or damaged, ``LearnerError`` when it is no checkpoint.

Training Checkpointer Sources/Training/Checkpoints/Checkpointer.swift
=final class Checkpointer: Callback
/Writes a ``Checkpoint`` at the end of each epoch, and every few batches when asked to; or goes on from one.
/
/On the processor, with the same number of threads, a run that is taken up again ends bit for bit where it would have
/ended. That holds for callbacks that remember nothing, and those that are ``Resumable``.

Training Checkpointer.init Sources/Training/Checkpoints/Checkpointer.swift
=init(_ path: FilePath, everyBatches: Int? = nil, settings: [String: String] = [:], resuming checkpoint: Checkpoint? = nil)
/- Parameters:
/  - path: The file, which each checkpoint replaces.
/  - everyBatches: Training batches from one to the next, besides those at the end of each epoch.
/  - settings: Kept in the file, for whoever continues.
/  - checkpoint: Where to go on from.

Training Checkpointer.order Sources/Training/Checkpoints/Checkpointer.swift
=let order = 900

Training Checkpointer.beforeFit Sources/Training/Checkpoints/Checkpointer.swift
=func beforeFit(_ learn: Learner) throws

Training Checkpointer.beforeEpoch Sources/Training/Checkpoints/Checkpointer.swift
=func beforeEpoch(_ learn: Learner) -> Flow

Training Checkpointer.afterBatch Sources/Training/Checkpoints/Checkpointer.swift
=func afterBatch(_ learn: Learner) throws -> Flow

Training Checkpointer.afterEpoch Sources/Training/Checkpoints/Checkpointer.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training OptimizerReport Sources/Training/Checkpoints/OptimizerReport.swift
=struct OptimizerReport: Sendable, CustomStringConvertible
/What loading restored of an optimizer's memory, parameter by parameter.

Training OptimizerReport.restored Sources/Training/Checkpoints/OptimizerReport.swift
=var restored: [String] = []
/Names of the parameters whose state was put back.

Training OptimizerReport.withoutState Sources/Training/Checkpoints/OptimizerReport.swift
=var withoutState: [String] = []
/They train now, and the file has no state of them: they start anew.

Training OptimizerReport.notTraining Sources/Training/Checkpoints/OptimizerReport.swift
=var notTraining: [String] = []
/The file has their state, and they do not train now.

Training OptimizerReport.unfit Sources/Training/Checkpoints/OptimizerReport.swift
=var unfit: [String] = []
/Their state in the file is of another optimizer or shape, and was left out.

Training OptimizerReport.isComplete Sources/Training/Checkpoints/OptimizerReport.swift
=var isComplete: Bool

Training OptimizerReport.description Sources/Training/Checkpoints/OptimizerReport.swift
=var description: String

Training RestoreReport Sources/Training/Checkpoints/OptimizerReport.swift
=struct RestoreReport: Sendable, CustomStringConvertible
/What ``Learner/load(_:withOptimizer:)`` put back.

Training RestoreReport.optimizer Sources/Training/Checkpoints/OptimizerReport.swift
=let optimizer: OptimizerReport?
/Nil when the file has none, or none was asked for: the optimizer starts anew.

Training RestoreReport.weightCount Sources/Training/Checkpoints/OptimizerReport.swift
=let weightCount: Int
/How many tensors of the network were read: all that it has.

Training RestoreReport.isComplete Sources/Training/Checkpoints/OptimizerReport.swift
=var isComplete: Bool
/Whether nothing of the file was left out.

Training RestoreReport.description Sources/Training/Checkpoints/OptimizerReport.swift
=var description: String

Training Resumable Sources/Training/Checkpoints/Resumable.swift
=protocol Resumable: Callback
/A callback with a memory that a checkpoint keeps, so that a run that is taken up again goes on as if it had not ended.

Training Resumable.resumeKey Sources/Training/Checkpoints/Resumable.swift
=var resumeKey: String
/Under what its state is kept: different for each of a `fit`.

Training Resumable.savedState Sources/Training/Checkpoints/Resumable.swift
=func savedState() throws -> SavedState

Training Resumable.restore Sources/Training/Checkpoints/Resumable.swift
=func restore(_ state: SavedState) throws
/Called before the first batch of a run that is taken up again, after `beforeFit`.

Training SavedState Sources/Training/Checkpoints/Resumable.swift
=struct SavedState
/What a callback remembers: texts and tensors by name.

Training SavedState.texts Sources/Training/Checkpoints/Resumable.swift
=var texts: [String: String]

Training SavedState.tensors Sources/Training/Checkpoints/Resumable.swift
=var tensors: [String: Tensor]

Training SavedState.init Sources/Training/Checkpoints/Resumable.swift
=init(texts: [String: String] = [:], tensors: [String: Tensor] = [:])

Training Calibration Sources/Training/Coaching/Calibration.swift
=struct Calibration: Sendable, Hashable, CustomStringConvertible
/How well probabilities say how often they are right, before and after one division of the scores by a temperature.
/Guo et al. 2017, arXiv:1706.04599.

Training Calibration.temperature Sources/Training/Coaching/Calibration.swift
=let temperature: Double
/What the scores were divided by: above 1 for a network that was too sure of itself.

Training Calibration.before Sources/Training/Coaching/Calibration.swift
=let before, after: Reliability

Training Calibration.after Sources/Training/Coaching/Calibration.swift
=let before, after: Reliability

Training Calibration.Reliability Sources/Training/Coaching/Calibration.swift
=struct Reliability: Sendable, Hashable
/Figures of a set of probabilities.

Training Calibration.Reliability.negativeLogLikelihood Sources/Training/Coaching/Calibration.swift
=let negativeLogLikelihood: Double
/The mean negative log likelihood of the true class: the validation loss.

Training Calibration.Reliability.calibrationError Sources/Training/Coaching/Calibration.swift
=let calibrationError: Double
/The mean distance between confidence and accuracy over 15 bins of confidence (ECE).

Training Calibration.description Sources/Training/Coaching/Calibration.swift
=var description: String

Training Calibration.init Sources/Training/Coaching/Calibration.swift
=init(probabilities: [[Float]], targets: [Int])
/Finds the temperature with the least negative log likelihood, from 0.05 to 20.
/
/- Parameters:
/  - probabilities: A row for each item, `[N, K]`; scores up to a constant are their logarithms.
/  - targets: Class indices, `[N]`.

Training Learner.calibrate Sources/Training/Coaching/Calibration.swift
=func calibrate() throws -> Calibration
/Makes probabilities honest: divides the last linear layer by the temperature that fits the validation set best.
/
/The classes that the network answers do not change. Since one number is fitted, the validation set is hardly used
/up by it.
/
/- Returns: The temperature, and the figures before and after.
/- Throws: ``LearnerError`` when there is no validation set, or the network does not end in a linear layer.

Training Diagnosis Sources/Training/Coaching/Diagnosis.swift
=struct Diagnosis: Sendable, Hashable, CustomStringConvertible
/What the course of a training tells, in words.

Training Diagnosis.Kind Sources/Training/Coaching/Diagnosis.swift
=struct Kind: Hashable, Sendable, CustomStringConvertible
/The kind of a finding. New kinds may be added; switch with a default.

Training Diagnosis.Kind.description Sources/Training/Coaching/Diagnosis.swift
=let description: String

Training Diagnosis.Kind.rateTooHigh Sources/Training/Coaching/Diagnosis.swift
=static let rateTooHigh = Kind(description: "learning rate too high")

Training Diagnosis.Kind.rateTooLow Sources/Training/Coaching/Diagnosis.swift
=static let rateTooLow = Kind(description: "learning rate too low")

Training Diagnosis.Kind.tooFewEpochs Sources/Training/Coaching/Diagnosis.swift
=static let tooFewEpochs = Kind(description: "too few epochs")

Training Diagnosis.Kind.overfitting Sources/Training/Coaching/Diagnosis.swift
=static let overfitting = Kind(description: "overfitting")

Training Diagnosis.Kind.underfitting Sources/Training/Coaching/Diagnosis.swift
=static let underfitting = Kind(description: "underfitting")

Training Diagnosis.Kind.normal Sources/Training/Coaching/Diagnosis.swift
=static let normal = Kind(description: "normal")

Training Diagnosis.Kind.withinChance Sources/Training/Coaching/Diagnosis.swift
=static let withinChance = Kind(description: "within chance")
/The error went up by less than chance does.

Training Diagnosis.Kind.fewValidationItems Sources/Training/Coaching/Diagnosis.swift
=static let fewValidationItems = Kind(description: "few validation items")

Training Diagnosis.Kind.noValidation Sources/Training/Coaching/Diagnosis.swift
=static let noValidation = Kind(description: "no validation")

Training Diagnosis.kind Sources/Training/Coaching/Diagnosis.swift
=let kind: Kind

Training Diagnosis.observation Sources/Training/Coaching/Diagnosis.swift
=let observation: String
/What was seen, with its numbers.

Training Diagnosis.advice Sources/Training/Coaching/Diagnosis.swift
=let advice: String?
/What to do; nil when nothing needs doing.

Training Diagnosis.init Sources/Training/Coaching/Diagnosis.swift
=init(_ kind: Kind, _ observation: String, advice: String? = nil)

Training Diagnosis.description Sources/Training/Coaching/Diagnosis.swift
=var description: String

Training LossGuard Sources/Training/Coaching/LossGuard.swift
=final class LossGuard: Callback, Resumable
/Ends the training when the loss explodes, and puts the best weights back (fastai: `TerminateOnNaNCallback`, which
/leaves the ruined weights).
/
/The loss has exploded when it is no number, or over four times what it was at the start and what guessing gives. The
/best weights are those of the epoch with the least validation loss, when that is less than the loss at the start; else those
/of the start.

Training LossGuard.init Sources/Training/Coaching/LossGuard.swift
=init()

Training LossGuard.order Sources/Training/Coaching/LossGuard.swift
=let order = -5

Training LossGuard.resumeKey Sources/Training/Coaching/LossGuard.swift
=var resumeKey: String

Training LossGuard.beforeFit Sources/Training/Coaching/LossGuard.swift
=func beforeFit(_ learn: Learner) throws

Training LossGuard.afterBatch Sources/Training/Coaching/LossGuard.swift
=func afterBatch(_ learn: Learner) -> Flow

Training LossGuard.afterEpoch Sources/Training/Coaching/LossGuard.swift
=func afterEpoch(_ learn: Learner) throws -> Flow

Training LossGuard.afterFit Sources/Training/Coaching/LossGuard.swift
=func afterFit(_ learn: Learner) throws

Training LossGuard.savedState Sources/Training/Coaching/LossGuard.swift
=func savedState() throws -> SavedState

Training LossGuard.restore Sources/Training/Coaching/LossGuard.swift
=func restore(_ state: SavedState) throws

Training TrainingHistory.diagnoses Sources/Training/Coaching/TrainingHistory+Diagnosis.swift
=var diagnoses: [Diagnosis]
/The finding first, then remarks on how far the figures can be trusted.

Training TrainingHistory Sources/Training/Coaching/TrainingHistory.swift
=struct TrainingHistory: Sendable
/What the coach looks at: plain numbers of one `fit`.

Training TrainingHistory.epochs Sources/Training/Coaching/TrainingHistory.swift
=var epochs: [Recorder.Epoch]

Training TrainingHistory.losses Sources/Training/Coaching/TrainingHistory.swift
=var losses: [Double]
/The smoothed loss after each training batch.

Training TrainingHistory.maxLearningRate Sources/Training/Coaching/TrainingHistory.swift
=var maxLearningRate: Double
/The largest learning rate that was used.

Training TrainingHistory.errorRates Sources/Training/Coaching/TrainingHistory.swift
=var errorRates: [Double]
/Wrong answers after each epoch, 0…1; empty when no metric tells.

Training TrainingHistory.validCount Sources/Training/Coaching/TrainingHistory.swift
=var validCount: Int

Training TrainingHistory.chanceLoss Sources/Training/Coaching/TrainingHistory.swift
=var chanceLoss: Double
/The loss of one who guesses; 0 when targets are no classes.

Training TrainingHistory.explosion Sources/Training/Coaching/TrainingHistory.swift
=var explosion: String?
/What ``LossGuard`` said when it ended the training.

Training TrainingHistory.init Sources/Training/Coaching/TrainingHistory.swift
=init(epochs: [Recorder.Epoch], losses: [Double], maxLearningRate: Double, errorRates: [Double] = [], validCount: Int, chanceLoss: Double = 0, explosion: String? = nil)

Training Learner.history Sources/Training/Coaching/TrainingHistory.swift
=var history: TrainingHistory
/What the recorder holds of the last `fit`, for the coach.

Training Learner.diagnose Sources/Training/Coaching/TrainingHistory.swift
=func diagnose() -> [Diagnosis]
/Reads the last `fit` as the lesson teaches to: what went wrong, if anything, and what to try.
/
/    for diagnosis in learn.diagnose() { print(diagnosis) }
/
/- Returns: The finding first, then remarks on how far the figures can be trusted.

Training Batch Sources/Training/Data/Batch.swift
=struct Batch
/Inputs and targets that go through the network together.
/
/A batch that could not be made carries its error to whoever asks for its tensors, so that a plain loop over a loader
/stays a plain loop.

Training Batch.indices Sources/Training/Data/Batch.swift
=let indices: [Int]
/Where each item stands in the data set.

Training Batch.paths Sources/Training/Data/Batch.swift
=let paths: [FilePath]
/Each item's file; empty where items are no files.

Training Batch.init Sources/Training/Data/Batch.swift
=init(x: Tensor, y: Tensor, indices: [Int], paths: [FilePath] = [])

Training Batch.init Sources/Training/Data/Batch.swift
=init(failure: any Error)

Training Batch.x Sources/Training/Data/Batch.swift
=var x: Tensor
/The inputs, `[N, …]`.

Training Batch.y Sources/Training/Data/Batch.swift
=var y: Tensor
/The targets, `[N]` for class indices, `[N, F]` for anything else.

Training Batch.count Sources/Training/Data/Batch.swift
=var count: Int
/How many items.

Training Batch.replacing Sources/Training/Data/Batch.swift
=func replacing(x: Tensor? = nil, y: Tensor? = nil) throws -> Batch
/The same items with other inputs or targets: what a callback puts in a batch's place.

Training Batch.moved Sources/Training/Data/Batch.swift
=func moved(to device: Device) throws -> Batch
/On a device; the copy to a GPU goes on while the processor does other work.
/
/- Throws: What kept the batch from being made.

Training DataLoader Sources/Training/Data/DataBunch.swift
=protocol DataLoader
/Gives the items of a data set in batches, once through for each iteration.

Training DataLoader.itemCount Sources/Training/Data/DataBunch.swift
=var itemCount: Int
/Items in the data set.

Training DataLoader.batchCount Sources/Training/Data/DataBunch.swift
=var batchCount: Int
/Batches in one pass.

Training DataLoader.paths Sources/Training/Data/DataBunch.swift
=var paths: [FilePath]
/The file of each item, by its index; empty where items are no files.

Training DataLoader.makeIterator Sources/Training/Data/DataBunch.swift
=func makeIterator() -> AnyIterator<Batch>
/Starts a pass.

Training DataLoader.paths Sources/Training/Data/DataBunch.swift
=var paths: [FilePath]

Training DataBunch Sources/Training/Data/DataBunch.swift
=protocol DataBunch
/What a learner trains on.

Training DataBunch.train Sources/Training/Data/DataBunch.swift
=var train: Loader
/Shuffled and augmented.

Training DataBunch.trainInOrder Sources/Training/Data/DataBunch.swift
=var trainInOrder: Loader?
/The training items in order, without augmentation (fastai: `fix_dl`); nil where that cannot be had.

Training DataBunch.valid Sources/Training/Data/DataBunch.swift
=var valid: Loader?
/In order, without augmentation; nil when nothing was held out.

Training DataBunch.test Sources/Training/Data/DataBunch.swift
=var test: Loader?
/Items that neither train nor choose; nil without them.

Training DataBunch.path Sources/Training/Data/DataBunch.swift
=var path: FilePath
/The folder that the data came from: where models are kept.

Training DataBunch.classes Sources/Training/Data/DataBunch.swift
=var classes: [String]
/Names of the classes, in the order of their indices; empty when targets are no classes.

Training DataBunch.targetKind Sources/Training/Data/DataBunch.swift
=var targetKind: TargetKind
/What the targets are: it chooses a learner's loss.

Training DataBunch.ttaLoaders Sources/Training/Data/DataBunch.swift
=func ttaLoaders(of part: DatasetPart, scale: Double) throws -> [any DataLoader]
/Loaders that show every item of a part in its eight views for test-time augmentation: the four corners of a picture
/enlarged by `scale`, plain and mirrored, each with the training's other transforms drawn anew.
/
/- Throws: ``LearnerError`` when the data has no such views.

Training DataBunch.ttaLoaders Sources/Training/Data/DataBunch.swift
=func ttaLoaders(of part: DatasetPart, scale: Double) throws -> [any DataLoader]

Training DatasetPart Sources/Training/Data/DatasetPart.swift
=enum DatasetPart: String, Sendable, Hashable, CaseIterable, Codable
/A part of a data set as batches (fastai: `DatasetType`).

Training DatasetPart.train Sources/Training/Data/DatasetPart.swift
=case train
/Shuffled and augmented.

Training DatasetPart.fix Sources/Training/Data/DatasetPart.swift
=case fix
/The training items as validation sees items: in order, all of them, not augmented.

Training DatasetPart.valid Sources/Training/Data/DatasetPart.swift
=case valid

Training DatasetPart.test Sources/Training/Data/DatasetPart.swift
=case test
/Items that take no part in training.

Training DatasetPart.single Sources/Training/Data/DatasetPart.swift
=case single
/One item that was put in.

Training DataBunch.trainInOrder Sources/Training/Data/DatasetPart.swift
=var trainInOrder: Loader?

Training DataBunch.test Sources/Training/Data/DatasetPart.swift
=var test: Loader?

Training DataBunch.targetKind Sources/Training/Data/DatasetPart.swift
=var targetKind: TargetKind

Training DataBunch.loader Sources/Training/Data/DatasetPart.swift
=func loader(_ part: DatasetPart) -> Loader?
/The batches of a part, or nil where there is none.

Training RepeatableLoader Sources/Training/Data/RepeatableLoader.swift
=protocol RepeatableLoader: AnyObject, DataLoader
/A loader whose passes differ, by their order or their augmentation, and that can take one up again in the middle.

Training RepeatableLoader.passes Sources/Training/Data/RepeatableLoader.swift
=var passes: Int
/How many passes were begun. Setting it makes the next pass the same as an earlier one was.

Training RepeatableLoader.makeIterator Sources/Training/Data/RepeatableLoader.swift
=func makeIterator(from firstBatch: Int) -> AnyIterator<Batch>
/Starts a pass at one of its batches, without making those before it.

Training TargetKind Sources/Training/Data/TargetKind.swift
=enum TargetKind: Sendable, Hashable
/What a network is asked for, as the labels tell.

Training TargetKind.category Sources/Training/Data/TargetKind.swift
=case category
/One class of several: targets are class indices, `[N]`, Int64.

Training TargetKind.multiCategory Sources/Training/Data/TargetKind.swift
=case multiCategory
/Any number of classes at once, none too: targets are zeros and ones, `[N, C]`, Float32.

Training TargetKind.numbers Sources/Training/Data/TargetKind.swift
=case numbers
/Numbers: targets are `[N, F]`, Float32.

Training LRFinderResult Sources/Training/LRFinder/LRFinderResult.swift
=struct LRFinderResult: Sendable
/The loss over the learning rate, and what it suggests.

Training LRFinderResult.Suggestion Sources/Training/LRFinder/LRFinderResult.swift
=struct Suggestion: Sendable, Hashable
/A rate that a rule reads off the curve.

Training LRFinderResult.Suggestion.rule Sources/Training/LRFinder/LRFinderResult.swift
=let rule: String
/`valley`, `steepest` or `minimum/10`.

Training LRFinderResult.Suggestion.learningRate Sources/Training/LRFinder/LRFinderResult.swift
=let learningRate: Double

Training LRFinderResult.Suggestion.point Sources/Training/LRFinder/LRFinderResult.swift
=let point: Point
/The point of the curve that it was read off.

Training LRFinderResult.Suggestion.reason Sources/Training/LRFinder/LRFinderResult.swift
=let reason: String
/Why this rate, in a sentence.

Training LRFinderResult.Suggestion.Point Sources/Training/LRFinder/LRFinderResult.swift
=struct Point: Sendable, Hashable

Training LRFinderResult.learningRates Sources/Training/LRFinder/LRFinderResult.swift
=let learningRates: [Double]
/The rate of each batch.

Training LRFinderResult.losses Sources/Training/LRFinder/LRFinderResult.swift
=let losses: [Double]
/The smoothed loss after each batch.

Training LRFinderResult.hasDiverged Sources/Training/LRFinder/LRFinderResult.swift
=let hasDiverged: Bool
/Whether the loss grew so much that the search was ended.

Training LRFinderResult.suggestions Sources/Training/LRFinder/LRFinderResult.swift
=let suggestions: [Suggestion]
/Each rule's rate, the recommended one first; empty when the curve says nothing.

Training LRFinderResult.init Sources/Training/LRFinder/LRFinderResult.swift
=init(learningRates: [Double], losses: [Double], hasDiverged: Bool = false)

Training LRFinderResult.suggestion Sources/Training/LRFinder/LRFinderResult.swift
=var suggestion: Suggestion?
/The recommended rate: the valley's.

Training LRFinderResult.range Sources/Training/LRFinder/LRFinderResult.swift
=var range: ClosedRange<Double>?
/Rates from the most careful rule's to the boldest one's.

Training LRFinderResult.explanation Sources/Training/LRFinder/LRFinderResult.swift
=var explanation: String
/What the curve says, in a sentence or two.

Training LRFinderResult.plot Sources/Training/LRFinder/LRFinderResult.swift
=var plot: Picture
/The curve with the suggestions marked.

Training LRFinderResult.plot Sources/Training/LRFinder/LRFinderResult.swift
=func plot(skipStart: Int?, skipEnd: Int?) -> Picture
/The curve with the suggestions marked, without its first and last points.
/
/- Parameters:
/  - skipStart: Points left out at the start; 10, or a tenth of few, by default.
/  - skipEnd: Points left out at the end; 5, or a twentieth of few, by default.
/- Returns: The picture.

Training LRFinderResult.chart Sources/Training/LRFinder/LRFinderResult.swift
=func chart(skipStart: Int? = nil, skipEnd: Int? = nil) -> LineChart
/What ``plot(skipStart:skipEnd:)`` draws, for drawing it elsewhere: `TerminalChart(result.chart())`.

Training Learner.lrFind Sources/Training/LRFinder/Learner+LRFind.swift
=func lrFind(startLR: Double = 1e-7, endLR: Double = 10, iterations: Int = 100, stopWhenDiverged: Bool = true, weightDecay: Double? = nil) throws -> LRFinderResult
/Trains on a few batches while the learning rate rises, to see at which rates the loss falls (fastai: `lr_find`).
/Smith 2015, arXiv:1506.01186.
/
/The rate of batch `k` is `startLR · (endLR / startLR)^(k / iterations)`, the same for all layer groups. Afterwards
/the weights, batch norm's statistics, the optimizer, the random numbers and the data's order are exactly what they
/were, so that a second call gives the same curve; nothing is written to disk. A new optimizer is used meanwhile.
/Of the learner's callbacks those take part that are a ``TrainingModifier``. The recorder then holds the curve.
/
/- Parameters:
/  - startLR: The first rate.
/  - endLR: The rate that would come after the last batch.
/  - iterations: Batches; the data set is gone through as often as that needs (fastai: `num_it`).
/  - stopWhenDiverged: End when the smoothed loss is over four times its best, or no number (fastai: `stop_div`).
/  - weightDecay: In place of the learner's.
/- Returns: The curve, with what it suggests.
/- Throws: ``LearnerError`` when the rates make no sense or there is nothing to train on, and what a batch or the
/  network throws; everything is put back then, too.

Training Learner.validate Sources/Training/Learner/Learner+Evaluation.swift
=func validate(_ part: DatasetPart = .valid, metrics: [Metric]? = nil, callbacks: [any Callback] = []) throws -> TrainingState.Validation
/The mean loss and the metrics over a part.
/
/- Parameters:
/  - part: The validation set by default.
/  - metrics: The learner's by default.
/  - callbacks: See `beforeBatch`, `afterPredictions` and `afterBatch`.
/- Returns: Loss and metrics; the metrics in their order.
/- Throws: ``LearnerError`` when the part is empty.

Training Learner.validate Sources/Training/Learner/Learner+Evaluation.swift
=func validate(_ loader: any DataLoader, metrics: [Metric]? = nil, callbacks: [any Callback] = []) throws -> TrainingState.Validation
/The mean loss and the metrics over the items that a loader gives.

Training Learner.getPreds Sources/Training/Learner/Learner+Evaluation.swift
=func getPreds(_ part: DatasetPart = .valid, atMost: Int? = nil, withDropout: Bool = false, activation: ((Tensor) throws -> Tensor)? = nil) throws -> Predictions
/Predictions for a part of the data, in its order whatever the order of the batches, with losses and files.
/
/- Parameters:
/  - part: The validation set by default. `.fix` is every training item as it is; `.train` is a pass as training
/    makes it, augmented, which may leave items out.
/  - atMost: Batches to look at; all by default (fastai: `n_batch`).
/  - withDropout: Leave dropout on: predictions differ from call to call.
/  - activation: From raw outputs to predictions; the loss's by default.
/- Returns: One row for each item.
/- Throws: ``LearnerError`` when the part is empty, and what a batch or the network throws.

Training Learner.getPreds Sources/Training/Learner/Learner+Evaluation.swift
=func getPreds(_ loader: any DataLoader, atMost: Int? = nil, withDropout: Bool = false, activation: ((Tensor) throws -> Tensor)? = nil) throws -> Predictions
/Predictions for every item that a loader gives.

Training Learner.predBatch Sources/Training/Learner/Learner+Evaluation.swift
=func predBatch(_ batch: Batch? = nil, of part: DatasetPart = .valid, withDropout: Bool = false) throws -> Tensor
/The network's predictions for one batch of a part, its first by default (fastai: `pred_batch`).
/
/- Returns: After the loss's activation: `[N, C]`.

Training Learner.save Sources/Training/Learner/Learner+Files.swift
=func save(_ name: String, withOptimizer: Bool = true) throws -> String
/Writes the network's weights, and what the optimizer remembers, to `models/NAME.safetensors`: whole or not at all.
/
/The weights stand under their own names; the optimizer's under `optimizer/PARAMETER/…`, after PyTorch's names.
/
/- Parameters:
/  - name: A plain file name, such as `stage-1`.
/  - withOptimizer: Keep the optimizer's memory, too (fastai: `with_opt`).
/- Returns: The file's path.
/- Throws: ``LearnerError`` for a name that is none, `WeightFileError` when the file cannot be written.

Training Learner.load Sources/Training/Learner/Learner+Files.swift
=func load(_ name: String, withOptimizer: Bool = true) throws -> RestoreReport
/Reads what ``save(_:withOptimizer:)`` wrote.
/
/The optimizer's state goes to the parameters of the same names that train now: after another freezing it fits, as
/far as there is state, and the report says how far. Without state the optimizer starts anew.
/
/- Parameters:
/  - name: As it was saved.
/  - withOptimizer: Put the optimizer's state back, too, where the file has it.
/- Returns: What was and what was not restored.
/- Throws: ``LearnerError`` with code `.mismatch` when the weights are of another network; this one is then as it
/  was.

Training Learner.fit Sources/Training/Learner/Learner+Fit.swift
=func fit(_ epochs: Int, learningRate: some LearningRateSpecification = .slice(3e-3), weightDecay: Double? = nil, callbacks: [any Callback] = [], startEpoch: Int = 0) throws
/Trains at constant learning rates.
/
/- Parameters:
/  - epochs: Passes through the training set.
/  - learningRate: For all layer groups, or a slice.
/  - weightDecay: In place of the learner's.
/  - callbacks: Besides the learner's.
/  - startEpoch: The number of the first epoch, after as many that were done before.
/- Throws: ``LearnerError`` when there is nothing to train on or a rate makes no sense, and what a batch, the
/  network or a callback throws.

Training Learner.fitOneCycle Sources/Training/Learner/Learner+Fit.swift
=func fitOneCycle(_ epochs: Int, maxLR: some LearningRateSpecification = .slice(3e-3), momentums: (Double, Double) = (0.95, 0.85), divFactor: Double = 25, startFraction: Double = 0.3, finalDiv: Double? = nil, warmUp: Annealing = .cosine, weightDecay: Double? = nil, callbacks: [any Callback] = [], totalEpochs: Int? = nil, startEpoch: Int = 0) throws
/Trains with the one-cycle policy: see ``OneCycle``.
/
/- Parameters:
/  - epochs: Passes through the training set (fastai: `cyc_len`).
/  - maxLR: The largest rate, for all layer groups or a slice.
/  - momentums: At the ends, and at the top of the rate (fastai: `moms`).
/  - divFactor: The first rate is the largest divided by this.
/  - startFraction: The share of the iterations in which the rate rises (fastai: `pct_start`).
/  - finalDiv: The last rate is the largest divided by this; `divFactor · 1e4` by default.
/  - warmUp: How the rate rises: `.cosine` as in the final fastai 1, `.linear` as in the lesson of 2018.
/  - weightDecay: In place of the learner's.
/  - callbacks: Besides the learner's.
/  - totalEpochs: Epochs of the whole cycle (fastai: `tot_epochs`); `epochs` by default.
/  - startEpoch: The first epoch of the cycle that is trained now (fastai: `start_epoch`): those before count as
/    done. Training ends after `epochs` of them, or with the cycle.
/- Throws: ``LearnerError`` when there is nothing to train on or a rate makes no sense, and what a batch, the
/  network or a callback throws.

Training Learner.fitFlatCosine Sources/Training/Learner/Learner+Fit.swift
=func fitFlatCosine(_ epochs: Int, learningRate: some LearningRateSpecification = .slice(3e-3), momentums: (Double, Double)? = (0.95, 0.85), startFraction: Double = 0.72, finalDiv: Double = .infinity, weightDecay: Double? = nil, callbacks: [any Callback] = []) throws
/Trains at a flat rate, then lets it fall along a cosine (fastai 1: `fit_fc`, fastai 2: `fit_flat_cos`).
/
/fastai 1 has `startFraction: 0.72, finalDiv: .infinity, momentums: (0.95, 0.85)`; fastai 2 has
/`startFraction: 0.75, finalDiv: 1e5` and leaves the momentum alone.
/
/- Parameters:
/  - epochs: Passes through the training set.
/  - learningRate: At the start, for all layer groups or a slice.
/  - momentums: Before and after the rate begins to fall; nil to leave it.
/  - startFraction: The share of the iterations before the rate falls (fastai: `start_pct`, `pct_start`).
/  - finalDiv: The last rate is the first divided by this; infinity for 0 (fastai 2: `div_final`).
/  - weightDecay: In place of the learner's.
/  - callbacks: Besides the learner's.
/- Throws: As ``fitOneCycle(_:maxLR:momentums:divFactor:startFraction:finalDiv:warmUp:weightDecay:callbacks:totalEpochs:startEpoch:)``.

Training Learner.fineTune Sources/Training/Learner/Learner+Fit.swift
=func fineTune(_ epochs: Int, baseLR: Double = 2e-3, freezeEpochs: Int = 1, lrMultiplier: Double = 100, startFraction: Double = 0.3, divFactor: Double = 5, callbacks: [any Callback] = []) throws
/Trains the head of a frozen network, then all of it at smaller rates (fastai 2: `fine_tune`).
/
/- Parameters:
/  - epochs: With everything unfrozen.
/  - baseLR: The head's largest rate while the body is frozen; half of it afterwards.
/  - freezeEpochs: With the body frozen.
/  - lrMultiplier: The first layers' largest rate is the head's divided by this.
/  - startFraction: The share of the unfrozen iterations in which the rate rises.
/  - divFactor: The first unfrozen rate is the largest divided by this.
/  - callbacks: Besides the learner's.
/- Throws: ``LearnerError`` when there is only one layer group or a setting makes no sense.

Training Learner.split Sources/Training/Learner/Learner+Freezing.swift
=func split(at modules: Module...) throws
/Divides the network into layer groups: each of `modules` begins a new one (fastai: `learn.split`).
/
/- Throws: ``LearnerError`` when one of them is no part of the network, or begins where another does.

Training Learner.split Sources/Training/Learner/Learner+Freezing.swift
=func split(_ groups: (Module) throws -> [[Module]]) rethrows
/Divides the network into layer groups as the function says, first layers first.

Training Learner.freeze Sources/Training/Learner/Learner+Freezing.swift
=func freeze() throws
/Trains the last layer group only, and batch norm everywhere when `trainBN` says so.
/
/- Throws: ``LearnerError`` when there is only one group.

Training Learner.unfreeze Sources/Training/Learner/Learner+Freezing.swift
=func unfreeze() throws
/Trains every layer.

Training Learner.freezeTo Sources/Training/Learner/Learner+Freezing.swift
=func freezeTo(_ index: Int) throws
/Trains the layer groups from `index` on; a negative index counts from the end. Makes a new optimizer.

Training ItemPrediction Sources/Training/Learner/Learner+Predicting.swift
=struct ItemPrediction: Sendable, Hashable
/What the network says of one item.

Training ItemPrediction.label Sources/Training/Learner/Learner+Predicting.swift
=let label: String
/The class's name, or its index where classes have no names.

Training ItemPrediction.index Sources/Training/Learner/Learner+Predicting.swift
=let index: Int
/The class with the largest probability.

Training ItemPrediction.probabilities Sources/Training/Learner/Learner+Predicting.swift
=let probabilities: [Float]
/After the loss's activation, one for each class.

Training ShownResult Sources/Training/Learner/Learner+Predicting.swift
=struct ShownResult: Sendable, Hashable
/An item of the data beside what the network says of it.

Training ShownResult.index Sources/Training/Learner/Learner+Predicting.swift
=let index: Int
/Where it stands in its part.

Training ShownResult.path Sources/Training/Learner/Learner+Predicting.swift
=let path: FilePath?
/Its file, where items are files.

Training ShownResult.truth Sources/Training/Learner/Learner+Predicting.swift
=let truth: String
/The names of the classes, `;` between several, or the numbers.

Training ShownResult.prediction Sources/Training/Learner/Learner+Predicting.swift
=let prediction: String

Training ShownResult.probability Sources/Training/Learner/Learner+Predicting.swift
=let probability: Float?
/Of the predicted class; nil for numbers and for several classes.

Training ShownResult.loss Sources/Training/Learner/Learner+Predicting.swift
=let loss: Float

Training Learner.predict Sources/Training/Learner/Learner+Predicting.swift
=func predict(_ item: Tensor, withDropout: Bool = false) throws -> ItemPrediction
/Predicts one item, as a batch of one.
/
/- Parameters:
/  - item: What the network takes, without the batch's dimension: for images `[3, H, W]`, normalised.
/  - withDropout: Leave dropout on.
/- Returns: The class and all probabilities.
/- Throws: `TorchError` when the network cannot take it.

Training Learner.predictWithMCDropout Sources/Training/Learner/Learner+Predicting.swift
=func predictWithMCDropout(_ item: Tensor, times: Int = 10) throws -> [ItemPrediction]
/Predicts one item several times with dropout on: how far the predictions lie apart tells how sure the network is.
/Gal and Ghahramani 2016, arXiv:1506.02142.

Training Learner.showResults Sources/Training/Learner/Learner+Predicting.swift
=func showResults(_ part: DatasetPart = .valid, rows: Int = 5) throws -> [ShownResult]
/The first items of a part with what is true and what the network says (fastai: `show_results`).
/
/- Parameters:
/  - part: The validation set by default.
/  - rows: Their square is the number of items, unless the first batch has fewer.
/- Returns: One value for each item.
/- Throws: ``LearnerError`` when the part is empty.

Training ModelSummary Sources/Training/Learner/Learner+Summary.swift
=struct ModelSummary: Sendable, CustomStringConvertible
/A learner's network, layer by layer: what `print(try learn.summary())` shows (fastai: `learn.summary`).

Training ModelSummary.Layer Sources/Training/Learner/Learner+Summary.swift
=struct Layer: Sendable, Hashable
/One layer without layers below it.

Training ModelSummary.Layer.type Sources/Training/Learner/Learner+Summary.swift
=let type: String
/`Conv2d`

Training ModelSummary.Layer.outputShape Sources/Training/Learner/Learner+Summary.swift
=let outputShape: [Int]
/Of a batch of one; empty when a forward pass does not reach the layer.

Training ModelSummary.Layer.parameterCount Sources/Training/Learner/Learner+Summary.swift
=let parameterCount: Int

Training ModelSummary.Layer.isTrainable Sources/Training/Learner/Learner+Summary.swift
=let isTrainable: Bool

Training ModelSummary.model Sources/Training/Learner/Learner+Summary.swift
=let model: String

Training ModelSummary.layers Sources/Training/Learner/Learner+Summary.swift
=let layers: [Layer]

Training ModelSummary.parameterCount Sources/Training/Learner/Learner+Summary.swift
=let parameterCount: Int

Training ModelSummary.trainableParameterCount Sources/Training/Learner/Learner+Summary.swift
=let trainableParameterCount: Int

Training ModelSummary.notes Sources/Training/Learner/Learner+Summary.swift
=let notes: [String]
/What stands below the table, line by line.

Training ModelSummary.description Sources/Training/Learner/Learner+Summary.swift
=var description: String

Training Learner.summary Sources/Training/Learner/Learner+Summary.swift
=func summary() throws -> ModelSummary
/The layers with their output shapes, found by one forward pass of one item.
/
/- Throws: ``LearnerError`` when there is no data to pass through.

Training Learner.TTA Sources/Training/Learner/Learner+TTA.swift
=func TTA(_ part: DatasetPart = .valid, beta: Double = 0.4, scale: Double = 1.35) throws -> Predictions
/Predictions averaged over other views of each item (fastai: `TTA`):
/`beta · plain + (1 − beta) · mean of the views`.
/
/Losses are those of the averaged predictions; fastai 1 feeds probabilities to a loss that wants raw outputs.
/
/- Parameters:
/  - part: The validation set by default.
/  - beta: How much the plain view counts, 0…1.
/  - scale: How much larger the views are cut from.
/- Returns: One row for each item.
/- Throws: ``LearnerError`` when the data has no other views, or the part is empty.

Training Learner.ttaPredictions Sources/Training/Learner/Learner+TTA.swift
=func ttaPredictions(_ part: DatasetPart = .valid, scale: Double = 1.35) throws -> [Predictions]
/The predictions for each of the other views, plain ones left out (fastai: `tta_only`).

Training Learner Sources/Training/Learner/Learner.swift
=final class Learner
/Brings data, a network, a loss and an optimizer together, and trains.
/
/    let learn = try Learner(data, model, metrics: [.accuracy])
/    try learn.fitOneCycle(4)

Training Learner.data Sources/Training/Learner/Learner.swift
=let data: any DataBunch

Training Learner.model Sources/Training/Learner/Learner.swift
=let model: Module

Training Learner.loss Sources/Training/Learner/Learner.swift
=let loss: LossFunction

Training Learner.metrics Sources/Training/Learner/Learner.swift
=let metrics: [Metric]

Training Learner.device Sources/Training/Learner/Learner.swift
=let device: Device

Training Learner.weightDecay Sources/Training/Learner/Learner.swift
=var weightDecay = 0.01
/How fast weights decay: see ``trueWeightDecay``.

Training Learner.trueWeightDecay Sources/Training/Learner/Learner.swift
=var trueWeightDecay = true
/Weights lose the share `learningRate · weightDecay` of themselves in a step (fastai: `true_wd`); else the decay is
/added to their gradients.

Training Learner.decaysBatchNorm Sources/Training/Learner/Learner.swift
=var decaysBatchNorm = true
/Whether batch norm parameters and biases decay too (fastai: `bn_wd`).

Training Learner.trainBN Sources/Training/Learner/Learner.swift
=var trainBN = true
/Whether batch norm layers train in groups that are frozen.

Training Learner.makeOptimizer Sources/Training/Learner/Learner.swift
=var makeOptimizer: ([ParameterGroup]) -> any Optimizer
/Makes the optimizer; AdamW by default. fastai 2's: `{ AdamW($0, eps: 1e-5) }`.

Training Learner.callbacks Sources/Training/Learner/Learner.swift
=var callbacks: [any Callback]
/Take part in every `fit`.

Training Learner.recorder Sources/Training/Learner/Learner.swift
=let recorder = Recorder()

Training Learner.layerGroups Sources/Training/Learner/Learner.swift
=var layerGroups: [[Module]]
/Parts of the network that have a learning rate of their own, first layers first, as leaf modules.

Training Learner.optimizer Sources/Training/Learner/Learner.swift
=var optimizer: (any Optimizer)?
/Made by freezing, unfreezing or the first `fit`, and kept from then on.

Training Learner.state Sources/Training/Learner/Learner.swift
=var state = TrainingState()

Training Learner.activeCallbacks Sources/Training/Learner/Learner.swift
=var activeCallbacks: [any Callback] = []
/Those of the `fit` that goes on, in their order.

Training Learner.precision Sources/Training/Learner/Learner.swift
=var precision = Precision.full
/The numbers that the network computes with: see ``toBF16()``, ``toFP16(lossScale:)``.

Training Learner.init Sources/Training/Learner/Learner.swift
=init(_ data: any DataBunch, _ model: Module, layerGroups: [[Module]]? = nil, loss: LossFunction? = nil, metrics: [Metric] = [], callbacks: [any Callback] = [ProgressReporter()], device: Device = .default) throws
/- Parameters:
/  - data: Training and validation batches.
/  - model: Any module; it is moved to the device.
/  - layerGroups: From the first layers to the head; the model's own by default.
/  - loss: What to make small; by default what goes with the data's targets.
/  - metrics: Computed on the validation set after each epoch.
/  - callbacks: Take part in every `fit`; ``ProgressReporter`` prints the epoch table.
/  - device: Where the network is.
/- Throws: `TorchError` when the network cannot be moved there.

Training LossFunction Sources/Training/Learner/LossFunction.swift
=struct LossFunction: Sendable
/What training makes small, and how its network's raw outputs are read.

Training LossFunction.name Sources/Training/Learner/LossFunction.swift
=let name: String

Training LossFunction.compute Sources/Training/Learner/LossFunction.swift
=let compute: @Sendable (Tensor, Tensor, Reduction) throws -> Tensor
/Raw outputs and targets to the loss: one number for the batch, or one for each item.

Training LossFunction.activation Sources/Training/Learner/LossFunction.swift
=let activation: @Sendable (Tensor) throws -> Tensor
/Raw outputs to predictions: probabilities for classes.

Training LossFunction.inverseActivation Sources/Training/Learner/LossFunction.swift
=let inverseActivation: @Sendable (Tensor) throws -> Tensor
/Predictions to outputs that give them: what the loss of averaged predictions is computed from.

Training LossFunction.init Sources/Training/Learner/LossFunction.swift
=init(_ name: String, activation: @escaping @Sendable (Tensor) throws -> Tensor = { $0 }, inverseActivation: @escaping @Sendable (Tensor) throws -> Tensor = { $0 }, compute: @escaping @Sendable (Tensor, Tensor, Reduction) throws -> Tensor)

Training LossFunction.crossEntropy Sources/Training/Learner/LossFunction.swift
=static let crossEntropy = crossEntropy(labelSmoothing: 0)
/One class of several: softmax and cross-entropy.

Training LossFunction.crossEntropy Sources/Training/Learner/LossFunction.swift
=static func crossEntropy(labelSmoothing: Double, classWeights: [Double]? = nil) -> LossFunction
/One class of several, with other wishes (fastai: `LabelSmoothingCrossEntropy`, `CrossEntropyLoss(weight)`).
/
/- Parameters:
/  - labelSmoothing: The share of the target's probability spread over all classes: 0.1 is usual.
/  - classWeights: How much each class counts, in the order of their indices; see ``balancedWeights(counts:)``.
/- Returns: The loss.

Training LossFunction.balancedWeights Sources/Training/Learner/LossFunction.swift
=static func balancedWeights(counts: [Int]) -> [Double]
/Weights that make every class count alike: `N / (C · count)`, as scikit-learn's `balanced`; 0 for a class without
/items.

Training LossFunction.binaryCrossEntropy Sources/Training/Learner/LossFunction.swift
=static let binaryCrossEntropy = binaryCrossEntropy(positiveWeights: nil)
/Any number of classes at once: a sigmoid and the cross-entropy of each class.

Training LossFunction.binaryCrossEntropy Sources/Training/Learner/LossFunction.swift
=static func binaryCrossEntropy(positiveWeights: [Double]?) -> LossFunction
/Any number of classes at once, with a weight for the positive answers of each (PyTorch: `pos_weight`).

Training LossFunction.mse Sources/Training/Learner/LossFunction.swift
=static let mse = LossFunction("mse")
/Numbers: the mean squared error.

Training LossFunction.l1 Sources/Training/Learner/LossFunction.swift
=static let l1 = LossFunction("l1")
/Numbers: the mean absolute error.

Training LossFunction.nll Sources/Training/Learner/LossFunction.swift
=static let nll = LossFunction("nll", activation: { try $0.exp() }, inverseActivation: { try logarithm($0) })
/Log-probabilities that the network computes itself: the negative log-likelihood.

Training LossFunction.fitting Sources/Training/Learner/LossFunction.swift
=static func fitting(_ kind: TargetKind) -> LossFunction
/What goes with the kind of the targets.

Training Precision Sources/Training/Learner/Precision.swift
=enum Precision: Sendable, Hashable
/The numbers that the network computes with. Parameters, batch norm and losses stay in `float32`.

Training Precision.full Sources/Training/Learner/Precision.swift
=case full
/`float32` everywhere.

Training Precision.bfloat16 Sources/Training/Learner/Precision.swift
=case bfloat16
/`bfloat16` for convolutions and products: the range of `float32`, so nothing needs to be scaled.

Training Precision.float16 Sources/Training/Learner/Precision.swift
=case float16(lossScale: Double? = nil)
/`float16` for convolutions and products, on a GPU. The loss is scaled: see `GradientScaler`.
/
/- `lossScale`: A fixed factor; nil for one that follows the gradients.

Training Precision.check Sources/Training/Learner/Precision.swift
=func check(on device: Device) throws
/- Throws: ``LearnerError`` when the device cannot train so.

Training Precision.scaler Sources/Training/Learner/Precision.swift
=var scaler: GradientScaler?

Training Precision.forward Sources/Training/Learner/Precision.swift
=func forward(_ model: Module, _ x: Tensor, on device: Device) throws -> Tensor
/Runs the network; its outputs come back as `float32`.

Training Learner.toBF16 Sources/Training/Learner/Precision.swift
=func toBF16() throws -> Self
/Computes in `bfloat16` from now on (fastai: `to_bf16`).

Training Learner.toFP16 Sources/Training/Learner/Precision.swift
=func toFP16(lossScale: Double? = nil) throws -> Self
/Computes in `float16` from now on (fastai: `to_fp16`).
/
/- Parameter lossScale: A fixed factor in place of one that follows the gradients.
/- Returns: The learner.
/- Throws: ``LearnerError`` without a GPU.

Training Learner.toFP32 Sources/Training/Learner/Precision.swift
=func toFP32() throws -> Self
/Computes in `float32` from now on (fastai: `to_fp32`).

Training Predictions Sources/Training/Learner/Predictions.swift
=struct Predictions: Sendable
/What the network makes of data that it does not train on: one row for each item, in the order of the data set.

Training Predictions.probabilities Sources/Training/Learner/Predictions.swift
=let probabilities: [[Float]]
/After the loss's activation: class probabilities, `[N, C]`; numbers, `[N, F]`.

Training Predictions.targets Sources/Training/Learner/Predictions.swift
=let targets: [Int]
/Class indices; empty when an item has no single class.

Training Predictions.targetValues Sources/Training/Learner/Predictions.swift
=let targetValues: [[Float]]
/Targets that are no class indices: zeros and ones for each class, or numbers.

Training Predictions.losses Sources/Training/Learner/Predictions.swift
=let losses: [Float]
/Each item's loss, from the raw outputs.

Training Predictions.indices Sources/Training/Learner/Predictions.swift
=let indices: [Int]
/Where each item stands in its part of the data set, ascending.

Training Predictions.paths Sources/Training/Learner/Predictions.swift
=let paths: [FilePath]
/The file of each item; empty where items are no files.

Training Predictions.count Sources/Training/Learner/Predictions.swift
=var count: Int

Training Predictions.classes Sources/Training/Learner/Predictions.swift
=var classes: [Int]
/The class with the largest probability.

Training Predictions.errorCount Sources/Training/Learner/Predictions.swift
=var errorCount: Int
/How many are not their target's class.

Training Predictions.confusionMatrix Sources/Training/Learner/Predictions.swift
=func confusionMatrix(classCount: Int) -> [[Int]]
/Counts by actual class (rows) and predicted class (columns).

Training TrainingState Sources/Training/Learner/TrainingState.swift
=struct TrainingState
/Where training stands: what callbacks look at, and what they may change.

Training TrainingState.Validation Sources/Training/Learner/TrainingState.swift
=struct Validation: Sendable, Hashable
/The mean loss and the metrics over the validation set.

Training TrainingState.Validation.loss Sources/Training/Learner/TrainingState.swift
=let loss: Double

Training TrainingState.Validation.metrics Sources/Training/Learner/TrainingState.swift
=let metrics: [Double]

Training TrainingState.Validation.init Sources/Training/Learner/TrainingState.swift
=init(loss: Double, metrics: [Double])

Training TrainingState.epoch Sources/Training/Learner/TrainingState.swift
=var epoch = 0
/From 0, or from `startEpoch`.

Training TrainingState.epochCount Sources/Training/Learner/TrainingState.swift
=var epochCount = 0
/The epoch before which training ends.

Training TrainingState.iteration Sources/Training/Learner/TrainingState.swift
=var iteration = 0
/Training batches done, those before `startEpoch` included.

Training TrainingState.batchIndex Sources/Training/Learner/TrainingState.swift
=var batchIndex = 0
/The batch's place in the epoch, from 0, and how many there are.

Training TrainingState.batchCount Sources/Training/Learner/TrainingState.swift
=var batchCount = 0

Training TrainingState.isTraining Sources/Training/Learner/TrainingState.swift
=var isTraining = false

Training TrainingState.loss Sources/Training/Learner/TrainingState.swift
=var loss = Double.nan
/The loss of the last training batch, as it was before a callback changed ``lossTensor``.

Training TrainingState.validation Sources/Training/Learner/TrainingState.swift
=var validation: Validation?
/Of this epoch; nil until it was validated.

Training TrainingState.explosion Sources/Training/Learner/TrainingState.swift
=var explosion: String?
/What was seen of the loss when a guard put the best weights back.

Training TrainingState.stopReason Sources/Training/Learner/TrainingState.swift
=var stopReason: String?
/Why a callback ended the training.

Training TrainingState.failure Sources/Training/Learner/TrainingState.swift
=var failure: (any Error)?
/What ended the training with an error; callbacks see it in `afterFit`.

Training TrainingState.notes Sources/Training/Learner/TrainingState.swift
=var notes: [String] = []
/What callbacks have to tell people, in order: ``ProgressReporter`` prints it.

Training TrainingState.batch Sources/Training/Learner/TrainingState.swift
=var batch: Batch?
/On the learner's device. Put another in its place in `beforeBatch` to change inputs or targets.

Training TrainingState.predictions Sources/Training/Learner/TrainingState.swift
=var predictions: Tensor?
/The raw outputs of the batch. May be changed in `afterPredictions`.

Training TrainingState.lossTensor Sources/Training/Learner/TrainingState.swift
=var lossTensor: Tensor?
/What training goes backward from. Set in `afterPredictions`, it is used in place of the learner's loss; it may be
/changed in `afterLoss`.

Training TrainingState.skipsBackward Sources/Training/Learner/TrainingState.swift
=var skipsBackward = false
/This batch makes no backward pass. Set before it.

Training TrainingState.skipsStep Sources/Training/Learner/TrainingState.swift
=var skipsStep = false
/This batch makes no step. Set before it, in `afterBackward` at the latest.

Training TrainingState.skipsZeroGrad Sources/Training/Learner/TrainingState.swift
=var skipsZeroGrad = false
/The gradients stay for the next batch. Set in `afterStep` at the latest.

Training TrainingState.skipsValidation Sources/Training/Learner/TrainingState.swift
=var skipsValidation = false
/This epoch is not validated. Set before the validation begins.

Training TrainingState.note Sources/Training/Learner/TrainingState.swift
=mutating func note(_ text: String)
/Tells people something.

Training LearnerError Sources/Training/LearnerError.swift
=struct LearnerError: Error, Sendable, CustomStringConvertible
/Why training, saving or loading stopped.

Training LearnerError.Code Sources/Training/LearnerError.swift
=struct Code: Hashable, Sendable
/The kind of failure. New kinds may be added; switch with a default.

Training LearnerError.Code.data Sources/Training/LearnerError.swift
=static let data = Code(name: "data")
/The data cannot be trained on as it is.

Training LearnerError.Code.usage Sources/Training/LearnerError.swift
=static let usage = Code(name: "usage")
/A setting that does not make sense.

Training LearnerError.Code.file Sources/Training/LearnerError.swift
=static let file = Code(name: "file")
/A file could not be written or read.

Training LearnerError.Code.mismatch Sources/Training/LearnerError.swift
=static let mismatch = Code(name: "mismatch")
/A file holds another network.

Training LearnerError.Code.unavailable Sources/Training/LearnerError.swift
=static let unavailable = Code(name: "unavailable")
/Weights that are not at hand.

Training LearnerError.code Sources/Training/LearnerError.swift
=let code: Code

Training LearnerError.message Sources/Training/LearnerError.swift
=let message: String

Training LearnerError.remedy Sources/Training/LearnerError.swift
=let remedy: String?

Training LearnerError.cause Sources/Training/LearnerError.swift
=let cause: (any Error)?

Training LearnerError.init Sources/Training/LearnerError.swift
=init(_ code: Code, _ message: String, remedy: String? = nil, cause: (any Error)? = nil)

Training LearnerError.description Sources/Training/LearnerError.swift
=var description: String

Training Averaging Sources/Training/Metrics/ConfusionMatrix.swift
=enum Averaging: Sendable, Hashable
/How scores of several classes become one.

Training Averaging.binary Sources/Training/Metrics/ConfusionMatrix.swift
=case binary(positive: Int = 1)
/The score of one class of two; with more than two classes, as `.macro` (fastai's rule).

Training Averaging.micro Sources/Training/Metrics/ConfusionMatrix.swift
=case micro
/From the counts of all classes together.

Training Averaging.macro Sources/Training/Metrics/ConfusionMatrix.swift
=case macro
/The mean over the classes that occur.

Training Averaging.weighted Sources/Training/Metrics/ConfusionMatrix.swift
=case weighted
/The mean over the classes, each counting as its items.

Training ConfusionMatrix Sources/Training/Metrics/ConfusionMatrix.swift
=struct ConfusionMatrix: Sendable, Hashable
/Counts of items by actual class (rows) and predicted class (columns), and the scores that follow from them. Scores
/that would divide by 0 are 0, as scikit-learn's.

Training ConfusionMatrix.counts Sources/Training/Metrics/ConfusionMatrix.swift
=var counts: [[Int]]

Training ConfusionMatrix.init Sources/Training/Metrics/ConfusionMatrix.swift
=init(classCount: Int)

Training ConfusionMatrix.init Sources/Training/Metrics/ConfusionMatrix.swift
=init(actual: [Int], predicted: [Int], classCount: Int)

Training ConfusionMatrix.add Sources/Training/Metrics/ConfusionMatrix.swift
=mutating func add(actual: Int, predicted: Int)
/Counts an item; one of a class that is not there is left out.

Training ConfusionMatrix.classCount Sources/Training/Metrics/ConfusionMatrix.swift
=var classCount: Int

Training ConfusionMatrix.total Sources/Training/Metrics/ConfusionMatrix.swift
=var total: Int

Training ConfusionMatrix.correct Sources/Training/Metrics/ConfusionMatrix.swift
=var correct: Int

Training ConfusionMatrix.actualCounts Sources/Training/Metrics/ConfusionMatrix.swift
=var actualCounts: [Int]
/Items of each actual class.

Training ConfusionMatrix.predictedCounts Sources/Training/Metrics/ConfusionMatrix.swift
=var predictedCounts: [Int]
/Items of each predicted class.

Training ConfusionMatrix.precisions Sources/Training/Metrics/ConfusionMatrix.swift
=var precisions: [Double]
/The share of the items predicted as a class that are of it, for each class.

Training ConfusionMatrix.recalls Sources/Training/Metrics/ConfusionMatrix.swift
=var recalls: [Double]
/The share of the items of a class that are predicted as it, for each class.

Training ConfusionMatrix.fBetas Sources/Training/Metrics/ConfusionMatrix.swift
=func fBetas(_ beta: Double = 1) -> [Double]
/`(1 + β²)·P·R / (β²·P + R)` for each class.

Training ConfusionMatrix.precision Sources/Training/Metrics/ConfusionMatrix.swift
=func precision(_ averaging: Averaging) -> Double

Training ConfusionMatrix.recall Sources/Training/Metrics/ConfusionMatrix.swift
=func recall(_ averaging: Averaging) -> Double

Training ConfusionMatrix.fBeta Sources/Training/Metrics/ConfusionMatrix.swift
=func fBeta(_ beta: Double, _ averaging: Averaging) -> Double

Training ConfusionMatrix.balancedAccuracy Sources/Training/Metrics/ConfusionMatrix.swift
=var balancedAccuracy: Double
/The mean of the classes' recalls, those without items left out.

Training ConfusionMatrix.KappaWeights Sources/Training/Metrics/ConfusionMatrix.swift
=enum KappaWeights: Sendable, Hashable
/How a wrong class counts in ``kappa(_:)``: all alike, or by the distance of their indices.

Training ConfusionMatrix.kappa Sources/Training/Metrics/ConfusionMatrix.swift
=func kappa(_ weights: KappaWeights = .none) -> Double
/Cohen's kappa: agreement beyond chance. Cohen 1960.

Training ConfusionMatrix.matthews Sources/Training/Metrics/ConfusionMatrix.swift
=var matthews: Double
/Matthews' correlation coefficient, for any number of classes. Gorodkin 2004.

Training Metric.init Sources/Training/Metrics/Metric+Classes.swift
=init(_ name: String, confusion score: @escaping @Sendable (ConfusionMatrix) -> Double)
/Any score of the epoch's confusion matrix.
/
/    let worst = Metric("worst_recall") { $0.recalls.min() ?? .nan }

Training Metric.precision Sources/Training/Metrics/Metric+Classes.swift
=static func precision(_ averaging: Averaging = .binary()) -> Metric
/The share of the items predicted as a class that are of it (fastai: `Precision`).

Training Metric.recall Sources/Training/Metrics/Metric+Classes.swift
=static func recall(_ averaging: Averaging = .binary()) -> Metric
/The share of the items of a class that are predicted as it (fastai: `Recall`).

Training Metric.fBeta Sources/Training/Metrics/Metric+Classes.swift
=static func fBeta(_ beta: Double = 2, _ averaging: Averaging = .binary()) -> Metric
/`(1 + β²)·P·R / (β²·P + R)` (fastai: `FBeta`, which has β 2).

Training Metric.f1 Sources/Training/Metrics/Metric+Classes.swift
=static func f1(_ averaging: Averaging = .binary()) -> Metric
/The harmonic mean of precision and recall.

Training Metric.kappa Sources/Training/Metrics/Metric+Classes.swift
=static func kappa(_ weights: ConfusionMatrix.KappaWeights = .none) -> Metric
/Agreement beyond chance (fastai: `KappaScore`): see ``ConfusionMatrix/kappa(_:)``.

Training Metric.matthews Sources/Training/Metrics/Metric+Classes.swift
=static let matthews = Metric("matthews_correff", confusion: \.matthews)
/See ``ConfusionMatrix/matthews`` (fastai: `MatthewsCorreff`).

Training Metric.balancedAccuracy Sources/Training/Metrics/Metric+Classes.swift
=static let balancedAccuracy = Metric("balanced_accuracy", confusion: \.balancedAccuracy)
/The mean of the classes' recalls.

Training Metric.jaccard Sources/Training/Metrics/Metric+Classes.swift
=static func jaccard(_ averaging: Averaging = .binary()) -> Metric
/Items of a class in both over items in either, after averaging (scikit-learn: `jaccard_score`).

Training Metric.auroc Sources/Training/Metrics/Metric+Classes.swift
=static let auroc = Metric("auroc")
/The area under the curve of true against false positive rate (fastai: `AUROC`): of the last of two classes; with
/more, the mean over the classes, each against the rest. Classes without items, or with all of them, are left out.

Training Metric.averagePrecision Sources/Training/Metrics/Metric+Classes.swift
=static let averagePrecision = Metric("average_precision")
/The mean precision over all recalls, as ``auroc`` over the classes (fastai 2: `APScoreBinary`).

Training Metric.brier Sources/Training/Metrics/Metric+Classes.swift
=static let brier = Metric("brier_score")
/The mean squared distance of the probabilities from the truth, `Σ_c (p_c − y_c)²`; half of it with two classes.
/Brier 1950.

Training Metric.accuracyThreshold Sources/Training/Metrics/Metric+ManyClasses.swift
=static func accuracyThreshold(_ threshold: Double = 0.5, sigmoid: Bool = true) -> Metric
/The share of all answers that are right (fastai: `accuracy_thresh`).

Training Metric.fBetaOfItems Sources/Training/Metrics/Metric+ManyClasses.swift
=static func fBetaOfItems(_ beta: Double = 2, threshold: Double = 0.2, eps: Double = 1e-9, sigmoid: Bool = true) -> Metric
/The F-score of each item's classes, averaged over the items (fastai: `fbeta`).

Training Metric.fBetaOfLabels Sources/Training/Metrics/Metric+ManyClasses.swift
=static func fBetaOfLabels(_ beta: Double = 2, threshold: Double = 0.3, averaging: Averaging = .micro, sigmoid: Bool = true) -> Metric
/The F-score over the epoch (fastai: `MultiLabelFbeta`).

Training Metric.precisionOfLabels Sources/Training/Metrics/Metric+ManyClasses.swift
=static func precisionOfLabels(threshold: Double = 0.5, averaging: Averaging = .macro, sigmoid: Bool = true) -> Metric
/The precision over the epoch (fastai 2: `PrecisionMulti`).

Training Metric.recallOfLabels Sources/Training/Metrics/Metric+ManyClasses.swift
=static func recallOfLabels(threshold: Double = 0.5, averaging: Averaging = .macro, sigmoid: Bool = true) -> Metric
/The recall over the epoch (fastai 2: `RecallMulti`).

Training Metric.jaccardOfLabels Sources/Training/Metrics/Metric+ManyClasses.swift
=static func jaccardOfLabels(threshold: Double = 0.5, averaging: Averaging = .macro, sigmoid: Bool = true) -> Metric
/Items in both over items in either, over the epoch (fastai 2: `JaccardMulti`).

Training Metric.hammingLoss Sources/Training/Metrics/Metric+ManyClasses.swift
=static func hammingLoss(threshold: Double = 0.5, sigmoid: Bool = true) -> Metric
/The share of all answers that are wrong (fastai 2: `HammingLossMulti`).

Training Metric.aurocOfLabels Sources/Training/Metrics/Metric+ManyClasses.swift
=static let aurocOfLabels = Metric("roc_auc_multi")
/The mean over the classes of the area under each one's ROC curve (fastai 2: `RocAucMulti`); classes without both
/answers are left out.

Training Metric.averagePrecisionOfLabels Sources/Training/Metrics/Metric+ManyClasses.swift
=static let averagePrecisionOfLabels = Metric("average_precision_multi")
/The mean over the classes of each one's mean precision (fastai 2: `APScoreMulti`).

Training Metric.init Sources/Training/Metrics/Metric+Numbers.swift
=init(_ name: String, numbers score: @escaping @Sendable ([Double], [Double]) -> Double)
/Any figure of all predictions and targets of an epoch, element by element.

Training Metric.mse Sources/Training/Metrics/Metric+Numbers.swift
=static let mse = Metric("mse", numbers: { mean(zip($0, $1).map { ($0 - $1) * ($0 - $1) }) })
/The mean squared error.

Training Metric.mae Sources/Training/Metrics/Metric+Numbers.swift
=static let mae = Metric("mae", numbers: { mean(zip($0, $1).map { abs($0 - $1) }) })
/The mean absolute error.

Training Metric.rmse Sources/Training/Metrics/Metric+Numbers.swift
=static let rmse = Metric("rmse", numbers: { mean(zip($0, $1).map { ($0 - $1) * ($0 - $1) }).squareRoot() })
/The root of the mean squared error.

Training Metric.msle Sources/Training/Metrics/Metric+Numbers.swift
=static let msle = Metric("msle", numbers: { mean(zip($0, $1).map { (log1p($0) - log1p($1)) * (log1p($0) - log1p($1)) }) })
/The mean squared error of `ln(1 + x)`.

Training Metric.expRMSPE Sources/Training/Metrics/Metric+Numbers.swift
=static let expRMSPE = Metric("exp_rmspe", numbers: { mean(zip($0, $1).map { (1 - exp($0 - $1)) * (1 - exp($0 - $1)) }).squareRoot() })
/The root of the mean squared relative error of `eˣ` (fastai: `exp_rmspe`).

Training Metric.r2 Sources/Training/Metrics/Metric+Numbers.swift
=static let r2 = Metric("r2_score", numbers: { predictions, targets in let rest = zip(predictions, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } let all = squaredDeviations(targets) return all > 0 ? 1 - rest / all : rest == 0 ? 1 : 0
/The share of the targets' variance that the predictions explain: 1 at best, negative when the targets' mean would
/be better.

Training Metric.explainedVariance Sources/Training/Metrics/Metric+Numbers.swift
=static let explainedVariance = Metric("explained_variance", numbers: { predictions, targets in let rest = squaredDeviations(zip(targets, predictions).map { $0 - $1 }) let all = squaredDeviations(targets) return all > 0 ? 1 - rest / all : rest == 0 ? 1 : 0 })
/As ``r2``, with a constant error forgiven.

Training Metric.pearson Sources/Training/Metrics/Metric+Numbers.swift
=static let pearson = Metric("pearsonr", numbers: { correlation($0, $1) })
/Pearson's correlation coefficient.

Training Metric.spearman Sources/Training/Metrics/Metric+Numbers.swift
=static let spearman = Metric("spearmanr", numbers: { correlation(ranks($0), ranks($1)) })
/Spearman's: the correlation of the ranks, equal values sharing theirs.

Training Metric Sources/Training/Metrics/Metric.swift
=struct Metric: Sendable
/A figure that people read, computed over the validation set.

Training Metric.name Sources/Training/Metrics/Metric.swift
=let name: String
/The heading of its column.

Training Metric.makeAccumulator Sources/Training/Metrics/Metric.swift
=let makeAccumulator: @Sendable () -> any MetricAccumulator
/Starts an epoch.

Training Metric.init Sources/Training/Metrics/Metric.swift
=init(_ name: String, makeAccumulator: @escaping @Sendable () -> any MetricAccumulator)

Training Metric.init Sources/Training/Metrics/Metric.swift
=init(_ name: String, mean function: @escaping @Sendable (Tensor, Tensor) throws -> Tensor)
/A metric of your own from one function of predictions and targets, averaged over the items.
/
/Right for figures that are a mean over items; one that is not (an F-score) needs an accumulator.

Training MetricAccumulator Sources/Training/Metrics/Metric.swift
=protocol MetricAccumulator
/Collects an epoch's batches into one figure.

Training MetricAccumulator.add Sources/Training/Metrics/Metric.swift
=mutating func add(predictions: Tensor, targets: Tensor) throws
/Adds a batch: raw outputs of the network, `[N, C]`, and targets, `[N]`.

Training MetricAccumulator.value Sources/Training/Metrics/Metric.swift
=var value: Double
/The figure; NaN when nothing was added.

Training Metric.accuracy Sources/Training/Metrics/Metric.swift
=static let accuracy = Metric("accuracy")
/The share of items whose largest output is the target's.

Training Metric.errorRate Sources/Training/Metrics/Metric.swift
=static let errorRate = Metric("error_rate")
/1 − accuracy.

Training Metric.topKAccuracy Sources/Training/Metrics/Metric.swift
=static func topKAccuracy(_ k: Int = 5) -> Metric
/The share of items whose target is among the `k` largest outputs.

Training wilsonInterval Sources/Training/Metrics/WilsonInterval.swift
=func wilsonInterval(errors: Int, of count: Int, z: Double = 1.959964) -> ClosedRange<Double>
/How far a rate measured on few items can be trusted: Wilson's score interval.
/
/    (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
/
/Wilson 1927. For 2 errors of 141: 0.4 % to 5.0 %.

Training Annealing Sources/Training/Schedules/Annealing.swift
=enum Annealing: Sendable, Hashable
/How a value goes from a start to an end.

Training Annealing.none Sources/Training/Schedules/Annealing.swift
=case none, linear, cosine, exponential

Training Annealing.linear Sources/Training/Schedules/Annealing.swift
=case none, linear, cosine, exponential

Training Annealing.cosine Sources/Training/Schedules/Annealing.swift
=case none, linear, cosine, exponential

Training Annealing.exponential Sources/Training/Schedules/Annealing.swift
=case none, linear, cosine, exponential

Training Annealing.polynomial Sources/Training/Schedules/Annealing.swift
=case polynomial(degree: Double)

Training Annealing.callAsFunction Sources/Training/Schedules/Annealing.swift
=func callAsFunction(from start: Double, to end: Double, at fraction: Double) -> Double
/The value when `fraction` (0…1) of the way is done.

Training LearningRate Sources/Training/Schedules/LearningRate.swift
=enum LearningRate: Sendable, Hashable
/The learning rates of a network's layer groups: one for all, or from slow first layers to a fast head.

Training LearningRate.uniform Sources/Training/Schedules/LearningRate.swift
=case uniform(Double)
/The same for every group.

Training LearningRate.headFirst Sources/Training/Schedules/LearningRate.swift
=case headFirst(upper: Double)
/The last group gets `upper`, the others a tenth of it (fastai: `slice(upper)`).

Training LearningRate.geometric Sources/Training/Schedules/LearningRate.swift
=case geometric(lower: Double, upper: Double)
/From `lower` for the first group to `upper` for the last, in equal ratios (fastai: `slice(lower, upper)`).

Training LearningRate.rates Sources/Training/Schedules/LearningRate.swift
=func rates(count: Int) -> [Double]
/One rate for each of `count` groups, first layers first.

Training LearningRate.isValid Sources/Training/Schedules/LearningRate.swift
=var isValid: Bool
/Whether every rate is a positive number.

Training LearningRateSpecification Sources/Training/Schedules/LearningRate.swift
=protocol LearningRateSpecification
/What may be given as a learning rate: `3e-3`, `.slice(3e-5, 3e-4)`, `3e-5...3e-4`.

Training LearningRateSpecification.learningRate Sources/Training/Schedules/LearningRate.swift
=var learningRate: LearningRate

Training ClosedRange.learningRate Sources/Training/Schedules/LearningRate.swift
=var learningRate: LearningRate

Training LearningRateSpecification.slice Sources/Training/Schedules/LearningRate.swift
=static func slice(_ lower: Double, _ upper: Double) -> LearningRate
/From `lower` for the first layers to `upper` for the head.

Training LearningRateSpecification.slice Sources/Training/Schedules/LearningRate.swift
=static func slice(_ upper: Double) -> LearningRate
/`upper` for the head, a tenth of it for the layers before.

Training OneCycle Sources/Training/Schedules/OneCycle.swift
=struct OneCycle: Sendable
/The one-cycle policy: the learning rate rises to its maximum and falls to almost nothing while the momentum does the
/opposite. Smith 2018, arXiv:1803.09820; shape and defaults are fastai's `fit_one_cycle`.

Training OneCycle.iterations Sources/Training/Schedules/OneCycle.swift
=let iterations: Int
/Training batches in the whole cycle.

Training OneCycle.momentums Sources/Training/Schedules/OneCycle.swift
=var momentums = (high: 0.95, low: 0.85)
/Momentum at the ends and at the top of the learning rate (fastai: `moms`).

Training OneCycle.divFactor Sources/Training/Schedules/OneCycle.swift
=var divFactor = 25.0
/The first learning rate is the maximum divided by this.

Training OneCycle.finalDiv Sources/Training/Schedules/OneCycle.swift
=var finalDiv = 25e4
/The last learning rate is the maximum divided by this.

Training OneCycle.startFraction Sources/Training/Schedules/OneCycle.swift
=var startFraction = 0.3
/The share of the iterations in which the rate rises.

Training OneCycle.warmUp Sources/Training/Schedules/OneCycle.swift
=var warmUp = Annealing.cosine
/How the rate rises: along a cosine; in the lesson of 2018 (fastai 1.0.18), along a line.

Training OneCycle.coolDown Sources/Training/Schedules/OneCycle.swift
=var coolDown = Annealing.cosine
/How the rate falls.

Training OneCycle.init Sources/Training/Schedules/OneCycle.swift
=init(iterations: Int)

Training OneCycle.learningRate Sources/Training/Schedules/OneCycle.swift
=func learningRate(at k: Int, maxLR: Double) -> Double
/The learning rate used in iteration `k` (from 0) of a group whose maximum is `maxLR`.

Training OneCycle.momentum Sources/Training/Schedules/OneCycle.swift
=func momentum(at k: Int) -> Double
/The momentum (β₁ of Adam) used in iteration `k`.

Training OneCycle.phases Sources/Training/Schedules/OneCycle.swift
=func phases(maxima: [Double]) -> [TrainingPhase]
/The cycle as two phases for ``GeneralScheduler``.
/
/- Parameter maxima: The largest learning rate of each layer group.
/- Returns: The rise and the fall.

Training Schedule Sources/Training/Schedules/Schedule.swift
=struct Schedule: Sendable
/A value that changes along the way, as a function of the share that is done, 0…1. Schedules compose: see
/``combined(_:)``.
/
/    let warmUp = Schedule(.linear, from: 1e-4, to: 3e-3)
/    let coolDown = Schedule(.cosine, from: 3e-3, to: 1e-6)
/    let whole = Schedule.combined([(0.25, warmUp), (0.75, coolDown)])

Training Schedule.init Sources/Training/Schedules/Schedule.swift
=init(_ value: @escaping @Sendable (Double) -> Double)
/Any function of the share done.

Training Schedule.init Sources/Training/Schedules/Schedule.swift
=init(_ annealing: Annealing, from start: Double, to end: Double)
/From one value to another.

Training Schedule.constant Sources/Training/Schedules/Schedule.swift
=static func constant(_ value: Double) -> Schedule

Training Schedule.callAsFunction Sources/Training/Schedules/Schedule.swift
=func callAsFunction(_ position: Double) -> Double
/The value when `position` (0…1) of the way is done; outside of that range, at its ends.

Training Schedule.combined Sources/Training/Schedules/Schedule.swift
=static func combined(_ parts: [(fraction: Double, schedule: Schedule)]) -> Schedule
/Schedules one after the other, each over its fraction of the way (fastai 2: `combine_scheds`). Fractions that do
/not sum to 1 count in proportion.

Training Schedule.combinedCosine Sources/Training/Schedules/Schedule.swift
=static func combinedCosine(_ fraction: Double, from start: Double, through middle: Double, to end: Double) -> Schedule
/Up or down along a cosine, then from there to the end along another (fastai 2: `combined_cos`).
/
/- Parameters:
/  - fraction: The share of the first.
/  - start: The first value.
/  - middle: Where the two meet.
/  - end: The last value.
/- Returns: The two as one.

Training HyperParameter Sources/Training/Schedules/TrainingPhase.swift
=enum HyperParameter: Sendable, Hashable
/What a schedule can change while a network trains.

Training TrainingPhase Sources/Training/Schedules/TrainingPhase.swift
=struct TrainingPhase: Sendable
/A number of training batches with a schedule for each hyper-parameter that changes in them (fastai: `TrainingPhase`).
/
/    let phases = [
/      TrainingPhase(iterations: 100).scheduling(.learningRate, .linear, from: 1e-4, to: 3e-3),
/      TrainingPhase(iterations: 300).scheduling(.learningRate, .cosine, from: 3e-3, to: 0),
/    ]
/    try learn.fit(4, callbacks: [GeneralScheduler(phases)])

Training TrainingPhase.iterations Sources/Training/Schedules/TrainingPhase.swift
=let iterations: Int
/Training batches; a phase of none still has one.

Training TrainingPhase.schedules Sources/Training/Schedules/TrainingPhase.swift
=var schedules: [HyperParameter: [Schedule]] = [:]
/One schedule for all layer groups, or one for each, first layers first.

Training TrainingPhase.init Sources/Training/Schedules/TrainingPhase.swift
=init(iterations: Int)

Training TrainingPhase.scheduling Sources/Training/Schedules/TrainingPhase.swift
=func scheduling(_ parameter: HyperParameter, _ schedule: Schedule) -> TrainingPhase
/With a schedule of a hyper-parameter for all layer groups.

Training TrainingPhase.scheduling Sources/Training/Schedules/TrainingPhase.swift
=func scheduling(_ parameter: HyperParameter, _ schedules: [Schedule]) -> TrainingPhase
/With a schedule of a hyper-parameter for each layer group (fastai: `schedule_hp`).

Training TrainingPhase.scheduling Sources/Training/Schedules/TrainingPhase.swift
=func scheduling(_ parameter: HyperParameter, _ annealing: Annealing = .linear, from start: Double, to end: Double) -> TrainingPhase
/With a hyper-parameter that goes from one value to another (fastai: `schedule_hp`).

Collecting CollectingError Sources/Collecting/CollectingError.swift
=struct CollectingError: Error, Sendable, CustomStringConvertible
/What stopped a whole collection or verification. The failure of one link or one file is no error but a line of the
/report.

Collecting CollectingError.Code Sources/Collecting/CollectingError.swift
=struct Code: Hashable, Sendable
/The kinds of failure that a caller may want to tell apart.

Collecting CollectingError.Code.unreadableList Sources/Collecting/CollectingError.swift
=static let unreadableList = Code("unreadable list")
/The list of links cannot be read.

Collecting CollectingError.Code.emptyList Sources/Collecting/CollectingError.swift
=static let emptyList = Code("empty list")
/The list holds no links.

Collecting CollectingError.Code.missingFolder Sources/Collecting/CollectingError.swift
=static let missingFolder = Code("missing folder")
/The folder is missing, or is no folder.

Collecting CollectingError.Code.unwritable Sources/Collecting/CollectingError.swift
=static let unwritable = Code("unwritable")
/A file or folder cannot be written, moved or deleted.

Collecting CollectingError.Code.busy Sources/Collecting/CollectingError.swift
=static let busy = Code("busy")
/Another process is collecting into the same folder.

Collecting CollectingError.Code.tooManyBad Sources/Collecting/CollectingError.swift
=static let tooManyBad = Code("too many bad")
/So many files are bad that moving them away is more likely a mistake.

Collecting CollectingError.Code.unavailable Sources/Collecting/CollectingError.swift
=static let unavailable = Code("unavailable")
/A file of the network cannot be had.

Collecting CollectingError.Code.refusedAddress Sources/Collecting/CollectingError.swift
=static let refusedAddress = Code("refused address")
/A link leads where it may not: not http, a private address, a strange port.

Collecting CollectingError.Code.tooLarge Sources/Collecting/CollectingError.swift
=static let tooLarge = Code("too large")
/What a link leads to is larger than the limit.

Collecting CollectingError.Code.timedOut Sources/Collecting/CollectingError.swift
=static let timedOut = Code("timed out")
/A link was not answered in time.

Collecting CollectingError.Code.badOption Sources/Collecting/CollectingError.swift
=static let badOption = Code("bad option")
/An option makes no sense.

Collecting CollectingError.code Sources/Collecting/CollectingError.swift
=let code: Code

Collecting CollectingError.subject Sources/Collecting/CollectingError.swift
=let subject: String
/The file, folder or list that this is about.

Collecting CollectingError.message Sources/Collecting/CollectingError.swift
=let message: String

Collecting CollectingError.remedy Sources/Collecting/CollectingError.swift
=let remedy: String?

Collecting CollectingError.report Sources/Collecting/CollectingError.swift
=let report: VerifyReport?
/What was found until then, when a verification stopped itself.

Collecting CollectingError.cause Sources/Collecting/CollectingError.swift
=let cause: (any Error)?
/The error of the layer below.

Collecting CollectingError.description Sources/Collecting/CollectingError.swift
=var description: String

Collecting DownloadEvent Sources/Collecting/Downloading/DownloadEvent.swift
=struct DownloadEvent: Sendable
/A step of a download, told as it happens.

Collecting DownloadEvent.Kind Sources/Collecting/Downloading/DownloadEvent.swift
=enum Kind: Sendable

Collecting DownloadEvent.Kind.started Sources/Collecting/Downloading/DownloadEvent.swift
=case started
/The list is read; the counts say how many links it holds.

Collecting DownloadEvent.Kind.saved Sources/Collecting/Downloading/DownloadEvent.swift
=case saved(SavedImage)

Collecting DownloadEvent.Kind.skipped Sources/Collecting/Downloading/DownloadEvent.swift
=case skipped(SkippedLink)

Collecting DownloadEvent.Kind.failed Sources/Collecting/Downloading/DownloadEvent.swift
=case failed(DownloadFailure)

Collecting DownloadEvent.Kind.retrying Sources/Collecting/Downloading/DownloadEvent.swift
=case retrying(DownloadFailure, delay: Duration)
/An attempt failed, and another will be made after `delay`.

Collecting DownloadEvent.kind Sources/Collecting/Downloading/DownloadEvent.swift
=let kind: Kind

Collecting DownloadEvent.counts Sources/Collecting/Downloading/DownloadEvent.swift
=let counts: DownloadCounts

Collecting downloadImages Sources/Collecting/Downloading/DownloadImages.swift
=func downloadImages(listedIn list: FilePath, to folder: FilePath, label: String? = nil, maxPics: Int = 1000, workers: Int = 8, options: DownloadOptions = .init(), progress: (@Sendable (DownloadEvent) -> Void)? = nil) async throws -> DownloadReport
/Downloads the pictures of a list of links into a class folder (`fastai: download_images`).
/
/A picture is called by the place of its link in the list, `00000042.jpg`, with the suffix that its content has and
/whatever its address says. It has this name only once it is whole. One bad link never stops the others: what failed,
/and why, stands in the report. Called again, it fetches only what is not held yet.
/
/    let report = try await downloadImages(listedIn: "urls_black.txt", to: bears / "black", maxPics: 200)
/    print(report)
/
/Links whose list gives them a class of their own go into the folder of that class inside `folder`, unless `label`
/is given.
/
/- Parameters:
/  - list: Text, CSV, JSON Lines or a saved page; see ``LinkList``.
/  - folder: The class folder; it is made, with its parents.
/  - label: The class; nil for the `NAME` of `urls_NAME.txt`, else the folder's name.
/  - maxPics: Links beyond this many are ignored.
/  - workers: Requests at a time. With 0 they are made one after the other, in order.
/  - options: Patience, limits, and where the ledger is kept.
/  - progress: Told of every step, in order, from one task at a time.
/- Returns: What was saved, skipped and failed.
/- Throws: ``CollectingError`` and `CatalogError` for what stops everything; `CancellationError` when the task was
/  cancelled: what was saved until then is whole, and stays.

Collecting downloadImages Sources/Collecting/Downloading/DownloadImages.swift
=func downloadImages(_ links: [ImageLink], to folder: FilePath, label: String? = nil, maxPics: Int = 1000, workers: Int = 8, options: DownloadOptions = .init(), progress: (@Sendable (DownloadEvent) -> Void)? = nil) async throws -> DownloadReport
/Downloads pictures into a class folder: see ``downloadImages(listedIn:to:label:maxPics:workers:options:progress:)``.
/
/- Throws: ``CollectingError`` and `CatalogError` for what stops everything, `CancellationError`.

Collecting DownloadOptions Sources/Collecting/Downloading/DownloadOptions.swift
=struct DownloadOptions: Sendable
/How to download, apart from what the lesson's call says.

Collecting DownloadOptions.connectTimeout Sources/Collecting/Downloading/DownloadOptions.swift
=var connectTimeout: Duration = .seconds(10)
/Time to reach the server.

Collecting DownloadOptions.idleTimeout Sources/Collecting/Downloading/DownloadOptions.swift
=var idleTimeout: Duration = .seconds(10)
/Longest silence of a server that was reached.

Collecting DownloadOptions.totalTimeout Sources/Collecting/Downloading/DownloadOptions.swift
=var totalTimeout: Duration = .seconds(60)
/Time for one picture in all, for servers that send a byte now and then.

Collecting DownloadOptions.retries Sources/Collecting/Downloading/DownloadOptions.swift
=var retries = 3
/How often a link is tried again. Only what may pass is: statuses 408, 425, 429 and 5xx, silence, and broken
/connections.

Collecting DownloadOptions.backoff Sources/Collecting/Downloading/DownloadOptions.swift
=var backoff: Duration = .milliseconds(500)
/Wait before the first retry; it doubles each time, up to `maxBackoff`, less a random part of up to a half.

Collecting DownloadOptions.maxBackoff Sources/Collecting/Downloading/DownloadOptions.swift
=var maxBackoff: Duration = .seconds(30)
/The longest wait, also when the server asks for more (`Retry-After`).

Collecting DownloadOptions.maxBytes Sources/Collecting/Downloading/DownloadOptions.swift
=var maxBytes = 50_000_000
/A larger picture is refused.

Collecting DownloadOptions.maxRedirects Sources/Collecting/Downloading/DownloadOptions.swift
=var maxRedirects = 5
/Redirects followed for one link.

Collecting DownloadOptions.perHost Sources/Collecting/Downloading/DownloadOptions.swift
=var perHost: Int?
/Connections to one host at a time; nil for as many as there are workers.

Collecting DownloadOptions.maxSize Sources/Collecting/Downloading/DownloadOptions.swift
=var maxSize: Int?
/Shrinks pictures on arrival so that no side is longer, in pixels; nil keeps them as they are.

Collecting DownloadOptions.verifies Sources/Collecting/Downloading/DownloadOptions.swift
=var verifies = false
/Decodes each picture to its last pixel on arrival: one that is broken counts as failed and is not kept, and a later
/verification need not look at the others again.

Collecting DownloadOptions.userAgent Sources/Collecting/Downloading/DownloadOptions.swift
=var userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (compatible; swift-fastai/0.1)"
/How we introduce ourselves. Many sites refuse clients that do not look like a browser; this looks like one and
/says what it is.

Collecting DownloadOptions.root Sources/Collecting/Downloading/DownloadOptions.swift
=var root: FilePath?
/The folder that holds the class folders; nil for the parent of the class folder.

Collecting DownloadOptions.catalog Sources/Collecting/Downloading/DownloadOptions.swift
=var catalog: CatalogLocation = .dataset
/Where to keep the ledger.

Collecting DownloadOptions.init Sources/Collecting/Downloading/DownloadOptions.swift
=init()

Collecting DownloadOptions.init Sources/Collecting/Downloading/DownloadOptions.swift
=init(timeout: Duration)
/Sets what one number can say about patience: silence and connecting get `timeout`, a whole picture six times that.

Collecting SavedImage Sources/Collecting/Downloading/DownloadReport.swift
=struct SavedImage: Hashable, Sendable
/A picture that is held now and was not before.

Collecting SavedImage.url Sources/Collecting/Downloading/DownloadReport.swift
=let url: String

Collecting SavedImage.label Sources/Collecting/Downloading/DownloadReport.swift
=let label: String

Collecting SavedImage.position Sources/Collecting/Downloading/DownloadReport.swift
=let position: Int
/Place in the list, from 0.

Collecting SavedImage.path Sources/Collecting/Downloading/DownloadReport.swift
=let path: FilePath

Collecting SavedImage.bytes Sources/Collecting/Downloading/DownloadReport.swift
=let bytes: Int
/Size of the file.

Collecting SavedImage.sha256 Sources/Collecting/Downloading/DownloadReport.swift
=let sha256: String
/Of the file, in hexadecimal.

Collecting SavedImage.attempts Sources/Collecting/Downloading/DownloadReport.swift
=let attempts: Int
/Requests that it took.

Collecting SkippedLink Sources/Collecting/Downloading/DownloadReport.swift
=struct SkippedLink: Hashable, Sendable
/A link that needed no request.

Collecting SkippedLink.Reason Sources/Collecting/Downloading/DownloadReport.swift
=enum Reason: Hashable, Sendable
/Why there was nothing to do.

Collecting SkippedLink.Reason.held Sources/Collecting/Downloading/DownloadReport.swift
=case held(FilePath)
/The picture is held already.

Collecting SkippedLink.Reason.putAway Sources/Collecting/Downloading/DownloadReport.swift
=case putAway(FilePath)
/The picture was held, and was put away or deleted on purpose.

Collecting SkippedLink.Reason.repeated Sources/Collecting/Downloading/DownloadReport.swift
=case repeated(position: Int)
/The same link stands earlier in the list.

Collecting SkippedLink.url Sources/Collecting/Downloading/DownloadReport.swift
=let url: String

Collecting SkippedLink.label Sources/Collecting/Downloading/DownloadReport.swift
=let label: String

Collecting SkippedLink.position Sources/Collecting/Downloading/DownloadReport.swift
=let position: Int

Collecting SkippedLink.reason Sources/Collecting/Downloading/DownloadReport.swift
=let reason: Reason

Collecting DownloadFailure Sources/Collecting/Downloading/DownloadReport.swift
=struct DownloadFailure: Error, Hashable, Sendable
/A link that gave no picture.

Collecting DownloadFailure.url Sources/Collecting/Downloading/DownloadReport.swift
=let url: String

Collecting DownloadFailure.label Sources/Collecting/Downloading/DownloadReport.swift
=let label: String

Collecting DownloadFailure.position Sources/Collecting/Downloading/DownloadReport.swift
=let position: Int

Collecting DownloadFailure.status Sources/Collecting/Downloading/DownloadReport.swift
=let status: Int?
/The HTTP status, when there was an answer.

Collecting DownloadFailure.reason Sources/Collecting/Downloading/DownloadReport.swift
=let reason: String
/Why, in words for people.

Collecting DownloadFailure.detail Sources/Collecting/Downloading/DownloadReport.swift
=let detail: String?
/The error underneath, in full.

Collecting DownloadFailure.attempts Sources/Collecting/Downloading/DownloadReport.swift
=let attempts: Int
/Requests made.

Collecting DownloadFailure.table Sources/Collecting/Downloading/DownloadReport.swift
=static func table(_ failures: [DownloadFailure]) -> String
/Failures as a table that can be collected again: CSV with the columns url, label, status and reason.

Collecting DownloadCounts Sources/Collecting/Downloading/DownloadReport.swift
=struct DownloadCounts: Hashable, Sendable
/How many links have come to which end.

Collecting DownloadCounts.saved Sources/Collecting/Downloading/DownloadReport.swift
=var saved = 0

Collecting DownloadCounts.skipped Sources/Collecting/Downloading/DownloadReport.swift
=var skipped = 0

Collecting DownloadCounts.failed Sources/Collecting/Downloading/DownloadReport.swift
=var failed = 0

Collecting DownloadCounts.total Sources/Collecting/Downloading/DownloadReport.swift
=var total = 0
/Links in all.

Collecting DownloadCounts.bytes Sources/Collecting/Downloading/DownloadReport.swift
=var bytes = 0
/Bytes of the saved pictures.

Collecting DownloadCounts.init Sources/Collecting/Downloading/DownloadReport.swift
=init()

Collecting DownloadCounts.done Sources/Collecting/Downloading/DownloadReport.swift
=var done: Int

Collecting DownloadReport Sources/Collecting/Downloading/DownloadReport.swift
=struct DownloadReport: Sendable, CustomStringConvertible
/What a download did. Printing it gives a summary with the reasons.

Collecting DownloadReport.saved Sources/Collecting/Downloading/DownloadReport.swift
=var saved: [SavedImage] = []
/In the order of the list, as are the others.

Collecting DownloadReport.skipped Sources/Collecting/Downloading/DownloadReport.swift
=var skipped: [SkippedLink] = []

Collecting DownloadReport.failures Sources/Collecting/Downloading/DownloadReport.swift
=var failures: [DownloadFailure] = []

Collecting DownloadReport.seconds Sources/Collecting/Downloading/DownloadReport.swift
=var seconds = 0.0

Collecting DownloadReport.retryList Sources/Collecting/Downloading/DownloadReport.swift
=var retryList: String
/The failed links, one a line: a list that can be tried again.

Collecting DownloadReport.retryTable Sources/Collecting/Downloading/DownloadReport.swift
=var retryTable: String
/The failed links as a table with the columns url, label, status and reason: a list too.

Collecting DownloadReport.description Sources/Collecting/Downloading/DownloadReport.swift
=var description: String

Collecting DownloadReport.reasons Sources/Collecting/Downloading/DownloadReport.swift
=var reasons: [(reason: String, count: Int)]
/The reasons for failing, the commonest first.

Collecting fetchFile Sources/Collecting/Downloading/FetchFile.swift
=func fetchFile(from url: String, to path: FilePath, sha256Prefix: String, progress: @escaping @Sendable (_ bytes: Int, _ total: Int?) -> Void = { _, _ in }) async throws
/Downloads one large file, such as a network's weights: to a hidden file first, and to its name when it is whole and
/its hash is right.
/
/- Parameters:
/  - url: http or https.
/  - path: The file's name; its folder is made.
/  - sha256Prefix: How the hash begins, in hexadecimal.
/  - progress: Called with the bytes so far, and how many there will be when the server says so.
/- Throws: ``CollectingError`` with code `.unavailable` when the file cannot be had whole, `.unwritable` when it
/  cannot be kept.

Collecting inspectImages Sources/Collecting/Inspecting/InspectImages.swift
=func inspectImages(in dataset: FilePath, workers: Int? = nil, options: VerifyOptions = .init(), progress: (@Sendable (VerifyEvent) -> Void)? = nil) async throws -> Inspection
/Looks through a data set, and changes nothing: classes, sizes, formats, copies, the split, and what is odd.
/
/Every file is decoded, except those that the catalog knows and that have not changed since.
/
/- Parameters:
/  - dataset: The folder that holds the class folders.
/  - workers: Threads that decode; nil for one a core.
/  - options: Where the catalog is, and how near near duplicates are.
/  - progress: Told of every file, from one task at a time.
/- Returns: What was found.
/- Throws: ``CollectingError`` with code `.missingFolder`; `CancellationError`.

Collecting Inspection.description Sources/Collecting/Inspecting/Inspection+Description.swift
=var description: String
/The tree with its counts, then sizes, formats, copies and the split, then the warnings.

Collecting Inspection Sources/Collecting/Inspecting/Inspection.swift
=struct Inspection: Sendable
/What a data set holds, and what is odd about it. Printing it gives a page for people.

Collecting Inspection.ClassSummary Sources/Collecting/Inspecting/Inspection.swift
=struct ClassSummary: Hashable, Sendable
/A class.

Collecting Inspection.ClassSummary.name Sources/Collecting/Inspecting/Inspection.swift
=let name: String

Collecting Inspection.ClassSummary.images Sources/Collecting/Inspecting/Inspection.swift
=let images: Int
/Sound images.

Collecting Inspection.ClassSummary.sides Sources/Collecting/Inspecting/Inspection.swift
=let sides: [ImageRecord.Side: Int]
/Those on the sides of a split that is laid out or kept in the catalog.

Collecting Inspection.FolderSummary Sources/Collecting/Inspecting/Inspection.swift
=struct FolderSummary: Hashable, Sendable
/A folder, and what lies in it directly.

Collecting Inspection.FolderSummary.path Sources/Collecting/Inspecting/Inspection.swift
=let path: FilePath
/Relative to the data set.

Collecting Inspection.FolderSummary.images Sources/Collecting/Inspecting/Inspection.swift
=let images: Int
/Files that are, or claim to be, images.

Collecting Inspection.FolderSummary.others Sources/Collecting/Inspecting/Inspection.swift
=let others: Int
/Other files.

Collecting Inspection.Split Sources/Collecting/Inspecting/Inspection.swift
=enum Split: String, Sendable, CaseIterable
/How training and validation images are told apart.

Collecting Inspection.Split.folders Sources/Collecting/Inspecting/Inspection.swift
=case folders
/By folders `train` and `valid`.

Collecting Inspection.Split.catalog Sources/Collecting/Inspecting/Inspection.swift
=case catalog
/By what the catalog knows: a training or an edit has put them there.

Collecting Inspection.Split.none Sources/Collecting/Inspecting/Inspection.swift
=case none
/Not yet: a training chooses.

Collecting Inspection.Spread Sources/Collecting/Inspecting/Inspection.swift
=struct Spread: Hashable, Sendable
/The smallest, the middle and the largest of some numbers.

Collecting Inspection.Spread.min Sources/Collecting/Inspecting/Inspection.swift
=let min, median, max: Int

Collecting Inspection.Spread.median Sources/Collecting/Inspecting/Inspection.swift
=let min, median, max: Int

Collecting Inspection.Spread.max Sources/Collecting/Inspecting/Inspection.swift
=let min, median, max: Int

Collecting Inspection.dataset Sources/Collecting/Inspecting/Inspection.swift
=var dataset: FilePath

Collecting Inspection.classes Sources/Collecting/Inspecting/Inspection.swift
=var classes: [ClassSummary] = []
/In the order of their names.

Collecting Inspection.folders Sources/Collecting/Inspecting/Inspection.swift
=var folders: [FolderSummary] = []
/Parents before children, in the order of their names.

Collecting Inspection.ignoredFolders Sources/Collecting/Inspecting/Inspection.swift
=var ignoredFolders: [FilePath] = []
/Folders that are never looked into, such as `.ipynb_checkpoints`.

Collecting Inspection.formats Sources/Collecting/Inspecting/Inspection.swift
=var formats: [String: Int] = [:]
/Sound images of each format.

Collecting Inspection.turned Sources/Collecting/Inspecting/Inspection.swift
=var turned: [Int: Int] = [:]
/Sound images of each EXIF orientation other than upright.

Collecting Inspection.widths Sources/Collecting/Inspecting/Inspection.swift
=var widths: Spread?
/Of the sound images, in pixels as shown; nil without any.

Collecting Inspection.heights Sources/Collecting/Inspecting/Inspection.swift
=var heights: Spread?

Collecting Inspection.bytes Sources/Collecting/Inspecting/Inspection.swift
=var bytes = 0
/Of all files that were looked at.

Collecting Inspection.split Sources/Collecting/Inspecting/Inspection.swift
=var split = Split.none

Collecting Inspection.leaks Sources/Collecting/Inspecting/Inspection.swift
=var leaks: [[FilePath]] = []
/Groups of equal pictures that stand on more than one side of the split.

Collecting Inspection.verification Sources/Collecting/Inspecting/Inspection.swift
=var verification = VerifyReport()
/What a verification of everything has found; it has changed nothing.

Collecting Inspection.warnings Sources/Collecting/Inspecting/Inspection.swift
=var warnings: [InspectionWarning] = []

Collecting Inspection.images Sources/Collecting/Inspecting/Inspection.swift
=var images: Int
/Sound images.

Collecting Inspection.count Sources/Collecting/Inspecting/Inspection.swift
=func count(_ side: ImageRecord.Side) -> Int
/Images on a side of the split.

Collecting InspectionWarning Sources/Collecting/Inspecting/Inspection.swift
=struct InspectionWarning: Hashable, Sendable
/Something about a data set that is likely a mistake, or that one should know before training.

Collecting InspectionWarning.Code Sources/Collecting/Inspecting/Inspection.swift
=enum Code: String, Sendable, CaseIterable

Collecting InspectionWarning.Code.brokenFiles Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.wrongSuffixes Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.suspiciousClass Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.emptyFolder Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.ignoredFolder Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.looseImages Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.oneClass Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.smallClass Sources/Collecting/Inspecting/Inspection.swift
=case brokenFiles, wrongSuffixes, suspiciousClass, emptyFolder, ignoredFolder, looseImages, oneClass, smallClass

Collecting InspectionWarning.Code.imbalance Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.tinyValidation Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.missingSide Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.missingClass Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.duplicates Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.labelsDisagree Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.leak Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.smallImages Sources/Collecting/Inspecting/Inspection.swift
=case imbalance, tinyValidation, missingSide, missingClass, duplicates, labelsDisagree, leak, smallImages

Collecting InspectionWarning.Code.numberedClasses Sources/Collecting/Inspecting/Inspection.swift
=case numberedClasses

Collecting InspectionWarning.code Sources/Collecting/Inspecting/Inspection.swift
=let code: Code

Collecting InspectionWarning.message Sources/Collecting/Inspecting/Inspection.swift
=let message: String
/What, and what to do about it.

Collecting ImageLink Sources/Collecting/Lists/ImageLink.swift
=struct ImageLink: Hashable, Sendable, Codable
/One link of a list, with the class that the list gives it, if it gives one.

Collecting ImageLink.url Sources/Collecting/Lists/ImageLink.swift
=var url: String

Collecting ImageLink.label Sources/Collecting/Lists/ImageLink.swift
=var label: String?

Collecting ImageLink.init Sources/Collecting/Lists/ImageLink.swift
=init(_ url: String, label: String? = nil)

Collecting LinkList Sources/Collecting/Lists/LinkList.swift
=struct LinkList: Hashable, Sendable
/A list of links, as people have them: a text file with one a line, a table, JSON, a saved page, a browser's network
/log, or a folder. A link may be the path of a file on this machine.

Collecting LinkList.Format Sources/Collecting/Lists/LinkList.swift
=enum Format: String, Sendable, CaseIterable
/How the links are written down.

Collecting LinkList.Format.text Sources/Collecting/Lists/LinkList.swift
=case text
/One link a line; empty lines and lines that begin with `#` do not count.

Collecting LinkList.Format.csv Sources/Collecting/Lists/LinkList.swift
=case csv
/A table whose header names a column `url`, and perhaps one `label`.

Collecting LinkList.Format.json Sources/Collecting/Lists/LinkList.swift
=case json
/One string or one object with `url`, and perhaps `label`, a line; or an array of them.

Collecting LinkList.Format.html Sources/Collecting/Lists/LinkList.swift
=case html
/A saved page: the originals that search pages name in their scripts, else the sources of its images.

Collecting LinkList.Format.har Sources/Collecting/Lists/LinkList.swift
=case har
/A browser's network log (HAR): the pictures that it has loaded.

Collecting LinkList.Format.folder Sources/Collecting/Lists/LinkList.swift
=case folder
/A folder: the images in it; those in its folders have the names of these as classes.

Collecting LinkList.links Sources/Collecting/Lists/LinkList.swift
=var links: [ImageLink]

Collecting LinkList.format Sources/Collecting/Lists/LinkList.swift
=var format: Format

Collecting LinkList.label Sources/Collecting/Lists/LinkList.swift
=var label: String?
/The class that the file's name gives: `NAME` of `urls_NAME.txt`.

Collecting LinkList.init Sources/Collecting/Lists/LinkList.swift
=init(contentsOf path: FilePath) throws
/Reads a list from a file.
/
/- Throws: ``CollectingError`` with code `.unreadableList` or `.emptyList`.

Collecting LinkList.init Sources/Collecting/Lists/LinkList.swift
=init(text: String, name: String, relativeTo folder: FilePath? = nil) throws
/Reads a list from text at hand.
/
/- Parameters:
/  - text: The whole list.
/  - name: The list's name, for messages.
/  - folder: Where paths among the links begin; nil takes none for a path.
/- Throws: ``CollectingError`` with code `.emptyList`.

Collecting LinkList.label Sources/Collecting/Lists/LinkList.swift
=static func label(ofFile path: FilePath) -> String?
/The class that a list's name gives: `black` for `urls_black.txt`, nil for another pattern.

Collecting IPAddress Sources/Collecting/Remote/IPAddress.swift
=struct IPAddress: Sendable, Hashable, CustomStringConvertible
/An address of IP version 4 or 6, and whether it is one of the open internet.

Collecting IPAddress.bytes Sources/Collecting/Remote/IPAddress.swift
=let bytes: [UInt8]
/4 or 16 bytes, most significant first.

Collecting IPAddress.init Sources/Collecting/Remote/IPAddress.swift
=init?(_ text: String)
/Reads `192.0.2.1` or `2001:db8::1`; other spellings (octal, decimal, short forms) are names, not addresses.

Collecting IPAddress.description Sources/Collecting/Remote/IPAddress.swift
=var description: String

Collecting IPAddress.isPublic Sources/Collecting/Remote/IPAddress.swift
=var isPublic: Bool
/Whether a server may connect there on a stranger's word: everything of the IANA special-purpose registries
/(loopback, private, link-local, cloud metadata, carrier-grade NAT, multicast, documentation, …) is closed, and so
/are addresses of version 6 that carry a closed one of version 4.

Collecting RemoteImages Sources/Collecting/Remote/RemoteImages.swift
=struct RemoteImages: Sendable
/Fetches pictures by links that strangers gave, and is not led to places that they could not reach themselves.
/
/Every address of the host is looked at before a connection is made, redirects too, and the connection goes to the
/very address that was looked at: a name that changes its mind (DNS rebinding) gains nothing.

Collecting RemoteImages.Limits Sources/Collecting/Remote/RemoteImages.swift
=struct Limits: Sendable, Hashable
/What one fetch may cost, and where it may go.

Collecting RemoteImages.Limits.maxBytes Sources/Collecting/Remote/RemoteImages.swift
=var maxBytes = 20_000_000

Collecting RemoteImages.Limits.connectTimeout Sources/Collecting/Remote/RemoteImages.swift
=var connectTimeout = Duration.seconds(5)

Collecting RemoteImages.Limits.totalTimeout Sources/Collecting/Remote/RemoteImages.swift
=var totalTimeout = Duration.seconds(10)
/For all of it, redirects included.

Collecting RemoteImages.Limits.maxRedirects Sources/Collecting/Remote/RemoteImages.swift
=var maxRedirects = 5

Collecting RemoteImages.Limits.allowsPrivateAddresses Sources/Collecting/Remote/RemoteImages.swift
=var allowsPrivateAddresses = false
/Loopback, private networks, the cloud's metadata service: closed unless you mean it, as tests do.

Collecting RemoteImages.Limits.init Sources/Collecting/Remote/RemoteImages.swift
=init()

Collecting RemoteImages.limits Sources/Collecting/Remote/RemoteImages.swift
=var limits: Limits

Collecting RemoteImages.init Sources/Collecting/Remote/RemoteImages.swift
=init(_ limits: Limits = Limits())

Collecting RemoteImages.bytes Sources/Collecting/Remote/RemoteImages.swift
=func bytes(from link: String) async throws -> [UInt8]
/The bytes behind a link.
/
/- Throws: ``CollectingError``: `.refusedAddress` when the link leads where it should not, `.tooLarge`,
/  `.timedOut`, or `.unavailable` when the server gives no picture; `CancellationError`.

Collecting RestoreReport Sources/Collecting/Verifying/Restore.swift
=struct RestoreReport: Hashable, Sendable
/What came back from quarantine.

Collecting RestoreReport.restored Sources/Collecting/Verifying/Restore.swift
=var restored: [FilePath] = []
/Files that lie in their old places again.

Collecting RestoreReport.kept Sources/Collecting/Verifying/Restore.swift
=var kept: [FilePath] = []
/Files that stay in quarantine because another one has their place now.

Collecting restore Sources/Collecting/Verifying/Restore.swift
=func restore(in dataset: FilePath, catalog: CatalogLocation = .dataset) async throws -> RestoreReport
/Brings back what ``verifyImages(in:onFailure:maxSize:workers:options:progress:)`` has put away.
/
/- Parameters:
/  - dataset: The folder that holds the class folders.
/  - catalog: Where the catalog is kept.
/- Returns: What came back, and what could not.
/- Throws: ``CollectingError``, `CatalogError`.

Collecting verifyImages Sources/Collecting/Verifying/VerifyImages.swift
=func verifyImages(in folder: FilePath, onFailure: FailureAction = .quarantine, maxSize: Int? = nil, workers: Int? = nil, options: VerifyOptions = .init(), progress: (@Sendable (VerifyEvent) -> Void)? = nil) async throws -> VerifyReport
/Decodes every image of a data set to its last pixel, and puts away what is broken (`fastai: verify_images`).
/
/A name whose suffix does not suit the content is mended; copies of the same bytes and pictures that look the same are
/reported. Called again, it decodes only what is new or has changed. What it puts away is one step of the catalog's
/journal, and `Catalog.undo()` takes it back. With the catalog in a work folder, files stay as they are.
/
/    let report = try await verifyImages(in: bears)
/    for image in report.bad { print(image.path, image.reason) }
/
/- Parameters:
/  - folder: The data set, or one class folder of it.
/  - onFailure: What to do with broken files. Unless it is `.report`, nothing is done at all when more than a fifth
/    of the files are broken: see ``VerifyOptions/maxBadFraction``.
/  - maxSize: Makes larger images smaller, so that no side is longer, in pixels; nil leaves them. Not with `.report`.
/  - workers: Threads that decode; nil for one a core.
/  - options: The limit of the safety stop, and where the catalog is kept.
/  - progress: Told of every file, from one task at a time.
/- Returns: What is good, bad, and there more than once.
/- Throws: ``CollectingError`` for what stops everything, with code `.tooManyBad` and the report when the safety stop
/  has held; `CatalogError`; `CancellationError`.

Collecting FailureAction Sources/Collecting/Verifying/VerifyReport.swift
=enum FailureAction: String, Sendable, CaseIterable
/What to do with files that are no sound images.

Collecting FailureAction.report Sources/Collecting/Verifying/VerifyReport.swift
=case report
/Say so, and change nothing at all.

Collecting FailureAction.quarantine Sources/Collecting/Verifying/VerifyReport.swift
=case quarantine
/Move them out of the way; ``restore(in:catalog:)`` brings them back.

Collecting FailureAction.delete Sources/Collecting/Verifying/VerifyReport.swift
=case delete
/Delete them for good.

Collecting VerifyOptions Sources/Collecting/Verifying/VerifyReport.swift
=struct VerifyOptions: Sendable
/How to verify, apart from what the lesson's call says.

Collecting VerifyOptions.root Sources/Collecting/Verifying/VerifyReport.swift
=var root: FilePath?
/The folder that holds the class folders; nil to find it.

Collecting VerifyOptions.catalog Sources/Collecting/Verifying/VerifyReport.swift
=var catalog: CatalogLocation = .dataset
/Where to keep what is known, so that the next run looks only at what has changed.

Collecting VerifyOptions.maxBadFraction Sources/Collecting/Verifying/VerifyReport.swift
=var maxBadFraction = 0.2
/If a larger part of the files is bad, all stay where they are: more likely something else is wrong.

Collecting VerifyOptions.alwaysAllowed Sources/Collecting/Verifying/VerifyReport.swift
=var alwaysAllowed = 5
/So many bad files are never too many.

Collecting VerifyOptions.nearDuplicateDistance Sources/Collecting/Verifying/VerifyReport.swift
=var nearDuplicateDistance: Int? = 10
/In how many of 64 bits the perceptual hashes of two pictures may differ that are compared as near duplicates; nil
/looks for none. Of the pairs that are near, those stay that are the same picture when their pixels are compared.

Collecting VerifyOptions.init Sources/Collecting/Verifying/VerifyReport.swift
=init()

Collecting BadImage Sources/Collecting/Verifying/VerifyReport.swift
=struct BadImage: Hashable, Sendable
/A file that is no sound image.

Collecting BadImage.path Sources/Collecting/Verifying/VerifyReport.swift
=let path: FilePath

Collecting BadImage.reason Sources/Collecting/Verifying/VerifyReport.swift
=let reason: String
/Why, in words for people.

Collecting BadImage.movedTo Sources/Collecting/Verifying/VerifyReport.swift
=var movedTo: FilePath?
/Where it lies now, if it was moved.

Collecting WrongSuffix Sources/Collecting/Verifying/VerifyReport.swift
=struct WrongSuffix: Hashable, Sendable
/A sound image whose name promised another format.

Collecting WrongSuffix.path Sources/Collecting/Verifying/VerifyReport.swift
=let path: FilePath

Collecting WrongSuffix.suffix Sources/Collecting/Verifying/VerifyReport.swift
=let suffix: String
/The suffix that its content calls for.

Collecting WrongSuffix.newPath Sources/Collecting/Verifying/VerifyReport.swift
=var newPath: FilePath?
/Its name now, if it was given the right one.

Collecting DuplicateGroup Sources/Collecting/Verifying/VerifyReport.swift
=struct DuplicateGroup: Hashable, Sendable
/Files with the same bytes.

Collecting DuplicateGroup.sha256 Sources/Collecting/Verifying/VerifyReport.swift
=let sha256: String
/Of the bytes, in hexadecimal.

Collecting DuplicateGroup.paths Sources/Collecting/Verifying/VerifyReport.swift
=var paths: [FilePath]
/At least two.

Collecting DuplicateGroup.labels Sources/Collecting/Verifying/VerifyReport.swift
=let labels: [String]
/The classes that they stand for, sorted, each once.

Collecting DuplicateGroup.labelsDisagree Sources/Collecting/Verifying/VerifyReport.swift
=var labelsDisagree: Bool
/Whether the same picture stands for different classes: at least one of the labels is wrong.

Collecting NearDuplicateGroup Sources/Collecting/Verifying/VerifyReport.swift
=struct NearDuplicateGroup: Hashable, Sendable
/Files whose bytes differ and whose pictures look the same: resized, compressed again, brightened.
/
/Each was compared with each of the others: that A is like B and B like C does not put A and C together.

Collecting NearDuplicateGroup.paths Sources/Collecting/Verifying/VerifyReport.swift
=var paths: [FilePath]
/At least two. Of copies with the same bytes only the first is named.

Collecting NearDuplicateGroup.labels Sources/Collecting/Verifying/VerifyReport.swift
=let labels: [String]
/The classes that they stand for, sorted, each once.

Collecting NearDuplicateGroup.distance Sources/Collecting/Verifying/VerifyReport.swift
=let distance: Int
/The largest distance between the perceptual hashes of two of them.

Collecting NearDuplicateGroup.labelsDisagree Sources/Collecting/Verifying/VerifyReport.swift
=var labelsDisagree: Bool
/Whether the same picture stands for different classes: at least one of the labels is wrong.

Collecting VerifyReport Sources/Collecting/Verifying/VerifyReport.swift
=struct VerifyReport: Sendable, CustomStringConvertible
/What a verification found, and did. Printing it gives a summary.

Collecting VerifyReport.good Sources/Collecting/Verifying/VerifyReport.swift
=var good: [FilePath] = []
/Sound images, under their names of now; sorted, as are the others.

Collecting VerifyReport.bad Sources/Collecting/Verifying/VerifyReport.swift
=var bad: [BadImage] = []

Collecting VerifyReport.wrongSuffixes Sources/Collecting/Verifying/VerifyReport.swift
=var wrongSuffixes: [WrongSuffix] = []

Collecting VerifyReport.shrunk Sources/Collecting/Verifying/VerifyReport.swift
=var shrunk: [FilePath] = []
/Images that were made smaller.

Collecting VerifyReport.duplicates Sources/Collecting/Verifying/VerifyReport.swift
=var duplicates: [DuplicateGroup] = []

Collecting VerifyReport.nearDuplicates Sources/Collecting/Verifying/VerifyReport.swift
=var nearDuplicates: [NearDuplicateGroup] = []

Collecting VerifyReport.unchanged Sources/Collecting/Verifying/VerifyReport.swift
=var unchanged = 0
/How many of the good ones had not changed since the last time, and were not decoded again.

Collecting VerifyReport.seconds Sources/Collecting/Verifying/VerifyReport.swift
=var seconds = 0.0

Collecting VerifyReport.duplicateCount Sources/Collecting/Verifying/VerifyReport.swift
=var duplicateCount: Int
/How many files repeat another one.

Collecting VerifyReport.nearDuplicateCount Sources/Collecting/Verifying/VerifyReport.swift
=var nearDuplicateCount: Int
/How many files show the same picture as another one with other bytes.

Collecting VerifyReport.description Sources/Collecting/Verifying/VerifyReport.swift
=var description: String

Collecting VerifyCounts Sources/Collecting/Verifying/VerifyReport.swift
=struct VerifyCounts: Hashable, Sendable
/How far a verification is.

Collecting VerifyCounts.good Sources/Collecting/Verifying/VerifyReport.swift
=var good = 0

Collecting VerifyCounts.bad Sources/Collecting/Verifying/VerifyReport.swift
=var bad = 0

Collecting VerifyCounts.total Sources/Collecting/Verifying/VerifyReport.swift
=var total = 0
/Files in all.

Collecting VerifyCounts.done Sources/Collecting/Verifying/VerifyReport.swift
=var done: Int

Collecting VerifyEvent Sources/Collecting/Verifying/VerifyReport.swift
=struct VerifyEvent: Sendable
/A step of a verification, told as it happens.

Collecting VerifyEvent.Kind Sources/Collecting/Verifying/VerifyReport.swift
=enum Kind: Sendable

Collecting VerifyEvent.Kind.started Sources/Collecting/Verifying/VerifyReport.swift
=case started
/The files are listed; the counts say how many there are.

Collecting VerifyEvent.Kind.good Sources/Collecting/Verifying/VerifyReport.swift
=case good(FilePath)

Collecting VerifyEvent.Kind.bad Sources/Collecting/Verifying/VerifyReport.swift
=case bad(BadImage)

Collecting VerifyEvent.kind Sources/Collecting/Verifying/VerifyReport.swift
=let kind: Kind

Collecting VerifyEvent.counts Sources/Collecting/Verifying/VerifyReport.swift
=let counts: VerifyCounts

Vision Architecture.alexnet Sources/Vision/Architectures/AlexNet.swift
=static let alexnet = Architecture("alexnet", cut: .last(1), split: .inFeatures([6]), features: 256, network: makeAlexNet)
/Krizhevsky 2014, arXiv:1404.5997, as torchvision has it. Input of at least 63 pixels.

Vision Architecture Sources/Vision/Architectures/Architecture.swift
=struct Architecture: Sendable, CustomStringConvertible
/A network that `cnnLearner` knows how to cut into a body and layer groups (fastai: `vision.models`, `cnn_config`).
/
/One of your own is made of any `Module`:
/
/    extension Architecture {
/      static let small = Architecture("small", cut: .last(1), split: .at([2])) { try SmallNetwork() }
/    }
/    let learn = try cnnLearner(data, .small, weights: .random)
/
/Its children up to the cut must run one after another, and turn `[N, 3, H, W]` into features, `[N, F, H′, W′]`.

Vision Architecture.Cut Sources/Vision/Architectures/Architecture.swift
=enum Cut: Sendable, Hashable
/Where the body ends.

Vision Architecture.Cut.last Sources/Vision/Architectures/Architecture.swift
=case last(Int)
/Before the last `n` of the network's children (fastai: `cut = -n`).

Vision Architecture.Cut.atLastPooling Sources/Vision/Architectures/Architecture.swift
=case atLastPooling
/Before the last child that is or holds a `PoolingLayer`: fastai's rule for networks that it does not know.

Vision Architecture.Cut.none Sources/Vision/Architectures/Architecture.swift
=case none
/The network is a body already.

Vision Architecture.Split Sources/Vision/Architectures/Architecture.swift
=enum Split: Sendable
/Which of the body's layers begin a new layer group. The head is always one more.

Vision Architecture.Split.none Sources/Vision/Architectures/Architecture.swift
=case none
/The body is one group.

Vision Architecture.Split.at Sources/Vision/Architectures/Architecture.swift
=case at([Int])
/The body's children at these indices.

Vision Architecture.Split.inFeatures Sources/Vision/Architectures/Architecture.swift
=case inFeatures([Int])
/The children at these indices of the body's first child.

Vision Architecture.Split.groups Sources/Vision/Architectures/Architecture.swift
=case groups(@Sendable (Sequential) -> [[Module]])
/A rule of your own: the body's modules in groups, first layers first.

Vision Architecture.name Sources/Vision/Architectures/Architecture.swift
=let name: String
/`resnet34`: what model files call it.

Vision Architecture.init Sources/Vision/Architectures/Architecture.swift
=init(_ name: String, cut: Cut = .atLastPooling, split: Split = .none, features: Int? = nil, renamingWeights: @escaping @Sendable (String) -> String = { $0 }, network: @escaping @Sendable () throws -> Module)
/- Parameters:
/  - name: What model files call it; architectures of one name are equal.
/  - cut: Where the body ends.
/  - split: Which layers begin a new layer group.
/  - features: Channels that the body gives; found by running it once when you leave it out.
/  - renamingWeights: From a name in an old weight file to the name that the network has.
/  - network: Makes the whole network, with random weights.

Vision Architecture.makeNetwork Sources/Vision/Architectures/Architecture.swift
=func makeNetwork() throws -> Module
/The whole network (with 1,000 outputs, when it is torchvision's), with random weights.

Vision Architecture.description Sources/Vision/Architectures/Architecture.swift
=var description: String

Vision Architecture.== Sources/Vision/Architectures/Architecture.swift
=static func == (left: Architecture, right: Architecture) -> Bool

Vision Architecture.hash Sources/Vision/Architectures/Architecture.swift
=func hash(into hasher: inout Hasher)

Vision Architecture.all Sources/Vision/Architectures/Architecture.swift
=static let all = [ resnet18, resnet34, resnet50, resnet101, resnet152, squeezenet1_0, squeezenet1_1, vgg11_bn, vgg13_bn, vgg16_bn, vgg19_bn, alexnet, densenet121, densenet161, densenet169, densenet201, mobilenetV2, convnextTiny, efficientnetB0, ]
/Those with ImageNet weights of torchvision's.

Vision Architecture.init Sources/Vision/Architectures/Architecture.swift
=init?(_ name: String)
/The architecture of that name, or nil.

Vision createBody Sources/Vision/Architectures/Body.swift
=func createBody(_ architecture: Architecture, weights: StateDictionary? = nil) throws -> Sequential
/The network without its last pooling and linear layers (fastai: `create_body`).
/
/- Parameters:
/  - architecture: Which network.
/  - weights: Weights of the whole network under torchvision's names, or of a fastai learner's (`0.…`, `1.…`); what
/    belongs to the head is left out. Random weights without.
/- Returns: Images, `[N, 3, H, W]`, to features, `[N, F, H′, W′]`.
/- Throws: `TorchError` when the weights are another network's, `LearnerError` when a network of your own cannot be
/  cut as its architecture says.

Vision CNN Sources/Vision/Architectures/CNN.swift
=final class CNN: Module
/A body that turns images into features, and a head that turns features into scores: parameters `0.…` and `1.…`.

Vision CNN.architecture Sources/Vision/Architectures/CNN.swift
=let architecture: Architecture

Vision CNN.body Sources/Vision/Architectures/CNN.swift
=let body: Sequential

Vision CNN.head Sources/Vision/Architectures/CNN.swift
=let head: Sequential

Vision CNN.init Sources/Vision/Architectures/CNN.swift
=init(_ architecture: Architecture, body: Sequential, head: Sequential)

Vision CNN.init Sources/Vision/Architectures/CNN.swift
=convenience init(_ architecture: Architecture, body: Sequential, classCount: Int, hidden: [Int] = [512], dropout: Double = 0.5) throws
/A body with a new head for `classCount` classes.
/
/- Throws: `TorchError` when there is no memory for it, or the body does not run.

Vision CNN.children Sources/Vision/Architectures/CNN.swift
=override var children: [(name: String, module: Module)]

Vision CNN.forward Sources/Vision/Architectures/CNN.swift
=override func forward(_ x: Tensor) throws -> Tensor
/Images, `[N, 3, H, W]`, to scores, `[N, C]`.

Vision CNN.layerGroups Sources/Vision/Architectures/CNN.swift
=override var layerGroups: [[Module]]
/The body's groups as the architecture splits it, and the head: what trains at rates of its own.

Vision createHead Sources/Vision/Architectures/CNN.swift
=func createHead(features: Int, classCount: Int, hidden: [Int] = [512], dropout: Double = 0.5) throws -> Sequential
/A head for `classCount` classes: both poolings, then for each linear layer batch norm, dropout and the layer, with
/ReLU between (fastai: `create_head`).
/
/- Parameters:
/  - features: Channels of the pooled body: twice the body's.
/  - classCount: Outputs.
/  - hidden: Outputs of the layers before the last (fastai: `lin_ftrs`).
/  - dropout: Of the last layer; those before have half of it (fastai: `ps`).
/- Returns: Features, `[N, F, H, W]`, to scores, `[N, C]`.
/- Throws: `TorchError` when there is no memory for it.

Vision Architecture.convnextTiny Sources/Vision/Architectures/ConvNeXt.swift
=static let convnextTiny = Architecture("convnext_tiny", cut: .last(2), split: .inFeatures([4]), features: 768, network: makeConvNeXtTiny)
/Liu et al. 2022, arXiv:2201.03545. The second layer group begins where the stride becomes 16, as in the ResNets.

Vision Architecture.densenet121 Sources/Vision/Architectures/DenseNet.swift
=static let densenet121 = denseNet("densenet121", depths: [6, 12, 24, 16], features: 1024)

Vision Architecture.densenet161 Sources/Vision/Architectures/DenseNet.swift
=static let densenet161 = denseNet("densenet161", stem: 96, growth: 48, depths: [6, 12, 36, 24], features: 2208)

Vision Architecture.densenet169 Sources/Vision/Architectures/DenseNet.swift
=static let densenet169 = denseNet("densenet169", depths: [6, 12, 32, 32], features: 1664)

Vision Architecture.densenet201 Sources/Vision/Architectures/DenseNet.swift
=static let densenet201 = denseNet("densenet201", depths: [6, 12, 48, 32], features: 1920)

Vision Architecture.efficientnetB0 Sources/Vision/Architectures/EfficientNet.swift
=static let efficientnetB0 = Architecture("efficientnet_b0", cut: .last(2), split: .inFeatures([4]), features: 1280, network: makeEfficientNetB0)
/Tan and Le 2019, arXiv:1905.11946, table 1. The second layer group begins where the stride becomes 16, as in the
/ResNets.

Vision FeatureNetwork Sources/Vision/Architectures/FeatureNetwork.swift
=final class FeatureNetwork: Module
/Features, perhaps a pooling, a classifier: the shape of every network of torchvision's here but the ResNets.

Vision FeatureNetwork.forward Sources/Vision/Architectures/FeatureNetwork.swift
=override func forward(_ x: Tensor) throws -> Tensor

Vision Architecture.mobilenetV2 Sources/Vision/Architectures/MobileNetV2.swift
=static let mobilenetV2 = Architecture("mobilenet_v2", cut: .last(1), split: .inFeatures([10]), features: 1280, network: makeMobileNetV2)
/Sandler et al. 2018, arXiv:1801.04381, table 2.

Vision Architecture.resnet18 Sources/Vision/Architectures/ResNet.swift
=static let resnet18 = resNet("resnet18", BasicBlock.self, depths: [2, 2, 2, 2])

Vision Architecture.resnet34 Sources/Vision/Architectures/ResNet.swift
=static let resnet34 = resNet("resnet34", BasicBlock.self, depths: [3, 4, 6, 3])

Vision Architecture.resnet50 Sources/Vision/Architectures/ResNet.swift
=static let resnet50 = resNet("resnet50", Bottleneck.self, depths: [3, 4, 6, 3])

Vision Architecture.resnet101 Sources/Vision/Architectures/ResNet.swift
=static let resnet101 = resNet("resnet101", Bottleneck.self, depths: [3, 4, 23, 3])

Vision Architecture.resnet152 Sources/Vision/Architectures/ResNet.swift
=static let resnet152 = resNet("resnet152", Bottleneck.self, depths: [3, 8, 36, 3])

Vision ResNet Sources/Vision/Architectures/ResNet.swift
=final class ResNet: Module
/torchvision's ResNet, with its parameter names.

Vision ResNet.forward Sources/Vision/Architectures/ResNet.swift
=override func forward(_ x: Tensor) throws -> Tensor

Vision Architecture.squeezenet1_0 Sources/Vision/Architectures/SqueezeNet.swift
=static let squeezenet1_0 = squeezeNet("squeezenet1_0")
/Iandola et al. 2016, arXiv:1602.07360.

Vision Architecture.squeezenet1_1 Sources/Vision/Architectures/SqueezeNet.swift
=static let squeezenet1_1 = squeezeNet("squeezenet1_1")
/The same with 2.4 times less to compute and no less accurate, by the authors.

Vision Architecture.vgg11_bn Sources/Vision/Architectures/VGG.swift
=static let vgg11_bn = vgg("vgg11_bn", [[64], [128], [256, 256], [512, 512], [512, 512]])

Vision Architecture.vgg13_bn Sources/Vision/Architectures/VGG.swift
=static let vgg13_bn = vgg("vgg13_bn", [[64, 64], [128, 128], [256, 256], [512, 512], [512, 512]])

Vision Architecture.vgg16_bn Sources/Vision/Architectures/VGG.swift
=static let vgg16_bn = vgg("vgg16_bn", [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]])

Vision Architecture.vgg19_bn Sources/Vision/Architectures/VGG.swift
=static let vgg19_bn = vgg("vgg19_bn", [[64, 64], [128, 128], [256, 256, 256, 256], [512, 512, 512, 512], [512, 512, 512, 512]])

Vision ImageJudging.images Sources/Vision/Cleaning/CleaningImages.swift
=static func images(of catalog: Catalog, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42) throws -> [Image]
/The images of a data set that can be judged, those in quarantine too; new ones are taken into the catalog first.
/
/The division is that of training with the same rule, share and seed. What was deleted since is divided with the
/others, so that the rest stays where it was. What users of a server have corrected stands with the training images.
/
/- Parameters:
/  - catalog: Of the data set; it was opened with the data set's folder.
/  - split: The rule of the division.
/  - validFraction: The share held out, 0…1.
/  - seed: Of the division.
/- Returns: One for each image whose file is there, with its first class.
/- Throws: `CatalogError`; `LearnerError` when there are no images in class folders.

Vision CleaningItem Sources/Vision/Cleaning/CleaningItem.swift
=struct CleaningItem: Sendable, Hashable
/An image of a cleaning session: what is known of it now, and what a network says of it.

Vision CleaningItem.State Sources/Vision/Cleaning/CleaningItem.swift
=enum State: String, Sendable, CaseIterable
/What has been decided about an image.

Vision CleaningItem.State.open Sources/Vision/Cleaning/CleaningItem.swift
=case open
/Nobody has looked at it yet.

Vision CleaningItem.State.kept Sources/Vision/Cleaning/CleaningItem.swift
=case kept
/Looked at and found right.

Vision CleaningItem.State.relabeled Sources/Vision/Cleaning/CleaningItem.swift
=case relabeled
/It has another class than at first.

Vision CleaningItem.State.deleted Sources/Vision/Cleaning/CleaningItem.swift
=case deleted
/It is in quarantine.

Vision CleaningItem.id Sources/Vision/Cleaning/CleaningItem.swift
=let id: Int
/Its place in the session; the same for as long as the session lives.

Vision CleaningItem.record Sources/Vision/Cleaning/CleaningItem.swift
=var record: ImageRecord
/As the catalog has it.

Vision CleaningItem.judgement Sources/Vision/Cleaning/CleaningItem.swift
=let judgement: ImageJudgement

Vision CleaningItem.firstLabel Sources/Vision/Cleaning/CleaningItem.swift
=let firstLabel: String
/The class before it was relabelled for the first time.

Vision CleaningItem.predicted Sources/Vision/Cleaning/CleaningItem.swift
=let predicted: String
/The most probable class.

Vision CleaningItem.source Sources/Vision/Cleaning/CleaningItem.swift
=let source: String?
/Where it came from, when it was not in the data set at first: what a user said of it, and what the server had said.

Vision CleaningItem.path Sources/Vision/Cleaning/CleaningItem.swift
=var path: FilePath

Vision CleaningItem.label Sources/Vision/Cleaning/CleaningItem.swift
=var label: String

Vision CleaningItem.state Sources/Vision/Cleaning/CleaningItem.swift
=var state: State

Vision CleaningItem.isCorrected Sources/Vision/Cleaning/CleaningItem.swift
=var isCorrected: Bool
/Whether somebody has found something wrong with it.

Vision CleaningItem.probability Sources/Vision/Cleaning/CleaningItem.swift
=var probability: Float
/How probable the network finds the predicted class, 0…1.

Vision CleaningItem.part Sources/Vision/Cleaning/CleaningItem.swift
=var part: DatasetPart
/The part as people speak of it.

Vision CleaningAction Sources/Vision/Cleaning/CleaningItem.swift
=enum CleaningAction: Sendable, Hashable
/What a person decides about images.

Vision CleaningAction.keep Sources/Vision/Cleaning/CleaningItem.swift
=case keep
/Right as it is. A deleted image comes back.

Vision CleaningAction.delete Sources/Vision/Cleaning/CleaningItem.swift
=case delete
/Out of the data set: its file goes into quarantine.

Vision CleaningAction.relabel Sources/Vision/Cleaning/CleaningItem.swift
=case relabel(String)
/Of another class. A deleted image comes back.

Vision CleaningAction.reset Sources/Vision/Cleaning/CleaningItem.swift
=case reset
/As if nobody had looked at it: a deleted image comes back, and has its first class.

Vision CleaningAction.edits Sources/Vision/Cleaning/CleaningItem.swift
=func edits(of item: CleaningItem) -> [Edit]
/- Returns: The edits that make it so; empty when it is so already.

Vision CleaningQuery Sources/Vision/Cleaning/CleaningItem.swift
=struct CleaningQuery: Sendable, Hashable
/Which images of a session are asked for, and in which order.

Vision CleaningQuery.Show Sources/Vision/Cleaning/CleaningItem.swift
=enum Show: String, Sendable, CaseIterable
/What has been decided about them.

Vision CleaningQuery.Show.all Sources/Vision/Cleaning/CleaningItem.swift
=case all, open, kept, relabeled, deleted

Vision CleaningQuery.Show.open Sources/Vision/Cleaning/CleaningItem.swift
=case all, open, kept, relabeled, deleted

Vision CleaningQuery.Show.kept Sources/Vision/Cleaning/CleaningItem.swift
=case all, open, kept, relabeled, deleted

Vision CleaningQuery.Show.relabeled Sources/Vision/Cleaning/CleaningItem.swift
=case all, open, kept, relabeled, deleted

Vision CleaningQuery.Show.deleted Sources/Vision/Cleaning/CleaningItem.swift
=case all, open, kept, relabeled, deleted

Vision CleaningQuery.Show.mistakes Sources/Vision/Cleaning/CleaningItem.swift
=case mistakes
/The network takes it for another class than its label's.

Vision CleaningQuery.Show.feedback Sources/Vision/Cleaning/CleaningItem.swift
=case feedback
/Sent by users of a server, with a correction.

Vision CleaningQuery.Order Sources/Vision/Cleaning/CleaningItem.swift
=enum Order: String, Sendable, CaseIterable

Vision CleaningQuery.Order.loss Sources/Vision/Cleaning/CleaningItem.swift
=case loss
/The most suspect label first: the largest loss, unless images were judged out of fold.

Vision CleaningQuery.Order.unsure Sources/Vision/Cleaning/CleaningItem.swift
=case unsure
/Those first whose two most probable classes are closest.

Vision CleaningQuery.Order.name Sources/Vision/Cleaning/CleaningItem.swift
=case name

Vision CleaningQuery.part Sources/Vision/Cleaning/CleaningItem.swift
=var part: DatasetPart?

Vision CleaningQuery.label Sources/Vision/Cleaning/CleaningItem.swift
=var label: String?
/As it is now.

Vision CleaningQuery.show Sources/Vision/Cleaning/CleaningItem.swift
=var show: Show

Vision CleaningQuery.order Sources/Vision/Cleaning/CleaningItem.swift
=var order: Order

Vision CleaningQuery.nameContains Sources/Vision/Cleaning/CleaningItem.swift
=var nameContains: String
/Only images whose path holds this text, in small or large letters.

Vision CleaningQuery.init Sources/Vision/Cleaning/CleaningItem.swift
=init(part: DatasetPart? = nil, label: String? = nil, show: Show = .all, order: Order = .loss, nameContains: String = "")

Vision CleaningProgress Sources/Vision/Cleaning/CleaningProgress.swift
=struct CleaningProgress: Sendable, Hashable
/How far a person has come, and whether it is worth going on.

Vision CleaningProgress.total Sources/Vision/Cleaning/CleaningProgress.swift
=let total: Int
/Images that the query admits.

Vision CleaningProgress.looked Sources/Vision/Cleaning/CleaningProgress.swift
=let looked: Int
/Of these, those that somebody has decided about.

Vision CleaningProgress.relabeled Sources/Vision/Cleaning/CleaningProgress.swift
=let relabeled, deleted: Int

Vision CleaningProgress.deleted Sources/Vision/Cleaning/CleaningProgress.swift
=let relabeled, deleted: Int

Vision CleaningProgress.cleanRun Sources/Vision/Cleaning/CleaningProgress.swift
=let cleanRun: Int
/Decisions since the last correction, in the order of suspicion: so many in a row were right.

Vision CleaningProgress.mostWrong Sources/Vision/Cleaning/CleaningProgress.swift
=var mostWrong: Double
/With 95 % confidence at most this share of what comes next is wrong, for it is less suspect than what was just
/looked at: the upper end of Wilson's interval for no error among the last ``cleanRun``.

Vision CleaningProgress.canStop Sources/Vision/Cleaning/CleaningProgress.swift
=func canStop(screen: Int) -> Bool
/Whether the last two screens were clean: the lesson's rule of when to stop.

Vision CleaningSession.progress Sources/Vision/Cleaning/CleaningProgress.swift
=func progress(_ query: CleaningQuery = .init()) -> CleaningProgress
/How far the images have been looked at that a query asks for; what the query shows of them does not matter.

Vision CleaningSession.classCounts Sources/Vision/Cleaning/CleaningProgress.swift
=func classCounts() -> [(name: String, count: Int)]
/How many images that are in use each class has, in the order of the classes.

Vision CleaningSession.nextSteps Sources/Vision/Cleaning/CleaningProgress.swift
=func nextSteps() throws -> (undo: JournalStep?, redo: JournalStep?)
/What ``undo(expecting:)`` and ``redo(expecting:)`` would do, with the steps' numbers.
/
/- Throws: `CatalogError`.

Vision JournalStep.words Sources/Vision/Cleaning/CleaningProgress.swift
=var words: String
/What the step did, in a few words: `delete 3 images`, `relabel black/00000007.jpg to grizzly`.

Vision CleaningSession.takeIn Sources/Vision/Cleaning/CleaningSession+Arrivals.swift
=func takeIn() async throws -> [CleaningItem]
/Takes in the pictures that users have sent since the session began, judged by what the session was made with.
/
/The network has not learned from such a picture, so that what it says of it is fair. Pictures that it cannot judge, and
/those of classes that it does not know, are left out. What does not come now, comes with the next call.
/
/- Returns: The new images.
/- Throws: `CatalogError`; `CancellationError`.

Vision CleaningSession Sources/Vision/Cleaning/CleaningSession.swift
=actor CleaningSession
/Cleaning a data set by looking at what a network finds odd (fastai: `ImageCleaner`), without a page around it.
/
/    let session = try CleaningSession(Catalog(dataset: bears), classes, judgements)
/    for id in await session.images(.init(show: .open)).prefix(20) { … }
/    try await session.act(.delete, on: [7])
/    try await session.undo()
/
/Every action is in the catalog's journal when the call returns, and several sessions, pages and commands may edit one
/data set at the same time: an action that was decided on an image as it was before somebody else changed it is refused.
/Files are put into quarantine, never destroyed. The work is done on a thread of its own.

Vision CleaningSession.Change Sources/Vision/Cleaning/CleaningSession.swift
=struct Change: Sendable
/What came of an action.

Vision CleaningSession.Change.items Sources/Vision/Cleaning/CleaningSession.swift
=let items: [CleaningItem]
/Images that are not as they were when the caller last asked.

Vision CleaningSession.Change.skipped Sources/Vision/Cleaning/CleaningSession.swift
=let skipped: [FilePath]
/Images that an undo has left as they are, because something else has changed them since.

Vision CleaningSession.Change.revision Sources/Vision/Cleaning/CleaningSession.swift
=let revision: Int64
/What the journal says, for the next action.

Vision CleaningSession.classes Sources/Vision/Cleaning/CleaningSession.swift
=nonisolated let classes: [String]
/In the order of the network's outputs, and then those that only people know.

Vision CleaningSession.dataset Sources/Vision/Cleaning/CleaningSession.swift
=nonisolated let dataset: FilePath
/The folder of the data set.

Vision CleaningSession.catalog Sources/Vision/Cleaning/CleaningSession.swift
=nonisolated let catalog: Catalog

Vision CleaningSession.items Sources/Vision/Cleaning/CleaningSession.swift
=var items: [CleaningItem]
/The images, by ``CleaningItem/id``; those that came later stand at the end.

Vision CleaningSession.revision Sources/Vision/Cleaning/CleaningSession.swift
=var revision: Int64
/How far the session has read the journal.

Vision CleaningSession.Judge Sources/Vision/Cleaning/CleaningSession.swift
=typealias Judge = @Sendable (_ file: FilePath) async throws -> [Float]
/The probability of each class that the network knows, in its order, for the image in a file.

Vision CleaningSession.unownedExecutor Sources/Vision/Cleaning/CleaningSession.swift
=nonisolated var unownedExecutor: UnownedSerialExecutor

Vision CleaningSession.init Sources/Vision/Cleaning/CleaningSession.swift
=init(_ catalog: Catalog, classes outputs: [String], _ judgements: [ImageJudgement], source: String = "cleaner", judge: Judge? = nil) throws
/Begins a session on the images that are both in the catalog and judged.
/
/- Parameters:
/  - catalog: Of the data set; it was opened with the data set's folder.
/  - outputs: The classes, in the order of the network's outputs.
/  - judgements: What the network says of the images; of several judgements of one image the first counts.
/  - source: Who acts, for the journal.
/  - judge: Judges what users send meanwhile, see ``takeIn()``; without it that waits for the next session.
/- Throws: `CatalogError`; `LearnerError` with code `.data` when there is nothing to look at.

Vision CleaningSession.images Sources/Vision/Cleaning/CleaningSession.swift
=func images(_ query: CleaningQuery = .init()) -> [Int]
/The images that a query asks for, by ``CleaningItem/id``.

Vision CleaningSession.item Sources/Vision/Cleaning/CleaningSession.swift
=func item(_ id: Int) -> CleaningItem?
/An image, or nil when there is none with that number.

Vision CleaningSession.item Sources/Vision/Cleaning/CleaningSession.swift
=func item(at path: FilePath) -> CleaningItem?
/An image by its path relative to the data set.

Vision CleaningSession.file Sources/Vision/Cleaning/CleaningSession.swift
=func file(of id: Int) -> FilePath?
/Where the file of an image lies now.

Vision CleaningSession.changes Sources/Vision/Cleaning/CleaningSession.swift
=func changes(after revision: Int64) throws -> Change
/Takes in what others have changed.
/
/- Parameter revision: What the caller has seen.
/- Returns: All that has changed since.
/- Throws: `CatalogError`.

Vision CleaningSession.act Sources/Vision/Cleaning/CleaningSession.swift
=func act(_ action: CleaningAction, on ids: [Int], seen: Int64? = nil) throws -> Change
/Decides about images, as one step that ``undo(expecting:)`` takes back.
/
/- Parameters:
/  - action: What is decided.
/  - ids: About which images.
/  - seen: The revision that the decision was made on; the session's own by default.
/- Returns: The images as they are now.
/- Throws: `CatalogError` with code `.conflict` when one of them was changed since `seen`: nothing is done then;
/  `LearnerError` with code `.usage` for a number or a class that makes no sense.

Vision CleaningSession.undo Sources/Vision/Cleaning/CleaningSession.swift
=func undo(expecting step: Int64? = nil) throws -> Change
/Takes the last step back that has not been taken back yet, across restarts and whoever made it.
/
/- Parameter step: The step that is meant; nil for whatever is next.
/- Returns: The images as they are now.
/- Throws: `CatalogError`, with code `.conflict` when another step is next.

Vision CleaningSession.redo Sources/Vision/Cleaning/CleaningSession.swift
=func redo(expecting step: Int64? = nil) throws -> Change
/Does the step again that was taken back last.
/
/- Parameter step: The step that is meant; nil for whatever is next.
/- Returns: The images as they are now.
/- Throws: `CatalogError`, with code `.conflict` when another step is next.

Vision CleaningSession.export Sources/Vision/Cleaning/CleaningSession.swift
=func export(to path: FilePath? = nil) throws -> (path: FilePath, count: Int)
/Writes `cleaned.csv` as fastai's cleaner does: what is left, with its classes.
/
/- Parameter path: The file; `cleaned.csv` in the data set by default.
/- Returns: Where it was written, and how many images it names.
/- Throws: `CatalogError` with code `.unwritable`.

Vision ImageJudging Sources/Vision/Cleaning/ImageJudging.swift
=struct ImageJudging: Sendable
/Judges every image of a data set for cleaning, out of fold: by heads that have not seen it, on a model's body.
/
/Judgements are kept in a file, and made anew when an image has come, changed or gone; the body's features are kept by the
/content of the images, so that only new images are looked at then.

Vision ImageJudging.Image Sources/Vision/Cleaning/ImageJudging.swift
=struct Image: Sendable
/One image to judge.

Vision ImageJudging.Image.path Sources/Vision/Cleaning/ImageJudging.swift
=let path: String
/As seen from the data set, with plain slashes.

Vision ImageJudging.Image.file Sources/Vision/Cleaning/ImageJudging.swift
=let file: FilePath
/Where it lies now.

Vision ImageJudging.Image.label Sources/Vision/Cleaning/ImageJudging.swift
=let label: String
/The class that it had at first.

Vision ImageJudging.Image.part Sources/Vision/Cleaning/ImageJudging.swift
=let part: DatasetPart

Vision ImageJudging.Image.init Sources/Vision/Cleaning/ImageJudging.swift
=init(path: String, file: FilePath, label: String, part: DatasetPart)

Vision ImageJudging.description Sources/Vision/Cleaning/ImageJudging.swift
=let description: ModelDescription
/What the model file says of itself.

Vision ImageJudging.init Sources/Vision/Cleaning/ImageJudging.swift
=init(model: FilePath, keptIn folder: FilePath) throws
/- Parameters:
/  - model: A model file; its body judges.
/  - folder: Where judgements and features are kept, those of each model apart.
/- Throws: `WeightFileError` when the model is missing or damaged, `LearnerError` when it is no classifier.

Vision ImageJudging.classes Sources/Vision/Cleaning/ImageJudging.swift
=var classes: [String]

Vision ImageJudging.judge Sources/Vision/Cleaning/ImageJudging.swift
=func judge(_ images: [Image], progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }) throws -> [ImageJudgement]
/Judges images as validation sees them: see ``ImageFeatures/judgedOutOfFold(folds:repeats:neighboursShare:seed:)``.
/Those that cannot be decoded, and those of classes that the model does not know, are left out. It computes for
/seconds to minutes: call it on a thread of its own.
/
/- Parameters:
/  - images: Which.
/  - progress: Told how many are done, of how many; returns whether to go on.
/- Returns: One judgement for each image that could be judged.
/- Throws: `LearnerError` for fewer than two classes with images, `CancellationError` when `progress` says so.

Vision Retraining Sources/Vision/Cleaning/Retraining.swift
=struct Retraining: Sendable, Hashable, Codable
/Whether cleaning has helped: the same training on the images as they were and as they are, judged on the same
/validation images with the labels that they have now.

Vision Retraining.Score Sources/Vision/Cleaning/Retraining.swift
=struct Score: Sendable, Hashable, Codable
/Mistakes on the validation images.

Vision Retraining.Score.errors Sources/Vision/Cleaning/Retraining.swift
=let errors, count: Int

Vision Retraining.Score.count Sources/Vision/Cleaning/Retraining.swift
=let errors, count: Int

Vision Retraining.Score.low Sources/Vision/Cleaning/Retraining.swift
=let low, high: Double
/With 95 % confidence the error rate lies between these (Wilson).

Vision Retraining.Score.high Sources/Vision/Cleaning/Retraining.swift
=let low, high: Double
/With 95 % confidence the error rate lies between these (Wilson).

Vision Retraining.Score.errorRate Sources/Vision/Cleaning/Retraining.swift
=var errorRate: Double

Vision Retraining.opened Sources/Vision/Cleaning/Retraining.swift
=let opened: Score
/The model that was opened.

Vision Retraining.before Sources/Vision/Cleaning/Retraining.swift
=let before: Score
/A new head on that model's body, trained on the images and labels as they were at first.

Vision Retraining.after Sources/Vision/Cleaning/Retraining.swift
=let after: Score
/The same, trained on the images and labels as they are.

Vision Retraining.mended Sources/Vision/Cleaning/Retraining.swift
=let mended, spoiled: Int
/Validation images that only the training after cleaning gets right, and only that before.

Vision Retraining.spoiled Sources/Vision/Cleaning/Retraining.swift
=let mended, spoiled: Int
/Validation images that only the training after cleaning gets right, and only that before.

Vision Retraining.lowChange Sources/Vision/Cleaning/Retraining.swift
=let lowChange, highChange: Double
/With 95 % confidence the error rate has changed by a number between these.

Vision Retraining.highChange Sources/Vision/Cleaning/Retraining.swift
=let lowChange, highChange: Double
/With 95 % confidence the error rate has changed by a number between these.

Vision Retraining.trainBefore Sources/Vision/Cleaning/Retraining.swift
=let trainBefore, trainAfter: Int
/Images that were trained on, before and after.

Vision Retraining.trainAfter Sources/Vision/Cleaning/Retraining.swift
=let trainBefore, trainAfter: Int
/Images that were trained on, before and after.

Vision Retraining.model Sources/Vision/Cleaning/Retraining.swift
=let model: String
/Where the new model was written.

Vision Retrainer Sources/Vision/Cleaning/Retraining.swift
=struct Retrainer: Sendable
/Trains anew after cleaning, and compares.
/
/The body is that of the model that was opened, frozen; only the head is new. The body's features are those that the images
/were judged by, which are kept. Both trainings start from the same head and draw the same order.

Vision Retrainer.init Sources/Vision/Cleaning/Retraining.swift
=init(model: FilePath, _ session: CleaningSession, epochs: Int = 6) async
/- Parameters:
/  - model: The model file that the images were judged by.
/  - session: The images as they are now.
/  - epochs: Of each training.

Vision Retrainer.run Sources/Vision/Cleaning/Retraining.swift
=func run(output: FilePath, progress: (Double, String) -> Bool) throws -> Retraining
/Computes for seconds to minutes: call it on a thread of its own.
/
/- Parameters:
/  - output: Where to write the new model.
/  - progress: Told how far it is, 0…1, and what it does; returns whether to go on.
/- Returns: The comparison.
/- Throws: `LearnerError` with code `.data` when there are no validation images, `CancellationError`, and what
/  training throws.

Vision ImageDataBunch.classWeights Sources/Vision/Data/Bunch/ImageDataBunch+Balancing.swift
=var classWeights: [Float]
/A weight for each class, for a weighted loss: `N / (C · N_c)`, as scikit-learn's `balanced`; 0 for a class without
/training images.

Vision ImageDataBunch.oversampled Sources/Vision/Data/Bunch/ImageDataBunch+Balancing.swift
=func oversampled() throws -> ImageDataBunch
/The same data with every class as often as the largest in each training pass: images of smaller classes come several
/times, each time augmented otherwise. Validation stays as it is.
/
/- Throws: `LearnerError` unless every image has one class.

Vision ImageDataBunch.init Sources/Vision/Data/Bunch/ImageDataBunch+Factories.swift
=convenience init(fromFolder folder: FilePath, test: String? = nil, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42, classes: [String]? = nil, catalog: CatalogLocation = .dataset, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64, normalization: Normalization? = nil, workers: Int? = nil, loading: LoaderOptions = .init()) throws
/Images in class folders (fastai: `from_folder`).
/
/- Parameters:
/  - folder: Holds one folder for each class. With `split: .folder` those are below `train` and `valid`; where there
/    are only these two and another split, their images are pooled first.
/  - test: A folder in it whose images take no part in training. Where it holds class folders too, they are labels.
/  - split: The rule of the division.
/  - validFraction: The share held out, 0…1 (fastai: `valid_pct`).
/  - seed: Of the division and of the augmentation.
/  - classes: Their order; sorted by default.
/  - catalog: Where the catalog is, if there is one: its labels count, and what it has put away is left out.
/  - transforms: `getTransforms()` by default.
/  - size: What the network sees, in pixels: the side of a square, or height and width.
/  - batchSize: Images in a batch; no more than there are for training.
/  - normalization: ImageNet's when nothing is said, here or by ``normalize(_:)``.
/  - workers: Threads that decode; as many as there are cores, up to 16, by default.
/  - loading: How batches are made otherwise.
/- Throws: `LearnerError` when there are fewer than two classes, or a side of the division is empty.

Vision ImageDataBunch.init Sources/Vision/Data/Bunch/ImageDataBunch+Factories.swift
=convenience init(fromCSV path: FilePath, csv: FilePath = "labels.csv", folder: FilePath? = nil, fileColumn: CSVColumn = 0, labels: LabelSource = .column(1), suffix: String = "", delimiter: Character = ",", hasHeader: Bool = true, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64, loading: LoaderOptions = .init()) throws
/Images and labels that a table names (fastai: `from_csv`, `from_df`).
/
/- Parameters:
/  - path: The folder of the data set.
/  - csv: The table in it. `cleaned.csv` of fastai's cleaner is one, whichever system wrote it.
/  - folder: Where below the data set's folder the files are.
/  - fileColumn: The column with their names (fastai: `fn_col`).
/  - labels: `.column(1)`, `.column("tags", labelDelimiter: " ")` for several classes, `.numbers(["x", "y"])`.
/  - suffix: What the names lack.
/  - delimiter: What stands between columns.
/  - hasHeader: Whether the first line names the columns.
/  - split: The rule of the division.
/  - validFraction: The share held out, 0…1.
/  - seed: Of the division and of the augmentation.
/  - transforms: `getTransforms()` by default.
/  - size: What the network sees, in pixels: the side of a square, or height and width.
/  - batchSize: Images in a batch.
/  - loading: How batches are made otherwise.
/- Throws: `LearnerError` when the table cannot be used.

Vision ImageDataBunch.init Sources/Vision/Data/Bunch/ImageDataBunch+Factories.swift
=convenience init(fromNameRegex path: FilePath, files: [FilePath]? = nil, pattern: String, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64, loading: LoaderOptions = .init()) throws
/Images whose names hold their class (fastai: `from_name_re`).
/
/- Parameters:
/  - path: The folder of the data set.
/  - files: Its images; all below it by default.
/  - pattern: A regular expression; its first group is the class: `#"/([^/]+)_\d+.jpg$"#`.
/  - split: The rule of the division.
/  - validFraction: The share held out, 0…1.
/  - seed: Of the division and of the augmentation.
/  - transforms: `getTransforms()` by default.
/  - size: What the network sees, in pixels: the side of a square, or height and width.
/  - batchSize: Images in a batch.
/  - loading: How batches are made otherwise.
/- Throws: `LearnerError` when the pattern does not match in every path.

Vision ImageDataBunch.init Sources/Vision/Data/Bunch/ImageDataBunch+Factories.swift
=convenience init(fromNameFunction path: FilePath, files: [FilePath]? = nil, split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64, loading: LoaderOptions = .init(), label: @escaping @Sendable (FilePath) throws -> String) throws
/Images whose class a closure says (fastai: `from_name_func`).
/
/- Parameters:
/  - path: The folder of the data set.
/  - files: Its images; all below it by default.
/  - split: The rule of the division.
/  - validFraction: The share held out, 0…1.
/  - seed: Of the division and of the augmentation.
/  - transforms: `getTransforms()` by default.
/  - size: What the network sees, in pixels: the side of a square, or height and width.
/  - batchSize: Images in a batch.
/  - loading: How batches are made otherwise.
/  - label: The class of a path.
/- Throws: `LearnerError`, and what the closure throws.

Vision ImageDataBunch.init Sources/Vision/Data/Bunch/ImageDataBunch+Factories.swift
=convenience init(fromLists path: FilePath, files: [FilePath], labels: [ImageLabel], split: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64, loading: LoaderOptions = .init()) throws
/Images with labels of any kind, in two lists (fastai: `from_lists`).
/
/- Parameters:
/  - path: The folder of the data set.
/  - files: Its images, relative to it or absolute.
/  - labels: One for each.
/  - split: The rule of the division.
/  - validFraction: The share held out, 0…1.
/  - seed: Of the division and of the augmentation.
/  - transforms: `getTransforms()` by default.
/  - size: What the network sees, in pixels: the side of a square, or height and width.
/  - batchSize: Images in a batch.
/  - loading: How batches are made otherwise.
/- Throws: `LearnerError` when the lists are of different lengths, or the labels of different kinds.

Vision ImageDataBunch.init Sources/Vision/Data/Bunch/ImageDataBunch+Factories.swift
=convenience init(single classes: [String], path: FilePath = ".", size: ImageSize = 224, normalization: Normalization? = nil) throws
/No images, only the classes: for a network that predicts (fastai: `single_from_classes`). ``setSingle(_:)`` puts an
/image in.
/
/- Parameters:
/  - classes: In the order of the network's outputs; they are not sorted.
/  - path: Where models are kept.
/  - size: What the network sees, in pixels: the side of a square, or height and width.
/  - normalization: ImageNet's by default.
/- Throws: `LearnerError` when the size is out of range.

Vision ImageDataBunch.normalization Sources/Vision/Data/Bunch/ImageDataBunch+Normalizing.swift
=var normalization: Normalization
/How pixels become the network's inputs: ImageNet's statistics unless something else was said.

Vision ImageDataBunch.normalize Sources/Vision/Data/Bunch/ImageDataBunch+Normalizing.swift
=func normalize(_ statistics: Normalization? = nil) throws -> ImageDataBunch
/Says how pixels become the network's inputs.
/
/    let data = try ImageDataBunch(fromFolder: "data/bears").normalize(.imagenet)
/
/A network with pretrained weights wants the statistics that it was trained with.
/
/- Parameter statistics: Measured on one batch of training images when nil.
/- Returns: The same data bunch.
/- Throws: `LearnerError` when it was said before.

Vision ImageDataBunch.denormalize Sources/Vision/Data/Bunch/ImageDataBunch+Normalizing.swift
=func denormalize(_ x: Tensor) throws -> Tensor
/Turns the network's inputs back into pixels from 0 to 1: `x · std + mean`.
/
/- Parameter x: `[N, 3, H, W]`.
/- Returns: The same shape, on the processor; not clamped.
/- Throws: `TorchError` for another shape.

Vision ImageDataBunch.oneBatch Sources/Vision/Data/Bunch/ImageDataBunch+Normalizing.swift
=func oneBatch(_ part: DatasetPart = .train) throws -> Batch
/The first batch of the next pass, which is then made again when the pass begins (fastai: `one_batch`).
/
/- Throws: `LearnerError` when there is no such part, or it has no batch.

Vision ImageDataBunch.showBatch Sources/Vision/Data/Bunch/ImageDataBunch+Showing.swift
=func showBatch(rows: Int = 3, part: DatasetPart = .train, cellSize: Int = 160) throws -> Picture
/A picture of images as the network sees them: augmented, each with its label (fastai: `show_batch`).
/
/    try data.showBatch(rows: 3).write(to: "batch.png")
/
/- Parameters:
/  - rows: Rows and columns; no more images than are in a batch.
/  - part: Of which part.
/  - cellSize: Side of each image in the picture, in pixels.
/- Returns: A picture to write as SVG, PNG or JPEG.
/- Throws: `LearnerError` when the part has no batch.

Vision ImageDataBunch.images Sources/Vision/Data/Bunch/ImageDataBunch+Showing.swift
=func images(of batch: Batch) throws -> [RGBImage]
/The images of a batch as pixels.
/
/- Throws: What kept the batch from being made.

Vision ImageDataBunch.description Sources/Vision/Data/Bunch/ImageDataBunch+Showing.swift
=var description: String

Vision ImageDataBunch Sources/Vision/Data/Bunch/ImageDataBunch.swift
=final class ImageDataBunch: DataBunch
/Images for training and for validation, as batches (fastai: `ImageDataBunch`).
/
/    let data = try ImageDataBunch(fromFolder: "data/bears", validFraction: 0.2, seed: 42, size: 224)
/    print(data.classes, data.c, data.trainDataset.count)
/
/The initialisers are shorthands for ``ImageList``, ``LabelSource`` and ``SplitRule``, which combine in other ways too.

Vision ImageDataBunch.path Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let path: FilePath

Vision ImageDataBunch.vocabulary Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let vocabulary: Vocabulary
/The labels' kind, and the classes in the order of the network's outputs.

Vision ImageDataBunch.train Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let train: ImageLoader

Vision ImageDataBunch.fix Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let fix: ImageLoader
/The training images as validation sees images: in order, all of them, not augmented (fastai: `fix_dl`).

Vision ImageDataBunch.valid Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let valid: ImageLoader?

Vision ImageDataBunch.test Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let test: ImageLoader?

Vision ImageDataBunch.size Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let size: ImageSize
/Of the images, as the network sees them.

Vision ImageDataBunch.split Sources/Vision/Data/Bunch/ImageDataBunch.swift
=let split: SplitImages
/Which image is on which side, and by which rule.

Vision ImageDataBunch.init Sources/Vision/Data/Bunch/ImageDataBunch.swift
=convenience init(_ split: SplitImages, classes: [String]? = nil, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64, normalization: Normalization? = nil, loading: LoaderOptions = .init()) throws
/Batches of images that are labelled and divided.
/
/- Parameters:
/  - split: The images.
/  - classes: In the order that they are to have; those of the training images, sorted, by default.
/  - transforms: `getTransforms()` by default.
/  - size: What the network sees, in pixels: the side of a square, or height and width.
/  - batchSize: Images in a batch; no more than there are for training (fastai: `bs`).
/  - normalization: ImageNet's when nothing is said, here or by ``normalize(_:)``.
/  - loading: Threads, broken images, cache, warnings.
/- Throws: `LearnerError` when a setting makes no sense, there are fewer than two classes or too few images, or the
/  same images are on both sides.

Vision ImageDataBunch.classes Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var classes: [String]
/In the order of the network's outputs; empty for numbers.

Vision ImageDataBunch.c Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var c: Int
/How many numbers a network gives for one image: one for each class (fastai: `data.c`).

Vision ImageDataBunch.targetKind Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var targetKind: TargetKind

Vision ImageDataBunch.trainInOrder Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var trainInOrder: ImageLoader?

Vision ImageDataBunch.trainDataset Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var trainDataset: ImageDataset

Vision ImageDataBunch.validDataset Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var validDataset: ImageDataset

Vision ImageDataBunch.testDataset Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var testDataset: ImageDataset

Vision ImageDataBunch.batchSize Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var batchSize: Int
/Images in a training batch. Setting it sets the other parts' too, from the next pass on; at least 1, and no more
/than a part has images.

Vision ImageDataBunch.validBatchSize Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var validBatchSize: Int
/Images in a batch that is not trained on.

Vision ImageDataBunch.warnings Sources/Vision/Data/Bunch/ImageDataBunch.swift
=var warnings: [DataWarning]
/What its owner should know, in the order in which it was found: images that were skipped since come last.

Vision ImageDataBunch.loader Sources/Vision/Data/Bunch/ImageDataBunch.swift
=func loader(_ part: DatasetPart) -> ImageLoader?
/The batches of a part, or nil where there is none.

Vision ImageDataBunch.ttaLoaders Sources/Vision/Data/Bunch/ImageDataBunch.swift
=func ttaLoaders(of part: DatasetPart, scale: Double) throws -> [any DataLoader]
/The eight views of test-time augmentation, as loaders that go through the part in its order.

Vision ImageDataBunch.setSingle Sources/Vision/Data/Bunch/ImageDataBunch.swift
=func setSingle(_ path: FilePath) -> ImageLoader
/Puts in one image, which ``loader(_:)`` then gives as `.single`: alone in its batch, as validation sees images.

Vision SplitImages.bunch Sources/Vision/Data/Bunch/ImageDataBunch.swift
=func bunch(classes: [String]? = nil, transforms: TransformPair = getTransforms(), size: ImageSize = 224, batchSize: Int = 64, normalization: Normalization? = nil, loading: LoaderOptions = .init()) throws -> ImageDataBunch
/Makes batches of the images: see ``ImageDataBunch/init(_:classes:transforms:size:batchSize:normalization:loading:)``.

Vision Normalization Sources/Vision/Data/Bunch/Normalization.swift
=struct Normalization: Sendable, Hashable, Codable
/The mean and the standard deviation of each channel, of pixels from 0 to 1.

Vision Normalization.mean Sources/Vision/Data/Bunch/Normalization.swift
=let mean: [Float]

Vision Normalization.std Sources/Vision/Data/Bunch/Normalization.swift
=let std: [Float]

Vision Normalization.init Sources/Vision/Data/Bunch/Normalization.swift
=init(mean: [Float], std: [Float])

Vision Normalization.imagenet Sources/Vision/Data/Bunch/Normalization.swift
=static let imagenet = Normalization(mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225])
/What torchvision's weights were trained with (fastai: `imagenet_stats`).

Vision Normalization.cifar Sources/Vision/Data/Bunch/Normalization.swift
=static let cifar = Normalization(mean: [0.491, 0.482, 0.447], std: [0.247, 0.243, 0.261])
/Of the CIFAR-10 training images (fastai: `cifar_stats`).

Vision Normalization.mnist Sources/Vision/Data/Bunch/Normalization.swift
=static let mnist = Normalization(mean: [0.131, 0.131, 0.131], std: [0.308, 0.308, 0.308])
/Of MNIST's digits, the same in each of three channels (fastai: `mnist_stats`; in 2018 it was 0.15 for both).

Vision ImageSize Sources/Vision/Data/ImageSize.swift
=struct ImageSize: Sendable, Hashable
/How large the pictures are that a network sees, in pixels.
/
/A number is the side of a square (fastai: `size=224`); rows and columns make it a rectangle (fastai: `size=(160, 240)`,
/height first).
/
/    let data = try ImageDataBunch(fromFolder: bears, size: ImageSize(height: 160, width: 240))

Vision ImageSize.height Sources/Vision/Data/ImageSize.swift
=let height: Int
/Rows.

Vision ImageSize.width Sources/Vision/Data/ImageSize.swift
=let width: Int
/Columns.

Vision ImageSize.init Sources/Vision/Data/ImageSize.swift
=init(height: Int, width: Int)

Vision ImageSize.init Sources/Vision/Data/ImageSize.swift
=init(_ side: Int)
/A square.

Vision ImageSize.rounded Sources/Vision/Data/ImageSize.swift
=func rounded(toMultipleOf mult: Int) -> ImageSize
/Both sides as the nearest multiple of `mult`, half of it upwards (fastai: `mult`; in the lesson of 2018 it was 32).

Vision ImageSize.isSquare Sources/Vision/Data/ImageSize.swift
=var isSquare: Bool

Vision ImageSize.init Sources/Vision/Data/ImageSize.swift
=init(integerLiteral side: Int)

Vision ImageSize.init Sources/Vision/Data/ImageSize.swift
=init?(_ text: String)
/Reads `224` and `160x240`, height first; nil for anything else.

Vision ImageSize.description Sources/Vision/Data/ImageSize.swift
=var description: String

Vision CSVColumn Sources/Vision/Data/Items/CSVTable.swift
=enum CSVColumn: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral
/A column of a table, by its place from 0 or by its name.

Vision CSVColumn.index Sources/Vision/Data/Items/CSVTable.swift
=case index(Int)

Vision CSVColumn.named Sources/Vision/Data/Items/CSVTable.swift
=case named(String)

Vision CSVColumn.init Sources/Vision/Data/Items/CSVTable.swift
=init(integerLiteral value: Int)

Vision CSVColumn.init Sources/Vision/Data/Items/CSVTable.swift
=init(stringLiteral value: String)

Vision DataWarning Sources/Vision/Data/Items/DataWarning.swift
=struct DataWarning: Sendable, Hashable, CustomStringConvertible
/Something about a data set that does not stop the training, and that its owner should know.

Vision DataWarning.Kind Sources/Vision/Data/Items/DataWarning.swift
=struct Kind: Hashable, Sendable
/The kind of a warning. New kinds may be added; switch with a default.

Vision DataWarning.Kind.brokenImages Sources/Vision/Data/Items/DataWarning.swift
=static let brokenImages = Kind(name: "broken images")
/Files that are named as images and are none, or that cannot be decoded: left out.

Vision DataWarning.Kind.unknownLabels Sources/Vision/Data/Items/DataWarning.swift
=static let unknownLabels = Kind(name: "unknown labels")
/Validation images of classes that no training image has: left out.

Vision DataWarning.Kind.incompleteList Sources/Vision/Data/Items/DataWarning.swift
=static let incompleteList = Kind(name: "incomplete list")
/A list names files that are not in the data set, or the data set has images that the list does not name.

Vision DataWarning.Kind.fewValidationImages Sources/Vision/Data/Items/DataWarning.swift
=static let fewValidationImages = Kind(name: "few validation images")
/So few validation images that an error rate says little.

Vision DataWarning.Kind.fewImages Sources/Vision/Data/Items/DataWarning.swift
=static let fewImages = Kind(name: "few images")
/A class with hardly any images, or none on one side.

Vision DataWarning.Kind.imbalance Sources/Vision/Data/Items/DataWarning.swift
=static let imbalance = Kind(name: "imbalance")
/One class has many times the images of another.

Vision DataWarning.Kind.suspiciousClass Sources/Vision/Data/Items/DataWarning.swift
=static let suspiciousClass = Kind(name: "suspicious class")
/A folder that is probably not meant as a class.

Vision DataWarning.Kind.duplicatesAcrossSplit Sources/Vision/Data/Items/DataWarning.swift
=static let duplicatesAcrossSplit = Kind(name: "duplicates across the split")
/The same picture for training and for validation.

Vision DataWarning.Kind.batchSize Sources/Vision/Data/Items/DataWarning.swift
=static let batchSize = Kind(name: "batch size")
/A batch size that does not fit the data set.

Vision DataWarning.kind Sources/Vision/Data/Items/DataWarning.swift
=let kind: Kind

Vision DataWarning.message Sources/Vision/Data/Items/DataWarning.swift
=let message: String

Vision DataWarning.paths Sources/Vision/Data/Items/DataWarning.swift
=let paths: [FilePath]
/The files that it is about, all of them.

Vision DataWarning.init Sources/Vision/Data/Items/DataWarning.swift
=init(_ kind: Kind, _ message: String, paths: [FilePath] = [])

Vision DataWarning.description Sources/Vision/Data/Items/DataWarning.swift
=var description: String

Vision DataWarning.print Sources/Vision/Data/Items/DataWarning.swift
=static let print: @Sendable (DataWarning) -> Void
/Prints to standard error.

Vision Target Sources/Vision/Data/Items/ImageItem.swift
=enum Target: Sendable, Hashable
/What a network is to say of one image, in numbers.

Vision Target.category Sources/Vision/Data/Items/ImageItem.swift
=case category(Int)
/Index into the classes.

Vision Target.categories Sources/Vision/Data/Items/ImageItem.swift
=case categories([Int])
/Indices into the classes, ascending.

Vision Target.numbers Sources/Vision/Data/Items/ImageItem.swift
=case numbers([Float])

Vision Target.unknown Sources/Vision/Data/Items/ImageItem.swift
=case unknown
/Nobody said: an image to predict.

Vision ImageItem Sources/Vision/Data/Items/ImageItem.swift
=struct ImageItem: Sendable, Hashable
/An image of a data set and what is to be said of it.

Vision ImageItem.path Sources/Vision/Data/Items/ImageItem.swift
=let path: FilePath

Vision ImageItem.target Sources/Vision/Data/Items/ImageItem.swift
=let target: Target

Vision ImageItem.init Sources/Vision/Data/Items/ImageItem.swift
=init(path: FilePath, target: Target)

Vision ImageItem.label Sources/Vision/Data/Items/ImageItem.swift
=var label: Int
/Index into the data set's classes; −1 when the target is not one class.

Vision ImageList.filtered Sources/Vision/Data/Items/ImageList+Filters.swift
=func filtered(_ isIncluded: (FilePath) throws -> Bool) rethrows -> ImageList
/The files for which the closure says true (fastai: `filter_by_func`).

Vision ImageList.filtered Sources/Vision/Data/Items/ImageList+Filters.swift
=func filtered(include: [String]? = nil, exclude: [String] = []) -> ImageList
/The files by the folder directly below the data set that they lie in (fastai: `filter_by_folder`).
/
/- Parameters:
/  - include: Only these folders; all by default.
/  - exclude: Not these.
/- Returns: A smaller list.

Vision ImageList.sampled Sources/Vision/Data/Items/ImageList+Filters.swift
=func sampled(probability: Double, seed: UInt32) throws -> ImageList
/Each file with a chance, by Python's generator (fastai: `filter_by_rand`).
/
/- Parameters:
/  - probability: 0…1.
/  - seed: The same files for the same seed and list, those of `random.seed(seed)`.
/- Returns: A smaller list.
/- Throws: `LearnerError` when the probability is out of range.

Vision ImageList.partial Sources/Vision/Data/Items/ImageList+Filters.swift
=func partial(_ fraction: Double = 0.01, seed: UInt32) throws -> ImageList
/A share of the files, drawn by NumPy's generator, in the order drawn (fastai: `use_partial_data`).
/
/- Parameters:
/  - fraction: 0…1; the number of files is rounded down.
/  - seed: The same files for the same seed and list, those of `np.random.seed(seed)`.
/- Returns: A smaller list.
/- Throws: `LearnerError` when the fraction is out of range.

Vision ImageList Sources/Vision/Data/Items/ImageList.swift
=struct ImageList: Sendable
/The files of a data set, before they have labels and sides (fastai: `ImageList`).
/
/    let data = try ImageList(in: "data/bears")
/      .labelled(by: .folder)
/      .split(.stable, validFraction: 0.2, seed: 42)
/      .bunch(size: 224)

Vision ImageList.path Sources/Vision/Data/Items/ImageList.swift
=let path: FilePath
/The folder of the data set.

Vision ImageList.files Sources/Vision/Data/Items/ImageList.swift
=let files: [FilePath]

Vision ImageList.warnings Sources/Vision/Data/Items/ImageList.swift
=var warnings: [DataWarning] = []
/What is wrong with the list so far.

Vision ImageList.init Sources/Vision/Data/Items/ImageList.swift
=init(in folder: FilePath, recursive: Bool = true, include: [String]? = nil, exclude: [String] = [], catalog: CatalogLocation = .dataset, maxBrokenShare: Double = LoaderOptions.maxBrokenShare) throws
/The images below a folder, in the order of their paths.
/
/Hidden files and folders (`.ipynb_checkpoints`), `models` and `__MACOSX` are left out. What is an image shows in
/its content; a file that is only named as one is left out with a warning.
/
/What was decided in the data set's catalog counts: images that were put away are left out, and those with another
/class or on a side of the split keep these, whatever labels them and divides them afterwards. Pictures that users of
/a server have corrected come last, once somebody has looked at them.
/
/- Parameters:
/  - folder: The folder of the data set.
/  - recursive: Whether to look in its folders too.
/  - include: Names of the folders directly below it to look into; all by default.
/  - exclude: Names of the folders directly below it to leave out.
/  - catalog: Where the catalog is, if there is one; `.none` goes by the files alone.
/  - maxBrokenShare: More files that are no images than this share of all are an error.
/- Throws: `LearnerError` when the folder or its catalog cannot be read, or too many of its files are broken.

Vision ImageList.init Sources/Vision/Data/Items/ImageList.swift
=init(path: FilePath, files: [FilePath])
/Files that you found yourself.
/
/- Parameters:
/  - path: The folder of the data set, which relative paths start from.
/  - files: In the order that splits by number or at random go by.

Vision ImageList.init Sources/Vision/Data/Items/ImageList.swift
=init(path: FilePath, csv: FilePath, folder: FilePath? = nil, fileColumn: CSVColumn = 0, suffix: String = "", delimiter: Character = ",", hasHeader: Bool = true, maxBrokenShare: Double = LoaderOptions.maxBrokenShare) throws
/The files that a table names; its rows stay at hand for labels and sides.
/
/- Parameters:
/  - path: The folder of the data set.
/  - csv: The table, relative to the folder of the data set.
/  - folder: Where below it the files are (fastai: `folder`).
/  - fileColumn: The column with the files' names (fastai: `fn_col`). Windows' separators are understood.
/  - suffix: What the names lack: ".jpg".
/  - delimiter: What stands between columns.
/  - hasHeader: Whether the first line names the columns.
/  - maxBrokenShare: More files that are no images than this share of all are an error. Missing ones are
/    left out with a warning.
/- Throws: `LearnerError` when the table cannot be read, names no file that is there, or too many that are broken.

Vision ImageDataset Sources/Vision/Data/Labels/ImageDataset.swift
=struct ImageDataset: Sendable, RandomAccessCollection
/One part of a data set: images in order, with their targets (fastai: `data.train_ds`).

Vision ImageDataset.items Sources/Vision/Data/Labels/ImageDataset.swift
=let items: [ImageItem]

Vision ImageDataset.vocabulary Sources/Vision/Data/Labels/ImageDataset.swift
=let vocabulary: Vocabulary

Vision ImageDataset.startIndex Sources/Vision/Data/Labels/ImageDataset.swift
=var startIndex: Int

Vision ImageDataset.endIndex Sources/Vision/Data/Labels/ImageDataset.swift
=var endIndex: Int

Vision ImageDataset.subscript Sources/Vision/Data/Labels/ImageDataset.swift
=subscript(index: Int) -> ImageItem

Vision ImageDataset.paths Sources/Vision/Data/Labels/ImageDataset.swift
=var paths: [FilePath]

Vision ImageDataset.label Sources/Vision/Data/Labels/ImageDataset.swift
=func label(at index: Int) -> String
/An image's target in words.

Vision ImageDataset.classCounts Sources/Vision/Data/Labels/ImageDataset.swift
=var classCounts: [Int]
/Images of each class, in the order of the classes.

Vision ImageLabel Sources/Vision/Data/Labels/LabelSource.swift
=enum ImageLabel: Sendable, Hashable
/What is said of one image, in words.

Vision ImageLabel.category Sources/Vision/Data/Labels/LabelSource.swift
=case category(String)

Vision ImageLabel.categories Sources/Vision/Data/Labels/LabelSource.swift
=case categories([String])
/Any number of classes at once, none too.

Vision ImageLabel.numbers Sources/Vision/Data/Labels/LabelSource.swift
=case numbers([Float])

Vision LabelSource Sources/Vision/Data/Labels/LabelSource.swift
=struct LabelSource: Sendable
/Where the labels of images come from.

Vision LabelSource.folder Sources/Vision/Data/Labels/LabelSource.swift
=static let folder = folder(below: [])
/The first folder below the data set's. Where that has no other folders than `train`, `valid` and `test`, it is the
/folder below those.

Vision LabelSource.folder Sources/Vision/Data/Labels/LabelSource.swift
=static func folder(below names: Set<String>) -> LabelSource
/The first folder below the data set's. Where that has no other folders than those named, and `train`, `valid` and
/`test`, it is the folder below those.

Vision LabelSource.parentFolder Sources/Vision/Data/Labels/LabelSource.swift
=static let parentFolder = LabelSource
/The folder that holds the file (fastai: `label_from_folder`).

Vision LabelSource.regex Sources/Vision/Data/Labels/LabelSource.swift
=static func regex(_ pattern: String) -> LabelSource
/The first group of a regular expression, which is searched in the path (fastai: `label_from_re`).

Vision LabelSource.function Sources/Vision/Data/Labels/LabelSource.swift
=static func function(_ label: @escaping @Sendable (FilePath) throws -> String) -> LabelSource
/One class for each path (fastai: `label_from_func`).

Vision LabelSource.labels Sources/Vision/Data/Labels/LabelSource.swift
=static func labels(_ label: @escaping @Sendable (FilePath) throws -> ImageLabel) -> LabelSource
/Any label for each path: `.categories` for several classes at once, `.numbers` for regression.

Vision LabelSource.constant Sources/Vision/Data/Labels/LabelSource.swift
=static func constant(_ label: ImageLabel) -> LabelSource
/The same for every image (fastai: `label_const`).

Vision LabelSource.list Sources/Vision/Data/Labels/LabelSource.swift
=static func list(_ labels: [ImageLabel]) -> LabelSource
/One label for each image, in the order of the list (fastai: `label_from_lists`).

Vision LabelSource.list Sources/Vision/Data/Labels/LabelSource.swift
=static func list(_ labels: [String]) -> LabelSource
/One class for each image, in the order of the list.

Vision LabelSource.column Sources/Vision/Data/Labels/LabelSource.swift
=static func column(_ column: CSVColumn = 1, labelDelimiter: String? = nil) -> LabelSource
/A column of the table that the list came from (fastai: `label_from_df`).
/
/- Parameters:
/  - column: Its place or name.
/  - labelDelimiter: What stands between several classes: " " makes `.categories`; nil, one class.
/- Returns: The source.

Vision LabelSource.numbers Sources/Vision/Data/Labels/LabelSource.swift
=static func numbers(_ columns: [CSVColumn]) -> LabelSource
/Columns of numbers of the table that the list came from: regression.

Vision ImageList.labelled Sources/Vision/Data/Labels/LabelSource.swift
=func labelled(by source: LabelSource) throws -> LabelledImages
/Gives every image its label; a class that was edited in the catalog goes before what the source says.
/
/- Throws: `LearnerError` when a label is missing, or the labels are of several kinds.

Vision LabelledImages Sources/Vision/Data/Labels/LabelledImages.swift
=struct LabelledImages: Sendable
/The images of a data set with their labels, before they have sides.

Vision LabelledImages.list Sources/Vision/Data/Labels/LabelledImages.swift
=let list: ImageList

Vision LabelledImages.labels Sources/Vision/Data/Labels/LabelledImages.swift
=let labels: [ImageLabel]
/One for each file of the list.

Vision LabelledImages.kind Sources/Vision/Data/Labels/LabelledImages.swift
=let kind: TargetKind
/What the labels are.

Vision LabelledImages.files Sources/Vision/Data/Labels/LabelledImages.swift
=var files: [FilePath]

Vision Vocabulary Sources/Vision/Data/Labels/Vocabulary.swift
=struct Vocabulary: Sendable, Hashable
/What labels mean in numbers.

Vision Vocabulary.kind Sources/Vision/Data/Labels/Vocabulary.swift
=let kind: TargetKind

Vision Vocabulary.classes Sources/Vision/Data/Labels/Vocabulary.swift
=let classes: [String]
/In the order of their indices; empty for numbers.

Vision Vocabulary.outputCount Sources/Vision/Data/Labels/Vocabulary.swift
=let outputCount: Int
/How many numbers a network gives for one image: one for each class (fastai: `data.c`).

Vision Vocabulary.text Sources/Vision/Data/Labels/Vocabulary.swift
=func text(_ target: Target) -> String
/A target in words: "grizzly", "cloudy, rain", "0.5"; empty for an image that nobody labelled.

Vision ClassOrder Sources/Vision/Data/Labels/Vocabulary.swift
=enum ClassOrder: Sendable, Hashable
/The order of a data set's classes, which is the order of the network's outputs.

Vision ClassOrder.codePoints Sources/Vision/Data/Labels/Vocabulary.swift
=case codePoints
/By code points, as fastai has it: 1, 10, 2.

Vision ClassOrder.natural Sources/Vision/Data/Labels/Vocabulary.swift
=case natural
/Numbers inside names count as numbers: 1, 2, 10.

Vision ClassOrder.sorted Sources/Vision/Data/Labels/Vocabulary.swift
=func sorted(_ names: some Sequence<String>) -> [String]

Vision BrokenImage Sources/Vision/Data/Loader/BrokenImageLog.swift
=struct BrokenImage: Sendable, Hashable
/An image that could not be decoded, and why.

Vision BrokenImage.path Sources/Vision/Data/Loader/BrokenImageLog.swift
=let path: FilePath

Vision BrokenImage.reason Sources/Vision/Data/Loader/BrokenImageLog.swift
=let reason: String

Vision ImageCache Sources/Vision/Data/Loader/DecodedImageCache.swift
=enum ImageCache: Sendable, Hashable
/Keeps decoded and pre-shrunk images for later epochs, which then skip most of the work. The pixels are the same as
/without it.

Vision ImageCache.none Sources/Vision/Data/Loader/DecodedImageCache.swift
=case none

Vision ImageCache.memory Sources/Vision/Data/Loader/DecodedImageCache.swift
=case memory(maxBytes: Int)
/In memory, until it is full; the other images are decoded each time.

Vision ImageCache.disk Sources/Vision/Data/Loader/DecodedImageCache.swift
=case disk(folder: FilePath? = nil, maxBytes: Int)
/In files below the data set's `.fastai/cache` or another folder, until it is full: later runs profit too.

Vision ImageCache.make Sources/Vision/Data/Loader/DecodedImageCache.swift
=func make(for dataset: FilePath) -> (any DecodedImageCache)?

Vision ImageLoader Sources/Vision/Data/Loader/ImageLoader.swift
=final class ImageLoader: RepeatableLoader
/Decodes, resizes and augments images on its own threads, ahead of the training.
/
/What comes out depends on the seed and the pass, not on the number of threads. An image that cannot be decoded is
/skipped with a warning; too many of them are an error. No more than a few batches, and one decoded image a thread, are
/in memory at a time.

Vision ImageLoader.dataset Sources/Vision/Data/Loader/ImageLoader.swift
=let dataset: ImageDataset

Vision ImageLoader.batchSize Sources/Vision/Data/Loader/ImageLoader.swift
=var batchSize: Int
/Images in a batch, of the passes that begin from now on: ``ImageDataBunch/batchSize`` can be set.

Vision ImageLoader.dropsLast Sources/Vision/Data/Loader/ImageLoader.swift
=let dropsLast: Bool
/Leave out the last batch when it is not full, as training does.

Vision ImageLoader.passes Sources/Vision/Data/Loader/ImageLoader.swift
=var passes = 0
/How many passes were begun. Setting it makes the next pass the same as an earlier one was.

Vision ImageLoader.items Sources/Vision/Data/Loader/ImageLoader.swift
=var items: [ImageItem]

Vision ImageLoader.itemCount Sources/Vision/Data/Loader/ImageLoader.swift
=var itemCount: Int

Vision ImageLoader.paths Sources/Vision/Data/Loader/ImageLoader.swift
=var paths: [FilePath]

Vision ImageLoader.brokenImages Sources/Vision/Data/Loader/ImageLoader.swift
=var brokenImages: [BrokenImage]
/The images of this part that were skipped so far, in the order of the items.

Vision ImageLoader.batchCount Sources/Vision/Data/Loader/ImageLoader.swift
=var batchCount: Int
/Batches in one pass. A last training batch with a single image is left out always: batch norm cannot learn from it.

Vision ImageLoader.makeIterator Sources/Vision/Data/Loader/ImageLoader.swift
=func makeIterator() -> AnyIterator<Batch>

Vision ImageLoader.makeIterator Sources/Vision/Data/Loader/ImageLoader.swift
=func makeIterator(from firstBatch: Int) -> AnyIterator<Batch>
/Starts a pass at one of its batches, without making those before it.

Vision LoaderOptions Sources/Vision/Data/Loader/LoaderOptions.swift
=struct LoaderOptions: Sendable
/How batches are made, beside their size and their transforms.

Vision LoaderOptions.maxBrokenShare Sources/Vision/Data/Loader/LoaderOptions.swift
=static let maxBrokenShare = 0.05
/More broken files than this share of a data set are an error; fewer are left out with a warning.

Vision LoaderOptions.validBatchSize Sources/Vision/Data/Loader/LoaderOptions.swift
=var validBatchSize: Int?
/Images in a validation batch; as for training by default (fastai: `val_bs`).

Vision LoaderOptions.workers Sources/Vision/Data/Loader/LoaderOptions.swift
=var workers: Int?
/Threads that decode; as many as there are cores, up to 16, by default (fastai: `num_workers`).

Vision LoaderOptions.dropsLast Sources/Vision/Data/Loader/LoaderOptions.swift
=var dropsLast = true
/Leaves out the last training batch of a pass when it is not full (fastai: `drop_last`).

Vision LoaderOptions.maxBrokenShare Sources/Vision/Data/Loader/LoaderOptions.swift
=var maxBrokenShare = LoaderOptions.maxBrokenShare
/More images that cannot be decoded than this share end the training; fewer are skipped with a warning.

Vision LoaderOptions.cache Sources/Vision/Data/Loader/LoaderOptions.swift
=var cache = ImageCache.none
/Keeps decoded images for later epochs.

Vision LoaderOptions.classOrder Sources/Vision/Data/Loader/LoaderOptions.swift
=var classOrder = ClassOrder.codePoints
/How classes are sorted.

Vision LoaderOptions.checks Sources/Vision/Data/Loader/LoaderOptions.swift
=var checks = true
/Looks for what is probably a mistake in the data (fastai: `no_check`).

Vision LoaderOptions.warn Sources/Vision/Data/Loader/LoaderOptions.swift
=var warn: @Sendable (DataWarning) -> Void = DataWarning.print
/Hears of every warning once.

Vision LoaderOptions.init Sources/Vision/Data/Loader/LoaderOptions.swift
=init()

Vision SplitImages Sources/Vision/Data/Splits/SplitImages.swift
=struct SplitImages: Sendable
/The images of a data set with labels and sides: all that a data bunch is made of.

Vision SplitImages.images Sources/Vision/Data/Splits/SplitImages.swift
=let images: LabelledImages

Vision SplitImages.train Sources/Vision/Data/Splits/SplitImages.swift
=let train: [Int]
/Places in the list of images.

Vision SplitImages.valid Sources/Vision/Data/Splits/SplitImages.swift
=let valid: [Int]

Vision SplitImages.rule Sources/Vision/Data/Splits/SplitImages.swift
=let rule: String
/The rule's name.

Vision SplitImages.seed Sources/Vision/Data/Splits/SplitImages.swift
=let seed: UInt64

Vision SplitImages.validFraction Sources/Vision/Data/Splits/SplitImages.swift
=let validFraction: Double
/The share to be held out, for the rules that go by one.

Vision SplitImages.warnings Sources/Vision/Data/Splits/SplitImages.swift
=let warnings: [DataWarning]
/What is wrong with the list and the split.

Vision SplitImages.addingTest Sources/Vision/Data/Splits/SplitImages.swift
=func addingTest(_ test: ImageList) -> SplitImages
/The same with images to predict (fastai: `add_test`).

Vision SplitImages.write Sources/Vision/Data/Splits/SplitImages.swift
=func write(to file: FilePath) throws
/Writes which image is on which side, for ``SplitRule/csv(_:)``, pandas and fastai: columns `path` (relative to the
/data set, with plain slashes), `label` and `is_valid` (0 or 1), in the order of the paths.
/
/- Throws: `LearnerError` when the file cannot be written; nothing is left behind then.

Vision LabelledImages.split Sources/Vision/Data/Splits/SplitImages.swift
=func split(_ rule: SplitRule = .stable, validFraction: Double = 0.2, seed: UInt64 = 42) throws -> SplitImages
/Divides the images.
/
/- Parameters:
/  - rule: How.
/  - validFraction: The share held out, 0 to below 1 (fastai: `valid_pct`).
/  - seed: Another one gives another division.
/- Returns: The images with their sides.
/- Throws: `LearnerError` when the rule cannot be followed.

Vision SplitRule.lists Sources/Vision/Data/Splits/SplitRule+Lists.swift
=static func lists(train: [FilePath], valid: [FilePath]) -> SplitRule
/By two lists of paths, relative to the data set or absolute; images in neither are left out (fastai: `split_by_list`).

Vision SplitRule.csv Sources/Vision/Data/Splits/SplitRule+Lists.swift
=static func csv(_ file: FilePath) -> SplitRule
/By a file ``SplitImages/write(to:)`` wrote, or another with a column of paths, relative to the data set or absolute,
/and one of sides: `train` or `valid`, or `is_valid` with 0 and 1.
/
/The columns are found by their names (`path`, `name`, `file`, `image`; `side`, `split`, `is_valid`), else they are the
/first and the last. Images that the file does not name are left out with a warning.

Vision SplitRule.fileNames Sources/Vision/Data/Splits/SplitRule+Lists.swift
=static func fileNames(_ names: [String]) -> SplitRule
/Names for validation: of files, or paths relative to the data set (fastai: `split_by_files`).

Vision SplitRule.fileNames Sources/Vision/Data/Splits/SplitRule+Lists.swift
=static func fileNames(in file: FilePath) -> SplitRule
/A file that holds names for validation, one a line, relative to the data set's folder (fastai:
/`split_by_fname_file`).

Vision SplitRule.random Sources/Vision/Data/Splits/SplitRule+Random.swift
=static let random = SplitRule("random")
/As fastai 1 draws it in its last version (`split_by_rand_pct`): exactly `validFraction` of the images, rounded down,
/in the order drawn.

Vision SplitRule.lesson2018 Sources/Vision/Data/Splits/SplitRule+Random.swift
=static let lesson2018 = SplitRule("lesson2018")
/As fastai 1.0.18 drew it in the lesson of October 2018 (`random_split`): each image is held out by a draw of its own,
/so that the size is random too: 140 of 613, 141 of 614.

Vision SplitRule.subsets Sources/Vision/Data/Splits/SplitRule+Random.swift
=static func subsets(trainFraction: Double, validFraction: Double) -> SplitRule
/Shares of the images for both parts, the others left out (fastai: `split_subsets`).
/
/- Parameters:
/  - trainFraction: Above 0, below 1; the number of images is rounded down (fastai: `train_size`).
/  - validFraction: Likewise; both together at most 1 (fastai: `valid_size`).
/- Returns: The rule.

Vision SplitRule.stable Sources/Vision/Data/Splits/SplitRule+Stable.swift
=static let stable = stable(together: [])
/By each image's content and the seed, and by nothing else: the same on every machine and under every name, unchanged
/for the images that stay when others come or go, and copies of one file never stand on both sides. Every class has
/the same share held out, as far as chance lets it; see ``stable(together:)``.

Vision SplitRule.stable Sources/Vision/Data/Splits/SplitRule+Stable.swift
=static func stable(together groups: [[FilePath]]) -> SplitRule
/The stable split, with groups that stay on one side, such as near duplicates.
/
/A content's place between 0 and 1 is a hash of the seed and of its SHA-256; below `validFraction` it is held out.
/A group goes where its content with the smallest SHA-256 goes. Two exceptions keep small classes usable: a class
/with two different contents or more has at least one on each side (the one nearest to the border changes), and
/a class with a single content trains.

Vision SplitRule Sources/Vision/Data/Splits/SplitRule.swift
=struct SplitRule: Sendable, CustomStringConvertible
/How a data set is divided into training and validation images.

Vision SplitRule.description Sources/Vision/Data/Splits/SplitRule.swift
=let description: String
/A short name: `stable`, `random`, `csv:split.csv`.

Vision SplitRule.none Sources/Vision/Data/Splits/SplitRule.swift
=static let none = SplitRule("none")
/Everything is for training (fastai: `split_none`).

Vision SplitRule.folder Sources/Vision/Data/Splits/SplitRule.swift
=static func folder(train: String, valid: String) -> SplitRule
/By the folders directly below the data set's; images in neither are left out (fastai: `split_by_folder`).

Vision SplitRule.folder Sources/Vision/Data/Splits/SplitRule.swift
=static let folder = folder(train: "train", valid: "valid")
/By the folders `train` and `valid`.

Vision SplitRule.indices Sources/Vision/Data/Splits/SplitRule.swift
=static func indices(valid: [Int]) -> SplitRule
/By places in the list, which is in the order of the paths (fastai: `split_by_idx`).

Vision SplitRule.indices Sources/Vision/Data/Splits/SplitRule.swift
=static func indices(train: [Int], valid: [Int]) -> SplitRule
/By places in the list, for both parts (fastai: `split_by_idxs`); the others are left out.

Vision SplitRule.function Sources/Vision/Data/Splits/SplitRule.swift
=static func function(_ isValid: @escaping @Sendable (FilePath) throws -> Bool) -> SplitRule
/By what a closure says of each path (fastai: `split_by_valid_func`).

Vision SplitRule.column Sources/Vision/Data/Splits/SplitRule.swift
=static func column(_ column: CSVColumn = 2) -> SplitRule
/By a column of the table that the images came from: true, 1 or `valid` hold out (fastai: `split_from_df`).

Vision getTransforms Sources/Vision/Data/Transforms/GetTransforms.swift
=func getTransforms(doFlip: Bool = true, flipVert: Bool = false, maxRotate: Double = 10, maxZoom: Double = 1.1, maxLighting: Double = 0.2, maxWarp: Double = 0.2, affineProbability: Double = 0.75, lightingProbability: Double = 0.75, extra: [Transform] = [], resizeMethod: ResizeMethod = .crop, paddingMode: PaddingMode = .reflection) -> TransformPair
/The course's transforms for photographs (fastai: `get_transforms`); for validation, the centre.
/
/- Parameters:
/  - doFlip: Exchange left and right half of the time.
/  - flipVert: Instead, lay the picture in any of the eight ways: for pictures from above, or of small things.
/  - maxRotate: Degrees.
/  - maxZoom: 1.1 is a tenth.
/  - maxLighting: Share by which brightness and contrast change, below 1.
/  - maxWarp: Share by which corners move.
/  - affineProbability: Of each of warp, turn and zoom (fastai: `p_affine`).
/  - lightingProbability: Of each of brightness and contrast (fastai: `p_lighting`).
/  - extra: Further transforms (fastai: `xtra_tfms`).
/  - resizeMethod: How both sides are brought to size.
/  - paddingMode: What stands for the pixels outside the picture, on both sides.
/- Returns: Transforms for training and for validation.

Vision Transforms.testTimeViews Sources/Vision/Data/Transforms/GetTransforms.swift
=func testTimeViews(scale: Double = 1.35) -> [Transforms]
/The eight views of test-time augmentation: enlarged into each corner, as it is and mirrored; what else the
/training does stays random (fastai: `_tta_only`).
/
/Bit 0 of a view's number takes the lower corners, bit 1 the right ones, bit 2 mirrors.
/
/- Parameter scale: How far each view is enlarged.
/- Returns: Eight sets of transforms.

Vision Transform.rotate Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func rotate(_ degrees: Draw, probability: Double = 1) -> Transform
/Turns by degrees, the content counter-clockwise.

Vision Transform.zoom Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func zoom(scale: Draw, row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1) -> Transform
/Enlarges towards a point, given as shares of the height and the width; a scale below 1 shows what is beyond the
/border.

Vision Transform.randZoom Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func randZoom(scale: Draw, probability: Double = 1) -> Transform
/Enlarges towards a random point (fastai: `rand_zoom`).

Vision Transform.squish Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func squish(scale: Draw, row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1) -> Transform
/A scale up to 1 stretches sideways, above 1 upwards.

Vision Transform.flipAffine Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func flipAffine(probability: Double = 1) -> Transform
/Left becomes right, by the map (see ``flipLR(probability:)`` for the pixels).

Vision Transform.dihedralAffine Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func dihedralAffine(_ k: ClosedRange<Int> = 0...7, probability: Double = 1) -> Transform
/One of the eight ways to lay a square on itself, by the map.

Vision Transform.symmetricWarp Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func symmetricWarp(_ magnitude: Draw, probability: Double = 1) -> Transform
/Seen from another place: four numbers, drawn one by one, move the corners by shares of half a side.

Vision Transform.symmetricWarp Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func symmetricWarp(_ magnitudes: [Draw], probability: Double = 1) -> Transform
/Seen from another place, with a number for each side.

Vision Transform.perspectiveWarp Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func perspectiveWarp(_ magnitudes: [Draw], probability: Double = 1) -> Transform
/Each corner moved by x and y: eight numbers.

Vision Transform.tilt Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func tilt(direction: ClosedRange<Int> = 0...3, magnitude: Draw, probability: Double = 1) -> Transform
/Tilted away to one side: 0 right, 1 left, 2 below, 3 above.

Vision Transform.skew Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func skew(direction: ClosedRange<Int> = 0...7, magnitude: Draw, probability: Double = 1) -> Transform
/One coordinate of one corner moved outwards, 0…7.

Vision Transform.jitter Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func jitter(_ magnitude: Draw, probability: Double = 1) -> Transform
/Each pixel is looked up a little beside its place, by up to a share of half a side.

Vision Transform.randResizeCrop Sources/Vision/Data/Transforms/Transform+Geometry.swift
=static func randResizeCrop(size: ImageSize, maxScale: Double = 2, ratios: ClosedRange<Double> = 0.75...1.33) -> [Transform]
/A part of the picture that is `1 / scale` of it and of another shape, cut to the size: eight tries, then the
/centre (fastai: `rand_resize_crop`).

Vision Transform.brightness Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func brightness(_ change: Draw, probability: Double = 1) -> Transform
/Adds to the logit of each level; a change of 0.5 is none, 0 is black and 1 white.

Vision Transform.contrast Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func contrast(_ scale: Draw, probability: Double = 1) -> Transform
/Multiplies the logit of each level; a scale of 1 is none.

Vision Transform.flipLR Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func flipLR(probability: Double = 1) -> Transform
/Left becomes right (fastai: `flip_lr`).

Vision Transform.dihedral Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func dihedral(_ k: ClosedRange<Int> = 0...7, probability: Double = 1) -> Transform
/One of the eight ways to lay a square on itself: bit 0 mirrors the rows, bit 1 the columns, bit 2 exchanges them
/afterwards.

Vision Transform.pad Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func pad(_ padding: Int, mode: PaddingMode = .reflection, probability: Double = 1) -> Transform
/Adds so many pixels on all four sides, before anything else.

Vision Transform.crop Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func crop(size: ImageSize, row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1) -> Transform
/Cuts a part of that size out; row and column are shares of what there is to spare.

Vision Transform.cropPad Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func cropPad(row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1) -> Transform
/Cuts and pads to the size that the network sees; row and column are shares of what there is to spare.

Vision Transform.randCrop Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func randCrop() -> Transform
/``cropPad(row:column:probability:)`` at a random place (fastai: `rand_crop`).

Vision Transform.randPad Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func randPad(_ padding: Int, size: ImageSize, mode: PaddingMode = .reflection) -> [Transform]
/Pads on all sides, then cuts a part of that size out at a random place (fastai: `rand_pad`).

Vision Transform.zoomCrop Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func zoomCrop(scale: Draw, doRand: Bool = false, probability: Double = 1) -> [Transform]
/Enlarges, then cuts to the size, both at the centre or both at random (fastai: `zoom_crop`).

Vision Transform.cutout Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func cutout(holes: ClosedRange<Int> = 1...1, length: ClosedRange<Int> = 40...40, probability: Double = 1) -> Transform
/Black squares, their centres anywhere; what of them lies outside is cut off.

Vision Transform.rgbRandomize Sources/Vision/Data/Transforms/Transform+Pixels.swift
=static func rgbRandomize(channel: Int? = nil, threshold: Double = 0.3, probability: Double = 1) -> Transform
/One channel (0 red, 1 green, 2 blue; nil for red or green, fastai's draw never gives the last) becomes noise, each
/level up to a share that is itself drawn up to `threshold` (fastai: `thresh`).

Vision Transform Sources/Vision/Data/Transforms/Transform.swift
=struct Transform: Sendable
/One step of augmentation: a name, how likely it is, and how its numbers are drawn.
/
/fastai's are made by functions of the same names (``rotate(_:probability:)``, ``cutout(holes:length:probability:)`` …).
/One of your own says what it does to coordinates, levels or pixels:
/
/    let shear = Transform("shear", order: .affine, probability: 0.5) { random in
/      .affine(Homography([1, .random(in: -0.2...0.2, using: &random), 0, 0, 1, 0]))
/    }

Vision Transform.Order Sources/Vision/Data/Transforms/Transform.swift
=struct Order: Sendable, Hashable, Comparable
/What a transform works on; transforms run in this order, whatever their order in a list (fastai: `Transform.order`).

Vision Transform.Order.pad Sources/Vision/Data/Transforms/Transform.swift
=static let pad = Order(rank: -10)

Vision Transform.Order.coordinates Sources/Vision/Data/Transforms/Transform.swift
=static let coordinates = Order(rank: 4)
/Where single points are looked up.

Vision Transform.Order.affine Sources/Vision/Data/Transforms/Transform.swift
=static let affine = Order(rank: 5)
/The plane as a whole.

Vision Transform.Order.lighting Sources/Vision/Data/Transforms/Transform.swift
=static let lighting = Order(rank: 8)

Vision Transform.Order.pixels Sources/Vision/Data/Transforms/Transform.swift
=static let pixels = Order(rank: 10)

Vision Transform.Order.cutout Sources/Vision/Data/Transforms/Transform.swift
=static let cutout = Order(rank: 20)

Vision Transform.Order.crop Sources/Vision/Data/Transforms/Transform.swift
=static let crop = Order(rank: 99)
/Last: the size that the network sees.

Vision Transform.Order.< Sources/Vision/Data/Transforms/Transform.swift
=static func < (a: Order, b: Order) -> Bool

Vision Transform.name Sources/Vision/Data/Transforms/Transform.swift
=let name: String
/fastai's name for it, in camel case.

Vision Transform.parameters Sources/Vision/Data/Transforms/Transform.swift
=let parameters: String
/The parameters as text. Two transforms are equal when name, parameters, order and probability are.

Vision Transform.order Sources/Vision/Data/Transforms/Transform.swift
=let order: Order

Vision Transform.probability Sources/Vision/Data/Transforms/Transform.swift
=var probability: Double
/The chance that it runs on an image, 0…1.

Vision Transform.init Sources/Vision/Data/Transforms/Transform.swift
=init(_ name: String, _ parameters: String = "", order: Order, probability: Double = 1, draw: @escaping @Sendable (_ random: inout TransformRandom) -> ImageEdit)
/- Parameters:
/  - name: Names the transform.
/  - parameters: Tells it from others of that name.
/  - order: What it works on.
/  - probability: The chance that it runs, 0…1.
/  - draw: Draws its numbers, once for an image, and says what to do with them.

Vision Transform.== Sources/Vision/Data/Transforms/Transform.swift
=static func == (a: Transform, b: Transform) -> Bool

Vision Transform.hash Sources/Vision/Data/Transforms/Transform.swift
=func hash(into hasher: inout Hasher)

Vision Transform.description Sources/Vision/Data/Transforms/Transform.swift
=var description: String
/`rotate(-10…10, p 0.75)`.

Vision TransformRandom Sources/Vision/Data/Transforms/Transform.swift
=struct TransformRandom: RandomNumberGenerator, Sendable
/The numbers of one transform on one image: the same for a seed, a pass and an image, on every machine.

Vision TransformRandom.init Sources/Vision/Data/Transforms/Transform.swift
=init(seed: UInt64)

Vision TransformRandom.next Sources/Vision/Data/Transforms/Transform.swift
=mutating func next() -> UInt64

Vision Draw Sources/Vision/Data/Transforms/Transform.swift
=enum Draw: Sendable, Hashable
/How a number is drawn. A literal is that number: `.rotate(30)`; `.rotate(.uniform(-10...10))`.

Vision Draw.constant Sources/Vision/Data/Transforms/Transform.swift
=case constant(Double)

Vision Draw.uniform Sources/Vision/Data/Transforms/Transform.swift
=case uniform(ClosedRange<Double>)

Vision Draw.logUniform Sources/Vision/Data/Transforms/Transform.swift
=case logUniform(ClosedRange<Double>)
/Uniform in the logarithm: halving is as likely as doubling.

Vision Draw.callAsFunction Sources/Vision/Data/Transforms/Transform.swift
=func callAsFunction(_ random: inout TransformRandom) -> Double

Vision Draw.init Sources/Vision/Data/Transforms/Transform.swift
=init(floatLiteral value: Double)

Vision Draw.init Sources/Vision/Data/Transforms/Transform.swift
=init(integerLiteral value: Int)

Vision Draw.description Sources/Vision/Data/Transforms/Transform.swift
=var description: String

Vision Transforms.callAsFunction Sources/Vision/Data/Transforms/Transforms+Applying.swift
=func callAsFunction(_ image: RGBImage, size: ImageSize? = nil, seed: UInt64 = 0) throws -> RGBImage
/The image that the network would see.
/
/- Parameters:
/  - image: A picture of any size.
/  - size: In pixels; nil to keep the picture's own size.
/  - seed: Of the numbers that are drawn.
/- Returns: A picture of that size, but for `ResizeMethod.no`.
/- Throws: `ImageError` when a crop does not fit, or what one of the transforms throws.

Vision Transforms.outline Sources/Vision/Data/Transforms/Transforms+Applying.swift
=func outline(of image: RGBImage, size: ImageSize? = nil, seed: UInt64 = 0) throws -> [(x: Double, y: Double)]
/Where in the picture's own pixels the corners of what the network sees lie: upper left, upper right, lower right,
/lower left.

Vision Transforms Sources/Vision/Data/Transforms/Transforms.swift
=struct Transforms: Sendable, Hashable
/What happens to an image between the file and the batch: a list of transforms, and how the image is brought to size.
/
/Resizing, warping, turning, zooming, lighting, mirroring and cutting are one sampling of the picture.
/Without a list it is the centre of the image, as validation and prediction see it.

Vision Transforms.list Sources/Vision/Data/Transforms/Transforms.swift
=var list: [Transform]

Vision Transforms.resizeMethod Sources/Vision/Data/Transforms/Transforms.swift
=var resizeMethod: ResizeMethod

Vision Transforms.paddingMode Sources/Vision/Data/Transforms/Transforms.swift
=var paddingMode: PaddingMode

Vision Transforms.interpolation Sources/Vision/Data/Transforms/Transforms.swift
=var interpolation: Interpolation

Vision Transforms.init Sources/Vision/Data/Transforms/Transforms.swift
=init()
/The centre of the image.

Vision Transforms.init Sources/Vision/Data/Transforms/Transforms.swift
=init(_ list: [Transform] = [], resizeMethod: ResizeMethod = .crop, paddingMode: PaddingMode = .reflection, interpolation: Interpolation = .bilinear)

Vision Transforms.init Sources/Vision/Data/Transforms/Transforms.swift
=init(arrayLiteral elements: Transform...)

Vision Transforms.description Sources/Vision/Data/Transforms/Transforms.swift
=var description: String

Vision TransformPair Sources/Vision/Data/Transforms/Transforms.swift
=struct TransformPair: Sendable, Hashable
/Transforms for training and for validation.

Vision TransformPair.train Sources/Vision/Data/Transforms/Transforms.swift
=var train: Transforms

Vision TransformPair.valid Sources/Vision/Data/Transforms/Transforms.swift
=var valid: Transforms

Vision TransformPair.init Sources/Vision/Data/Transforms/Transforms.swift
=init(train: Transforms = Transforms(), valid: Transforms = Transforms())

Vision ModelFile.exportONNX Sources/Vision/Export/ModelFile+ONNX.swift
=func exportONNX(to path: FilePath) throws
/Writes the model as ONNX (opset 17), for ONNX Runtime, Triton, or a phone; whole or not at all.
/
/The input `image`, `[N, 3, height, width]`, float32, is RGB from 0 to 1: the normalisation is in the graph. The output
/`probabilities`, `[N, C]`, float32, has the classes' order. What has to be done before, and the classes, stand in the
/file's metadata.
/
/- Parameter path: A file that is there is replaced.
/- Throws: `LearnerError` when the architecture calls an operator that is not written as ONNX here; `ImageError` when
/  the file cannot be written.

Vision Prediction Sources/Vision/Inference/Classifier.swift
=struct Prediction: Sendable, Hashable
/What a classifier says of one image.

Vision Prediction.label Sources/Vision/Inference/Classifier.swift
=let label: String
/The most probable class.

Vision Prediction.probability Sources/Vision/Inference/Classifier.swift
=let probability: Float
/Its probability, 0…1.

Vision Prediction.all Sources/Vision/Inference/Classifier.swift
=let all: [ClassProbability]
/Every class with its probability, the most probable first.

Vision Prediction.ClassProbability Sources/Vision/Inference/Classifier.swift
=struct ClassProbability: Sendable, Hashable
/A class and its probability.

Vision Prediction.ClassProbability.label Sources/Vision/Inference/Classifier.swift
=let label: String

Vision Prediction.ClassProbability.probability Sources/Vision/Inference/Classifier.swift
=let probability: Float

Vision Classifier Sources/Vision/Inference/Classifier.swift
=actor Classifier
/A trained classifier, ready to be asked: everything comes from the model file.
/
/    let classifier = try Classifier(contentsOf: "bears.safetensors")
/    let prediction = try await classifier.predict("new/bear.jpg")
/
/The network runs on a thread of its own, never on the cooperative pool.

Vision Classifier.description Sources/Vision/Inference/Classifier.swift
=nonisolated let description: ModelDescription
/What the model file says of itself.

Vision Classifier.classes Sources/Vision/Inference/Classifier.swift
=nonisolated var classes: [String]
/In the order of the network's outputs.

Vision Classifier.architecture Sources/Vision/Inference/Classifier.swift
=nonisolated var architecture: Architecture

Vision Classifier.unownedExecutor Sources/Vision/Inference/Classifier.swift
=nonisolated var unownedExecutor: UnownedSerialExecutor

Vision Classifier.init Sources/Vision/Inference/Classifier.swift
=init(contentsOf path: FilePath, architectures: [Architecture] = Architecture.all, threads: Int? = nil, batchSize: Int = 1, verifying: Bool = true) throws
/Reads a model file.
/
/On the CPU the network runs by kernels of this package where they know its layers (the ResNets), else
/by libtorch; `FASTAI_CONV=direct` in the environment makes it libtorch always. Both give the same to rounding.
/
/- Parameters:
/  - path: What `learn.export(to:)` wrote.
/  - architectures: Those that it may hold; add your own.
/  - threads: That the network may use, so that several classifiers, or what else the process does, do not fight over
/    the cores; as many as libtorch has by default.
/  - batchSize: Images that mostly come at once: which algorithms are fastest depends on it, not what may be asked.
/  - verifying: Whether to compare the weights with their SHA-256 in the file, which takes a second thread about as
/    long as the rest takes the first.
/- Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.

Vision Classifier.predict Sources/Vision/Inference/Classifier.swift
=func predict(_ path: FilePath) throws -> Prediction
/Classifies the image in a file.
/
/- Throws: `ImageError` when the file is no image that can be decoded.

Vision Classifier.predict Sources/Vision/Inference/Classifier.swift
=func predict(decoding bytes: [UInt8], named name: String) throws -> Prediction
/Classifies an image from its encoded bytes; `name` stands in errors.

Vision Classifier.decode Sources/Vision/Inference/Classifier.swift
=nonisolated func decode(_ bytes: [UInt8], named name: String) throws -> RGBImage
/Decodes an image to about what the network needs, on the caller's thread: several may do so while the network runs.
/
/- Throws: `ImageError` when the bytes are no image that can be decoded.

Vision Classifier.decode Sources/Vision/Inference/Classifier.swift
=nonisolated func decode(_ path: FilePath) throws -> RGBImage
/Decodes the image in a file, as ``decode(_:named:)`` does.

Vision Classifier.predict Sources/Vision/Inference/Classifier.swift
=func predict(_ images: [RGBImage]) throws -> [Prediction]
/Classifies images in one pass of the network, in their order. Each answer is what the image would get alone, to
/rounding.
/
/- Parameter images: From ``decode(_:named:)``, or whole pictures.
/- Returns: A prediction for each.
/- Throws: `TorchError` when there is no memory for them.

Vision Classifier.predictWithTTA Sources/Vision/Inference/Classifier.swift
=func predictWithTTA(decoding bytes: [UInt8], named name: String, beta: Float = 0.4) throws -> Prediction
/Classifies an image as the mean of nine looks at it: as it is, and enlarged into each corner, plain and mirrored,
/with the training's other transforms drawn anew (fastai: `TTA`, beta 0.4).
/
/- Throws: `ImageError` when the bytes are no image that can be decoded.

Vision LayerTimer Sources/Vision/Inference/LayerTimer.swift
=enum LayerTimer
/Times the convolutions of a network one by one, as training calls them: by the rule that chooses between Winograd's
/algorithm and libtorch's sums, and by libtorch's sums alone, in alternation. What shows a rule that is wrong on a
/machine.

Vision LayerTimer.Direction Sources/Vision/Inference/LayerTimer.swift
=enum Direction: String, Sendable, CaseIterable
/The three computations that training makes of a convolution.

Vision LayerTimer.Direction.forward Sources/Vision/Inference/LayerTimer.swift
=case forward

Vision LayerTimer.Direction.data Sources/Vision/Inference/LayerTimer.swift
=case data
/The gradient of the input.

Vision LayerTimer.Direction.filters Sources/Vision/Inference/LayerTimer.swift
=case filters
/The gradient of the filters.

Vision LayerTimer.Layer Sources/Vision/Inference/LayerTimer.swift
=struct Layer: Sendable, Hashable
/One shape of convolution, in one direction.

Vision LayerTimer.Layer.channels Sources/Vision/Inference/LayerTimer.swift
=let channels: Int, filters: Int, height: Int, width: Int, batchSize: Int

Vision LayerTimer.Layer.count Sources/Vision/Inference/LayerTimer.swift
=let count: Int
/How many layers of the network have this shape.

Vision LayerTimer.Layer.direction Sources/Vision/Inference/LayerTimer.swift
=let direction: Direction

Vision LayerTimer.Layer.chosen Sources/Vision/Inference/LayerTimer.swift
=var chosen = Double.infinity, direct = Double.infinity
/Least milliseconds over the rounds: by the rule, and by libtorch's sums.

Vision LayerTimer.Layer.ratio Sources/Vision/Inference/LayerTimer.swift
=var ratio: Double
/Time by the rule over libtorch's: below 1 is faster.

Vision LayerTimer.Layer.operationsPerSecond Sources/Vision/Inference/LayerTimer.swift
=var operationsPerSecond: Double
/Operations a second, a multiply-add of the direct sum being two.

Vision LayerTimer.layers Sources/Vision/Inference/LayerTimer.swift
=static func layers(_ architecture: Architecture, batchSize: Int, size: Int = 224, rounds: Int) throws -> [Layer]
/Measures each shape of 3 × 3 convolution with stride 1 that the network has, for square pictures of `size`; of
/`rounds` measurements each way the least counts.
/
/- Returns: The layers in the order of the network, each in three directions.
/- Throws: `TorchError` when there is no memory for it.

Vision Learner.export Sources/Vision/Inference/Learner+Export.swift
=func export(to path: FilePath, provenance: [String: String] = [:]) throws
/Writes the whole classifier — weights, classes, size, normalisation, how good it was, where it comes from — to one
/safetensors file, whole or not at all.
/
/- Parameters:
/  - path: The file; one that is there is replaced.
/  - provenance: What else the file should say of its origin. Beside it stand the date, the numbers of images and
/    of epochs, and libtorch's version.
/- Throws: `LearnerError` when the learner was not made by `cnnLearner`, or gives numbers and not classes.

Vision loadLearner Sources/Vision/Inference/LoadLearner.swift
=func loadLearner(_ path: FilePath, data: ImageDataBunch? = nil, architectures: [Architecture] = Architecture.all, metrics: [Metric] = [], callbacks: [any Callback] = [ProgressReporter()], device: Device = .default) throws -> Learner
/A learner from a file that `learn.export(to:)` wrote: with data of the same classes it can be trained on
/(fastai: `load_learner`). To classify images, a ``Classifier`` is enough.
/
/- Parameters:
/  - path: The file.
/  - data: To train or validate on. Without it the learner has its classes, and no images.
/  - architectures: Those that the file may hold; add your own.
/  - metrics: Computed on the validation set after each epoch.
/  - callbacks: Take part in every `fit`.
/  - device: Where the network is.
/- Returns: A learner with the body frozen.
/- Throws: `WeightFileError` when the file is missing or damaged; `LearnerError` with code `.mismatch` when it is no
/  classifier, or when the data's classes are others, or the same in another order, or its pixels are normalised
/  otherwise.

Vision ModelDescription Sources/Vision/Inference/ModelDescription.swift
=struct ModelDescription: Sendable, Hashable
/What a model file says of itself, so that nothing else is needed to use it: the safetensors metadata.
/
/Every value is a string, as the format wants it; lists and tables are JSON. Version 2 added `activation`, `sha256`,
/`metrics` and `provenance`. No paths, no devices, no names of classes of code.

Vision ModelDescription.currentVersion Sources/Vision/Inference/ModelDescription.swift
=static let currentVersion = 2
/Grows when a reader of the old version would read the new file wrongly. Every version since 1 is read.

Vision ModelDescription.Activation Sources/Vision/Inference/ModelDescription.swift
=enum Activation: String, Sendable, Hashable
/How raw outputs become probabilities.

Vision ModelDescription.Activation.softmax Sources/Vision/Inference/ModelDescription.swift
=case softmax
/One class of several.

Vision ModelDescription.Activation.sigmoid Sources/Vision/Inference/ModelDescription.swift
=case sigmoid
/Each class on its own.

Vision ModelDescription.classes Sources/Vision/Inference/ModelDescription.swift
=let classes: [String]
/In the order of the network's outputs.

Vision ModelDescription.architecture Sources/Vision/Inference/ModelDescription.swift
=let architecture: Architecture

Vision ModelDescription.size Sources/Vision/Inference/ModelDescription.swift
=let size: ImageSize
/What the network sees, in pixels: a picture is resized to cover it, and what sticks out is cut off.

Vision ModelDescription.normalization Sources/Vision/Inference/ModelDescription.swift
=let normalization: Normalization

Vision ModelDescription.hidden Sources/Vision/Inference/ModelDescription.swift
=let hidden: [Int]
/Sizes of the head's hidden layers.

Vision ModelDescription.dropout Sources/Vision/Inference/ModelDescription.swift
=let dropout: Double

Vision ModelDescription.activation Sources/Vision/Inference/ModelDescription.swift
=let activation: Activation

Vision ModelDescription.metrics Sources/Vision/Inference/ModelDescription.swift
=let metrics: [String: Double]
/The validation loss and the metrics of the last epoch, by name; empty in files of version 1.

Vision ModelDescription.provenance Sources/Vision/Inference/ModelDescription.swift
=let provenance: [String: String]
/Where the model comes from: `created`, `torch`, `trainImages`, …

Vision ModelFile Sources/Vision/Inference/ModelFile.swift
=struct ModelFile: Sendable
/A model that `learn.export(to:)` wrote, opened: what it says of itself, and its weights.
/
/It is one safetensors file that Python's library opens too. Tensors `0.…` are the body's, `1.…` the head's.

Vision ModelFile.path Sources/Vision/Inference/ModelFile.swift
=let path: FilePath

Vision ModelFile.description Sources/Vision/Inference/ModelFile.swift
=let description: ModelDescription

Vision ModelFile.init Sources/Vision/Inference/ModelFile.swift
=init(contentsOf path: FilePath, architectures: [Architecture] = Architecture.all, verifying: Bool = true) throws
/Opens a file and checks what it says of itself.
/
/- Parameters:
/  - path: The file.
/  - architectures: Those that it may hold; add your own.
/  - verifying: Whether to compare the weights with their SHA-256 in the file, which reads all of it once.
/- Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.

Vision ModelFile.verify Sources/Vision/Inference/ModelFile.swift
=func verify() throws
/Compares the weights with their SHA-256 in the file, when it has one: reads all of it once.
/
/- Throws: `LearnerError` with code `.mismatch` when they are others.

Vision ModelFile.makeModel Sources/Vision/Inference/ModelFile.swift
=func makeModel() throws -> CNN
/Makes the network, with its weights, ready to be asked.
/
/- Throws: `LearnerError` when the weights do not fit the description.

Vision NetworkTimer Sources/Vision/Inference/NetworkTimer.swift
=enum NetworkTimer
/Times bare networks with random weights on random pictures: no files, no decoding.

Vision NetworkTimer.Times Sources/Vision/Inference/NetworkTimer.swift
=struct Times: Sendable, Hashable
/Milliseconds of each round, after a warm-up.

Vision NetworkTimer.Times.milliseconds Sources/Vision/Inference/NetworkTimer.swift
=let milliseconds: [Double]

Vision NetworkTimer.Times.median Sources/Vision/Inference/NetworkTimer.swift
=var median: Double

Vision NetworkTimer.Times.minimum Sources/Vision/Inference/NetworkTimer.swift
=var minimum: Double

Vision NetworkTimer.peakOperations Sources/Vision/Inference/NetworkTimer.swift
=static func peakOperations() -> Double
/Operations (a multiply-add is two) that the kernels do in a second when nothing waits for memory.

Vision NetworkTimer.instructionSet Sources/Vision/Inference/NetworkTimer.swift
=static var instructionSet: String
/The instruction set of this package's kernels: "avx512", "avx2" or "portable" (SSE2, NEON). The environment variable
/`ATEN_CPU_CAPABILITY` limits it, as it limits libtorch's: `avx2`, `default`.

Vision NetworkTimer.predictions Sources/Vision/Inference/NetworkTimer.swift
=static func predictions(_ architecture: Architecture, batchSize: Int, size: Int = 224, rounds: Int) throws -> Times
/Batches through the whole network (1,000 outputs, when it is torchvision's), by what a ``Classifier`` would use.
/
/- Throws: `TorchError` when there is no memory for it.

Vision NetworkTimer.steps Sources/Vision/Inference/NetworkTimer.swift
=static func steps(_ architecture: Architecture, batchSize: Int, size: Int = 224, rounds: Int) throws -> Times
/Steps of training: forward, cross-entropy, backward, AdamW.
/
/- Throws: `TorchError` when there is no memory for it.

Vision Sequence.noneBelow Sources/Vision/Inference/NoneBelow.swift
=func noneBelow(refusing share: Double = 0.05) -> Float?
/The probability of the best class below which a picture is better called none of the classes.
/
/At most the given share of the images that are classified correctly are below it:
/
/    p₁ ≤ p₂ ≤ … ≤ pₙ      the best class's probability of each image that is classified correctly
/    threshold = p₍ₖ₊₁₎     k = ⌊share · n⌋
/
/Pictures of something else mostly get less (Hendrycks and Gimpel 2017, arXiv:1610.02136, who call it the maximum softmax
/probability); how many of them it catches depends on what they are. Ask it of images that the network was not trained on.
/
/- Parameter share: Of the correct answers that may be lost, 0…1; 0.05 is the custom in the literature.
/- Returns: Nil when no image is classified correctly.

Vision ModelDescription.noneBelow Sources/Vision/Inference/NoneBelow.swift
=var noneBelow: Float?
/What the file says of pictures that are none of its classes: the probability below which the best class is not to be
/believed, found when the model was trained. Nil when whoever wrote it had no validation images.

Vision ModelDescription.provenance Sources/Vision/Inference/NoneBelow.swift
=static func provenance(noneBelow: Float?) -> [String: String]
/What `learn.export(to:provenance:)` is given so that the file says it.

Vision CalibrationCurve Sources/Vision/Interpretation/CalibrationCurve.swift
=struct CalibrationCurve: Sendable, Hashable
/Whether a network is as often right as it is sure: its accuracy by its confidence.

Vision CalibrationCurve.Bin Sources/Vision/Interpretation/CalibrationCurve.swift
=struct Bin: Sendable, Hashable
/Images whose confidence lies in one range.

Vision CalibrationCurve.Bin.count Sources/Vision/Interpretation/CalibrationCurve.swift
=let count: Int

Vision CalibrationCurve.Bin.confidence Sources/Vision/Interpretation/CalibrationCurve.swift
=let confidence: Double
/The mean probability of the predicted class.

Vision CalibrationCurve.Bin.accuracy Sources/Vision/Interpretation/CalibrationCurve.swift
=let accuracy: Double
/The share that is right.

Vision CalibrationCurve.bins Sources/Vision/Interpretation/CalibrationCurve.swift
=let bins: [Bin]
/Those of the ranges `(i / n, (i + 1) / n]` that hold images, in order (scikit-learn: `calibration_curve`).

Vision CalibrationCurve.expectedError Sources/Vision/Interpretation/CalibrationCurve.swift
=let expectedError: Double
/The mean distance between confidence and accuracy (ECE). Guo et al. 2017, arXiv:1706.04599, eq. 3.

Vision CalibrationCurve.init Sources/Vision/Interpretation/CalibrationCurve.swift
=init(confidences: [Float], isRight: [Bool], binCount: Int = 15)
/- Parameters:
/  - confidences: The probability of the predicted class, 0…1, for each image.
/  - isRight: Whether the prediction is right.
/  - binCount: Ranges of equal width.

Vision CalibrationCurve.picture Sources/Vision/Interpretation/CalibrationCurve.swift
=func picture(theme: Theme = .light) -> Picture
/The curve beside the diagonal of a network that is as often right as it is sure.

Vision JudgedImages.calibrationCurve Sources/Vision/Interpretation/CalibrationCurve.swift
=func calibrationCurve(binCount: Int = 15) -> CalibrationCurve
/How often the network is right, by how sure it is. Images without a label are left out.

Vision ClassScore Sources/Vision/Interpretation/ClassScore.swift
=struct ClassScore: Sendable, Hashable
/How a network fares with one class.

Vision ClassScore.name Sources/Vision/Interpretation/ClassScore.swift
=let name: String

Vision ClassScore.support Sources/Vision/Interpretation/ClassScore.swift
=let support, predicted, hits: Int
/Images of the class, those taken for it, and those that are both.

Vision ClassScore.predicted Sources/Vision/Interpretation/ClassScore.swift
=let support, predicted, hits: Int
/Images of the class, those taken for it, and those that are both.

Vision ClassScore.hits Sources/Vision/Interpretation/ClassScore.swift
=let support, predicted, hits: Int
/Images of the class, those taken for it, and those that are both.

Vision ClassScore.precision Sources/Vision/Interpretation/ClassScore.swift
=var precision: Double
/The share of the images taken for the class that are of it; 0 when there are none, as scikit-learn's.

Vision ClassScore.recall Sources/Vision/Interpretation/ClassScore.swift
=var recall: Double
/The share of the images of the class that are taken for it; 0 when there are none.

Vision ClassScore.f1 Sources/Vision/Interpretation/ClassScore.swift
=var f1: Double
/`2·P·R / (P + R)`

Vision ClassScore.precisionInterval Sources/Vision/Interpretation/ClassScore.swift
=var precisionInterval: ClosedRange<Double>
/Where the true precision lies with 95 % confidence (Wilson's score interval).

Vision ClassScore.recallInterval Sources/Vision/Interpretation/ClassScore.swift
=var recallInterval: ClosedRange<Double>
/Where the true recall lies with 95 % confidence.

Vision JudgedImages.classScores Sources/Vision/Interpretation/ClassScore.swift
=var classScores: [ClassScore]
/A row for each class, in the classes' order.

Vision JudgedImages.report Sources/Vision/Interpretation/ClassScore.swift
=var report: String
/A table of all classes for people: what scikit-learn's `classification_report` has, with 95 % intervals.

Vision JudgedImages.printReport Sources/Vision/Interpretation/ClassScore.swift
=func printReport()
/Prints ``report``.

Vision ClassificationInterpretation Sources/Vision/Interpretation/ClassificationInterpretation.swift
=final class ClassificationInterpretation: JudgedImages
/What a learner makes of a part of its data, image by image (fastai: `ClassificationInterpretation`).
/
/    let interp = try learn.interpret()
/    interp.printReport()
/    try interp.plotTopLosses(9, heatmap: true).write(to: "top-losses.png")
/
/The network sees every image once, when this is made; all else is read off the judgements.

Vision ClassificationInterpretation.learn Sources/Vision/Interpretation/ClassificationInterpretation.swift
=let learn: Learner

Vision ClassificationInterpretation.classes Sources/Vision/Interpretation/ClassificationInterpretation.swift
=let classes: [String]

Vision ClassificationInterpretation.judgements Sources/Vision/Interpretation/ClassificationInterpretation.swift
=let judgements: [ImageJudgement]

Vision ClassificationInterpretation.values Sources/Vision/Interpretation/ClassificationInterpretation.swift
=var values: Judgements
/The judgements without the learner: a value to keep or to send.

Vision ClassificationInterpretation.explanations Sources/Vision/Interpretation/ClassificationInterpretation.swift
=func explanations(of judgements: some Sequence<ImageJudgement>) throws -> [GradCAM.Explanation]
/Images as the network saw them, each with a map of what speaks for the class that it is labelled with (for the
/predicted one where nobody labelled it). See ``CNN/heatMaps(_:of:)``.
/
/- Returns: One for each judgement that its file still bears out, in their order.
/- Throws: `LearnerError` when the network was not made by `cnnLearner`; `ImageError` when a file has gone.

Vision ClassificationInterpretation.image Sources/Vision/Interpretation/ClassificationInterpretation.swift
=func image(of judgement: ImageJudgement) throws -> RGBImage
/An image as the network saw it.

Vision ClassificationInterpretation.plotTopLosses Sources/Vision/Interpretation/ClassificationInterpretation.swift
=func plotTopLosses(_ k: Int = 9, largest: Bool = true, heatmap: Bool = false, minCells: Int = 16, cellSize: Int = 220, theme: Theme = .light) throws -> Picture
/The images that the network is most wrong about, or least: a picture (fastai: `plot_top_losses`).
/
/- Parameters:
/  - k: How many.
/  - largest: Whether those with the largest losses, or those with the smallest.
/  - heatmap: Whether to lay a map of where the network looks over each.
/  - minCells: Maps with fewer cells are left out, as too coarse to mean anything (fastai: `heatmap_thresh`).
/  - cellSize: Side of each image in the picture, in pixels.
/  - theme: Light or dark.
/- Returns: A picture to write as SVG, PNG or JPEG. Each image is titled prediction, actual class, loss, and the
/  probability of the actual class.
/- Throws: As ``explanations(of:)``.

Vision Learner.interpret Sources/Vision/Interpretation/ClassificationInterpretation.swift
=func interpret(_ part: DatasetPart = .valid, tta: Bool = false) throws -> ClassificationInterpretation
/Judges every image of a part (fastai: `ClassificationInterpretation.from_learner`).
/
/- Parameters:
/  - part: The validation images by default. `.train` and `.fix` are the training images as validation sees images:
/    all of them, in order, not augmented. How the network judges those says little, because it has seen them:
/    ``interpretOutOfFold(_:progress:)`` is fair to them.
/  - tta: Whether to take the mean of nine looks at each image.
/- Returns: The judgements, with all that is read off them.
/- Throws: `LearnerError` when the part is empty, or the learner does not classify images.

Vision GradCAM Sources/Vision/Interpretation/GradCAM.swift
=struct GradCAM: Sendable
/Shows where in an image a trained network looks: Grad-CAM for whoever has a model file and pictures.
/
/    let look = try GradCAM(contentsOf: "bears.safetensors")
/    let seen = try await look("new/bear.jpg")
/    try seen.overlay().write(to: "heat.jpg")
/
/The network is a ``Classifier``'s, which holds its weights once.

Vision GradCAM.Explanation Sources/Vision/Interpretation/GradCAM.swift
=struct Explanation: Sendable, Equatable
/An image as the network saw it, and what in it speaks for a class.

Vision GradCAM.Explanation.image Sources/Vision/Interpretation/GradCAM.swift
=let image: RGBImage
/What the network saw: cut to a square, before normalisation.

Vision GradCAM.Explanation.heatMap Sources/Vision/Interpretation/GradCAM.swift
=let heatMap: HeatMap

Vision GradCAM.Explanation.label Sources/Vision/Interpretation/GradCAM.swift
=let label: Int
/Index of the class that the map is for.

Vision GradCAM.Explanation.probabilities Sources/Vision/Interpretation/GradCAM.swift
=let probabilities: [Float]
/For each class.

Vision GradCAM.Explanation.overlay Sources/Vision/Interpretation/GradCAM.swift
=func overlay(alpha: Double = 0.6) throws -> RGBImage
/The map in colours over the image; see ``HeatMap/overlay(on:alpha:colorMap:)``.

Vision GradCAM.description Sources/Vision/Interpretation/GradCAM.swift
=var description: ModelDescription

Vision GradCAM.init Sources/Vision/Interpretation/GradCAM.swift
=init(_ classifier: Classifier)
/Explains what a classifier says.

Vision GradCAM.init Sources/Vision/Interpretation/GradCAM.swift
=init(contentsOf path: FilePath, architectures: [Architecture] = Architecture.all) throws
/Reads a model file.
/
/- Throws: `WeightFileError` when it is missing or damaged, `LearnerError` when it is not a classifier.

Vision GradCAM.callAsFunction Sources/Vision/Interpretation/GradCAM.swift
=func callAsFunction(_ path: FilePath, of label: Int? = nil) async throws -> Explanation
/The map of one image.
/
/- Parameters:
/  - path: The image's file.
/  - label: Index of the class to ask for; the most probable one by default.
/- Returns: What the network saw, and the map over it.
/- Throws: `ImageError` when the file is no image that can be decoded, `LearnerError` for a class that there is not.

Vision GradCAM.callAsFunction Sources/Vision/Interpretation/GradCAM.swift
=func callAsFunction(decoding bytes: [UInt8], named name: String, of label: Int? = nil) async throws -> Explanation
/The map of one image from its encoded bytes; `name` stands in errors.

Vision GradCAM.callAsFunction Sources/Vision/Interpretation/GradCAM.swift
=func callAsFunction(_ image: RGBImage, of label: Int? = nil) async throws -> Explanation
/The map of one image from ``Classifier/decode(_:named:)``, or a whole picture.

Vision CNN.heatMaps Sources/Vision/Interpretation/GradCAM.swift
=func heatMaps(_ x: Tensor, of classes: [Int]) throws -> [HeatMap]
/Where in each image the network looks for a class: Grad-CAM at the output of the body.
/
/    map[i, j] = ReLU(Σ_c w_c · A_c[i, j])        w_c = mean over i, j of ∂score / ∂A_c[i, j]
/
/The score is the raw output. The network is in evaluation meanwhile; its parameters get no gradients.
/
/- Parameters:
/  - x: Images, `[N, 3, H, W]`, normalised.
/  - classes: For each image the class to ask for.
/- Returns: One map for each, of the body's rows and columns.
/- Throws: `LearnerError` for a class that there is not; `TorchError` when the network cannot take the images.
/- SeeAlso: Selvaraju et al. 2016, arXiv:1610.02391, eqs. 1 and 2.

Vision HeatMap Sources/Vision/Interpretation/HeatMap.swift
=struct HeatMap: Sendable, Hashable
/Where in an image a network looks for a class: a coarse grid over what the network sees.

Vision HeatMap.rows Sources/Vision/Interpretation/HeatMap.swift
=let rows, columns: Int

Vision HeatMap.columns Sources/Vision/Interpretation/HeatMap.swift
=let rows, columns: Int

Vision HeatMap.values Sources/Vision/Interpretation/HeatMap.swift
=let values: [Float]
/Row by row, not negative: `ReLU(Σ_c w_c · A_c)`, in the units of the class's score.

Vision HeatMap.init Sources/Vision/Interpretation/HeatMap.swift
=init(rows: Int, columns: Int, values: [Float])

Vision HeatMap.shares Sources/Vision/Interpretation/HeatMap.swift
=var shares: [Float]
/Row by row, 0…1: the largest value is 1, and all are 0 where nothing speaks for the class.

Vision HeatMap.overlay Sources/Vision/Interpretation/HeatMap.swift
=func overlay(on image: RGBImage, alpha: Double = 0.6, colorMap: ColorMap = .magma) throws -> RGBImage
/The map in colours over the image that the network saw, stretched over it with bilinear interpolation.
/
/- Parameters:
/  - image: What the network saw, of any size.
/  - alpha: How much the colours cover it, 0…1 (fastai: 0.6).
/  - colorMap: Magma, as fastai has it.
/- Returns: A picture of the image's size.
/- Throws: `ImageError` when there is no memory for it.

Vision ImageJudgement Sources/Vision/Interpretation/ImageJudgement.swift
=struct ImageJudgement: Sendable, Hashable, Codable
/What a network says of one image of a data set: a plain value, to be kept, sent and shown.

Vision ImageJudgement.Suggestion Sources/Vision/Interpretation/ImageJudgement.swift
=struct Suggestion: Sendable, Hashable, Codable
/Another class that the image may be of.

Vision ImageJudgement.Suggestion.label Sources/Vision/Interpretation/ImageJudgement.swift
=let label: Int
/Index into the classes.

Vision ImageJudgement.Suggestion.confidence Sources/Vision/Interpretation/ImageJudgement.swift
=let confidence: Float
/How sure the suggestion is, 0…1.

Vision ImageJudgement.Suggestion.init Sources/Vision/Interpretation/ImageJudgement.swift
=init(label: Int, confidence: Float)

Vision ImageJudgement.path Sources/Vision/Interpretation/ImageJudgement.swift
=let path: String
/The image's file as seen from the folder of the data set, with plain slashes: what stays the same when other images
/come or go.

Vision ImageJudgement.part Sources/Vision/Interpretation/ImageJudgement.swift
=let part: DatasetPart
/Where it stands: `.fix` for images that the network was trained on, `.valid`, `.test`.

Vision ImageJudgement.actual Sources/Vision/Interpretation/ImageJudgement.swift
=let actual: Int?
/The class that it is labelled with; nil where nobody said.

Vision ImageJudgement.probabilities Sources/Vision/Interpretation/ImageJudgement.swift
=let probabilities: [Float]
/For each class, in the classes' order.

Vision ImageJudgement.loss Sources/Vision/Interpretation/ImageJudgement.swift
=let loss: Float?
/The cross-entropy, `−ln p(actual)`; nil without a label.

Vision ImageJudgement.suspicion Sources/Vision/Interpretation/ImageJudgement.swift
=let suspicion: Float?
/How probable it is that the label is wrong, 0…1; nil unless the image was judged out of fold.

Vision ImageJudgement.suggestion Sources/Vision/Interpretation/ImageJudgement.swift
=let suggestion: Suggestion?
/What it should perhaps be labelled instead; nil where nothing speaks against its label.

Vision ImageJudgement.init Sources/Vision/Interpretation/ImageJudgement.swift
=init(path: String, part: DatasetPart, actual: Int?, probabilities: [Float], loss: Float?, suspicion: Float? = nil, suggestion: Suggestion? = nil)

Vision ImageJudgement.predicted Sources/Vision/Interpretation/ImageJudgement.swift
=var predicted: Int
/The most probable class.

Vision ImageJudgement.actualProbability Sources/Vision/Interpretation/ImageJudgement.swift
=var actualProbability: Float?
/The probability of the class that the image is labelled with.

Vision ImageJudgement.isMistake Sources/Vision/Interpretation/ImageJudgement.swift
=var isMistake: Bool
/Whether the network takes it for another class than its label's.

Vision JudgedImages.plotConfusionMatrix Sources/Vision/Interpretation/JudgedImages+Plots.swift
=func plotConfusionMatrix(normalized: Bool = false, decimals: Int = 2, title: String = "Confusion matrix", theme: Theme = .light) -> Picture
/The confusion matrix as a picture: actual classes in rows, predicted ones in columns (fastai:
/`plot_confusion_matrix`).
/
/- Parameters:
/  - normalized: Whether to show shares of the rows instead of counts; the row of a class without images is empty.
/  - decimals: Digits of shares (fastai: `norm_dec`).
/  - title: Above it.
/  - theme: Light or dark.
/- Returns: A picture to write as SVG, PNG or JPEG.

Vision JudgedImages Sources/Vision/Interpretation/JudgedImages.swift
=protocol JudgedImages
/Images with what a network says of them, and all that can be read off them.
/
/Results are images that carry their own file, not places in a list: what was found among the validation images cannot
/be looked up among the training images by mistake.

Vision JudgedImages.classes Sources/Vision/Interpretation/JudgedImages.swift
=var classes: [String]
/In the order of the network's outputs.

Vision JudgedImages.judgements Sources/Vision/Interpretation/JudgedImages.swift
=var judgements: [ImageJudgement]
/One for each image that could be decoded, in the order of the data set.

Vision ConfusedPair Sources/Vision/Interpretation/JudgedImages.swift
=struct ConfusedPair: Sendable, Hashable
/Two classes that are taken for each other (fastai: an entry of `most_confused`).

Vision ConfusedPair.actual Sources/Vision/Interpretation/JudgedImages.swift
=let actual, predicted: String

Vision ConfusedPair.predicted Sources/Vision/Interpretation/JudgedImages.swift
=let actual, predicted: String

Vision ConfusedPair.count Sources/Vision/Interpretation/JudgedImages.swift
=let count: Int
/How many images of the first were taken for the second.

Vision JudgedImages.topLosses Sources/Vision/Interpretation/JudgedImages.swift
=func topLosses(_ k: Int? = nil, largest: Bool = true) -> [ImageJudgement]
/Images by their loss, the largest first (fastai: `top_losses`). Those without a label are left out.
/
/- Parameters:
/  - k: How many; all by default.
/  - largest: Whether those with the largest losses come first; else those with the smallest.
/- Returns: Images in order; equal losses keep the data set's order.

Vision JudgedImages.confusion Sources/Vision/Interpretation/JudgedImages.swift
=var confusion: ConfusionMatrix
/Counts by actual class (rows) and predicted class (columns), `[C, C]`. Those without a label are left out.

Vision JudgedImages.confusionMatrix Sources/Vision/Interpretation/JudgedImages.swift
=var confusionMatrix: [[Int]]
/The counts of ``confusion``: rows are actual classes, columns predicted ones (fastai: `confusion_matrix`).

Vision JudgedImages.mostConfused Sources/Vision/Interpretation/JudgedImages.swift
=func mostConfused(minCount: Int = 1) -> [ConfusedPair]
/The pairs of classes that are taken for each other, the most frequent first (fastai: `most_confused`).
/
/- Parameter minCount: Leaves out pairs with fewer images (fastai: `min_val`).
/- Returns: Pairs; equally frequent ones in the order of the classes.

Vision JudgedImages.labelledCount Sources/Vision/Interpretation/JudgedImages.swift
=var labelledCount: Int
/How many have a label.

Vision JudgedImages.errorCount Sources/Vision/Interpretation/JudgedImages.swift
=var errorCount: Int
/How many are taken for another class than their label's.

Vision JudgedImages.errorRate Sources/Vision/Interpretation/JudgedImages.swift
=var errorRate: Double?
/The share of those with a label that are taken for another class; nil without any.

Vision JudgedImages.errorRateInterval Sources/Vision/Interpretation/JudgedImages.swift
=var errorRateInterval: ClosedRange<Double>
/Where the true error rate lies with 95 % confidence.

Vision JudgedImages.meanLoss Sources/Vision/Interpretation/JudgedImages.swift
=var meanLoss: Double?
/The mean loss of those with a label; nil without any.

Vision Judgements Sources/Vision/Interpretation/JudgedImages.swift
=struct Judgements: JudgedImages, Sendable, Hashable, Codable
/Judgements by themselves: a plain value without the network that made them.

Vision Judgements.classes Sources/Vision/Interpretation/JudgedImages.swift
=let classes: [String]

Vision Judgements.judgements Sources/Vision/Interpretation/JudgedImages.swift
=let judgements: [ImageJudgement]

Vision Judgements.init Sources/Vision/Interpretation/JudgedImages.swift
=init(classes: [String], judgements: [ImageJudgement])

Vision ImageFeatures.judgedOutOfFold Sources/Vision/Interpretation/OutOfFold/ImageFeatures+Judging.swift
=func judgedOutOfFold(folds: Int = 10, repeats: Int = 2, neighboursShare: Float = 0.3, seed: UInt64 = 42) throws -> Judgements
/Judges every image by heads that have not seen it, nor a copy of it, and by the images most like it.
/
/Ten folds, twice; copies share a fold. The probabilities are the normalised geometric mean of
/
/- the heads' (weight 0.7): multinomial logistic regression on standardised features, with `λ = 1 / 0.3`;
/- the votes of the nearest images by the cosine of their standardised features (weight 0.3), copies left out.
/
/An image's loss is `−ln p(label)`, and its suspicion `1 − p(label)`: the first in ``JudgedImages/topLosses(_:largest:)``
/is most probably labelled wrong. Where another class is more probable than the label, it is suggested.
/
/The body, if it was trained on these labels, has seen them; the heads have not. With the body of a frozen stage the
/judgement is wholly out of fold.
/
/- Parameters:
/  - folds: As many as there are images of the smallest class, at most.
/  - repeats: Divisions into folds, over which the heads' probabilities are averaged.
/  - neighboursShare: The weight of the nearest images' votes, 0…1.
/  - seed: Of the divisions.
/- Returns: A judgement of each image, in their order. Images of a class with one picture (or copies of one) have
/  neither suspicion nor suggestion: nothing could be learned of their class without them.
/- Throws: `LearnerError` for fewer than two classes with images.

Vision JudgedImages.probablyMislabelled Sources/Vision/Interpretation/OutOfFold/ImageFeatures+Judging.swift
=var probablyMislabelled: [ImageJudgement]
/Images whose label is probably wrong, by the rule of confident learning: another class is more probable than it is
/on average among the images labelled so, and than the image's own class is. The most suspicious come first.
/
/Of images judged out of fold only. Northcutt et al. 2021, arXiv:1911.00068, eqs. 1 and 2.

Vision Learner.interpretOutOfFold Sources/Vision/Interpretation/OutOfFold/ImageFeatures+Judging.swift
=func interpretOutOfFold(_ features: ImageFeatures? = nil, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }) throws -> ClassificationInterpretation
/Judges every training and validation image out of fold: fair to all of them, whatever the network has seen. See
/``ImageFeatures/judgedOutOfFold(folds:repeats:neighboursShare:seed:)``.
/
/- Parameters:
/  - features: From ``imageFeatures(_:keptIn:progress:)``, when they are at hand.
/  - progress: Told how many images are done, of how many; returns whether to go on.
/- Returns: The judgements, with all that is read off them.
/- Throws: As both.

Vision ImageFeatures Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=struct ImageFeatures: Sendable
/What the body of a network makes of the images of a data set, pooled: computed once, then used many times.
/
/A plain value; it holds `images.count · width` numbers.

Vision ImageFeatures.Image Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=struct Image: Sendable, Hashable
/Whose features a row are.

Vision ImageFeatures.Image.path Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=let path: String
/As seen from the data set's folder.

Vision ImageFeatures.Image.part Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=let part: DatasetPart

Vision ImageFeatures.Image.label Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=let label: Int
/Index into the classes.

Vision ImageFeatures.Image.init Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=init(path: String, part: DatasetPart, label: Int)

Vision ImageFeatures.classes Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=let classes: [String]

Vision ImageFeatures.images Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=let images: [Image]

Vision ImageFeatures.width Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=let width: Int
/Numbers for each image.

Vision ImageFeatures.values Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=let values: [Float]
/Row by row.

Vision ImageFeatures.init Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=init(classes: [String], images: [Image], values: [Float], copies: [[Int]] = []) throws
/- Parameters:
/  - classes: The classes, in the order of the labels' indices.
/  - images: Whose rows follow.
/  - values: `images.count` rows of the same length.
/  - copies: Places of images that are the same to the byte, group by group.
/- Throws: `LearnerError` when the numbers do not make rows, or a label is no class.

Vision ImageFeatures.relabelled Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=func relabelled(_ labels: [Int]) throws -> ImageFeatures
/The same images with other labels.
/
/- Throws: `LearnerError` when a label is no class.

Vision Learner.imageFeatures Sources/Vision/Interpretation/OutOfFold/ImageFeatures.swift
=func imageFeatures(_ parts: [DatasetPart] = [.fix, .valid], keptIn folder: FilePath? = nil, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }) throws -> ImageFeatures
/The features of every labelled image, not augmented: the body's output through the head's poolings.
/
/- Parameters:
/  - parts: Training and validation images by default.
/  - folder: Where features are kept for the next time, by body, settings and content of the files: `.fastai` of the
/    data set, or a work folder. Nil for nowhere.
/  - progress: Told how many images are done, of how many; returns whether to go on.
/- Returns: Rows in the order of the parts; images that cannot be decoded are left out.
/- Throws: `LearnerError` unless the learner was made by `cnnLearner` for images with one class each;
/  `CancellationError` when `progress` says so.

Vision RankingTrial Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=struct RankingTrial: Sendable, Hashable
/How well the ranking finds wrong labels among your own images: measured by planting some.

Vision RankingTrial.imageCount Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=let imageCount: Int
/Images in the ranking.

Vision RankingTrial.places Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=let places: [[Int]]
/For each trial, where the planted errors stand, from 0, ascending.

Vision RankingTrial.init Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=init(imageCount: Int, places: [[Int]])

Vision RankingTrial.plantedCount Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=var plantedCount: Int
/Planted errors in all trials.

Vision RankingTrial.recall Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=func recall(at k: Int) -> Double
/What share of the planted errors stands among the first `k` images.

Vision RankingTrial.precision Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=func precision(at k: Int) -> (value: Double, interval: ClosedRange<Double>)
/What share of the first `k` images is a planted error, with where it truly lies with 95 % confidence.
/
/Less than the share of wrong labels there: those that were wrong before are not counted.

Vision RankingTrial.Remaining Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=struct Remaining: Sendable, Hashable
/How many wrong labels are left, after somebody has looked at the first images of the ranking.

Vision RankingTrial.Remaining.estimate Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=let estimate: Double
/The best guess.

Vision RankingTrial.Remaining.upperBound Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=let upperBound: Int
/With 95 % confidence there are no more.

Vision RankingTrial.remaining Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=func remaining(found: Int, reviewed: Int) -> Remaining?
/The stop rule: of a share `s` of the planted errors known to stand where somebody has looked, `found` wrong labels
/are that share too, so that `found / s − found` are left.
/
/The bound is the largest number of wrong labels of which so few would be found there once in twenty times, with the
/lower end of `s`'s own interval.
/
/- Parameters:
/  - found: Wrong labels among the images looked at.
/  - reviewed: How many images, from the first on.
/- Returns: Nil when nothing can be said yet, because no planted error stands there.

Vision ImageFeatures.plantErrors Sources/Vision/Interpretation/OutOfFold/RankingTrial.swift
=func plantErrors(share: Double = 0.05, trials: Int = 3, seed: UInt64 = 42) throws -> RankingTrial
/Gives some images another class at random, and looks where they stand in the ranking.
/
/- Parameters:
/  - share: Of the images, above 0 and below 1.
/  - trials: Each with other images; one takes as long as judging.
/  - seed: Of the choice.
/- Returns: Where the planted errors stood.
/- Throws: As ``judgedOutOfFold(folds:repeats:neighboursShare:seed:)``.

Vision InitialWeights Sources/Vision/Learning/CNNLearner.swift
=enum InitialWeights: Sendable, Hashable
/Where a body's weights come from.

Vision InitialWeights.pretrained Sources/Vision/Learning/CNNLearner.swift
=case pretrained
/The official ImageNet weights, from `$FASTAI_WEIGHTS_DIR` or the cache.

Vision InitialWeights.file Sources/Vision/Learning/CNNLearner.swift
=case file(FilePath)
/A file: safetensors or PyTorch's.

Vision InitialWeights.random Sources/Vision/Learning/CNNLearner.swift
=case random
/Random: the network learns from your images alone.

Vision cnnLearner Sources/Vision/Learning/CNNLearner.swift
=func cnnLearner(_ data: ImageDataBunch, _ architecture: Architecture, weights: InitialWeights = .pretrained, dropout: Double = 0.5, hidden: [Int] = [512], loss: LossFunction? = nil, metrics: [Metric] = [], callbacks: [any Callback] = [ProgressReporter()], device: Device = .default) throws -> Learner
/A learner for images: a pretrained body, a new head, three layer groups, the body frozen (fastai: `cnn_learner`).
/
/    let learn = try cnnLearner(data, .resnet34, metrics: [.errorRate])
/    try learn.fitOneCycle(4)
/
/- Parameters:
/  - data: What the head is for: one output for each class, or for each number (`data.c`).
/  - architecture: Which network.
/  - weights: With `.random` nothing is frozen.
/  - dropout: Of the head's last layer; its first has half (fastai: `ps`).
/  - hidden: Sizes of the head's hidden layers (fastai: `lin_ftrs`).
/  - loss: What to make small (fastai: `loss_func`); by default what goes with the data's targets: cross-entropy for one
/    class, binary cross-entropy for any number of classes, the mean squared error for numbers.
/  - metrics: Computed on the validation set after each epoch.
/  - callbacks: Take part in every `fit`.
/  - device: Where the network is.
/- Returns: A learner with the body frozen, unless its weights are random.
/- Throws: `LearnerError` with code `.unavailable` when pretrained weights are not at hand, `.mismatch` when a file
/  holds another network.

Vision createCNN Sources/Vision/Learning/CNNLearner.swift
=func createCNN(_ data: ImageDataBunch, _ architecture: Architecture, metrics: [Metric] = []) throws -> Learner
/The name that the lesson of 2018 used for ``cnnLearner(_:_:weights:dropout:hidden:loss:metrics:callbacks:device:)``.

Vision Learner.withCachedFeatures Sources/Vision/Learning/FeatureCache/Learner+CachedFeatures.swift
=func withCachedFeatures(views: Int = 0, keptIn folder: FilePath? = nil, progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }) throws -> Learner
/A learner for the head alone, over features that the frozen body computes once.
/
/    learn.trainBN = false
/    try learn.freeze()
/    try learn.withCachedFeatures().fitOneCycle(4)  // trains learn's own head
/
/While the body is frozen and batch norm in it is in evaluation, an image's features are the same in every epoch.
/Without augmentation the head becomes, to the bit, what it would become by training the whole network so; each
/epoch then takes as long as the head alone. The head is shared: what is trained here is trained there.
/
/- Parameters:
/  - views: Augmented views to compute of each training image, one after the other in the epochs; 0 for the image
/    as it is, as in validation. With as many views as epochs, every epoch sees what it would see without a cache.
/  - folder: Where features are kept for the next time, by body, settings and content of the files, and found again
/    by ``imageFeatures(_:keptIn:progress:)``: `.fastai` of the data set, or a work folder. Nil for nowhere.
/    Augmented views are never kept.
/  - progress: Told how many images are done, of how many; returns whether to go on.
/- Returns: A learner with this one's loss, metrics, callbacks, rates and rules.
/- Throws: `LearnerError` when this learner was not made by `cnnLearner` or its body is not frozen altogether, and
/  what a batch throws; `CancellationError` when `progress` says so.

Vision PretrainedWeights Sources/Vision/Learning/PretrainedWeights.swift
=struct PretrainedWeights: Sendable, Hashable
/torchvision's ImageNet weights: what they are called, where they are, and how to know them.

Vision PretrainedWeights.architecture Sources/Vision/Learning/PretrainedWeights.swift
=let architecture: Architecture

Vision PretrainedWeights.fileName Sources/Vision/Learning/PretrainedWeights.swift
=let fileName: String
/The official name; the digits before the suffix begin the file's SHA-256.

Vision PretrainedWeights.url Sources/Vision/Learning/PretrainedWeights.swift
=var url: String

Vision PretrainedWeights.hashPrefix Sources/Vision/Learning/PretrainedWeights.swift
=var hashPrefix: String
/The first eight digits of the file's SHA-256.

Vision PretrainedWeights.all Sources/Vision/Learning/PretrainedWeights.swift
=static let all = [ PretrainedWeights(architecture: .resnet18, fileName: "resnet18-5c106cde.pth"), PretrainedWeights(architecture: .resnet34, fileName: "resnet34-333f7ec4.pth"), PretrainedWeights(architecture: .resnet50, fileName: "resnet50-19c8e357.pth"), PretrainedWeights(architecture: .resnet101, fileName: "resnet101-5d3b4d8f.pth"), PretrainedWeights(architecture: .resnet152, fileName: "resnet152-b121ed2d.pth"), PretrainedWeights(architecture: .squeezenet1_0, fileName: "squeezenet1_0-b66bff10.pth"), PretrainedWeights(architecture: .squeezenet1_1, fileName: "squeezenet1_1-b8a52dc0.pth"), PretrainedWeights(architecture: .vgg11_bn, fileName: "vgg11_bn-6002323d.pth"), PretrainedWeights(architecture: .vgg13_bn, fileName: "vgg13_bn-abd245e5.pth"), PretrainedWeights(architecture: .vgg16_bn, fileName: "vgg16_bn-6c64b313.pth"), PretrainedWeights(architecture: .vgg19_bn, fileName: "vgg19_bn-c79401a0.pth"), PretrainedWeights(architecture: .alexnet, fileName: "alexnet-owt-7be5be79.pth"), PretrainedWeights(architecture: .densenet121, fileName: "densenet121-a639ec97.pth"), PretrainedWeights(architecture: .densenet161, fileName: "densenet161-8d451a50.pth"), PretrainedWeights(architecture: .densenet169, fileName: "densenet169-b2777c0a.pth"), PretrainedWeights(architecture: .densenet201, fileName: "densenet201-c1103571.pth"), PretrainedWeights(architecture: .mobilenetV2, fileName: "mobilenet_v2-b0353104.pth"), PretrainedWeights(architecture: .convnextTiny, fileName: "convnext_tiny-983f1562.pth"), PretrainedWeights(architecture: .efficientnetB0, fileName: "efficientnet_b0_rwightman-7f5810bc.pth"), ]
/The names of the ResNets are those of the lesson's days; the others are in torchvision 0.29 (its `models/*.py`).

Vision PretrainedWeights.init Sources/Vision/Learning/PretrainedWeights.swift
=init?(for architecture: Architecture)
/The known weights of an architecture.

Vision PretrainedWeights.cacheFolder Sources/Vision/Learning/PretrainedWeights.swift
=static var cacheFolder: FilePath
/Where downloaded weights are kept: `$XDG_CACHE_HOME/swift-fastai/weights`, by default below `~/.cache`.

Vision PretrainedWeights.located Sources/Vision/Learning/PretrainedWeights.swift
=func located() -> FilePath?
/The weights' file, when it is in `$FASTAI_WEIGHTS_DIR` or in the cache.

Vision PretrainedWeights.matches Sources/Vision/Learning/PretrainedWeights.swift
=func matches(_ path: FilePath) throws -> Bool
/Whether a file is the official one, by its SHA-256.

Lesson LinePoints.chart Sources/Lesson/Descent+Pictures.swift
=func chart(weights: [Double]? = nil, title: String = "") -> Chart
/The points, and the predictions of lines for them (the notebook's two scatter plots).
/
/- Parameters:
/  - weights: Slope and intercept; nil for the points alone.
/  - title: What stands above.
/- Returns: The chart, of the size of the notebook's.

Lesson LinePoints.animation Sources/Lesson/Descent+Pictures.swift
=func animation(of descent: Descent, theme: Theme = .light) -> Animation
/The points and the line after each step, on axes that stay: the notebook's animation.
/
/- Parameters:
/  - descent: What to show.
/  - theme: Light or dark.
/- Returns: One frame a step, 50 ms each; the last one stays for two seconds.

Lesson LinePoints.surface Sources/Lesson/Descent+Pictures.swift
=func surface(of descent: Descent, title: String = "The loss, and the way down") -> Surface
/The loss over slope and intercept, with the way that a descent took.

Lesson Descent.lossChart Sources/Lesson/Descent+Pictures.swift
=static func lossChart(_ descents: [(name: String, descent: Descent)], title: String = "") -> Chart
/The losses of several descents, on a log axis.
/
/- Parameters:
/  - descents: With the names that the legend gives them.
/  - title: What stands above.
/- Returns: The chart.

Lesson Descent Sources/Lesson/Descent.swift
=struct Descent: Sendable, Equatable
/How weights went down a loss: where they stood before each step, and after the last one.

Lesson Descent.learningRate Sources/Lesson/Descent.swift
=let learningRate: Double

Lesson Descent.weights Sources/Lesson/Descent.swift
=filevar weights: [[Double]]
/One more than there were steps.

Lesson Descent.losses Sources/Lesson/Descent.swift
=filevar losses: [Double] = []
/Before each step, over the batch that the step was made with.

Lesson Descent.last Sources/Lesson/Descent.swift
=var last: [Double]

Lesson descend Sources/Lesson/Descent.swift
=func descend(on x: Tensor, _ y: Tensor, from start: [Float], learningRate: Double, steps: Int, batchSize: Int? = nil) throws -> Descent
/Gradient descent as the lesson writes it: predictions `x · a`, their mean squared error, its gradient, a step.
/
/- Parameters:
/  - x: One row for each point, one column for each weight, `[N, F]`.
/  - y: Targets, `[N]`.
/  - start: The first guess, `[F]`.
/  - learningRate: What the gradient is multiplied by.
/  - steps: How many.
/  - batchSize: How many points, picked at random, each step looks at; nil for all: that is the S of SGD.
/- Returns: Weights and losses of every step.
/- Throws: `TorchError` when the shapes do not fit.

Lesson LinePoints Sources/Lesson/LinePoints.swift
=struct LinePoints: Sendable, Equatable
/Points scattered about a line: what the second half of the lesson fits.

Lesson LinePoints.x Sources/Lesson/LinePoints.swift
=let x, y: [Double]

Lesson LinePoints.y Sources/Lesson/LinePoints.swift
=let x, y: [Double]

Lesson LinePoints.init Sources/Lesson/LinePoints.swift
=init(x: [Double], y: [Double])
/- Parameters:
/  - x: As many as of `y`; what is too many of either does not count.
/  - y: Their heights.

Lesson LinePoints.drawn Sources/Lesson/LinePoints.swift
=static func drawn(_ count: Int = 100, seed: UInt64) throws -> LinePoints
/The notebook's recipe: x uniform in −1…1, and `y = 3x + 2` with noise uniform in 0…1 on top.
/
/- Parameters:
/  - count: How many points.
/  - seed: For libtorch's generator, which is left as it was.
/- Returns: The points.
/- Throws: `TorchError` when there is no memory for them.

Lesson LinePoints.tensors Sources/Lesson/LinePoints.swift
=func tensors() throws -> (x: Tensor, y: Tensor)
/The points as the loop wants them: x with a column of ones beside it, `[N, 2]`, and y, `[N]`, both `float32`.

Lesson LinePoints.loss Sources/Lesson/LinePoints.swift
=func loss(slope: Double, intercept: Double) -> Double
/The mean squared error of the line `slope · x + intercept`.

Lesson LinePoints.leastSquares Sources/Lesson/LinePoints.swift
=var leastSquares: (slope: Double, intercept: Double)
/The line with the smallest loss, by the normal equations: where every descent should end.

Lesson LinePoints.largestStableRate Sources/Lesson/LinePoints.swift
=var largestStableRate: Double
/The learning rate from which on the loss grows instead of falling: `2 / λ` for the largest eigenvalue `λ` of the
/loss' second derivative, `2 · XᵀX / n`. About 1 for x in −1…1.

Lesson PolynomialFit Sources/Lesson/PolynomialFit.swift
=struct PolynomialFit: Sendable
/Underfitting and overfitting: polynomials of some degree, fitted by gradient descent to a few points of a curve and
/judged on others that they have not seen.
/
/The weights belong to Chebyshev's polynomials `T₀ … T_d` and not to powers of x: the same curves can be reached, and
/gradient descent gets there in thousands of steps instead of billions.

Lesson PolynomialFit.Problem Sources/Lesson/PolynomialFit.swift
=struct Problem: Sendable
/The points to learn from, and those to judge by.

Lesson PolynomialFit.Problem.train Sources/Lesson/PolynomialFit.swift
=let train, valid: LinePoints

Lesson PolynomialFit.Problem.valid Sources/Lesson/PolynomialFit.swift
=let train, valid: LinePoints

Lesson PolynomialFit.Problem.init Sources/Lesson/PolynomialFit.swift
=init(trainCount: Int = 14, validCount: Int = 60, seed: UInt64 = 3) throws
/Points about `sin(3x) + x/2`, with normal noise; the same seed gives the same points.
/
/- Parameters:
/  - trainCount: Few, so that a wiggly curve can go through all of them.
/  - validCount: The validation set's.
/  - seed: For libtorch's generator, which is left as it was.
/- Throws: `TorchError`.

Lesson PolynomialFit.degree Sources/Lesson/PolynomialFit.swift
=let degree: Int

Lesson PolynomialFit.weights Sources/Lesson/PolynomialFit.swift
=let weights: [Double]

Lesson PolynomialFit.trainLoss Sources/Lesson/PolynomialFit.swift
=let trainLoss, validLoss: Double

Lesson PolynomialFit.validLoss Sources/Lesson/PolynomialFit.swift
=let trainLoss, validLoss: Double

Lesson PolynomialFit.init Sources/Lesson/PolynomialFit.swift
=init(degree: Int, to problem: Problem, steps: Int = 3000) throws
/- Parameters:
/  - degree: 1 is a line.
/  - problem: The points.
/  - steps: How many steps of gradient descent over all training points.
/- Throws: `TorchError`.

Lesson PolynomialFit.callAsFunction Sources/Lesson/PolynomialFit.swift
=func callAsFunction(_ x: Double) -> Double
/The curve's height.

Lesson PolynomialFit.chart Sources/Lesson/PolynomialFit.swift
=func chart(_ problem: Problem, name: String) -> Chart
/The curve through the points.
/
/- Parameters:
/  - problem: The points that it was fitted to.
/  - name: What it is an example of.
/- Returns: The chart, on axes that do not depend on the fit.

Lesson Quadratic Sources/Lesson/Quadratic.swift
=struct Quadratic: Sendable
/The lesson's picture of why there is a learning rate: a parabola, and steps along its slope.

Lesson Quadratic.learningRate Sources/Lesson/Quadratic.swift
=let learningRate: Double

Lesson Quadratic.path Sources/Lesson/Quadratic.swift
=let path: [Double]
/Where each step came to, beginning with the start.

Lesson Quadratic.init Sources/Lesson/Quadratic.swift
=init(learningRate: Double, start: Double = -1, steps: Int = 8) throws
/Goes down `x²` from a start, by autograd.
/
/- Parameters:
/  - learningRate: Below 1 the steps come nearer to 0; above 1 each ends further away than it began.
/  - start: The first guess.
/  - steps: How many.
/- Throws: `TorchError`.

Lesson Quadratic.chart Sources/Lesson/Quadratic.swift
=var chart: Chart
/The parabola and the jumps on it.

Lesson SGDPage Sources/Lesson/SGDPage.swift
=struct SGDPage: Sendable
/The animation as a page of its own: play, step, speed, a slider for the learning rate, and mini-batches. Everything
/is computed in the page again, by plain JavaScript; it asks for nothing from anywhere.

Lesson SGDPage.points Sources/Lesson/SGDPage.swift
=let points: LinePoints

Lesson SGDPage.start Sources/Lesson/SGDPage.swift
=let start: [Double]

Lesson SGDPage.learningRate Sources/Lesson/SGDPage.swift
=let learningRate: Double

Lesson SGDPage.init Sources/Lesson/SGDPage.swift
=init(_ points: LinePoints, start: [Double] = [-1, 1], learningRate: Double = 0.1)
/- Parameters:
/  - points: What to fit.
/  - start: Slope and intercept of the first guess.
/  - learningRate: Where the slider stands at first.

Lesson SGDPage.html Sources/Lesson/SGDPage.swift
=var html: String
/The page.

Lesson SGDPage.write Sources/Lesson/SGDPage.swift
=func write(to path: some CustomStringConvertible) throws
/Writes the page, whole or not at all.
/
/- Throws: `PlotsError` with code `.writeFailed`.

Server CleanerServer Sources/Server/Cleaner/CleanerServer.swift
=struct CleanerServer: Sendable
/The cleaner as a page on this machine: a `CleaningSession` behind a browser.
/
/    let server = try CleanerServer(session)
/    try await server.run { print("Open", $0) }
/
/It listens on loopback only, its address holds a random token, and what other pages in the same browser send is
/refused.

Server CleanerServer.Tools Sources/Server/Cleaner/CleanerServer.swift
=struct Tools: Sendable
/What the page can do beside looking and deciding; what is nil has no button.

Server CleanerServer.Tools.heatMap Sources/Server/Cleaner/CleanerServer.swift
=var heatMap: (@Sendable (_ file: FilePath, _ label: Int) async throws -> [UInt8])?
/Where the network looks in an image for a class, as a JPEG file.

Server CleanerServer.Tools.duplicates Sources/Server/Cleaner/CleanerServer.swift
=var duplicates: (@Sendable () async throws -> [DuplicatePictures])?
/Groups of images, by path in the data set, that are the same picture.

Server CleanerServer.Tools.retrain Sources/Server/Cleaner/CleanerServer.swift
=var retrain:
/Trains on the images as they are now, and compares; told of each piece of progress.

Server CleanerServer.Tools.init Sources/Server/Cleaner/CleanerServer.swift
=init()

Server CleanerServer.DuplicatePictures Sources/Server/Cleaner/CleanerServer.swift
=struct DuplicatePictures: Sendable
/Images that are the same picture.

Server CleanerServer.DuplicatePictures.isExact Sources/Server/Cleaner/CleanerServer.swift
=let isExact: Bool
/Whether their bytes are the same too.

Server CleanerServer.DuplicatePictures.paths Sources/Server/Cleaner/CleanerServer.swift
=let paths: [FilePath]
/As seen from the data set.

Server CleanerServer.DuplicatePictures.init Sources/Server/Cleaner/CleanerServer.swift
=init(isExact: Bool, paths: [FilePath])

Server CleanerServer.session Sources/Server/Cleaner/CleanerServer.swift
=let session: CleaningSession

Server CleanerServer.init Sources/Server/Cleaner/CleanerServer.swift
=init(_ session: CleaningSession, tools: Tools = .init(), port: Int = 8090, logger: Logger = Logger(label: "fastai.cleaner"))
/- Parameters:
/  - session: What is cleaned.
/  - tools: What the page can do beside.
/  - port: 0 lets the system choose.
/  - logger: For what goes wrong.

Server CleanerServer.run Sources/Server/Cleaner/CleanerServer.swift
=func run(onListening: @escaping @Sendable (String) async -> Void = { _ in }) async throws
/Serves until the task is cancelled.
/
/- Parameter onListening: Called with the page's address when it can be opened.
/- Throws: ``ServerError`` when the port cannot be used.

Server ServedModels Sources/Server/Models/ServedModels.swift
=struct ServedModels: Sendable
/The classifiers that a server answers with, by name; the first is the default.

Server ServedModels.Model Sources/Server/Models/ServedModels.swift
=struct Model: Sendable
/One of them.

Server ServedModels.Model.name Sources/Server/Models/ServedModels.swift
=let name: String

Server ServedModels.Model.classifier Sources/Server/Models/ServedModels.swift
=let classifier: Classifier

Server ServedModels.Model.noneBelow Sources/Server/Models/ServedModels.swift
=let noneBelow: Float?
/Below this probability of the best class the picture is none of these; nil when every picture is one of them.

Server ServedModels.NoneThreshold Sources/Server/Models/ServedModels.swift
=enum NoneThreshold: Sendable, Hashable
/When a picture is said to be none of the classes.

Server ServedModels.NoneThreshold.probability Sources/Server/Models/ServedModels.swift
=case probability(Float)
/Below this probability of the best class, 0…1.

Server ServedModels.NoneThreshold.calibrated Sources/Server/Models/ServedModels.swift
=case calibrated
/Below the probability that was found in training; it stands in the model file.

Server ServedModels.NoneThreshold.probability Sources/Server/Models/ServedModels.swift
=func probability(for classifier: Classifier, _ file: FilePath) throws -> Float

Server ServedModels.all Sources/Server/Models/ServedModels.swift
=let all: [Model]

Server ServedModels.init Sources/Server/Models/ServedModels.swift
=init(_ files: [(name: String, path: FilePath)], noneBelow: NoneThreshold? = nil) throws
/Reads model files.
/
/- Parameters:
/  - files: With the names that they are asked for by.
/  - noneBelow: When a picture is none of the classes; nil when every picture is one of them, as in the lesson's app.
/- Throws: ``ServerError`` when there is none, two have one name, or a file has no threshold; `WeightFileError` or `LearnerError` when a file is
/  no model.

Server PredictionServer.addRoutes Sources/Server/PredictionServer+Routes.swift
=func addRoutes(to router: some RouterMethods<some RequestContext>, at base: String = "") throws -> PredictionThreads
/Adds everything that this server answers to the router of another application.
/
/    let router = Router()
/    let bears = try PredictionServer(models).addRoutes(to: router, at: "/bears")
/    let app = Application(router: router, services: [bears])
/
/Address, port, TLS, connections, times for a request to arrive, and what happens when it all ends are the application's own:
/of ``options`` those hold that are about a request and its answer. Clients are counted where the application's contexts are
/`RemoteAddressRequestContext`s, or by `X-Forwarded-For`.
/
/- Parameters:
/  - router: A router, or a group of one whose path is in `base`.
/  - base: The path before those of the server: its page is at `base/`. No other routes may be there.
/- Returns: The threads behind the routes, to be run with the application's services: they end after the last answer.
/- Throws: `CatalogError` or ``ServerError`` when corrections cannot be kept.

Server PredictionThreads Sources/Server/PredictionServer+Routes.swift
=struct PredictionThreads: Service
/What decodes and predicts behind the routes of ``PredictionServer/addRoutes(to:at:)``, as a service of the application.

Server PredictionThreads.run Sources/Server/PredictionServer+Routes.swift
=func run() async throws
/Says at `/readyz` that requests are welcome, until the application is asked to end.

Server PredictionServer Sources/Server/PredictionServer.swift
=struct PredictionServer: Sendable
/Answers over HTTP: the lesson's web app, fit for the open internet.
/
/    let server = PredictionServer(try ServedModels([("bears", "bears.safetensors")]))
/    try await server.run()

Server PredictionServer.models Sources/Server/PredictionServer.swift
=let models: ServedModels

Server PredictionServer.options Sources/Server/PredictionServer.swift
=let options: ServerOptions

Server PredictionServer.init Sources/Server/PredictionServer.swift
=init(_ models: ServedModels, options: ServerOptions = .init(), logger: Logger = Logger(label: "fastai.server"))

Server PredictionServer.run Sources/Server/PredictionServer.swift
=func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws
/Serves until the task is cancelled; then `/readyz` says so, and when ``ServerOptions/drainTime`` is over, no new
/connection is taken, and what is in flight is finished.
/
/- Parameter onListening: Called with the port when requests are welcome.
/- Throws: ``ServerError`` when the port or the certificate cannot be used.

Server ServerError Sources/Server/ServerError.swift
=struct ServerError: Error, Sendable, CustomStringConvertible
/Why a server cannot start.

Server ServerError.Code Sources/Server/ServerError.swift
=struct Code: Hashable, Sendable

Server ServerError.Code.badOption Sources/Server/ServerError.swift
=static let badOption = Code("bad option")
/An option makes no sense.

Server ServerError.Code.cannotListen Sources/Server/ServerError.swift
=static let cannotListen = Code("cannot listen")
/The port is taken or not allowed.

Server ServerError.Code.badCertificate Sources/Server/ServerError.swift
=static let badCertificate = Code("bad certificate")
/The certificate or its key cannot be used.

Server ServerError.code Sources/Server/ServerError.swift
=let code: Code

Server ServerError.message Sources/Server/ServerError.swift
=let message: String

Server ServerError.remedy Sources/Server/ServerError.swift
=let remedy: String?

Server ServerError.cause Sources/Server/ServerError.swift
=let cause: (any Error)?

Server ServerError.description Sources/Server/ServerError.swift
=var description: String

Server ServerOptions Sources/Server/ServerOptions.swift
=struct ServerOptions: Sendable
/How a server listens and what it lets in. Every default is meant for the open internet.

Server ServerOptions.host Sources/Server/ServerOptions.swift
=var host = "127.0.0.1"

Server ServerOptions.port Sources/Server/ServerOptions.swift
=var port = 8000
/0 lets the system choose.

Server ServerOptions.maxUploadBytes Sources/Server/ServerOptions.swift
=var maxUploadBytes = 20_000_000
/The largest file that may be sent, in bytes.

Server ServerOptions.maxFiles Sources/Server/ServerOptions.swift
=var maxFiles = 32
/Files in one request.

Server ServerOptions.maxPixels Sources/Server/ServerOptions.swift
=var maxPixels = 50_000_000
/The most pixels that a picture may have, looked at before it is decoded.

Server ServerOptions.uploadTimeout Sources/Server/ServerOptions.swift
=var uploadTimeout = Duration.seconds(30)
/For a request to arrive whole; a slower client is dropped.

Server ServerOptions.answerTimeout Sources/Server/ServerOptions.swift
=var answerTimeout = Duration.seconds(30)
/For an answer, waiting in the queue included.

Server ServerOptions.idleTimeout Sources/Server/ServerOptions.swift
=var idleTimeout = Duration.seconds(30)
/A connection on which nothing happens is closed after this.

Server ServerOptions.drainTime Sources/Server/ServerOptions.swift
=var drainTime = Duration.zero
/Asked to end, the server goes on for so long while `/readyz` says 503, so that load balancers send nothing more.

Server ServerOptions.endingPatience Sources/Server/ServerOptions.swift
=var endingPatience = Duration.seconds(1)
/How long idle connections stay open when the server ends: their clients may just be sending.

Server ServerOptions.maxConcurrent Sources/Server/ServerOptions.swift
=var maxConcurrent = 16
/Pictures in work at a time: a batch is computed while others are decoded.

Server ServerOptions.maxBatch Sources/Server/ServerOptions.swift
=var maxBatch = 4
/Pictures that the network looks at in one pass. In one run each, eight answered no more requests a second than four
/(ResNet-34, two cores), and held 10 to 20 MB more.

Server ServerOptions.batchBudget Sources/Server/ServerOptions.swift
=var batchBudget = Duration.milliseconds(5)
/How long a picture waits for others that are being decoded, to be looked at with them. One that is alone never waits.

Server ServerOptions.maxWaiting Sources/Server/ServerOptions.swift
=var maxWaiting = 128
/Pictures that may wait; past that the answer is 429.

Server ServerOptions.maxConnections Sources/Server/ServerOptions.swift
=var maxConnections = 1024
/Connections at a time.

Server ServerOptions.ratePerClient Sources/Server/ServerOptions.swift
=var ratePerClient = 50.0
/Requests a second and client, on average; 0 for no limit.

Server ServerOptions.burstPerClient Sources/Server/ServerOptions.swift
=var burstPerClient = 200.0
/Requests that a client may make at once.

Server ServerOptions.trustsForwardedFor Sources/Server/ServerOptions.swift
=var trustsForwardedFor = false
/Takes the client's address from the last entry of `X-Forwarded-For`: only behind a proxy that sets it.

Server ServerOptions.remoteImages Sources/Server/ServerOptions.swift
=var remoteImages: RemoteImages.Limits? = .init()
/Whether `/classify-url` is there, and how far it may go; nil takes it away.

Server ServerOptions.feedbackDataset Sources/Server/ServerOptions.swift
=var feedbackDataset: FilePath?
/The data set whose catalog takes users' corrections; nil takes `/feedback` away.

Server ServerOptions.maxFeedbackBytes Sources/Server/ServerOptions.swift
=var maxFeedbackBytes = 1_000_000_000
/Of all pictures that came with corrections.

Server ServerOptions.allowedOrigins Sources/Server/ServerOptions.swift
=var allowedOrigins: [String] = []
/Origins of pages elsewhere that may use this server; none by default.

Server ServerOptions.bearerToken Sources/Server/ServerOptions.swift
=var bearerToken: String?
/What a client must send as `Authorization: Bearer …`.

Server ServerOptions.tls Sources/Server/ServerOptions.swift
=var tls: (certificate: FilePath, key: FilePath)?
/Certificate chain and private key, PEM.

Server ServerOptions.init Sources/Server/ServerOptions.swift
=init()
"""##
