import ArgumentParser
import Demo
import Foundation
import SystemPackage
import Testing

@testable import FastAITool

/// The shell blocks of README and of the articles.
@Suite("Commands that the documentation shows")
struct ShellBlockTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")

  /// The words of each line that begins with `fastai`, without its comment.
  private static func commands(in file: String) throws -> [[String]] {
    let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
    let blocks = text.components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    return blocks.flatMap { $0.components(separatedBy: "\n") }.filter { $0.hasPrefix("fastai ") }.map { line in
      let command = line.components(separatedBy: " #")[0]
      return command.split(separator: " ").dropFirst().map(String.init)
    }
  }

  private static func articles() throws -> [String] {
    let folder = root.appending(path: "Sources/FastAI/FastAI.docc")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
    return ["README.md"] + names.sorted().map { "Sources/FastAI/FastAI.docc/\($0)" }
  }

  @Test("each of them is understood: its command, its options, its values")
  func understood() throws {
    var count = 0
    for article in try Self.articles() {
      for words in try Self.commands(in: article) {
        #expect(throws: Never.self, "\(article): fastai \(words.joined(separator: " "))") {
          _ = try FastAI.parseAsRoot(words)
        }
        count += 1
      }
    }
    #expect(count > 15)
  }

  @Test("the first page works from its first command to its last, on drawn bears served with faults among them")
  func firstPage() async throws {
    let folder = try TemporaryFolder()
    let site = try await DemoSite(listsIn: folder.path, picturesPerKind: 12, seed: 4)
    for words in try Self.commands(in: "Sources/FastAI/FastAI.docc/TrainYourFirstClassifier.md") where words != ["demo"]
    {
      // The same command, with less to compute.
      let small = ["--arch", "resnet18", "--weights", "none", "--size", "32", "--batch-size", "8", "--epochs", "1"]
      let arguments = words.map { folder.isName($0) ? folder($0) : $0 } + (words[0] == "train" ? small : [])
      let run = try await Binary.run(arguments)
      #expect(run.status == 0, "fastai \(words.joined(separator: " ")): \(run.errors)")
      if words[0] == "predict" { #expect(run.lines.count == 13, "a heading, and a line a picture") }
    }
    try await site.stop()
  }
}

extension TemporaryFolder {
  /// Whether a word of a command is the name of a file or folder of the lesson.
  fileprivate func isName(_ word: String) -> Bool {
    word.hasPrefix("urls_") || word == "bears" || word.hasPrefix("bears/")
  }
}
