public import Foundation
import Synchronization

/// A program started with the descriptors that it is given and no others.
public struct ChildProcess: Sendable {
  public let id: pid_t
  /// Held while descriptors are made, until no child can inherit them by accident.
  private static let spawning = Mutex<Void>(())

  public struct Result: Sendable {
    public let status: Int32
    /// Standard output and standard error, as they came.
    public let output: String
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path.
  ///   - arguments: Without the program's own name.
  ///   - descriptors: Which of our descriptors it sees as 0, 1, 2, …
  ///   - environment: Variables besides ours.
  /// - Returns: The running program.
  /// - Throws: When it cannot be started.
  public static func start(
    _ program: String, _ arguments: [String], descriptors: [Int32], environment: [String: String] = [:]
  ) throws -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (theirs, ours) in descriptors.enumerated() { posix_spawn_file_actions_adddup2(&actions, ours, Int32(theirs)) }
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var id = pid_t()
    let status = withCStrings([program] + arguments) { arguments in
      withCStrings(merged.map { "\($0)=\($1)" }) { environment in
        spawning.withLock { _ in posix_spawn(&id, program, &actions, nil, arguments, environment) }
      }
    }
    guard status == 0 else { throw ChildProcessError(program: program, code: status) }
    return ChildProcess(id: id)
  }

  /// Runs a program to its end and collects what it writes.
  ///
  /// - Throws: When it cannot be started.
  public static func run(_ program: String, _ arguments: [String]) async throws -> Result {
    let pipe = try Pipe()
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(nothing) }
    let child = try start(program, arguments, descriptors: [nothing, pipe.writing, pipe.writing])
    close(pipe.writing)
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let output = String(decoding: pipe.readToEnd(), as: UTF8.self)
        close(pipe.reading)
        continuation.resume(returning: Result(status: child.wait(), output: output))
      }
    }
  }

  /// Waits for the end. Returns the exit status, or the signal's number negated.
  public func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : -signal
  }

  public func kill() { Foundation.kill(id, SIGKILL) }

  /// Two connected sockets, which children do not inherit unless they are handed one.
  ///
  /// - Throws: When the process has too many files open.
  public static func socketPair() throws -> (ours: Int32, theirs: Int32) {
    try descriptors("socketpair") { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, $0) }
  }

  private static func descriptors(
    _ name: String, _ make: (UnsafeMutablePointer<Int32>) -> Int32
  ) throws -> (Int32, Int32) {
    try spawning.withLock { _ in
      var ends: [Int32] = [0, 0]
      guard make(&ends) == 0 else { throw ChildProcessError(program: name, code: errno) }
      ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
      return (ends[0], ends[1])
    }
  }

  /// Two ends of a pipe, which children do not inherit unless they are handed one.
  public struct Pipe: Sendable {
    public let reading, writing: Int32

    /// - Throws: When the process has too many files open.
    public init() throws {
      (reading, writing) = try descriptors("pipe") { pipe($0) }
    }

    func readToEnd() -> [UInt8] {
      var all: [UInt8] = []
      while let some = ChildProcess.readSome(reading) { all += some }
      return all
    }
  }

  /// Waits for bytes; nil at the end.
  public static func readSome(_ descriptor: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { return Array(buffer[..<count]) }
      if count == 0 || errno != EINTR { return nil }
    }
  }
}

/// A program that could not be started.
public struct ChildProcessError: Error, CustomStringConvertible {
  public let program: String
  public let code: Int32

  public var description: String { "\(program) could not be started: \(String(cString: strerror(code)))." }
}

private func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return body(copies + [nil])
}
