internal import Foundation
public import SystemPackage

/// A page in headless Chromium, driven over its debugging pipe: what a reader of our pages would see and do.
///
///     try await Browser.opened { browser in
///       try await browser.open("http://127.0.0.1:8000/")
///       #expect(try await browser.text("document.title") == "What is it?")
///     }
///
/// Methods of the protocol: https://chromedevtools.github.io/devtools-protocol/
public struct Browser: Sendable {
  /// Where Chromium is, or nil: tests that need it are skipped then.
  public static let program = ["chromium", "chromium-browser", "google-chrome"].flatMap { name in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
  }.first { FileManager.default.isExecutableFile(atPath: $0) }

  private let pipe: BrowserPipe
  /// The protocol's name for this page.
  private let session: String

  /// Starts Chromium with a new profile and an empty page of 1280 × 800 pixels.
  private init(javaScript: Bool) async throws {
    guard let program = Self.program else { throw BrowserError("there is no Chromium") }
    try await self.init(BrowserPipe(program), javaScript: javaScript)
  }

  private init(_ pipe: BrowserPipe, javaScript: Bool) async throws {
    struct Target: Decodable { let targetId: String }
    let target = try await pipe.send("Target.createTarget", ["url": "about:blank"], as: Target.self)
    struct Session: Decodable { let sessionId: String }
    self.pipe = pipe
    session = try await pipe.send(
      "Target.attachToTarget", ["targetId": target.targetId, "flatten": true], as: Session.self
    ).sessionId
    for domain in ["Page", "Runtime", "Log", "DOM"] { try await send("\(domain).enable") }
    try await send("Emulation.setScriptExecutionDisabled", ["value": !javaScript])
    try await setViewport(width: 1280, height: 800)
  }

  /// Starts Chromium, and ends it afterwards, whatever happens.
  public static func opened(javaScript: Bool = true, _ body: (Browser) async throws -> Void) async throws {
    let browser = try await Browser(javaScript: javaScript)
    do {
      try await body(browser)
    } catch {
      try await browser.close()
      throw error
    }
    try await browser.close()
  }

  /// Opens another page of the same browser: a second tab.
  public func newPage() async throws -> Browser { try await Browser(pipe, javaScript: true) }

  private func send(_ method: String, _ parameters: [String: Any] = [:]) async throws {
    try await pipe.send(method, parameters, of: session)
  }

  /// Ends Chromium with all its pages, and removes its profile.
  public func close() async throws {
    _ = try? await pipe.send("Browser.close")
    pipe.end()
  }

  /// Goes to an address and waits until the page is loaded.
  public func open(_ url: String) async throws {
    struct Answer: Decodable { let errorText: String? }
    try await pipe.load(session) {
      let answer = try await pipe.send("Page.navigate", ["url": url], of: session, as: Answer.self)
      if let error = answer.errorText { throw BrowserError("\(url): \(error)") }
    }
  }

  /// Does something that leads to another page, and waits until it is loaded.
  public func load(by action: () async throws -> Void) async throws { try await pipe.load(session, by: action) }

  /// Loads the page anew, as it is in the address.
  public func reload() async throws { try await load { try await send("Page.reload") } }

  /// The value of an expression in JavaScript; a promise is waited for. Works on pages whose own scripts are disabled.
  ///
  /// - Throws: ``BrowserError`` with the page's message when the expression throws.
  public func evaluate<Value: Decodable>(_ expression: String, as type: Value.Type) async throws -> Value {
    let answer = try await pipe.send(
      "Runtime.evaluate",
      ["expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true], of: session,
      as: Evaluation<Value>.self)
    if let exception = answer.exceptionDetails { throw BrowserError("\(expression): \(exception.message)") }
    guard let value = answer.result.value else { throw BrowserError("\(expression) has no value") }
    return value
  }

  public func text(_ expression: String) async throws -> String { try await evaluate(expression, as: String.self) }
  public func isTrue(_ expression: String) async throws -> Bool {
    try await evaluate("!!(\(expression))", as: Bool.self)
  }

  /// Runs statements for what they do.
  public func run(_ statements: String) async throws {
    _ = try await isTrue("(async () => { \(statements); return true })()")
  }

  /// Looks again and again until the expression is true; the limit is a watchdog.
  public func wait(until expression: String, limit: Duration = .seconds(60)) async throws {
    let end = ContinuousClock.now + limit
    while !(try await isTrue(expression)) {
      guard ContinuousClock.now < end else { throw BrowserError("\(expression) did not come true") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Clicks into the middle of the first element that the selector finds.
  public func click(_ selector: String, control: Bool = false) async throws {
    let place = try await hover(selector)
    for type in ["mousePressed", "mouseReleased"] {
      try await moveMouse(type, to: place, ["button": "left", "clickCount": 1, "modifiers": control ? 2 : 0])
    }
  }

  /// Moves the mouse to the middle of the first element that the selector finds.
  ///
  /// - Returns: Where that is.
  @discardableResult
  public func hover(_ selector: String) async throws -> [Double] {
    let place = try await evaluate(
      "(() => { const e = document.querySelector(\(quoted(selector))); e.scrollIntoView({block: 'nearest'}); "
        + "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] })()", as: [Double].self)
    try await moveMouse("mouseMoved", to: place, ["button": "none"])
    return place
  }

  private func moveMouse(_ type: String, to place: [Double], _ more: [String: Any]) async throws {
    try await send(
      "Input.dispatchMouseEvent", ["type": type, "x": place[0], "y": place[1]].merging(more) { $1 })
  }

  /// Types into whatever has the focus.
  public func type(_ text: String) async throws { try await send("Input.insertText", ["text": text]) }

  /// Presses a key by its name in JavaScript, `Enter`, `ArrowRight`, `k`, with its character, if it has one.
  public func press(_ key: String, control: Bool = false, shift: Bool = false) async throws {
    let text = key == "Enter" ? "\r" : key.count == 1 && !control ? key : nil
    let isLetter = key.count == 1 && key.allSatisfy { $0.isASCII && $0.isLetter }
    let codes = ["Enter": 13, "Tab": 9, "Escape": 27, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39]
    let code = codes[key] ?? (key == "ArrowDown" ? 40 : Int(key.uppercased().utf8.first ?? 0))
    var event: [String: Any] = [
      "key": key, "windowsVirtualKeyCode": code, "modifiers": (control ? 2 : 0) + (shift ? 8 : 0),
      "code": isLetter ? "Key\(key.uppercased())" : key == " " ? "Space" : key,
    ]
    event["text"] = text
    for type in [text == nil ? "rawKeyDown" : "keyDown", "keyUp"] {
      try await send("Input.dispatchKeyEvent", event.merging(["type": type]) { $1 })
    }
  }

  /// Chooses files in a file field, as its dialogue would.
  public func choose(_ files: [FilePath], in selector: String) async throws {
    struct Document: Decodable {
      struct Root: Decodable { let nodeId: Int }
      let root: Root
    }
    let root = try await pipe.send("DOM.getDocument", of: session, as: Document.self).root.nodeId
    let node = try await pipe.send(
      "DOM.querySelector", ["nodeId": root, "selector": selector], of: session, as: Document.Root.self)
    try await send("DOM.setFileInputFiles", ["nodeId": node.nodeId, "files": files.map(\.string)])
  }

  /// The window in pixels of CSS; a phone has touch and its own viewport rules.
  public func setViewport(width: Int, height: Int, scale: Double = 1, isPhone: Bool = false) async throws {
    try await send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": scale, "mobile": isPhone])
    try await send("Emulation.setTouchEmulationEnabled", ["enabled": isPhone])
  }

  /// Light or dark, as the reader's system would say.
  public func setColorScheme(_ scheme: String) async throws {
    try await send(
      "Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": scheme]]])
  }

  /// What is seen, as PNG; the whole page with `isWhole`.
  public func screenshot(isWhole: Bool = false) async throws -> [UInt8] {
    struct Picture: Decodable { let data: Data }
    return Array(
      try await pipe.send(
        "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": isWhole], of: session, as: Picture.self
      ).data)
  }

  /// What the consoles of the browser's pages have complained of so far: exceptions, failed requests, errors, warnings.
  public var consoleErrors: [String] { pipe.errors }

  public func forgetConsoleErrors() { pipe.forgetErrors() }

  /// A text as JavaScript writes it.
  private func quoted(_ text: String) -> String {
    (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}

/// What became of an expression.
private struct Evaluation<Value: Decodable>: Decodable {
  struct Result: Decodable { let value: Value? }
  let result: Result
  let exceptionDetails: BrowserPipe.Exception?
}

/// What a browser could not do.
public struct BrowserError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
