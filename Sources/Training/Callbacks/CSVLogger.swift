import AtomicFiles
import Foundation
public import SystemPackage
import TorchNN

/// Keeps the epoch table as a CSV file beside the data (fastai: `CSVLogger`). After each epoch the file is written anew
/// and put in the place of the old one when it is on the disk: a kill leaves whole rows.
public final class CSVLogger: Callback {
  private let filename: String
  private let append: Bool
  private var rows: [String] = []
  private var file: FilePath?

  /// - Parameters:
  ///   - filename: Without `.csv`.
  ///   - append: Keep the rows that the file has.
  public init(filename: String = "history", append: Bool = false) { (self.filename, self.append) = (filename, append) }

  public let order = 90  // after those that note something

  public func beforeFit(_ learn: Learner) throws {
    guard let name = FilePath.Component(filename + ".csv") else {
      throw LearnerError(.usage, "'\(filename)' is not a file name", remedy: "a plain name such as \"history\"")
    }
    let file = learn.data.path.appending(name)
    self.file = file
    let header = (["epoch", "train_loss", "valid_loss"] + learn.metrics.map(\.name) + ["time"]).map(Self.quoted)
    let old = append ? try Self.lines(of: file) : []
    rows = old.isEmpty ? [header.joined(separator: ",")] : old
    try write()
  }

  public func afterEpoch(_ learn: Learner) throws -> Flow {
    guard let epoch = learn.recorder.epochs.last else { return .proceed }
    let figures =
      [epoch.trainLoss, epoch.validLoss]
      + learn.metrics.indices.map { index -> Double? in
        epoch.metrics.indices.contains(index) ? epoch.metrics[index] : nil
      }
    let cells = figures.map { $0.map { String(format: "%.6f", $0) } ?? "#na#" }
    rows.append((["\(epoch.epoch)"] + cells + [formatTime(epoch.seconds)]).joined(separator: ","))
    try write()
    return .proceed
  }

  /// The rows of the file by the names of their columns (fastai: `read_logged_file`).
  ///
  /// - Throws: ``LearnerError`` when there is no such file.
  public static func read(_ file: FilePath) throws -> [[String: String]] {
    let lines = try lines(of: file)
    guard let header = lines.first?.components(separatedBy: ",") else {
      throw LearnerError(.file, "there is no table in \(file)")
    }
    return lines.dropFirst().map { line in
      Dictionary(zip(header, line.components(separatedBy: ",")), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func lines(of file: FilePath) throws -> [String] {
    guard FileManager.default.fileExists(atPath: file.string) else { return [] }
    guard let data = FileManager.default.contents(atPath: file.string) else {
      throw LearnerError(.file, "\(file) cannot be read")
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func write() throws {
    guard let file else { return }
    do {
      try writeAtomically(Array((rows.joined(separator: "\n") + "\n").utf8), to: file)
    } catch {
      throw LearnerError(
        .file, "\(file) cannot be written", remedy: "train from a folder that can be written to", cause: error)
    }
  }

  private static func quoted(_ name: String) -> String { name.replacing(",", with: ";") }
}
