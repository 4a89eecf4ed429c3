import Foundation
import Images
import SystemPackage
import TestSupport
import Testing

@Suite("No bytes do harm")
struct RobustnessTests {
  static let names = Expected.files + ["cmyk.jpg", "truncated.jpg", "truncated.png", "bomb.png"]

  /// SplitMix64.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test("files with bytes changed at random decode or throw an ImageError", arguments: names)
  func mutations(_ name: String) throws {
    let original = try bytes(of: fixture(name))
    var generator = Generator(state: UInt64(original.count))
    let options = DecodeOptions(maxPixels: 1 << 20)
    for round in 0..<60 {
      var changed = original
      for _ in 0..<Int.random(in: 1...8, using: &generator) where !changed.isEmpty {
        changed[Int.random(in: 0..<changed.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      if round % 5 == 0 { changed = Array(changed.prefix(Int.random(in: 0...changed.count, using: &generator))) }
      do {
        let image = try RGBImage(decoding: changed, named: name, options: options)
        #expect(image.width * image.height <= 1 << 20)
      } catch let error as ImageError {
        #expect(error.subject == name)
      }
    }
  }

  @Test("errors of decodes that run side by side do not mix")
  func concurrentErrors() async throws {
    let truncated = try bytes(of: fixture("truncated.jpg"))
    let corrupt = try Array(bytes(of: fixture("plain.png")).prefix(40)) + [UInt8](repeating: 7, count: 200)
    let good = try bytes(of: fixture("plain.png"))
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<6 {
        group.addTask {
          for index in 0..<200 {
            let name = "\(worker)-\(index)"
            switch (worker + index) % 3 {
            case 0:
              let error = #expect(throws: ImageError.self) { try RGBImage(decoding: truncated, named: name) }
              #expect(error?.message.contains("png") == false)
            case 1:
              let error = #expect(throws: ImageError.self) { try RGBImage(decoding: corrupt, named: name) }
              #expect(error?.message.lowercased().contains("jpeg") == false)
            default: #expect(throws: Never.self) { try RGBImage(decoding: good, named: name) }
            }
          }
        }
      }
    }
  }

  @Test("10,000 decodes leave the memory as it was")
  func memory() throws {
    let files = try ["orientation-6.jpg", "palette-transparent.png", "animation.gif", "truncated.jpg", "page.jpg"]
      .map { try bytes(of: fixture($0)) }
    func decodeAll(_ rounds: Int) {
      for _ in 0..<rounds {
        for file in files { _ = try? RGBImage(decoding: file, named: "x", resized: .crop(width: 16, height: 16)) }
      }
    }
    decodeAll(200)
    // Other tests run beside this one, and what they take is theirs: a leak of some kilobytes a decode shows every time.
    let isOnceFlat = try (0..<3).contains { _ in
      let before = try residentKilobytes()
      decodeAll(2000)
      return try residentKilobytes() - before < 64 << 10
    }
    #expect(isOnceFlat)
  }

  /// The process's memory, where Linux tells it; elsewhere 0.
  private func residentKilobytes() throws -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
