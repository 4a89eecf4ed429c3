/// What a pickle can hold here. Containers stand in a ``PickleHeap`` and are named by their index, so that a value
/// that contains itself, or a million levels of nesting, is as harmless as any other.
enum PickleValue: Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  /// An integer of more than 64 bits, or bytes: nothing that weights need.
  case opaque
  case global(PickleGlobal)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case storage(Int)
  case tensor(Int)
}

/// All containers of one pickle.
struct PickleHeap: Sendable {
  private(set) var tuples: [[PickleValue]] = []
  private(set) var lists: [[PickleValue]] = []
  private(set) var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
  private(set) var storages: [PickledStorage] = []
  private(set) var tensors: [PickledTensor] = []

  mutating func tuple(_ items: some Sequence<PickleValue>) -> PickleValue {
    tuples.append(Array(items))
    return .tuple(tuples.count - 1)
  }

  mutating func list() -> PickleValue {
    lists.append([])
    return .list(lists.count - 1)
  }

  mutating func dictionary() -> PickleValue {
    dictionaries.append([])
    return .dictionary(dictionaries.count - 1)
  }

  mutating func storage(_ storage: PickledStorage) -> PickleValue {
    storages.append(storage)
    return .storage(storages.count - 1)
  }

  mutating func tensor(_ tensor: PickledTensor) -> PickleValue {
    tensors.append(tensor)
    return .tensor(tensors.count - 1)
  }

  mutating func append(_ items: some Sequence<PickleValue>, toList index: Int) {
    lists[index].append(contentsOf: items)
  }

  mutating func insert(_ key: PickleValue, _ value: PickleValue, inDictionary index: Int) {
    dictionaries[index].append((key, value))
  }
}

/// Where a tensor's numbers are: a numbered run of elements that tensors may share.
struct PickledStorage: Sendable {
  /// A part of another storage, as files before 2018 could have it.
  struct View: Sendable {
    let key: String
    let offset: Int
    let count: Int
  }

  let key: String
  let type: StoredType
  /// Elements, not bytes.
  let count: Int
  var view: View?
}

/// A tensor as the pickle describes it; not yet compared with the bytes that are there.
struct PickledTensor: Sendable {
  let storage: PickledStorage
  let offset: Int
  let shape: [Int]
  let strides: [Int]
}

extension PickleHeap {
  /// The tuple's items.
  func items(_ value: PickleValue) -> [PickleValue]? {
    if case .tuple(let index) = value { tuples[index] } else { nil }
  }

  /// A tuple of sizes, of no more dimensions than a tensor can have (64).
  func sizes(_ value: PickleValue) -> [Int]? {
    guard let items = items(value), items.count <= 64 else { return nil }
    let sizes = items.compactMap(\.int)
    return sizes.count == items.count ? sizes : nil
  }
}

extension PickleValue {
  var int: Int? { if case .int(let value) = self { value } else { nil } }

  var string: String? { if case .string(let value) = self { value } else { nil } }

  /// A storage's key, which is text in most files and a number in some.
  var key: String? { string ?? int.map { String($0) } }
}
