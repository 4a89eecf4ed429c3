import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import SystemPackage
public import Vision

/// The cleaner as a page on this machine: a `CleaningSession` behind a browser.
///
///     let server = try CleanerServer(session)
///     try await server.run { print("Open", $0) }
///
/// It listens on loopback only, its address holds a random token, and what other pages in the same browser send is
/// refused.
public struct CleanerServer: Sendable {
  /// What the page can do beside looking and deciding; what is nil has no button.
  public struct Tools: Sendable {
    /// Where the network looks in an image for a class, as a JPEG file.
    public var heatMap: (@Sendable (_ file: FilePath, _ label: Int) async throws -> [UInt8])?
    /// Groups of images, by path in the data set, that are the same picture.
    public var duplicates: (@Sendable () async throws -> [DuplicatePictures])?
    /// Trains on the images as they are now, and compares; told of each piece of progress.
    public var retrain:
      (@Sendable (_ progress: @escaping @Sendable (Double, String) -> Void) async throws -> Retraining)?

    public init() {}
  }

  /// Images that are the same picture.
  public struct DuplicatePictures: Sendable {
    /// Whether their bytes are the same too.
    public let isExact: Bool
    /// As seen from the data set.
    public let paths: [FilePath]

    public init(isExact: Bool, paths: [FilePath]) { (self.isExact, self.paths) = (isExact, paths) }
  }

  public let session: CleaningSession
  private let tools: Tools
  private let port: Int
  private let logger: Logger
  private let token: String

  /// - Parameters:
  ///   - session: What is cleaned.
  ///   - tools: What the page can do beside.
  ///   - port: 0 lets the system choose.
  ///   - logger: For what goes wrong.
  public init(
    _ session: CleaningSession, tools: Tools = .init(), port: Int = 8090,
    logger: Logger = Logger(label: "fastai.cleaner")
  ) {
    (self.session, self.tools, self.port, self.logger) = (session, tools, port, logger)
    var generator = SystemRandomNumberGenerator()
    token = (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 36)
      return String(repeating: "0", count: 13 - digits.count) + digits
    }.joined()
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter onListening: Called with the page's address when it can be opened.
  /// - Throws: ``ServerError`` when the port cannot be used.
  public func run(onListening: @escaping @Sendable (String) async -> Void = { _ in }) async throws {
    let door = CleanerDoor(token: token)
    let application = Application(
      router: router(door), configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
      onServerRunning: { [token, port] channel in
        let port = channel.localAddress?.port ?? port
        door.open(port: port)
        await onListening("http://127.0.0.1:\(port)/\(token)/")
      }, logger: logger)
    try await runUntilCancelled(application, host: "127.0.0.1", port: port, logger: logger)
  }

  private func router(_ door: CleanerDoor) -> Router<ServerContext> {
    let router = Router(context: ServerContext.self)
    router.middlewares.add(SecurityHeaders<ServerContext>(options: .init()))
    router.middlewares.add(door)
    let pictures = CleanerPictures(session: session, heatMap: tools.heatMap)
    let page = router.group(RouterPath("/\(token)"))
    CleanerPage().add(to: page)
    CleanerRoutes(session: session, pictures: pictures, tools: tools).add(to: page)
    pictures.add(to: page)
    return router
  }
}
