import Foundation
import Images
import SystemPackage
import TestSupport

/// What PyTorch made of small pictures: `scripts/fixtures/make-transform-fixtures.py`.
struct SamplingFixture: Decodable {
  let samplings: [Case]
  let areas: [Area]

  struct Picture: Decodable {
    let width, height: Int
    let pixels: Data

    var image: RGBImage {
      get throws { try RGBImage(width: width, height: height, pixels: [UInt8](pixels)) }
    }
  }

  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let image: Picture
    let map: [Double]
    let width, height: Int
    let padding, interpolation: String
    let levels: [Float]

    var description: String { "\(name), \(image.width) × \(image.height) → \(width) × \(height)" }
  }

  struct Area: Decodable {
    let image: Picture
    let width, height: Int
    let levels: [Float]
  }

  static let all: SamplingFixture? = {
    let file = FilePath.imageFixtures.removingLastComponent().appending("transforms").appending("sampling.json")
    return try? JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: file.string)))
  }()
}

/// The largest difference of two lists, or infinity when their lengths differ.
func worst(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { abs($0 - $1) }.max() ?? 0
}
