import SwiftParser
import SwiftSyntax

extension Cell {
  /// Splits a cell: declarations go to the top of a file, where later cells see them; statements go into one function.
  ///
  /// A variable becomes a global. Its initial value may await and throw, which that of a global may not, so it is
  /// computed where it stands among the statements, and the global takes it from there (`Slot`).
  public init(_ code: String, in context: CellContext) {
    let tree = Parser.parse(source: code)
    let opening = AccessOpening(CellText(code))
    for item in tree.statements {
      if case .decl(let declaration) = item.item, !declaration.is(VariableDeclSyntax.self) { opening.walk(declaration) }
    }
    var splitter = CellSplitter(opening.text, context)
    for item in tree.statements { splitter.add(item, isLast: item.id == tree.statements.last?.id) }
    self = splitter.cell
  }
}

/// Collects the two parts of the file to compile.
private struct CellSplitter {
  let context: CellContext
  let text: CellText
  let file: String
  private var top = ""
  private var body = ""
  private var imports: [String] = []
  private var slots = 0
  private var declares = false

  init(_ text: CellText, _ context: CellContext) {
    self.text = text
    self.context = context
    file = "Cell \(context.number)"
  }

  var cell: Cell {
    let entry = "enter_\(context.module)"
    let source = """
      @_exported import \(context.previous)
      \(top)
      #sourceLocation(file: "generated", line: 1)
      @_cdecl("\(entry)") public func \(entry)() { Notebook.CellRun.enter { try await \(context.module)_body() } }
      private func \(context.module)_body() async throws {
      \(body)
      }

      """
    return Cell(
      file: file, module: context.module, entry: entry, source: source, imports: imports, variables: slots,
      declares: declares, text: text)
  }

  mutating func add(_ item: CodeBlockItemSyntax, isLast: Bool) {
    switch item.item {
    case .decl(let declaration): add(declaration)
    case .stmt(let statement):
      if let guarding = statement.as(GuardStmtSyntax.self), !guarding.boundNames.isEmpty {
        add(guarding)
      } else if let expression = statement.as(ExpressionStmtSyntax.self)?.expression {
        body += quoted(expression)
      } else {
        body += quoted(statement)
      }
    case .expr(let expression):
      let isShown = isLast && item.semicolon == nil && !expression.isAssignment
      body += isShown ? "try await Notebook.CellRun.show {\(quoted(expression))}\n" : quoted(expression)
    }
  }

  private mutating func add(_ declaration: DeclSyntax) {
    if let module = declaration.as(ImportDeclSyntax.self) {
      add(module)
    } else if let variable = declaration.as(VariableDeclSyntax.self) {
      if variable.modifiers.contains(where: { $0.name.tokenKind == .keyword(.async) }) {
        body += quoted(variable)
      } else {
        for binding in variable.bindings { add(binding, of: variable) }
      }
    } else {
      declares = true
      top += quoted(declaration)
    }
  }

  /// Later cells see what this one imports. What is imported already is left out: a second way to the same module
  /// would undo that later cells hide its names.
  private mutating func add(_ module: ImportDeclSyntax) {
    let name = module.path.trimmedDescription
    guard !context.imported.contains(name) else { return }
    imports.append(name)
    declares = true
    top += sourceLocation(module) + "@_exported " + text.text(of: module) + "\n"
    if let companion = context.companions[name] { top += "@_exported import \(companion)\n" }
  }

  private mutating func add(_ binding: PatternBindingSyntax, of variable: VariableDeclSyntax) {
    declares = true
    let words = (variable.attributes.map { text.text(of: $0) } + variable.accessWords).joined(separator: " ")
    let introducer = "\(words) \(variable.bindingSpecifier.text)"
    guard let value = binding.initializer?.value else {
      top += introduced(introducer, text.text(of: binding), at: binding)
      return
    }
    let type = binding.typeAnnotation.map { text.text(of: $0.type) }
    let slot = addSlot(type, quoted(value))
    let annotation = type.map { ": \($0)" } ?? ""
    let observers = binding.accessorBlock.map { " " + text.text(of: $0) } ?? ""
    let declaration = "\(text.text(of: binding.pattern))\(annotation) = \(slot).take()\(observers)"
    take(introducer, declaration, slot, binding.pattern)
  }

  /// `guard let` binds names for all that follows, in later cells, too.
  private mutating func add(_ node: GuardStmtSyntax) {
    declares = true
    let names = node.boundNames.joined(separator: ", ")
    let slot = addSlot(nil, quoted(node) + "return (\(names))\n")
    take("public let", "(\(names)) = \(slot).take()", slot, node.conditions)
  }

  private mutating func addSlot(_ type: String?, _ value: String) -> String {
    let slot = "\(context.module)_slot\(slots)"
    slots += 1
    top += "private let \(slot) = Notebook.Slot\(type.map { "<\($0)>" } ?? "") {\(value)}\n"
    body += "try await \(slot).fill()\n"
    return slot
  }

  /// Declares the variable, and has it take its value now: a global's initial value is computed at its first use.
  private mutating func take(_ introducer: String, _ declaration: String, _ slot: String, _ node: some SyntaxProtocol) {
    let names = BoundNames.of(node)
    if !names.isEmpty { top += introduced(introducer, declaration, at: node) }
    body += names.first.map { "_ = \($0)\n" } ?? "_ = \(slot).take()\n"
  }

  /// A declaration whose first words stand on the line above, so that the rest has the columns of the cell.
  private func introduced(_ introducer: String, _ declaration: String, at node: some SyntaxProtocol) -> String {
    let place = text.place(of: node.positionAfterSkippingLeadingTrivia.utf8Offset)
    guard place.line > 1 else { return sourceLocation(line: 1) + "\(introducer) \(declaration)\n" }
    let indent = String(repeating: " ", count: place.column - 1)
    return sourceLocation(line: place.line - 1) + "\(introducer)\n\(indent)\(declaration)\n"
  }

  /// The code of a node on lines of its own, which the compiler takes for the lines of the cell.
  private func quoted(_ node: some SyntaxProtocol) -> String {
    let place = text.place(of: node.positionAfterSkippingLeadingTrivia.utf8Offset)
    let indent = String(repeating: " ", count: place.column - 1)
    return sourceLocation(line: place.line) + indent + text.text(of: node)
      + "\n#sourceLocation(file: \"generated\", line: 1)\n"
  }

  private func sourceLocation(_ node: some SyntaxProtocol) -> String {
    sourceLocation(line: text.place(of: node.positionAfterSkippingLeadingTrivia.utf8Offset).line)
  }

  private func sourceLocation(line: Int) -> String {
    "\n#sourceLocation(file: \"\(file)\", line: \(line))\n"
  }
}

extension VariableDeclSyntax {
  /// The modifiers, `public` among them unless the cell says otherwise.
  fileprivate var accessWords: [String] {
    let words = modifiers.map(\.trimmedDescription)
    return modifiers.contains(where: \.isAccess) ? words : ["public"] + words
  }
}

extension GuardStmtSyntax {
  fileprivate var boundNames: [String] { conditions.flatMap { BoundNames.of($0) } }
}

extension ExprSyntax {
  /// `a = b`, which has no value to show.
  fileprivate var isAssignment: Bool {
    guard let sequence = self.as(SequenceExprSyntax.self) else { return false }
    return sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
  }
}

/// The names that patterns in a node bind.
private final class BoundNames: SyntaxVisitor {
  private var names: [String] = []

  static func of(_ node: some SyntaxProtocol) -> [String] {
    let visitor = BoundNames(viewMode: .sourceAccurate)
    visitor.walk(node)
    return visitor.names
  }

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    names.append(node.identifier.text)
    return .skipChildren
  }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
