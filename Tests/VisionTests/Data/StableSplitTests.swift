import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Training

@testable import Vision

@Suite("The stable split")
struct StableSplitTests {
  /// Writes small files whose content is their number: the rule looks at bytes, not at pixels.
  private func write(_ numbers: some Sequence<Int>, to folder: FilePath, as label: String) throws {
    let place = folder.appending(label)
    try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
    for number in numbers {
      try Data("content \(number)".utf8).write(to: URL(filePath: place.appending("\(label)-\(number).jpg").string))
    }
  }

  private func list(_ folder: FilePath) throws -> LabelledImages {
    let found = FileManager.default.enumerator(atPath: folder.string)?.compactMap { $0 as? String } ?? []
    let files = found.filter { $0.hasSuffix(".jpg") }.sorted().map { FilePath($0) }
    return try ImageList(path: folder, files: files).labelled(by: .folder)
  }

  private func validNames(
    _ folder: FilePath, _ fraction: Double = 0.2, seed: UInt64 = 42, rule: SplitRule = .stable
  ) throws -> Set<String> {
    let images = try list(folder)
    let division = try rule.division(of: images, validFraction: fraction, seed: seed)
    #expect(Set(division.train).isDisjoint(with: division.valid))
    #expect(division.train.count + division.valid.count == images.files.count)
    return Set(division.valid.compactMap { images.files[$0].lastComponent?.string })
  }

  @Test("the others stay where they are whichever images come, go, are renamed or change their class", arguments: 0..<8)
  func unchanged(round: Int) throws {
    try withTemporaryFolder { folder in
      try write(0..<150, to: folder, as: "a")
      try write(1000..<1150, to: folder, as: "b")
      let before = try validNames(folder, seed: UInt64(round))
      var generator = SplitMix64(seed: UInt64(round))
      let gone = Set((0..<60).map { _ in Int.random(in: 0..<150, using: &generator) })
      for number in gone { try FileManager.default.removeItem(atPath: folder.appending("a/a-\(number).jpg").string) }
      try write(2000 + round * 100..<2060 + round * 100, to: folder, as: "a")
      try write(5000..<5050, to: folder, as: "c")
      try FileManager.default.moveItem(
        atPath: folder.appending("b/b-1001.jpg").string, toPath: folder.appending("c/b-1001.jpg").string)
      let after = try validNames(folder, seed: UInt64(round))
      let old = Set((0..<150).filter { !gone.contains($0) }.map { "a-\($0).jpg" } + (1000..<1150).map { "b-\($0).jpg" })
      #expect(after.intersection(old) == before.intersection(old))
    }
  }

  @Test("it depends on contents and the seed only: golden positions, the same on every machine")
  func golden() {
    let hash = ContentHash(of: Array("content 7".utf8))
    #expect(hash.hexadecimal == "943940738bfc7815a2510342f4d7ad4a079daa3580faab159b4d807ffd55f9ad")
    #expect(abs(hash.position(seed: 42) - 0.8539666172135423) < 1e-15)
    #expect(abs(hash.position(seed: 43) - 0.5601794825701056) < 1e-15)
  }

  @Test("every class has about the same share held out, whatever its size")
  func stratified() throws {
    try withTemporaryFolder { folder in
      try write(0..<1200, to: folder, as: "a")
      try write(3000..<3300, to: folder, as: "b")
      let held = try validNames(folder)
      let shares = [Double(held.count { $0.hasPrefix("a") }) / 1200, Double(held.count { $0.hasPrefix("b") }) / 300]
      for (share, count) in zip(shares, [1200.0, 300]) {
        #expect(abs(share - 0.2) < 4 * (0.16 / count).squareRoot(), "four standard deviations of a fair draw")
      }
    }
  }

  @Test("a class of two or more has an image on each side, a class of one trains", arguments: [0.02, 0.2, 0.98])
  func smallClasses(fraction: Double) throws {
    try withTemporaryFolder { folder in
      for label in 0..<12 { try write(label * 10..<(label * 10 + 1 + label % 4), to: folder, as: "k\(label)") }
      let held = try validNames(folder, fraction)
      for label in 0..<12 {
        let own = held.count { $0.hasPrefix("k\(label)-") }
        #expect(label % 4 == 0 ? own == 0 : own > 0 && own < 1 + label % 4, "class \(label): \(own)")
      }
      #expect(try validNames(folder, 0).isEmpty)
    }
  }

  @Test("copies of one file stand on one side, in other classes too, and groups that are given stay together")
  func copies() throws {
    try withTemporaryFolder { folder in
      try write(0..<60, to: folder, as: "a")
      try write(30..<90, to: folder, as: "b")
      let held = try validNames(folder, 0.5)
      for number in 30..<60 { #expect(held.contains("a-\(number).jpg") == held.contains("b-\(number).jpg")) }
      let groups = (0..<30).map { [FilePath("a/a-\($0).jpg"), folder.appending("b/b-\($0 + 60).jpg")] }
      let together = try validNames(folder, 0.5, rule: .stable(together: groups))
      for number in 0..<30 {
        #expect(together.contains("a-\(number).jpg") == together.contains("b-\(number + 60).jpg"))
      }
      #expect(together.count > 20 && together.count < 100)
      #expect(try validNames(folder, 0.5, seed: 1) != held)
    }
  }

  @Test("a larger share holds out more of the same images")
  func grows() throws {
    try withTemporaryFolder { folder in
      try write(0..<80, to: folder, as: "a")
      #expect(try validNames(folder, 0.2).isSubset(of: validNames(folder, 0.4)))
    }
  }

  @Test("a file that cannot be read is an error that names it")
  func unreadable() throws {
    let images = try ImageList(path: "/none", files: ["1.jpg"]).labelled(by: .constant(.category("a")))
    let error = #expect(throws: LearnerError.self) {
      try SplitRule.stable.division(of: images, validFraction: 0.5, seed: 1)
    }
    #expect(error?.message.contains("/none/1.jpg") == true)
  }
}
