import Cells
import Foundation
import Jupyter

/// Completions and documentation from the language server.
actor Completer {
  init(_ toolchain: Toolchain, folder: URL) {}
}
