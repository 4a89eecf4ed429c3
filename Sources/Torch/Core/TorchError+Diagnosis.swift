import CTorch

extension TorchError {
  /// Turns libtorch's status into an error: its exception class where that says something, else its sentence.
  init(_ status: ct_status, operation: String, operands: [Operand]) {
    let message = status.message.map { String(cString: $0) } ?? "unknown failure"
    let sentence = message.prefix { $0 != "\n" }
    let (code, remedy) = Self.diagnose(status.code, String(sentence))
    self.init(code, operation: operation, operands: operands, message: String(sentence), remedy: remedy)
  }

  private static func diagnose(_ code: ct_code, _ message: String) -> (Code, String?) {
    if let symptom = symptoms.first(where: { message.contains($0.fragment) }) { return (symptom.code, symptom.remedy) }
    switch code {
    case CT_INDEX_ERROR: return (.index, nil)
    case CT_TYPE_ERROR: return (.dtype, nil)
    case CT_VALUE_ERROR: return (.value, nil)
    case CT_NOT_IMPLEMENTED: return (.unsupported, nil)
    case CT_OUT_OF_MEMORY: return (.outOfMemory, "use a smaller batch or smaller images")
    default: return (.value, nil)
    }
  }

  /// Parts of libtorch's sentences (2.11 to 2.13), most telling first.
  private static let symptoms: [(fragment: String, code: Code, remedy: String?)] = [
    ("can't allocate memory", .outOfMemory, "use a smaller batch or smaller images"),
    ("mat1 and mat2 shapes", .shape, "the last dimension of the first must equal the first of the second"),
    ("must match the size of tensor", .shape, "shapes broadcast when, from the last dimension, sizes are equal or 1"),
    ("is invalid for input of size", .shape, "the new shape must hold as many elements; one dimension may be -1"),
    ("expected input[", .shape, "make the input's channels equal to the layer's"),
    ("Expected more than 1 value per channel", .shape, "batch norm cannot train on a single item: use a larger batch"),
    ("Dimension out of range", .index, nil),
    ("out of bounds", .index, nil),
    ("out of range", .index, nil),
    ("same device", .device, "move the operands to one device: `to(device)`"),
    ("used as indices must be", .dtype, "convert them: `to(.int64)`"),
    ("can't be cast to", .dtype, "convert it first: `to(.float32)`"),
    (" did not match ", .dtype, "convert one of them: `to(.float32)`"),
    ("same dtype", .dtype, "convert one of them: `to(.float32)`"),
    ("scalar type", .dtype, "convert it: `to(.float32)` or `to(.int64)`"),
    ("dtype", .dtype, "convert it: `to(.float32)`"),
    ("does not require grad", .gradient, "make the inputs with `requiringGrad()`, outside `withoutGrad`"),
    ("leaf Variable that requires grad", .gradient, "change parameters in place inside `withoutGrad { }`"),
    ("second time", .gradient, "pass `retainGraph: true` to the first `backward`"),
    ("dimension", .shape, nil),
    ("shape", .shape, nil),
    ("size", .shape, nil),
  ]
}
