/// What the kernel asks of the process that runs the cells.
public enum RunnerRequest: Codable, Sendable {
  /// Loads a library and runs the function of that name in it.
  case run(library: String, entry: String)
  /// Cancels the task of the cell that runs.
  case cancel
}

/// What the process that runs the cells tells the kernel.
public enum RunnerEvent: Codable, Sendable {
  /// All libraries are loaded; or not, and why.
  case ready(problem: String?)
  case display(Display)
  case finished(value: MIMEBundle?)
  case failed(CellFailure)
}

/// Something to show while a cell runs.
public struct Display: Codable, Sendable, Equatable {
  public var bundle: MIMEBundle
  /// The name under which it can be changed later.
  public var id: String?
  /// Changes what was shown under `id` instead of showing anew.
  public var isUpdate: Bool

  public init(_ bundle: MIMEBundle, id: String? = nil, isUpdate: Bool = false) {
    self.bundle = bundle
    self.id = id
    self.isUpdate = isUpdate
  }
}

/// A cell that threw, was cancelled, or could not be loaded.
public struct CellFailure: Codable, Sendable, Equatable {
  /// The error's type.
  public var name: String
  public var message: String
  /// How many of the cell's variables had their values by then.
  public var variablesMade: Int

  public init(name: String, message: String, variablesMade: Int) {
    self.name = name
    self.message = message
    self.variablesMade = variablesMade
  }
}
