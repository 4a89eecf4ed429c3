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
  /// What stands before every path.
  let base: String

  /// How a request wants its pictures looked at.
  private struct Wish {
    let model: ServedModels.Model
    let wantsHeatMap: Bool
  }

  func add(to router: some RouterMethods<some RequestContext>) {
    router.post("/classify") { request, _ in try await classify(request) }
    router.post("/upload") { request, _ in try await upload(request) }
    router.post("/analyze") { request, _ in try await analyze(request) }
    if let limits = options.remoteImages {
      router.get("/classify-url") { request, _ in try await classifyURL(request, RemoteImages(limits)) }
    }
  }

  /// One picture answers as the lesson does; several answer one by one.
  private func classify(_ request: Request) async throws -> Response {
    let upload = try await UploadedImages(request, options)
    let wish = try wish(of: request, upload.fields)
    if upload.files.count == 1 { return .json(PredictionAnswer(try await look(at: upload.files[0], wish))) }
    return .json(["results": await looks(at: upload.files, wish).map(FileAnswer.init)])
  }

  /// What the plain form sends: a page for browsers, JSON for others.
  private func upload(_ request: Request) async throws -> Response {
    guard request.wantsPage else { return try await classify(request) }
    return await page(named: "Your picture") {
      let upload = try await UploadedImages(request, options)
      return await looks(at: upload.files, try wish(of: request, upload.fields))
    }
  }

  private func analyze(_ request: Request) async throws -> Response {
    let upload = try await UploadedImages(request, options)
    return .json(Analysis(try await look(at: upload.files[0], try wish(of: request, upload.fields))))
  }

  private func classifyURL(_ request: Request, _ remote: RemoteImages) async throws -> Response {
    guard request.wantsPage else {
      return .json(PredictionAnswer(try await lookAtLink(of: request, remote).looked))
    }
    return await page(named: "Your link") {
      let (link, looked) = try await lookAtLink(of: request, remote)
      return [LookedFile(name: link, outcome: .success(looked))]
    }
  }

  private func lookAtLink(of request: Request, _ remote: RemoteImages) async throws -> (link: String, looked: Looked) {
    guard let link = request.uri.queryParameters["url"].map(String.init), !link.isEmpty else {
      throw Problem(.badRequest, "Which picture? Give its link: /classify-url?url=https://…", kind: "no-url")
    }
    let wish = try wish(of: request, [:])
    let bytes = try await Departures.whileWaitedFor { try await remote.bytes(from: link) }
    return (link, try await look(at: .init(name: "the link's content", bytes: bytes), wish))
  }

  private func wish(of request: Request, _ fields: [String: String]) throws -> Wish {
    let query = request.uri.queryParameters
    let heatMap = query["heatmap"].map(String.init) ?? fields["heatmap"] ?? "0"
    guard ["0", "1"].contains(heatMap) else {
      throw Problem(.badRequest, "heatmap is 0 or 1.", kind: "bad-option")
    }
    return Wish(
      model: try models.named(query["model"].map(String.init) ?? fields["model"]), wantsHeatMap: heatMap == "1")
  }

  private func look(at file: UploadedImages.File, _ wish: Wish) async throws -> Looked {
    let prediction = try await predictor.predict(file.bytes, named: file.name, by: wish.model)
    var looked = Looked(prediction: prediction, noneBelow: wish.model.noneBelow)
    if wish.wantsHeatMap { looked.heatMap = try await predictor.heatMap(file.bytes, named: file.name, by: wish.model) }
    return looked
  }

  /// All at a time, in the order of the files; one that fails does not stop the others.
  private func looks(at files: [UploadedImages.File], _ wish: Wish) async -> [LookedFile] {
    await withTaskGroup(of: (Int, LookedFile).self) { group in
      for (place, file) in files.enumerated() {
        group.addTask { (place, LookedFile(name: file.name, outcome: await outcome(of: file, wish))) }
      }
      var looks: [Int: LookedFile] = [:]
      for await (place, look) in group { looks[place] = look }
      return files.indices.compactMap { looks[$0] }
    }
  }

  private func outcome(of file: UploadedImages.File, _ wish: Wish) async -> Result<Looked, Problem> {
    do { return .success(try await look(at: file, wish)) } catch { return .failure(Problem(error)) }
  }

  /// The page of the results, or of what was wrong with the request as a whole.
  private func page(named name: String, _ results: () async throws -> [LookedFile]) async -> Response {
    do {
      return .html(ResultPage.page(try await results(), base: base))
    } catch {
      let problem = Problem(error)
      var response = Response.html(ResultPage.page([LookedFile(name: name, outcome: .failure(problem))], base: base))
      response.status = problem.status
      if let wait = problem.body.retryAfter { response.headers[.retryAfter] = String(wait) }
      return response
    }
  }
}

extension Request {
  /// Whether a browser asks, and not a program.
  var wantsPage: Bool { headers[.accept]?.contains("text/html") ?? false }
}
