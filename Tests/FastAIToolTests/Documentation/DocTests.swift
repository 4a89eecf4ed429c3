import Foundation
import Testing

@testable import FastAITool

@Suite("fastai doc")
struct DocTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
  private static let source = root.appending(path: "Sources/FastAITool/Documentation/SymbolIndexText.swift")

  /// `write` or `check`: see `scripts/symbols`. A plain run of the tests does neither, so that whoever works on a comment is
  /// not held up by it.
  fileprivate static let wish = ProcessInfo.processInfo.environment["FASTAI_SYMBOLS"]

  @Test("the index that is compiled in says what the sources say", .enabled(if: DocTests.wish != nil))
  func fresh() throws {
    let index = try SourceScanner.index(ofPackage: Self.root.standardizedFileURL)
    let file = """
      // Made by `scripts/symbols` from the doc comments of the public targets.
      // swift-format-ignore-file
      let symbolIndexText = ##\"""
      \(index.text)\"""##

      """
    if Self.wish == "write" { return try file.write(to: Self.source, atomically: true, encoding: .utf8) }
    let isFresh = SymbolIndex.compiledIn.symbols == index.symbols
    #expect(isFresh, "scripts/symbols writes it anew")
  }

  @Test("what is written is read, for all symbols of the sources")
  func roundTrip() throws {
    let index = try SourceScanner.index(ofPackage: Self.root.standardizedFileURL)
    try #require(index.symbols.count > 500)
    let isReadAsWritten = SymbolIndex(text: index.text).symbols == index.symbols
    #expect(isReadAsWritten)
  }

  private let source = """
    /// A thing.
    ///
    /// With a second paragraph.
    public struct Thing: Sendable {
      /// Its sizes.
      public let width, height: Int
      let hidden = 1

      /// Makes one.
      @discardableResult
      public static func make(
        _ width: Int, named name: String = ""
      ) throws -> Thing {
        let notASymbol = 1
      }

      /// A kind.
      public enum Kind: Sendable {
        /// Round.
        case round(Int)
        case square
      }

      private struct Secret { public let x = 1 }
    }

    extension Thing {
      public static prefix func - (thing: Thing) -> Thing { thing }
    }

    public protocol Wanted: AnyObject {
      /// Required.
      func required() -> Int
    }

    func internalOnly() {}
    """

  @Test("public declarations are found with their types and comments, and nothing else is")
  func scanning() throws {
    var scanner = SourceScanner(module: "M", file: "M.swift", text: source)
    let symbols = scanner.scan()
    #expect(
      symbols.map(\.name) == [
        "Thing", "Thing.width", "Thing.height", "Thing.make", "Thing.Kind", "Thing.Kind.round", "Thing.Kind.square",
        "Thing.-", "Wanted", "Wanted.required",
      ])
    #expect(symbols[0].documentation == ["A thing.", "", "With a second paragraph."])
    #expect(symbols[3].declaration == "static func make(_ width: Int, named name: String = \"\") throws -> Thing")
    #expect(symbols[3].documentation == ["Makes one."])
    #expect(symbols[0].declaration == "struct Thing: Sendable")
  }

  @Test("names are found in Swift's spelling and in Python's, alone and with their types")
  func finding() throws {
    let index = SymbolIndex.compiledIn
    for name in [
      "fitOneCycle", "fit_one_cycle", "Learner.fitOneCycle", "Learner.fit_one_cycle", "fitOneCycle(_:maxLR:)",
    ] {
      #expect(index.symbols(named: name).map(\.name) == ["Learner.fitOneCycle"], "\(name)")
    }
    #expect(index.symbols(named: "tensor").contains { $0.name == "tensor" && $0.module == "Torch" })
    #expect(index.symbols(named: "pct_start").contains { $0.name == "Learner.fitOneCycle" })
    #expect(index.symbols(named: "learner").contains { $0.name == "Learner" })
    #expect(index.symbols(named: "fitOneCycel").isEmpty && index.names(like: "fitOneCycel").first == "fitOneCycle")
  }

  @Test("the binary shows declaration, documentation and place; a name that is none is a usage error")
  func binary() async throws {
    let shown = try await Binary.run(["doc", "cnnLearner"])
    #expect(shown.status == 0)
    #expect(shown.output.contains("func cnnLearner(_ data: ImageDataBunch") && shown.output.contains("Parameters:"))
    #expect(shown.output.contains("Sources/Vision/Learning/CNNLearner.swift"))
    let json = try await Binary.run(["doc", "errorRate", "--json"]).events
    #expect(json.contains { $0["name"] as? String == "Metric.errorRate" && $0["file"] is String })
    let unknown = try await Binary.run(["doc", "fitOneCycel"])
    #expect(unknown.status == 64 && unknown.errors.contains("fitOneCycle"))
  }
}
