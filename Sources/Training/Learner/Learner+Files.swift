import SystemPackage
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
  @discardableResult
  public func load(_ name: String) throws -> LoadReport {
    let report = try model.load(StateDictionary(contentsOf: weightsFile(name)))
    optimizer = nil
    return report
  }

  private func weightsFile(_ name: String) throws -> FilePath {
    guard let component = FilePath.Component(name + ".safetensors"), component.kind == .regular else {
      throw LearnerError(.usage, "'\(name)' is not a file name", remedy: "a plain name such as \"stage-1\"")
    }
    return data.path.appending("models").appending(component)
  }
}
