public import Hummingbird
public import ServiceLifecycle

extension PredictionServer {
  /// Adds everything that this server answers to the router of another application.
  ///
  ///     let router = Router()
  ///     let bears = try PredictionServer(models).addRoutes(to: router, at: "/bears")
  ///     let app = Application(router: router, services: [bears])
  ///
  /// Address, port, TLS, connections, times for a request to arrive, and what happens when it all ends are the application's own:
  /// of ``options`` those hold that are about a request and its answer. Clients are counted where the application's contexts are
  /// `RemoteAddressRequestContext`s, or by `X-Forwarded-For`.
  ///
  /// - Parameters:
  ///   - router: A router, or a group of one whose path is in `base`.
  ///   - base: The path before those of the server: its page is at `base/`. No other routes may be there.
  /// - Returns: The threads behind the routes, to be run with the application's services: they end after the last answer.
  /// - Throws: `CatalogError` or ``ServerError`` when corrections cannot be kept.
  public func addRoutes(
    to router: some RouterMethods<some RequestContext>, at base: String = ""
  ) throws -> PredictionThreads {
    let path = base.split(separator: "/").map { "/\($0)" }.joined()
    let (state, predictor) = (ServerState(), Predictor(options, models))
    try add(to: router.group(RouterPath(path)), base: path, predictor, state)
    return PredictionThreads(predictor: predictor, state: state)
  }

  func add<Context: RequestContext>(
    to router: some RouterMethods<Context>, base: String, _ predictor: Predictor, _ state: ServerState
  ) throws {
    let metrics = predictor.metrics
    router.addMiddleware {
      SecurityHeaders<Context>(options: options)
      OutermostMiddleware<Context>(metrics: metrics, options: options)
      Doorkeeper<Context>(options, base: base)
      WaitingClient<Context>(departures: state.departures)
    }
    ClassifyRoutes(models: models, predictor: predictor, options: options, base: base).add(to: router)
    if let dataset = options.feedbackDataset {
      let store = try FeedbackStore(dataset: dataset, maxBytes: options.maxFeedbackBytes)
      FeedbackRoutes(store: store, models: models, predictor: predictor, options: options).add(to: router)
    }
    StatusRoutes(
      models: models, metrics: metrics, gate: predictor.gate, state: state, options: options, base: base
    ).add(to: router)
    PageRoutes(base: base).add(to: router)
  }
}

/// What decodes and predicts behind the routes of ``PredictionServer/addRoutes(to:at:)``, as a service of the application.
public struct PredictionThreads: Service {
  let predictor: Predictor
  let state: ServerState

  /// Says at `/readyz` that requests are welcome, until the application is asked to end.
  public func run() async throws {
    state.welcome()
    try? await gracefulShutdown()  // or cancelled
    state.drain()
    await predictor.stop()
  }
}
