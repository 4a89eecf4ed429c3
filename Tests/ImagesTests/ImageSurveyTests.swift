import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Images

@Suite("A survey finds what a full decode finds")
struct ImageSurveyTests {
  /// What it makes of a file: nothing to object to, or the kind of fault.
  private func verdict(_ body: () throws -> Void) -> ImageError.Code? {
    do {
      try body()
      return nil
    } catch { return (error as? ImageError)?.code ?? .internal }
  }

  private func isSame(_ bytes: [UInt8]) -> Bool {
    let survey = verdict { _ = try ImageSurvey(decoding: bytes, named: "x") }
    let decode = verdict { _ = try RGBImage(decoding: bytes, named: "x") }
    return survey == decode
  }

  /// Large enough for the decoder to shrink by eight.
  private func photo(progressive: Bool = false) throws -> [UInt8] {
    progressive
      ? try bytes(of: fixture("progressive.jpg")) : try drawn(700, 560).encoded(as: .jpeg(quality: 85))
  }

  @Test("cut off anywhere, a photo is refused by both or by none", arguments: [false, true])
  func cut(progressive: Bool) throws {
    let whole = try photo(progressive: progressive)
    for count in stride(from: 0, to: whole.count, by: max(1, whole.count / 400)) {
      #expect(isSame(Array(whole.prefix(count))), "\(count) of \(whole.count) bytes")
    }
  }

  @Test("changed anywhere, a file is refused by both or by none", arguments: ["photo", "plain.png", "progressive.jpg"])
  func changed(name: String) throws {
    let whole = name == "photo" ? try photo() : try bytes(of: fixture(name))
    var generator = SplitMix64(seed: UInt64(whole.count))
    for round in 0..<400 {
      var changed = whole
      for _ in 0..<(1 + round % 3) {
        changed[Int.random(in: 0..<changed.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      #expect(isSame(changed), "round \(round)")
    }
  }

  @Test("every fixture has the same verdict, and hashes as its full decode but for some bits")
  func fixtures() throws {
    for name in Expected.files + ["cmyk.jpg", "truncated.jpg", "truncated.png", "bomb.png", "page.jpg", "empty.jpg"] {
      let file = try bytes(of: fixture(name))
      #expect(isSame(file), "\(name)")
      guard let survey = try? ImageSurvey(decoding: file, named: name) else { continue }
      let image = try RGBImage(decoding: file, named: name)
      #expect(survey.header.width == image.width && survey.header.height == image.height)
      #expect(survey.looks.distance(to: try PerceptualHash(of: image)) <= 4, "\(name)")
    }
  }

  @Test("bytes become numbers by each channel's scale and shift, also those behind the last whole vector")
  func numbers() throws {
    let bytes = (0..<(7 * 3)).map { UInt8($0 * 11 % 256) }
    let (scale, shift): ([Float], [Float]) = ([0.5, 2, -1], [1, -3, 0.25])
    var numbers = [Float](repeating: 0, count: bytes.count)
    try bytes.withUnsafeBufferPointer { from in
      try numbers.withUnsafeMutableBufferPointer {
        try PixelNumbers.normalize(from, scale: scale, shift: shift, into: $0)
      }
    }
    #expect(numbers == bytes.enumerated().map { Float($1) * scale[$0 % 3] + shift[$0 % 3] })
    #expect(throws: ImageError.self) {
      try bytes.withUnsafeBufferPointer { from in
        try numbers.withUnsafeMutableBufferPointer {
          try PixelNumbers.normalize(from, scale: [1], shift: shift, into: $0)
        }
      }
    }
  }
}
