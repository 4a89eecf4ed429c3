import Foundation
import Images
import Synchronization

/// Tries one mutated file after the other, watched from another thread.
final class FuzzRun {
  private let settings: FuzzSettings
  private var mutator: Mutator
  private let current: CurrentInput
  private var decoded = 0

  /// Seconds that one file of some kilobytes may take.
  static let patience = 20.0
  /// What the process may hold: the bound of one decode, libraries and corpus.
  private static let mostMemory = 300 << 20
  private static let options = DecodeOptions(maxPixels: 1 << 24, maxMemory: 128_000_000)

  init(corpus: Corpus, settings: FuzzSettings) throws {
    self.settings = settings
    mutator = Mutator(corpus: corpus.files, seed: settings.seed)
    current = try CurrentInput(path: settings.input)
  }

  func run() throws {
    let heartbeat = Heartbeat()
    heartbeat.watch(patience: Self.patience)
    for number in 0..<settings.count {
      let bytes = mutator.next()
      current.hold(bytes)
      heartbeat.beat()
      try tryOut(bytes, number)
      if peakBytes() > Self.mostMemory {
        fail("memory reached \(peakBytes() >> 20) MiB by input \(number)")
      }
      if (number + 1) % 20_000 == 0 { print("\(number + 1) tried, \(decoded) decoded, \(peakBytes() >> 20) MiB") }
    }
    print("\(settings.count) tried, \(decoded) decoded, nothing found, peak \(peakBytes() >> 20) MiB")
    try? FileManager.default.removeItem(atPath: settings.input)
  }

  /// Decodes in one of the ways, by turns.
  static func decode(_ bytes: [UInt8], _ number: Int) throws -> RGBImage {
    var options = Self.options
    options.acceptsTruncated = number % 3 == 0
    options.dropsAlpha = number % 5 == 0
    return switch number % 4 {
    case 0:
      try RGBImage(decoding: bytes, named: "input", resized: .sampled(.crop(width: 32, height: 32)), options: options)
    case 1: try RGBImage(decoding: bytes, named: "input", resized: .fit(maxSide: 20), options: options)
    default: try RGBImage(decoding: bytes, named: "input", options: options)
    }
  }

  private func tryOut(_ bytes: [UInt8], _ number: Int) throws {
    do {
      let image = try Self.decode(bytes, number)
      if image.pixels.count != image.width * image.height * 3 { fail("a picture without its pixels: \(number)") }
      decoded += 1
    } catch let error as ImageError {
      if error.code == .internal { fail("\(error) with input \(number)") }
    }
    if number % 16 == 0 { _ = try? ImageHeader(decoding: bytes, named: "input") }
  }

  private func fail(_ reason: String) {
    print("found: \(reason); it stands in \(settings.input)")
    exit(3)
  }
}

/// The input that is being tried, in a file that outlives a crash.
final class CurrentInput {
  private let room = 1 << 20
  private let memory: UnsafeMutableRawPointer
  private let file: Int32

  init(path: String) throws {
    file = open(path, O_RDWR | O_CREAT, 0o644)
    // Two runs must not hold their inputs in one file: a crash would be laid to the other's.
    guard file >= 0, flock(file, LOCK_EX | LOCK_NB) == 0 else { throw CocoaError(.fileLocking) }
    guard ftruncate(file, 0) == 0, ftruncate(file, off_t(room)) == 0,
      let memory = mmap(nil, room, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED
    else { throw CocoaError(.fileWriteUnknown) }
    self.memory = memory
  }

  /// Eight bytes of length, then the bytes.
  func hold(_ bytes: [UInt8]) {
    let count = min(bytes.count, room - 8)
    memory.storeBytes(of: UInt64(count).littleEndian, as: UInt64.self)
    bytes.withUnsafeBytes { if let from = $0.baseAddress { (memory + 8).copyMemory(from: from, byteCount: count) } }
  }

  deinit {
    munmap(memory, room)
    close(file)
  }
}

/// Ends the process when nothing has happened for too long.
final class Heartbeat: Sendable {
  private let last = Atomic<UInt64>(0)

  func beat() { last.store(now(), ordering: .relaxed) }

  private func now() -> UInt64 { UInt64(Date().timeIntervalSinceReferenceDate * 1000) }

  func watch(patience: Double) {
    beat()
    Thread.detachNewThread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 1)
        if now() - last.load(ordering: .relaxed) > UInt64(patience * 1000) {
          print("found: a hang of more than \(patience) seconds")
          exit(3)
        }
      }
    }
  }
}
