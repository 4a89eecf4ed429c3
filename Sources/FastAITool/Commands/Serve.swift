import ArgumentParser
import Collecting
import Foundation
import Logging
import Server
import SystemPackage
import Vision

struct Serve: ConsoleCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer over HTTP: the lesson's web app and its interface for programs.",
    discussion: """
      Serves an upload page at /, POST /classify, GET /classify-url?url=…, POST /analyze, and for operators /healthz, \
      /readyz, /metrics and /openapi.json. Ctrl-C or SIGTERM finishes what is in flight.

      Examples:

        fastai serve bears/models/model.safetensors
        fastai serve bears=bears.safetensors cats=cats.safetensors --host 0.0.0.0 --port 8080
        curl --data-binary @bear.jpg http://127.0.0.1:8000/classify
      """)

  @Argument(help: "Model files that fastai train wrote, as FILE or NAME=FILE; the first is the default.")
  var models: [String]

  @Option(help: "The address to listen on; 0.0.0.0 for all.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 lets the system choose.")
  var port = 8000

  @Flag(help: "Let /classify-url reach loopback and private networks: for tests only.")
  var allowPrivateUrls = false

  @Flag(help: "Take /classify-url away.")
  var noUrls = false

  @Option(help: "The largest upload.")
  var maxUpload = ByteCount(20_000_000)

  @Option(help: "Pictures that may wait before the answer is 429.")
  var queue = 128

  @Option(help: "Milliseconds that a picture waits for others that are being decoded, to be looked at in one batch.")
  var batchBudget = 5

  @Option(help: "Pictures in one batch; 1 for no batching.")
  var maxBatch = 4

  @Option(
    help: """
      Below this probability of the best class, 0 to 1, the answer says that the picture is none of them; auto for the \
      one that training found.
      """, transform: ServedModels.NoneThreshold.init(option:))
  var noneBelow: ServedModels.NoneThreshold?

  @Option(help: "A data set whose catalog takes users' corrections at POST /feedback.")
  var feedback: String?

  @Option(help: "Seconds to go on after SIGTERM while /readyz says 503, so that load balancers send nothing more.")
  var drain = 0

  @Option(help: "Requests a second and client; 0 for no limit.")
  var rateLimit = 50.0

  @Flag(help: "Behind a proxy that sets X-Forwarded-For: count clients by its last entry.")
  var behindProxy = false

  @Option(help: "Origins whose pages may use this server, as https://example.org; may be repeated.")
  var allowOrigin: [String] = []

  @Option(help: "A file whose first line is the token that clients must send as Authorization: Bearer TOKEN.")
  var tokenFile: String?

  @Option(help: "TLS: the certificate chain, PEM.")
  var certificate: String?

  @Option(help: "TLS: its private key, PEM.")
  var key: String?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
    guard queue >= 0, rateLimit >= 0, maxUpload.bytes > 0 else { throw ValidationError("Limits may not be negative.") }
    guard batchBudget >= 0, maxBatch >= 1, drain >= 0 else {
      throw ValidationError("--batch-budget and --drain may not be negative; --max-batch is at least 1.")
    }
    guard (certificate == nil) == (key == nil) else { throw ValidationError("--certificate and --key go together.") }
  }

  func run(_ console: Console) async throws {
    let started = ContinuousClock.now
    ServingMemory.shareArenas()
    try compute.apply()
    var logger = Logger(label: "fastai") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = reporting.quiet ? .error : .info
    let server = PredictionServer(try ServedModels(files, noneBelow: noneBelow), options: try options(), logger: logger)
    try await server.run { port in
      let address = "\(certificate == nil ? "http" : "https")://\(shownHost):\(port)/"
      console.event(
        "serving",
        [
          "url": .string(address), "port": .int(port), "models": .strings(server.models.all.map(\.name)),
          "ready_ms": .int(Int((ContinuousClock.now - started) / .milliseconds(1))),
        ])
      console.line("\(console.bold("Serving")) \(address)  (Ctrl-C to stop)")
      ServingMemory.giveBack()
    }
    console.line("Stopped; everything in flight was answered.")
  }

  private var shownHost: String { host.contains(":") ? "[\(host)]" : host }

  private var files: [(name: String, path: FilePath)] {
    models.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let isNamed = parts.count == 2 && !FileManager.default.fileExists(atPath: text)
      let path = FilePath(isNamed ? parts[1] : text)
      return (isNamed ? parts[0] : path.stem ?? "model", path)
    }
  }

  private func options() throws -> ServerOptions {
    var options = ServerOptions()
    (options.host, options.port, options.maxWaiting) = (host, port, queue)
    (options.maxUploadBytes, options.ratePerClient, options.burstPerClient) = (
      maxUpload.bytes, rateLimit, rateLimit * 4
    )
    (options.batchBudget, options.maxBatch) = (.milliseconds(batchBudget), maxBatch)
    options.drainTime = .seconds(drain)
    options.feedbackDataset = feedback.map { FilePath($0) }
    (options.trustsForwardedFor, options.allowedOrigins) = (behindProxy, allowOrigin)
    options.remoteImages?.allowsPrivateAddresses = allowPrivateUrls
    if noUrls { options.remoteImages = nil }
    if let certificate, let key { options.tls = (FilePath(certificate), FilePath(key)) }
    options.bearerToken = try tokenFile.map(token)
    return options
  }

  private func token(from file: String) throws -> String {
    let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
    guard let line = text?.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
      throw CommandError(
        code: .inputOutput, message: "there is no token in \(file)", remedy: "Write one line into it, and try again")
    }
    return String(line)
  }
}

extension ServedModels.NoneThreshold {
  /// `auto` or a probability.
  fileprivate init(option text: String) throws {
    if text == "auto" {
      self = .calibrated
    } else if let value = Float(text), (0...1).contains(value) {
      self = .probability(value)
    } else {
      throw ValidationError("It is a probability from 0 to 1, or auto.")
    }
  }
}
