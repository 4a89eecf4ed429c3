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
  public func picture() throws -> Picture {
    let gap = min(16.0, Double(cellSize) * 0.1)
    let side = Double(cellSize)
    let titleRoom = cells.contains { !$0.title.isEmpty } ? 20.0 : 0
    let subtitleRoom = cells.contains { !$0.subtitle.isEmpty } ? 18.0 : 0
    let rowHeight = titleRoom + side + subtitleRoom + gap
    let used = min(columns, max(1, cells.count))
    let rows = (cells.count + used - 1) / used
    let top = title.isEmpty ? gap : 48
    let width = max(Double(used) * (side + gap) + gap, Style.width(of: title, size: 17, isBold: true) + 2 * gap)
    var canvas = Canvas(width: width, height: top + Double(rows) * rowHeight)
    canvas.rectangle(0, 0, canvas.width, canvas.height, fill: Style.paper)
    canvas.text(title, canvas.width / 2, 30, .init(size: 17, isBold: true))
    let left = (width - Double(used) * (side + gap) + gap) / 2
    for (index, cell) in cells.enumerated() {
      let x = left + Double(index % used) * (side + gap)
      let y = top + Double(index / used) * rowHeight
      try draw(cell, index, &canvas, x: x, y: y, titleRoom: titleRoom)
    }
    return canvas.picture
  }

  private func draw(
    _ cell: Cell, _ index: Int, _ canvas: inout Canvas, x: Double, y: Double, titleRoom: Double
  ) throws {
    guard let type = cell.mediaType else {
      throw PlotsError(code: .invalidArgument, message: "cell \(index) of an image grid is neither JPEG nor PNG")
    }
    let side = Double(cellSize)
    let middle = x + side / 2
    canvas.text(
      Style.fitted(cell.title, size: 13, isBold: true, into: side + 10), middle, y + 13,
      .init(size: 13, fill: cell.isWrong ? "#c4202b" : Style.ink, isBold: true))
    let place = #"x="\#(number(x))" y="\#(number(y + titleRoom))" width="\#(number(side))" height="\#(number(side))""#
    canvas.add(
      #"<image \#(place) xlink:href="data:\#(type);base64,\#(Data(cell.bytes).base64EncodedString())"/>"#)
    canvas.text(
      Style.fitted(cell.subtitle, size: 11.5, into: side + 10), middle, y + titleRoom + side + 14,
      .init(size: 11.5, fill: Style.faint))
  }
}
