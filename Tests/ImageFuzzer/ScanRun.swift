import Foundation
import Images

/// Compares the walk through JPEG codes, and the decoder of plain files, with libvips: of what these take, it must refuse nothing.
final class ScanRun {
  private let corpus: [[UInt8]]
  private let settings: FuzzSettings
  private var mutator: Mutator
  private let current: CurrentInput
  private var taken = 0

  init(corpus: Corpus, settings: FuzzSettings) throws {
    self.corpus = corpus.files
    self.settings = settings
    mutator = Mutator(corpus: corpus.files, seed: settings.seed)
    current = try CurrentInput(path: settings.input)
  }

  func run() throws {
    tellOfSoundFiles()
    let heartbeat = Heartbeat()
    heartbeat.watch(patience: FuzzRun.patience)
    for number in 0..<settings.count {
      heartbeat.beat()
      // Every other input differs by one bit only: many of these stay readable.
      try tryOut(number % 2 == 0 ? mutator.next() : mutator.nextWithOneBit(), number)
      if (number + 1) % 20_000 == 0 { print("\(number + 1) tried, \(taken) taken and decoded") }
    }
    print("\(settings.count) tried, \(taken) taken and decoded, nothing found")
    try? FileManager.default.removeItem(atPath: settings.input)
  }

  /// How many files of those that decode are taken.
  private func tellOfSoundFiles() {
    let sound = corpus.filter { (try? RGBImage(decoding: $0, named: "file")) != nil }
    print("\(sound.count(where: isTaken)) of \(sound.count) sound files taken")
  }

  private func isTaken(_ bytes: [UInt8]) -> Bool {
    guard let header = try? ImageHeader(decoding: bytes, named: "input"), header.width * header.height <= 1 << 24 else {
      return false
    }
    return JPEGScan.eighth(of: bytes, header) != nil || PlainJPEG.picture(of: bytes, shrink: 4) != nil
  }

  private func tryOut(_ bytes: [UInt8], _ number: Int) throws {
    current.hold(bytes)
    guard isTaken(bytes) else { return }
    do {
      _ = try RGBImage(byLibvips: bytes, named: "input")
      taken += 1
    } catch {
      print("found: input \(number) is taken and not decoded (\(error)); it stands in \(settings.input)")
      exit(3)
    }
  }
}
