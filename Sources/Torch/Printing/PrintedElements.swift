import Foundation

/// The bracketed elements of a printed tensor, all formatted to one width.
struct PrintedElements {
  static let lineWidth = 80
  private static let edgeItems = 3
  private static let summaryThreshold = 1000

  private let shape: [Int]
  private let summarized: Bool
  private let cells: [String]
  private let width: Int

  init(_ tensor: Tensor) throws {
    shape = tensor.shape
    summarized = tensor.count > Self.summaryThreshold
    let shown = summarized ? Self.shownOffsets(of: tensor.shape) : nil
    (cells, width) = try Self.cells(of: tensor, shown: shown)
  }

  func text(indent: Int) -> String { text(dimension: 0, offset: 0, indent: indent) }

  private static func cells(of tensor: Tensor, shown: Set<Int>?) throws -> (cells: [String], width: Int) {
    guard !tensor.dtype.isFloatingPoint else {
      return FloatFormat.cells(of: try tensor.scalars(as: Double.self), shown: shown)
    }
    let all =
      tensor.dtype == .bool
      ? try tensor.scalars(as: Bool.self).map { $0 ? "True" : "False" }
      : try tensor.scalars(as: Int.self).map(String.init)
    let visible = shown.map { shown in all.enumerated().filter { shown.contains($0.offset) }.map(\.element) } ?? all
    return (all, visible.lazy.map(\.count).max() ?? 1)
  }

  // MARK: Layout

  private func text(dimension: Int, offset: Int, indent: Int) -> String {
    switch shape.count - dimension {
    case 0: return cells[offset]
    case 1: return row(offset: offset, indent: indent)
    default: return rows(dimension: dimension, offset: offset, indent: indent)
    }
  }

  private func row(offset: Int, indent: Int) -> String {
    let count = shape[shape.count - 1]
    var elements = Self.shownPositions(count, summarized: summarized).map {
      $0.map { padded(cells[offset + $0]) } ?? " ..."
    }
    let perLine = max(1, (Self.lineWidth - indent) / (width + 2))
    var lines: [String] = []
    while !elements.isEmpty {
      lines.append(elements.prefix(perLine).joined(separator: ", "))
      elements.removeFirst(min(perLine, elements.count))
    }
    return "[" + lines.joined(separator: ",\n" + String(repeating: " ", count: indent + 1)) + "]"
  }

  private func rows(dimension: Int, offset: Int, indent: Int) -> String {
    let step = shape[(dimension + 1)...].reduce(1, *)
    let slices = Self.shownPositions(shape[dimension], summarized: summarized).map { position in
      position.map { text(dimension: dimension + 1, offset: offset + $0 * step, indent: indent + 1) } ?? "..."
    }
    let breaks = String(repeating: "\n", count: shape.count - dimension - 1)
    return "[" + slices.joined(separator: "," + breaks + String(repeating: " ", count: indent + 1)) + "]"
  }

  private func padded(_ cell: String) -> String { String(repeating: " ", count: max(0, width - cell.count)) + cell }

  // MARK: Summaries

  /// Positions along one dimension; nil stands for the dots.
  private static func shownPositions(_ count: Int, summarized: Bool) -> [Int?] {
    guard summarized, count > 2 * edgeItems else { return Array(0..<count) }
    return Array(0..<edgeItems) + [nil] + Array((count - edgeItems)..<count)
  }

  private static func shownOffsets(of shape: [Int]) -> Set<Int> {
    var offsets = [0]
    for size in shape {
      let positions = shownPositions(size, summarized: true).compactMap { $0 }
      offsets = offsets.flatMap { offset in positions.map { offset * size + $0 } }
    }
    return Set(offsets)
  }
}

/// One of the three ways of writing the floating-point numbers of a tensor: `3.`, `0.1234`, `1.2340e-05`.
private enum FloatFormat {
  case integral, fixed, scientific

  /// The written numbers and the width of the widest; zeros and numbers that are not finite do not widen a column.
  static func cells(of values: [Double], shown: Set<Int>?) -> (cells: [String], width: Int) {
    let visible =
      shown.map { shown in values.enumerated().filter { shown.contains($0.offset) }.map(\.element) } ?? values
    let format = FloatFormat(for: visible)
    let width = visible.lazy.filter { $0.isFinite && $0 != 0 }.map { format.cell($0).count }.max() ?? 1
    return (values.enumerated().map { shown?.contains($0) ?? true ? format.cell($1) : "" }, width)
  }

  private init(for values: [Double]) {
    let magnitudes = values.filter { $0.isFinite && $0 != 0 }.map(abs)
    guard let smallest = magnitudes.min(), let largest = magnitudes.max() else {
      self = .integral
      return
    }
    let integral = magnitudes.allSatisfy { $0 == $0.rounded() }
    let wide = largest / smallest > 1000 || largest > 1e8
    self = wide || (!integral && smallest < 1e-4) ? .scientific : (integral ? .integral : .fixed)
  }

  private func cell(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    switch self {
    case .integral: return String(format: "%.0f.", value)
    case .fixed: return String(format: "%.4f", value)
    case .scientific: return String(format: "%.4e", value)
    }
  }
}
