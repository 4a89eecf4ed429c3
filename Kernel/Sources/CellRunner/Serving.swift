import CellLink
import Foundation
import Notebook

/// Answers the kernel until it closes the socket.
func serve(_ channel: FrameChannel) {
  let executor = CellExecutor()
  var running: Task<Void, Never>?
  while let request = try? channel.receive(RunnerRequest.self) {
    switch request {
    case .cancel: running?.cancel()
    case .run(let library, let entry):
      running = Task(executorPreference: executor) { await run(library, entry, channel) }
    }
  }
}

private func run(_ library: String, _ entry: String, _ channel: FrameChannel) async {
  let event: RunnerEvent
  do {
    try enter(library, entry)
    try await CellRun.takeBody()?.run()
    event = .finished(value: CellRun.takeValue())
  } catch {
    event = .failed(failure(error))
  }
  fflush(nil)
  try? channel.send(event)
}

private func failure(_ error: any Error) -> CellFailure {
  let name = error is CancellationError ? "Interrupted" : String(describing: type(of: error))
  let message = error is CancellationError ? "The cell was interrupted." : String(describing: error)
  return CellFailure(name: name, message: message, variablesMade: CellRun.variablesMade)
}
