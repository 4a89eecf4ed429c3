import Catalog
import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("Training follows what was decided in the catalog")
struct CatalogEditsTests {
  private let image = FilePath("class0/003.png")

  /// A drawn data set that is in its catalog, as `fastai verify` leaves it.
  private func withCatalog(
    work: String? = nil, _ body: (_ folder: FilePath, _ catalog: Catalog, _ location: CatalogLocation) throws -> Void
  ) throws {
    try withDataSet(counts: [8, 8]) { folder in
      let work = work.map { folder.removingLastComponent().appending("\(folder.lastComponent?.string ?? "")-\($0)") }
      defer { if let work { try? FileManager.default.removeItem(atPath: work.string) } }
      let catalog = try Catalog(dataset: folder, work: work)
      let files = ImageFiles.images(below: folder)
      try catalog.add(
        files.map { file in
          let size = try FileManager.default.attributesOfItem(atPath: file.string)[.size] as? Int
          let path = file.relative(to: folder)
          return ImageRecord(
            path: path, label: path.removingLastComponent().string, status: .good, bytes: size)
        })
      try body(folder, catalog, work.map { .folder($0) } ?? .dataset)
    }
  }

  private func bunch(_ folder: FilePath, _ location: CatalogLocation = .dataset) throws -> ImageDataBunch {
    try ImageDataBunch(
      fromFolder: folder, split: .random, validFraction: 0.25, catalog: location, size: 32, batchSize: 4,
      loading: .quiet)
  }

  /// The class of each image, by its path, as training and validation see it.
  private func labels(_ data: ImageDataBunch) -> [FilePath: String] {
    let items = data.trainDataset.items + data.validDataset.items
    return Dictionary(items.map { ($0.path.relative(to: data.path), data.classes[$0.label]) }) { first, _ in first }
  }

  @Test("an image that was relabelled is trained under its new class, and after an undo under the old one")
  func relabels() throws {
    try withCatalog { folder, catalog, _ in
      #expect(labels(try bunch(folder))[image] == "class0")
      try catalog.apply([.relabel(image, to: "class1")])
      let data = try bunch(folder)
      #expect(labels(data)[image] == "class1" && data.c == 2)
      #expect(labels(data).count == 16)
      #expect("\(data)".contains("catalog: 1 with another class"))
      #expect(try catalog.undo() != nil)
      #expect(labels(try bunch(folder))[image] == "class0")
    }
  }

  @Test("the targets of the batches are the edited ones")
  func targets() throws {
    try withCatalog { folder, catalog, _ in
      let before = try bunch(folder).trainDataset.items.first { $0.label == 0 }
      let path = try #require(before?.path)
      try catalog.apply([.relabel(path.relative(to: folder), to: "class1")])
      let data = try bunch(folder)
      let seen = try data.fix.flatMap { batch in zip(batch.paths, try batch.y.scalars(as: Int.self)) }
      let target = seen.first { $0.0 == path }?.1
      #expect(target == 1)
    }
  }

  @Test("a class that has no folder can be given")
  func newClass() throws {
    try withCatalog { folder, catalog, _ in
      try catalog.apply((0..<4).map { .relabel(FilePath("class0/00\($0).png"), to: "polar") })
      #expect(try bunch(folder).classes == ["class0", "class1", "polar"])
    }
  }

  @Test("the new class counts whatever else says the labels, and however the images are divided")
  func otherSources() throws {
    try withCatalog { folder, catalog, _ in
      try catalog.apply([.relabel(image, to: "class1")])
      let named = try ImageDataBunch(
        fromNameRegex: folder, pattern: #"/(class\d)/[^/]+$"#, size: 32, batchSize: 4, loading: .quiet)
      #expect(labels(named)[image] == "class1")
      let list = try ImageList(in: folder).filtered(include: ["class0"]).labelled(by: .parentFolder)
      let moved = list.labels.filter { $0 == .category("class1") }
      #expect(moved.count == 1)
    }
  }

  @Test("an image that was put away is not trained on, wherever its file is", arguments: [nil, "work"])
  func putAway(work: String?) throws {
    try withCatalog(work: work) { folder, catalog, location in
      try catalog.apply([.quarantine(image, reason: "blurred")])
      let isThere = FileManager.default.fileExists(atPath: folder.pushing(image).string)
      #expect(isThere == (work != nil))
      let data = try bunch(folder, location)
      #expect(labels(data)[image] == nil && labels(data).count == 15)
      try catalog.apply([.restore(image)])
      #expect(labels(try bunch(folder, location)).count == 16)
    }
  }

  @Test("another file that has taken the place of one that was put away counts")
  func replaced() throws {
    try withCatalog(work: "work") { folder, catalog, location in
      try catalog.apply([.quarantine(image)])
      try stripes(77, width: 90, height: 70).write(to: folder.pushing(image))
      #expect(labels(try bunch(folder, location)).count == 16)
    }
  }

  @Test("an image that was put on a side stays there under any split")
  func sides() throws {
    try withCatalog { folder, catalog, _ in
      let data = try bunch(folder)
      let train = try #require(data.trainDataset.paths.first).relative(to: folder)
      let valid = try #require(data.validDataset.paths.first).relative(to: folder)
      try catalog.apply([.assign(train, .valid), .assign(valid, .train)])
      let edited = try bunch(folder)
      #expect(edited.validDataset.paths.contains(folder.pushing(train)))
      #expect(edited.trainDataset.paths.contains(folder.pushing(valid)))
      #expect(edited.trainDataset.count == data.trainDataset.count)
      try catalog.apply([.assign(train, .test)])
      #expect(labels(try bunch(folder))[train] == nil)
    }
  }

  @Test("without the catalog the folders say everything")
  func none() throws {
    try withCatalog { folder, catalog, _ in
      try catalog.apply([.relabel(image, to: "class1")])
      #expect(labels(try bunch(folder, .none))[image] == "class0")
    }
  }

  @Test("a catalog that cannot be read stops the training and says how to go on")
  func damaged() throws {
    try withDataSet { folder in
      let place = folder.appending(".fastai")
      try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
      try Data(repeating: 65, count: 5000).write(to: URL(filePath: place.appending("catalog.sqlite").string))
      let error = #expect(throws: LearnerError.self) { try bunch(folder) }
      #expect(error?.remedy?.contains("catalog: .none") == true && error?.cause is CatalogError)
      #expect(try bunch(folder, .none).trainDataset.count == 12)
    }
  }
}
