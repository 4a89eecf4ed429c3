import SystemPackage
import Torch
import TorchNN
import Training
import Vision

/// A run that was stopped or killed: its checkpoint, made sure to be of these options and pictures.
struct CheckpointedRun {
  let checkpoint: Checkpoint
  /// 0 for the frozen part of the recipe, 1 for the unfrozen one.
  let stage: Int

  /// - Throws: ``CommandError`` when there is none, or it is of other options or pictures.
  init(_ command: Train, _ data: ImageDataBunch, _ console: Console) throws {
    do {
      checkpoint = try Checkpoint(contentsOf: command.checkpointPath)
    } catch let error as WeightFileError where error.code == .notFound {
      throw CommandError(
        code: .badData, message: "there is no run to go on with: \(command.checkpointPath) does not exist",
        remedy: "Leave --resume out to train from the beginning")
    }
    let (was, now) = (checkpoint.settings, Self.settings(command, data, stage: 0))
    stage = was["stage"].flatMap(Int.init) ?? 0
    let different = now.keys.filter { $0 != "stage" && $0 != "threads" && was[$0] != now[$0] }.sorted()
    guard different.isEmpty else {
      let list = different.map { $0 == "pictures" ? "the pictures" : "--\($0) \(was[$0] ?? "?")" }
      throw CommandError(
        code: .badData, message: "the run that was stopped had other settings: \(list.joined(separator: ", "))",
        remedy: "Give the same options, or leave --resume out to train from the beginning")
    }
    if was["threads"] != now["threads"] {
      console.note("The run had \(was["threads"] ?? "?") threads: its result may differ in the last digits.")
    }
    let position = checkpoint.position
    console.event(
      "resumed", ["stage": .int(stage), "epoch": .int(position.epoch), "batch": .int(position.batch)])
    console.line("Going on after epoch \(position.epoch), batch \(position.batch)")
  }

  static func settings(_ command: Train, _ data: ImageDataBunch, stage: Int) -> [String: String] {
    command.settings.merging([
      "stage": "\(stage)", "threads": "\(threadCount)",
      "pictures": fingerprint((data.train.items + (data.valid?.items ?? [])).map { "\($0.path) \($0.label)" }),
    ]) { $1 }
  }

  /// FNV-1a over the lines, in order.
  private static func fingerprint(_ lines: [String]) -> String {
    let hash = lines.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, line in
      (Array(line.utf8) + [10]).reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
    return "\(lines.count) pictures, \(String(hash, radix: 16))"
  }
}
