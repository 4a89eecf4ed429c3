import CellLink
import Cells
import Foundation
import Jupyter

/// Answers a front end: what each message of Jupyter's protocol does.
actor Kernel {
  let wire: Wire
  let toolchain: Toolchain
  var session: CellSession
  let completer: Completer

  /// The last execution count.
  var count = 0
  /// All cells so far, for front ends that ask.
  var history: [String] = []
  /// What output belongs to.
  var parent: Message?
  var runner: RunnerProcess?
  /// The cell that runs waits here.
  var waiting: CheckedContinuation<CellOutcome, Never>?
  /// How often the running cell has been interrupted.
  var interruptions = 0
  /// Cells that were sent before this are not to run: the one before them failed.
  var abortedUntil: ContinuousClock.Instant?

  init(_ wire: Wire, _ toolchain: Toolchain, folder: URL) {
    self.wire = wire
    self.toolchain = toolchain
    session = CellSession(CellCompiler(toolchain, folder: folder))
    completer = Completer(toolchain, folder: folder)
  }

  /// Serves until the front end says `shutdown`.
  func run() async {
    wire.send(Message("status", ["execution_state": "starting"]), on: .iopub)
    let shell = wire.shell
    let control = wire.control
    async let warm: Void = warmUp()
    async let requests: Void = serve(shell, on: .shell)
    await serve(control, on: .control)
    _ = await (requests, warm)
  }

  private func serve(_ stream: AsyncStream<Wire.Incoming>, on channel: Wire.Channel) async {
    for await incoming in stream {
      publish("status", ["execution_state": "busy"], answering: incoming.message)
      let isLast = await answer(incoming, on: channel)
      publish("status", ["execution_state": "idle"], answering: incoming.message)
      if isLast { await end() }
    }
  }

  /// True after a request to shut down.
  private func answer(_ incoming: Wire.Incoming, on channel: Wire.Channel) async -> Bool {
    let request = incoming.message
    switch request.type {
    case "kernel_info_request": reply("kernel_info_reply", KernelInfo.content, to: request, on: channel)
    case "execute_request": await execute(incoming, on: channel)
    case "is_complete_request": reply("is_complete_reply", completeness(request), to: request, on: channel)
    case "complete_request": reply("complete_reply", await completions(request), to: request, on: channel)
    case "inspect_request": reply("inspect_reply", await inspection(request), to: request, on: channel)
    case "history_request": reply("history_reply", recalled(), to: request, on: channel)
    case "comm_info_request": reply("comm_info_reply", ["status": "ok", "comms": [:]], to: request, on: channel)
    case "interrupt_request":
      interrupt()
      reply("interrupt_reply", ["status": "ok"], to: request, on: channel)
    case "shutdown_request":
      let restart = request.content["restart"] ?? false
      reply("shutdown_reply", ["status": "ok", "restart": restart], to: request, on: channel)
      return true
    default: break  // comm messages and the like, of which the protocol asks no answer
    }
    return false
  }

  private func end() async {
    runner?.kill()
    await completer.end()
    wire.close()
  }

  private func completeness(_ request: Message) -> JSON {
    switch SyntaxCheck(request.content["code"]?.string ?? "") {
    case .complete: ["status": "complete"]
    case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
    case .invalid: ["status": "invalid"]
    }
  }

  private func recalled() -> JSON {
    let lines = history.enumerated().map { JSON.array([0, .int($0 + 1), .string($1)]) }
    return ["status": "ok", "history": .array(lines)]
  }

  func reply(_ type: String, _ content: JSON, to request: Message, on channel: Wire.Channel) {
    wire.send(Message(type, content, answering: request), on: channel)
  }

  /// Tells all front ends.
  func publish(_ type: String, _ content: JSON, answering request: Message?) {
    var message = request.map { Message(type, content, answering: $0) } ?? Message(type, content)
    message.identities = [Array(type.utf8)]
    wire.send(message, on: .iopub)
  }
}
