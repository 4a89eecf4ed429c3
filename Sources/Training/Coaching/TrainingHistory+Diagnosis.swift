import Foundation

/// The lesson's rules (fast.ai course v3, lesson 2: "Things that can go wrong").
extension TrainingHistory {
  /// The finding first, then remarks on how far the figures can be trusted.
  public var diagnoses: [Diagnosis] {
    guard !epochs.isEmpty else { return [] }
    let finding = tooHigh ?? tooLow ?? overfitting ?? tooFew ?? underfitting ?? normal
    return [finding, withinChance, trust].compactMap { $0 }
  }

  // MARK: Findings

  private var tooHigh: Diagnosis? {
    let last = epochs.last?.validLoss ?? epochs.last?.trainLoss ?? .nan
    let atTheEnd = last <= explosionLimit ? nil : "the loss is \(number(last)) at the end"
    guard let observation = explosion ?? atTheEnd ?? collapse else { return nil }
    let advice =
      "Make a new learner, or load saved weights, and train with a tenth of the rate"
      + (maxLearningRate.isFinite ? " (\(shortRate(maxLearningRate / 10)))" : "") + ". More epochs do not help."
    return Diagnosis(.rateTooHigh, "\(observation), where guessing gives \(number(chance)).", advice: advice)
  }

  /// Steps so large that the network lost what it had: it guesses, after the loss was well above that.
  private var collapse: String? {
    guard let last = epochs.last?.trainLoss, chanceLoss > 0, !hasFallen(to: last) else { return nil }
    let worst = losses.filter(\.isFinite).max() ?? 0
    guard worst > 1.5 * max(firstLoss, chanceLoss) || maxLearningRate >= 0.1 else { return nil }
    return "the loss rose to \(number(worst)) and is \(number(last)) at the end"
  }

  private var chance: Double { chanceLoss > 0 ? chanceLoss : firstLoss }

  /// The training loss has hardly moved, and is not small.
  private var tooLow: Diagnosis? {
    guard let last = epochs.last?.trainLoss, chanceLoss > 0, last > chanceLoss / 2, !hasFallen(to: last) else {
      return nil
    }
    let isAlwaysAbove = validated.allSatisfy { $0.row.trainLoss > $0.valid }
    return Diagnosis(
      .rateTooLow,
      "in \(count(epochs.count, "epoch")) the training loss went from \(number(firstLoss)) to \(number(last)) only"
        + (isAlwaysAbove && !validated.isEmpty ? ", and stayed above the validation loss." : "."),
      advice: "Train with ten times the rate" + tenfold + ", or a hundred times; `lrFind` shows where the loss falls.")
  }

  private var tenfold: String { maxLearningRate.isFinite ? " (\(shortRate(maxLearningRate * 10)))" : "" }

  private func hasFallen(to last: Double) -> Bool { last < 0.8 * max(firstLoss, chanceLoss) }

  private var tooFew: Diagnosis? {
    guard let last = validated.last, last.row.trainLoss > 1.5 * last.valid, epochs.count <= 2 || isStillFalling else {
      return nil
    }
    return Diagnosis(
      .tooFewEpochs,
      "after \(count(epochs.count, "epoch")) the training loss, \(number(last.row.trainLoss)), is far above the "
        + "validation loss, \(number(last.valid)).",
      advice: "Train for more epochs. If the loss then falls slowly, use a higher rate; if it explodes, go back.")
  }

  private var isStillFalling: Bool {
    guard let last = epochs.last, epochs.count > 1 else { return true }
    return last.trainLoss < 0.95 * epochs[epochs.count - 2].trainLoss
  }

  /// Overfitting has one sign: the error gets better, then worse, and by more than chance does.
  private var overfitting: Diagnosis? {
    guard let rise = errorRise, rise.isCertain else { return nil }
    return Diagnosis(
      .overfitting,
      "the error rate was \(percent(rise.best)) after epoch \(rise.epoch) and rose to \(percent(rise.last)) by the end.",
      advice: "Train for fewer epochs (\(rise.epoch + 1)), or with more data or more augmentation.")
  }

  private var underfitting: Diagnosis? {
    guard let last = validated.last, last.row.trainLoss > last.valid else { return nil }
    return Diagnosis(
      .underfitting,
      "the training loss, \(number(last.row.trainLoss)), is still above the validation loss, \(number(last.valid)).",
      advice: "There is room: train longer, or with a higher rate.")
  }

  private var normal: Diagnosis {
    guard let last = validated.last else { return Diagnosis(.normal, "the training loss fell.") }
    return Diagnosis(
      .normal,
      "the training loss, \(number(last.row.trainLoss)), is below the validation loss, \(number(last.valid)), as it "
        + "is for a network that is trained well; the error did not get worse.")
  }

  // MARK: Remarks

  private var withinChance: Diagnosis? {
    guard let rise = errorRise, !rise.isCertain else { return nil }
    return Diagnosis(
      .withinChance,
      "the error rate went from \(percent(rise.best)) (epoch \(rise.epoch)) to \(percent(rise.last)); of \(validCount) "
        + "validation items, anything up to \(percent(rise.interval.upperBound)) may be chance.")
  }

  private var trust: Diagnosis? {
    if validCount == 0 {
      return Diagnosis(
        .noValidation, "nothing was held out, so nothing is known about new data.", advice: "Hold out a fifth.")
    }
    guard validCount < 100 else { return nil }
    let example = wilsonInterval(errors: Int((errorRates.last ?? 0) * Double(validCount) + 0.5), of: validCount)
    let range = "\(percent(example.lowerBound)) to \(percent(example.upperBound))"
    return Diagnosis(
      .fewValidationItems,
      "only \(validCount) items are held out"
        + (errorRates.isEmpty ? "." : ": the true error rate may be anything from \(range)."),
      advice: "Compare models on at least 100.")
  }

  private struct Rise {
    let best, last: Double
    let epoch: Int
    let interval: ClosedRange<Double>
    var isCertain: Bool { last > interval.upperBound }
  }

  /// The best error rate, when the last two and more epochs were all worse than it.
  private var errorRise: Rise? {
    guard let best = errorRates.min(), let place = errorRates.lastIndex(of: best), let last = errorRates.last,
      errorRates.count - place > 2, validCount > 0
    else { return nil }
    let errors = Int((best * Double(validCount)).rounded())
    return Rise(
      best: best, last: last, epoch: epochs[min(place, epochs.count - 1)].epoch,
      interval: wilsonInterval(errors: errors, of: validCount))
  }
}

private func number(_ value: Double) -> String {
  !value.isFinite ? "no number" : abs(value) < 1000 ? String(format: "%.3f", value) : String(format: "%.2g", value)
}

private func percent(_ rate: Double) -> String { String(format: "%.1f %%", rate * 100) }

private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
