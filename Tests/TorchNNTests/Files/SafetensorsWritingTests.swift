import Foundation
import SystemPackage
import Testing

@testable import TorchNN

@Suite("Writing safetensors")
struct SafetensorsWritingTests {
  @Test("a file read and written again is the reference writer's, byte for byte")
  func equalsReference() throws {
    let original = try WeightFile(contentsOf: FileFixtures.path("reference.safetensors"))
    try FileFixtures.withFolder { folder in
      let copy = folder.appending("copy.safetensors")
      try writeSafetensors(
        original.tensors.reversed().map { SafetensorsEntry($0) }, metadata: original.metadata, to: copy)
      #expect(try FileFixtures.bytes(of: copy) == FileFixtures.bytes(of: "reference.safetensors"))
    }
  }

  @Test("names, metadata and numbers come back, with quotes, controls and other alphabets in them")
  func roundTrips() throws {
    let metadata = ["classes": "[\"bär\", \"熊\"]", "note\n": "tab\t, \u{1}\u{1f}, \\ and \u{7f}", "": ""]
    let entries = [
      SafetensorsEntry(name: "a \"quoted\" \\ name/\u{2}", type: .u8, shape: [3], bytes: pieces([[1], [2, 3]])),
      SafetensorsEntry(name: "scalar", type: .i64, shape: [], bytes: pieces([[9, 0, 0, 0, 0, 0, 0, 0]])),
      SafetensorsEntry(name: "none", type: .f32, shape: [0, 5], bytes: pieces([])),
    ]
    try FileFixtures.withFolder { folder in
      let path = folder.appending("round.safetensors")
      try writeSafetensors(entries, metadata: metadata, to: path)
      let file = try WeightFile(contentsOf: path)
      #expect(file.metadata == metadata)
      #expect(file.tensors.map(\.name) == ["scalar", "none", "a \"quoted\" \\ name/\u{2}"])
      #expect(try file.tensors.map { try $0.values() } == [[9], [], [1, 2, 3]])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["round.safetensors"])
    }
  }

  @Test("no tensors at all make a valid file")
  func writesEmpty() throws {
    try FileFixtures.withFolder { folder in
      let path = folder.appending("empty.safetensors")
      try writeSafetensors([], to: path)
      #expect(try FileFixtures.bytes(of: path).count == 16)
      #expect(try WeightFile(contentsOf: path).tensors.isEmpty)
    }
  }

  @Test("a failure leaves the old file, and nothing else")
  func failureKeepsOld() throws {
    struct Interruption: Error {}
    try FileFixtures.withFolder { folder in
      let path = folder.appending("model.safetensors")
      try Data("old".utf8).write(to: URL(filePath: path.string))
      let broken = SafetensorsEntry(name: "x", type: .u8, shape: [2]) { _ in throw Interruption() }
      #expect(throws: Interruption.self) { try writeSafetensors([broken], to: path) }
      #expect(try FileFixtures.bytes(of: path) == Array("old".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["model.safetensors"])
    }
  }

  @Test("too few bytes, too many, a name given twice and a reserved name are refused")
  func refusesNonsense() throws {
    let good = SafetensorsEntry(name: "x", type: .u8, shape: [2], bytes: pieces([[1, 2]]))
    let cases = [
      [SafetensorsEntry(name: "x", type: .u8, shape: [2], bytes: pieces([[1]]))],
      [SafetensorsEntry(name: "x", type: .u8, shape: [2], bytes: pieces([[1, 2], [3]]))],
      [SafetensorsEntry(name: "x", type: .u8, shape: [-2], bytes: pieces([]))],
      [SafetensorsEntry(name: "x", type: .u8, shape: [Int.max, 2], bytes: pieces([]))],
      [SafetensorsEntry(name: "__metadata__", type: .u8, shape: [2], bytes: pieces([[1, 2]]))], [good, good],
    ]
    try FileFixtures.withFolder { folder in
      let path = folder.appending("model.safetensors")
      for entries in cases {
        let error = try #require(throws: WeightFileError.self) { try writeSafetensors(entries, to: path) }
        #expect(error.code == .writeFailed && error.file == path)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string).isEmpty)
    }
  }

  @Test("a folder that is not there is named, with what to do")
  func namesMissingFolder() throws {
    try FileFixtures.withFolder { folder in
      let path = folder.appending("none/model.safetensors")
      let error = try #require(throws: WeightFileError.self) { try writeSafetensors([], to: path) }
      #expect(error.code == .writeFailed && "\(error)".contains("Make the folder first"))
    }
  }

  @Test("Python's safetensors library reads what we write")
  func opensInPython() throws {
    let original = try WeightFile(contentsOf: FileFixtures.path("zip.pth"))
    try FileFixtures.withFolder { folder in
      let path = folder.appending("swift.safetensors")
      try writeSafetensors(original.tensors.map { SafetensorsEntry($0) }, metadata: ["made by": "swift"], to: path)
      let python = Process()
      python.executableURL = URL(filePath: "/usr/bin/env")
      let interpreter = ProcessInfo.processInfo.environment["FASTAI_PYTHON"] ?? "python3"
      python.arguments = [
        interpreter, FileFixtures.root.appending("scripts/check-python-interop.py").string, path.string,
      ]
      try python.run()
      python.waitUntilExit()
      #expect([0, 77, 127].contains(python.terminationStatus))  // 77: no torch or safetensors; 127: no Python
    }
  }

  private func pieces(_ pieces: [[UInt8]]) -> ((UnsafeRawBufferPointer) throws -> Void) throws -> Void {
    { sink in for piece in pieces { try piece.withUnsafeBytes(sink) } }
  }
}
