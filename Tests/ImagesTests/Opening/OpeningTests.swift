import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Images

@Suite("Before anything is decoded")
struct OpeningTests {
  @Test("a JPEG's scans and what a decoder has to hold are told from its markers")
  func layout() throws {
    let plain = try JPEGLayout(bytes(of: fixture("orientation-1.jpg")))
    #expect(!plain.isProgressive && plain.scans == 1 && plain.bytesHeldPerPixel == 0)
    let progressive = try JPEGLayout(bytes(of: fixture("progressive.jpg")))
    #expect(progressive.isProgressive && progressive.scans == 10 && progressive.bytesHeldPerPixel == 6)
    let small = JPEGLayout(WorstFiles.jpeg(width: 64, height: 48, isProgressive: true, subsamples: true, scans: 3))
    #expect(small.isProgressive && small.scans == 3 && small.bytesHeldPerPixel == 3)
  }

  @Test("bytes between markers and fill bytes are passed over, and what has no scan counts as the worst")
  func oddLayouts() {
    let file = WorstFiles.jpeg(width: 64, height: 48, isProgressive: true)
    let padded = Array(file.prefix(2)) + [0, 1, 2, 0xFF, 0xFF, 0xFF] + file.dropFirst(3)
    #expect(JPEGLayout(padded).isProgressive && JPEGLayout(padded).bytesHeldPerPixel == 6)
    for length in [0, 2, 3, 10, 80, 90] { #expect(JPEGLayout(Array(file.prefix(length))).bytesHeldPerPixel == 9) }
  }

  @Test("files of zeros, as the memory tests make them, are sound")
  func worstFilesDecode() throws {
    for (isProgressive, subsamples) in [(true, true), (true, false), (false, true), (false, false)] {
      let file = WorstFiles.jpeg(width: 50, height: 30, isProgressive: isProgressive, subsamples: subsamples)
      let image = try RGBImage(decoding: file, named: "zeros")
      #expect(image.width == 50 && image.height == 30 && Set(image.pixels) == [128])
    }
    for samples in 1...4 {
      for isInterlaced in [true, false] {
        let file = WorstFiles.png(width: 37, height: 30, samples: samples, isInterlaced: isInterlaced)
        let image = try RGBImage(decoding: file, named: "zeros")
        #expect(image.width == 37 && Set(image.pixels) == [samples % 2 == 0 ? 255 : 0])
      }
    }
  }

  @Test("a PNG chunk that claims gigabytes is refused before libpng makes room for them")
  func hugeChunk() throws {
    var file = WorstFiles.png(width: 8, height: 8, samples: 3, isInterlaced: false)
    let text: [UInt8] = [0x70, 0, 0, 0] + Array("iTXt".utf8) + [0, 0, 0, 0]
    file.insert(contentsOf: text, at: 33)
    let error = #expect(throws: ImageError.self) { try RGBImage(decoding: file, named: "text") }
    #expect(error?.code == .truncated && error?.message.contains("iTXt") == true)
  }

  @Test("a JPEG of more than a hundred scans is refused")
  func scans() throws {
    let some = WorstFiles.jpeg(width: 64, height: 48, isProgressive: true, scans: 100)
    #expect(try RGBImage(decoding: some, named: "scans").width == 64)
    let many = WorstFiles.jpeg(width: 64, height: 48, isProgressive: true, scans: 101)
    let error = #expect(throws: ImageError.self) { try RGBImage(decoding: many, named: "scans") }
    #expect(error?.code == .corrupt && error?.message.contains("101 scans") == true)
  }

  @Test("the bound of memory is the caller's, and a smaller result needs less")
  func memory() throws {
    let photo = try drawn(1200, 900).encoded(as: .jpeg(quality: 80))
    let options = DecodeOptions(maxMemory: 7_000_000)
    let error = #expect(throws: ImageError.self) { try RGBImage(decoding: photo, named: "photo", options: options) }
    #expect(error?.code == .tooLarge && error?.remedy?.contains("smaller size") == true)
    let rule = ResizeRule.crop(width: 100, height: 100)
    #expect(try RGBImage(decoding: photo, named: "photo", resized: rule, options: options).height == 100)
  }

  @Test("a large picture that is averaged as its rows come in looks like one that is decoded whole")
  func boxes() throws {
    let picture = try drawn(1000, 700)
    let file = try picture.encoded(as: .png)
    for side in [50, 120, 224] {
      for rule in [ResizeRule.crop(width: side, height: side), .sampled(.crop(width: side, height: side))] {
        let fast = try RGBImage(decoding: file, named: "large", resized: rule)
        let slow = try picture.resized(rule, filter: rule.filter ?? .bilinear)
        #expect(meanDifference(fast, slow) < 4, "\(rule)")
      }
    }
  }

  @Test("the eight orientations are one picture at every size, also averaged")
  func orientations() throws {
    for side in [4, 7, 10, 20] {
      let rule = ResizeRule.fit(maxSide: side)
      let upright = try RGBImage(contentsOf: fixture("orientation-1.jpg"), resized: rule)
      for orientation in 2...8 {
        let turned = try RGBImage(contentsOf: fixture("orientation-\(orientation).jpg"), resized: rule)
        #expect(meanDifference(upright, turned) < 3, "\(orientation) to \(side)")
      }
    }
  }

  @Test("what is transparent shows the colours below it on request, as in fastai 1")
  func dropsAlpha() throws {
    let plain = try RGBImage(contentsOf: fixture("plain.png"))
    let options = DecodeOptions(dropsAlpha: true)
    #expect(try RGBImage(contentsOf: fixture("colour-alpha.png"), options: options) == plain)
    #expect(try RGBImage(contentsOf: fixture("colour-alpha.png")) != plain)
  }

  @Test(
    "photographs in all orientations are one picture", .enabled(if: SharedData.oddImages != nil),
    arguments: ["Landscape", "Portrait"])
  func photographs(_ name: String) throws {
    let folder = try #require(SharedData.oddImages) / "exif-orientation"
    let rule = ResizeRule.fit(maxSide: 150)
    let upright = try RGBImage(contentsOf: folder / "\(name)_1.jpg", resized: rule)
    for orientation in 2...8 {
      let turned = try RGBImage(contentsOf: folder / "\(name)_\(orientation).jpg", resized: rule)
      #expect(meanDifference(upright, turned) < 12, "\(name)_\(orientation)")
    }
  }
}
