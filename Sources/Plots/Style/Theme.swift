/// The colours of a drawing.
public struct Theme: Sendable, Hashable {
  /// The background.
  public var paper: RGB
  /// Titles and names.
  public var ink: RGB
  /// Numbers on the axes.
  public var faint: RGB
  public var grid, frame: RGB
  /// What to look at first: markers, mistakes.
  public var alert: RGB
  /// One for each series in turn.
  public var series: [RGB]

  public init(paper: RGB, ink: RGB, faint: RGB, grid: RGB, frame: RGB, alert: RGB, series: [RGB]) {
    (self.paper, self.ink, self.faint) = (paper, ink, faint)
    (self.grid, self.frame, self.alert) = (grid, frame, alert)
    self.series = series.isEmpty ? [ink] : series
  }

  /// Told apart by readers with any colour vision (Okabe and Ito 2008, blue first).
  public static let light = Theme(
    paper: 0xFFFFFF, ink: 0x24292F, faint: 0x57606A, grid: 0xE4E7EB, frame: 0x9AA4AF, alert: 0xC4202B,
    series: [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x6F6F6F])

  /// The same hues, light enough for a dark page.
  public static let dark = Theme(
    paper: 0x14181D, ink: 0xE6EAEF, faint: 0xA3ADB8, grid: 0x2A313A, frame: 0x5C6773, alert: 0xFF7B72,
    series: [0x56B4E9, 0xF08A4B, 0x2FC79A, 0xE39CC4, 0xF0C44C, 0x8C9EFF, 0xB4BCC5])

  /// The colour of a series.
  func color(_ index: Int) -> RGB { series.isEmpty ? ink : series[index % series.count] }

  static let fonts = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
}
