import Collecting
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Vision

/// Pictures in, probabilities out.
struct ClassifyRoutes: Sendable {
  let models: ServedModels
  let predictor: Predictor
  let options: ServerOptions

  func add(to router: Router<ServerContext>) {
    router.post("/classify") { request, _ in try await classify(request) }
    router.post("/upload") { request, _ in try await upload(request) }
    router.post("/analyze") { request, _ in try await analyze(request) }
    if let limits = options.remoteImages {
      router.get("/classify-url") { request, _ in try await classifyURL(request, RemoteImages(limits)) }
    }
  }

  /// One picture answers as the lesson does; several answer one by one.
  private func classify(_ request: Request) async throws -> Response {
    let (upload, model) = (try await UploadedImages(request, options), try model(of: request))
    if upload.files.count == 1 {
      return .json(PredictionAnswer(try await predict(upload.files[0], model)))
    }
    let answers = await outcomes(upload.files, model)
    return .json(["results": answers.map { FileAnswer(name: $0.name, outcome: $0.outcome) }])
  }

  /// What the plain form sends: a page for browsers, JSON for others.
  private func upload(_ request: Request) async throws -> Response {
    guard request.headers[.accept]?.contains("text/html") ?? false else { return try await classify(request) }
    do {
      let upload = try await UploadedImages(request, options)
      return .html(ResultPage.page(await outcomes(upload.files, try model(of: request))))
    } catch {
      let problem = Problem(error)
      var response = Response.html(ResultPage.page([("Your picture", .failure(problem))]))
      response.status = problem.status
      return response
    }
  }

  /// The course's starter app: `{"result": "black"}`; the predictions are an addition.
  private func analyze(_ request: Request) async throws -> Response {
    let (upload, model) = (try await UploadedImages(request, options), try model(of: request))
    let prediction = try await predict(upload.files[0], model)
    return .json(Analysis(result: prediction.label, predictions: PredictionAnswer(prediction).predictions))
  }

  private struct Analysis: Encodable {
    let result: String
    let predictions: [PredictionAnswer.Pair]
  }

  private func classifyURL(_ request: Request, _ remote: RemoteImages) async throws -> Response {
    guard let link = request.uri.queryParameters["url"].map(String.init), !link.isEmpty else {
      throw Problem(.badRequest, "Which picture? Give its link: /classify-url?url=https://…", kind: "no-url")
    }
    let model = try model(of: request)
    let bytes = try await remote.bytes(from: link)
    let prediction = try await predict(.init(name: "the link's content", bytes: bytes), model)
    if request.headers[.accept]?.contains("text/html") ?? false {
      return .html(ResultPage.page([(link, .success(prediction))]))
    }
    return .json(PredictionAnswer(prediction))
  }

  private func model(of request: Request) throws -> ServedModels.Model {
    try models.named(request.uri.queryParameters["model"].map(String.init))
  }

  private func predict(_ file: UploadedImages.File, _ model: ServedModels.Model) async throws -> Prediction {
    try await predictor.predict(file.bytes, named: file.name, by: model)
  }

  /// In the order of the files; one that fails does not stop the others.
  private func outcomes(
    _ files: [UploadedImages.File], _ model: ServedModels.Model
  ) async -> [(name: String, outcome: Result<Prediction, Problem>)] {
    var outcomes: [(name: String, outcome: Result<Prediction, Problem>)] = []
    for file in files {
      do {
        outcomes.append((file.name, .success(try await predict(file, model))))
      } catch {
        outcomes.append((file.name, .failure(Problem(error))))
      }
    }
    return outcomes
  }
}
