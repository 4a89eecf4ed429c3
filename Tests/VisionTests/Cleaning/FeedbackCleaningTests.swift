import Catalog
import Foundation
import Images
import SystemPackage
import Testing
import Training

@testable import Vision

@Suite("Corrections by users in the cleaner")
struct FeedbackCleaningTests {
  /// A data set with a picture that a user has sent, as the server keeps it.
  private func withFeedback(_ body: (FilePath, Catalog) async throws -> Void) async throws {
    try await withDataSet(counts: [6, 6]) { folder in
      let catalog = try Catalog(dataset: folder)
      try send("0a1b.png", "class1", to: catalog, folder)
      try await body(folder, catalog)
    }
  }

  /// What a user sends.
  private func send(_ name: String, _ label: String, to catalog: Catalog, _ folder: FilePath) throws {
    let path = ImageRecord.feedbackFolder.appending(name)
    try FileManager.default.createDirectory(
      atPath: folder.pushing(ImageRecord.feedbackFolder).string, withIntermediateDirectories: true)
    try stripes(555).write(to: folder.pushing(path))
    try catalog.commit(
      .init(
        images: [ImageRecord(path: path, label: label, status: .good)],
        journal: [JournalEntry(.saved, path: path, reason: "a user says \(label); bears said class0")]))
  }

  private func session(
    _ catalog: Catalog, suspicion: Float? = nil, leavingOut: (String) -> Bool = { _ in false },
    judge: CleaningSession.Judge? = nil
  ) throws -> CleaningSession {
    let judgements = try ImageJudging.images(of: catalog).filter { !leavingOut($0.path) }.map { image in
      ImageJudgement(
        path: image.path, part: image.part, actual: image.label == "class0" ? 0 : 1, probabilities: [0.6, 0.4], loss: 1,
        suspicion: suspicion)
    }
    return try CleaningSession(catalog, classes: ["class0", "class1"], judgements, judge: judge)
  }

  @Test("what comes while somebody cleans, or while the images were judged, is judged and takes its place, once")
  func arrivals() async throws {
    try await withFeedback { folder, catalog in
      let session = try session(
        catalog, suspicion: 0.5, leavingOut: { $0.contains("feedback") }, judge: { _ in [0.9, 0.1] })
      #expect(await session.items.count == 12)
      #expect(try await session.takeIn().map(\.path.lastComponent?.string) == ["0a1b.png"])
      let stale = await session.revision
      try send("0c.png", "class0", to: catalog, folder)
      // Two who look at the same time.
      async let one = session.takeIn()
      async let two = session.takeIn()
      let both = try await one.count + two.count
      #expect(both == 1)
      #expect(await session.items.map(\.id) == Array(0..<14))
      #expect(try await session.changes(after: stale).items.map(\.id) == [13])
      // A label that the network finds improbable comes first, one that it finds probable last.
      let ranked = await session.images()
      #expect(ranked.first == 12 && ranked.last == 13 && ranked.count == 14)
      #expect(await session.images(.init(order: .name)).prefix(2) == [12, 13])
      let item = try #require(await session.item(12))
      #expect(item.judgement.suggestion?.label == 0 && item.judgement.suspicion == 0.9 && item.part == .train)
      try await session.act(.keep, on: [12])
      #expect(try await session.takeIn().isEmpty)
      #expect(await session.item(12)?.state == .kept)
    }
  }

  @Test("what cannot be judged, or is of no class that the network knows, stays outside and stops nobody")
  func strangers() async throws {
    struct Blind: Error {}
    try await withFeedback { folder, catalog in
      #expect(try await session(catalog, leavingOut: { $0.contains("feedback") }).takeIn().isEmpty)
      let session = try session(
        catalog, leavingOut: { $0.contains("feedback") },
        judge: { if $0.lastComponent == "0a1b.png" { throw Blind() } else { [0.9, 0.1] } })
      try send("0d.png", "class7", to: catalog, folder)
      try send("0e.png", "class1", to: catalog, folder)
      #expect(try await session.takeIn().map(\.path.lastComponent?.string) == ["0e.png"])
      #expect(try await session.takeIn().isEmpty)
      // Judged by their losses as the others are.
      #expect(await session.item(12)?.judgement.suspicion == nil)
    }
  }

  private func bunch(_ folder: FilePath) throws -> ImageDataBunch {
    try ImageDataBunch(fromFolder: folder, validFraction: 0.25, size: 32, batchSize: 4, loading: .quiet)
  }

  @Test("they are a view of their own with what was said, and are trained on once somebody has looked at them")
  func journey() async throws {
    try await withFeedback { folder, catalog in
      let before = try bunch(folder)
      let session = try session(catalog)
      let ids = await session.images(.init(show: .feedback))
      let first = try #require(ids.first)
      let item = try #require(await session.item(first))
      #expect(ids.count == 1 && item.state == .open && item.label == "class1" && item.part == .train)
      #expect(item.source == "a user says class1; bears said class0")
      #expect(await session.items.count { $0.source != nil } == 1)
      #expect(try catalog.cleanedList().rows.count == 12 && before.train.itemCount + before.validDataset.count == 12)

      try await session.act(.keep, on: ids)
      #expect(await session.item(ids[0])?.state == .kept)
      #expect(try catalog.cleanedList().rows.count == 13)
      let after = try bunch(folder)
      #expect(
        after.validDataset.paths == before.validDataset.paths && after.train.itemCount == before.train.itemCount + 1)
      let added = try #require(after.train.items.first { $0.path.string.contains(".fastai/feedback") })
      #expect(after.classes == ["class0", "class1"] && after.classes[added.label] == "class1")
      #expect(Set(try ImageJudging.images(of: catalog).map(\.path)).count == 13)

      try await session.act(.relabel("class0"), on: ids)
      #expect(try bunch(folder).train.items.contains { $0.path == added.path && $0.label == 0 })
      try await session.act(.delete, on: ids)
      #expect(try bunch(folder).train.itemCount == before.train.itemCount)
      try await session.undo()
      try await session.act(.reset, on: ids)
      #expect(try bunch(folder).train.itemCount == before.train.itemCount)
    }
  }

  @Test("another user who says otherwise decides nothing, and is named")
  func contradiction() async throws {
    try await withFeedback { _, catalog in
      let path = ImageRecord.feedbackFolder.appending("0a1b.png")
      try catalog.apply([.relabel(path, to: "class0")], by: "feedback")
      let found = try await session(catalog).item(at: path)
      let item = try #require(found)
      #expect(item.state == .open && item.label == "class0")
      #expect(item.source == "a user says class1; bears said class0; another user says class0")
    }
  }

  @Test("a cleaned list that was written before puts no correction away that nobody has looked at")
  func oldList() async throws {
    try await withFeedback { _, catalog in
      let edits = try catalog.edits(toMatch: catalog.cleanedList())
      #expect(edits.isEmpty)
    }
  }

  @Test("folders for the sides stay such folders")
  func sides() async throws {
    try await withFeedback { folder, catalog in
      let path = ImageRecord.feedbackFolder.appending("0a1b.png")
      try catalog.apply([.review(path)])
      for (side, name) in [("train", "class0"), ("train", "class1"), ("valid", "class0")] {
        let place = folder.appending(side).appending(name)
        try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
        try stripes(side.count * 7 + name.count).write(to: place.appending("\(name).png"))
      }
      for name in ["class0", "class1"] { try FileManager.default.removeItem(atPath: folder.appending(name).string) }
      let labelled = try ImageList(in: folder).labelled(by: .folder)
      #expect(Set(labelled.labels.map(\.text)) == ["class0", "class1"])
    }
  }
}
