import CellLink
import Cells
import Foundation
import Jupyter

/// How the code of a cell ended.
enum CellOutcome: Sendable {
  case finished(MIMEBundle?)
  case failed(CellFailure)
  /// The process is gone with all variables.
  case died(status: Int32)
}

extension Kernel {
  func execute(_ incoming: Wire.Incoming, on channel: Wire.Channel) async {
    let request = incoming.message
    if let abortedUntil, incoming.arrived < abortedUntil {
      return reply("execute_reply", ["status": "aborted", "execution_count": .int(count)], to: request, on: channel)
    }
    let code = request.content["code"]?.string ?? ""
    let isSilent = request.content["silent"]?.bool ?? false
    parent = request
    if !isSilent { begin(code, request) }
    let content: JSON
    switch await run(code) {
    case .success(let value):
      if !isSilent, let value { show(value, answering: request) }
      content = ["status": "ok", "execution_count": .int(count), "user_expressions": [:], "payload": []]
    case .failure(let problem):
      if !isSilent { publish("error", problem.content, answering: request) }
      if request.content["stop_on_error"]?.bool ?? true { abortedUntil = .now }
      content = problem.content.adding(["status": "error", "execution_count": .int(count)])
    }
    reply("execute_reply", content, to: request, on: channel)
  }

  private func begin(_ code: String, _ request: Message) {
    if request.content["store_history"]?.bool ?? true {
      count += 1
      history.append(code)
    }
    publish("execute_input", ["code": .string(code), "execution_count": .int(count)], answering: request)
  }

  private func show(_ value: MIMEBundle, answering request: Message) {
    publish("execute_result", value.json.adding(["execution_count": .int(count)]), answering: request)
  }

  /// Compiles and runs one cell.
  private func run(_ code: String) async -> Result<MIMEBundle?, Problem> {
    if code.allSatisfy(\.isWhitespace) { return .success(nil) }
    let cell = session.cell(code, number: count)
    if case .invalid(let found) = SyntaxCheck(code, file: cell.file) { return .failure(.rejected(found, cell)) }
    do {
      switch try await session.compiler.compile(cell) {
      case .rejected(let found): return .failure(.rejected(found, cell))
      case .compiled(let library, let messages):
        tell(messages, of: cell)
        return settle(cell, try await outcome(of: cell, library))
      }
    } catch {
      return .failure(Problem(name: String(describing: type(of: error)), message: String(describing: error)))
    }
  }

  private func tell(_ messages: [Diagnostic], of cell: Cell) {
    guard !messages.isEmpty else { return }
    let text = messages.map { cell.explained($0) + "\n" }.joined()
    publish("stream", ["name": "stderr", "text": .string(text)], answering: parent)
  }

  private func outcome(of cell: Cell, _ library: URL) async throws -> CellOutcome {
    let runner = try startedRunner()
    interruptions = 0
    return await withCheckedContinuation { continuation in
      waiting = continuation
      do {
        try runner.send(.run(library: library.path, entry: cell.entry))
      } catch {
        resume(.failed(CellFailure(name: "KernelError", message: "\(error)", variablesMade: 0)))
      }
    }
  }

  /// What later cells see of this one. One that failed before its variables had values is left out: they would have none.
  private func settle(_ cell: Cell, _ outcome: CellOutcome) -> Result<MIMEBundle?, Problem> {
    switch outcome {
    case .finished(let value):
      session.keep(cell)
      return .success(value)
    case .failed(let failure):
      if failure.variablesMade == cell.variables { session.keep(cell) }
      return .failure(Problem(name: failure.name, message: failure.message))
    case .died(let status):
      session.reset()
      return .failure(.died(status, wasInterrupted: interruptions > 1))
    }
  }

  func resume(_ outcome: CellOutcome) {
    waiting?.resume(returning: outcome)
    waiting = nil
  }
}

/// What a front end shows of a cell that went wrong.
struct Problem: Error {
  var name: String
  var message: String
  var traceback: [String]

  init(name: String, message: String, traceback: [String]? = nil) {
    self.name = name
    self.message = message
    self.traceback = traceback ?? ["\u{1B}[0;31m\(name)\u{1B}[0m: \(message)"]
  }

  static func rejected(_ found: [Diagnostic], _ cell: Cell) -> Problem {
    let lines = found.flatMap { cell.explained($0).split(separator: "\n", omittingEmptySubsequences: false) }
    let first = found.first { $0.severity == .error } ?? found.first
    return Problem(name: "CompileError", message: first?.message ?? "", traceback: lines.map(String.init))
  }

  static func died(_ status: Int32, wasInterrupted: Bool) -> Problem {
    let why =
      wasInterrupted
      ? "The cell did not stop when it was interrupted, so its process was ended."
      : "The cell ended its process (\(status < 0 ? "signal \(-status)" : "status \(status)")): the message above says why."
    return Problem(name: "ProcessEnded", message: "\(why) All variables are lost: run the cells again, from the first.")
  }

  var content: JSON {
    [
      "ename": .string(name), "evalue": .string(message), "traceback": .array(traceback.map { .string($0) }),
    ]
  }
}

extension JSON {
  func adding(_ fields: [String: JSON]) -> JSON { .object((object ?? [:]).merging(fields) { $1 }) }
}

extension MIMEBundle {
  var json: JSON {
    let sizes = metadata.mapValues { JSON.object($0.mapValues { .int($0) }) }
    return ["data": .object(data.mapValues { .string($0) }), "metadata": .object(sizes)]
  }
}
