import AsyncHTTPClient
import FastAI
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Server
import ServiceLifecycle

// app begins
/// The routes of an application that exists already, and one more: a picture in, its class out.
func router(asking classifier: Classifier) -> Router<BasicRequestContext> {
  let router = Router()
  router.get("/") { _, _ in "An application of your own" }
  router.post("/bear") { request, _ in
    let body = try await request.body.collect(upTo: 10_000_000)
    do {
      let prediction = try await classifier.predict(decoding: Array(buffer: body), named: "your picture")
      return "\(prediction.label) \(prediction.probability)"
    } catch let error as ImageError {
      throw HTTPError(.unprocessableContent, message: error.message)
    }
  }
  return router
}
// app ends

func inYourApp(_ folder: FilePath) async throws {
  let pictures = try drawBears(in: folder)
  let data = try ImageDataBunch(fromFolder: pictures, size: 64, batchSize: 16)
  let learn = try cnnLearner(data, .resnet18, callbacks: [])
  try learn.fitOneCycle(3, maxLR: 1e-2)
  try learn.export(to: folder / "bears.safetensors")
  // run begins
  // The classifier has a thread of its own: a long prediction never holds the application's threads.
  let classifier = try Classifier(contentsOf: folder / "bears.safetensors")
  let router = router(asking: classifier)
  // Or everything that `fastai serve` answers, its page at /bears/.
  let bears = try PredictionServer(ServedModels([("bears", folder / "bears.safetensors")])).addRoutes(
    to: router, at: "/bears")
  let (ports, listening) = AsyncStream<Int>.makeStream()
  let app = Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), services: [bears],
    onServerRunning: { channel in listening.yield(channel.localAddress?.port ?? 0) })
  let services = ServiceGroup(services: [app], logger: Logger(label: "app"))
  let serving = Task { try await services.run() }
  // run ends
  guard let port = await ports.first(where: { _ in true }) else { return }
  try FileBytes.write(Array("a letter".utf8), to: folder / "letter.txt")
  for file in [pictures / "teddys" / "0.jpg", folder / "letter.txt"] {
    print(try await answer(to: file, at: "/bear", port: port))
  }
  print(try await answer(to: pictures / "teddys" / "0.jpg", at: "/bears/analyze", port: port))
  await services.triggerGracefulShutdown()
  try await serving.value
}

private func answer(to file: FilePath, at path: String, port: Int) async throws -> String {
  var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
  request.method = .POST
  request.body = .bytes(Array(try FileBytes.read(file, maxBytes: 9_000_000)))
  let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
  return "\(response.status.code) \(String(buffer: try await response.body.collect(upTo: 1 << 20)))"
}
