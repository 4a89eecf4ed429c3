import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Training

@Suite("TensorBoard files")
struct TensorBoardTests {
  @Test("checksums are RFC 3720's")
  func checksums() {
    // RFC 3720, B.4: 32 bytes of zeros, of ones, rising, falling.
    #expect(CRC32C.checksum(Array(repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum(Array(repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum(0..<32) == 0x46DD_794E)
    #expect(CRC32C.checksum((0..<32).reversed()) == 0x113F_DB5C)
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
  }

  @Test("numbers are protobuf's")
  func protobuf() {
    var message = ProtobufMessage()
    message.append(field: 1, varint: 150)
    message.append(field: 2, bytes: Array("testing".utf8))
    message.append(field: 3, float: 1)
    message.append(field: 4, double: -2)
    // protobuf.dev/programming-guides/encoding: the first two are its examples.
    let want: [UInt8] =
      [0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67, 0x1D, 0, 0, 0x80, 0x3F, 0x21]
      + [0, 0, 0, 0, 0, 0, 0, 0xC0]
    #expect(message.bytes == want)
  }

  @Test("a file holds whole records: the version, every batch, every epoch")
  func records() throws {
    try withTemporaryFolder { folder in
      var data = Points()
      data.path = folder
      let logger = TensorBoardLogger(run: "stage-1")
      let learn = try pointLearner(data)
      try learn.fitOneCycle(2, callbacks: [logger])
      let file = try #require(logger.file)
      #expect(file.removingLastComponent() == folder.appending("runs/stage-1"))
      let messages = try records(of: file)
      #expect(messages.count == 1 + 12 + 2)
      #expect(messages[0].suffix(15) == [0x1A, 13] + Array("brain.Event:2".utf8))
      #expect(contains(messages[1], "train/loss") && contains(messages[1], "train/learning_rate"))
      #expect(messages.count { contains($0, "epoch/valid_loss") && contains($0, "epoch/error_rate") } == 2)
      let loss = withUnsafeBytes(of: Float(learn.recorder.losses[0]).bitPattern.littleEndian) { Array($0) }
      #expect(messages[1].firstRange(of: loss) != nil)
    }
  }

  @Test("TensorBoard's own reader finds every figure at its step, where Python and TensorBoard are")
  func officialReader() throws {
    try withTemporaryFolder { folder in
      var data = Points()
      data.path = folder
      let logger = TensorBoardLogger()
      let learn = try pointLearner(data)
      try learn.fit(2, callbacks: [logger])
      let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "scripts/check-tensorboard.py")
      let (python, output) = (Process(), Pipe())
      python.executableURL = URL(filePath: "/usr/bin/env")
      let interpreter = ProcessInfo.processInfo.environment["FASTAI_PYTHON"] ?? "python3"
      python.arguments = [interpreter, script.path, try #require(logger.file).string]
      (python.standardOutput, python.standardError) = (output, FileHandle.nullDevice)
      try python.run()
      let printed = try output.fileHandleForReading.readToEnd() ?? Data()
      python.waitUntilExit()
      #expect([0, 77, 127].contains(python.terminationStatus))  // 77: no TensorBoard; 127: no Python
      guard python.terminationStatus == 0 else { return }
      let figures = try JSONDecoder().decode([String: [[Double]]].self, from: printed)
      #expect(figures["train/smooth_loss"]?.map { Int($0[0]) } == Array(0..<12))
      let losses = figures["train/smooth_loss"]?.map { $0[1] } ?? []
      #expect(difference(losses, learn.recorder.losses, absolute: 1e-5) == nil)
      #expect(figures["epoch/valid_loss"]?.map { Int($0[0]) } == [6, 12])
      #expect(
        difference(figures["epoch/accuracy"]?.map { $0[1] } ?? [], learn.recorder.epochs.map { $0.metrics[1] }) == nil)
    }
  }

  @Test("a name that is no name, and a folder that cannot be written, are errors")
  func wrongPlaces() throws {
    for name in ["", "..", "a/b"] {
      #expect(throws: LearnerError.self) { try pointLearner().fit(1, callbacks: [TensorBoardLogger(run: name)]) }
    }
    let error = try #require(throws: LearnerError.self) {
      try pointLearner().fit(1, callbacks: [TensorBoardLogger(folder: "/proc/no")])
    }
    #expect(error.code == .file)
  }

  private func contains(_ message: [UInt8], _ text: String) -> Bool { message.firstRange(of: Array(text.utf8)) != nil }

  /// The messages of a file, every checksum looked at.
  private func records(of file: FilePath) throws -> [[UInt8]] {
    var rest = try [UInt8](Data(contentsOf: URL(filePath: file.string)))[...]
    func number(_ count: Int) -> UInt64 {
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    var messages: [[UInt8]] = []
    while !rest.isEmpty {
      let header = Array(rest.prefix(8))
      let length = Int(number(8))
      #expect(UInt32(number(4)) == CRC32C.masked(header))
      let message = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      #expect(UInt32(number(4)) == CRC32C.masked(message))
      messages.append(message)
    }
    return messages
  }
}
