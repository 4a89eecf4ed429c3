import Cells
import Testing

@Suite("Messages of the compiler")
struct DiagnosticTests {
  private func cell(_ code: String) -> Cell {
    Cell(code, in: CellContext(number: 4, module: "Cell_4", previous: "Notebook", imported: []))
  }

  @Test("are read with their places")
  func parsing() {
    let found = Diagnostic.parse(
      "Cell 4:2:7: error: cannot find 'x' in scope\n  x\n  ^\n<unknown>:0: error: no such module")
    #expect(found.count == 2)
    #expect(
      found[0] == Diagnostic(severity: .error, file: "Cell 4", line: 2, column: 7, message: "cannot find 'x' in scope"))
    #expect(found[1].message == "no such module")
  }

  @Test("have the columns of the cell, not of what was compiled")
  func columns() {
    let cell = cell("struct S { func f() { g() } }")
    let compiled = "public struct S { public init() {  };  public func f() { "
    #expect(cell.source.contains(compiled))
    #expect(cell.column(compiled.utf8.count + 1, onLine: 1) == "struct S { func f() { ".utf8.count + 1)
    #expect(cell.column(5, onLine: 2) == 5)
  }

  @Test("about what the kernel wrote are left out when the user's own lines explain the failure")
  func generated() {
    let own = Diagnostic(severity: .error, file: "Cell 4", line: 1, column: 1, message: "own")
    let other = Diagnostic(severity: .error, file: "generated", line: 9, column: 1, message: "other")
    #expect(cell("x").relevant([other, own]) == [own])
    #expect(cell("x").relevant([other]) == [other])
  }

  @Test("come once each, by line, with their notes behind them")
  func order() {
    func message(_ severity: Diagnostic.Severity, _ line: Int) -> Diagnostic {
      Diagnostic(severity: severity, file: "Cell 4", line: line, column: 1, message: "\(severity) \(line)")
    }
    let found = [message(.error, 3), message(.note, 1), message(.error, 2), message(.error, 3)]
    #expect(cell("x").relevant(found).map(\.message) == ["error 2", "error 3", "note 1"])
  }

  @Test("show the line and the place in it")
  func explained() {
    let found = Diagnostic(severity: .error, file: "Cell 4", line: 2, column: 3, message: "no")
    #expect(cell("a\n\tb c").explained(found) == "Cell 4, line 2: error: no\n  \tb c\n  \t ^")
  }
}

@Suite("The parser's word on a cell")
struct SyntaxCheckTests {
  @Test("whole code is complete", arguments: ["", "let a = 1", "for i in 0..<3 { print(i) }", "import Foundation"])
  func complete(code: String) { #expect(SyntaxCheck(code) == .complete) }

  @Test("an open brace waits for more, indented")
  func incomplete() {
    #expect(SyntaxCheck("func f() {") == .incomplete(indent: "  "))
    #expect(SyntaxCheck("if a {\n  f(") == .incomplete(indent: "    "))
  }

  @Test("a mistake in the middle is one, with its line")
  func invalid() {
    guard case .invalid(let found) = SyntaxCheck("let a = 1\nlet = 2\nlet b = 3", file: "Cell 1") else {
      Issue.record("a nameless constant was taken for complete")
      return
    }
    #expect(found.first?.line == 2)
    #expect(found.first?.file == "Cell 1")
  }
}
