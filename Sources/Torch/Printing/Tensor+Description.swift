/// Printed as PyTorch prints: `tensor([3., 2.])`, `tensor(8.8945, grad_fn=<MeanBackward0>)`.
/// Source of the rules: the behaviour of `torch/_tensor_str.py`, compared with PyTorch's own output in the tests.
extension Tensor: CustomStringConvertible {
  public var description: String {
    do {
      return try printed()
    } catch {
      return "tensor(<\(error)>)"
    }
  }

  private func printed() throws -> String {
    guard count > 0 else { return withSuffixes("tensor([]", emptySuffixes + suffixes(showingDType: false)) }
    let formatter = try PrintedElements(detached())
    let body = formatter.text(indent: "tensor(".count)
    return withSuffixes("tensor(" + body, suffixes(showingDType: true))
  }

  private var emptySuffixes: [String] {
    let size = rank == 1 ? [] : ["size=(\(shape.map(String.init).joined(separator: ", ")))"]
    return size + (dtype == .float32 ? [] : ["dtype=torch.\(dtype)"])
  }

  private func suffixes(showingDType: Bool) -> [String] {
    var suffixes: [String] = []
    if device != .cpu { suffixes.append("device='\(device)'") }
    if showingDType && ![.float32, .int64, .bool].contains(dtype) { suffixes.append("dtype=torch.\(dtype)") }
    if let gradFunction {
      suffixes.append("grad_fn=<\(gradFunction)>")
    } else if requiresGrad {
      suffixes.append("requires_grad=True")
    }
    return suffixes
  }

  /// Appends each suffix on the last line while it fits, else on a line of its own.
  private func withSuffixes(_ text: String, _ suffixes: [String]) -> String {
    let indent = "tensor(".count
    var result = text
    var width = (text.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0) + 2
    for suffix in suffixes {
      if width + suffix.count + 2 > PrintedElements.lineWidth {
        result += ",\n" + String(repeating: " ", count: indent) + suffix
        width = indent + suffix.count
      } else {
        result += ", " + suffix
        width += suffix.count + 2
      }
    }
    return result + ")"
  }
}
