import Foundation
import Vision

/// What came of one picture: what the network says, whether that is enough to name a class, and where it looked.
struct Looked: Sendable {
  let prediction: Prediction
  /// The probability below which it is none of the classes; nil when that is not asked.
  let noneBelow: Float?
  /// JPEG.
  var heatMap: [UInt8]?

  /// Whether it is none of the classes; nil when that is not asked.
  var isNone: Bool? { noneBelow.map { !(prediction.probability >= $0) } }
  /// The class, or that it is none.
  var verdict: String { isNone == true ? "none of these" : prediction.label }
  var heatMapURL: String? { heatMap.map { "data:image/jpeg;base64,\(Data($0).base64EncodedString())" } }
}

/// A named picture and what came of it.
struct LookedFile: Sendable {
  let name: String
  let outcome: Result<Looked, Problem>
}
