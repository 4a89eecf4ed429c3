/// One line of `--json`: an object whose first key is `event`, the others in the order given.
struct JSONLine {
  let event: String
  let fields: KeyValuePairs<String, JSONValue>

  var text: String {
    ([(key: "event", value: .string(event))] + fields.map { (key: $0.key, value: $0.value) }).jsonObject
  }
}

extension Sequence where Element == (key: String, value: JSONValue) {
  /// The pairs as one object, in their order.
  var jsonObject: String {
    "{\(map { "\(JSONValue.string($0.key).text):\($0.value.text)" }.joined(separator: ","))}"
  }
}

/// A value of such a line.
enum JSONValue {
  case string(String)
  case int(Int)
  /// What is no number becomes null.
  case double(Double)
  case bool(Bool)
  case array([JSONValue])
  case object(KeyValuePairs<String, JSONValue>)
  case null

  init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  init(_ number: Int?) { self = number.map { .int($0) } ?? .null }

  /// Rounded to milliseconds.
  static func seconds(_ seconds: Double) -> JSONValue { .double((seconds * 1000).rounded() / 1000) }

  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  var text: String {
    switch self {
    case .string(let text): "\"\(text.unicodeScalars.map(JSONValue.escaped).joined())\""
    case .int(let number): "\(number)"
    case .double(let number): number.isFinite ? "\(number)" : "null"
    case .bool(let value): "\(value)"
    case .array(let values): "[\(values.map(\.text).joined(separator: ","))]"
    case .object(let fields): fields.jsonObject
    case .null: "null"
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: return String(scalar)
    }
  }
}
