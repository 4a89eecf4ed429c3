/// Numbers as colours, through stops at equal distances.
public struct ColorMap: Sendable, Hashable {
  public let stops: [RGB]

  /// - Parameter stops: From the lowest number to the highest; none is grey.
  public init(_ stops: [RGB]) { self.stops = stops.isEmpty ? [0x808080] : stops }

  /// Black over purple and orange to pale yellow: fastai's heat maps over images.
  public static let magma = ColorMap(magmaStops)
  /// Purple over green to yellow, of evenly rising brightness: matplotlib's default.
  public static let viridis = ColorMap(viridisStops)
  /// White to dark blue: fastai's confusion matrix (matplotlib: `Blues`).
  public static let blues = ColorMap(bluesStops)

  /// The colour of a share from 0 to 1; what lies outside, or is no number, has the colour of the nearer end (of 0).
  public func color(at share: Double) -> RGB {
    guard stops.count > 1, share.isFinite else { return share == .infinity ? stops[stops.count - 1] : stops[0] }
    let position = min(1, max(0, share)) * Double(stops.count - 1)
    let low = min(stops.count - 2, Int(position))
    return stops[low].mixed(with: stops[low + 1], position - Double(low))
  }

  /// The other way round.
  public var reversed: ColorMap { ColorMap(stops.reversed()) }
}
