extension Chart {
  /// Values that belong together, and their name in the legend.
  public struct Series: Sendable {
    /// What is drawn for each value.
    public enum Mark: Sendable, Hashable {
      case line
      case points
      /// Bars from zero, of a width on the axis that they stand on.
      case bars(width: Double)
    }

    public var name: String
    public var x, y: [Double]
    public var mark: Mark
    /// For what is no measurement: a baseline, a limit.
    public var isDashed: Bool
    /// Nil for the theme's next.
    public var color: RGB?

    /// - Parameters:
    ///   - name: What the legend calls it; empty for nothing.
    ///   - x: One for each of `y`, or nil for 0, 1, 2…
    ///   - y: The values; one that is not finite leaves a gap.
    ///   - mark: A line by default.
    ///   - isDashed: For what is no measurement: a baseline, a limit.
    ///   - color: Nil for the theme's next.
    public init(
      _ name: String, x: [Double]? = nil, y: [Double], mark: Mark = .line, isDashed: Bool = false, color: RGB? = nil
    ) {
      (self.name, self.y, self.mark) = (name, y, mark)
      self.x = x ?? y.indices.map(Double.init)
      (self.isDashed, self.color) = (isDashed, color)
    }

    /// Values joined by a line (matplotlib: `plot`).
    public static func line(
      _ name: String = "", x: [Double]? = nil, y: [Double], isDashed: Bool = false, color: RGB? = nil
    ) -> Series {
      Series(name, x: x, y: y, isDashed: isDashed, color: color)
    }

    /// A dot for each value (matplotlib: `scatter`).
    public static func points(_ name: String = "", x: [Double]? = nil, y: [Double], color: RGB? = nil) -> Series {
      Series(name, x: x, y: y, mark: .points, color: color)
    }

    /// A bar for each value (matplotlib: `bar`); several such series on categories stand side by side.
    public static func bars(
      _ name: String = "", x: [Double]? = nil, y: [Double], width: Double = 0.8, color: RGB? = nil
    ) -> Series {
      Series(name, x: x, y: y, mark: .bars(width: width), color: color)
    }

    var isBars: Bool { if case .bars = mark { true } else { false } }
  }
}
