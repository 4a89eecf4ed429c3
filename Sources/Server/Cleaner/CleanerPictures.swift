import Catalog
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Images
import NIOPosix
import SystemPackage
import Vision

/// The pictures of the page: small ones, made once and kept on disk, large ones, and heat maps.
///
/// Addresses hold a key of the file's size and time, so that browsers may keep what they got for ever.
struct CleanerPictures: Sendable {
  /// The longer side of small ones, in pixels: enough for a card at twice the density.
  static let side = 360
  /// Never ended: they belong to the process.
  private static let threads: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: ProcessInfo.processInfo.activeProcessorCount)
    pool.start()
    return pool
  }()

  let session: CleaningSession
  let heatMap: (@Sendable (FilePath, Int) async throws -> [UInt8])?
  private let folder: FilePath
  /// As many at a time as there are cores: more would only wait for each other.
  private let gate = AdmissionGate(concurrent: ProcessInfo.processInfo.activeProcessorCount, waiting: 4096)
  private let heatGate = AdmissionGate(concurrent: 1, waiting: 256)

  init(session: CleaningSession, heatMap: (@Sendable (FilePath, Int) async throws -> [UInt8])?) {
    (self.session, self.heatMap) = (session, heatMap)
    folder = session.catalog.path.removingLastComponent().appending("thumbnails")
    try? FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
  }

  func add(to page: RouterGroup<ServerContext>) {
    page.get("/thumbnails/:id") { request, context in
      try await answer(request, context, kind: "small") { file, key in
        try await small(of: file, at: folder.appending("\(key).jpg"))
      }
    }
    page.get("/images/:id") { request, context in
      try await answer(request, context, kind: "large") { file, _ in
        try await Self.encoded(file, side: 1600, quality: 88, gate)
      }
    }
    page.get("/heatmaps/:id") { request, context in
      guard let heatMap else { throw Problem(.notFound, "There are no heat maps.", kind: "not-found") }
      let label = request.uri.queryParameters["label"].flatMap { Int($0) } ?? 0
      return try await answer(request, context, kind: "heat-\(label)") { file, _ in
        try await heatGate.withPlace { try await heatMap(file, label) }
      }
    }
  }

  /// What distinguishes an image's file from what it was before it changed.
  static func key(of item: CleaningItem, file: FilePath) -> String {
    let facts = try? FileManager.default.attributesOfItem(atPath: file.string)
    let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    let text = "\(item.path) \(facts?[.size] as? Int ?? -1) \(time) \(side)"
    return SHA256.hash(data: Data(text.utf8)).prefix(12).map { String(format: "%02x", $0) }.joined()
  }

  private func answer(
    _ request: Request, _ context: ServerContext, kind: String,
    _ bytes: (FilePath, String) async throws -> [UInt8]
  ) async throws -> Response {
    guard let id = context.parameters.get("id", as: Int.self), let item = await session.item(id),
      let file = await session.file(of: id)
    else { throw Problem(.notFound, "There is no such image.", kind: "not-found") }
    let key = Self.key(of: item, file: file)
    let headers: HTTPFields = [
      .contentType: "image/jpeg", .cacheControl: "private, max-age=31536000, immutable", .eTag: "\"\(key)-\(kind)\"",
    ]
    if request.headers[.ifNoneMatch] == headers[.eTag] { return Response(status: .notModified, headers: headers) }
    let content = try await bytes(file, key)
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: .init(bytes: content)))
  }

  private func small(of file: FilePath, at cached: FilePath) async throws -> [UInt8] {
    if let bytes = try? FileBytes.read(cached, maxBytes: 1 << 24) { return bytes }
    let bytes = try await Self.encoded(file, side: Self.side, quality: 82, gate)
    try? FileBytes.write(bytes, to: cached, syncs: false)  // only a cache
    return bytes
  }

  /// Decoding takes milliseconds to seconds: not on the threads that answer.
  private static func encoded(_ file: FilePath, side: Int, quality: Int, _ gate: AdmissionGate) async throws -> [UInt8]
  {
    try await gate.withPlace {
      try await threads.runIfActive {
        yieldToBrowser()
        return try RGBImage(contentsOf: file, resized: .fit(maxSide: side)).encoded(as: .jpeg(quality: quality))
      }
    }
  }

  /// The browser draws on the same cores: while somebody scrolls, its frames go before pictures that are yet to be made.
  private static func yieldToBrowser() {
    #if os(Linux)
      _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)  // 0: this thread; what fails only scrolls less smoothly
    #endif
  }
}
