import Demo
import Foundation
import SystemPackage
import Testing

@Suite("The lesson as a shell script")
struct LessonScriptTests {
  @Test("it goes from links to answers")
  func runs() async throws {
    let folder = try TemporaryFolder()
    let site = try await DemoSite(listsIn: folder.path, picturesPerKind: 12, seed: 4)
    try folder.write(DemoSite.unseenBear(.teddys, 0, seed: 4), to: "new/teddy.jpg")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let script = URL(filePath: #filePath).appending(path: "../../../../Examples/lesson2-download.sh").standardized
    let small = ["--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8", "--epochs", "1"]
    process.arguments = [script.path(), folder.path.string] + small
    let build = URL(filePath: Binary.path).deletingLastPathComponent().path()
    process.environment = ProcessInfo.processInfo.environment.merging(["PATH": "\(build):/usr/bin:/bin"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: (try? output.fileHandleForReading.readToEnd()) ?? Data())
      }
    }
    process.waitUntilExit()
    try await site.stop()
    #expect(process.terminationStatus == 0)
    let last = String(decoding: said, as: UTF8.self).split(separator: "\n").last ?? ""
    #expect(last.contains("new/teddy.jpg"), "\(last)")
  }
}
