import TestSupport

/// What `scripts/fixtures/make-interpretation-fixtures.py` wrote.
struct InterpretationFixture: Decodable {
  struct Scores: Decodable {
    let probabilities: [[Float]], targets: [Int], confusion: [[Int]], perClass: [[Double]]
    let weighted: [Double], calibration: [[Double]], expectedCalibrationError: Double
    let losses: [Double]
  }

  struct Logistic: Decodable {
    let shape: [Int], features: [Double], labels: [Int], folds: [Int], probabilities: [Double]
  }

  struct Map: Decodable {
    let name: String, gain: Double, labels: [Int], shape: [Int], maps: [[Double]]
  }

  let scores: Scores, logistic: Logistic, cams: [Map]

  static func load() throws -> InterpretationFixture { try TorchFixture.load("interpretation") }
}
