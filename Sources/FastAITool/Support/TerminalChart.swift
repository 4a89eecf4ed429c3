import Foundation

/// A line over a logarithmic axis, in Braille dots: four by two to a character.
struct TerminalChart {
  private let points: [(x: Double, y: Double)]
  private let width = 64
  private let height = 12

  /// - Parameters:
  ///   - x: Positive values.
  ///   - y: One for each. Where they rise far above the first, as a loss that explodes, they are left out, as are those
  ///     that are no number.
  init(x: [Double], y: [Double]) {
    let finite = zip(x, y).filter { $0.0 > 0 && $0.1.isFinite }
    let (first, least) = (finite.first?.1 ?? 0, finite.map(\.1).min() ?? 0)
    let limit = max(first + (first - least) / 4, least * 1.5)
    points = finite.filter { $0.1 <= limit }.map { (log10($0.0), $0.1) }
  }

  var lines: [String] {
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(), let low = points.map(\.y).min(),
      let high = points.map(\.y).max(), right > left
    else { return [] }
    let dots = self.dots(left, right, low, high)
    let labels = [String(format: "%.3g", high), String(format: "%.3g", low)]
    let margin = labels.map(\.count).max() ?? 0
    let rows = (0..<height).map { row in
      let label = row == 0 ? labels[0] : row == height - 1 ? labels[1] : ""
      let space = String(repeating: " ", count: margin - label.count)
      return "\(space)\(label) ┤" + dots[row].map { String(Unicode.Scalar(0x2800 + UInt32($0)) ?? " ") }.joined()
    }
    return rows + [axis(left, right, margin)]
  }

  /// The bits of each character's dots.
  private func dots(_ left: Double, _ right: Double, _ low: Double, _ high: Double) -> [[UInt8]] {
    // Bits by row and column within a character, as Unicode numbers the dots.
    let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    var cells = Array(repeating: Array(repeating: UInt8(0), count: width), count: height)
    func place(_ point: (x: Double, y: Double)) -> (Int, Int) {
      let column = Int((point.x - left) / (right - left) * Double(width * 2 - 1))
      let share = high > low ? (high - point.y) / (high - low) : 0.5
      return (column, Int(share * Double(height * 4 - 1)))
    }
    for (from, to) in zip(points, points.dropFirst()) {
      let (a, b) = (place(from), place(to))
      let steps = max(abs(a.0 - b.0), abs(a.1 - b.1), 1)
      for step in 0...steps {
        let (x, y) = (a.0 + (b.0 - a.0) * step / steps, a.1 + (b.1 - a.1) * step / steps)
        cells[y / 4][x / 2] |= bits[y % 4][x % 2]
      }
    }
    return cells
  }

  /// Powers of ten below the line.
  private func axis(_ left: Double, _ right: Double, _ margin: Int) -> String {
    var line = Array(repeating: Character(" "), count: width + 8)
    for exponent in Int(left.rounded(.up))...max(Int(left.rounded(.up)), Int(right.rounded(.down))) {
      let column = Int((Double(exponent) - left) / (right - left) * Double(width - 1))
      let label = Array("1e\(exponent)")
      guard column >= 0, column + label.count <= line.count,
        line[max(0, column - 1)..<(column + label.count)].allSatisfy({ $0 == " " })
      else { continue }
      line.replaceSubrange(column..<(column + label.count), with: label)
    }
    return String(repeating: " ", count: margin + 2) + String(line)
  }
}
