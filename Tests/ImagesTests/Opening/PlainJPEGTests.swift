import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Images

@Suite("Plain JPEG files, decoded without libvips, are what libvips makes of them")
struct PlainJPEGTests {
  private static let scans = FilePath.imageFixtures.removingLastComponent().appending("jpeg-scans")
  private static let shrinks = [1, 2, 4, 8]

  /// Every JPEG file of the fixtures.
  static var files: [FilePath] {
    [scans, .imageFixtures].flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []).sorted()
        .filter { $0.hasSuffix(".jpg") }.map { folder.appending($0) }
    }
  }

  private func scanned(_ name: String) throws -> [UInt8] { try bytes(of: Self.scans.appending("\(name).jpg")) }

  @Test("headers are libvips', orientations too, and every file of the usual kinds is taken")
  func headers() throws {
    var taken: Set<String> = []
    for file in Self.files {
      let content = try bytes(of: file)
      guard let header = PlainJPEG.header(of: content) else { continue }
      #expect(try header == ImageSource(content, named: "x", byLibvips: true).header, "\(file)")
      taken.insert(file.stem ?? "")
    }
    let usual = ["420", "422", "444", "coarse", "exact", "own-codes", "restarts", "restart-rows", "grey", "remark"]
    #expect(taken.isSuperset(of: usual) && taken.isSuperset(of: (1...8).map { "orientation-\($0)" }))
    #expect(taken.isDisjoint(with: ["progressive", "red-green-blue", "ink", "cmyk", "page", "empty"]))
  }

  @Test("headers of photos, also of odd ones, are libvips'", .enabled(if: SharedData.bears != nil))
  func photoHeaders() throws {
    let bears = try #require(SharedData.bears)
    let folders = [bears.appending("grizzly"), bears.removingLastComponent().appending("odd-images")]
    var taken = 0
    for folder in folders {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted() {
        guard let content = try? bytes(of: folder.appending(name)), let header = PlainJPEG.header(of: content) else {
          continue
        }
        #expect(try header == ImageSource(content, named: name, byLibvips: true).header, "\(name)")
        taken += 1
      }
    }
    #expect(taken > 100)
  }

  @Test("pixels are libvips', at every size and whichever way up", arguments: PlainJPEGTests.files)
  func pixels(file: FilePath) throws {
    let content = try bytes(of: file)
    guard let header = PlainJPEG.header(of: content), PlainJPEG.picture(of: content, shrink: 1) != nil else { return }
    for shrink in Self.shrinks {
      let rule = ResizeRule.squish(width: max(1, header.width / shrink), height: max(1, header.height / shrink))
      let image = try RGBImage(decoding: content, named: "x", resized: rule)
      #expect(try image == RGBImage(byLibvips: content, named: "x", resized: rule), "\(shrink)")
    }
  }

  @Test("photos' pixels are libvips'", .enabled(if: SharedData.bears != nil))
  func photos() throws {
    let folder = try #require(SharedData.bears).appending("grizzly")
    var taken = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted().prefix(40) {
      guard let content = try? bytes(of: folder.appending(name)), PlainJPEG.header(of: content) != nil else { continue }
      for side in [5, 28, 112, 224] {
        let rule = ResizeRule.squish(width: side, height: side)
        let image = try RGBImage(decoding: content, named: name, resized: rule)
        #expect(try image == RGBImage(byLibvips: content, named: name, resized: rule), "\(name), \(side)")
      }
      taken += 1
    }
    #expect(taken > 10)
  }

  @Test(
    "a file that was cut off anywhere is not taken, and its error is libvips'", arguments: ["420", "restarts", "grey"])
  func cut(name: String) throws {
    let whole = try scanned(name)
    for count in stride(from: 0, to: whole.count, by: 7) {
      let content = Array(whole.prefix(count))
      for shrink in Self.shrinks { #expect(PlainJPEG.picture(of: content, shrink: shrink) == nil) }
      #expect(throws: ImageError.self) { try RGBImage(decoding: content, named: "x") }
    }
  }

  @Test(
    "with bits and bytes changed, whatever is taken decodes, at every size or at none", arguments: ["420", "own-codes"])
  func changed(name: String) throws {
    let whole = try scanned(name)
    var generator = SplitMix64(seed: 11)
    var taken = 0
    for round in 0..<300 {
      var changed = whole
      let place = Int.random(in: 0..<whole.count, using: &generator)
      changed[place] = round % 3 == 0 ? .random(in: 0...255, using: &generator) : whole[place] ^ 1 << UInt8(round % 8)
      let made = Self.shrinks.map { PlainJPEG.picture(of: changed, shrink: $0) != nil }
      #expect(Set(made).count == 1, "round \(round)")
      guard made[0] else { continue }
      taken += 1
      #expect(throws: Never.self, "round \(round)") { try RGBImage(byLibvips: changed, named: "x") }
    }
    #expect(taken > 10, "the test has to reach what it is for")
  }
}
