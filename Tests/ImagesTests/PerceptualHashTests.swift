import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Images

@Suite("Perceptual hashes")
struct PerceptualHashTests {
  private struct Expected: Decodable {
    struct Grey: Decodable {
      let grey: [Float]
      let hash: String
    }
    struct Picture: Decodable {
      let file: String
      let hash: String
    }
    let greys: [Grey]
    let pictures: [Picture]
  }

  private func expected() throws -> Expected {
    let file = FilePath.imageFixtures.removingLastComponent().appending("hashes").appending("expected.json")
    return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: URL(filePath: file.string)))
  }

  private func hexadecimal(_ hash: PerceptualHash) -> String {
    let digits = String(hash.bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  @Test("grey values hash as with scipy's cosine transform")
  func greys() throws {
    for grey in try expected().greys { #expect(hexadecimal(PerceptualHash(grey: grey.grey)) == grey.hash) }
  }

  @Test("pictures hash as after Pillow's resize, but for a bit or two of rounding")
  func pictures() throws {
    for picture in try expected().pictures {
      let image = try RGBImage(contentsOf: FilePath.imageFixtures.appending(picture.file))
      let wanted = PerceptualHash(bits: try #require(UInt64(picture.hash, radix: 16)))
      #expect(try PerceptualHash(of: image).distance(to: wanted) <= 2, "\(picture.file)")
    }
  }

  private func waves(_ seed: Int, width: Int = 160, height: Int = 120) throws -> RGBImage {
    let pixels = (0..<width * height * 3).map { index -> UInt8 in
      let (x, y) = (Double(index / 3 % width) / Double(width), Double(index / 3 / width) / Double(height))
      let level = (0..<5).reduce(0.0) { sum, wave in
        let (a, b) = (Double((seed * 7 + wave * 3) % 11), Double((seed * 5 + wave * 8) % 13))
        return sum + cos(a * x * 3 + b * y * 3 + Double(seed + wave + index % 3))
      }
      return UInt8(max(0, min(255, 128 + 25 * level)))
    }
    return try RGBImage(width: width, height: height, pixels: pixels)
  }

  @Test("a picture that was resized, compressed or brightened hashes nearly the same; another does not")
  func robust() throws {
    let image = try waves(1)
    let hash = try PerceptualHash(of: image)
    let small = try image.resized(.squish(width: 90, height: 70))
    let brighter = try RGBImage(
      width: image.width, height: image.height, pixels: image.pixels.map { UInt8(min(255, Int($0) + 12)) })
    let compressed = try RGBImage(decoding: image.encoded(as: .jpeg(quality: 30)), named: "x")
    for other in [small, brighter, compressed] { #expect(try hash.distance(to: PerceptualHash(of: other)) <= 4) }
    for seed in 2..<8 { #expect(try hash.distance(to: PerceptualHash(of: waves(seed))) > 8) }
  }

  @Test("pictures of one colour hash alike, not at random; likeness tells them apart")
  func flat() throws {
    let colours = try [0, 90, 255].map {
      try RGBImage(width: 50, height: 40, pixels: .init(repeating: $0, count: 6000))
    }
    let hashes = try colours.map(PerceptualHash.init(of:))
    #expect(hashes[1] == hashes[2])
    #expect(try #require(colours[1].likeness(to: colours[2])).difference == 165)
    #expect(try #require(colours[1].likeness(to: colours[1])).correlation == nil)
    let picture = try waves(1)
    #expect(abs(try #require(picture.likeness(to: picture)?.correlation) - 1) < 1e-9)
    #expect(colours[0].likeness(to: picture) == nil)
  }

  @Test("no pair within the distance is missed, and none beyond is taken", arguments: [0, 1, 5, 8, 20, 63])
  func pairs(distance: Int) {
    var state: UInt64 = 7
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    var hashes = (0..<120).map { _ in PerceptualHash(bits: next()) }
    for index in 0..<60 {  // some that are near
      let flips = (0..<index % 12).reduce(UInt64(0)) { mask, _ in mask | 1 << (next() >> 58) }
      hashes.append(PerceptualHash(bits: hashes[index].bits ^ flips))
    }
    let found = PerceptualHash.pairs(within: distance, among: hashes).map { [$0.0, $0.1] }
    let all = hashes.indices.flatMap { i in
      (i + 1..<hashes.count).filter { hashes[i].distance(to: hashes[$0]) <= distance }.map { [i, $0] }
    }
    #expect(found == all)
  }
}
