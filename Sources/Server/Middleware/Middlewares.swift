import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// Turns every error into a problem, logs each request, and counts it. No image content and no query goes into the log.
struct OutermostMiddleware<Context: RequestContext>: RouterMiddleware {
  let metrics: ServerMetrics
  let options: ServerOptions

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let started = ContinuousClock.now
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      let problem = Problem(error, at: request.uri.path, options)
      if problem.status.code == 500 { context.logger.error("failed", metadata: ["error": "\(error)"]) }
      response = problem.response
    }
    let spent = ContinuousClock.now - started
    let route = context.endpointPath ?? "other"
    metrics.answered(route: route, status: response.status.code, in: spent)
    response.headers[.xRequestID] = context.id
    log(request, context, response.status.code, spent)
    return response
  }

  private func log(_ request: Request, _ context: Context, _ status: Int, _ spent: Duration) {
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method)", "path": "\(request.uri.path.prefix(200))", "status": "\(status)",
        "milliseconds": "\(Int(spent / .milliseconds(1)))",
        "client": "\(context.client(of: request, trustsForwardedFor: options.trustsForwardedFor) ?? "unknown")",
      ])
  }
}

private let securityFields: [(String, String)] = [
  ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
  ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
  ("Permissions-Policy", "geolocation=(), microphone=()"),
  (
    "Content-Security-Policy",
    "default-src 'none'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
  ),
]

/// Tells browsers what pages of ours may do: nothing but what they need.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
  let options: ServerOptions

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let origin = request.headers[.origin].flatMap { options.allowedOrigins.contains($0) ? $0 : nil }
    var response =
      request.method == .options && origin != nil ? Response(status: .noContent) : try await next(request, context)
    for (name, value) in securityFields { response.headers[.named(name)] = value }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if options.tls != nil { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    if let origin { allow(origin, &response) }
    return response
  }

  private func allow(_ origin: String, _ response: inout Response) {
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.vary] = "Origin"
    response.headers[.accessControlAllowMethods] = "GET, POST"
    response.headers[.accessControlAllowHeaders] = "Authorization, Content-Type, X-Requested-With"
    response.headers[.named("Cross-Origin-Resource-Policy")] = "cross-origin"
  }
}

/// Refuses clients that ask too often, and those without the token.
struct Doorkeeper<Context: RequestContext>: RouterMiddleware {
  let options: ServerOptions
  let limiter: RateLimiter
  private let open: Set<String>

  /// With what stands before every path.
  init(_ options: ServerOptions, base: String) {
    self.options = options
    open = [base + "/healthz", base + "/readyz"]
    limiter = RateLimiter(rate: options.ratePerClient, burst: options.burstPerClient)
  }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if open.contains(request.uri.path) { return try await next(request, context) }
    let client = context.client(of: request, trustsForwardedFor: options.trustsForwardedFor)
    if let client, let wait = limiter.wait(for: client) {
      throw Problem(.tooManyRequests, "Too many requests from your address.", kind: "rate-limit", retryAfter: wait)
    }
    guard isKnown(request) else {
      throw Problem(.unauthorized, "A valid bearer token is needed.", kind: "unauthorized")
    }
    return try await next(request, context)
  }

  private func isKnown(_ request: Request) -> Bool {
    guard let token = options.bearerToken else { return true }
    let given = request.headers[.authorization] ?? ""
    // Of equal length whatever was sent, so that the comparison takes the same time.
    let (left, right) = (SHA256.hash(data: Data(given.utf8)), SHA256.hash(data: Data("Bearer \(token)".utf8)))
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension HTTPField.Name {
  /// A name that is known to be valid.
  static func named(_ text: String) -> Self { .init(text) ?? .via }
  static var xRequestID: Self { .named("X-Request-Id") }
}
