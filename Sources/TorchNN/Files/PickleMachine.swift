/// Reads one pickle, and can do nothing but build tensors out of it.
///
/// A pickle is a program for a stack machine (Python's `pickletools.py` documents each instruction). Python's own
/// machine calls whatever function the program names. This one knows a dozen names (``PickleGlobal``), calls none of
/// them, and gives up at any other.
struct PickleMachine {
  private var heap = PickleHeap()
  private let outside: [String: PickledTensor]
  private var stack: [PickleValue] = []
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private var copied = 0

  /// More instructions, and more copied pairs, than any file of weights has: a bound on memory and time.
  private static let instructionLimit = 1_000_000

  /// Reads one pickle and leaves `reader` behind it. A persistent id that is plain text stands for a tensor `outside`.
  static func read(
    _ reader: inout ByteReader, outside: [String: PickledTensor] = [:]
  ) throws -> (root: PickleValue, heap: PickleHeap) {
    var machine = PickleMachine(outside: outside)
    let root = try machine.run(&reader)
    return (root, machine.heap)
  }

  private init(outside: [String: PickledTensor]) { self.outside = outside }

  /// Reads up to and including the STOP instruction.
  private mutating func run(_ reader: inout ByteReader) throws -> PickleValue {
    for _ in 0..<Self.instructionLimit {
      let opcode = try PickleOpcode(code: reader.integer())
      if opcode == .stop { return try pop() }
      try step(opcode, &reader)
    }
    throw WeightFileError.unsupported("Its pickle has over \(Self.instructionLimit) instructions.")
  }

  private mutating func step(_ opcode: PickleOpcode, _ reader: inout ByteReader) throws {
    switch opcode {
    case .proto: _ = try reader.take(1)
    case .frame: _ = try reader.take(8)
    case .stop: break
    case .none, .newTrue, .newFalse, .binInt, .binInt1, .binInt2, .long1, .binFloat: try number(opcode, &reader)
    case .shortBinString, .binString, .shortBinUnicode, .binUnicode, .binUnicode8, .shortBinBytes, .binBytes:
      try text(opcode, &reader)
    case .emptyTuple, .emptyList, .emptyDict, .mark, .tuple, .tuple1, .tuple2, .tuple3: try container(opcode)
    case .append, .appends, .setItem, .setItems: try fill(opcode)
    case .binPut, .longBinPut, .memoize, .binGet, .longBinGet: try remember(opcode, &reader)
    case .global, .stackGlobal: try global(opcode, &reader)
    case .reduce, .newObj, .build, .binPersID: try call(opcode)
    }
  }

  // MARK: The stack

  private mutating func push(_ value: PickleValue) { stack.append(value) }

  private mutating func pop() throws -> PickleValue {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else { throw malformed }
    return value
  }

  private mutating func popToMark() throws -> [PickleValue] {
    guard let mark = marks.popLast(), mark <= stack.count else { throw malformed }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  private mutating func pop(_ count: Int) throws -> [PickleValue] {
    try (0..<count).map { _ in try pop() }.reversed()
  }

  private var malformed: WeightFileError { .corrupt("Its pickle is malformed.") }

  // MARK: Plain values

  private mutating func number(_ opcode: PickleOpcode, _ reader: inout ByteReader) throws {
    switch opcode {
    case .newTrue: push(.bool(true))
    case .newFalse: push(.bool(false))
    case .binInt: push(.int(Int(try reader.integer(Int32.self))))
    case .binInt1: push(.int(Int(try reader.integer(UInt8.self))))
    case .binInt2: push(.int(Int(try reader.integer(UInt16.self))))
    case .long1: push(Self.long(try reader.take(reader.count(UInt8.self)).bytes))
    case .binFloat: push(.float(Double(bitPattern: try reader.integer(UInt64.self).byteSwapped)))  // big-endian
    default: push(.none)
    }
  }

  /// A little-endian two's complement integer of any length.
  private static func long(_ bytes: [UInt8]) -> PickleValue {
    guard bytes.count <= 8 else { return .opaque }
    let filler: UInt8 = (bytes.last ?? 0) < 0x80 ? 0 : 0xFF
    let padded = bytes + [UInt8](repeating: filler, count: 8 - bytes.count)
    return .int(padded.reversed().reduce(0) { $0 << 8 | Int($1) })
  }

  private mutating func text(_ opcode: PickleOpcode, _ reader: inout ByteReader) throws {
    let count =
      switch opcode {
      case .shortBinString, .shortBinUnicode, .shortBinBytes: try reader.count(UInt8.self)
      case .binUnicode8: try reader.count(UInt64.self)
      default: try reader.count(UInt32.self)
      }
    let bytes = try reader.take(count)
    if opcode == .shortBinBytes || opcode == .binBytes { return push(.opaque) }
    push(bytes.utf8.map { .string($0) } ?? .opaque)
  }

  // MARK: Containers

  private mutating func container(_ opcode: PickleOpcode) throws {
    switch opcode {
    case .emptyTuple: push(heap.tuple([]))
    case .emptyList: push(heap.list())
    case .emptyDict: push(heap.dictionary())
    case .tuple: push(heap.tuple(try popToMark()))
    case .tuple1: push(heap.tuple(try pop(1)))
    case .tuple2: push(heap.tuple(try pop(2)))
    case .tuple3: push(heap.tuple(try pop(3)))
    default: marks.append(stack.count)
    }
  }

  /// Adds to the list or dictionary under the values on the stack.
  private mutating func fill(_ opcode: PickleOpcode) throws {
    let items =
      switch opcode {
      case .append: try pop(1)
      case .setItem: try pop(2)
      default: try popToMark()
      }
    switch try top() {
    case .list(let index) where opcode == .append || opcode == .appends: heap.append(items, toList: index)
    case .dictionary(let index) where opcode == .setItem || opcode == .setItems: try insert(items, index)
    case .global(.passedOver): break
    default: throw malformed
    }
  }

  private func top() throws -> PickleValue {
    guard stack.count > (marks.last ?? 0), let value = stack.last else { throw malformed }
    return value
  }

  /// Keys and values in turn.
  private mutating func insert(_ items: [PickleValue], _ index: Int) throws {
    guard items.count.isMultiple(of: 2) else { throw malformed }
    for pair in stride(from: 0, to: items.count, by: 2) {
      heap.insert(items[pair], items[pair + 1], inDictionary: index)
    }
  }

  private mutating func remember(_ opcode: PickleOpcode, _ reader: inout ByteReader) throws {
    switch opcode {
    case .binPut: memo[Int(try reader.integer(UInt8.self))] = try top()
    case .longBinPut: memo[Int(try reader.integer(UInt32.self))] = try top()
    case .memoize: memo[memo.count] = try top()
    case .binGet: try recall(Int(try reader.integer(UInt8.self)))
    default: try recall(Int(try reader.integer(UInt32.self)))
    }
  }

  private mutating func recall(_ index: Int) throws {
    guard let value = memo[index] else { throw malformed }
    push(value)
  }

  // MARK: What Python would call

  private mutating func global(_ opcode: PickleOpcode, _ reader: inout ByteReader) throws {
    if opcode == .global { return push(.global(try PickleGlobal(module: reader.line(), name: reader.line()))) }
    let names = try pop(2).compactMap(\.string)
    guard names.count == 2 else { throw malformed }
    push(.global(try PickleGlobal(module: names[0], name: names[1])))
  }

  private mutating func call(_ opcode: PickleOpcode) throws {
    let argument = try pop()
    switch opcode {
    case .binPersID: push(try persistent(argument))
    case .build: try build(argument)
    default:
      guard case .global(let function) = try pop(), let arguments = heap.items(argument) else { throw malformed }
      push(try result(of: function, arguments))
    }
  }

  private mutating func result(of function: PickleGlobal, _ arguments: [PickleValue]) throws -> PickleValue {
    switch function {
    case .orderedDict: return try dictionary(arguments)
    case .rebuildTensor: return heap.tensor(try tensor(arguments))
    case .rebuildParameter, .size:
      guard let first = arguments.first else { throw malformed }
      return first
    case .parameter, .passedOver: return .global(function)
    case .storage: throw malformed
    }
  }

  /// `OrderedDict()` or, from Python 2, `OrderedDict([[key, value], …])`.
  private mutating func dictionary(_ arguments: [PickleValue]) throws -> PickleValue {
    let new = heap.dictionary()
    guard let first = arguments.first else { return new }
    guard case .dictionary(let target) = new, case .list(let pairs) = first else { throw malformed }
    copied += heap.lists[pairs].count
    guard copied <= Self.instructionLimit else { throw malformed }
    for pair in heap.lists[pairs] {
      let items: [PickleValue]? = if case .list(let index) = pair { heap.lists[index] } else { heap.items(pair) }
      guard let items, items.count == 2 else { throw malformed }
      heap.insert(items[0], items[1], inDictionary: target)
    }
    return new
  }

  /// `(storage, offset, size, stride, …)`.
  private func tensor(_ arguments: [PickleValue]) throws -> PickledTensor {
    guard arguments.count >= 4, case .storage(let index) = arguments[0], let offset = arguments[1].int,
      let shape = heap.sizes(arguments[2]), let strides = heap.sizes(arguments[3])
    else { throw malformed }
    return PickledTensor(storage: heap.storages[index], offset: offset, shape: shape, strides: strides)
  }

  /// A dictionary's attributes (`_metadata`) are dropped; a `Parameter` of 2017 becomes the tensor that it wraps.
  private mutating func build(_ state: PickleValue) throws {
    switch try pop() {
    case .dictionary(let index): push(.dictionary(index))
    case .global(.passedOver): push(.global(.passedOver))
    case .global(.parameter):
      guard let data = heap.items(state)?.first, case .tensor = data else { throw malformed }
      push(data)
    default: throw malformed
    }
  }

  /// `('storage', class, key, place, count[, view])` in the zip and legacy forms, a tensor's key in the tar form.
  private mutating func persistent(_ identifier: PickleValue) throws -> PickleValue {
    if let key = identifier.key {
      guard let tensor = outside[key] else { throw malformed }
      return heap.tensor(tensor)
    }
    guard let items = heap.items(identifier) else { throw malformed }
    if items.first?.string == "module" {
      throw WeightFileError.unsafe("It holds a whole pickled model, not plain weights.")
    }
    guard items.count >= 5, items[0].string == "storage", case .global(.storage(let type)) = items[1],
      let key = items[2].key, let count = items[4].int, count >= 0
    else { throw malformed }
    let view = try items.count > 5 ? view(items[5]) : nil
    return heap.storage(PickledStorage(key: key, type: type, count: count, view: view))
  }

  /// `None`, or `(key, offset, count)`.
  private func view(_ value: PickleValue) throws -> PickledStorage.View? {
    if case .none = value { return nil }
    guard let items = heap.items(value), items.count == 3, let key = items[0].key, let offset = items[1].int,
      let count = items[2].int
    else { throw malformed }
    return PickledStorage.View(key: key, offset: offset, count: count)
  }
}
