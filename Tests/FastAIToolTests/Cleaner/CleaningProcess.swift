import Catalog
import Demo
import Foundation
import SystemPackage
import TestSupport
import Testing

/// `fastai clean` as a process of its own, and the address of its page.
final class CleaningProcess: Sendable {
  let address: String
  private let process: Process

  init(_ arguments: [String], environment: [String: String] = [:]) async throws {
    process = Process()
    process.executableURL = URL(filePath: Binary.path)
    process.arguments = ["clean"] + arguments + ["--port", "0", "--json"]
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, FileHandle.standardError)
    try process.run()
    let line = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var text = Data()
        while let part = try? output.fileHandleForReading.read(upToCount: 1), !part.isEmpty, part.first != 10 {
          text.append(part)
        }
        continuation.resume(returning: text)
      }
    }
    let event = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
    guard let url = event?["url"] as? String else {
      throw BrowserError("no address: \(String(decoding: line, as: UTF8.self))")
    }
    address = url
  }

  /// A test that failed leaves none behind.
  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Without warning.
  func end() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Ends it as Ctrl-C does.
  func stop() -> Int32 {
    process.interrupt()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// Pictures and a model to clean them by.
struct CleaningData {
  let folder: TemporaryFolder
  /// Of `fastai clean`.
  let arguments: [String]
  let dataset: FilePath

  /// Drawn bears and a model that has learned nothing: what matters here is the page.
  static func drawn(
    _ count: Int = 12, adding more: (TemporaryFolder) throws -> Void = { _ in }
  ) async throws -> CleaningData {
    let folder = try TemporaryFolder()
    try folder.drawBears(count, kinds: DrawnBear.Kind.allCases)
    try more(folder)
    return try await CleaningData(folder, ["--weights", "none", "--size", "32", "--epochs", "0"])
  }

  /// A copy of the photographs beside the package, and a model that has learned of them.
  static func photographs(_ bears: FilePath, weights: FilePath) async throws -> CleaningData {
    let folder = try TemporaryFolder()
    for kind in DrawnBear.Kind.allCases {
      for name in try FileManager.default.contentsOfDirectory(atPath: bears.appending(kind.rawValue).string) {
        let bytes = try Data(contentsOf: URL(filePath: bears.appending(kind.rawValue).appending(name).string))
        try folder.write(bytes, to: "data/\(kind.rawValue)/\(name)")
      }
    }
    return try await CleaningData(
      folder, ["--weights", weights.string, "--size", "128", "--epochs", "3", "--cache-features"])
  }

  private init(_ folder: TemporaryFolder, _ training: [String]) async throws {
    let model = folder("model.safetensors")
    let trained = try await Binary.run(
      ["train", folder("data"), "--arch", "resnet18", "--output", model, "--quiet"] + training)
    guard trained.status == 0 else { throw BrowserError("no model: \(trained.errors)") }
    (self.folder, arguments, dataset) = (folder, [model, folder("data")], FilePath(folder("data")))
  }

  /// Does what the server does with a picture that a user corrects.
  func send(_ name: String, _ bytes: [UInt8], as label: String) throws {
    let path = ImageRecord.feedbackFolder.appending(name)
    try folder.write(bytes, to: "data/\(path)")
    try Catalog(dataset: dataset).commit(
      .init(
        images: [ImageRecord(path: path, label: label, status: .good)],
        journal: [JournalEntry(.saved, path: path, reason: "a user says \(label); model said teddys")]))
  }

  /// Where the file of a picture lies: in its place, in quarantine, in both or in neither.
  func whereabouts(_ name: String) -> Set<String> {
    Set(["", ".fastai/quarantine/"].filter { FileManager.default.fileExists(atPath: "\(dataset)/\($0)\(name)") })
  }
}

extension Browser {
  /// Opens a browser of which nothing may complain.
  static func quiet(_ body: (Browser) async throws -> Void) async throws {
    try await opened { browser in
      try await body(browser)
      #expect(browser.consoleErrors == [])
    }
  }

  /// Opens a cleaner's page, and ends the cleaner as Ctrl-C does, and the browser, afterwards.
  static func cleaning(
    _ data: CleaningData, _ query: String = "", _ body: (Browser, CleaningProcess) async throws -> Void
  ) async throws {
    let cleaner = try await CleaningProcess(data.arguments)
    try await quiet { page in
      try await page.openCleaner(cleaner.address + query)
      try await body(page, cleaner)
      #expect(page.consoleErrors == [])
      #expect(cleaner.stop() == 0)
      page.forgetConsoleErrors()  // the page has noticed
    }
  }

  static let cleanerIsReady = "document.body?.dataset.ready && document.querySelector('.card[data-id]')"

  /// Opens the cleaner's page, and waits for its pictures.
  func openCleaner(_ address: String) async throws {
    try await open(address)
    try await wait(until: Self.cleanerIsReady)
  }

  /// The numbers and names of the first pictures on the page.
  func firstPictures(_ count: Int) async throws -> [(id: String, name: String)] {
    let cards = "[...document.querySelectorAll('.card[data-id]')].slice(0, \(count))"
    let ids = try await evaluate("\(cards).map((card) => card.dataset.id)", as: [String].self)
    let names = try await evaluate("\(cards).map((card) => card.ariaLabel.split(':')[0])", as: [String].self)
    return Array(zip(ids, names))
  }

  /// What has been decided about a picture that is on the page; nothing when it is not.
  func state(_ id: String) async throws -> String {
    try await text("document.querySelector('[data-id=\"\(id)\"]')?.dataset.state ?? ''")
  }

  func wait(for id: String, toBe state: String) async throws {
    try await wait(until: "document.querySelector('[data-id=\"\(id)\"]')?.dataset.state == '\(state)'")
  }
}
