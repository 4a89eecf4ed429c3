/// How large the pictures are that a network sees, in pixels.
///
/// A number is the side of a square (fastai: `size=224`); rows and columns make it a rectangle (fastai: `size=(160, 240)`,
/// height first).
///
///     let data = try ImageDataBunch(fromFolder: bears, size: ImageSize(height: 160, width: 240))
public struct ImageSize: Sendable, Hashable {
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int

  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// A square.
  public init(_ side: Int) { self.init(height: side, width: side) }

  /// Both sides as the nearest multiple of `mult`, half of it upwards (fastai: `mult`; in the lesson of 2018 it was 32).
  public func rounded(toMultipleOf mult: Int) -> ImageSize {
    let round = { (side: Int) in max(side / mult + (side % mult * 2 >= mult ? 1 : 0), 1) * mult }
    return mult > 1 ? ImageSize(height: round(height), width: round(width)) : self
  }

  public var isSquare: Bool { height == width }

  /// Whether both sides lie in a range.
  package func isWithin(_ range: ClosedRange<Int>) -> Bool { range.contains(height) && range.contains(width) }
}

extension ImageSize: ExpressibleByIntegerLiteral {
  public init(integerLiteral side: Int) { self.init(side) }
}

extension ImageSize: LosslessStringConvertible {
  /// Reads `224` and `160x240`, height first; nil for anything else.
  public init?(_ text: String) {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    switch (sides.count, sides.first ?? nil, sides.last ?? nil) {
    case (1, let side?, _): self.init(side)
    case (2, let height?, let width?): self.init(height: height, width: width)
    default: return nil
    }
  }

  public var description: String { isSquare ? "\(height)" : "\(height)x\(width)" }
}
