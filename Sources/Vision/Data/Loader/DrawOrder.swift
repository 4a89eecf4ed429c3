import Images

/// In which order a loader goes through its items.
///
/// A draw `d` stands for item `d % count`; `d / count` tells apart how often the item comes in one pass, so that each
/// time is augmented otherwise.
enum DrawOrder: Sendable, Hashable {
  case inOrder
  case shuffled
  /// Shuffled, and every class as often as the largest: by repeating its items.
  case balanced(labels: [Int])

  /// How many draws a pass has.
  func drawCount(of count: Int) -> Int {
    guard case .balanced(let labels) = self else { return count }
    let sizes = Dictionary(grouping: labels, by: { $0 }).values.map(\.count)
    return (sizes.max() ?? 0) * sizes.count
  }

  /// The draws of a pass.
  func draws(of count: Int, seed: UInt64, pass: Int) -> [Int] {
    var generator = SplitMix64(seed: seed, stream: UInt64(truncatingIfNeeded: pass))
    switch self {
    case .inOrder: return Array(0..<count)
    case .shuffled: return Array(0..<count).shuffled(using: &generator)
    case .balanced(let labels): return Self.balanced(labels, using: &generator)
    }
  }

  /// Each item of a class comes equally often, or once more: which of them, differs from pass to pass.
  private static func balanced(_ labels: [Int], using generator: inout SplitMix64) -> [Int] {
    let classes = Dictionary(grouping: labels.indices, by: { labels[$0] }).sorted { $0.key < $1.key }.map(\.value)
    let largest = classes.map(\.count).max() ?? 0
    var draws: [Int] = []
    for items in classes {
      let (whole, rest) = largest.quotientAndRemainder(dividingBy: items.count)
      for repetition in 0..<whole { draws += items.map { repetition * labels.count + $0 } }
      draws += items.shuffled(using: &generator).prefix(rest).map { whole * labels.count + $0 }
    }
    return draws.shuffled(using: &generator)
  }
}
