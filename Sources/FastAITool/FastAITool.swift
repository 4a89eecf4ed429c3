import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@main
enum Program {
  static func main() async {
    do {
      var command = try FastAI.parseAsRoot()
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
      end(.success)
    } catch {
      let code = FastAI.exitCode(for: error)
      let message = FastAI.fullMessage(for: error)
      if !message.isEmpty { Console.put(message + "\n", to: code == .success ? STDOUT_FILENO : STDERR_FILENO) }
      end(code)
    }
  }

  /// Leaves without the destructors of libraries: libtorch's take apart its register of operators, for about as long as
  /// a prediction takes. The system takes the memory.
  private static func end(_ code: ExitCode) -> Never {
    fflush(nil)
    _exit(code.rawValue)
  }
}

/// The command `fastai`. Each subcommand is a thin call into the library; see `Commands/`.
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
      Collect.self, Verify.self, Restore.self, Inspect.self, EditCommand.self, Train.self, FindLR.self, Interpret.self,
      Clean.self, Predict.self, Serve.self, Export.self, SGD.self, DocCommand.self, Weights.self, Demo.self, Bench.self,
      BenchCatalog.self, BenchCollect.self, BenchLabels.self,
    ])
}
