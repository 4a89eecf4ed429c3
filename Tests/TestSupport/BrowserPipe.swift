internal import Foundation
internal import Synchronization

/// Messages to and from Chromium: JSON, each ended by a zero byte, on its file descriptors 3 and 4.
final class BrowserPipe: Sendable {
  /// What the page threw.
  struct Exception: Decodable {
    struct Thrown: Decodable { let description: String? }
    let text: String
    let exception: Thrown?
    var message: String { exception?.description ?? text }
  }

  private struct State {
    var lastNumber = 0
    var waiting: [Int: CheckedContinuation<Data, any Error>] = [:]
    /// Of each page, by its session.
    var loads: [String: Int] = [:]
    var loadWaiters: [(session: String, after: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    var errors: [String] = []
    var isEnded = false
  }

  private let state = Mutex(State())
  private let process = Process()
  private let input = Pipe(), output = Pipe()
  private let profile = FileManager.default.temporaryDirectory.appendingPathComponent("browser-\(UUID().uuidString)")

  init(_ program: String) throws {
    signal(SIGPIPE, SIG_IGN)  // a browser that died is an error of the call, not the end of the tests
    let flags = [
      "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--no-first-run", "--hide-scrollbars", "--force-color-profile=srgb", "--user-data-dir=\(profile.path)",
      "about:blank",
    ]
    process.executableURL = URL(filePath: "/bin/sh")
    // The shell puts our two pipes where Chromium looks for them.
    process.arguments = ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", program] + flags
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    Thread.detachNewThread { [self] in read() }
  }

  var errors: [String] { state.withLock { $0.errors } }
  func forgetErrors() { state.withLock { $0.errors = [] } }

  /// Waits until Chromium is gone and removes its profile.
  func end() {
    try? input.fileHandleForWriting.close()
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: profile)
  }

  /// Calls a method, of the browser or of one of its pages, and decodes its result.
  func send<Value: Decodable>(
    _ method: String, _ parameters: [String: Any] = [:], of session: String? = nil, as: Value.Type
  ) async throws -> Value {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    message["sessionId"] = session
    let bytes = try JSONSerialization.data(withJSONObject: message) + [0]
    let result = try await withCheckedThrowingContinuation { continuation in
      let isEnded = state.withLock { state in
        if !state.isEnded { state.waiting[number] = continuation }
        return state.isEnded
      }
      if isEnded { return continuation.resume(throwing: BrowserError("the browser has ended")) }
      do {
        try input.fileHandleForWriting.write(contentsOf: bytes)
      } catch {
        state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(throwing: error)
      }
    }
    return try JSONDecoder().decode(Value.self, from: result)
  }

  func send(_ method: String, _ parameters: [String: Any] = [:], of session: String? = nil) async throws {
    struct Nothing: Decodable {}
    _ = try await send(method, parameters, of: session, as: Nothing.self)
  }

  /// Does something and waits for the load event of the page that it led to.
  func load<Value>(_ session: String, by action: () async throws -> Value) async throws -> Value {
    let before = state.withLock { $0.loads[session, default: 0] }
    let value = try await action()
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      let answer = state.withLock { state -> Result<Void, any Error>? in
        if state.isEnded { return .failure(BrowserError("the browser has ended")) }
        if state.loads[session, default: 0] > before { return .success(()) }
        state.loadWaiters.append((session, before, continuation))
        return nil
      }
      if let answer { continuation.resume(with: answer) }
    }
    return value
  }

  // MARK: What comes back

  private func read() {
    var rest = Data()
    while case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
      rest += piece
      while let end = rest.firstIndex(of: 0) {
        take(rest[..<end])
        rest = Data(rest[(end + 1)...])
      }
    }
    finish()
  }

  private func finish() {
    let (calls, loads) = state.withLock { state in
      defer { (state.isEnded, state.waiting, state.loadWaiters) = (true, [:], []) }
      return (Array(state.waiting.values), state.loadWaiters.map(\.continuation))
    }
    let error = BrowserError("the browser has ended")
    for call in calls { call.resume(throwing: error) }
    for load in loads { load.resume(throwing: error) }
  }

  private func take(_ bytes: Data) {
    guard let message = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any] else { return }
    if let number = message["id"] as? Int {
      let call = state.withLock { $0.waiting.removeValue(forKey: number) }
      call?.resume(with: Self.result(of: message))
    } else if let method = message["method"] as? String {
      happened(method, message["params"] as? [String: Any] ?? [:], message["sessionId"] as? String ?? "")
    }
  }

  private static func result(of message: [String: Any]) -> Result<Data, any Error> {
    if let error = message["error"] as? [String: Any] {
      return .failure(BrowserError("\(error["message"] ?? error)"))
    }
    return Result { try JSONSerialization.data(withJSONObject: message["result"] ?? [:]) }
  }

  private func happened(_ method: String, _ parameters: [String: Any], _ session: String) {
    if method == "Page.loadEventFired" { return loaded(session) }
    guard let error = Self.error(method, parameters) else { return }
    state.withLock { $0.errors.append(error) }
  }

  private func loaded(_ session: String) {
    let ready = state.withLock { state in
      let count = state.loads[session, default: 0] + 1
      state.loads[session] = count
      let isReady = { (waiter: (session: String, after: Int, continuation: CheckedContinuation<Void, any Error>)) in
        waiter.session == session && waiter.after < count
      }
      defer { state.loadWaiters.removeAll(where: isReady) }
      return state.loadWaiters.filter(isReady).map(\.continuation)
    }
    for continuation in ready { continuation.resume() }
  }

  /// The message when the event tells of an error.
  private static func error(_ method: String, _ parameters: [String: Any]) -> String? {
    switch method {
    case "Runtime.exceptionThrown":
      let details = parameters["exceptionDetails"] as? [String: Any]
      let thrown = details?["exception"] as? [String: Any]
      return thrown?["description"] as? String ?? details?["text"] as? String ?? "an exception"
    case "Runtime.consoleAPICalled" where isBad(parameters["type"]):
      let values = parameters["args"] as? [[String: Any]] ?? []
      return values.map { "\($0["value"] ?? $0["description"] ?? "")" }.joined(separator: " ")
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any]
      guard isBad(entry?["level"]) else { return nil }
      return "\(entry?["text"] ?? "") \(entry?["url"] ?? "")"
    default: return nil
    }
  }

  private static func isBad(_ level: Any?) -> Bool { ["error", "warning", "assert"].contains(level as? String) }
}
