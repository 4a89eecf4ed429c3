// What the examples learn from, drawn.
import Demo
import FastAI
import Foundation
import Plots

/// Folders of bears: `FOLDER/bears/black/0.jpg`, …
func drawBears(in folder: FilePath, each count: Int = 24) throws -> FilePath {
  let bears = folder / "bears"
  for kind in DrawnBear.Kind.allCases {
    try makeFolder(bears / kind.rawValue)
    for index in 0..<count {
      let file = bears / kind.rawValue / "\(index).jpg"
      if FileManager.default.fileExists(atPath: file.string) { continue }
      try FileBytes.write(DemoSite.unseenBear(kind, index, seed: 3), to: file)
    }
  }
  return bears
}

/// Pictures of shapes on a noisy ground, `SIDE` pixels square, and what the shapes cover.
struct DrawnShapes {
  static let side = 48
  var generator = SplitMix64(seed: 11)

  /// Discs, squares and crosses: `names` says which of them are there.
  mutating func picture(of names: [String]) throws -> RGBImage {
    try picture(
      names.map { name in
        let (x, y) = (Double.random(in: 0.2...0.8, using: &generator), Double.random(in: 0.2...0.8, using: &generator))
        return (name, x, y)
      })
  }

  /// One disc somewhere, its radius a fraction of the side.
  mutating func disc(radius: Double) throws -> RGBImage {
    let (x, y) = (Double.random(in: 0.3...0.7, using: &generator), Double.random(in: 0.3...0.7, using: &generator))
    return try picture([("disc", x, y)], scale: radius / 0.141)
  }

  private mutating func picture(_ shapes: [(name: String, x: Double, y: Double)], scale: Double = 1) throws -> RGBImage
  {
    let side = Self.side
    let ground = UInt8.random(in: 60...120, using: &generator)
    var pixels: [UInt8] = (0..<side * side * 3).map { _ in ground + UInt8.random(in: 0...40, using: &generator) }
    for shape in shapes {
      let color = Self.colors[shape.name] ?? [255, 255, 255]
      for place in 0..<side * side {
        let dx = (Double(place % side) / Double(side) - shape.x) / scale
        let dy = (Double(place / side) / Double(side) - shape.y) / scale
        if Self.covers(shape.name, dx, dy) { pixels.replaceSubrange(place * 3..<place * 3 + 3, with: color) }
      }
    }
    return try RGBImage(width: side, height: side, pixels: pixels)
  }

  private static let colors: [String: [UInt8]] = [
    "disc": [230, 90, 40], "square": [60, 120, 220], "cross": [240, 220, 80],
  ]

  private static func covers(_ name: String, _ dx: Double, _ dy: Double) -> Bool {
    switch name {
    case "disc": dx * dx + dy * dy < 0.02
    case "square": max(abs(dx), abs(dy)) < 0.11
    default: min(abs(dx), abs(dy)) < 0.035 && max(abs(dx), abs(dy)) < 0.16
    }
  }
}

/// A digit as a pen writes it, turned, shifted and scaled a little: 28 × 28 grey pixels, white on black.
struct DrawnDigit {
  private static let strokes = [
    "M10 3 C3 3 3 25 10 25 C17 25 17 3 10 3", "M6 8 L11 3 L11 25", "M4 8 C4 1 16 1 16 9 C16 14 8 18 4 25 L17 25",
    "M4 5 C9 0 17 4 15 10 C14 13 10 13 8 13 C13 13 17 15 16 20 C15 27 6 26 4 22", "M13 25 L13 3 L3 18 L17 18",
    "M15 3 L6 3 L5 12 C10 9 17 12 16 18 C15 26 6 26 4 22", "M14 3 C6 6 4 14 4 19 C4 27 16 27 16 19 C16 12 6 12 4 19",
    "M3 3 L17 3 L8 25", "M10 13 C2 11 4 3 10 3 C16 3 18 11 10 13 C2 15 2 25 10 25 C18 25 18 15 10 13",
    "M16 9 C16 1 4 1 4 9 C4 16 14 16 16 9 C16 16 14 22 9 25",
  ]

  static func picture(_ digit: Int, _ generator: inout SplitMix64) -> Picture {
    func pick(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
    let place = "translate(\(pick(2...6)) \(pick(-1...1))) rotate(\(pick(-14...14)) 10 14) skewX(\(pick(-10...10)))"
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><rect width="28" height="28" fill="#000"/>
      <path transform="\(place) scale(\(pick(0.75...1)))" d="\(strokes[digit])" fill="none" stroke="#fff" \
      stroke-width="\(pick(1.8...3.2))" stroke-linecap="round" stroke-linejoin="round"/></svg>
      """
    return Picture(trustedSVG: svg, width: 28, height: 28)
  }

  /// `count` digits, each as 784 numbers from 0 to 1, and which they are.
  static func many(_ count: Int, seed: UInt64) throws -> (pixels: [Float], labels: [Int]) {
    var generator = SplitMix64(seed: seed)
    let labels = (0..<count).map { $0 % 10 }
    let pixels = try labels.flatMap { digit -> [Float] in
      let image = try RGBImage(decoding: picture(digit, &generator).png(), named: "digit")
      return stride(from: 0, to: image.pixels.count, by: 3).map { Float(image.pixels[$0]) / 255 }
    }
    return (pixels, labels)
  }
}

func makeFolder(_ folder: FilePath) throws {
  try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
}
