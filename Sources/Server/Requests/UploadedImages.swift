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
  /// The form's other fields; none when the picture was the body itself.
  let fields: [String: String]

  /// - Throws: ``Problem`` when there is none, or they are too large or too slow.
  init(_ request: Request, _ options: ServerOptions) async throws {
    let body = try await Self.body(of: request, options)
    if let form = try MultipartForm(
      body, contentType: request.headers[.contentType] ?? "", maxParts: options.maxFiles + 16)
    {
      files = form.parts.filter(\.isFile).map { File(name: Self.shown($0.fileName ?? ""), bytes: Array($0.bytes)) }
      fields = Dictionary(
        form.parts.filter { !$0.isFile }.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) },
        uniquingKeysWith: { first, _ in first })
    } else {
      files = body.isEmpty ? [] : [File(name: "image", bytes: body)]
      fields = [:]
    }
    // A form whose file was not chosen has an empty one.
    guard !files.isEmpty, !files.contains(where: \.bytes.isEmpty) else {
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
    } catch let error where !(error is CancellationError) {
      // Chunks without a length, a client that has gone: whatever ends a body before its end.
      throw Problem(.badRequest, "The request broke off, or its body is malformed.", kind: "malformed-request")
    }
  }

  /// A client's file name, for messages only: without folders, of a bounded length.
  private static func shown(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? name
    return String(last.prefix(100).filter { !$0.isNewline })
  }
}
