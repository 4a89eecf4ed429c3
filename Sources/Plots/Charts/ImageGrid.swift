internal import Foundation

/// Pictures in rows, each with a title and a line under it: a batch, or the worst mistakes.
public struct ImageGrid: Sendable {
  /// One picture.
  public struct Cell: Sendable {
    /// A JPEG or PNG file that *this program* encoded, such as `RGBImage.encoded(as:)` makes; never bytes from
    /// outside, because the rasteriser decodes them with no guard.
    public var bytes: [UInt8]
    public var title, subtitle: String
    /// Draws the title in red, as for a mistake.
    public var isWrong: Bool

    public init(_ bytes: [UInt8], title: String = "", subtitle: String = "", isWrong: Bool = false) {
      self.bytes = bytes
      self.title = title
      self.subtitle = subtitle
      self.isWrong = isWrong
    }

    var mediaType: String? {
      if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
      return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) ? "image/png" : nil
    }
  }

  public var title: String
  public var columns: Int
  /// The side of the square that each picture is fitted into, in pixels.
  public var cellSize: Int
  public var cells: [Cell]

  public init(title: String = "", columns: Int = 3, cellSize: Int = 200, cells: [Cell]) {
    self.title = title
    self.columns = max(1, columns)
    self.cellSize = max(16, cellSize)
    self.cells = cells
  }

  /// Draws it.
  ///
  /// - Throws: ``PlotsError`` with code `.invalidArgument` when a cell holds neither JPEG nor PNG.
  public func picture(theme: Theme = .light) throws -> Picture {
    let layout = Layout(self)
    var canvas = Canvas(width: layout.width, height: layout.height, theme: theme)
    canvas.name = title
    canvas.rectangle(Rectangle(width: canvas.width, height: canvas.height), fill: theme.paper)
    canvas.titleBlock(layout.titleLines, full: title, middle: canvas.width / 2, top: 10)
    for (index, cell) in cells.enumerated() {
      guard let type = cell.mediaType else {
        throw PlotsError(code: .invalidArgument, message: "cell \(index) of an image grid is neither JPEG nor PNG")
      }
      draw(cell, type, &canvas, layout.place(index), titleRoom: layout.titleRoom)
    }
    return canvas.picture
  }

  private func draw(_ cell: Cell, _ type: String, _ canvas: inout Canvas, _ place: Rectangle, titleRoom: Double) {
    let middle = place.x + place.width / 2
    let color = cell.isWrong ? canvas.theme.alert : canvas.theme.ink
    line(cell.title, 13, color, isBold: true, &canvas, x: middle, y: place.y - titleRoom + 14)
    canvas.add(
      #"<image \#(Canvas.box(place)) xlink:href="data:\#(type);base64,\#(Data(cell.bytes).base64EncodedString())"/>"#)
    line(cell.subtitle, 11.5, canvas.theme.faint, &canvas, x: middle, y: place.bottom + 14)
  }

  /// A line of text in the width of a cell: smaller when it is long, and shortened when that is not enough.
  private func line(
    _ text: String, _ size: Double, _ fill: RGB, isBold: Bool = false, _ canvas: inout Canvas, x: Double, y: Double
  ) {
    let room = Double(cellSize) + 10
    let width = TextMetrics.width(of: text, size: size, isBold: isBold)
    let size = width > room ? max(9, size * room / width) : size
    let shown = TextMetrics.fitted(text, size: size, isBold: isBold, into: room)
    canvas.text(shown, x, y, .init(size: size, fill: fill, isBold: isBold), full: text)
  }
}

extension ImageGrid {
  /// Where the cells go.
  private struct Layout {
    let side, gap, titleRoom, rowHeight, top, left, width, height: Double
    let used: Int
    let titleLines: [String]

    init(_ grid: ImageGrid) {
      side = Double(grid.cellSize)
      gap = min(16.0, side * 0.1)
      titleRoom = grid.cells.contains { !$0.title.isEmpty } ? 20.0 : 0
      rowHeight = titleRoom + side + (grid.cells.contains { !$0.subtitle.isEmpty } ? 18.0 : 0) + gap
      used = min(grid.columns, max(1, grid.cells.count))
      let content = Double(used) * (side + gap) + gap
      let wanted = TextMetrics.width(of: grid.title, size: Frame.titleSize, isBold: true) + 2 * gap + 2
      width = max(content, min(420, wanted))
      titleLines = TextMetrics.wrapped(
        grid.title, size: Frame.titleSize, isBold: true, into: width - 2 * gap, limit: 3)
      top = titleLines.isEmpty ? gap : 20 + Double(titleLines.count) * Frame.titleSize * 1.3
      left = (width - content) / 2 + gap
      height = top + Double((grid.cells.count + used - 1) / used) * rowHeight
    }

    func place(_ index: Int) -> Rectangle {
      Rectangle(
        x: left + Double(index % used) * (side + gap), y: top + Double(index / used) * rowHeight + titleRoom,
        width: side,
        height: side)
    }
  }
}
