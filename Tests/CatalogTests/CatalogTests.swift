import Foundation
import GRDB
import SystemPackage
import Testing

@testable import Catalog

@Suite("Catalog")
final class CatalogTests {
  private let folder: FilePath

  init() throws {
    folder = FilePath(NSTemporaryDirectory()).appending("catalog-\(UUID().uuidString)")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.string) }

  private func download(_ url: String, position: Int = 0, status: DownloadRecord.Status = .saved) -> DownloadRecord {
    DownloadRecord(
      url: url, folder: "black", label: "black", position: position, status: status,
      path: status == .saved ? FilePath("black/0000000\(position).jpg") : nil, httpStatus: 200, bytes: 1234,
      contentType: "image/jpeg", sha256: "ab12", reason: status == .failed ? "HTTP 404" : nil, attempts: 2,
      time: Date(timeIntervalSince1970: 1_700_000_000))
  }

  private func image(_ path: FilePath, _ status: ImageRecord.Status) -> ImageRecord {
    ImageRecord(
      path: path, label: "black", status: status, reason: "cut off", url: "http://a", sha256: "ab", format: "jpeg",
      width: 4, height: 3, orientation: 6, bytes: 99, modified: 1_700_000_000_123_456_789,
      storedAt: ".fastai/quarantine/x.jpg")
  }

  @Test("a new catalog makes its folder, and is empty")
  func startsEmpty() throws {
    let catalog = try Catalog(dataset: folder)
    #expect(catalog.path == folder.appending(".fastai").appending("catalog.sqlite"))
    #expect(Catalog.exists(inDataset: folder))
    #expect(try catalog.downloads().isEmpty && catalog.images().isEmpty && catalog.journal().isEmpty)
  }

  @Test("what was recorded is read back the same, also by a catalog that is opened anew")
  func readsBack() throws {
    let changes = CatalogChanges(
      downloads: [download("http://a/1", position: 1), download("http://a/2", position: 2, status: .failed)],
      images: [image("black/1.jpg", .quarantined)], journal: [JournalEntry(.saved, path: "black/1.jpg")])
    try Catalog(dataset: folder).commit(changes)
    let catalog = try Catalog(dataset: folder)
    #expect(try catalog.downloads() == changes.downloads)
    #expect(try catalog.images() == changes.images)
    #expect(try catalog.image(at: "black/1.jpg") == changes.images.first)
    #expect(try catalog.journal().map(\.path) == ["black/1.jpg"])
    #expect(try catalog.journal().map(\.id) == [1])
  }

  @Test("a link has one record in a folder: the last")
  func lastRecordWins() throws {
    let catalog = try Catalog(dataset: folder)
    try catalog.record(download("http://a/1", status: .failed))
    try catalog.record(download("http://a/1", status: .saved))
    #expect(try catalog.downloads(label: "black").map(\.status) == [.saved])
    #expect(try catalog.downloads(folder: "black", status: .failed).isEmpty)
    #expect(try catalog.downloads(folder: "white").isEmpty)
  }

  @Test("images are found by health and by label")
  func filters() throws {
    let catalog = try Catalog(dataset: folder)
    try catalog.commit(CatalogChanges(images: [image("black/1.jpg", .good), image("black/2.jpg", .bad)]))
    #expect(try catalog.images(status: .bad).map(\.path) == ["black/2.jpg"])
    #expect(try catalog.images(status: .good, label: "white").isEmpty)
  }

  @Test("a file that is renamed keeps its image and its link")
  func moves() throws {
    let catalog = try Catalog(dataset: folder)
    let old = try #require(download("http://a/1").path)
    try catalog.commit(CatalogChanges(downloads: [download("http://a/1")], images: [image(old, .good)]))
    try catalog.commit(CatalogChanges(moves: [.init(from: old, to: "black/00000000.png")]))
    #expect(try catalog.images().map(\.path) == ["black/00000000.png"])
    #expect(try catalog.downloads().map(\.path) == ["black/00000000.png"])
  }

  @Test("a file that is to be called differently is moved, also after a crash")
  func movesFiles() throws {
    let data = try Dataset(["black/1.jpg"])
    let catalog = try data.catalog(["black/1.jpg"])
    try catalog.commit(CatalogChanges(moves: [.init(from: "black/1.jpg", to: "black/1.png")]))
    #expect(data.text("black/1.jpg") == nil && data.text("black/1.png") == "black/1.jpg")
    try catalog.write { try catalog.plan(move: "black/1.png", to: "black/2.png", step: nil, $0) }
    _ = try Catalog(dataset: data.path)
    #expect(data.text("black/1.png") == nil && data.text("black/2.png") == "black/1.jpg")
  }

  @Test("images that are known already stay as they are when images are taken in")
  func adds() throws {
    let catalog = try Catalog(dataset: folder)
    try catalog.add([image("black/1.jpg", .good)])
    try catalog.add([image("black/1.jpg", .unverified), image("black/2.jpg", .unverified)])
    #expect(try catalog.images().map(\.status) == [.good, .unverified])
  }

  @Test("each request that failed is remembered with its reason")
  func attempts() throws {
    let catalog = try Catalog(dataset: folder)
    let time = Date(timeIntervalSince1970: 1_700_000_000)
    let attempts = [503, nil].map {
      AttemptRecord(url: "http://a", folder: "black", httpStatus: $0, reason: "no", time: time)
    }
    try catalog.commit(CatalogChanges(attempts: attempts))
    #expect(try catalog.attempts(url: "http://a", folder: "black") == attempts)
    #expect(try catalog.attempts(url: "http://a", folder: "teddy").isEmpty)
  }

  @Test("runs of training are remembered, from their start to their end")
  func runs() throws {
    let catalog = try Catalog(dataset: folder)
    var run = TrainingRun(
      architecture: "resnet34", arguments: "{\"lr\":0.003}", started: Date(timeIntervalSince1970: 1_700_000_000))
    run = try catalog.record(run)
    #expect(run.id == 1)
    run.ended = Date(timeIntervalSince1970: 1_700_000_100)
    (run.epochs, run.errorRate, run.validLoss) = (4, 0.02, 0.1)
    (run.trainImages, run.validImages, run.model, run.modelSHA256) = (473, 140, "models/model.safetensors", "ab")
    try catalog.record(run)
    let other = try catalog.record(TrainingRun(architecture: "resnet18"))
    let runs = try Catalog(dataset: folder).trainingRuns()
    #expect(runs.map(\.id) == [other.id, 1] && runs.last == run)
  }

  @Test("lines of the journal cannot be changed or taken out")
  func journalOnlyGrows() throws {
    let catalog = try Catalog(dataset: folder)
    try catalog.commit(CatalogChanges(journal: [JournalEntry(.removed, path: "a.jpg", reason: "blurred")]))
    #expect(throws: CatalogError.self) { try catalog.write { try $0.execute(sql: "DELETE FROM journal") } }
    #expect(throws: CatalogError.self) { try catalog.write { try $0.execute(sql: "UPDATE journal SET path = ''") } }
    try catalog.add([image("a.jpg", .good)])
    try catalog.apply([.review("a.jpg")])
    #expect(throws: CatalogError.self) { try catalog.write { try $0.execute(sql: "UPDATE step SET source = ''") } }
    #expect(throws: CatalogError.self) { try catalog.write { try $0.execute(sql: "DELETE FROM step") } }
    #expect(try catalog.journal().map(\.reason) == ["blurred", nil])
  }

  @Test("changes that belong together are all written or none")
  func isAtomic() throws {
    let catalog = try Catalog(dataset: folder)
    try catalog.write {
      try $0.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no'); END")
    }
    let changes = CatalogChanges(downloads: [download("http://a")], journal: [JournalEntry(.saved, path: "a")])
    #expect(throws: CatalogError.self) { try catalog.commit(changes) }
    #expect(try catalog.downloads().isEmpty)
  }

  @Test("commits are synced, so that a power cut loses none")
  func isSynced() throws {
    let catalog = try Catalog(dataset: folder)
    #expect(try catalog.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try catalog.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
  }

  @Test("the catalog of a newer version is refused, and says so")
  func refusesNewer() throws {
    try Catalog(dataset: folder).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999')")
    }
    let error = try #require(throws: CatalogError.self) { try Catalog(dataset: folder) }
    #expect(error.code == .newerVersion)
    #expect(error.description.contains("Update swift-fastai"))
  }

  @Test("a file that is no catalog is refused, and left as it is")
  func refusesJunk() throws {
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    let path = folder.appending("catalog.sqlite").string
    try Data(repeating: 42, count: 5000).write(to: URL(filePath: path))
    let error = try #require(throws: CatalogError.self) { try Catalog(folder: folder) }
    #expect(error.code == .corrupt)
    #expect(try Data(contentsOf: URL(filePath: path)).count == 5000)
  }

  @Test("a folder that cannot be made is an error with a remedy")
  func refusesUnwritable() throws {
    let error = try #require(throws: CatalogError.self) { try Catalog(folder: "/proc/nowhere") }
    #expect(error.code == .unwritable)
    #expect(error.remedy?.contains("--work") == true)
  }
}
