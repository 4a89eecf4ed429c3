import Foundation
import Images
import Testing

/// What stands at a model's path is an old model or a new one, whatever happens while it is written.
@Suite("Model files on a full disk, and after a kill", .serialized)
struct AtomicWriteTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (label, name) in ["dark", "light"].enumerated() {
      for index in 0..<4 {
        let pixels = (0..<40 * 40 * 3).map { UInt8(truncatingIfNeeded: label * 160 + ($0 * (index + 3)) % 60) }
        try folder.write(
          RGBImage(width: 40, height: 40, pixels: pixels).encoded(as: .png), to: "data/\(name)/\(index).png")
      }
    }
    try folder.write(Array("the old model".utf8), to: "out/m.safetensors")
  }

  private var oldIsThere: Bool {
    FileManager.default.contents(atPath: folder("out/m.safetensors")) == Data("the old model".utf8)
  }

  /// Writes an untrained model of 47 MB over the old one.
  private func train(limitedTo blocks: String) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let options =
      "--arch resnet18 --weights none --size 32 --batch-size 4 --epochs 0 --split random --valid-fraction 0.25"
    process.arguments = [
      "-c", "trap '' XFSZ; ulimit -f \(blocks); exec \"$0\" train \"$1\" \(options) --output \"$2\"", Binary.path,
      folder("data"), folder("out/m.safetensors"),
    ]
    process.standardOutput = FileHandle.nullDevice
    return process
  }

  @Test("a file that may not grow leaves the old model, says why, and leaves nothing else behind")
  func full() throws {
    let (process, errors) = (train(limitedTo: "20000"), Pipe())
    process.standardError = errors
    try process.run()
    let said = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus != 0)
    #expect(said.contains("m.safetensors") && said.contains("annot be written"), "\(said)")
    #expect(oldIsThere)
    #expect(try folder.names("out") == ["m.safetensors"])
  }

  @Test("a kill while the new one is being written leaves the old one, and the next run writes over it")
  func killed() async throws {
    let process = train(limitedTo: "unlimited")
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, try !folder.names("out").contains(where: { $0.hasSuffix(".partial") }) { usleep(200) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try #require(process.terminationReason == .uncaughtSignal, "it was too quick to be killed")
    #expect(oldIsThere)
    let next = train(limitedTo: "unlimited")
    next.standardError = FileHandle.nullDevice
    try next.run()
    next.waitUntilExit()
    #expect(next.terminationStatus == 0 && !oldIsThere)
  }
}
