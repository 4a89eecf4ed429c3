/// Finds the tensors in what a `.pth` holds, and joins each with its bytes.
///
/// Accepted: a state dictionary; `{'model': …, 'opt': …}`, which fastai saves, and checkpoints that keep one under
/// `state_dict` or `model_state_dict`. What stands beside it (optimizer state, epoch) is passed over.
struct PickledStateDictionary {
  let entries: [(name: String, tensor: PickledTensor)]

  init(_ root: PickleValue, in heap: PickleHeap) throws {
    guard case .dictionary(var index) = root else {
      throw WeightFileError.unsupported("It holds no dictionary of named tensors.", remedy: Self.remedy)
    }
    if let inner = Self.inner(of: heap.dictionaries[index]) { index = inner }
    entries = heap.dictionaries[index].compactMap { key, value in
      guard let name = key.string, case .tensor(let tensor) = value else { return nil }
      return (name, heap.tensors[tensor])
    }
    if entries.isEmpty { throw Self.noTensors(heap.dictionaries[index]) }
  }

  private static func inner(of dictionary: [(key: PickleValue, value: PickleValue)]) -> Int? {
    for name in ["model", "state_dict", "model_state_dict"] {
      for case (.string(name), .dictionary(let index)) in dictionary { return index }
    }
    return nil
  }

  private static let remedy = "In Python, save the weights alone: torch.save(model.state_dict(), \"weights.pth\")."

  private static func noTensors(_ dictionary: [(key: PickleValue, value: PickleValue)]) -> WeightFileError {
    let keys = dictionary.prefix(8).compactMap(\.key.key).joined(separator: ", ")
    return .unsupported("Its dictionary holds no tensors, only: \(keys.isEmpty ? "nothing" : keys).", remedy: remedy)
  }

  /// The tensors with their bytes, which `bytes` finds for a storage, or `nil` when the file does not have them. When
  /// `salvaging`, tensors without bytes are left out, instead of throwing.
  func tensors(salvaging: Bool, bytes: (PickledStorage) throws -> ByteRegion?) throws -> [StoredTensor] {
    try entries.compactMap { name, tensor in
      let storage = tensor.storage
      guard let length = product(storage.count, storage.type.byteSize),
        let region = try bytes(storage)?.region(from: 0, count: length)
      else {
        if salvaging { return nil }
        throw WeightFileError.corrupt("The file has no data for tensor '\(name)'.")
      }
      return try StoredTensor(
        name: name, type: storage.type, shape: tensor.shape, strides: tensor.strides, offset: tensor.offset, in: region)
    }
  }
}
