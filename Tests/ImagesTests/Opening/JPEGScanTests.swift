import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Images

@Suite("A walk through a JPEG file's codes takes only what a decode takes")
struct JPEGScanTests {
  /// `scripts/fixtures/make-scan-fixtures.py`.
  struct Expected: Decodable {
    struct Eighth: Decodable {
      let width, height: Int
      let grey: Data
    }
    let files: [String: Eighth?]
    let unknown: [String]

    static let all: Expected? = {
      let file = URL(filePath: folder.appending("expected.json").string)
      return try? JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
    }()
    static var names: [String] { all?.files.keys.sorted() ?? [] }
  }

  private static let folder = FilePath.imageFixtures.removingLastComponent().appending("jpeg-scans")

  private func file(_ name: String) throws -> [UInt8] { try bytes(of: Self.folder.appending("\(name).jpg")) }

  private func scan(_ bytes: [UInt8]) -> RGBImage? {
    (try? ImageHeader(decoding: bytes, named: "x")).flatMap { JPEGScan.eighth(of: bytes, $0) }
  }

  @Test("every kind of file is taken, and its brightness is libjpeg's", arguments: Expected.names)
  func brightness(name: String) throws {
    let eighth = try #require(scan(file(name)))
    guard let expected = try #require(Expected.all).files[name] ?? nil else { return }
    #expect(eighth.width == expected.width && eighth.height == expected.height)
    #expect(eighth.luma == [UInt8](expected.grey))
  }

  @Test("of other kinds, and of files that are no JPEG, it says nothing")
  func others() throws {
    for name in try #require(Expected.all).unknown { #expect(try scan(file(name)) == nil, "\(name)") }
    for name in ["plain.png", "animation.gif", "colour.bmp", "truncated.jpg", "cmyk.jpg"] {
      #expect(try scan(bytes(of: fixture(name))) == nil, "\(name)")
    }
  }

  @Test("a file that was cut off anywhere is not taken", arguments: ["420", "grey-restarts", "restarts", "remark"])
  func cut(name: String) throws {
    let whole = try file(name)
    let header = try ImageHeader(decoding: whole, named: name)
    for count in 0..<whole.count { #expect(JPEGScan.eighth(of: Array(whole.prefix(count)), header) == nil, "\(count)") }
  }

  @Test("what follows the end does no harm; what stands before it, or a marker out of turn, does")
  func ends() throws {
    let whole = try file("restarts")
    let header = try ImageHeader(decoding: whole, named: "x")
    #expect(JPEGScan.eighth(of: whole + [1, 2, 3], header) != nil)
    #expect(JPEGScan.eighth(of: Array(whole.dropLast(2) + [0] + whole.suffix(2)), header) == nil)
    #expect(JPEGScan.eighth(of: Array(whole.dropLast(2) + [0xFF] + whole.suffix(2)), header) == nil)
    let marker = try #require(whole.indices.dropLast().first { whole[$0] == 0xFF && whole[$0 + 1] == 0xD1 })
    var changed = whole
    changed[marker + 1] = 0xD2
    #expect(JPEGScan.eighth(of: changed, header) == nil)
  }

  @Test("a header of another size is not believed")
  func otherSize() throws {
    let bytes = try file("420")
    let other = try ImageHeader(decoding: file("flat"), named: "flat")
    #expect(JPEGScan.eighth(of: bytes, other) == nil)
  }

  @Test("with bits and bytes changed, whatever is taken decodes", arguments: Expected.names)
  func changed(name: String) throws {
    let whole = try file(name)
    var generator = SplitMix64(seed: UInt64(whole.count))
    var taken = 0
    for round in 0..<300 {
      var changed = whole
      let place = Int.random(in: 0..<whole.count, using: &generator)
      changed[place] = round % 3 == 0 ? .random(in: 0...255, using: &generator) : whole[place] ^ 1 << UInt8(round % 8)
      guard scan(changed) != nil else { continue }
      taken += 1
      #expect(throws: Never.self, "round \(round)") { try RGBImage(byLibvips: changed, named: "x") }
    }
    #expect(taken > 0, "the test has to reach what it is for")
  }

  @Test(
    "photos hash by their eighth as by all of their pixels, but for some bits, stored turned as well as upright",
    .enabled(if: SharedData.bears != nil))
  func photos() throws {
    let folder = try #require(SharedData.bears).appending("grizzly")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted().prefix(12)
    let images = names.compactMap {
      try? RGBImage(contentsOf: folder.appending($0), resized: .squish(width: 700, height: 560))
    }
    try #require(images.count > 8)
    for (index, image) in images.enumerated() {
      let whole = try PerceptualHash(of: image)
      let upright = try image.encoded(as: .jpeg(quality: 90))
      #expect(scan(upright) != nil)
      #expect(try ImageSurvey(decoding: upright, named: "x").looks.distance(to: whole) <= 4, "\(names[index])")
      let turned = try withOrientation(6, image.oriented(8).encoded(as: .jpeg(quality: 90)))
      let survey = try ImageSurvey(decoding: turned, named: "x")
      #expect(survey.header.orientation == 6 && survey.header.width == 700)
      #expect(survey.looks.distance(to: whole) <= 4, "\(names[index])")
    }
  }

  /// An EXIF segment behind the first two bytes: big endian, one entry, 0x0112.
  private func withOrientation(_ orientation: UInt8, _ jpeg: [UInt8]) -> [UInt8] {
    let entry: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
    let exif = Array("Exif".utf8) + [0, 0] + Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1] + entry + [0, 0, 0, 0]
    return Array(jpeg.prefix(2) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + jpeg.dropFirst(2))
  }
}
