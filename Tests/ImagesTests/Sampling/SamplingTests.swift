import TestSupport
import Testing

@testable import Images

@Suite("Sampling")
struct SamplingTests {
  private func queued(_ fixture: SamplingFixture.Case) throws -> LazyImage {
    var lazy = LazyImage(
      try fixture.image.image, padding: try #require(PaddingMode(rawValue: fixture.padding)),
      interpolation: try #require(Interpolation(rawValue: fixture.interpolation)))
    try lazy.resize(width: fixture.width, height: fixture.height)
    let map = Homography(fixture.map)
    try lazy.apply(.coordinates { _, _ in map })
    return lazy
  }

  @Test("levels are those of PyTorch's grid_sample to 1e-4, for every padding and interpolation")
  func torch() throws {
    let fixture = try #require(SamplingFixture.all)
    #expect(fixture.samplings.count == 48)
    for sampling in fixture.samplings {
      let levels = try queued(sampling).levels()
      #expect(worst(levels, sampling.levels) < 1e-4, "\(sampling)")
    }
  }

  @Test("bytes are the same levels, rounded: an eighth of a level more than half")
  func bytes() throws {
    let fixture = try #require(SamplingFixture.all)
    for sampling in fixture.samplings {
      let lazy = try queued(sampling)
      let rounded = try lazy.rendered().pixels.map { Float($0) / 255 }
      #expect(worst(rounded, try lazy.levels()) <= 0.63 / 255, "\(sampling)")
    }
  }

  /// The bytes come from another loop where the processor has wide vectors; the levels never do.
  @Test("each byte is the table's entry for its level", arguments: [PaddingMode.reflection, .border])
  func entries(_ padding: PaddingMode) throws {
    let image = try drawn(61, 37)
    var generator = SplitMix64(seed: 4)
    for round in 0..<60 {
      let bend = round % 2 == 0 ? 0 : 0.2
      let map = Homography(
        [1, 0.3, 0.4, 0.3, 1, 0.4, bend, bend].map { .random(in: -$0...max($0, 1e-9), using: &generator) } + [1])
      var lazy = LazyImage(image, padding: padding)
      try lazy.resize(width: 29 + round, height: 23)
      try lazy.apply(.coordinates { _, _ in map })
      let (bytes, levels) = (try lazy.rendered().pixels, try lazy.levels())
      for (byte, level) in zip(bytes, levels) {
        let step = level * 255 * 4 + 0.5
        let near = [step - 1e-3, step + 1e-3].map { LightingTable.identity.levels[min(max(Int($0), 0), 1020)] }
        try #require(near.contains(byte), "\(byte) for \(level * 255)")
      }
    }
  }

  @Test("area is PyTorch's adaptive average pooling")
  func area() throws {
    for area in try #require(SamplingFixture.all).areas {
      let small = try area.image.image.resized(.squish(width: area.width, height: area.height), filter: .area)
      #expect(worst(small.pixels.map { Float($0) / 255 }, area.levels) <= 0.51 / 255)
    }
  }

  @Test("a displacement of nothing takes the other road to the same pixels")
  func displaced() throws {
    for sampling in try #require(SamplingFixture.all).samplings {
      let plain = try queued(sampling)
      var displaced = plain
      try displaced.apply(.displacement { _, _ in (0, 0) })
      #expect(worst(try plain.levels(), try displaced.levels()) < 1e-4, "\(sampling)")
    }
  }

  @Test("any map, also one that folds the plane, reads inside the picture", arguments: PaddingMode.allCases)
  func hostileMaps(_ padding: PaddingMode) throws {
    let image = try drawn(5, 3)
    var generator = SplitMix64(seed: 1)
    var maps = (0..<300).map { _ in Homography((0..<9).map { _ in .random(in: -1e3...1e3, using: &generator) }) }
    maps += [.nan, 0, .infinity, 1e300].map { Homography(Array(repeating: $0, count: 9)) }
    for map in maps {
      for interpolation in Interpolation.allCases {
        var lazy = LazyImage(image, padding: padding, interpolation: interpolation)
        try lazy.resize(width: 8, height: 8)
        try lazy.apply(.coordinates { _, _ in map })
        #expect(try lazy.rendered().pixels.count == 192)
      }
    }
  }

  @Test("edits out of order are done one after the other, and pixels may be edited in between")
  func outOfOrder() throws {
    let image = try drawn(6, 4)
    var lazy = LazyImage(image)
    try lazy.apply(.flipLeftRight)
    try lazy.apply(.affine(.dihedral(1)))
    #expect(try lazy.rendered() == image)
    try lazy.apply(.pixels { $0.blacken(columns: 0..<2, rows: 1..<9) })
    try lazy.apply(.dihedral(4))
    let turned = try lazy.rendered()
    #expect(turned.width == 4 && turned.height == 6)
    #expect((0..<4).map { turned.pixels[$0 * 3] } == [image.pixels[0], 0, 0, 0])
  }

  @Test("room that is too small is an error, and so is a crop that does not fit")
  func refusals() throws {
    let lazy = LazyImage(try drawn(6, 4))
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 71)
    defer { room.deallocate() }
    #expect(throws: ImageError.self) { try lazy.render(into: room) }
    for (width, height) in [(7, 2), (2, 5), (0, 1), (-1, 1)] {
      var copy = lazy
      #expect(throws: ImageError.self) {
        try copy.apply(.crop(width: width, height: height, row: 0, column: 0))
      }
    }
  }
}
