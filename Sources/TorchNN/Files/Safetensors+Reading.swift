internal import Foundation

/// The longest header that is read: room for a hundred thousand tensors. (The reference reader stops at 100 MB.)
let safetensorsHeaderLimit = 16 << 20

/// Reads the names, types, shapes and places of a safetensors file.
///
/// The format (https://github.com/huggingface/safetensors#format): a little-endian `u64` with the length of the header;
/// the header, a JSON object that begins with `{` and may be padded with spaces; the data. The header maps each name to
/// `dtype`, `shape` and `data_offsets`, counted from the end of the header; they must cover the data without a hole.
/// `__metadata__` maps strings to strings.
func readSafetensors(_ file: ByteRegion) throws -> (tensors: [StoredTensor], metadata: [String: String]) {
  var reader = ByteReader(file)
  let length = try reader.count(UInt64.self)
  guard length <= safetensorsHeaderLimit else { throw WeightFileError.corrupt("A header of \(length) bytes.") }
  guard length <= file.count - reader.position else {
    throw WeightFileError.truncated("The file ends after \(file.count) bytes, inside its header.")
  }
  let header = try SafetensorsHeader(json: reader.take(length))
  let data = try reader.take(file.count - reader.position)
  return (try header.tensors(in: data), header.metadata)
}

private struct SafetensorsHeader: Decodable {
  struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case offsets = "data_offsets"
    }
  }

  var metadata: [String: String] = [:]
  var entries: [(name: String, entry: Entry)] = []

  init(json: ByteRegion) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json.bytes))
    } catch let error as DecodingError {
      throw WeightFileError.corrupt("The header is not what safetensors defines: \(error.reason).")
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for key in container.allKeys {
      if key.stringValue == "__metadata__" {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries.append((key.stringValue, try container.decode(Entry.self, forKey: key)))
      }
    }
  }

  /// The tensors in file order. Each must begin where the one before it ends: that leaves no hole, no overlap, and
  /// no room for a name that the header gives twice.
  func tensors(in data: ByteRegion) throws -> [StoredTensor] {
    var end = 0
    let ordered = entries.sorted {
      ($0.entry.offsets.first ?? 0, $0.entry.offsets.last ?? 0, $0.name) < (
        $1.entry.offsets.first ?? 0, $1.entry.offsets.last ?? 0, $1.name
      )
    }
    let needed = ordered.last?.entry.offsets.last ?? 0
    guard needed <= data.count else {
      throw WeightFileError.truncated("The file holds \(data.count) of \(needed) bytes of data.")
    }
    let tensors = try ordered.map { try $1.tensor(named: $0, in: data, end: &end) }
    guard end == data.count else { throw WeightFileError.corrupt("\(data.count - end) bytes belong to no tensor.") }
    return tensors
  }
}

extension SafetensorsHeader.Entry {
  /// Takes the tensor that begins at `end`, and moves `end` behind it.
  fileprivate func tensor(named name: String, in data: ByteRegion, end: inout Int) throws -> StoredTensor {
    guard let type = StoredType(safetensorsName: dtype) else {
      throw WeightFileError.unsupported("Tensor '\(name)' has the element type \(dtype).", remedy: "Save it as F32.")
    }
    guard offsets.count == 2, offsets[0] == end, offsets[1] >= end,
      let bytes = data.region(from: end, count: offsets[1] - end)
    else { throw WeightFileError.corrupt("Tensor '\(name)' has the data offsets \(offsets), not from \(end) on.") }
    let tensor = try StoredTensor(name: name, type: type, shape: shape, in: bytes)
    guard tensor.byteCount == bytes.count else {
      throw WeightFileError.corrupt("Tensor '\(name)' of shape \(shape) does not fill its \(bytes.count) bytes.")
    }
    end = offsets[1]
    return tensor
  }
}

/// Any key of a JSON object.
private struct Name: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension DecodingError {
  /// What went wrong and where, without Foundation's wrapping.
  fileprivate var reason: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context),
      .keyNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: " → ")
      return (path.isEmpty ? "" : "at \(path), ") + context.debugDescription
    @unknown default: return "\(self)"
    }
  }
}
