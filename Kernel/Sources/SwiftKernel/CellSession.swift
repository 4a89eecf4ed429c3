import Cells
import Foundation

/// What the cells so far have defined: the chain of their modules.
struct CellSession {
  let compiler: CellCompiler
  private var modules = 0
  private(set) var previous = Self.base
  private(set) var imported: Set<String> = [Self.base]

  /// The module at the beginning of the chain.
  private static let base = "Notebook"

  init(_ compiler: CellCompiler) { self.compiler = compiler }

  /// Makes the next cell ready to be compiled.
  mutating func cell(_ code: String, number: Int) -> Cell {
    modules += 1
    return Cell(
      code,
      in: CellContext(
        number: number, module: "Cell_\(modules)", previous: previous, imported: imported,
        companions: compiler.toolchain.companions))
  }

  /// Leaves out a name that something else has taken.
  mutating func skipModule() { modules += 1 }

  /// Cells from here on see what `cell` declares.
  mutating func keep(_ cell: Cell) {
    guard cell.declares else { return }
    previous = cell.module
    imported.formUnion(cell.imports)
  }

  /// Forgets all cells: the process that held their values is gone. Names of modules are not used again.
  mutating func reset() {
    previous = Self.base
    imported = [Self.base]
  }
}
