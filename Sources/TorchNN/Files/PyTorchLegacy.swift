/// The pickled number that begins a file of the legacy form: 0x1950a86a20f9469cfc6c (`torch/serialization.py`).
let legacyMagic: [UInt8] =
  [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]

/// Reads what `torch.save` wrote from 2017 to 1.5, and what fastai 1 always writes: five pickles in a row (magic number,
/// protocol 1001, system, the object, the keys of the storages), then each storage as an `i64` count and its elements
/// (`torch/serialization.py`, `_legacy_save`).
func readPyTorchLegacy(_ file: ByteRegion, salvaging: Bool) throws -> [StoredTensor] {
  var reader = ByteReader(file)
  _ = try reader.take(legacyMagic.count)
  try checkLegacyProtocol(&reader)
  try checkByteOrder(&reader)
  let (root, heap) = try PickleMachine.read(&reader)
  let dictionary = try PickledStateDictionary(root, in: heap)
  let storages = try readLegacyStorages(&reader, heap.storages, salvaging: salvaging)
  return try dictionary.tensors(salvaging: salvaging) { storage in
    guard let view = storage.view else { return storages[storage.key] }
    return storages[storage.key]?.elements(from: view.offset, count: view.count, of: storage.type)
  }
}

private func checkLegacyProtocol(_ reader: inout ByteReader) throws {
  guard try PickleMachine.read(&reader).root.int == 1001 else {
    throw WeightFileError.unsupported("An unknown version of the format.")
  }
}

/// Reads the description of the system that wrote the file, `{'little_endian': True, …}`.
func checkByteOrder(_ reader: inout ByteReader) throws {
  let (root, heap) = try PickleMachine.read(&reader)
  guard case .dictionary(let index) = root else {
    throw WeightFileError.corrupt("No system record.")
  }
  for case (.string("little_endian"), .bool(false)) in heap.dictionaries[index] { throw bigEndian }
}

private func readLegacyStorages(
  _ reader: inout ByteReader, _ described: [PickledStorage], salvaging: Bool
) throws -> [String: ByteRegion] {
  let (root, heap) = try PickleMachine.read(&reader)
  guard case .list(let index) = root else { throw WeightFileError.corrupt("No list of storages.") }
  let types = Dictionary(described.map { ($0.key, $0.type) }, uniquingKeysWith: { first, _ in first })
  var storages: [String: ByteRegion] = [:]
  for item in heap.lists[index] {
    guard let key = item.key, let type = types[key] else {
      throw WeightFileError.corrupt("A storage that nothing uses.")
    }
    do {
      storages[key] = try reader.storage(of: type)
    } catch let error as WeightFileError where salvaging && error.code == .truncated { break }
  }
  return storages
}

extension ByteReader {
  /// An `i64` count of elements, and the elements.
  mutating func storage(of type: StoredType) throws -> ByteRegion {
    guard let length = try product(count(Int64.self), type.byteSize) else {
      throw WeightFileError.corrupt("A storage is impossibly large.")
    }
    guard length <= region.count - position else {
      throw WeightFileError.truncated("The file ends after \(region.count) bytes, in the middle of a tensor's data.")
    }
    return try take(length)
  }
}

extension ByteRegion {
  /// A part, counted in elements.
  func elements(from start: Int, count: Int, of type: StoredType) -> ByteRegion? {
    guard let first = product(start, type.byteSize), let length = product(count, type.byteSize) else { return nil }
    return region(from: first, count: length)
  }
}
