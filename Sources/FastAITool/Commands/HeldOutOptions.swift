import ArgumentParser
import Vision

/// Which pictures a model's training held out: as the model file says, unless the command says otherwise.
struct HeldOutOptions: ParsableArguments, Sendable {
  @Option(help: "How the validation pictures were chosen, as for fastai train; as the model file says by default.")
  var split: SplitRule?

  @Option(help: "The share that was held out; as the model file says by default.")
  var validFraction: Double?

  @Option(help: "The seed of the split; as the model file says by default.")
  var seed: UInt64?

  func validate() throws {
    guard (0..<1).contains(validFraction ?? 0) else {
      throw ValidationError("--valid-fraction must be from 0 to below 1.")
    }
  }

  /// - Throws: ``CommandError`` for a rule that cannot be said in a word (a closure, a list).
  func split(of model: ModelDescription) throws -> SplitRule {
    if let split { return split }
    guard let name = model.provenance["split"] else { return .stable }
    if name == "none" { return .none }
    guard let rule = SplitRule(argument: name) else {
      throw CommandError(
        code: .usage, message: "the model was trained on a split that the command line cannot make again, '\(name)'",
        remedy: "Give the validation pictures: --split csv:FILE")
    }
    return rule
  }

  func validFraction(of model: ModelDescription) -> Double { validFraction ?? number("validFraction", model) ?? 0.2 }
  func seed(of model: ModelDescription) -> UInt64 { seed ?? number("seed", model) ?? 42 }

  private func number<Value: LosslessStringConvertible>(_ key: String, _ model: ModelDescription) -> Value? {
    model.provenance[key].flatMap { Value($0) }
  }
}
