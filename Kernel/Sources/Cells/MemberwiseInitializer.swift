import SwiftSyntax

/// The initialiser that the compiler would make for a structure, written out so that it can be public.
struct MemberwiseInitializer {
  let source: String

  /// Nil where the compiler makes none, or none that other files could call.
  init?(of node: StructDeclSyntax) {
    let members = node.memberBlock.members.map(\.decl)
    guard !members.contains(where: { $0.is(InitializerDeclSyntax.self) }) else { return nil }
    let properties = members.compactMap { $0.as(VariableDeclSyntax.self) }
      .flatMap { variable in variable.bindings.compactMap { StoredProperty($0, in: variable) } }
    guard !properties.contains(where: { $0.isHidden && !$0.hasValue }) else { return nil }
    let parameters = properties.compactMap { $0.isHidden ? nil : $0.parameter }
    guard properties.allSatisfy({ $0.hasValue || $0.parameter != nil }) else { return nil }
    let assignments = parameters.map { "self.\($0.name) = \($0.name)" }.joined(separator: "; ")
    source = " public init(\(parameters.map(\.source).joined(separator: ", "))) { \(assignments) }; "
  }
}

/// A property of a type that takes memory, as far as syntax tells.
struct StoredProperty {
  let name: String
  let type: String?
  let value: String?
  let isVariable: Bool
  let isHidden: Bool

  init?(_ binding: PatternBindingSyntax, in variable: VariableDeclSyntax) {
    let fixed: [TokenKind] = [.keyword(.static), .keyword(.class), .keyword(.lazy)]
    guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self), !binding.isComputed,
      variable.attributes.isEmpty,
      !variable.modifiers.contains(where: { fixed.contains($0.name.tokenKind) })
    else { return nil }
    name = pattern.identifier.text
    isVariable = variable.bindingSpecifier.tokenKind == .keyword(.var)
    isHidden = variable.modifiers.contains { [.keyword(.private), .keyword(.fileprivate)].contains($0.name.tokenKind) }
    value = binding.initializer?.value.trimmedDescription
    let following = variable.bindings.drop { $0.id != binding.id }
    type =
      following.lazy.compactMap { $0.typeAnnotation?.type }.first.map(Self.written)
      ?? binding.initializer.flatMap { Self.inferred($0.value) }
  }

  var hasValue: Bool { value != nil || (isVariable && type?.hasSuffix("?") == true) }

  /// As a parameter of the initialiser; nil for a constant that has its value, and where the type is not to be seen.
  var parameter: (name: String, source: String)? {
    guard let type, isVariable || value == nil else { return nil }
    let standard = value ?? (hasValue ? "nil" : nil)
    return (name, "\(name): \(type)" + (standard.map { " = \($0)" } ?? ""))
  }

  private static func written(_ type: TypeSyntax) -> String {
    let isFunction =
      type.is(FunctionTypeSyntax.self)
      || type.as(AttributedTypeSyntax.self)?.baseType.is(FunctionTypeSyntax.self) == true
    return (isFunction ? "@escaping " : "") + type.trimmedDescription
  }

  /// The type of a literal or of a call of an initialiser.
  private static func inferred(_ value: ExprSyntax) -> String? {
    if value.is(IntegerLiteralExprSyntax.self) { return "Int" }
    if value.is(FloatLiteralExprSyntax.self) { return "Double" }
    if value.is(BooleanLiteralExprSyntax.self) { return "Bool" }
    if value.is(StringLiteralExprSyntax.self) { return "String" }
    if let minus = value.as(PrefixOperatorExprSyntax.self) { return inferred(minus.expression) }
    guard let call = value.as(FunctionCallExprSyntax.self) else { return nil }
    let callee = call.calledExpression.trimmedDescription
    let last = callee.split(separator: ".").last ?? ""
    return last.first?.isUppercase == true || callee.hasPrefix("[") ? callee : nil
  }
}

extension PatternBindingSyntax {
  /// A value that is computed at each use; observers do not make one.
  var isComputed: Bool {
    switch accessorBlock?.accessors {
    case nil: false
    case .getter: true
    case .accessors(let accessors):
      !accessors.allSatisfy { [.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind) }
    }
  }
}
