import Foundation
public import Images

/// One step of augmentation: a name, how likely it is, and how its numbers are drawn.
///
/// fastai's are made by functions of the same names (``rotate(_:probability:)``, ``cutout(holes:length:probability:)`` …).
/// One of your own says what it does to coordinates, levels or pixels:
///
///     let shear = Transform("shear", order: .affine, probability: 0.5) { random in
///       .affine(Homography([1, .random(in: -0.2...0.2, using: &random), 0, 0, 1, 0]))
///     }
public struct Transform: Sendable {
  /// What a transform works on; transforms run in this order, whatever their order in a list (fastai: `Transform.order`).
  public struct Order: Sendable, Hashable, Comparable {
    let rank: Int

    public static let pad = Order(rank: -10)
    /// Where single points are looked up.
    public static let coordinates = Order(rank: 4)
    /// The plane as a whole.
    public static let affine = Order(rank: 5)
    public static let lighting = Order(rank: 8)
    public static let pixels = Order(rank: 10)
    public static let cutout = Order(rank: 20)
    /// Last: the size that the network sees.
    public static let crop = Order(rank: 99)

    public static func < (a: Order, b: Order) -> Bool { a.rank < b.rank }
  }

  /// fastai's name for it, in camel case.
  public let name: String
  /// The parameters as text. Two transforms are equal when name, parameters, order and probability are.
  public let parameters: String
  public let order: Order
  /// The chance that it runs on an image, 0…1.
  public var probability: Double
  let draw: @Sendable (inout TransformRandom) -> ImageEdit

  /// - Parameters:
  ///   - name: Names the transform.
  ///   - parameters: Tells it from others of that name.
  ///   - order: What it works on.
  ///   - probability: The chance that it runs, 0…1.
  ///   - draw: Draws its numbers, once for an image, and says what to do with them.
  public init(
    _ name: String, _ parameters: String = "", order: Order, probability: Double = 1,
    draw: @escaping @Sendable (_ random: inout TransformRandom) -> ImageEdit
  ) {
    (self.name, self.parameters, self.order, self.probability, self.draw) = (name, parameters, order, probability, draw)
  }

  /// Draws the edit for one image, and then whether it runs; nil when it does not (fastai: `RandTransform.resolve`).
  func edit(using generator: inout SplitMix64) -> ImageEdit? {
    // Numbers of its own: what is added to a list changes nothing of what the others draw.
    var random = TransformRandom(seed: generator.next())
    let edit = draw(&random)
    return Double.random(in: 0..<1, using: &generator) < probability ? edit : nil
  }
}

extension Transform: Hashable, CustomStringConvertible {
  public static func == (a: Transform, b: Transform) -> Bool {
    a.description == b.description && a.order == b.order
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(description) }

  /// `rotate(-10…10, p 0.75)`.
  public var description: String {
    let parts = [parameters, probability == 1 ? "" : "p \(probability)"].filter { !$0.isEmpty }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }
}

/// The numbers of one transform on one image: the same for a seed, a pass and an image, on every machine.
public struct TransformRandom: RandomNumberGenerator, Sendable {
  private var generator: SplitMix64

  public init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  public mutating func next() -> UInt64 { generator.next() }
}

/// How a number is drawn. A literal is that number: `.rotate(30)`; `.rotate(.uniform(-10...10))`.
public enum Draw: Sendable, Hashable {
  case constant(Double)
  case uniform(ClosedRange<Double>)
  /// Uniform in the logarithm: halving is as likely as doubling.
  case logUniform(ClosedRange<Double>)

  func callAsFunction(_ random: inout TransformRandom) -> Double {
    switch self {
    case .constant(let number): number
    case .uniform(let range): .random(in: range, using: &random)
    case .logUniform(let range): exp(.random(in: log(range.lowerBound)...log(range.upperBound), using: &random))
    }
  }
}

extension Draw: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }

  public var description: String {
    switch self {
    case .constant(let number): "\(number)"
    case .uniform(let range): "\(range.lowerBound)…\(range.upperBound)"
    case .logUniform(let range): "log \(range.lowerBound)…\(range.upperBound)"
    }
  }
}
