#if os(Linux)
  import Foundation
  import GRDB
  import SystemPackage
  import TestSupport
  import Testing

  @testable import Catalog

  /// Runs the child under `Tests/Fixtures/kill-at-write.c`.
  struct Killer {
    /// The child dies just before so many changes of files; 0 for never.
    let limit: Int

    /// Runs `body` with one limit after the other, until it says that the child got through.
    ///
    /// - Returns: The number of changes that the child makes.
    static func untilItSurvives(_ body: (Killer) async throws -> Bool) async throws -> Int {
      for limit in 1...2000 {
        if try await body(Killer(limit: limit)) { return limit - 1 }
      }
      Issue.record("the child never got through")
      return 0
    }

    /// - Returns: Whether the child got through; false when it was killed.
    func run(_ arguments: any CustomStringConvertible...) async throws -> Bool {
      let process = Process()
      process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "CollectingChild")
      process.arguments = arguments.map(\.description)
      process.environment = ProcessInfo.processInfo.environment.merging(KillAtWrite.environment(limit: limit)) { $1 }
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        process.terminationHandler = { _ in continuation.resume() }
        do { try process.run() } catch { continuation.resume(throwing: error) }
      }
      if process.terminationReason == .uncaughtSignal {
        try #require(process.terminationStatus == SIGKILL, "the child crashed by itself")
        return false
      }
      try #require(process.terminationStatus == 0, "the child failed by itself")
      return true
    }

    /// The database is whole, as SQLite judges it.
    func checkIntegrity(_ dataset: FilePath) throws {
      let verdict = try Catalog(dataset: dataset).read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
      try #require(verdict == ["ok"], "killed at \(limit)")
    }

    static var isAvailable: Bool { KillAtWrite.isAvailable }
  }
#endif
