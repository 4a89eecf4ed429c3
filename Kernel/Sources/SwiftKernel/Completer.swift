import Cells
import Foundation
import Jupyter

/// Completions and documentation: the language server reads the cell as a file of its own that imports the cells before.
actor Completer {
  private let toolchain: Toolchain
  private let folder: URL
  private var server: LanguageServer?
  private var version = 0

  init(_ toolchain: Toolchain, folder: URL) {
    self.toolchain = toolchain
    self.folder = folder
  }

  func end() { server?.end() }

  /// The items that fit at a place of the code.
  ///
  /// - Parameters:
  ///   - code: The cell.
  ///   - offset: In characters, as Jupyter counts.
  ///   - module: What the cell imports.
  /// - Returns: What to insert; nothing when the server has no answer.
  func completions(_ code: String, at offset: Int, importing module: String) async -> [String] {
    guard let answer = await ask("textDocument/completion", code, offset, module) else { return [] }
    let items = answer["items"]?.array ?? answer.array ?? []
    return items.compactMap { item in
      (item["textEdit"]?["newText"] ?? item["insertText"] ?? item["label"])?.string.map(Self.withoutPlaceholders)
    }
  }

  /// What the server says of the name at a place of the code, in Markdown.
  func documentation(_ code: String, at offset: Int, importing module: String) async -> String? {
    await ask("textDocument/hover", code, offset, module)?["contents"]?["value"]?.string
  }

  private func ask(_ method: String, _ code: String, _ offset: Int, _ module: String) async -> JSON? {
    guard let server = try? await started() else { return nil }
    version += 1
    let text = "@_exported import \(module)\n" + code
    let change: JSON = [
      "textDocument": ["uri": uri, "version": .int(version)], "contentChanges": [["text": .string(text)]],
    ]
    server.tell("textDocument/didChange", change)
    let before = code.unicodeScalars.prefix(offset)
    let line = before.count { $0 == "\n" } + 1
    let column = String(String.UnicodeScalarView(before.reversed().prefix { $0 != "\n" })).utf16.count
    return await server.ask(
      method, ["textDocument": ["uri": uri], "position": ["line": .int(line), "character": .int(column)]])
  }

  private var file: URL { folder.appending(path: "Completing.swift") }
  private var uri: JSON { .string(file.absoluteString) }

  private func started() async throws -> LanguageServer {
    if let server { return server }
    try writeCompileCommands()
    let server = try LanguageServer(toolchain.languageServer)
    self.server = server
    let root = JSON.string(folder.absoluteString)
    _ = await server.ask("initialize", ["processId": .null, "rootUri": root, "capabilities": [:]], limit: .seconds(30))
    server.tell("initialized", [:])
    let document: JSON = ["uri": uri, "languageId": "swift", "version": 0, "text": ""]
    server.tell("textDocument/didOpen", ["textDocument": document])
    return server
  }

  private func writeCompileCommands() throws {
    let arguments = ["swiftc", file.path, "-module-name", "Completing"] + toolchain.compilerOptions(session: folder)
    let command: JSON = [
      "directory": .string(folder.path), "file": .string(file.path), "arguments": .array(arguments.map { .string($0) }),
    ]
    try Data(JSON.array([command]).bytes()).write(to: folder.appending(path: "compile_commands.json"))
    try Data().write(to: file)
  }

  /// `f(x: <#Int#>)` is completed to `f(x: )`.
  private static func withoutPlaceholders(_ text: String) -> String { text.replacing(/<#.*?#>/, with: "") }
}
