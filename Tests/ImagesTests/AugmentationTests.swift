import Testing

@testable import Images

/// Numbers computed from fastai v1's formulas.
@Suite("Geometry and lighting of the augmentation")
struct AugmentationTests {
  private func expect(_ map: Homography, _ point: (Double, Double), gives wanted: (Double, Double)) {
    let (x, y) = map(point.0, point.1)
    #expect(abs(x - wanted.0) < 1e-5 && abs(y - wanted.1) < 1e-5, "\(point) → (\(x), \(y)), not \(wanted)")
  }

  @Test("turning by 10° and then zooming by 1.1 is fastai's matrix, rigid on a picture that is not square")
  func affine() {
    let matrix = Homography.rotation(degrees: 10).after(.zoom(scale: 1.1, row: 0.25, column: 0.75))
    let wanted = [0.895280, -0.157862, 0.052657, 0.157862, 0.895280, -0.036871]
    for (number, value) in zip(matrix.m, wanted) { #expect(abs(number - value) < 1e-6) }
    let map = matrix.rigid(width: 305, height: 224)
    expect(map, (-1, -1), gives: (-0.726685, -1.147097))
    expect(map, (0, 0), gives: (0.052657, -0.036871))
    expect(map, (1, 1), gives: (0.831999, 1.073355))
    expect(map, (1, -1), gives: (1.063875, -0.717205))
  }

  @Test("a warp of all corners by 0.2 is a zoom")
  func evenWarp() throws {
    let map = try #require(Homography.symmetricWarp([0.2, 0.2, 0.2, 0.2]))
    expect(map, (1, 1), gives: (0.833333, 0.833333))
  }

  @Test("an uneven warp is fastai's perspective")
  func unevenWarp() throws {
    let map = try #require(Homography.symmetricWarp([0.2, -0.1, 0.05, -0.2]))
    expect(map, (-1, -1), gives: (-1.376341, -1.211756))
    expect(map, (0, 0), gives: (0.148285, 0.140873))
    expect(map, (1, 1), gives: (0.979253, 0.878098))
    expect(map, (0.5, -0.5), gives: (0.661059, -0.309561))
  }

  @Test("three corners on a line have no map")
  func degenerate() {
    #expect(Homography.toCorners(from: [(0, 0), (0, 0), (0, 0), (0, 0)]) == nil)
  }

  @Test(
    "lighting works on logits",
    arguments: [
      (0.6, 1.25, [0, 0.226876, 0.624063, 0.903758, 1]),
      (0.4, 0.8, [0.000002, 0.192568, 0.419611, 0.686684, 0.999997]),
    ])
  func lighting(brightness: Double, contrast: Double, wanted: [Double]) {
    for (x, value) in zip([0, 0.2, 0.5, 0.8, 1], wanted) {
      #expect(abs(LightingTable.lit(x, brightness: brightness, contrast: contrast) - value) < 1e-5)
    }
    #expect(LightingTable() == .identity)
  }

  private func ramp(_ width: Int, _ height: Int) throws -> RGBImage {
    try RGBImage(
      width: width, height: height, pixels: (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 &* 37) })
  }

  private func warped(_ image: RGBImage, _ map: Homography, _ width: Int, _ height: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      try image.warp(by: map, lighting: .identity, width: width, height: height, into: buffer)
      count = width * height * 3
    }
  }

  @Test("a map that only shifts and mirrors is a crop")
  func shifts() throws {
    let image = try ramp(9, 7)
    let cut = Homography.shift(x: 2, y: 1)
    #expect(try warped(image, cut, 4, 5) == image.cropped(x: 2, y: 1, width: 4, height: 5).pixels)
    let mirrored = try warped(image, .mirror(width: 9).after(cut), 4, 5)
    #expect(try mirrored == image.flippedLeftRight().cropped(x: 2, y: 1, width: 4, height: 5).pixels)
  }

  @Test("outside the picture, it is mirrored at the border's centre")
  func reflects() throws {
    let image = try ramp(4, 1)
    let around = try warped(image, .shift(x: -3, y: 0), 10, 1)
    let columns = [3, 2, 1, 0, 1, 2, 3, 2, 1, 0]
    #expect(around == columns.flatMap { column in image.pixels[(column * 3)..<(column * 3 + 3)] })
  }

  @Test("any map, also one that folds the plane, reads inside the picture")
  func hostileMaps() throws {
    let image = try ramp(5, 3)
    var generator = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let map = Homography((0..<9).map { _ in Double.random(in: -1e3...1e3, using: &generator) })
      #expect(try warped(image, map, 8, 8).count == 192)
    }
    #expect(try warped(image, Homography(Array(repeating: .nan, count: 9)), 2, 2).count == 12)
    #expect(try warped(image, Homography(Array(repeating: 0, count: 9)), 2, 2).count == 12)
  }
}
