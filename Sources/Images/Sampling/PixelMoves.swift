/// Pixels moved as they are, not weighed: cut, padded, mirrored, transposed.
///
/// However many moves follow each other, they are one look-up for each row and one for each column.
struct PixelMoves: Sendable {
  /// For each row of the result, the row that it comes from, or -1 for black. Of a transposed picture, the column.
  private(set) var rows: [Int]
  private(set) var columns: [Int]
  private(set) var isTransposed = false
  private let size: (width: Int, height: Int)

  init(width: Int, height: Int) {
    size = (width, height)
    (rows, columns) = (Array(0..<height), Array(0..<width))
  }

  var width: Int { columns.count }
  var height: Int { rows.count }

  var isIdentity: Bool {
    !isTransposed && rows.elementsEqual(0..<size.height) && columns.elementsEqual(0..<size.width)
  }

  mutating func flipColumns() { columns.reverse() }

  mutating func flipRows() { rows.reverse() }

  mutating func transpose() {
    swap(&rows, &columns)
    isTransposed.toggle()
  }

  /// Bit 0 mirrors the rows, bit 1 the columns, bit 2 exchanges them afterwards (fastai: `dihedral`).
  mutating func dihedral(_ k: Int) {
    if k & 1 != 0 { flipRows() }
    if k & 2 != 0 { flipColumns() }
    if k & 4 != 0 { transpose() }
  }

  mutating func pad(rows byRows: Int, columns byColumns: Int, _ mode: PaddingMode) {
    rows = Self.padded(rows, by: byRows, mode)
    columns = Self.padded(columns, by: byColumns, mode)
  }

  private static func padded(_ line: [Int], by count: Int, _ mode: PaddingMode) -> [Int] {
    guard count > 0, !line.isEmpty else { return line }
    return (-count..<line.count + count).map { at in
      if line.indices.contains(at) { return line[at] }
      switch mode {
      case .zeros: return -1
      case .border: return line[min(max(at, 0), line.count - 1)]
      case .reflection: return line[mirrored(at, line.count - 1)]
      }
    }
  }

  /// Mirrors at 0 and at `last`, without repeating them, as often as it takes.
  private static func mirrored(_ at: Int, _ last: Int) -> Int {
    guard last > 0 else { return 0 }
    let within = abs(at) % (2 * last)
    return within > last ? 2 * last - within : within
  }

  /// Cuts out a rectangle; its place is a share of what there is to spare, 0…1 (fastai: `crop`).
  mutating func crop(width newWidth: Int, height newHeight: Int, row: Double, column: Double) {
    rows = Self.cut(rows, newHeight, row)
    columns = Self.cut(columns, newWidth, column)
  }

  private static func cut(_ line: [Int], _ count: Int, _ share: Double) -> [Int] {
    guard line.count > count else { return line }
    let inside = min(max(share, 0), 1 - 1e-7)  // fastai: vision/transform.py, _minus_epsilon
    let first = Int(Double(line.count - count + 1) * inside)
    return Array(line[first..<first + count])
  }

  /// Pads what is too small and cuts what is too large (fastai: `crop_pad`).
  mutating func cropPad(width newWidth: Int, height newHeight: Int, row: Double, column: Double, _ mode: PaddingMode) {
    pad(rows: max((newHeight - height + 1) / 2, 0), columns: max((newWidth - width + 1) / 2, 0), mode)
    crop(width: newWidth, height: newHeight, row: row, column: column)
  }
}
