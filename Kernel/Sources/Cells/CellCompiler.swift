import CellLink
public import Foundation

/// Compiles cells to libraries, straight with the compiler's frontend and the linker: the driver would take as long
/// as both.
public struct CellCompiler: Sendable {
  public let toolchain: Toolchain
  /// Where sources, modules and libraries of one session lie.
  public let folder: URL

  public init(_ toolchain: Toolchain, folder: URL) {
    self.toolchain = toolchain
    self.folder = folder
  }

  public enum Outcome: Sendable {
    case compiled(library: URL, messages: [Diagnostic])
    case rejected([Diagnostic])
  }

  /// Compiles a cell.
  ///
  /// - Throws: When files cannot be written or programs cannot be started.
  public func compile(_ cell: Cell) async throws -> Outcome {
    let source = folder.appending(path: "\(cell.module).swift")
    try Data(cell.source.utf8).write(to: source)
    let frontend = try await run(toolchain.frontend, frontendArguments(cell, source))
    let messages = cell.relevant(Diagnostic.parse(frontend.output))
    guard frontend.status == 0 else { return .rejected(messages.isEmpty ? [.crash(of: frontend)] : messages) }
    let linker = try await run(toolchain.linker, try await linkerArguments(cell))
    guard linker.status == 0 else { return .rejected([.crash(of: linker)]) }
    return .compiled(library: library(cell), messages: messages)
  }

  private func frontendArguments(_ cell: Cell, _ source: URL) -> [String] {
    let module = cell.declares ? ["-emit-module-path", folder.appending(path: "\(cell.module).swiftmodule").path] : []
    return ["-c", "-parse-as-library", source.path, "-module-name", cell.module, "-o", object(cell).path] + module
      + toolchain.compilerOptions(session: folder)
      + ["-resource-dir", toolchain.resources, "-diagnostic-style=llvm", "-no-color-diagnostics"]
  }

  /// Symbols of the library and of cells before are found when the cell is loaded. The run-time object registers the
  /// cell's types and conformances.
  private func linkerArguments(_ cell: Cell) async throws -> [String] {
    let architecture = toolchain.target.prefix { $0 != "-" }
    let platform = "\(toolchain.resources)/linux"
    let libraries = cell.imports.isEmpty ? [] : try await standardLibraries(cell, in: platform)
    return [
      "-shared", "-o", library(cell).path, "\(platform)/\(architecture)/swiftrt.o", object(cell).path, "-L", platform,
    ]
      + ["-rpath", platform] + libraries
  }

  /// Parts of the standard library that a new import needs and that may not have been loaded yet.
  private func standardLibraries(_ cell: Cell, in folder: String) async throws -> [String] {
    let list = self.folder.appending(path: "\(cell.module).autolink")
    _ = try await run(toolchain.autolinkExtractor, [object(cell).path, "-o", list.path])
    let options = (try? String(contentsOf: list, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
    return Set(options).filter { option in
      option.hasPrefix("-l") && FileManager.default.fileExists(atPath: "\(folder)/lib\(option.dropFirst(2)).so")
    }.sorted()
  }

  private func object(_ cell: Cell) -> URL { folder.appending(path: "\(cell.module).o") }
  private func library(_ cell: Cell) -> URL { folder.appending(path: "lib\(cell.module).so") }

  private func run(_ program: String, _ arguments: [String]) async throws -> ChildProcess.Result {
    try await ChildProcess.run(program, arguments)
  }
}

extension Diagnostic {
  /// A program that failed without a message in the usual form: all that it wrote.
  fileprivate static func crash(of result: ChildProcess.Result) -> Diagnostic {
    let said = result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    return Diagnostic(
      severity: .error, file: "", line: 0, column: 0,
      message: said.isEmpty ? "The compiler ended with status \(result.status)." : said)
  }
}
