#if os(Linux)
  internal import Foundation
  internal import SystemPackage

  /// Ends a child process just before its n-th change of a file: `Tests/Fixtures/kill-at-write.c`, loaded before it.
  public enum KillAtWrite {
    public static var isAvailable: Bool { library != nil }

    /// What a child's environment needs.
    ///
    /// - Parameters:
    ///   - limit: The change that it does not live to make, from 1; 0 for none.
    ///   - trigger: A file: changes are counted from when it is there.
    /// - Returns: Variables to add to the child's own.
    public static func environment(limit: Int, trigger: String? = nil) -> [String: String] {
      var environment = ["KILL_AT": "\(limit)"]
      environment["LD_PRELOAD"] = library
      environment["KILL_FROM"] = trigger
      return environment
    }

    /// Compiled once for all tests.
    private static let library: String? = {
      let source = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .appending("Fixtures").appending("kill-at-write.c")
      let target = FilePath(NSTemporaryDirectory()).appending("kill-at-write-\(UUID().uuidString).so")
      let compiler = Process()
      compiler.executableURL = URL(filePath: "/usr/bin/env")
      compiler.arguments = ["cc", "-shared", "-fPIC", "-O1", "-o", target.string, source.string, "-ldl"]
      guard (try? compiler.run()) != nil else { return nil }
      compiler.waitUntilExit()
      return compiler.terminationStatus == 0 ? target.string : nil
    }()
  }
#endif
