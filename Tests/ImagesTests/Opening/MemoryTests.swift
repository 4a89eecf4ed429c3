import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// What opening takes is measured in a process of its own, which opens one file: `image-fuzzer open`.
@Suite("Opening takes no more memory than it may", .enabled(if: FuzzerBinary.path != nil))
struct MemoryTests {
  /// A file, the side to decode it to, and how that ends.
  struct Worst: Sendable, CustomTestStringConvertible {
    let name: String
    let side: Int?
    let outcome: String
    let make: @Sendable () -> [UInt8]

    var testDescription: String { "\(name), \(side.map(String.init) ?? "whole")" }
  }

  static let files: [Worst] = [
    Worst(name: "a progressive JPEG of 169 million pixels", side: 224, outcome: "too large") {
      WorstFiles.jpeg(width: 13_000, height: 13_000, isProgressive: true)
    },
    Worst(name: "a progressive JPEG of 42 million pixels", side: 224, outcome: "448 x 448") {
      WorstFiles.jpeg(width: 6500, height: 6500, isProgressive: true, subsamples: true)
    },
    Worst(name: "a plain JPEG of 169 million pixels", side: 224, outcome: "448 x 448") {
      WorstFiles.jpeg(width: 13_000, height: 13_000, isProgressive: false)
    },
    Worst(name: "a plain JPEG of 169 million pixels", side: nil, outcome: "too large") {
      WorstFiles.jpeg(width: 13_000, height: 13_000, isProgressive: false)
    },
    Worst(name: "a PNG of 196 million pixels", side: 224, outcome: "too large") {
      WorstFiles.png(width: 14_000, height: 14_000, samples: 1, isInterlaced: false)
    },
    Worst(name: "a PNG of 100 million pixels", side: 224, outcome: "448 x 448") {
      WorstFiles.png(width: 10_000, height: 10_000, samples: 3, isInterlaced: false)
    },
    Worst(name: "an interlaced PNG of 100 million pixels", side: 224, outcome: "too large") {
      WorstFiles.png(width: 10_000, height: 10_000, samples: 4, isInterlaced: true)
    },
    Worst(name: "an interlaced PNG of 36 million pixels", side: 224, outcome: "448 x 448") {
      WorstFiles.png(width: 6000, height: 6000, samples: 3, isInterlaced: true)
    },
    Worst(name: "a grey PNG with alpha, 524,320 pixels wide", side: nil, outcome: "524320 x 20") {
      WorstFiles.png(width: 524_320, height: 20, samples: 2, isInterlaced: false)
    },
    Worst(name: "a PNG with alpha, a million pixels wide", side: nil, outcome: "too large") {
      WorstFiles.png(width: 1_000_000, height: 16, samples: 4, isInterlaced: false)
    },
    Worst(name: "a JPEG of 56 million pixels", side: nil, outcome: "7500 x 7500") {
      WorstFiles.jpeg(width: 7500, height: 7500, isProgressive: false, subsamples: true)
    },
  ]

  @Test("256 MB are enough for any file", arguments: files)
  func peak(_ worst: Worst) throws {
    let file = worst.make()
    #expect(file.count <= 25_000_000)
    try withTemporaryFolder { folder in
      let path = folder.appending("worst")
      try Data(file).write(to: URL(fileURLWithPath: path.string))
      let (status, output) = try FuzzerBinary.run(["open", path.string] + (worst.side.map { ["\($0)"] } ?? []))
      let parts = output.split(whereSeparator: \.isWhitespace).map(String.init)
      #expect(status == 0 && parts.dropFirst().joined(separator: " ") == worst.outcome, "\(output)")
      #expect(try #require(parts.first.flatMap { Int($0) }) < 256_000_000, "\(output)")
    }
  }

  @Test("some thousand mutated files do no harm; the run of a million is `image-fuzzer run`")
  func fuzz() throws {
    try withTemporaryFolder { folder in
      let (status, output) = try FuzzerBinary.run([
        "run", "--count", "4000", "--seed", "7", "--input", folder.appending("input").string,
        FilePath.imageFixtures.string,
      ])
      #expect(status == 0 && output.contains("nothing found"), "\(output.suffix(400))")
    }
  }
}

/// The built `image-fuzzer`, which lies beside the tests.
enum FuzzerBinary {
  static let path: String? = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folders = [
      bundle?.bundleURL.deletingLastPathComponent(), Bundle.main.executableURL?.deletingLastPathComponent(),
      URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent(),
      URL(fileURLWithPath: FileManager.default.currentDirectoryPath).appendingPathComponent(".build/debug"),
    ]
    return folders.compactMap { $0?.appendingPathComponent("image-fuzzer").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus, output)
  }
}
