import Foundation
import GRDB

/// Some of the columns of an image that edits change, with their values; nil stands for NULL.
struct EditableFields: Hashable, Sendable {
  enum Name: String, CaseIterable, Sendable {
    case label, status, reason, storedAt, side, reviewed
  }

  private(set) var values: [Name: String?] = [:]

  /// The value of a column; nil when it is not among them.
  subscript(name: Name) -> String?? { values[name] }

  /// The value of a column, or nil.
  func text(_ name: Name) -> String? { values[name] ?? nil }

  mutating func set(_ name: Name, _ value: String?) { values.updateValue(value, forKey: name) }

  var isEmpty: Bool { values.isEmpty }

  /// Those that differ from `other`, as they are here.
  func differing(from other: EditableFields) -> EditableFields {
    var result = EditableFields()
    for (name, value) in values where other.values[name] != .some(value) { result.set(name, value) }
    return result
  }

  /// Those that `other` has, as they are here.
  func restricted(to other: EditableFields) -> EditableFields {
    var result = EditableFields()
    for name in other.values.keys { result.set(name, text(name)) }
    return result
  }

  /// These with those of `other` over them.
  func overlaid(with other: EditableFields) -> EditableFields {
    var result = self
    for (name, value) in other.values { result.set(name, value) }
    return result
  }
}

extension EditableFields {
  static let columns = Name.allCases.map(\.rawValue).joined(separator: ", ")

  /// All of them, from a row of the table `image`.
  init(row: Row) {
    for name in Name.allCases {
      let value: DatabaseValue = row[name.rawValue]
      set(name, String.fromDatabaseValue(value.asText))
    }
  }

  /// As one line of JSON, for the journal.
  var json: String? {
    guard !isEmpty else { return nil }
    let object = Dictionary(
      uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value.map { $0 as Any } ?? NSNull()) })
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) }
  }

  init(json: String?) {
    let object = json.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) } as? [String: Any] ?? [:]
    for (key, value) in object {
      if let name = Name(rawValue: key) { set(name, value as? String) }
    }
  }
}

extension DatabaseValue {
  /// `reviewed` is a number in the table, and text among the fields.
  fileprivate var asText: DatabaseValue {
    if case .int64(let number) = storage { return "\(number)".databaseValue }
    return self
  }
}
