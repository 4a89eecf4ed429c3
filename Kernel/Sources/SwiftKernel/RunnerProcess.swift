import CellLink
import Cells
import Foundation

/// The process that runs the cells, seen from the kernel.
final class RunnerProcess: Sendable {
  enum Event: Sendable {
    case output(StandardStream, String)
    case told(RunnerEvent)
    /// The process is gone: its exit status, or its signal negated.
    case ended(status: Int32)
  }

  enum StandardStream: String, Sendable { case stdout, stderr }

  /// Everything that it prints and says, in order.
  let events: AsyncStream<Event>

  private let process: ChildProcess
  private let socket: Int32
  private let channel: FrameChannel

  /// Starts it.
  ///
  /// - Throws: When the program cannot be started.
  init(_ toolchain: Toolchain) throws {
    let (output, errors) = (try ChildProcess.Pipe(), try ChildProcess.Pipe())
    let (ours, theirs) = try ChildProcess.socketPair()
    let nothing = open("/dev/null", O_RDONLY)
    process = try ChildProcess.start(
      toolchain.runner, toolchain.libraries, descriptors: [nothing, output.writing, errors.writing, theirs],
      environment: ["SWIFT_BACKTRACE": "enable=no"])
    for descriptor in [nothing, output.writing, errors.writing, theirs] { close(descriptor) }
    socket = ours
    channel = FrameChannel(descriptor: ours)
    let (events, source) = AsyncStream.makeStream(of: Event.self)
    self.events = events
    let reader = RunnerReader(output.reading, errors.reading, ours, process, source)
    Thread { reader.readAll() }.start()
  }

  func send(_ request: RunnerRequest) throws { try channel.send(request) }

  func kill() { process.kill() }

}

/// Reads what a runner prints and says until it ends.
private struct RunnerReader: Sendable {
  let output, errors, socket: Int32
  let process: ChildProcess
  let events: AsyncStream<RunnerProcess.Event>.Continuation

  init(
    _ output: Int32, _ errors: Int32, _ socket: Int32, _ process: ChildProcess,
    _ events: AsyncStream<RunnerProcess.Event>.Continuation
  ) {
    (self.output, self.errors, self.socket, self.process, self.events) = (output, errors, socket, process, events)
  }

  func readAll() {
    let channel = FrameChannel(descriptor: socket)
    var decoders = [UTF8Pieces(), UTF8Pieces()]
    var polled = [output, errors, socket].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while polled[2].fd >= 0 {
      poll(&polled, 3, -1)
      // Printed before it was said: so the streams come first.
      for index in 0..<2 where polled[index].revents != 0 { pass(&polled[index], &decoders[index], index) }
      guard polled[2].revents != 0 else { continue }
      for index in 0..<2 { drain(&polled[index], &decoders[index], index) }
      guard let event = try? channel.receive(RunnerEvent.self) else { break }
      events.yield(.told(event))
    }
    for index in 0..<2 { drain(&polled[index], &decoders[index], index) }
    [output, errors, socket].forEach { close($0) }
    events.yield(.ended(status: process.wait()))
    events.finish()
  }

  private func pass(_ item: inout pollfd, _ decoder: inout UTF8Pieces, _ index: Int) {
    guard let bytes = ChildProcess.readSome(item.fd) else {
      item.fd = -1  // closed: poll passes over it
      return
    }
    let text = decoder.text(bytes)
    if !text.isEmpty { events.yield(.output(index == 0 ? .stdout : .stderr, text)) }
  }

  /// Reads what waits, and no longer.
  private func drain(_ item: inout pollfd, _ decoder: inout UTF8Pieces, _ index: Int) {
    while item.fd >= 0, poll(&item, 1, 0) > 0 { pass(&item, &decoder, index) }
  }
}

/// Text from bytes that may be cut within a character.
private struct UTF8Pieces {
  private var rest: [UInt8] = []

  mutating func text(_ bytes: [UInt8]) -> String {
    let all = rest + bytes
    let cut = all.suffix(3).lastIndex { $0 >= 0xC0 }.flatMap { start in
      all.count - start < Self.length(all[start]) ? start : nil
    }
    rest = Array(all[(cut ?? all.count)...])
    return String(decoding: all[..<(cut ?? all.count)], as: UTF8.self)
  }

  private static func length(_ first: UInt8) -> Int { first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2 }
}
