import Collecting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Images

/// What went wrong with a request, as the client may know it: a JSON problem of RFC 9457.
struct Problem: Error, Sendable {
  let status: HTTPResponse.Status
  let detail: String
  /// A word that programs can rely on.
  let kind: String
  /// In seconds.
  let retryAfter: Double?
  /// The method that the address takes, with 405.
  private(set) var allowed: String?

  init(_ status: HTTPResponse.Status, _ detail: String, kind: String, retryAfter: Double? = nil) {
    (self.status, self.detail, self.kind, self.retryAfter) = (status, detail, kind, retryAfter)
  }

  /// Any error, without its insides: errors of ours are spelt out, others are called by their status only.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as ImageError: self.init(error)
    case let error as CollectingError: self.init(error)
    case let error as HTTPError: self.init(status: error.status)
    case let error as any HTTPResponseError: self.init(status: error.status)
    case is CancellationError: self.init(.serviceUnavailable, "The request was cancelled.", kind: "cancelled")
    default: self.init(.internalServerError, "Something went wrong here; the log has more.", kind: "internal")
    }
  }

  /// The same, and 405 in place of 404 where another method would have been right.
  init(_ error: any Error, at path: String, _ options: ServerOptions) {
    var problem = Problem(error)
    let method = options.absentPaths.contains(path) ? nil : Self.methods[path]
    if problem.kind == "not-found", let method {
      problem = Problem(status: .methodNotAllowed)
      problem.allowed = method
    }
    self = problem
  }

  private static let methods = [
    "/": "GET", "/classify": "POST", "/upload": "POST", "/analyze": "POST", "/feedback": "POST", "/classify-url": "GET",
    "/healthz": "GET", "/readyz": "GET", "/metrics": "GET", "/models": "GET", "/openapi.json": "GET",
  ]

  private init(status: HTTPResponse.Status) {
    let details: [Int: (String, String)] = [
      404: ("There is nothing at this address.", "not-found"),
      405: ("This address does not take that method.", "method-not-allowed"),
      413: ("The request is too large.", "too-large"),
    ]
    let (detail, kind) = details[status.code] ?? (status.reasonPhrase, "http-\(status.code)")
    self.init(status, detail, kind: kind)
  }

  private init(_ error: ImageError) {
    switch error.code {
    case .tooLarge: self.init(.contentTooLarge, "The picture is too large: \(error.message).", kind: "too-large")
    case .internal: self.init(.internalServerError, "The picture could not be decoded.", kind: "internal")
    default:
      self.init(.unsupportedMediaType, "This is no picture that can be read: \(error.message).", kind: "not-an-image")
    }
  }

  private init(_ error: CollectingError) {
    switch error.code {
    case .refusedAddress: self.init(.forbidden, "The link \(error.message).", kind: "refused-url")
    case .tooLarge: self.init(.contentTooLarge, "The picture \(error.message).", kind: "too-large")
    case .timedOut: self.init(.gatewayTimeout, "The picture \(error.message).", kind: "url-timeout")
    default: self.init(.badGateway, "The picture \(error.message).", kind: "url-unavailable")
    }
  }

  var response: Response {
    var headers: HTTPFields = [.contentType: "application/problem+json"]
    if let allowed { headers[.allow] = allowed }
    if let wait = body.retryAfter { headers[.retryAfter] = String(wait) }
    return .json(body, status: status, headers: headers)
  }

  /// RFC 9457's members, and two of ours.
  struct Body: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail, kind: String
    let retryAfter: Int?
  }

  var body: Body {
    Body(
      title: status.reasonPhrase, status: status.code, detail: detail, kind: kind,
      retryAfter: retryAfter.map { Int($0.rounded(.up)) })
  }
}
