import CellLink
import Cells
import Foundation
import Jupyter

extension Kernel {
  /// The process that runs cells; a new one when the last has ended.
  func startedRunner() throws -> RunnerProcess {
    if let runner { return runner }
    let started = try RunnerProcess(toolchain)
    runner = started
    Task { await follow(started) }
    return started
  }

  /// Starts the process, and compiles and loads a cell that imports nothing, so that the first real one finds
  /// everything in memory. Failures are left to the first cell, which is there to be told of them.
  func warmUp() async {
    _ = try? startedRunner()
    var other = session
    let cell = other.cell("let warm = 1", number: 0)
    _ = try? await session.compiler.compile(cell)
    session.skipModule()
  }

  private func follow(_ process: RunnerProcess) async {
    for await event in process.events {
      switch event {
      case .output(let stream, let text):
        publish("stream", ["name": .string(stream.rawValue), "text": .string(text)], answering: parent)
      case .told(let event): take(event)
      case .ended(let status):
        if runner === process { runner = nil }
        resume(.died(status: status))
      }
    }
  }

  private func take(_ event: RunnerEvent) {
    switch event {
    case .ready(let problem?):
      let text = "The library could not be loaded: \(problem)\nRun `make kernel` again.\n"
      publish("stream", ["name": "stderr", "text": .string(text)], answering: parent)
    case .ready(nil): break
    case .display(let display): show(display)
    case .finished(let value): resume(.finished(value))
    case .failed(let failure): resume(.failed(failure))
    }
  }

  private func show(_ display: Display) {
    let transient: JSON = display.id.map { ["display_id": .string($0)] } ?? [:]
    let type = display.isUpdate ? "update_display_data" : "display_data"
    publish(type, display.bundle.json.adding(["transient": transient]), answering: parent)
  }

  /// Asks the running cell to stop; the second time, ends its process.
  func interrupt() {
    guard waiting != nil else { return }
    interruptions += 1
    if interruptions > 1 {
      runner?.kill()
    } else {
      try? runner?.send(.cancel)
      Task { await remind(ofCell: count) }
    }
  }

  /// A cell that computes without looking whether it is cancelled goes on; its user should know what they can do.
  private func remind(ofCell number: Int) async {
    try? await Task.sleep(for: .seconds(3))
    guard waiting != nil, count == number, interruptions == 1 else { return }
    let text = "The cell has been asked to stop. Interrupt again to end its process; all variables are then lost.\n"
    publish("stream", ["name": "stderr", "text": .string(text)], answering: parent)
  }
}
