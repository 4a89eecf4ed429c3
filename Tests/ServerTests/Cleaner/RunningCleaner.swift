import AsyncHTTPClient
import Catalog
import Demo
import Foundation
import Images
import Logging
import NIOCore
import NIOHTTP1
import SystemPackage
import Training
import Vision

@testable import Server

/// A cleaner on a port of its own, over drawn bears that nobody had to judge, for as long as a test needs it.
final class RunningCleaner: Sendable {
  let folder: FilePath
  let address: String
  let session: CleaningSession
  private let task: Task<Void, any Error>

  init(_ tools: CleanerServer.Tools = .init(), count: Int = 3, judge: CleaningSession.Judge? = nil) async throws {
    folder = FilePath(NSTemporaryDirectory()).appending("cleaner-\(UUID().uuidString)")
    try Self.draw(count, in: folder)
    session = try Self.session(folder, judge: judge)
    let server = CleanerServer(session, tools: tools, port: 0, logger: .init(label: "test") { _ in SilentLog() })
    let (addresses, found) = AsyncStream<String>.makeStream()
    task = Task {
      defer { found.finish() }
      try await server.run { found.yield($0) }
    }
    var iterator = addresses.makeAsyncIterator()
    guard let address = await iterator.next() else {
      try await task.value
      throw CancellationError()
    }
    self.address = address
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.string) }

  private static func draw(_ count: Int, in folder: FilePath) throws {
    for kind in DrawnBear.Kind.allCases {
      let place = folder / kind.rawValue
      try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
      for number in 0..<count {
        try Data(DrawnBear(kind: kind, seed: UInt64(number)).jpeg()).write(
          to: URL(filePath: (place / "\(number).jpg").string))
      }
    }
  }

  /// The first of each class is taken for another.
  static func session(_ folder: FilePath, judge: CleaningSession.Judge? = nil) throws -> CleaningSession {
    let catalog = try Catalog(dataset: folder)
    let classes = DrawnBear.Kind.allCases.map(\.rawValue)
    let judgements = try ImageJudging.images(of: catalog).map { image -> ImageJudgement in
      let actual = classes.firstIndex(of: image.label) ?? 0
      let right: Float = image.path.hasSuffix("/0.jpg") ? 0.1 : 0.8
      var all = [Float](repeating: 0.1, count: classes.count)
      all[actual] = right
      all[(actual + 1) % classes.count] = 0.9 - right
      return ImageJudgement(
        path: image.path, part: image.part, actual: actual, probabilities: all, loss: -log(right),
        suggestion: right < 0.5 ? .init(label: (actual + 1) % classes.count, confidence: 0.8) : nil)
    }
    return try CleaningSession(catalog, classes: classes, judgements, judge: judge)
  }

  func stop() async throws {
    task.cancel()
    try await task.value
  }

  /// Asks for a path below the page, or with `whole` below the host.
  func send(
    _ path: String, _ body: String? = nil, headers: HTTPHeaders = [:], whole: Bool = false,
    method: HTTPMethod? = nil
  ) async throws -> RunningServer.Answer {
    let base = whole ? String(address.prefix { $0 != "?" }.dropLast(27)) : address
    var request = HTTPClientRequest(url: base + path)
    request.method = method ?? (body == nil ? .GET : .POST)
    request.headers = headers
    if let body {
      request.body = .bytes(Array(body.utf8))
      if headers["Content-Type"].isEmpty { request.headers.add(name: "Content-Type", value: "application/json") }
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    let buffer = try await response.body.collect(upTo: 1 << 24)
    return .init(status: Int(response.status.code), headers: response.headers, body: Array(buffer.readableBytesView))
  }

  func ids(_ query: String = "") async throws -> [Int] {
    try await send("api/view?\(query)").json["ids"] as? [Int] ?? []
  }
}

extension RunningServer.Answer {
  var items: [[String: Any]] { json["items"] as? [[String: Any]] ?? [] }
  var revision: Int { json["revision"] as? Int ?? -1 }
  /// What undo would take back.
  var step: Int? { (json["undo"] as? [String: Any])?["id"] as? Int }
}
