import Collecting
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The pictures of a request: the body itself, or the files of a form.
struct UploadedImages {
  /// One of them.
  struct File: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  let files: [File]
  /// Whether they came in a form with possibly several files.
  let isForm: Bool

  /// - Throws: ``Problem`` when there is none, or they are too large or too slow.
  init(_ request: Request, _ options: ServerOptions) async throws {
    let body = try await Self.body(of: request, options)
    if let form = try MultipartForm(
      body, contentType: request.headers[.contentType] ?? "", maxParts: options.maxFiles + 16)
    {
      files = form.parts.filter { $0.fileName != nil && !$0.bytes.isEmpty }.map {
        File(name: Self.shown($0.fileName ?? ""), bytes: Array($0.bytes))
      }
      isForm = true
    } else {
      files = body.isEmpty ? [] : [File(name: "image", bytes: body)]
      isForm = false
    }
    guard !files.isEmpty else {
      throw Problem(
        .badRequest, "There is no picture in the request: send it as the body, or as a file field of a form.",
        kind: "no-picture")
    }
    guard files.count <= options.maxFiles else {
      throw Problem(.contentTooLarge, "More than \(options.maxFiles) files in one request.", kind: "too-many-files")
    }
  }

  private static func body(of request: Request, _ options: ServerOptions) async throws -> [UInt8] {
    let limit = options.maxUploadBytes
    let tooLarge = Problem(.contentTooLarge, "More than \(limit.asBytes) in one request.", kind: "too-large")
    if let declared = request.headers[.contentLength].flatMap({ Int($0) }), declared > limit { throw tooLarge }
    do {
      let buffer = try await request.body.collect(upTo: limit)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw tooLarge
    }
  }

  /// A client's file name, for messages only: without folders, of a bounded length.
  private static func shown(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? name
    return String(last.prefix(100).filter { !$0.isNewline })
  }
}
