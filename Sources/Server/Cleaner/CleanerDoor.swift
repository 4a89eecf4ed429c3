import Catalog
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Synchronization
import Training
import Vision

/// Lets in the page itself, and nobody else who can make this machine's browser send a request.
///
/// - Another page cannot know the token, which is part of every path.
/// - A name of somebody else's that resolves to this machine (DNS rebinding) is seen in `Host`.
/// - What another page sends on its own behalf carries its `Origin`, or `Sec-Fetch-Site`; and a body of JSON, which a
///   form cannot send, makes the browser ask first, which is refused.
final class CleanerDoor: RouterMiddleware {
  typealias Context = ServerContext
  private let token: [UInt8]
  private let port = Atomic(0)

  init(token: String) { self.token = Array(token.utf8) }

  /// Nothing comes in before the port is known.
  func open(port value: Int) { port.store(value, ordering: .relaxed) }

  func handle(
    _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    do {
      try check(request)
      return try await next(request, context)
    } catch {
      let problem = Problem(cleaning: error)
      if problem.status.code == 500 { context.logger.error("failed", metadata: ["error": "\(error)"]) }
      return problem.response
    }
  }

  private func check(_ request: Request) throws {
    let hosts = ["127.0.0.1", "localhost", "[::1]"].map { "\($0):\(port.load(ordering: .relaxed))" }
    guard let host = request.head.authority ?? request.headers[.named("Host")], hosts.contains(host.lowercased()) else {
      throw Problem(.misdirectedRequest, "The cleaner is only for this machine.", kind: "wrong-host")
    }
    let first = request.uri.path.split(separator: "/").first.map { Array($0.utf8) } ?? []
    guard Self.isSame(first, token) else {
      throw Problem(
        .notFound, "There is nothing at this address. The whole address stands where the cleaner was started.",
        kind: "not-found")
    }
    guard request.headers[.origin].map({ $0 == "http://\(host)" }) ?? true, isOwn(request) else {
      throw Problem(.forbidden, "Another page has asked for this.", kind: "wrong-origin")
    }
    guard request.method == .get || request.method == .head || isJSON(request) else {
      throw Problem(.unsupportedMediaType, "Send application/json.", kind: "not-json")
    }
  }

  /// Opening the address from anywhere is fine; being asked by another site's page is not.
  private func isOwn(_ request: Request) -> Bool {
    let isOpened = request.headers[.named("Sec-Fetch-Mode")] == "navigate" && request.method == .get
    return isOpened || ["same-origin", "none"].contains(request.headers[.named("Sec-Fetch-Site")] ?? "none")
  }

  private func isJSON(_ request: Request) -> Bool {
    HeaderValue(request.headers[.contentType] ?? "").value.lowercased() == "application/json"
  }

  /// Takes the same time wherever they differ.
  private static func isSame(_ given: [UInt8], _ token: [UInt8]) -> Bool {
    zip(SHA256.hash(data: given), SHA256.hash(data: token)).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension Problem {
  /// The page belongs to whoever started the server, so errors are told in full.
  init(cleaning error: any Error) {
    switch error {
    case let error as CatalogError where error.code == .conflict:
      self.init(.conflict, error.message, kind: "conflict")
    case let error as CatalogError: self.init(.internalServerError, "\(error)", kind: "catalog")
    case let error as LearnerError where error.code == .usage: self.init(.badRequest, "\(error)", kind: "bad-request")
    case let error as LearnerError: self.init(.internalServerError, "\(error)", kind: "training")
    case is DecodingError: self.init(.badRequest, "The request is malformed.", kind: "bad-request")
    default: self.init(error)
    }
  }
}
