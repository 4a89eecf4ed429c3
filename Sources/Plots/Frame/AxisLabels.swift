/// The labels of an axis as they will stand: shortened, turned or thinned out until they have room.
struct AxisLabels {
  struct Label {
    let value: Double
    let text: String
    /// The whole text, where it was shortened.
    let full: String
    let width: Double
  }

  var labels: [Label] = []
  var size = Frame.tickSize
  var isTurned = false
  /// What they need across the axis: the height of those below it, the width of those beside it.
  var extent = 0.0
  var overhangLeft = 0.0
  var overhangRight = 0.0

  private static let longest = 170.0
  private static let slope = 0.7071  // of labels turned by 45°

  /// Labels below an axis of a length.
  static func below(_ axis: Axis, _ length: Double) -> AxisLabels {
    axis.isCategorical ? categoriesBelow(axis, length) : numbersBelow(axis, length)
  }

  /// As many round numbers as stand beside each other with some room.
  private static func numbersBelow(_ axis: Axis, _ length: Double) -> AxisLabels {
    var result = AxisLabels()
    for wanted in stride(from: max(2, min(9, Int(length / 60))), through: 1, by: -1) {
      result.labels = axis.ticks(wanted).map { label($0, result.size) }
      let places = result.labels.map { axis.position($0.value) * length }
      let fits = zip(result.labels.indices.dropLast(), result.labels.indices.dropFirst()).allSatisfy { left, right in
        places[right] - places[left] >= (result.labels[left].width + result.labels[right].width) / 2 + 10
      }
      if fits { break }
    }
    result.extent = result.size * 1.1
    result.measureOverhang(axis, length)
    return result
  }

  private static func categoriesBelow(_ axis: Axis, _ length: Double) -> AxisLabels {
    let ticks = axis.ticks(0)
    let room = length / Double(max(1, ticks.count))
    var result = AxisLabels()
    result.size = size(for: room)
    let all = ticks.map { label($0, result.size) }
    let widest = all.map(\.width).max() ?? 0
    result.isTurned = widest > room - 6
    let step = result.isTurned ? max(1, Int((result.size * 1.5 / room).rounded(.up))) : 1
    result.labels = all.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    let shown = result.labels.map(\.width).max() ?? 0
    result.extent = result.isTurned ? shown * slope + result.size : result.size * 1.1
    result.measureOverhang(axis, length)
    return result
  }

  /// Labels left of an axis of a length.
  static func beside(_ axis: Axis, _ length: Double) -> AxisLabels {
    var result = AxisLabels()
    if axis.isCategorical {
      let ticks = axis.ticks(0)
      let room = length / Double(max(1, ticks.count))
      result.size = size(for: room)
      let step = max(1, Int((result.size * 1.15 / room).rounded(.up)))
      result.labels = ticks.enumerated().filter { $0.offset % step == 0 }.map { label($0.element, result.size) }
    } else {
      result.labels = axis.ticks(max(2, min(7, Int(length / 42)))).map { label($0, result.size) }
    }
    result.extent = result.labels.map(\.width).max() ?? 0
    return result
  }

  private static func size(for room: Double) -> Double { min(Frame.labelSize, max(9, room * 0.5)) }

  private static func label(_ tick: Axis.Tick, _ size: Double) -> Label {
    let text = TextMetrics.fitted(tick.label, size: size, into: longest)
    return Label(value: tick.value, text: text, full: tick.label, width: TextMetrics.width(of: text, size: size))
  }

  private mutating func measureOverhang(_ axis: Axis, _ length: Double) {
    for label in labels {
      let place = axis.position(label.value) * length
      overhangLeft = max(overhangLeft, label.width * (isTurned ? Self.slope : 0.5) + (isTurned ? 4 : 0) - place)
      overhangRight = max(overhangRight, isTurned ? 0 : place + label.width / 2 - length)
    }
  }
}
