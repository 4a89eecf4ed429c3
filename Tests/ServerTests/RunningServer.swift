import AsyncHTTPClient
import Demo
import Foundation
import Images
import Logging
import NIOCore
import NIOHTTP1
import SystemPackage
import Torch
import Training
import Vision

@testable import Server

/// A server on a port of its own with a small untrained model, for as long as a test needs it.
struct RunningServer {
  let port: Int
  private let task: Task<Void, any Error>

  static let model = Result { try SmallModel() }

  init(noneBelow: ServedModels.NoneThreshold? = nil, _ change: (inout ServerOptions) -> Void = { _ in }) async throws {
    var options = ServerOptions()
    options.port = 0
    options.ratePerClient = 0
    options.endingPatience = .milliseconds(50)  // for connections of the shared client that are idle
    change(&options)
    let model = try Self.model.get()
    let server = PredictionServer(
      try ServedModels([("bears", model.path)], noneBelow: noneBelow), options: options,
      logger: .init(label: "test") { _ in SilentLog() })
    let (ports, found) = AsyncStream<Int>.makeStream()
    task = Task {
      defer { found.finish() }
      try await server.run { found.yield($0) }
    }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else {
      try await task.value
      throw CancellationError()
    }
    self.port = port
  }

  /// One that somebody else runs.
  init(port: Int) { (self.port, task) = (port, Task {}) }

  func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  func askToEnd() { task.cancel() }

  /// Asks it to end, and waits until it has.
  func stop() async throws {
    task.cancel()
    try await task.value
  }

  /// An answer, whole.
  struct Answer {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:] }
    var labels: [String] { (json["predictions"] as? [[Any]])?.compactMap { $0.first as? String } ?? [] }
    var kind: String? { json["kind"] as? String }
  }

  func send(
    _ path: String, _ method: HTTPMethod = .GET, body: [UInt8]? = nil, headers: HTTPHeaders = [:]
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: url(path))
    request.method = method
    request.headers = headers
    if let body { request.body = .bytes(body) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    let buffer = try await response.body.collect(upTo: 1 << 24)
    return Answer(status: Int(response.status.code), headers: response.headers, body: Array(buffer.readableBytesView))
  }

  func form(_ path: String, _ files: [(name: String, bytes: [UInt8])], accept: String = "*/*") async throws -> Answer {
    let parts = files.map {
      Array("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\($0.name)\"\r\n\r\n".utf8) + $0.bytes
        + Array("\r\n".utf8)
    }
    return try await send(
      path, .POST, body: parts.flatMap { $0 } + Array("--b--\r\n".utf8),
      headers: ["Content-Type": "multipart/form-data; boundary=b", "Accept": accept])
  }
}

/// A network with random weights on drawn bears, exported once for all tests.
final class SmallModel: Sendable {
  let path: FilePath

  init() throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("server-tests-\(UUID().uuidString)")
    for kind in DrawnBear.Kind.allCases {
      let place = folder / kind.rawValue
      try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
      for seed in 0..<2 {
        try Data(DrawnBear(kind: kind, seed: UInt64(seed)).jpeg()).write(
          to: URL(filePath: (place / "\(seed).jpg").string))
      }
    }
    path = folder / "bears.safetensors"
    try Self.write(path)
  }

  /// Another model, of the pictures beside it.
  static func write(_ path: FilePath, provenance: [String: String] = [:]) throws {
    let data = try ImageDataBunch(fromFolder: path.removingLastComponent(), validFraction: 0, size: 32)
    try cnnLearner(data, .resnet18, weights: .random, hidden: [16], callbacks: [], device: .cpu)
      .export(to: path, provenance: provenance)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.removingLastComponent().string) }
}
