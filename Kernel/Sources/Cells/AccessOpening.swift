import SwiftSyntax

/// Makes what a cell declares visible to later cells, which are other modules: `public`, classes `open`, unless the
/// cell says otherwise; and writes the memberwise initialiser out, which the compiler never makes public.
final class AccessOpening: SyntaxVisitor {
  var text: CellText
  /// The kinds of the types around the declaration being visited.
  private var enclosing: [Enclosing] = []

  private enum Enclosing { case openClass, other }

  init(_ text: CellText) {
    self.text = text
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.structKeyword)
    if let initializer = MemberwiseInitializer(of: node)?.source {
      text.insert(initializer, at: node.memberBlock.leftBrace.endPositionBeforeTrailingTrivia)
    }
    return enter(.other)
  }

  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    let isFinal = node.modifiers.contains { $0.name.tokenKind == .keyword(.final) }
    open(node, node.classKeyword, word: isFinal ? "public" : "open")
    if node.needsPlainInitializer {
      text.insert(" public init() {}; ", at: node.memberBlock.leftBrace.endPositionBeforeTrailingTrivia)
    }
    return enter(isFinal ? .other : .openClass)
  }

  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.enumKeyword)
    return enter(.other)
  }

  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.actorKeyword)
    return enter(.other)
  }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind { enter(.other) }

  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.protocolKeyword)
    return .skipChildren
  }

  override func visitPost(_ node: StructDeclSyntax) { enclosing.removeLast() }
  override func visitPost(_ node: ClassDeclSyntax) { enclosing.removeLast() }
  override func visitPost(_ node: EnumDeclSyntax) { enclosing.removeLast() }
  override func visitPost(_ node: ActorDeclSyntax) { enclosing.removeLast() }
  override func visitPost(_ node: ExtensionDeclSyntax) { enclosing.removeLast() }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.funcKeyword, word: overridable(node.modifiers))
    return .skipChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    let isVariable = node.bindingSpecifier.tokenKind == .keyword(.var)
    open(node, node.bindingSpecifier, word: isVariable ? overridable(node.modifiers) : "public")
    return .skipChildren
  }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.subscriptKeyword, word: overridable(node.modifiers))
    return .skipChildren
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.initKeyword)
    return .skipChildren
  }

  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
    open(node, node.typealiasKeyword)
    return .skipChildren
  }

  override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  private func enter(_ kind: Enclosing) -> SyntaxVisitorContinueKind {
    enclosing.append(kind)
    return .visitChildren
  }

  private func overridable(_ modifiers: DeclModifierListSyntax) -> String {
    let isFixed = modifiers.contains { [.keyword(.static), .keyword(.final)].contains($0.name.tokenKind) }
    return enclosing.last == .openClass && !isFixed ? "open" : "public"
  }

  private func open(_ node: some WithModifiersSyntax, _ keyword: TokenSyntax, word: String = "public") {
    guard !node.modifiers.contains(where: \.isAccess) else { return }
    text.insert(
      word + " ",
      at: (node.modifiers.first?.firstToken(viewMode: .sourceAccurate) ?? keyword)
        .positionAfterSkippingLeadingTrivia)
  }
}

extension DeclModifierSyntax {
  /// `private(set)` is none: it leaves open who may read.
  var isAccess: Bool {
    let words: [TokenKind] = [
      .keyword(.public), .keyword(.open), .keyword(.internal), .keyword(.package), .keyword(.fileprivate),
      .keyword(.private),
    ]
    return detail == nil && words.contains(name.tokenKind)
  }
}

extension ClassDeclSyntax {
  /// The compiler makes `init()` for a class without a superclass whose properties all have values, and not a public one.
  fileprivate var needsPlainInitializer: Bool {
    guard inheritanceClause == nil else { return false }
    return memberBlock.members.allSatisfy { member in
      if member.decl.is(InitializerDeclSyntax.self) { return false }
      guard let variable = member.decl.as(VariableDeclSyntax.self) else { return true }
      return variable.bindings.allSatisfy { StoredProperty($0, in: variable)?.hasValue ?? true }
    }
  }
}
