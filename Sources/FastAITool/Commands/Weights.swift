public import ArgumentParser
import Collecting
import SystemPackage
public import Vision

struct Weights: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the known pretrained weights, or download them.",
    discussion: """
      Weights are looked for in $FASTAI_WEIGHTS_DIR, then in the cache, then downloaded and checked by their hash.

      Example:

        fastai weights fetch resnet34
      """,
    subcommands: [List.self, Fetch.self], defaultSubcommand: List.self)

  struct List: ConsoleCommand {
    static let configuration = CommandConfiguration(abstract: "The known weights, their hashes, and where they are.")

    @OptionGroup var reporting: OutputOptions

    func run(_ console: Console) async throws {
      for weights in PretrainedWeights.all {
        let path = weights.located()?.string
        console.event("weights", weights.fields(path: path))
        let name = weights.architecture.name.padding(to: 16)
        console.line("\(name) \(weights.hashPrefix)  \(path ?? "not here; \(weights.url)")")
      }
    }
  }

  struct Fetch: ConsoleCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download an architecture's weights, unless they are here.")

    @Argument(help: "An architecture, such as resnet34; `fastai weights list` names all.")
    var architecture: Architecture

    @OptionGroup var reporting: OutputOptions

    func run(_ console: Console) async throws {
      let weights = try PretrainedWeights.known(for: architecture)
      let path = try await weights.locatedOrFetched(console)
      console.event("weights", weights.fields(path: path.string))
      console.line(path.string)
    }
  }
}

extension PretrainedWeights {
  static func known(for architecture: Architecture) throws -> PretrainedWeights {
    guard let weights = PretrainedWeights(for: architecture) else {
      throw CommandError(code: .unavailable, message: "no pretrained weights of \(architecture) are known")
    }
    return weights
  }

  /// The weights' file, downloaded into the cache when it is not on this machine.
  func locatedOrFetched(_ console: Console) async throws -> FilePath {
    if let path = located() { return path }
    let path = PretrainedWeights.cacheFolder.appending(fileName)
    console.note("Fetching \(url)")
    try await fetchFile(from: url, to: path, sha256Prefix: hashPrefix) { bytes, total in
      console.progress(bytes >> 20, of: (total ?? 0) >> 20, "MiB of \(fileName)")
    }
    console.endProgress()
    return path
  }

  fileprivate func fields(path: String?) -> KeyValuePairs<String, JSONValue> {
    [
      "architecture": .string(architecture.name), "file": .string(fileName), "sha256": .string(hashPrefix),
      "url": .string(url), "path": JSONValue(path),
    ]
  }
}

extension Architecture: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
  public static var allValueStrings: [String] { all.map(\.name) }
  public var defaultValueDescription: String { name }
}

extension String {
  /// With spaces behind, to a width.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
