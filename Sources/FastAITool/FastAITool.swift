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
        fastai train data/bears --arch resnet34
        fastai interpret data/bears/models/model.safetensors data/bears
        fastai predict data/bears/models/model.safetensors new/bear.jpg

      No pictures at hand? fastai demo shows all of it on drawn bears.
      """,
    version: "0.1.0",
    subcommands: [
      Collect.self, Verify.self, Restore.self, Train.self, Interpret.self, Predict.self, Demo.self, Weights.self,
      Bench.self,
      Inspect.self, EditCommand.self, BenchCatalog.self, FindLR.self, Serve.self, BenchCollect.self, SGD.self,
      BenchLabels.self,
      DocCommand.self,
    ])
}
