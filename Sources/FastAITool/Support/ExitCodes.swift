import ArgumentParser
import Catalog
import Collecting
import Images
import Plots
import Server
import Torch
import TorchNN
import Training

// Every error of every layer becomes an exit code here, and nowhere else. The codes are those of sysexits.h.
extension ExitCode {
  /// The command was not used as it is meant to be.
  static let usage = ExitCode(64)
  /// What was given to work on is not as it should be.
  static let badData = ExitCode(65)
  /// Something outside, such as a server, is not there.
  static let unavailable = ExitCode(69)
  /// A mistake of ours.
  static let software = ExitCode(70)
  /// A file or folder cannot be read or written.
  static let inputOutput = ExitCode(74)
  /// Ctrl-C, as shells number it.
  static let interrupted = ExitCode(130)
}

/// An error as a paragraph for people (what, where, and what to do), and as a code for programs.
struct ExplainedError {
  let text: String
  let code: ExitCode

  init(_ error: any Error) {
    switch error {
    case let error as CommandError: (text, code) = (error.description, error.code)
    case let error as CollectingError: (text, code) = (error.description, ExplainedError.code(error))
    case let error as CatalogError: (text, code) = (error.description, ExplainedError.code(error))
    case let error as ImageError: (text, code) = (error.description, ExplainedError.code(error))
    case let error as LearnerError: (text, code) = (error.description, ExplainedError.code(error))
    case let error as WeightFileError: (text, code) = (error.description, ExplainedError.code(error))
    case let error as TorchError: (text, code) = (error.description, ExplainedError.code(error))
    case let error as PlotsError: (text, code) = (error.description, .inputOutput)
    case let error as ServerError: (text, code) = (error.description, ExplainedError.code(error))
    case is CancellationError: (text, code) = ("", .interrupted)
    default: (text, code) = ("\(error)", .software)
    }
  }

  private static func code(_ error: CollectingError) -> ExitCode {
    switch error.code {
    case .badOption: .usage
    case .emptyList, .tooManyBad, .tooLarge, .refusedAddress: .badData
    case .busy, .unavailable, .timedOut: .unavailable
    default: .inputOutput
    }
  }

  private static func code(_ error: ServerError) -> ExitCode {
    switch error.code {
    case .badOption: .usage
    case .cannotListen: .unavailable
    default: .badData
    }
  }

  private static func code(_ error: LearnerError) -> ExitCode {
    switch error.code {
    case .usage: .usage
    case .unavailable: .unavailable
    case .file: .inputOutput
    default: .badData
    }
  }

  private static func code(_ error: WeightFileError) -> ExitCode {
    switch error.code {
    case .notFound, .unreadable, .writeFailed: .inputOutput
    default: .badData
    }
  }

  private static func code(_ error: TorchError) -> ExitCode {
    error.code == .outOfMemory ? .unavailable : .software
  }

  private static func code(_ error: CatalogError) -> ExitCode {
    switch error.code {
    case .corrupt, .newerVersion: .badData
    case .busy, .conflict: .unavailable
    case .unwritable: .inputOutput
    case .unknownImage, .badEdit: .usage
    case .occupied, .unreadableList: .badData
    default: .software
    }
  }

  private static func code(_ error: ImageError) -> ExitCode {
    switch error.code {
    case .notFound, .unreadable, .writeFailed: .inputOutput
    case .invalidArgument: .usage
    case .internal: .software
    default: .badData
    }
  }
}

/// What a command itself finds wrong.
struct CommandError: Error, CustomStringConvertible {
  let code: ExitCode
  let message: String
  var remedy: String?

  var description: String { remedy.map { "\(message). \($0)" } ?? message }
}
