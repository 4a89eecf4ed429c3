import Foundation

/// Brightness and contrast as a table of the 256 levels. They work on the logit of a level, so that black and white stay
/// where they are and nothing is cut off (fastai: `TfmLighting`).
package struct LightingTable: Sendable, Equatable {
  package let levels: [UInt8]

  package static let identity = LightingTable(levels: (0...255).map { UInt8($0) })

  private init(levels: [UInt8]) { self.levels = levels }

  /// - Parameters:
  ///   - brightness: 0…1; 0.5 changes nothing.
  ///   - contrast: Above 0; 1 changes nothing.
  package init(brightness: Double = 0.5, contrast: Double = 1) {
    levels = (0...255).map { level in
      UInt8((255 * Self.lit(Double(level) / 255, brightness: brightness, contrast: contrast)).rounded())
    }
  }

  /// `σ(contrast · (logit(x) + logit(brightness)))`
  package static func lit(_ x: Double, brightness: Double, contrast: Double) -> Double {
    1 / (1 + exp(-contrast * (logit(x) + logit(brightness))))
  }

  private static func logit(_ x: Double) -> Double {
    let inside = min(max(x, 1e-7), 1 - 1e-7)  // fastai: vision/image.py, logit
    return log(inside / (1 - inside))
  }
}
