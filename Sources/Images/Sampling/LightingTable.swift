internal import CVips
import Foundation

/// What each level becomes. Lighting works on the logit of a level, so that black and white stay where they are and
/// nothing is cut off (fastai: `TfmLighting`).
///
/// The table tells a quarter of a level apart, so that what was weighed between pixels is rounded once, at the end.
package struct LightingTable: Sendable, Equatable {
  package let levels: [UInt8]

  package static let identity = LightingTable(ofLevels: { $0 })

  /// - Parameter change: Maps the logit of a level to another.
  package init(ofLogits change: (Double) -> Double) {
    self.init(ofLevels: { Self.sigmoid(change(Self.logit($0))) })
  }

  private init(ofLevels level: (Double) -> Double) {
    let last = Double(PIXELS_TABLE_SIZE - 1)
    levels = (0..<Int(PIXELS_TABLE_SIZE)).map { step in
      let value = 255 * level(Double(step) / last)
      return UInt8(min(max(value.isFinite ? value : 0, 0), 255).rounded())
    }
  }

  /// Of a level from 0 to 1, kept off the ends where it is infinite (fastai: vision/image.py, `logit`).
  package static func logit(_ x: Double) -> Double {
    let inside = min(max(x, 1e-7), 1 - 1e-7)
    return log(inside / (1 - inside))
  }

  package static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}
