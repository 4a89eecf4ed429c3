import Foundation
import Images
import SystemPackage

/// Feeds mutated image files to the public entry points, or opens one file and tells what it took.
///
///     swift run -c release image-fuzzer run --count 1000000 --seed 1 Tests/Fixtures/images
///     swift run -c release image-fuzzer scan --count 200000 --seed 1 Tests/Fixtures/images ../shared/data/bears
///     swift run image-fuzzer open photo.jpg [SIDE]
///     swift run image-fuzzer again fuzz-input NUMBER
///
/// `run` ends with 0 when nothing was found. The input that is being tried stands in `fuzz-input` at every moment, so
/// that it is there after a crash (two runs at once need an `--input` each); hangs and memory beyond the bound end the
/// process with 3. `again` decodes it once more, as the input of that number was decoded. `scan` looks for a JPEG file that
/// ``JPEGScan`` takes and a full decode refuses.
@main
enum ImageFuzzer {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.isEmpty ? "" : arguments.removeFirst() {
      case "open": try open(arguments)
      case "run": try run(arguments)
      case "again": try again(arguments)
      case "scan": try scan(arguments)
      default: usage()
      }
    } catch {
      print("failed: \(error)")
      exit(65)
    }
  }

  private static func usage() {
    let options = "[--count N] [--seed N] [--input FILE] FOLDER…"
    print(
      "image-fuzzer run \(options)\nimage-fuzzer scan \(options)\nimage-fuzzer open FILE [SIDE]\n"
        + "image-fuzzer again INPUT NUMBER")
    exit(64)
  }

  /// Tells the outcome and the peak of the memory in bytes, on one line.
  private static func open(_ arguments: [String]) throws {
    guard let path = arguments.first.map({ FilePath($0) }) else { return usage() }
    let outcome: String
    do {
      let side = arguments.dropFirst().first.flatMap { Int($0) }
      let image =
        try side.map { try RGBImage(contentsOf: path, resized: .sampled(.crop(width: $0, height: $0))) }
        ?? RGBImage(contentsOf: path)
      outcome = "\(image.width) x \(image.height)"
    } catch let error as ImageError {
      outcome = "\(error.code)"
    }
    print("\(peakBytes())\t\(outcome)")
  }

  private static func again(_ arguments: [String]) throws {
    guard arguments.count == 2, let number = Int(arguments[1]) else { return usage() }
    let held = [UInt8](try Data(contentsOf: URL(filePath: arguments[0])))
    let count = held.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let outcome = Result { try FuzzRun.decode(Array(held.dropFirst(8).prefix(count)), number) }
    print("\(peakBytes())\t\(outcome.map { "\($0.width) x \($0.height)" })")
  }

  private static func scan(_ arguments: [String]) throws {
    var settings = FuzzSettings()
    try settings.read(arguments)
    let corpus = try Corpus(folders: settings.folders, format: .jpeg, longest: 60_000)
    try ScanRun(corpus: corpus, settings: settings).run()
  }

  private static func run(_ arguments: [String]) throws {
    var settings = FuzzSettings()
    try settings.read(arguments)
    let corpus = try Corpus(folders: settings.folders)
    print("\(corpus.files.count) files to begin with")
    try FuzzRun(corpus: corpus, settings: settings).run()
  }
}

struct FuzzSettings {
  var count = 10_000
  var seed: UInt64 = 1
  var input = "fuzz-input"
  var folders: [FilePath] = []

  mutating func read(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let next = rest.popFirst() {
      switch next {
      case "--count": count = rest.popFirst().flatMap { Int($0) } ?? count
      case "--seed": seed = rest.popFirst().flatMap { UInt64($0) } ?? seed
      case "--input": input = rest.popFirst() ?? input
      default: folders.append(FilePath(next))
      }
    }
  }
}

/// The most memory that this process ever had, in bytes.
///
/// On Linux from its own status: what `getrusage` tells begins with the peak of the process that started this one.
func peakBytes() -> Int {
  if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) {
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) << 10
  }
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
  #endif
  return Int(usage.ru_maxrss)
}
