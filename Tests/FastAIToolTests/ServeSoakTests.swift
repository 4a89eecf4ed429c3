import Demo
import Foundation
import Testing

private let soakMinutes = ProcessInfo.processInfo.environment["FASTAI_SOAK_MINUTES"]

/// `FASTAI_SOAK_MINUTES=1 swift test --filter ServeSoakTests`, as `scripts/check soak` does.
@Suite(
  "The server under mixed load on 200 connections",
  .enabled(if: soakMinutes != nil, "FASTAI_SOAK_MINUTES is not set"))
struct ServeSoakTests {
  private static let script = URL(filePath: #filePath).appending(path: "../../../scripts/soak-server.py")
    .standardizedFileURL.path()

  @Test("every good request is answered rightly, and resident memory stays flat")
  func soak() async throws {
    let folder = try TemporaryFolder()
    try folder.drawBears(6, kinds: DrawnBear.Kind.allCases)
    let model = folder("model.safetensors")
    let trained = try await Binary.run([
      "train", folder("data"), "--arch", "resnet18", "--weights", "none", "--size", "32", "--epochs", "0",
      "--output", model, "--quiet",
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    let pictures = ["black/0.jpg", "grizzly/1.jpg", "teddys/2.jpg"].map { folder("data/\($0)") }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["python3", Self.script, "soak", Binary.path, model] + pictures + ["--minutes", soakMinutes ?? "1"]
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    #expect(process.terminationStatus == 0)
  }
}
