import ArgumentParser

/// The command `fastai`. Each subcommand is a thin call into the library; see `Commands/`.
@main
struct FastAI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fastai",
    abstract: "From lists of links to a trained image classifier.",
    discussion: """
      The lesson, step by step:

        fastai collect urls_black.txt urls_teddys.txt --to data/bears
        fastai verify data/bears
      """,
    version: "0.1.0",
    subcommands: [Collect.self, Verify.self, Restore.self])
}
