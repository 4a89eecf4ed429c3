import GRDB
public import SystemPackage

public import struct Foundation.Date

/// A training of a model on the data set: what with, and what came of it.
public struct TrainingRun: Hashable, Sendable {
  /// Given by the catalog; nil until the run is in it.
  public internal(set) var id: Int64?
  public var started: Date
  /// nil while it runs, and for ever when it was killed.
  public var ended: Date?
  /// `resnet34`.
  public var architecture: String
  /// The settings, as one JSON object.
  public var arguments: String
  /// Epochs that are done.
  public var epochs: Int
  public var trainImages: Int?
  public var validImages: Int?
  public var validLoss: Double?
  /// Of the validation images, from 0 to 1.
  public var errorRate: Double?
  /// The model's file.
  public var model: FilePath?
  /// Of the model's file, in hexadecimal.
  public var modelSHA256: String?

  public init(architecture: String, arguments: String = "{}", epochs: Int = 0, started: Date = Date()) {
    self.architecture = architecture
    self.arguments = arguments
    self.epochs = epochs
    self.started = started
  }
}

extension Catalog {
  /// Writes what is known about a training: a new run the first time, and the same run afterwards.
  ///
  ///     var run = try catalog.record(TrainingRun(architecture: "resnet34"))
  ///     run.errorRate = 0.02
  ///     try catalog.record(run)
  ///
  /// - Returns: The run with its ``TrainingRun/id``.
  /// - Throws: ``CatalogError``.
  @discardableResult
  public func record(_ run: TrainingRun) throws -> TrainingRun {
    var run = run
    let values: StatementArguments = [
      run.id, run.started.timeIntervalSince1970, run.ended?.timeIntervalSince1970, run.architecture, run.arguments,
      run.epochs, run.trainImages, run.validImages, run.validLoss, run.errorRate, run.model?.string, run.modelSHA256,
    ]
    run.id = try write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO run (id, started, ended, architecture, arguments, epochs, trainImages, validImages,
            validLoss, errorRate, model, modelSHA256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, arguments: values)
      return db.lastInsertedRowID
    }
    return run
  }

  /// The trainings, newest first.
  ///
  /// - Throws: ``CatalogError``.
  public func trainingRuns() throws -> [TrainingRun] {
    try read { try Row.fetchAll($0, sql: "SELECT * FROM run ORDER BY id DESC").map(TrainingRun.init(row:)) }
  }
}
