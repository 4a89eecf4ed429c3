/// What the course of a training tells, in words.
public struct Diagnosis: Sendable, Hashable, CustomStringConvertible {
  /// The kind of a finding. New kinds may be added; switch with a default.
  public struct Kind: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public static let rateTooHigh = Kind(description: "learning rate too high")
    public static let rateTooLow = Kind(description: "learning rate too low")
    public static let tooFewEpochs = Kind(description: "too few epochs")
    public static let overfitting = Kind(description: "overfitting")
    public static let underfitting = Kind(description: "underfitting")
    public static let normal = Kind(description: "normal")
    /// The error went up by less than chance does.
    public static let withinChance = Kind(description: "within chance")
    public static let fewValidationItems = Kind(description: "few validation items")
    public static let noValidation = Kind(description: "no validation")
  }

  public let kind: Kind
  /// What was seen, with its numbers.
  public let observation: String
  /// What to do; nil when nothing needs doing.
  public let advice: String?

  public init(_ kind: Kind, _ observation: String, advice: String? = nil) {
    (self.kind, self.observation, self.advice) = (kind, observation, advice)
  }

  public var description: String { "\(kind): \(observation)" + (advice.map { " \($0)" } ?? "") }
}
