import Cells
import Foundation
import Testing

@Suite("A cell becomes a module")
struct CellTests {
  private func cell(_ code: String, imported: Set<String> = [], companions: [String: String] = [:]) -> Cell {
    Cell(
      code,
      in: CellContext(number: 3, module: "Cell_7", previous: "Cell_5", imported: imported, companions: companions))
  }

  @Test("it imports the last one that declared something, and hands that on")
  func chain() {
    let cell = cell("print(1)")
    #expect(cell.source.hasPrefix("@_exported import Cell_5\n"))
    #expect(!cell.declares)
  }

  @Test("declarations stand before the function that the statements are in")
  func order() throws {
    let cell = cell("print(f())\nfunc f() -> Int { 1 }")
    let declaration = try #require(cell.source.range(of: "public func f() -> Int { 1 }"))
    let statement = try #require(cell.source.range(of: "print(f())"))
    #expect(declaration.lowerBound < statement.lowerBound)
    #expect(cell.declares)
  }

  @Test("a variable takes its value from a slot that is filled where it stands")
  func variables() throws {
    let cell = cell("before()\nlet x: Int = try await load()\nafter()")
    #expect(cell.variables == 1)
    #expect(cell.source.contains("Slot<Int> {"))
    let body = try #require(cell.source.range(of: "_body() async throws {"))
    let parts = ["before()", ".fill()", "_ = x", "after()"].map { cell.source[body.upperBound...].firstRange(of: $0) }
    #expect(parts.allSatisfy { $0 != nil })
    #expect(parts.compactMap { $0?.lowerBound } == parts.compactMap { $0?.lowerBound }.sorted())
  }

  @Test("each variable of a line has a slot of its own", arguments: [("var a = 1, b = 2", 2), ("let (a, b) = f()", 1)])
  func severalVariables(code: String, slots: Int) { #expect(cell(code).variables == slots) }

  @Test("a computed variable and one without a value have none", arguments: ["var a: Int { 1 }", "var a: Int?"])
  func withoutSlot(code: String) {
    #expect(cell(code).variables == 0)
    #expect(cell(code).source.contains("public var"))
  }

  @Test("observers stay with their variable")
  func observers() {
    #expect(cell("var a = 1 { didSet { print(a) } }").source.contains("take() { didSet { print(a) } }"))
  }

  @Test("guard let binds names for later cells")
  func guardLet() {
    let cell = cell("guard let a = f(), let b = g() else { throw E() }")
    #expect(cell.source.contains("return (a, b)"))
    #expect(cell.variables == 1)
  }

  @Test("the last expression is shown, unless a semicolon follows or it assigns")
  func shown() {
    #expect(cell("1\n2").source.components(separatedBy: "CellRun.show {").count == 2)
    for code in ["1;", "a = 1", "let a = 1", "for _ in 0..<3 {}"] {
      #expect(!cell(code).source.contains("CellRun.show {"))
    }
  }

  @Test("what is imported already is left out, and companions come along")
  func imports() {
    let cell = cell("import A\nimport B", imported: ["A"], companions: ["B": "BExtras"])
    #expect(cell.imports == ["B"])
    #expect(!cell.source.contains("import A"))
    #expect(cell.source.contains("@_exported import BExtras"))
  }
}

@Suite("What a cell declares is public")
struct AccessTests {
  private func source(_ code: String) -> String {
    Cell(code, in: CellContext(number: 1, module: "Cell_1", previous: "Notebook", imported: [])).source
  }

  @Test(
    "each kind of declaration",
    arguments: [
      ("struct S { func f() {} }", "public struct S { public init() {  };  public func f() {} }"),
      ("enum E { case a; var b: Int { 1 } }", "public enum E { case a; public var b: Int { 1 } }"),
      ("protocol P { func f() }", "public protocol P { func f() }"),
      ("extension Int { static func f() {} }", "extension Int { public static func f() {} }"),
      ("final class C { init() {} }", "public final class C { public init() {} }"),
      (
        "class C { init() {}; func f() {}; static func g() {} }",
        "open class C { public init() {}; open func f() {}; public static func g() {} }"
      ),
      ("typealias A = Int", "public typealias A = Int"),
      ("private func f() {}", "private func f() {}"),
      (
        "struct S { private(set) static var x = 1 }",
        "public struct S { public init() {  };  public private(set) static var x = 1 }"
      ),
    ])
  func kinds(code: String, expected: String) { #expect(source(code).contains(expected), "\(source(code))") }

  @Test(
    "the memberwise initialiser is written out",
    arguments: [
      ("struct S { var x: Int; let y: String? }", "init(x: Int, y: String?) { self.x = x; self.y = y }"),
      ("struct S { var x = 1, y = [Int]() }", "init(x: Int = 1, y: [Int] = [Int]())"),
      ("struct S { var f: () -> Void; var z: Int? }", "init(f: @escaping () -> Void, z: Int? = nil)"),
      ("struct S { let x = 1; var y: Int { 2 } }", "public init() {"),
    ])
  func memberwise(code: String, expected: String) { #expect(source(code).contains(expected), "\(source(code))") }

  @Test("there is none where the compiler makes none that others could call")
  func noMemberwise() {
    for code in ["struct S { init(a: Int) {} }", "struct S { private let x: Int }"] {
      #expect(!source(code).contains("public init() {"))
      #expect(!source(code).contains("self.x"))
    }
  }
}
