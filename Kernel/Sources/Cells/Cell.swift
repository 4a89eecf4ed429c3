/// A cell of a notebook made ready to be compiled.
public struct Cell: Sendable {
  /// What the compiler calls the cell in its messages.
  public let file: String
  /// The cell's module, which later cells import.
  public let module: String
  /// The C function that hands the cell's code over.
  public let entry: String
  /// The Swift file to compile.
  public let source: String
  /// Modules that the cell imports and that no cell before it did.
  public let imports: [String]
  /// How many variables it gives values to.
  public let variables: Int
  /// Whether later cells can see something of it.
  public let declares: Bool
  let text: CellText

  /// The line as the user wrote it, from 1.
  public func line(_ number: Int) -> String? { text.line(number) }

  /// The column of a message about the compiled file as a column of the cell.
  public func column(_ column: Int, onLine line: Int) -> Int { text.column(column, onLine: line) }
}

/// Where in a notebook a cell stands.
public struct CellContext: Sendable {
  /// Jupyter's execution count, for messages.
  public var number: Int
  /// Modules are never redefined, so each attempt has a name of its own.
  public var module: String
  /// The module that brings everything from before: the last cell that declared something.
  public var previous: String
  /// The modules that cells before it imported.
  public var imported: Set<String>
  /// Modules that come along when another is imported: what shows that one's values, say.
  public var companions: [String: String]

  public init(
    number: Int, module: String, previous: String, imported: Set<String>, companions: [String: String] = [:]
  ) {
    self.number = number
    self.module = module
    self.previous = previous
    self.imported = imported
    self.companions = companions
  }
}
