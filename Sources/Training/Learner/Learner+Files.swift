import SystemPackage
import Torch
public import TorchNN

/// Weights kept between stages, under `models/` in the data's folder.
extension Learner {
  /// Writes the network's weights to `models/NAME.safetensors`.
  @discardableResult
  public func save(_ name: String) throws -> String {
    let file = try weightsFile(name)
    try model.stateDictionary.write(to: file)
    return file.string
  }

  /// Reads weights that ``save(_:)`` wrote. The optimizer starts anew.
  ///
  /// - Throws: ``LearnerError`` with code `.mismatch` when they are of another network; this one is then as it was.
  @discardableResult
  public func load(_ name: String) throws -> LoadReport {
    let state = try StateDictionary(contentsOf: weightsFile(name))
    do {
      let report = try model.load(state)
      optimizer = nil
      return report
    } catch let error as TorchError {
      throw LearnerError(.mismatch, "'\(name)' holds the weights of another network", cause: error)
    }
  }

  private func weightsFile(_ name: String) throws -> FilePath {
    guard let component = FilePath.Component(name + ".safetensors"), FilePath.Component(name)?.kind == .regular else {
      throw LearnerError(.usage, "'\(name)' is not a file name", remedy: "a plain name such as \"stage-1\"")
    }
    return data.path.appending("models").appending(component)
  }
}
