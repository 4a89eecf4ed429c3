import Testing

@testable import Images

/// Numbers computed from fastai v1's formulas.
@Suite("Maps of the plane")
struct HomographyTests {
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
    let wanted = [1.081081, 0.038251, 0.148285, 0.043420, 0.952381, 0.140873, 0.160308, 0.134165]
    for (number, value) in zip(map.m, wanted) { #expect(abs(number - value) < 1e-5) }
    expect(map, (-1, -1), gives: (-1.376341, -1.211756))
    expect(map, (0, 0), gives: (0.148285, 0.140873))
    expect(map, (1, 1), gives: (0.979253, 0.878098))
    expect(map, (0.5, -0.5), gives: (0.661059, -0.309561))
  }

  @Test("three corners on a line, or numbers that are too few, have no map")
  func degenerate() {
    #expect(Homography.toCorners(from: [(0, 0), (0, 0), (0, 0), (0, 0)]) == nil)
    #expect(Homography.symmetricWarp([1]) == nil && Homography.perspective(moving: []) == nil)
  }

  @Test("a skew moves one coordinate of one corner outwards, each direction another")
  func skew() throws {
    let corners: [(Double, Double)] = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    for direction in 0..<8 {
      let map = try #require(Homography.skew(direction: direction, magnitude: 0.3))
      for (index, corner) in corners.enumerated() {
        var target = corner
        if index == direction / 2 {
          if direction % 2 == 0 { target.0 *= 1.3 } else { target.1 *= 1.3 }
        }
        expect(map, target, gives: corner)
      }
    }
  }

  @Test(
    "lighting works on logits",
    arguments: [
      (0.6, 1.25, [0, 0.226876, 0.624063, 0.903758, 1]),
      (0.4, 0.8, [0.000002, 0.192568, 0.419611, 0.686684, 0.999997]),
    ])
  func lighting(brightness: Double, contrast: Double, wanted: [Double]) {
    let shift = LightingTable.logit(brightness)
    #expect(abs(LightingTable.logit(0.4) - -0.405465) < 1e-6)
    let table = LightingTable { ($0 + shift) * contrast }
    for (x, value) in zip([0, 0.2, 0.5, 0.8, 1], wanted) {
      #expect(abs(LightingTable.sigmoid((LightingTable.logit(x) + shift) * contrast) - value) < 1e-5)
      let step = Int((x * Double(table.levels.count - 1)).rounded())
      #expect(abs(Double(table.levels[step]) - value * 255) < 0.75)
    }
    let plain = LightingTable(ofLogits: { $0 }).levels
    #expect(zip(plain, LightingTable.identity.levels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  @Test(
    "a sampler gets twice the size that it makes, where there is that much",
    arguments: [
      (420, 745, 420, 745), (900, 1200, 448, 598), (1200, 1600, 448, 598), (3000, 4000, 448, 598),
    ])
  func beforeSampling(_ height: Int, _ width: Int, _ newHeight: Int, _ newWidth: Int) {
    let size = ResizeRule.sampled(.crop(width: 224, height: 224)).targetSize(width: width, height: height)
    #expect(size == (newWidth, newHeight))
  }
}
