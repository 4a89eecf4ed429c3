import Collecting
import Demo
import Foundation
import Images
import Synchronization
import SystemPackage

/// A folder that is gone when the test is over.
final class TemporaryFolder: Sendable {
  let path: FilePath

  init() throws {
    path = FilePath(NSTemporaryDirectory()).appending("collecting-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  /// Writes a file, with the folders that lead to it.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> FilePath {
    let file = path.appending(name)
    let folder = file.removingLastComponent()
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file.string))
    return file
  }

  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path.appending(folder).string).sorted()
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: path.appending(name).string)))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path.appending(name).string) }
}

/// Small pictures, each different from the others.
enum Picture {
  static func image(_ seed: Int, width: Int = 24, height: Int = 16) throws -> RGBImage {
    let pixels = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 &* (seed &+ 7) &+ seed / 3) }
    return try RGBImage(width: width, height: height, pixels: pixels)
  }

  static func jpeg(_ seed: Int, width: Int = 24, height: Int = 16) throws -> [UInt8] {
    try image(seed, width: width, height: height).encoded(as: .jpeg())
  }

  static func png(_ seed: Int, width: Int = 24, height: Int = 16) throws -> [UInt8] {
    try image(seed, width: width, height: height).encoded(as: .png)
  }
}

extension SiteAnswer {
  static func jpeg(_ seed: Int) throws -> SiteAnswer { .file(try Picture.jpeg(seed), contentType: "image/jpeg") }
}

/// Runs `body` with a site that ends with it.
func withSite<Value>(
  _ routes: [String: SiteAnswer], latency: Duration = .zero, _ body: (LoopbackSite) async throws -> Value
) async throws -> Value {
  let site = try await LoopbackSite(routes, latency: latency)
  do {
    let value = try await body(site)
    try await site.stop()
    return value
  } catch {
    try await site.stop()
    throw error
  }
}

extension DownloadOptions {
  /// Impatient, for faults that take their time.
  static var quick: DownloadOptions {
    var options = DownloadOptions()
    options.idleTimeout = .seconds(60)
    options.connectTimeout = .seconds(5)
    options.totalTimeout = .seconds(300)
    options.backoff = .milliseconds(5)
    return options
  }
}

/// The events of a download, as they came.
final class EventLog: Sendable {
  private let events = Mutex<[DownloadEvent]>([])
  var all: [DownloadEvent] { events.withLock { $0 } }
  func add(_ event: DownloadEvent) { events.withLock { $0.append(event) } }
}

/// A list that closures may add to.
final class LockedList<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  var all: [Element] { elements.withLock { $0 } }
  func add(_ element: Element) { elements.withLock { $0.append(element) } }
}

enum SiteAnswers {
  /// The right length as far as the protocol knows, and yet not the whole picture.
  static var cutOff: SiteAnswer {
    get throws { .file(Array(try Picture.jpeg(5, width: 200, height: 200).prefix(900)), contentType: "image/jpeg") }
  }

  static var png: SiteAnswer { get throws { .file(try Picture.png(6), contentType: "image/png") } }
}

extension Sequence {
  /// The results of work that is done one after the other.
  func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
