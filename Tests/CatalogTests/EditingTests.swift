import Foundation
import GRDB
import SystemPackage
import Testing

@testable import Catalog

@Suite("Edits, undo and redo")
struct EditingTests {
  private let names = ["black/1.jpg", "black/2.jpg", "teddy/3.jpg"]
  private let data: Dataset
  private let catalog: Catalog

  init() throws {
    data = try Dataset(names)
    catalog = try data.catalog(names)
  }

  private func labels() throws -> [String] { try catalog.images().map(\.label) }
  private func state() throws -> [ImageRecord] { try catalog.images() }

  @Test("a relabelled image has its new class, its file stays, and the journal says from what to what")
  func relabels() throws {
    let entries = try catalog.apply([.relabel("black/1.jpg", to: "grizzly")], by: "cleaner")
    #expect(entries.map(\.change) == [.relabeled])
    #expect(entries.first?.relabeling?.from == "black" && entries.first?.relabeling?.to == "grizzly")
    #expect(try labels() == ["grizzly", "black", "teddy"])
    #expect(data.text("black/1.jpg") == "black/1.jpg")
    #expect(try catalog.labelHistory(of: "black/1.jpg") == ["black", "grizzly"])
    #expect(try catalog.steps().map(\.source) == ["cleaner"])
  }

  @Test("a quarantined image leaves the data set with its file, and comes back with it")
  func quarantines() throws {
    try catalog.apply([.quarantine("black/1.jpg", reason: "a dog")])
    let image = try #require(try catalog.image(at: "black/1.jpg"))
    #expect(image.status == .quarantined && image.reason == "a dog")
    #expect(image.storedAt == ".fastai/quarantine/black/1.jpg")
    #expect(data.text("black/1.jpg") == nil && data.text(".fastai/quarantine/black/1.jpg") == "black/1.jpg")
    #expect(try catalog.images(ImageQuery(inUse: true)).map(\.path) == ["black/2.jpg", "teddy/3.jpg"])
    try catalog.apply([.restore("black/1.jpg")])
    #expect(data.text("black/1.jpg") == "black/1.jpg" && data.text(".fastai/quarantine/black/1.jpg") == nil)
    #expect(try catalog.image(at: "black/1.jpg")?.status == .unverified)
  }

  @Test("undo restores every field and file exactly, redo repeats it, as often as one likes")
  func undoes() throws {
    let start = try state()
    try catalog.apply([.quarantine("black/1.jpg", reason: "a dog"), .relabel("black/2.jpg", to: "teddy")])
    try catalog.apply([.review("teddy/3.jpg"), .assign("teddy/3.jpg", .valid)])
    let end = try state()
    for _ in 0..<3 {
      #expect(try catalog.undo()?.entries.map(\.change) == [.assigned, .unreviewed])
      #expect(try catalog.undo()?.entries.map(\.change) == [.relabeled, .restored])
      #expect(try state() == start)
      #expect(try catalog.undo() == nil)
      #expect(data.text("black/1.jpg") == "black/1.jpg")
      #expect(try catalog.redo()?.entries.count == 2)
      #expect(try catalog.redo()?.entries.count == 2)
      #expect(try catalog.redo() == nil)
      #expect(try state() == end)
      #expect(data.text("black/1.jpg") == nil)
    }
  }

  @Test("the history survives a restart, and every step of it stays in the journal")
  func survives() throws {
    try catalog.apply([.relabel("black/1.jpg", to: "a")])
    try catalog.apply([.relabel("black/1.jpg", to: "b")])
    try catalog.undo()
    let again = try Catalog(dataset: data.path)
    #expect(try again.nextUndo()?.entries.first?.relabeling?.to == "a")
    #expect(try again.nextRedo()?.entries.first?.relabeling?.to == "b")
    #expect(try again.redo()?.kind == .redo)
    #expect(try again.image(at: "black/1.jpg")?.label == "b")
    #expect(try again.steps().map(\.kind) == [.redo, .undo, .edit, .edit])
    #expect(try again.labelHistory(of: "black/1.jpg") == ["black", "a", "b", "a", "b"])
  }

  @Test("a new edit ends what could be done again")
  func forgetsRedo() throws {
    try catalog.apply([.relabel("black/1.jpg", to: "a")])
    try catalog.undo()
    try catalog.apply([.relabel("black/2.jpg", to: "b")])
    #expect(try catalog.redo() == nil)
    #expect(try catalog.undo()?.entries.map(\.path) == ["black/2.jpg"])
  }

  @Test("edits that change nothing leave no trace")
  func ignoresNothing() throws {
    #expect(try catalog.apply([.relabel("black/1.jpg", to: "black"), .restore("black/1.jpg")]).isEmpty)
    #expect(try catalog.steps().isEmpty && catalog.journal().isEmpty)
    #expect(try catalog.apply([]).isEmpty)
  }

  @Test("when one edit is wrong, none is made")
  func isAtomic() throws {
    let error = try #require(throws: CatalogError.self) {
      try catalog.apply([.quarantine("black/1.jpg"), .relabel("black/none.jpg", to: "a")])
    }
    #expect(error.code == .unknownImage && error.remedy != nil)
    #expect(data.text("black/1.jpg") != nil)
    #expect(try catalog.image(at: "black/1.jpg")?.status == .good && catalog.steps().isEmpty)
    let empty = try #require(throws: CatalogError.self) { try catalog.apply([.relabel("black/1.jpg", to: "")]) }
    #expect(empty.code == .badEdit)
  }

  @Test("several edits of one image in one step are made in order, and undone together")
  func chains() throws {
    try catalog.apply([.relabel("black/1.jpg", to: "a"), .relabel("black/1.jpg", to: "b"), .quarantine("black/1.jpg")])
    #expect(try catalog.image(at: "black/1.jpg")?.label == "b")
    try catalog.undo()
    #expect(try catalog.image(at: "black/1.jpg") == Dataset.image("black/1.jpg"))
    #expect(data.text("black/1.jpg") == "black/1.jpg")
  }

  @Test("what something else has changed since is left alone by undo, and said")
  func skips() throws {
    try catalog.apply([.quarantine("black/1.jpg"), .quarantine("black/2.jpg")])
    try data.write("black/1.jpg", "another")
    let step = try #require(try catalog.undo())
    #expect(step.skipped == ["black/1.jpg"] && step.entries.map(\.path) == ["black/2.jpg"])
    #expect(data.text("black/1.jpg") == "another" && data.text("black/2.jpg") == "black/2.jpg")
    let error = try #require(throws: CatalogError.self) { try catalog.apply([.restore("black/1.jpg")]) }
    #expect(error.code == .occupied)
    try catalog.redo()
    #expect(data.text("black/1.jpg") == "another", "what was not undone is not done again")
    #expect(data.text("black/2.jpg") == nil)
  }

  @Test("two images that were called the same find places of their own in quarantine")
  func freePlaces() throws {
    try catalog.apply([.quarantine("black/1.jpg")])
    try data.write("black/1.jpg", "another")
    try catalog.commit(CatalogChanges(images: [Dataset.image("black/1.jpg")]))
    try catalog.apply([.quarantine("black/1.jpg")])
    #expect(data.text(".fastai/quarantine/black/1.jpg") == "black/1.jpg")
    #expect(data.text(".fastai/quarantine/black/1-1.jpg") == "another")
  }

  @Test("a crash between the catalog and the files is mended when the catalog is opened")
  func recovers() throws {
    try catalog.write { db in
      var editor = try Editor(db, catalog, kind: .edit, source: "test")
      try editor.apply(.quarantine("black/1.jpg"))
      try editor.apply(.quarantine("teddy/3.jpg"))
    }
    // The first file was moved before the crash, the second was not.
    try data.write(".fastai/quarantine/black/1.jpg", "black/1.jpg")
    try data.remove("black/1.jpg")
    let again = try Catalog(dataset: data.path)
    #expect(data.text("teddy/3.jpg") == nil && data.text(".fastai/quarantine/teddy/3.jpg") == "teddy/3.jpg")
    #expect(try again.images(status: .quarantined).count == 2)
    #expect(try again.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM pendingMove") } == 0)
  }

  @Test("an edit whose file cannot be moved is taken back, and says why")
  func takesBack() throws {
    try data.write(".fastai/quarantine", "in the way")
    let start = try state()
    let error = try #require(throws: CatalogError.self) {
      try catalog.apply([.quarantine("black/1.jpg"), .relabel("black/2.jpg", to: "a")])
    }
    #expect(error.code == .unwritable)
    #expect(try state() == start)
    #expect(data.text("black/1.jpg") == "black/1.jpg")
    #expect(try catalog.nextUndo() == nil && catalog.nextRedo() == nil)
    try data.remove(".fastai/quarantine")
    #expect(try catalog.apply([.quarantine("black/1.jpg")]).count == 1)
  }

  @Test("with the catalog in a work folder the data set stays as it is, and a later look does not undo the edit")
  func workFolder() throws {
    let work = try Dataset()
    let catalog = try Catalog(dataset: data.path, work: work.path)
    try catalog.add(names.map { Dataset.image($0) })
    try catalog.apply([.quarantine("black/1.jpg", reason: "a dog")])
    #expect(data.text("black/1.jpg") == "black/1.jpg")
    #expect(try catalog.image(at: "black/1.jpg")?.storedAt == nil)
    try catalog.commit(CatalogChanges(images: [Dataset.image("black/1.jpg")]))
    #expect(try catalog.image(at: "black/1.jpg")?.status == .quarantined)
    #expect(try catalog.image(at: "black/1.jpg")?.reason == "a dog")
    try catalog.undo()
    #expect(try catalog.image(at: "black/1.jpg")?.status == .good)
  }

  @Test("what a verification finds anew keeps label, side and review")
  func keepsEdits() throws {
    try catalog.apply([.relabel("black/1.jpg", to: "a"), .assign("black/1.jpg", .valid), .review("black/1.jpg")])
    try catalog.commit(CatalogChanges(images: [Dataset.image("black/1.jpg")]))
    let image = try #require(try catalog.image(at: "black/1.jpg"))
    #expect(image.label == "a" && image.side == .valid && image.isReviewed)
  }

  @Test("random edits, undone one by one, come back to the start through the same states", arguments: 0..<8)
  func randomWalk(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    var states = [try state()]
    for _ in 0..<12 {
      let edits = (0..<Int.random(in: 1...3, using: &random)).map { _ in randomEdit(&random) }
      if try !catalog.apply(edits).isEmpty { states.append(try state()) }
    }
    for expected in states.dropLast().reversed() {
      #expect(try catalog.undo()?.skipped == [])
      #expect(try state() == expected)
    }
    #expect(try catalog.undo() == nil)
    for expected in states.dropFirst() {
      #expect(try catalog.redo()?.skipped == [])
      #expect(try state() == expected)
    }
    for image in try state() {
      let place = image.storedAt ?? image.path
      #expect(data.text(place.string) == image.path.string, "each file lies where the catalog says")
    }
  }

  private func randomEdit(_ random: inout SplitMix) -> Edit {
    let path = FilePath(names.randomElement(using: &random) ?? "")
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .relabel(path, to: ["a", "b"].randomElement(using: &random) ?? "a")
    case 1: return .quarantine(path, reason: Bool.random(using: &random) ? "why" : nil)
    case 2: return .restore(path)
    case 3: return .review(path, Bool.random(using: &random))
    default: return .assign(path, ImageRecord.Side.allCases.randomElement(using: &random))
    }
  }
}

/// A generator that gives the same numbers on every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
