import AtomicFiles
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite("Files are there whole or not at all")
struct AtomicOutputTests {
  private func names(_ folder: FilePath) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
  }

  private func text(_ file: FilePath) -> String? {
    FileManager.default.contents(atPath: file.string).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a new file, and one over an old one, with and without waiting for the disk", arguments: [true, false])
  func writes(syncs: Bool) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending("a.txt")
      for content in ["first", "second and longer", ""] {
        try writeAtomically(Array(content.utf8), to: file, syncs: syncs)
        #expect(text(file) == content)
      }
      #expect(try names(folder) == ["a.txt"])
    }
  }

  @Test("while it is written nobody sees it, and after an error the old one stands there alone")
  func failure() throws {
    struct Stop: Error {}
    try withTemporaryFolder { folder in
      let file = folder.appending("a.txt")
      try writeAtomically(Array("old".utf8), to: file)
      #expect(throws: Stop.self) {
        try writeAtomically(to: file) { output in
          try output.write(Array("half of the ne".utf8))
          #expect(text(file) == "old")
          #expect(try names(folder).count == 2)
          throw Stop()
        }
      }
      #expect(text(file) == "old")
      #expect(try names(folder) == ["a.txt"])
    }
  }

  @Test("a missing folder, a folder of that name, no name: the system's own reason, and nothing left behind")
  func refusals() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder.appending("taken").string, withIntermediateDirectories: true)
      let missing = #expect(throws: Errno.self) { try writeAtomically([1], to: folder.appending("no").appending("a")) }
      #expect(missing == .noSuchFileOrDirectory && missing?.remedyForWriting != nil)
      #expect(throws: Errno.isDirectory) { try writeAtomically([1], to: folder.appending("taken")) }
      #expect(throws: Errno.isDirectory) { try writeAtomically([1], to: "/") }
      #expect(try names(folder) == ["taken"])
    }
  }

  @Test("the longest name that a folder takes can be written")
  func longName() throws {
    try withTemporaryFolder { folder in
      let name = String(repeating: "n", count: 255)
      try writeAtomically([1, 2], to: folder.appending(name))
      #expect(try names(folder) == [name])
    }
  }
}
