import Foundation
import Images
import SystemPackage
import TestSupport
import Testing

@testable import Collecting

@Suite("Near duplicates")
struct NearDuplicateTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A picture with large shapes, as photos have.
  private func scene(_ seed: Int, brighter: Int = 0) throws -> RGBImage {
    let (width, height) = (96, 72)
    let pixels = (0..<width * height * 3).map { index -> UInt8 in
      let (x, y) = (Double(index / 3 % width) / Double(width), Double(index / 3 / width) / Double(height))
      let level = (1..<5).reduce(0.0) { sum, wave in
        let (a, b) = (Double((seed * 7 + wave * 3) % 11), Double((seed * 5 + wave * 8) % 13))
        return sum + cos(a * x * 3 + b * y * 3 + Double(seed * wave))
      }
      return UInt8(max(0, min(255, 128 + 25 * level + Double(brighter))))
    }
    return try RGBImage(width: width, height: height, pixels: pixels)
  }

  private func verified() async throws -> VerifyReport { try await verifyImages(in: folder.path) }

  private func names(_ group: NearDuplicateGroup) -> [String] {
    group.paths.map { $0.relative(to: folder.path).string }
  }

  @Test("a picture at another size, quality, brightness or format is found, other pictures are not")
  func finds() async throws {
    let original = try scene(1)
    try folder.write(original.encoded(as: .jpeg()), to: "black/a.jpg")
    try folder.write(original.resized(.squish(width: 60, height: 45)).encoded(as: .png), to: "black/b.png")
    try folder.write(scene(1, brighter: 10).encoded(as: .jpeg(quality: 40)), to: "teddy/c.jpg")
    for seed in 2..<9 { try folder.write(scene(seed).encoded(as: .jpeg()), to: "black/\(seed).jpg") }
    let report = try await verified()
    #expect(report.nearDuplicates.map(names) == [["black/a.jpg", "black/b.png", "teddy/c.jpg"]])
    let group = try #require(report.nearDuplicates.first)
    #expect(group.labelsDisagree && group.labels == ["black", "teddy"] && group.distance <= 10)
    #expect(report.nearDuplicateCount == 2 && report.duplicateCount == 0)
    #expect(report.description.contains("the same picture in black and teddy"))
    let again = try await verified()
    #expect(again.unchanged == 10 && again.nearDuplicates == report.nearDuplicates)
  }

  @Test("copies with the same bytes are no near duplicates; they stand for each other")
  func copies() async throws {
    let bytes = try scene(1).encoded(as: .jpeg())
    for name in ["black/a.jpg", "black/b.jpg"] { try folder.write(bytes, to: name) }
    try folder.write(scene(1, brighter: 8).encoded(as: .png), to: "black/c.png")
    let report = try await verified()
    #expect(report.duplicates.map(\.paths.count) == [2])
    #expect(report.nearDuplicates.map(names) == [["black/a.jpg", "black/c.png"]])
  }

  @Test("pictures of one colour are told apart by their colour")
  func flat() async throws {
    for (index, level) in [10, 120, 121, 250].enumerated() {
      let image = try RGBImage(width: 40, height: 40, pixels: .init(repeating: UInt8(level), count: 4800))
      try folder.write(image.encoded(as: .png), to: "black/\(index).png")
    }
    #expect(try await verified().nearDuplicates.map(names) == [["black/1.png", "black/2.png"]])
  }

  @Test("groups are never chains: a like b and b like c makes two groups, unless a is like c")
  func cliques() {
    typealias Pair = NearDuplicates.Pair
    func groups(_ pairs: [(Int, Int)]) -> [[Int]] {
      NearDuplicates.cliques(pairs.map { Pair(first: $0.0, second: $0.1) })
    }
    #expect(groups([(0, 1), (1, 2)]) == [[0, 1], [1, 2]])
    #expect(groups([(0, 1), (0, 2), (1, 2)]) == [[0, 1, 2]])
    #expect(groups([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)]) == [[0, 1, 2], [2, 3], [3, 4]])
    #expect(groups([]).isEmpty)
  }

  @Test("random pairs: each stands in a group, and in a group every two are a pair", arguments: 0..<20)
  func cliqueProperties(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let all = (0..<12).flatMap { first in (first + 1..<12).map { NearDuplicates.Pair(first: first, second: $0) } }
    let pairs = all.filter { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 62 == 0
    }
    let groups = NearDuplicates.cliques(pairs)
    let covered = groups.flatMap { group in
      group.indices.flatMap { i in group[(i + 1)...].map { NearDuplicates.Pair(first: group[i], second: $0) } }
    }
    #expect(Set(covered) == Set(pairs))
  }

  @Test("without a distance, none are looked for")
  func off() async throws {
    try folder.write(scene(1).encoded(as: .jpeg()), to: "black/a.jpg")
    try folder.write(scene(1).encoded(as: .png), to: "black/b.png")
    var options = VerifyOptions()
    options.nearDuplicateDistance = nil
    #expect(try await verifyImages(in: folder.path, options: options).nearDuplicates.isEmpty)
    #expect(try await verified().nearDuplicates.count == 1)
  }
}
