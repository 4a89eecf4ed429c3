import Torch
import TorchNN

extension Learner {
  /// Predictions averaged over other views of each item (fastai: `TTA`):
  /// `beta · plain + (1 − beta) · mean of the views`.
  ///
  /// Losses are those of the averaged predictions; fastai 1 feeds probabilities to a loss that wants raw outputs.
  ///
  /// - Parameters:
  ///   - part: The validation set by default.
  ///   - beta: How much the plain view counts, 0…1.
  ///   - scale: How much larger the views are cut from.
  /// - Returns: One row for each item.
  /// - Throws: ``LearnerError`` when the data has no other views, or the part is empty.
  public func TTA(_ part: DatasetPart = .valid, beta: Double = 0.4, scale: Double = 1.35) throws -> Predictions {
    guard (0...1).contains(beta), scale >= 1 else {
      throw LearnerError(
        .usage, "beta is \(beta), scale \(scale)", remedy: "a share from 0 to 1 and a scale of 1 or more")
    }
    let plain = try getPreds(part)
    let views = try ttaPredictions(part, scale: scale)
    let averaged = plain.probabilities.indices.map { row in
      plain.probabilities[row].indices.map { column in
        let sum = views.reduce(0.0) { $0 + Double($1.probabilities[row][column]) }
        return Float(beta * Double(plain.probabilities[row][column]) + (1 - beta) * sum / Double(views.count))
      }
    }
    return try plain.replacing(averaged, loss)
  }

  /// The predictions for each of the other views, plain ones left out (fastai: `tta_only`).
  public func ttaPredictions(_ part: DatasetPart = .valid, scale: Double = 1.35) throws -> [Predictions] {
    let count = try checkedLoader(part).itemCount
    let views = try data.ttaLoaders(of: part, scale: scale).map { try getPreds($0) }
    guard !views.isEmpty, views.allSatisfy({ $0.count == count }) else {
      throw LearnerError(.data, "the views do not show every item of the \(part.rawValue) part once")
    }
    return views
  }
}

extension Predictions {
  /// Other probabilities for the same items, with the losses that follow from them.
  fileprivate func replacing(_ probabilities: [[Float]], _ loss: LossFunction) throws -> Predictions {
    let outputs = try loss.inverseActivation(Tensor(probabilities))
    let y = targets.isEmpty ? try Tensor(targetValues) : try Tensor(targets)
    let losses: [Float] = try withoutGrad { try loss.compute(outputs, y, .none).scalars() }
    return Predictions(
      probabilities: probabilities, targets: targets, targetValues: targetValues, losses: losses, indices: indices,
      paths: paths)
  }
}
