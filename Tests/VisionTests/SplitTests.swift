import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Training

@testable import Vision

@Suite("Splits and NumPy's generator")
struct SplitTests {
  struct Numbers: Decodable {
    struct Other: Decodable { let uniform: [Double], permutation20: [Int] }
    let u32: [UInt32], uniform: [Double], permutations: [String: [Int]], twoPermutationsOf10: [[Int]]
    let otherSeeds: [String: Other], lessonValid614: [Int]
  }

  private let numbers: Numbers

  init() throws { numbers = try TorchFixture.load("rng") }

  @Test("integers, uniform numbers and permutations are NumPy's")
  func equalsNumPy() throws {
    func fresh() -> NumPyRandom { NumPyRandom(seed: 42) }
    var (a, b, c) = (fresh(), fresh(), fresh())
    #expect(numbers.u32.map { _ in a.nextUInt32() } == numbers.u32)
    #expect(numbers.uniform.map { _ in b.uniform() } == numbers.uniform)
    #expect((0..<2).map { _ in c.permutation(10) } == numbers.twoPermutationsOf10)
    for (count, want) in numbers.permutations {
      var generator = fresh()
      #expect(generator.permutation(try #require(Int(count))) == want)
    }
    for (seed, want) in numbers.otherSeeds {
      let seed = try #require(UInt32(seed))
      var (first, second) = (NumPyRandom(seed: seed), NumPyRandom(seed: seed))
      #expect(want.uniform.map { _ in first.uniform() } == want.uniform)
      #expect(second.permutation(20) == want.permutation20)
    }
  }

  @Test("the lesson's golden permutation, and the extremes")
  func golden() {
    var (a, b, c) = (NumPyRandom(seed: 42), NumPyRandom(seed: 42), NumPyRandom(seed: 42))
    #expect(a.permutation(10) == [8, 1, 5, 0, 7, 2, 9, 4, 3, 6])
    #expect(b.permutation(614).prefix(6) == [350, 377, 163, 609, 132, 578])
    #expect((0..<614).filter { _ in c.uniform() <= 0.2 } == numbers.lessonValid614)
    #expect(a.permutation(0) == [] && a.permutation(1) == [0])
  }

  @Test(
    "the random split reproduces the final notebook's counts",
    arguments: [(559, 0.2, 111), (613, 0.2, 122), (614, 0, 0), (10, 0.99, 9)])
  func counts(count: Int, fraction: Double, valid: Int) throws {
    let items = (0..<count).map { ImageItem(path: FilePath("/none/\($0).jpg"), label: 0) }
    let held = try SplitRule.random.validationIndices(of: items, validFraction: fraction, seed: 42)
    #expect(held.count == valid && Set(held).count == valid)
    if let permutation = numbers.permutations[String(count)] { #expect(held == Array(permutation.prefix(valid))) }
  }

  @Test("with the random split, training items stay in order and validation items come as drawn")
  func order() throws {
    try withDataSet(counts: [12, 12]) { folder in
      let data = try smallBunch(folder)
      let paths = data.train.items.map(\.path.string)
      #expect(paths == paths.sorted())
      var generator = NumPyRandom(seed: 42)
      let drawn = generator.permutation(24).prefix(6)
      let all = (paths + (data.valid?.items.map(\.path.string) ?? [])).sorted()
      #expect(data.valid?.items.map(\.path.string) == drawn.map { all[$0] })
    }
  }

  private func validNames(_ folder: FilePath, seed: UInt64 = 42) throws -> Set<String> {
    let data = try ImageDataBunch(fromFolder: folder, validFraction: 0.4, seed: seed, size: 32)
    return Set(try #require(data.valid).items.compactMap { $0.path.lastComponent.map { $0.string } })
  }

  @Test("with the stable split, the others stay where they are when files come, go and are renamed")
  func stable() throws {
    try withTemporaryFolder { folder in
      try drawDataSet(in: folder, counts: [20, 1])
      let before = try validNames(folder)
      #expect(before.count > 2 && before.count < 18)
      let gone = try #require(before.first)
      for name in ["class0/\(gone)", "class0/003.png"] {
        try FileManager.default.removeItem(atPath: folder.appending(name).string)
      }
      try stripes(555).write(to: folder.appending("class0/000a.png"))
      let after = try validNames(folder)
      #expect(after.subtracting(["000a.png"]) == before.subtracting([gone, "003.png"]))
    }
  }

  @Test("with the stable split, copies of one file stand on one side, and other seeds divide otherwise")
  func copies() throws {
    try withTemporaryFolder { folder in
      try drawDataSet(in: folder, counts: [20, 1])
      let before = try validNames(folder)
      for number in 0..<20 {
        let original = folder.appending(String(format: "class0/%03d.png", number))
        try FileManager.default.copyItem(atPath: original.string, toPath: original.string + ".copy.png")
      }
      let after = try validNames(folder)
      for name in after where name.hasPrefix("0") {
        #expect(after.contains(name + ".copy.png") || name.hasSuffix("copy.png"))
      }
      #expect(after.filter { !$0.hasSuffix("copy.png") } == before)
      #expect(try validNames(folder, seed: 1) != after)
    }
  }

  @Test("the folder split goes by the folders below the data set, whatever the data set itself is called")
  func folders() throws {
    try withTemporaryFolder { parent in
      let folder = parent.appending("valid")
      try drawDataSet(in: folder.appending("train"), counts: [3, 3])
      try drawDataSet(in: folder.appending("valid"), counts: [1, 2])
      let data = try ImageDataBunch(fromFolder: folder, split: .folder, size: 32)
      #expect(data.train.itemCount == 6 && data.valid?.itemCount == 3)
      #expect(data.valid?.items.map(\.label) == [0, 1, 1])
    }
  }
}
