/// Reads what `torch.save` wrote until 2017: a tar archive of four pickled parts (`torch/serialization.py`, `legacy_load`).
///
/// - `storages`: their number; each as `(key, place, class)`, an `i64` count and the elements; the views.
/// - `tensors`: their number; each as `(key, key of the storage, class)`, an `i32` number of dimensions, 4 bytes that
///   mean nothing, and the sizes, strides and offset as `i64`.
/// - `pickle`: the object, which names tensors by key. `sys_info`: the byte order.
func readPyTorchTar(_ file: ByteRegion, salvaging: Bool) throws -> [StoredTensor] {
  let archive = try TarArchive(file, salvaging: salvaging)
  var system = try archive.part("sys_info")
  try checkByteOrder(&system)
  let storages = try TarStorages(archive.part("storages"), salvaging: salvaging)
  let tensors = try readTarTensors(archive.part("tensors"), storages)
  var pickle = try archive.part("pickle")
  let (root, heap) = try PickleMachine.read(&pickle, outside: tensors)
  let dictionary = try PickledStateDictionary(root, in: heap)
  return try dictionary.tensors(salvaging: salvaging) { storages.regions[$0.key] }
}

/// The storages of a tar form, by key.
private struct TarStorages {
  private(set) var regions: [String: ByteRegion] = [:]
  private(set) var types: [String: StoredType] = [:]

  init(_ part: ByteReader, salvaging: Bool) throws {
    var reader = part
    do {
      for _ in 0..<(try readCount(&reader)) { try readStorage(&reader) }
      try readViews(&reader)
    } catch let error as WeightFileError where salvaging && error.code == .truncated {}
  }

  private mutating func readStorage(_ reader: inout ByteReader) throws {
    let (key, _, type) = try readRecord(&reader)
    (regions[key], types[key]) = (try reader.storage(of: type), type)
  }

  /// Storages that are parts of others: a list of `(key, key of the whole, offset, count)`.
  private mutating func readViews(_ reader: inout ByteReader) throws {
    let (root, heap) = try PickleMachine.read(&reader)
    guard case .list(let views) = root else { throw malformedTar }
    for view in heap.lists[views] {
      guard let items = heap.items(view), items.count == 4, let key = items[0].key, let whole = items[1].key,
        let offset = items[2].int, let count = items[3].int, let type = types[whole]
      else { throw malformedTar }
      (regions[key], types[key]) = (regions[whole]?.elements(from: offset, count: count, of: type), type)
    }
  }
}

/// The descriptions of the tensors, by key.
private func readTarTensors(_ part: ByteReader, _ storages: TarStorages) throws -> [String: PickledTensor] {
  var (reader, tensors) = (part, [String: PickledTensor]())
  for _ in 0..<(try readCount(&reader)) {
    let (key, storageKey, type) = try readRecord(&reader)
    let rank = try reader.count(Int32.self)
    guard let storageKey, rank <= 64 else { throw malformedTar }
    _ = try reader.take(4)
    let shape = try (0..<rank).map { _ in try reader.count(Int64.self) }
    let strides = try (0..<rank).map { _ in try reader.count(Int64.self) }
    let count = (storages.regions[storageKey]?.count ?? 0) / type.byteSize
    let storage = PickledStorage(key: storageKey, type: storages.types[storageKey] ?? type, count: count)
    tensors[key] = PickledTensor(storage: storage, offset: try reader.count(Int64.self), shape: shape, strides: strides)
  }
  return tensors
}

private func readCount(_ reader: inout ByteReader) throws -> Int {
  guard let count = try PickleMachine.read(&reader).root.int, count >= 0 else { throw malformedTar }
  return count
}

/// A pickled `(key, another key or a place, class)`.
private func readRecord(_ reader: inout ByteReader) throws -> (key: String, other: String?, type: StoredType) {
  let (root, heap) = try PickleMachine.read(&reader)
  guard let items = heap.items(root), items.count == 3, let key = items[0].key,
    case .global(.storage(let type)) = items[2]
  else { throw malformedTar }
  return (key, items[1].key, type)
}

private var malformedTar: WeightFileError { .corrupt("The tar archive's tables are malformed.") }
