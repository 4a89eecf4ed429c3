public import Catalog
public import SystemPackage

/// How to download, apart from what the lesson's call says.
public struct DownloadOptions: Sendable {
  /// Time to reach the server.
  public var connectTimeout: Duration = .seconds(10)
  /// Longest silence of a server that was reached.
  public var idleTimeout: Duration = .seconds(10)
  /// Time for one picture in all, for servers that send a byte now and then.
  public var totalTimeout: Duration = .seconds(60)
  /// How often a link is tried again. Only what may pass is: statuses 408, 425, 429 and 5xx, silence, and broken
  /// connections.
  public var retries = 3
  /// Wait before the first retry; it doubles each time, up to `maxBackoff`, less a random part of up to a half.
  public var backoff: Duration = .milliseconds(500)
  /// The longest wait, also when the server asks for more (`Retry-After`).
  public var maxBackoff: Duration = .seconds(30)
  /// A larger picture is refused.
  public var maxBytes = 50_000_000
  /// Redirects followed for one link.
  public var maxRedirects = 5
  /// Connections to one host at a time; nil for as many as there are workers.
  public var perHost: Int?
  /// Shrinks pictures on arrival so that no side is longer, in pixels; nil keeps them as they are.
  public var maxSize: Int?
  /// Decodes each picture to its last pixel on arrival: one that is broken counts as failed and is not kept, and a later
  /// verification need not look at the others again.
  public var verifies = false
  /// How we introduce ourselves. Many sites refuse clients that do not look like a browser; this looks like one and
  /// says what it is.
  public var userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (compatible; swift-fastai/0.1)"
  /// The folder that holds the class folders; nil for the parent of the class folder.
  public var root: FilePath?
  /// Where to keep the ledger.
  public var catalog: CatalogLocation = .dataset

  public init() {}

  /// Sets what one number can say about patience: silence and connecting get `timeout`, a whole picture six times that.
  public init(timeout: Duration) {
    connectTimeout = timeout
    idleTimeout = timeout
    totalTimeout = timeout * 6
  }
}
