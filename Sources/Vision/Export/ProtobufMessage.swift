/// A message in the wire format of protocol buffers, written field by field.
///
/// - SeeAlso: https://protobuf.dev/programming-guides/encoding
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  /// An integer: wire type 0.
  mutating func add(_ field: Int, _ value: Int) {
    varint(UInt64(field) << 3)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A float: wire type 5.
  mutating func add(_ field: Int, _ value: Float) {
    varint(UInt64(field) << 3 | 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Bytes: wire type 2.
  mutating func add(_ field: Int, _ value: some Collection<UInt8>) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func add(_ field: Int, _ value: String) { add(field, value.utf8) }
  mutating func add(_ field: Int, _ value: ProtobufMessage) { add(field, value.bytes) }

  /// A message that the closure fills.
  mutating func add(_ field: Int, _ fill: (inout ProtobufMessage) -> Void) {
    var message = ProtobufMessage()
    fill(&message)
    add(field, message)
  }

  /// Integers, each as a field of its own: what readers of packed lists must accept too.
  mutating func add(_ field: Int, _ values: [Int]) { for value in values { add(field, value) } }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
