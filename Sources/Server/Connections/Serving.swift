import Logging
import NIOCore
import ServiceLifecycle

/// Runs a service that listens until the task is cancelled, which is passed on as a wish to end and not as an order.
///
/// - Parameters:
///   - service: A server of the framework's.
///   - host: Where it listens, for the error.
///   - port: The same.
///   - logger: For the service's own words.
///   - ending: What comes before the service is asked to end.
/// - Throws: ``ServerError`` when the port cannot be used.
func runUntilCancelled(
  _ service: some Service, host: String, port: Int, logger: Logger, ending: @escaping @Sendable () async -> Void = {}
) async throws {
  let group = ServiceGroup(configuration: .init(services: [service], logger: logger))
  let serving = Task { try await group.run() }
  do {
    try await withTaskCancellationHandler {
      try await serving.value
    } onCancel: {
      Task {
        await ending()
        await group.triggerGracefulShutdown()
      }
    }
  } catch let error as IOError {
    throw ServerError(
      .cannotListen, "port \(port) of \(host) cannot be used: \(error)",
      remedy: "Choose another with --port, or end the program that holds it", cause: error)
  }
}
