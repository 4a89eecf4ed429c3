internal import AtomicFiles
internal import Foundation
public import SystemPackage

/// A tensor to be written: what it is, and a closure that hands out its bytes.
public struct SafetensorsEntry {
  public let name: String
  public let type: StoredType
  /// Sizes of the dimensions, outermost first; empty for a scalar.
  public let shape: [Int]
  /// Calls its argument with the elements row by row, little-endian: once with all of them, or piece by piece.
  public let bytes: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void

  /// A tensor whose `bytes` are asked for once, when it is its turn, so that only one needs to be in memory.
  public init(
    name: String, type: StoredType, shape: [Int],
    bytes: @escaping ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) {
    (self.name, self.type, self.shape, self.bytes) = (name, type, shape, bytes)
  }

  /// A tensor of another file, under its own name or a new one.
  public init(_ tensor: StoredTensor, name: String? = nil) {
    self.init(name: name ?? tensor.name, type: tensor.type, shape: tensor.shape) { try tensor.withUnsafeBytes($0) }
  }
}

/// Writes a safetensors file, which other programs see either whole or not at all.
///
/// The bytes go to a temporary file in the same folder, which is flushed to the disk and then takes the place of `file`
/// by renaming. Failure leaves `file` as it was; a kill may leave the temporary file, `.NAME.….partial`, behind.
/// The layout is the reference writer's (safetensors/src/tensor.rs, `prepare`): larger alignments first, then by name;
/// metadata in front, its keys sorted here; the header padded with spaces to a multiple of 8 bytes.
///
/// - Parameters:
///   - tensors: In any order.
///   - metadata: Beside the tensors.
///   - hashKey: The metadata's key for the SHA-256 of all tensors' bytes in file order, that is, of everything behind the
///     header. The closures are then called once more.
///   - file: Where to.
/// - Throws: ``WeightFileError`` with code `.writeFailed`, or what an entry's closure throws.
public func writeSafetensors(
  _ tensors: [SafetensorsEntry], metadata: [String: String] = [:], hashKey: String? = nil, to file: FilePath
) throws {
  do {
    var metadata = metadata
    if let hashKey { metadata[hashKey] = try SafetensorsLayout(tensors, metadata).sha256() }
    let layout = try SafetensorsLayout(tensors, metadata)
    try WeightFileError.writing(to: file) { output in
      try output.write(layout.header)
      for tensor in layout.tensors { try output.write(tensor) }
    }
  } catch let error as WeightFileError {
    throw error.file.isEmpty ? error.at(file) : error
  }
}

/// The tensors in file order, and the header that describes them.
struct SafetensorsLayout {
  let tensors: [(entry: SafetensorsEntry, byteCount: Int)]
  let header: [UInt8]

  init(_ entries: [SafetensorsEntry], _ metadata: [String: String]) throws {
    let ordered = entries.sorted { ($0.type.fileOrder, $0.name) < ($1.type.fileOrder, $1.name) }
    var (tensors, fields, offset, names) = ([(SafetensorsEntry, Int)](), [String](), 0, Set(["__metadata__"]))
    if !metadata.isEmpty { fields.append("\"__metadata__\":\(Self.json(metadata))") }
    for entry in ordered {
      guard names.insert(entry.name).inserted else { throw Self.failure("The name '\(entry.name)' is taken.") }
      let end = try Self.end(of: entry, from: offset)
      fields.append(Self.field(entry, offset, end))
      tensors.append((entry, end - offset))
      offset = end
    }
    (self.tensors, header) = (tensors, try Self.framed(fields))
  }

  func sha256() throws -> String {
    try hexSHA256 { update in for tensor in tensors { try tensor.entry.bytes(update) } }
  }

  private static func end(of entry: SafetensorsEntry, from offset: Int) throws -> Int {
    let size = entry.shape.reduce(Optional(entry.type.byteSize)) { total, size in total.flatMap { product($0, size) } }
    guard let size, entry.shape.allSatisfy({ $0 >= 0 }), !offset.addingReportingOverflow(size).overflow else {
      throw failure("Tensor '\(entry.name)' has the impossible shape \(entry.shape).")
    }
    return offset + size
  }

  private static func field(_ entry: SafetensorsEntry, _ start: Int, _ end: Int) -> String {
    let shape = entry.shape.map(String.init).joined(separator: ",")
    return
      "\(json(entry.name)):{\"dtype\":\"\(entry.type.safetensorsName)\",\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}"
  }

  /// The length, then the object, padded so that the data begins at a multiple of 8 bytes.
  private static func framed(_ fields: [String]) throws -> [UInt8] {
    var text = Array("{\(fields.joined(separator: ","))}".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    guard text.count <= safetensorsHeaderLimit else { throw failure("A header of \(text.count) bytes is too long.") }
    return withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init) + text
  }

  private static func json(_ metadata: [String: String]) -> String {
    "{\(metadata.sorted { $0.key < $1.key }.map { "\(json($0)):\(json($1))" }.joined(separator: ","))}"
  }

  /// A JSON string, escaped no more than needed, as the reference writer does.
  private static func json(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{8}": quoted += "\\b"
      case "\u{c}": quoted += "\\f"
      case ..<" ":
        quoted += "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2) + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func failure(_ message: String) -> WeightFileError { WeightFileError(.writeFailed, message) }
}

extension AtomicOutput {
  /// Writes one tensor, and checks that it hands out as many bytes as its shape needs.
  fileprivate func write(_ tensor: (entry: SafetensorsEntry, byteCount: Int)) throws {
    var written = 0
    try tensor.entry.bytes { piece in
      written += piece.count
      guard written <= tensor.byteCount else { return }
      try write(piece)
    }
    guard written == tensor.byteCount else {
      throw WeightFileError(
        .writeFailed, "Tensor '\(tensor.entry.name)' gave \(written) bytes where its shape needs \(tensor.byteCount).")
    }
  }
}
