public import CellLink

/// A value that a notebook shows as more than its description.
public protocol Displayable {
  /// The value in the forms that it has, `text/plain` among them.
  ///
  /// - Throws: When the value cannot be drawn; the notebook then shows its description.
  func mimeBundle() throws -> MIMEBundle
}

/// Shows `value` below the cell at once: pictures, plots, tables and HTML as such, anything else as its description.
public func display(_ value: Any) {
  CellOutput.send(Display(bundle(of: value)))
}

/// Shows `value` below the cell, in a place that can be changed afterwards.
@discardableResult
public func display(_ value: Any, id: String) -> DisplayedValue {
  CellOutput.send(Display(bundle(of: value), id: id))
  return DisplayedValue(id: id)
}

/// Something that stands below a cell and can be replaced in place.
public struct DisplayedValue: Sendable {
  public let id: String

  /// Shows `value` instead.
  public func update(_ value: Any) {
    CellOutput.send(Display(bundle(of: value), id: id, isUpdate: true))
  }
}

/// How a front end shows `value`.
func bundle(of value: Any) -> MIMEBundle {
  let plain = description(of: value)
  guard let displayable = unwrapped(value) as? any Displayable else { return .text(plain) }
  guard var bundle = try? displayable.mimeBundle() else { return .text(plain) }
  if bundle.data["text/plain"] == nil { bundle.data["text/plain"] = plain }
  return bundle
}

/// A string in quotes, so that it is told from a number; everything else as `print` writes it.
private func description(of value: Any) -> String {
  guard let value = unwrapped(value) else { return "nil" }
  return value is String ? String(reflecting: value) : String(describing: value)
}

private func unwrapped(_ value: Any) -> Any? {
  guard let optional = value as? any OptionalValue else { return value }
  return optional.content.flatMap(unwrapped)
}

private protocol OptionalValue {
  var content: Any? { get }
}

extension Optional: OptionalValue {
  var content: Any? { self.map { $0 } }
}
