import Catalog
import Foundation
import Images
import SystemPackage
import Training
import Vision

/// What `fastai interpret` does, on a thread of its own.
struct InterpretationRun {
  private let command: Interpret
  private let console: Console
  private let interruption: Interruption

  init(_ command: Interpret, _ console: Console, _ interruption: Interruption) {
    (self.command, self.console, self.interruption) = (command, console, interruption)
  }

  func outcome() throws -> InterpretationOutcome {
    let file = try ModelFile(contentsOf: FilePath(command.model))
    let data = try makeData(file.description)
    let learn = try loadLearner(FilePath(command.model), data: data, callbacks: [])
    let notes = notes(file.description, data)
    for note in notes { console.note("Note: \(note)") }
    let started = ContinuousClock.now
    if command.part == .all { return try outOfFold(learn, notes, started) }
    let interp = try learn.interpret(interpretedPart(data))
    try interruption.check()
    return try InterpretationOutcome(command, interp, notes: notes, seconds: seconds(since: started))
  }

  private func outOfFold(
    _ learn: Learner, _ notes: [String], _ started: ContinuousClock.Instant
  ) throws -> InterpretationOutcome {
    let features = try learn.imageFeatures(keptIn: workFolder) { done, total in
      console.progress(done, of: total, "features")
      return !interruption.isRequested
    }
    let interp = try learn.interpretOutOfFold(features)
    try interruption.check()
    let trial = try features.plantErrors()
    return try InterpretationOutcome(command, interp, trial: trial, notes: notes, seconds: seconds(since: started))
  }

  /// Where the data set's catalog is, and what was computed of its pictures.
  private var workFolder: FilePath { command.work.map { FilePath($0) } ?? Catalog.folder(of: FilePath(command.folder)) }

  private func seconds(since start: ContinuousClock.Instant) -> Double { (ContinuousClock.now - start) / .seconds(1) }

  // MARK: The pictures

  private func makeData(_ model: ModelDescription) throws -> ImageDataBunch {
    var loading = LoaderOptions()
    loading.checks = false
    loading.warn = { [console] in console.note("Warning: \($0)") }
    let test = command.part == .test && hasTestFolder ? "test" : nil
    let isWhole = command.part == .test && !hasTestFolder
    return try ImageDataBunch(
      fromFolder: FilePath(command.folder), test: test, split: isWhole ? .none : command.heldOut.split(of: model),
      validFraction: command.heldOut.validFraction(of: model), seed: command.heldOut.seed(of: model),
      classes: model.classes, catalog: CatalogLocation(work: command.work), transforms: TransformPair(),
      size: model.size, batchSize: 32, normalization: model.normalization, loading: loading)
  }

  private var hasTestFolder: Bool {
    var isFolder: ObjCBool = false
    let path = FilePath(command.folder).appending("test").string
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private func interpretedPart(_ data: ImageDataBunch) -> DatasetPart {
    switch command.part {
    case .valid: .valid
    case .train, .all: .fix
    case .test: data.test == nil ? .fix : .test
    }
  }

  // MARK: What has to be said

  private func notes(_ model: ModelDescription, _ data: ImageDataBunch) -> [String] {
    var notes: [String] = []
    if command.part == .train {
      notes.append("the network has seen these pictures, so it is too sure of them; --part all is fair to them")
    }
    if command.part == .valid || command.part == .train { notes += splitNote(model, data) }
    if command.part == .all, Int(model.provenance["unfrozenEpochs"] ?? "") ?? 0 > 0 {
      notes.append(
        "the body was trained on these labels too, so wrong ones that it learned by heart rank lower than they would "
          + "with the model of the frozen stage")
    }
    return notes
  }

  private func splitNote(_ model: ModelDescription, _ data: ImageDataBunch) -> [String] {
    guard let digest = model.provenance["validDigest"] else {
      return command.heldOut.split == nil
        ? [
          "the model file does not say which pictures were held out; these are those of the stable split with seed 42, "
            + "and the network may have seen them"
        ] : []
    }
    guard digest != data.validDigest else { return [] }
    let keeps = ["stable", "folder"].contains(data.split.rule)
    return [
      "the pictures have changed since the training"
        + (keeps
          ? ": those that are still there are on the side where they were"
          : "; with the split '\(data.split.rule)' some of the validation pictures may have been trained on")
    ]
  }
}

extension Interruption {
  /// - Throws: `CancellationError` when it was asked for.
  func check() throws { if isRequested { throw CancellationError() } }
}
