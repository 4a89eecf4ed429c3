import HTTPTypes
import Hummingbird
import HummingbirdCore
import Vision

/// What operators and programs ask: health, figures, models, the description of this interface.
struct StatusRoutes: Sendable {
  let models: ServedModels
  let metrics: ServerMetrics
  let gate: AdmissionGate
  let state: ServerState
  let options: ServerOptions
  /// What stands before every path.
  let base: String

  func add(to router: some RouterMethods<some RequestContext>) {
    router.get("/healthz") { _, _ in Response.json(["status": "ok"]) }
    router.get("/readyz") { _, _ in
      state.isReady
        ? Response.json(["status": "ready"])
        : Problem(.serviceUnavailable, "The server is starting or ending.", kind: "not-ready").response
    }
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: .init(string: metrics.text(gate.load))))
    }
    router.get("/models") { _, _ in
      Response.json(Models(models: models.all.map { Description($0) }, feedback: options.feedbackDataset != nil))
    }
    let description = InterfaceDescription.json(options, base: base)
    router.get("/openapi.json") { _, _ in
      Response.resource(description, type: "application/json; charset=utf-8")
    }
  }

  private struct Models: Encodable {
    let models: [Description]
    /// Whether `/feedback` is there.
    let feedback: Bool
  }

  private struct Description: Encodable {
    let name, architecture: String
    let classes: [String]
    let noneBelow: Float?

    init(_ model: ServedModels.Model) {
      (name, architecture) = (model.name, model.classifier.architecture.name)
      (classes, noneBelow) = (model.classifier.classes, model.noneBelow)
    }
  }
}
