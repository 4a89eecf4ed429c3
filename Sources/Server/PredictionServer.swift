import Collecting
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOPosix
import NIOSSL
import SystemPackage
import Vision

/// Answers over HTTP: the lesson's web app, fit for the open internet.
///
///     let server = PredictionServer(try ServedModels([("bears", "bears.safetensors")]))
///     try await server.run()
public struct PredictionServer: Sendable {
  public let models: ServedModels
  public let options: ServerOptions
  private let logger: Logger

  public init(_ models: ServedModels, options: ServerOptions = .init(), logger: Logger = Logger(label: "fastai.server"))
  {
    (self.models, self.options, self.logger) = (models, options, logger)
  }

  /// Serves until the task is cancelled; then `/readyz` says so, and when ``ServerOptions/drainTime`` is over, no new
  /// connection is taken, and what is in flight is finished.
  ///
  /// - Parameter onListening: Called with the port when requests are welcome.
  /// - Throws: ``ServerError`` when the port or the certificate cannot be used.
  public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    let predictor = Predictor(options, models)
    do {
      try await run(predictor, onListening)
      await predictor.stop()
    } catch {
      await predictor.stop()
      throw error
    }
  }

  private func run(_ predictor: Predictor, _ onListening: @escaping @Sendable (Int) async -> Void) async throws {
    let router = Router(context: ServerContext.self)
    let (state, listener, threads) = (ServerState(), Listener(), MultiThreadedEventLoopGroup.singleton)
    try add(to: router, base: "", predictor, state)
    let application = Application(
      router: router, server: try channel(state),
      configuration: .init(
        address: .hostname(options.host, port: options.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(options.maxConnections)),
      onServerRunning: { channel in
        listener.open(channel)
        state.welcome()
        await onListening(channel.localAddress?.port ?? options.port)
      },
      eventLoopGroupProvider: .shared(threads), logger: logger)
    try await runUntilCancelled(application, host: options.host, port: options.port, logger: logger) {
      state.drain()
      try? await Task.sleep(for: options.drainTime)
      state.end()
      await listener.close(on: threads)
    }
  }

  private func channel(_ state: ServerState) throws -> HTTPServerBuilder {
    let options = options
    let http = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [
          SlowClientHandler(timeout: TimeAmount(options.uploadTimeout), maxBytes: options.maxUploadBytes * 2),
          DepartureHandler(state.departures),
          EndingHandler(
            state, patience: TimeAmount(options.endingPatience), uploadTimeout: TimeAmount(options.uploadTimeout)),
        ],
        idleTimeout: TimeAmount(options.idleTimeout),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    guard let tls = options.tls else { return http }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate.string).map {
        NIOSSLCertificateSource.certificate($0)
      }
      let key = try NIOSSLPrivateKey(file: tls.key.string, format: .pem)
      return try .tls(
        http, tlsConfiguration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    } catch {
      throw ServerError(
        .badCertificate, "the certificate \(tls.certificate) or its key \(tls.key) cannot be used: \(error)",
        remedy: "Give PEM files of a certificate chain and its private key", cause: error)
    }
  }
}
