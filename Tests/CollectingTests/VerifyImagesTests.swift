import Catalog
import Demo
import Foundation
import Images
import SystemPackage
import Testing

@testable import Collecting

@Suite("verifyImages")
struct VerifyImagesTests {
  private let folder: TemporaryFolder
  private var root: FilePath { folder.path }

  init() throws { folder = try TemporaryFolder() }

  /// Ten sound images in two classes, and three files that are none.
  private func fill() throws {
    for number in 0..<10 {
      try folder.write(Picture.jpeg(number), to: "\(number < 6 ? "black" : "teddy")/\(number).jpg")
    }
    try folder.write(Array("<html>gone</html>".utf8), to: "black/page.jpg")
    try folder.write(Picture.jpeg(50, width: 200, height: 200).prefix(900), to: "black/cut.jpg")
    try folder.write([], to: "teddy/empty.png")
  }

  private func names(_ paths: [FilePath]) -> [String] { paths.map { $0.relative(to: root).string } }

  @Test("files that do not decode are named with a reason, and moved out of the way")
  func quarantines() async throws {
    try fill()
    let report = try await verifyImages(in: root)
    #expect(report.good.count == 10)
    #expect(names(report.bad.map(\.path)) == ["black/cut.jpg", "black/page.jpg", "teddy/empty.png"])
    #expect(report.bad.allSatisfy { !$0.reason.isEmpty })
    #expect(try folder.names("black") == (0..<6).map { "\($0).jpg" })
    #expect(folder.exists(".fastai/quarantine/black/page.jpg"))
    #expect(report.description.contains("10 good, 3 bad"))
    let catalog = try Catalog(dataset: root)
    #expect(
      try catalog.images(status: .quarantined).map(\.storedAt) == [
        ".fastai/quarantine/black/cut.jpg", ".fastai/quarantine/black/page.jpg", ".fastai/quarantine/teddy/empty.png",
      ])
    #expect(try catalog.images(status: .good, label: "teddy").count == 4)
  }

  @Test("restoring brings everything back to where it was")
  func restores() async throws {
    try fill()
    try await verifyImages(in: root)
    let report = try await restore(in: root)
    #expect(names(report.restored) == ["black/cut.jpg", "black/page.jpg", "teddy/empty.png"])
    #expect(report.kept.isEmpty)
    #expect(try folder.bytes("black/page.jpg") == Array("<html>gone</html>".utf8))
    #expect(!folder.exists(".fastai/quarantine"))
    let changes = try Catalog(dataset: root).journal().map(\.change)
    #expect(changes == [.quarantined, .quarantined, .quarantined, .restored, .restored, .restored])
    #expect(try await verifyImages(in: root).bad.count == 3)
  }

  @Test("restoring never overwrites, and works without a catalog")
  func restoresCarefully() async throws {
    try fill()
    var options = VerifyOptions()
    options.catalog = .none
    try await verifyImages(in: root, options: options)
    #expect(!folder.exists(".fastai/catalog.sqlite"))
    try folder.write(Picture.jpeg(99), to: "black/page.jpg")
    let report = try await restore(in: root)
    #expect(names(report.restored) == ["black/cut.jpg", "teddy/empty.png"])
    #expect(names(report.kept) == [".fastai/quarantine/black/page.jpg"])
    #expect(try folder.bytes("black/page.jpg") == Picture.jpeg(99))
  }

  @Test("a second file of the same name finds a place in quarantine, and its way back")
  func sameName() async throws {
    try fill()
    try await verifyImages(in: root)
    try folder.write([1], to: "black/page.jpg")
    let report = try await verifyImages(in: root)
    #expect(names(report.bad.compactMap(\.movedTo)) == [".fastai/quarantine/black/page-1.jpg"])
  }

  @Test("reporting changes nothing at all")
  func reports() async throws {
    try fill()
    try folder.write(Picture.png(70), to: "black/wrong.jpg")
    let report = try await verifyImages(in: root, onFailure: .report, maxSize: 5)
    #expect(report.bad.count == 3 && report.bad.allSatisfy { $0.movedTo == nil })
    #expect(names(report.wrongSuffixes.map(\.path)) == ["black/wrong.jpg"])
    #expect(report.wrongSuffixes.map(\.suffix) == ["png"])
    #expect(try folder.names() == ["black", "teddy"])
    #expect(try folder.names("black").count == 9)
  }

  @Test("deleting deletes, and the catalog remembers")
  func deletes() async throws {
    try fill()
    try await verifyImages(in: root, onFailure: .delete)
    #expect(try folder.names("teddy") == (6..<10).map { "\($0).jpg" })
    #expect(!folder.exists(".fastai/quarantine"))
    #expect(try Catalog(dataset: root).images(status: .removed).map(\.path).count == 3)
  }

  @Test("suffixes that lie are mended, and the ledger follows")
  func mends() async throws {
    try fill()
    try folder.write(Picture.png(70), to: "black/0001.jpg")
    try folder.write(Picture.jpeg(71), to: "black/logo.aspx")
    try folder.write(Picture.jpeg(72), to: "black/0.jpeg")
    try folder.write(Picture.png(73), to: "black/taken.jpg")
    try folder.write(Picture.png(74), to: "black/taken.png")
    try Catalog(dataset: root).record(
      DownloadRecord(
        url: "http://a", folder: "black", label: "black", position: 1, status: .saved, path: "black/0001.jpg"))
    let report = try await verifyImages(in: root)
    #expect(
      names(report.wrongSuffixes.compactMap(\.newPath)) == [
        "black/0001.png", "black/logo.jpg", "black/taken-1.png",
      ])
    #expect(try folder.names("black").contains("0.jpeg"), "a suffix may be spelt in several ways")
    #expect(try folder.bytes("black/taken.png") == Picture.png(74))
    #expect(try Catalog(dataset: root).downloads().map(\.path) == ["black/0001.png"])
    #expect(try await verifyImages(in: root).unchanged == report.good.count)
  }

  @Test("copies are found, and whether their labels disagree")
  func duplicates() async throws {
    try fill()
    try folder.write(Picture.jpeg(0), to: "black/copy.jpg")
    try folder.write(Picture.jpeg(6), to: "black/stray.jpg")
    let report = try await verifyImages(in: root)
    #expect(
      report.duplicates.map { names($0.paths) } == [
        ["black/0.jpg", "black/copy.jpg"], ["black/stray.jpg", "teddy/6.jpg"],
      ])
    #expect(report.duplicates.map(\.labelsDisagree) == [false, true])
    #expect(report.duplicateCount == 2)
    #expect(report.description.contains("the same picture in black and teddy"))
  }

  @Test("the next run decodes only what is new or has changed")
  func isIncremental() async throws {
    try fill()
    let first = try await verifyImages(in: root)
    #expect(first.unchanged == 0)
    try folder.write(Picture.jpeg(0).prefix(300), to: "black/1.jpg")
    try folder.write(Picture.jpeg(80), to: "teddy/new.jpg")
    let second = try await verifyImages(in: root)
    #expect(second.unchanged == 9 && second.good.count == 10)
    #expect(names(second.bad.map(\.path)) == ["black/1.jpg"])
    #expect(first.duplicates == second.duplicates)
  }

  @Test("when a fifth or more would go, nothing is touched, unless that is wanted")
  func stops() async throws {
    try fill()
    for number in 0..<5 { try folder.write([0], to: "teddy/bad\(number).jpg") }
    let error = await #expect(throws: CollectingError.self) { try await verifyImages(in: root) }
    #expect(error?.code == .tooManyBad && error?.report?.bad.count == 8)
    #expect(error?.message.contains("8 of 18 files") == true)
    #expect(try folder.names("teddy").count == 10)
    var options = VerifyOptions()
    options.maxBadFraction = 1
    #expect(try await verifyImages(in: root, options: options).bad.count == 8)
  }

  @Test("only images under the class folders count: no hidden files, lists, models, notebooks")
  func lists() throws {
    for name in [
      "urls_black.txt", "README", "models/m.jpg", ".hidden/a.jpg", "black/.part.jpg", "black/notes.txt",
      "black/LICENSE",
      "black/.ipynb_checkpoints/a.jpg", "black/model.safetensors",
    ] { try folder.write([1], to: name) }
    for name in ["loose.jpg", "black/a.JPG", "black/b.com", "black/c", "train/teddy/models/d.webp"] {
      try folder.write([1], to: name)
    }
    try folder.write(Picture.jpeg(1), to: "loose")
    let files = try ImageListing.files(in: root, root: root)
    #expect(
      files.map(\.relative.string) == [
        "black/a.JPG", "black/b.com", "black/c", "loose", "loose.jpg", "train/teddy/models/d.webp",
      ])
    #expect(files.map(\.label).suffix(1) == ["models"])
  }

  @Test("large images are made smaller when asked for, and only once")
  func shrinks() async throws {
    try folder.write(Picture.png(1, width: 120, height: 60), to: "black/1.png")
    try folder.write(Picture.jpeg(2, width: 60, height: 120), to: "black/2.jpg")
    try folder.write(Picture.jpeg(3), to: "black/3.jpg")
    let report = try await verifyImages(in: root, maxSize: 50)
    #expect(names(report.shrunk) == ["black/1.png", "black/2.jpg"])
    #expect(try ImageHeader(contentsOf: root.appending("black/1.png")).width == 50)
    #expect(try ImageHeader(contentsOf: root.appending("black/2.jpg")).height == 50)
    #expect(try folder.bytes("black/3.jpg") == Picture.jpeg(3))
    let again = try await verifyImages(in: root, maxSize: 50)
    #expect(again.shrunk.isEmpty && again.unchanged == 3)
  }

  @Test("one class folder is looked through with the catalog of the data set")
  func classFolder() async throws {
    try fill()
    try await verifyImages(in: root)
    try folder.write([1], to: "black/new.jpg")
    let report = try await verifyImages(in: root.appending("black"))
    #expect(report.unchanged == 6 && report.bad.count == 1)
    #expect(folder.exists(".fastai/quarantine/black/new.jpg") && !folder.exists("black/.fastai"))
  }

  @Test("progress counts every file; a missing folder is an error")
  func progressAndErrors() async throws {
    try fill()
    let counts = LockedList<Int>()
    try await verifyImages(in: root, workers: 3) { counts.add($0.counts.done) }
    #expect(counts.all == Array(0...13))
    let error = await #expect(throws: CollectingError.self) { try await verifyImages(in: root.appending("none")) }
    #expect(error?.code == .missingFolder)
  }

  @Test("what was put away or mended by a verification is not downloaded again")
  func collectingAfterwards() async throws {
    let routes = try ["/a": .jpeg(1), "/b": SiteAnswers.cutOff, "/c": SiteAnswers.png]
    try await withSite(routes) { site in
      let links = ["/a", "/b", "/c"].map { ImageLink(site.url($0)) }
      let black = root.appending("black")
      try await downloadImages(links, to: black, options: .quick)
      try await verifyImages(in: root)
      let again = try await downloadImages(links, to: black, options: .quick)
      #expect(again.skipped.count == 3 && site.requestCount == 3)
    }
  }

  @Test("what a verification has put away comes back with undo, and goes again with redo")
  func undoes() async throws {
    try fill()
    try await verifyImages(in: root)
    let catalog = try Catalog(dataset: root)
    #expect(try catalog.undo()?.entries.count == 3)
    #expect(folder.exists("black/page.jpg") && !folder.exists(".fastai/quarantine/black"))
    #expect(try catalog.images(status: .bad).count == 3)
    try catalog.redo()
    #expect(!folder.exists("black/page.jpg") && folder.exists(".fastai/quarantine/black/page.jpg"))
    try await restore(in: root)
    try catalog.undo()
    #expect(!folder.exists("black/page.jpg"), "a restoration is a step as well")
  }

  @Test("with the catalog in a work folder not a file is touched, and what is bad is known all the same")
  func workFolder() async throws {
    try fill()
    try folder.write(Picture.png(70), to: "black/wrong.jpg")
    let work = try TemporaryFolder()
    var options = VerifyOptions()
    options.catalog = .folder(work.path)
    let before = try folder.names("black")
    let report = try await verifyImages(in: root, maxSize: 5, options: options)
    #expect(report.bad.count == 3 && report.bad.allSatisfy { $0.movedTo == nil })
    #expect(try folder.names("black") == before && !folder.exists(".fastai"))
    let catalog = try Catalog(dataset: root, work: work.path)
    #expect(try catalog.images(status: .quarantined).count == 3)
    #expect(try await verifyImages(in: root, options: options).unchanged == 11)
    #expect(try await restore(in: root, catalog: options.catalog).restored.count == 3)
    #expect(try catalog.images(status: .quarantined).isEmpty)
    await #expect(throws: CollectingError.self) {
      try await verifyImages(in: root, onFailure: .delete, options: options)
    }
  }

  @Test("labels that were edited survive the next look, and count when copies are compared")
  func keepsLabels() async throws {
    try fill()
    try folder.write(Picture.jpeg(0), to: "teddy/copy.jpg")
    #expect(try await verifyImages(in: root).duplicates.map(\.labelsDisagree) == [true])
    try Catalog(dataset: root).apply([.relabel("teddy/copy.jpg", to: "black")])
    #expect(try await verifyImages(in: root).duplicates.map(\.labelsDisagree) == [false])
    #expect(try Catalog(dataset: root).image(at: "teddy/copy.jpg")?.label == "black")
  }
}
