/// Several pictures in one: charts, heat maps, image grids, or panels again.
///
///     Panels(title: "Fold 1", columns: 2, [losses.picture(), matrix.picture()]).picture()
public struct Panels: Sendable {
  public var title: String
  public var columns: Int
  public var pictures: [Picture]

  public init(title: String = "", columns: Int = 2, _ pictures: [Picture]) {
    self.title = title
    self.columns = max(1, columns)
    self.pictures = pictures
  }

  /// Draws them row by row, each at its size, in the middle of its place.
  ///
  /// - Parameter theme: For the title and what shows between; the pictures keep theirs.
  /// - Returns: The drawing.
  public func picture(theme: Theme = .light) -> Picture {
    let used = min(columns, max(1, pictures.count))
    let rows = stride(from: 0, to: pictures.count, by: used).map { $0..<min($0 + used, pictures.count) }
    let widths = (0..<used).map { column in
      Double(stride(from: column, to: pictures.count, by: used).map { pictures[$0].width }.max() ?? 0)
    }
    let heights = rows.map { Double(pictures[$0].map(\.height).max() ?? 0) }
    let width = max(60, widths.reduce(0, +))
    let lines = TextMetrics.wrapped(title, size: Frame.titleSize, isBold: true, into: width - 24, limit: 3)
    let top = lines.isEmpty ? 0 : 16 + Double(lines.count) * Frame.titleSize * 1.3
    var canvas = Canvas(width: width, height: top + heights.reduce(0, +), theme: theme)
    canvas.name = title
    canvas.rectangle(Rectangle(width: canvas.width, height: canvas.height), fill: theme.paper)
    canvas.titleBlock(lines, full: title, middle: canvas.width / 2, top: 10)
    for (row, members) in rows.enumerated() {
      for (column, index) in members.enumerated() {
        let (picture, room) = (pictures[index], (width: widths[column], height: heights[row]))
        let x = widths.prefix(column).reduce(0, +) + (room.width - Double(picture.width)) / 2
        let y = top + heights.prefix(row).reduce(0, +) + (room.height - Double(picture.height)) / 2
        canvas.add(picture.nested(x: x, y: y))
      }
    }
    return canvas.picture
  }
}
