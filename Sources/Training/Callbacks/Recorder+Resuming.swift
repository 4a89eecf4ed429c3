package import Foundation
import Torch

extension Recorder: Resumable {
  public var resumeKey: String { "recorder" }

  private struct Rest: Codable {
    let epochs: [Epoch]
    let batchCounts: [Int]
    let smoother: LossSmoother
  }

  public func savedState() throws -> SavedState {
    let rest = Rest(epochs: epochs, batchCounts: batchCounts, smoother: smoother)
    let text = String(decoding: try JSONEncoder.lenient.encode(rest), as: UTF8.self)
    return SavedState(
      texts: ["rest": text],
      tensors: [
        "losses": try Tensor(losses), "rates": try Tensor(learningRates), "momentums": try Tensor(momentums),
      ])
  }

  public func restore(_ state: SavedState) throws {
    func numbers(_ name: String) throws -> [Double] { try state.tensors[name]?.scalars(as: Double.self) ?? [] }
    guard let rest = try? JSONDecoder.lenient.decode(Rest.self, from: Data((state.texts["rest"] ?? "").utf8)) else {
      throw LearnerError(.mismatch, "the checkpoint's records are damaged", remedy: "train from the beginning")
    }
    (losses, learningRates, momentums) = (try numbers("losses"), try numbers("rates"), try numbers("momentums"))
    (epochs, batchCounts, smoother) = (rest.epochs, rest.batchCounts, rest.smoother)
  }
}

// JSON has no word for what is no number; a loss may be none.
extension JSONEncoder {
  package static var lenient: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }
}

extension JSONDecoder {
  package static var lenient: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}
