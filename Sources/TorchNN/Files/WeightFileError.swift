public import SystemPackage

/// Why a weight file could not be read or written, and what to do about it.
public struct WeightFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure. More may be added in later versions.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// There is no such file.
    public static let notFound = Code(description: "notFound")
    /// The file is there and cannot be opened or read.
    public static let unreadable = Code(description: "unreadable")
    /// The contents contradict themselves or the format.
    public static let corruptFile = Code(description: "corruptFile")
    /// The file ends before its contents do.
    public static let truncated = Code(description: "truncated")
    /// A file, or a part of one, that this reader does not know.
    public static let unsupported = Code(description: "unsupported")
    /// A pickle that asks for more than tensors: reading it would mean running code.
    public static let unsafePickle = Code(description: "unsafePickle")
    /// The file could not be written; what stood there before is untouched.
    public static let writeFailed = Code(description: "writeFailed")
  }

  public let code: Code
  /// The file in question; empty when the bytes came from memory.
  public internal(set) var file: FilePath
  /// What is wrong, in a sentence.
  public let message: String
  /// What to do about it.
  public let remedy: String?

  init(_ code: Code, _ message: String, remedy: String? = nil, file: FilePath = "") {
    (self.code, self.file, self.message, self.remedy) = (code, file, message, remedy)
  }

  public var description: String {
    let place = file.isEmpty ? "" : "\(file): "
    return place + message + (remedy.map { " \($0)" } ?? "")
  }
}

extension WeightFileError {
  static func corrupt(_ message: String) -> WeightFileError {
    WeightFileError(.corruptFile, message, remedy: "Download or copy the file again.")
  }

  static func truncated(_ message: String) -> WeightFileError {
    WeightFileError(.truncated, message, remedy: "The download or copy was cut short: fetch the file again.")
  }

  static func unsupported(_ message: String, remedy: String? = nil) -> WeightFileError {
    WeightFileError(.unsupported, message, remedy: remedy)
  }

  static func unsafe(_ message: String) -> WeightFileError {
    WeightFileError(
      .unsafePickle, message,
      remedy: "This reader builds tensors only and never runs what a file asks for. In Python, re-save the weights "
        + "with torch.save(learn.model.state_dict(), \"weights.pth\").")
  }

  /// The same error, naming `file`.
  func at(_ file: FilePath) -> WeightFileError {
    var copy = self
    copy.file = file
    return copy
  }
}
