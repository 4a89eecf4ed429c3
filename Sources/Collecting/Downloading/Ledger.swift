import Catalog
import SystemPackage

/// Writes outcomes into the catalog. Those that come in while a write is under way are written together by the next
/// one, so that many workers do not wait for the disk in turn.
actor Ledger {
  private let catalog: Catalog?
  private let threads: WorkerThreads
  private var pending = CatalogChanges()
  private var folders: Set<FilePath> = []
  private var waiting: [CheckedContinuation<Void, any Error>] = []
  private var isWriting = false

  init(catalog: Catalog?, threads: WorkerThreads) {
    self.catalog = catalog
    self.threads = threads
  }

  /// Returns when the changes, and the names in `folder`, would survive a power cut.
  func record(_ changes: CatalogChanges, in folder: FilePath) async throws {
    try await withCheckedThrowingContinuation { continuation in
      pending.append(changes)
      folders.insert(folder)
      waiting.append(continuation)
      if !isWriting {
        isWriting = true
        Task { await writeAll() }
      }
    }
  }

  private func writeAll() async {
    while !waiting.isEmpty {
      let (changes, folders, waiting) = (pending, folders, waiting)
      (pending, self.folders, self.waiting) = (CatalogChanges(), [], [])
      let result = await write(changes, folders)
      for continuation in waiting { continuation.resume(with: result) }
    }
    isWriting = false
  }

  private func write(_ changes: CatalogChanges, _ folders: Set<FilePath>) async -> Result<Void, any Error> {
    do {
      try await threads.run { [catalog] in
        for folder in folders { try Files.sync(folder) }
        try catalog?.commit(changes)
      }
      return .success(())
    } catch {
      return .failure(error)
    }
  }
}
