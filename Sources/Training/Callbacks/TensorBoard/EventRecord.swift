/// One entry of a TensorBoard file: an `Event` message (tensorflow/core/util/event.proto) in a record
/// (tensorflow/core/lib/io/record_writer.h).
struct EventRecord {
  private var message = ProtobufMessage()

  /// The first of every file.
  init(fileVersionAt seconds: Double) {
    message.append(field: 1, double: seconds)
    message.append(field: 3, bytes: Array("brain.Event:2".utf8))
  }

  /// Figures by name at a step.
  init(_ scalars: [(tag: String, value: Double)], step: Int, at seconds: Double) {
    message.append(field: 1, double: seconds)
    message.append(field: 2, varint: UInt64(max(step, 0)))
    var summary = ProtobufMessage()
    for scalar in scalars {
      var value = ProtobufMessage()
      value.append(field: 1, bytes: Array(scalar.tag.utf8))
      value.append(field: 2, float: Float(scalar.value))
      summary.append(field: 1, bytes: value.bytes)
    }
    message.append(field: 5, bytes: summary.bytes)
  }

  /// Length, its checksum, the message, its checksum.
  var bytes: [UInt8] {
    let length = littleEndian(UInt64(message.bytes.count))
    return length + littleEndian(CRC32C.masked(length)) + message.bytes + littleEndian(CRC32C.masked(message.bytes))
  }
}

/// Fields one after the other, as protobuf's wire format has them.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  private enum WireType: UInt64 { case varint = 0, fixed64 = 1, lengthDelimited = 2, fixed32 = 5 }

  mutating func append(field: UInt64, varint value: UInt64) {
    key(field, .varint)
    varint(value)
  }

  mutating func append(field: UInt64, double value: Double) {
    key(field, .fixed64)
    bytes += littleEndian(value.bitPattern)
  }

  mutating func append(field: UInt64, float value: Float) {
    key(field, .fixed32)
    bytes += littleEndian(value.bitPattern)
  }

  mutating func append(field: UInt64, bytes value: [UInt8]) {
    key(field, .lengthDelimited)
    varint(UInt64(value.count))
    bytes += value
  }

  private mutating func key(_ field: UInt64, _ type: WireType) { varint(field << 3 | type.rawValue) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

private func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}
