import HTTPTypes
import Hummingbird
import HummingbirdCore
import Images
import Vision

/// `POST /feedback?label=grizzly` with a picture: a user says what it really is. There only when the server has a data set
/// to keep it in.
struct FeedbackRoutes: Sendable {
  let store: FeedbackStore
  let models: ServedModels
  let predictor: Predictor
  let options: ServerOptions

  func add(to router: some RouterMethods<some RequestContext>) {
    router.post("/feedback") { request, _ in try await keep(request) }
  }

  private func keep(_ request: Request) async throws -> Response {
    try refuseOtherSites(request)
    let upload = try await UploadedImages(request, options)
    let query = request.uri.queryParameters
    let model = try models.named(query["model"].map(String.init) ?? upload.fields["model"])
    let label = try label(query["label"].map(String.init) ?? upload.fields["label"], of: model)
    guard upload.files.count == 1 else {
      throw Problem(.badRequest, "One picture at a time, please.", kind: "too-many-files")
    }
    let file = upload.files[0]
    let header = try predictor.check(file.bytes, file.name)
    // Decoded and classified: what the cleaner would choke on is refused, and the journal says what was corrected.
    let before = try await predictor.predict(file.bytes, named: file.name, by: model)
    let reason = "a user says \(label); \(model.name) said \(before.label)"
    let kept = try await predictor.onThread {
      try store.keep(file.bytes, header: header, label: label, reason: reason)
    }
    return .json(kept, status: .created)
  }

  /// A page elsewhere must not make its visitors teach us.
  private func refuseOtherSites(_ request: Request) throws {
    guard let origin = request.headers[.origin], request.headers[.named("Sec-Fetch-Site")] == "cross-site" else {
      return
    }
    guard options.allowedOrigins.contains(origin) else {
      throw Problem(.forbidden, "Pages elsewhere may not send corrections.", kind: "cross-site")
    }
  }

  private func label(_ label: String?, of model: ServedModels.Model) throws -> String {
    guard let label, !label.isEmpty else {
      throw Problem(.badRequest, "What is it? Give its class: /feedback?label=…", kind: "no-label")
    }
    guard model.classifier.classes.contains(label) else {
      throw Problem(.notFound, "'\(label.prefix(100))' is none of the model's classes.", kind: "unknown-label")
    }
    return label
  }
}
