import Foundation
import Images
import SystemPackage
import TestSupport

/// What Pillow made of a fixture: `scripts/fixtures/make-image-fixtures.py`.
struct Expected: Decodable {
  let width, height: Int
  let pixels: Data
  let tolerance: Int

  static let all: [String: Expected] = {
    let file = URL(fileURLWithPath: fixture("expected.json").string)
    let table = try? JSONDecoder().decode([String: Expected].self, from: Data(contentsOf: file))
    return table ?? [:]
  }()

  /// The fixtures that are files, and not results of resizing one.
  static var files: [String] { all.keys.filter { $0.contains(".") }.sorted() }

  /// The largest difference of any sample, or nil when the sizes differ.
  func difference(from image: RGBImage) -> Int? {
    guard image.width == width, image.height == height, image.pixels.count == pixels.count else { return nil }
    return zip(image.pixels, pixels).map { abs(Int($0) - Int($1)) }.max()
  }
}

func fixture(_ name: String) -> FilePath { .imageFixtures.appending(name) }

func bytes(of path: FilePath) throws -> [UInt8] {
  try [UInt8](Data(contentsOf: URL(fileURLWithPath: path.string)))
}

/// Mean absolute difference of two pictures of the same size.
func meanDifference(_ a: RGBImage, _ b: RGBImage) -> Double {
  guard a.width == b.width, a.height == b.height else { return .infinity }
  let sum = zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
  return Double(sum) / Double(a.pixels.count)
}

/// A drawn picture with edges: no two corners alike.
func drawn(_ width: Int, _ height: Int) throws -> RGBImage {
  var pixels: [UInt8] = []
  for y in 0..<height {
    for x in 0..<width {
      pixels += [
        UInt8(x * 255 / max(1, width - 1)), UInt8(y * 255 / max(1, height - 1)), UInt8((x / 4 + y / 4) % 2 * 200),
      ]
    }
  }
  return try RGBImage(width: width, height: height, pixels: pixels)
}
