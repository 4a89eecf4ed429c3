internal import Foundation
internal import Plots

/// The animation as a page of its own: play, step, speed, a slider for the learning rate, and mini-batches. Everything
/// is computed in the page again, by plain JavaScript; it asks for nothing from anywhere.
public struct SGDPage: Sendable {
  public let points: LinePoints
  public let start: [Double]
  public let learningRate: Double

  /// - Parameters:
  ///   - points: What to fit.
  ///   - start: Slope and intercept of the first guess.
  ///   - learningRate: Where the slider stands at first.
  public init(_ points: LinePoints, start: [Double] = [-1, 1], learningRate: Double = 0.1) {
    (self.points, self.start, self.learningRate) = (points, start, learningRate)
  }

  /// The page.
  public var html: String {
    let template = String(decoding: PackageResources.sgd_html, as: UTF8.self)
    let fields = ["x": list(points.x), "y": list(points.y), "start": list(start), "rate": list([learningRate])]
    let data = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
    return template.replacingOccurrences(of: "/*DATA*/null", with: "{\(data)}")
  }

  /// Writes the page, whole or not at all.
  ///
  /// - Throws: `PlotsError` with code `.writeFailed`.
  public func write(to path: some CustomStringConvertible) throws {
    try Picture.write(Array(html.utf8), to: path.description)
  }

  /// Numbers as JavaScript reads them; one that is not finite as 0.
  private func list(_ numbers: [Double]) -> String {
    "[" + numbers.map { $0.isFinite ? "\((($0 * 1e6).rounded()) / 1e6)" : "0" }.joined(separator: ",") + "]"
  }
}
