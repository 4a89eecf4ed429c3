public import Collecting
public import SystemPackage

/// How a server listens and what it lets in. Every default is meant for the open internet.
public struct ServerOptions: Sendable {
  public var host = "127.0.0.1"
  /// 0 lets the system choose.
  public var port = 8000
  /// The largest file that may be sent, in bytes.
  public var maxUploadBytes = 20_000_000
  /// Files in one request.
  public var maxFiles = 32
  /// The most pixels that a picture may have, looked at before it is decoded.
  public var maxPixels = 50_000_000
  /// For a request to arrive whole; a slower client is dropped.
  public var uploadTimeout = Duration.seconds(30)
  /// For an answer, waiting in the queue included.
  public var answerTimeout = Duration.seconds(30)
  /// A connection on which nothing happens is closed after this.
  public var idleTimeout = Duration.seconds(30)
  /// Asked to end, the server goes on for so long while `/readyz` says 503, so that load balancers send nothing more.
  public var drainTime = Duration.zero
  /// How long idle connections stay open when the server ends: their clients may just be sending.
  public var endingPatience = Duration.seconds(1)
  /// Pictures in work at a time: a batch is computed while others are decoded.
  public var maxConcurrent = 16
  /// Pictures that the network looks at in one pass. In one run each, eight answered no more requests a second than four
  /// (ResNet-34, two cores), and held 10 to 20 MB more.
  public var maxBatch = 4
  /// How long a picture waits for others that are being decoded, to be looked at with them. One that is alone never waits.
  public var batchBudget = Duration.milliseconds(5)
  /// Pictures that may wait; past that the answer is 429.
  public var maxWaiting = 128
  /// Connections at a time.
  public var maxConnections = 1024
  /// Requests a second and client, on average; 0 for no limit.
  public var ratePerClient = 50.0
  /// Requests that a client may make at once.
  public var burstPerClient = 200.0
  /// Takes the client's address from the last entry of `X-Forwarded-For`: only behind a proxy that sets it.
  public var trustsForwardedFor = false
  /// Whether `/classify-url` is there, and how far it may go; nil takes it away.
  public var remoteImages: RemoteImages.Limits? = .init()
  /// The data set whose catalog takes users' corrections; nil takes `/feedback` away.
  public var feedbackDataset: FilePath?
  /// Of all pictures that came with corrections.
  public var maxFeedbackBytes = 1_000_000_000
  /// Origins of pages elsewhere that may use this server; none by default.
  public var allowedOrigins: [String] = []
  /// What a client must send as `Authorization: Bearer …`.
  public var bearerToken: String?
  /// Certificate chain and private key, PEM.
  public var tls: (certificate: FilePath, key: FilePath)?

  public init() {}
}
