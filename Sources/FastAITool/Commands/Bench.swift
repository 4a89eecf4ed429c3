import ArgumentParser
import Foundation
import SystemPackage
import Torch
import Training
import Vision

struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure speed on this machine.",
    discussion: """
      Example:

        fastai bench loader data/bears
        fastai bench predict --arch resnet50 --batch-size 16
      """,
    subcommands: [BenchLoader.self, BenchStep.self, BenchPredict.self, BenchLayers.self])
}

struct BenchLoader: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "loader",
    abstract: "Images that the training loader makes in a second.",
    discussion: """
      The files are decoded and augmented as in training (default transforms, no cache). The first pass, in which \
      threads and libraries start, is told apart from those that follow.

      Example:

        fastai bench loader data/bears --passes 3
      """)

  @Argument(help: "A folder with one folder a class.")
  var folder: String

  @Option(help: "Side of the square that the network sees, in pixels.")
  var size = 224

  @Option(help: "Images in a batch.")
  var batchSize = 64

  @Option(help: "How often all images are gone through after the first time.")
  var passes = 3

  @Option(help: "Threads that decode; as many as there are cores by default.")
  var workers: Int?

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard passes > 0 else { throw ValidationError("--passes must be at least 1.") }
    guard workers.map({ $0 > 0 }) ?? true else { throw ValidationError("--workers must be at least 1.") }
  }

  func run(_ console: Console) async throws {
    let data = try ImageDataBunch(
      fromFolder: FilePath(folder), split: .random, validFraction: 0.2, size: ImageSize(size), batchSize: batchSize,
      workers: workers)
    let first = try rate(of: data)
    var rates: [Double] = []
    for _ in 0..<passes {
      try Task.checkCancellation()
      rates.append(try rate(of: data))
    }
    let median = rates.sorted()[rates.count / 2]
    console.event(
      "loader",
      [
        "imagesPerSecond": .double(median.rounded(toPlaces: 1)),
        "firstPass": .double(first.rounded(toPlaces: 1)), "images": .int(data.train.itemCount),
        "size": .int(size),
        "passes": .array(rates.map { .double($0.rounded(toPlaces: 1)) }),
      ])
    console.line(
      String(
        format: "%.0f images/s in the first pass over %d images, %.0f in the median of %d more", first,
        data.train.itemCount, median, passes))
  }

  private func rate(of data: ImageDataBunch) throws -> Double {
    let began = ContinuousClock.now
    var count = 0
    for batch in data.train { count += try batch.x.shape[0] }
    return Double(count) / ((ContinuousClock.now - began) / .seconds(1))
  }
}

extension Double {
  fileprivate func rounded(toPlaces places: Int) -> Double {
    let factor = pow(10, Double(places))
    return (self * factor).rounded() / factor
  }
}
