import Foundation

/// Loads libraries so that the cells' libraries find their symbols. Returns the first problem, in the loader's words.
func load(_ libraries: some Sequence<String>) -> String? {
  for library in libraries where dlopen(library, RTLD_NOW | RTLD_GLOBAL) == nil { return loaderMessage() }
  return nil
}

struct LoadingError: Error, CustomStringConvertible {
  let description: String
}

/// Loads a cell's library and calls its entry, which leaves the cell's code with `CellRun`.
func enter(_ library: String, _ entry: String) throws {
  guard let handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL) else {
    throw LoadingError(description: loaderMessage())
  }
  guard let symbol = dlsym(handle, entry) else { throw LoadingError(description: loaderMessage()) }
  typealias Entry = @convention(c) () -> Void
  unsafeBitCast(symbol, to: Entry.self)()
}

private func loaderMessage() -> String {
  dlerror().map { String(cString: $0) } ?? "the loader does not say why"
}
