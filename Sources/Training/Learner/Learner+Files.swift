import SystemPackage
import Torch
import TorchNN

/// Weights kept between stages, under `models/` in the data's folder.
extension Learner {
  /// Writes the network's weights, and what the optimizer remembers, to `models/NAME.safetensors`: whole or not at all.
  ///
  /// The weights stand under their own names; the optimizer's under `optimizer/PARAMETER/…`, after PyTorch's names.
  ///
  /// - Parameters:
  ///   - name: A plain file name, such as `stage-1`.
  ///   - withOptimizer: Keep the optimizer's memory, too (fastai: `with_opt`).
  /// - Returns: The file's path.
  /// - Throws: ``LearnerError`` for a name that is none, `WeightFileError` when the file cannot be written.
  @discardableResult
  public func save(_ name: String, withOptimizer: Bool = true) throws -> String {
    let file = try weightsFile(name)
    let entries = model.stateDictionary.entries + (withOptimizer ? optimizerEntries : [])
    try StateDictionary(entries).write(to: file)
    return file.string
  }

  /// Reads what ``save(_:withOptimizer:)`` wrote.
  ///
  /// The optimizer's state goes to the parameters of the same names that train now: after another freezing it fits, as
  /// far as there is state, and the report says how far. Without state the optimizer starts anew.
  ///
  /// - Parameters:
  ///   - name: As it was saved.
  ///   - withOptimizer: Put the optimizer's state back, too, where the file has it.
  /// - Returns: What was and what was not restored.
  /// - Throws: ``LearnerError`` with code `.mismatch` when the weights are of another network; this one is then as it
  ///   was.
  @discardableResult
  public func load(_ name: String, withOptimizer: Bool = true) throws -> RestoreReport {
    let saved = try StateDictionary(contentsOf: weightsFile(name)).entries
    let isOptimizer = { (entry: (name: String, tensor: Tensor)) in entry.name.hasPrefix(Self.optimizerPrefix) }
    do {
      try model.load(StateDictionary(saved.filter { !isOptimizer($0) }))
    } catch let error as TorchError {
      throw LearnerError(.mismatch, "'\(name)' holds the weights of another network", cause: error)
    }
    optimizer = nil
    let entries = saved.filter(isOptimizer)
    let report = withOptimizer && !entries.isEmpty ? try restoreOptimizer(from: entries) : nil
    return RestoreReport(optimizer: report, weightCount: saved.count - entries.count)
  }

  private func weightsFile(_ name: String) throws -> FilePath {
    guard let component = FilePath.Component(name + ".safetensors"), FilePath.Component(name)?.kind == .regular else {
      throw LearnerError(.usage, "'\(name)' is not a file name", remedy: "a plain name such as \"stage-1\"")
    }
    return data.path.appending("models").appending(component)
  }
}
