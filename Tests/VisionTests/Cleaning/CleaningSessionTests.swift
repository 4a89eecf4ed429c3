import Catalog
import Foundation
import SystemPackage
import Testing
import Training

@testable import Vision

@Suite("A cleaning session")
struct CleaningSessionTests {
  /// Eight pictures of two classes; the larger the number in its class, the surer the network is of the other class.
  private func withSession<Result>(
    _ body: (CleaningSession, FilePath) async throws -> Result
  ) async throws -> Result {
    try await withDataSet(counts: [4, 4]) { folder in try await body(try session(folder), folder) }
  }

  private func session(_ folder: FilePath) throws -> CleaningSession {
    let catalog = try Catalog(dataset: folder)
    let images = try ImageJudging.images(of: catalog, split: .function { $0.stem == "003" })
    let judgements = images.map { image -> ImageJudgement in
      let number = Float(FilePath(image.path).stem.flatMap { Int($0) } ?? 0)
      let actual = image.label == "class0" ? 0 : 1
      let right = 0.9 - 0.19 * number
      return ImageJudgement(
        path: image.path, part: image.part, actual: actual,
        probabilities: actual == 0 ? [right, 1 - right] : [1 - right, right], loss: -log(right))
    }
    return try CleaningSession(catalog, classes: ["class0", "class1"], judgements)
  }

  private func names(_ session: CleaningSession, _ query: CleaningQuery) async -> [String] {
    let items = await session.items
    return await session.images(query).map { items[$0].path.string }
  }

  @Test("pictures come with the largest loss first, and stay in that order while labels change")
  func order() async throws {
    try await withSession { session, _ in
      let before = await names(session, .init())
      #expect(before.prefix(2) == ["class0/003.png", "class1/003.png"] && before.last == "class1/000.png")
      try await session.act(.relabel("class1"), on: [session.images()[0]])
      #expect(await names(session, .init()) == before)
    }
  }

  @Test("part, class, state, name and order choose what is shown")
  func filters() async throws {
    try await withSession { session, _ in
      #expect(await names(session, .init(part: .valid)) == ["class0/003.png", "class1/003.png"])
      #expect(await names(session, .init(part: .train)).count == 6)
      #expect(await names(session, .init(label: "class1", order: .name)) == (0..<4).map { "class1/00\($0).png" })
      #expect(await names(session, .init(nameContains: "CLASS0/002")) == ["class0/002.png"])
      #expect(await names(session, .init(order: .unsure)).first == "class0/002.png")
      #expect(await names(session, .init(show: .mistakes)).count == 2)
      try await session.act(.delete, on: [session.images(.init(nameContains: "class0/000"))[0]])
      try await session.act(.relabel("class0"), on: [session.images(.init(nameContains: "class1/003"))[0]])
      #expect(await names(session, .init(show: .deleted)) == ["class0/000.png"])
      #expect(await names(session, .init(show: .relabeled)) == ["class1/003.png"])
      #expect(await names(session, .init(label: "class0", show: .open)).count == 3)
    }
  }

  @Test("what was done is there after a restart, is taken back step by step, and done again")
  func history() async throws {
    try await withSession { session, folder in
      let ids = await session.images()
      try await session.act(.keep, on: [ids[7]])
      try await session.act(.relabel("class1"), on: [ids[0]])
      try await session.act(.delete, on: [ids[1], ids[2]])
      let again = try self.session(folder)
      let states = await again.items.map(\.state)
      #expect([7, 0, 1, 2].map { states[ids[$0]] } == [.kept, .relabeled, .deleted, .deleted])
      #expect(await again.images() == ids)
      for count in [2, 1, 1] { #expect(try await again.undo().items.count == count) }
      #expect(await again.items.allSatisfy { $0.state == .open })
      #expect(try await again.undo().items.isEmpty)
      for _ in 0..<3 { try await again.redo() }
      #expect(await again.items.map(\.state) == states)
      #expect(try await again.nextSteps().undo?.words == "delete 2 images")
    }
  }

  @Test("deleting puts the file into quarantine, and it comes back to the byte")
  func quarantine() async throws {
    try await withSession { session, folder in
      let id = await session.images()[0]
      let file = folder.appending("class0/003.png")
      let bytes = FileManager.default.contents(atPath: file.string)
      try await session.act(.delete, on: [id])
      #expect(!FileManager.default.fileExists(atPath: file.string))
      let stored = try #require(await session.file(of: id))
      #expect(FileManager.default.contents(atPath: stored.string) == bytes)
      #expect(stored.string.contains(".fastai/quarantine"))
      try await session.act(.reset, on: [id])
      #expect(FileManager.default.contents(atPath: file.string) == bytes)
      #expect(await session.item(id)?.state == .open)
    }
  }

  @Test("a decision about a picture that somebody else has changed since is refused, and nothing of it is done")
  func conflict() async throws {
    try await withSession { session, folder in
      let other = try self.session(folder)
      let ids = await session.images()
      try await other.act(.relabel("class1"), on: [ids[0]])
      let error = await #expect(throws: CatalogError.self) { try await session.act(.delete, on: [ids[3], ids[0]]) }
      #expect(error?.code == .conflict)
      let change = try await session.changes(after: 0)
      #expect(change.items.map(\.id) == [ids[0]] && change.items[0].label == "class1")
      #expect(await session.item(ids[3])?.state == .open)
      try await session.act(.delete, on: [ids[3], ids[0]])  // seen now
      #expect(try await other.changes(after: 0).items.allSatisfy { $0.state == .deleted })
    }
  }

  @Test("a decision about other pictures is no conflict")
  func independent() async throws {
    try await withSession { session, folder in
      let other = try self.session(folder)
      let ids = await session.images()
      try await other.act(.keep, on: [ids[0]])
      let change = try await session.act(.delete, on: [ids[1]])
      #expect(Set(change.items.map(\.id)) == [ids[0], ids[1]])
    }
  }

  @Test("undo of a step that is not the next any more is refused")
  func undoConflict() async throws {
    try await withSession { session, folder in
      let other = try self.session(folder)
      let ids = await session.images()
      try await session.act(.keep, on: [ids[0]])
      let step = try #require(try await session.nextSteps().undo?.id)
      try await other.act(.keep, on: [ids[1]])
      let error = await #expect(throws: CatalogError.self) { try await session.undo(expecting: step) }
      #expect(error?.code == .conflict)
      #expect(try await session.changes(after: 0).items.allSatisfy { $0.state == .kept })
    }
  }

  @Test("it says when the last two screens were clean, and not before")
  func progress() async throws {
    try await withSession { session, _ in
      let ids = await session.images()
      try await session.act(.delete, on: [ids[0]])
      try await session.act(.keep, on: Array(ids[1...3]))
      var progress = await session.progress()
      #expect(progress.looked == 4 && progress.deleted == 1 && progress.cleanRun == 3 && progress.total == 8)
      #expect(!progress.canStop(screen: 2))
      try await session.act(.keep, on: [ids[4]])
      progress = await session.progress()
      #expect(progress.canStop(screen: 2) && abs(progress.mostWrong - 0.4899) < 1e-3)  // Wilson, 0 of 4
      let other = await session.item(ids[4])?.label == "class0" ? "class1" : "class0"
      try await session.act(.relabel(other), on: [ids[4]])
      #expect(await session.progress().cleanRun == 0)
      #expect(await session.progress(.init(part: .valid)).total == 2)
    }
  }

  @Test("cleaned.csv names what is left, with its classes")
  func export() async throws {
    try await withSession { session, folder in
      let ids = await session.images()
      try await session.act(.delete, on: [ids[0]])
      try await session.act(.relabel("class0"), on: [ids[1]])
      let (path, count) = try await session.export()
      #expect(path == folder.appending("cleaned.csv") && count == 7)
      let data = try ImageDataBunch(
        fromCSV: folder, csv: "cleaned.csv", folder: ".", split: .none, size: 32, loading: .quiet)
      let labels = Dictionary(
        uniqueKeysWithValues: data.trainDataset.items.enumerated().map {
          ($1.path.components.suffix(2).map(\.string).joined(separator: "/"), data.trainDataset.label(at: $0))
        })
      #expect(labels.count == 7 && labels["class1/003.png"] == "class0" && labels["class0/003.png"] == nil)
    }
  }

  @Test("numbers and classes that there are not are refused")
  func nonsense() async throws {
    try await withSession { session, _ in
      for id in [-1, 8, Int.max] {
        await #expect(throws: LearnerError.self) { try await session.act(.keep, on: [0, id]) }
      }
      await #expect(throws: LearnerError.self) { try await session.act(.relabel("cat"), on: [0]) }
      #expect(await session.items.allSatisfy { $0.state == .open })
    }
  }
}
