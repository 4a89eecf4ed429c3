import Foundation

/// How the machine's cores are shared, so that requests that run at the same time do not fight over them.
///
/// One batch is computed at a time, with all cores; meanwhile the pictures of the next one are decoded on a few threads of
/// their own. More decoders than cores would only keep more pictures in memory.
struct ThreadBudget: Sendable {
  /// Threads that decode pictures.
  let decoders: Int

  init(cores: Int = ProcessInfo.processInfo.activeProcessorCount) { decoders = max(1, min(cores, 8)) }
}
