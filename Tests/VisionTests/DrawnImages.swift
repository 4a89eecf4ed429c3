import Foundation
import Images
import SystemPackage
import TestSupport
import Torch
import Training

@testable import Vision

/// A picture of one colour with stripes, different for every number.
func stripes(_ number: Int, label: Int = 0, width: Int = 40, height: Int = 48) throws -> RGBImage {
  let pixels = (0..<(width * height)).flatMap { place -> [UInt8] in
    let isStripe = (place % width + number) % 7 < 3
    var colour: [UInt8] = [30, 30, 30]
    colour[label % 3] = isStripe ? 220 : UInt8(90 + number % 100)
    return colour
  }
  return try RGBImage(width: width, height: height, pixels: pixels)
}

/// Draws `counts[i]` pictures of class `i` into folders `class0`, `class1`, …; another `start` gives other pictures.
func drawDataSet(in folder: FilePath, counts: [Int] = [8, 8], from start: Int = 0) throws {
  for (label, count) in counts.enumerated() {
    let place = folder.appending("class\(label)")
    try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
    for number in 0..<count {
      let name = String(format: "%03d.png", number)
      try stripes(label * 1000 + start + number, label: label, width: 40 + number % 5).write(to: place.appending(name))
    }
  }
}

/// A drawn data set for as long as the body runs.
func withDataSet<Result>(counts: [Int] = [8, 8], _ body: (FilePath) throws -> Result) throws -> Result {
  try withTemporaryFolder { folder in
    try drawDataSet(in: folder, counts: counts)
    return try body(folder)
  }
}

func withDataSet<Result>(counts: [Int] = [8, 8], _ body: (FilePath) async throws -> Result) async throws -> Result {
  let folder = FilePath(FileManager.default.temporaryDirectory.path).appending("vision-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(atPath: folder.string) }
  try drawDataSet(in: folder, counts: counts)
  return try await body(folder)
}

/// A quick bunch: size 32, batches of 4, the random split, warnings not printed.
func smallBunch(
  _ folder: FilePath, workers: Int = 2, seed: UInt64 = 42, validFraction: Double = 0.25,
  transforms: TransformPair = getTransforms(), loading: LoaderOptions = .quiet
) throws -> ImageDataBunch {
  try ImageDataBunch(
    fromFolder: folder, split: .random, validFraction: validFraction, seed: seed, transforms: transforms, size: 32,
    batchSize: 4, workers: workers, loading: loading)
}

extension LoaderOptions {
  /// Tells nobody.
  static var quiet: LoaderOptions { with { _ in } }

  /// With changes.
  static func with(_ change: (inout LoaderOptions) -> Void) -> LoaderOptions {
    var options = LoaderOptions()
    options.warn = { _ in }
    change(&options)
    return options
  }
}

/// Leaves the first half of a file.
func truncate(_ path: FilePath) throws {
  let url = URL(filePath: path.string)
  let bytes = try Data(contentsOf: url)
  try bytes.prefix(bytes.count / 2).write(to: url)
}

/// Collects warnings from any thread.
final class Warnings: @unchecked Sendable {
  // Guarded by `lock`.
  private var heard: [DataWarning] = []
  private let lock = NSLock()

  func add(_ warning: DataWarning) { lock.withLock { heard.append(warning) } }
  var all: [DataWarning] { lock.withLock { heard } }
  var kinds: [DataWarning.Kind] { all.map(\.kind) }
}
