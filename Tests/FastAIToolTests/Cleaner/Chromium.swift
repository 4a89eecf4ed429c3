import Foundation
import Synchronization

/// A browser without a window, driven over its debugging protocol: JSON between NULs, through two file descriptors.
final class Chromium: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private struct State {
    var nextID = 0
    var waiting: [Int: CheckedContinuation<Data, any Error>] = [:]
    var problems: [String] = []
    var isOver = false
  }

  /// Where it is installed; nil where it is not.
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return names.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private let state = Mutex(State())
  private let process = Process()
  private let commands = Pipe()
  private let answers = Pipe()
  private let profile = NSTemporaryDirectory() + "chromium-\(UUID().uuidString)"

  init() throws {
    guard let path = Self.path else { throw Failure(description: "there is no chromium") }
    // The protocol speaks through descriptors 3 and 4; a shell puts the pipes there.
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", path] + [
        "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(profile)", "--no-first-run", "--disable-gpu",
        "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
      ] + (getuid() == 0 ? ["--no-sandbox"] : [])
    (process.standardInput, process.standardOutput) = (commands, answers)
    try process.run()
    let thread = Thread { [self] in listen() }
    thread.start()
  }

  /// Ends the browser and takes its profile away.
  func stop() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: profile)
  }

  /// What pages have complained of: exceptions, errors and warnings on the console, and what could not be loaded.
  var problems: [String] { state.withLock { $0.problems } }

  func forgetProblems() { state.withLock { $0.problems = [] } }

  /// Gives an order, and waits for the answer.
  ///
  /// - Returns: The result as JSON.
  func send(_ method: String, _ parameters: [String: Any] = [:], session: String? = nil) async throws -> Data {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    var message: [String: Any] = ["id": id, "method": method, "params": parameters]
    message["sessionId"] = session
    let bytes = try JSONSerialization.data(withJSONObject: message) + [0]
    return try await withCheckedThrowingContinuation { continuation in
      let isOver = state.withLock { state in
        if !state.isOver { state.waiting[id] = continuation }
        return state.isOver
      }
      if isOver { return continuation.resume(throwing: Failure(description: "the browser has ended")) }
      try? commands.fileHandleForWriting.write(contentsOf: bytes)
    }
  }

  private func listen() {
    var buffer = Data()
    while true {
      let part = answers.fileHandleForReading.availableData
      if part.isEmpty { break }
      buffer.append(part)
      while let end = buffer.firstIndex(of: 0) {
        take(Data(buffer[..<end]))
        buffer = Data(buffer[(end + 1)...])
      }
    }
    let left = state.withLock { state in
      state.isOver = true
      defer { state.waiting = [:] }
      return state.waiting.values.map { $0 }
    }
    for continuation in left { continuation.resume(throwing: Failure(description: "the browser has ended")) }
  }

  private func take(_ message: Data) {
    guard let object = (try? JSONSerialization.jsonObject(with: message)) as? [String: Any] else { return }
    guard let id = object["id"] as? Int else { return note(object) }
    let continuation = state.withLock { $0.waiting.removeValue(forKey: id) }
    if let error = object["error"] as? [String: Any] {
      continuation?.resume(throwing: Failure(description: "\(error["message"] ?? error)"))
    } else {
      let result = (try? JSONSerialization.data(withJSONObject: object["result"] ?? [:])) ?? Data("{}".utf8)
      continuation?.resume(returning: result)
    }
  }

  private func note(_ event: [String: Any]) {
    let parameters = event["params"] as? [String: Any] ?? [:]
    switch event["method"] as? String {
    case "Runtime.exceptionThrown": add("\(parameters["exceptionDetails"] ?? "")")
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      if ["error", "warning"].contains(entry["level"] as? String) {
        add("\(entry["text"] ?? "") \(entry["url"] ?? "")")
      }
    case "Runtime.consoleAPICalled":
      if ["error", "warning", "assert"].contains(parameters["type"] as? String) { add("\(parameters["args"] ?? "")") }
    default: break
    }
  }

  private func add(_ problem: String) { state.withLock { $0.problems.append(problem) } }
}

extension Chromium {
  /// A page of it.
  struct Page: Sendable {
    let browser: Chromium
    let session: String

    @discardableResult
    func send(_ method: String, _ parameters: [String: Any] = [:]) async throws -> [String: Any] {
      let data = try await browser.send(method, parameters, session: session)
      return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// The value of an expression, as text; promises are waited for.
    @discardableResult
    func value(_ expression: String) async throws -> String {
      let answer = try await send(
        "Runtime.evaluate",
        ["expression": "(async () => String(await (\(expression))))()", "awaitPromise": true, "returnByValue": true])
      if let problem = answer["exceptionDetails"] { throw Failure(description: "\(expression): \(problem)") }
      return (answer["result"] as? [String: Any])?["value"] as? String ?? ""
    }

    /// Waits until an expression is true.
    func wait(for expression: String, seconds: Double = 60) async throws {
      let end = ContinuousClock.now + .seconds(seconds)
      while try await value("!!(\(expression))") != "true" {
        guard ContinuousClock.now < end else { throw Failure(description: "it never came to pass: \(expression)") }
        try await Task.sleep(for: .milliseconds(30))
      }
    }

    func open(_ address: String) async throws { try await send("Page.navigate", ["url": address]) }

    /// Presses a key as a person does.
    func press(_ key: String, shift: Bool = false, control: Bool = false) async throws {
      let modifiers = (shift ? 8 : 0) + (control ? 2 : 0)
      var down: [String: Any] = ["type": "keyDown", "key": key, "modifiers": modifiers]
      if key.count == 1, !control { down["text"] = key }
      try await send("Input.dispatchKeyEvent", down)
      try await send("Input.dispatchKeyEvent", ["type": "keyUp", "key": key, "modifiers": modifiers])
    }

    /// Clicks into the middle of what a selector finds.
    func click(_ selector: String, modifiers: Int = 0) async throws {
      let box = try await value(
        "(() => { const r = document.querySelector('\(selector)').getBoundingClientRect(); "
          + "return [r.x + r.width / 2, r.y + r.height / 2] })()"
      ).split(separator: ",").compactMap { Double($0) }
      guard box.count == 2 else { throw Failure(description: "there is no \(selector)") }
      for (type, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
        try await send(
          "Input.dispatchMouseEvent",
          [
            "type": type, "x": box[0], "y": box[1], "button": type == "mouseMoved" ? "none" : "left",
            "buttons": buttons, "clickCount": 1, "modifiers": modifiers,
          ])
      }
    }

    /// What the page looks like, as a PNG file.
    func screenshot() async throws -> Data {
      let answer = try await send("Page.captureScreenshot", ["format": "png"])
      return Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
    }
  }

  /// Opens a page of a size, in pixels.
  func page(width: Int = 1280, height: Int = 800, isDark: Bool = false, isPhone: Bool = false) async throws -> Page {
    func text(_ data: Data, _ key: String) throws -> String {
      let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      guard let text = object?[key] as? String else { throw Failure(description: "no \(key)") }
      return text
    }
    let target = try text(try await send("Target.createTarget", ["url": "about:blank"]), "targetId")
    let session = try text(
      try await send("Target.attachToTarget", ["targetId": target, "flatten": true]), "sessionId")
    let page = Page(browser: self, session: session)
    for domain in ["Page", "Runtime", "Log"] { try await page.send("\(domain).enable") }
    try await page.send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": isPhone ? 2 : 1, "mobile": isPhone])
    if isPhone { try await page.send("Emulation.setTouchEmulationEnabled", ["enabled": true]) }
    try await page.send(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
    return page
  }
}
