import Cells
import Foundation
import Jupyter
import Synchronization

/// The language server of the toolchain, seen from here: requests and answers in JSON over its standard streams.
final class LanguageServer: Sendable {
  private struct State {
    var lastID = 0
    var waiting: [Int: CheckedContinuation<JSON?, Never>] = [:]
    var hasEnded = false
  }

  private let process: ChildProcess
  private let input: Int32
  private let state = Mutex(State())

  /// Starts the server.
  ///
  /// - Throws: When the program cannot be started.
  init(_ program: String) throws {
    let (requests, answers) = (try ChildProcess.Pipe(), try ChildProcess.Pipe())
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    process = try ChildProcess.start(program, [], descriptors: [requests.reading, answers.writing, nothing])
    for descriptor in [nothing, requests.reading, answers.writing] { close(descriptor) }
    input = requests.writing
    Thread { [self] in read(from: answers.reading) }.start()
  }

  /// Ends the server's process.
  func end() { process.kill() }

  /// The answer to a request; nil when the server refuses, is gone, or takes longer than `limit`.
  func ask(_ method: String, _ parameters: JSON, limit: Duration = .seconds(10)) async -> JSON? {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    Task {
      try? await Task.sleep(for: limit)
      answer(id, nil)
    }
    return await withCheckedContinuation { continuation in
      let isWaiting = state.withLock { state in
        if state.hasEnded { return false }
        state.waiting[id] = continuation
        return true
      }
      guard isWaiting else { return continuation.resume(returning: nil) }
      send(["jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": parameters])
    }
  }

  func tell(_ method: String, _ parameters: JSON) {
    send(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
  }

  private func answer(_ id: Int, _ answer: JSON?) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: answer)
  }

  private func send(_ message: JSON) {
    guard let body = try? message.bytes() else { return }
    let bytes = Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      sent += count
    }
  }

  private func read(from descriptor: Int32) {
    var buffer: [UInt8] = []
    while let bytes = ChildProcess.readSome(descriptor) {
      buffer += bytes
      while let message = Self.nextMessage(&buffer) { take(message) }
    }
    close(descriptor)
    _ = process.wait()
    let left = state.withLock { state in
      state.hasEnded = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    left.values.forEach { $0.resume(returning: nil) }
  }

  /// A request of the server's own gets an empty answer, or it would wait for one.
  private func take(_ message: JSON) {
    if let method = message["method"]?.string {
      guard let id = message["id"] else { return }
      let result: JSON = method == "workspace/configuration" ? [.null] : .null
      return send(["jsonrpc": "2.0", "id": id, "result": result])
    }
    if let id = message["id"]?.int { answer(id, message["result"]) }
  }

  /// Takes one whole message off the beginning.
  private static func nextMessage(_ buffer: inout [UInt8]) -> JSON? {
    guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
    let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
    guard let length else {
      buffer.removeSubrange(..<end.upperBound)
      return .null
    }
    guard buffer.count >= end.upperBound + length else { return nil }
    let body = Array(buffer[end.upperBound..<(end.upperBound + length)])
    buffer.removeSubrange(..<(end.upperBound + length))
    return (try? JSON(parsing: body)) ?? .null
  }
}
