import Catalog
import Foundation
import Images
import SystemPackage
import TestSupport
import Testing

@testable import Collecting

@Suite("inspectImages")
struct InspectImagesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// So many pictures in a folder, each different from all others.
  private func fill(_ name: String, _ count: Int, from seed: Int = 0) throws {
    for number in 0..<count {
      try folder.write(Picture.png(seed + number, width: 90, height: 70), to: "\(name)/\(number).png")
    }
  }

  private func inspected() async throws -> Inspection {
    var options = VerifyOptions()
    options.nearDuplicateDistance = nil  // the pictures of the tests all look alike
    return try await inspectImages(in: folder.path, options: options)
  }

  @Test("classes, sizes, formats and orientation are counted, and nothing is written")
  func counts() async throws {
    try fill("black", 12)
    try fill("teddy", 11, from: 50)
    let turned = try Data(contentsOf: URL(filePath: FilePath.imageFixtures.appending("orientation-6.jpg").string))
    try folder.write(turned, to: "teddy/turned.jpg")
    try folder.write(Array("no".utf8), to: "teddy/text.jpg")
    try folder.write(Array("x".utf8), to: "teddy/notes.txt")
    let found = try await inspected()
    #expect(found.classes.map(\.name) == ["black", "teddy"] && found.classes.map(\.images) == [12, 12])
    #expect(found.formats == ["png": 23, "jpeg": 1] && found.turned == [6: 1])
    #expect(found.widths?.median == 90 && found.heights?.median == 70)
    #expect(found.images == 24 && found.verification.bad.count == 1)
    #expect(found.folders.map(\.path) == ["black", "teddy"] && found.folders.map(\.others) == [0, 1])
    #expect(found.split == .none)
    #expect(try folder.names() == ["black", "teddy"])
  }

  @Test("each oddity has its warning", arguments: InspectionWarning.Code.allCases)
  func warnings(code: InspectionWarning.Code) async throws {
    try fill("black", 12)
    try fill("teddy", 12, from: 50)
    switch code {
    case .brokenFiles: try folder.write([1], to: "black/x.jpg")
    case .wrongSuffixes: try folder.write(Picture.png(99, width: 90, height: 70), to: "black/x.jpg")
    case .suspiciousClass: try fill("test", 12, from: 100)
    case .emptyFolder: try folder.write([1], to: "empty/notes.txt")
    case .ignoredFolder: try fill("black/.ipynb_checkpoints", 1)
    case .looseImages: try folder.write(Picture.png(99, width: 90, height: 70), to: "x.png")
    case .oneClass: try FileManager.default.removeItem(atPath: folder.path.appending("teddy").string)
    case .smallClass: try fill("few", 3, from: 100)
    case .imbalance: try fill("many", 36, from: 100)
    case .tinyValidation: break
    case .missingSide: try fill("train/black", 3, from: 100)
    case .missingClass:
      try fill("train/black", 3, from: 100)
      try fill("valid/panda", 3, from: 120)
    case .duplicates: try folder.write(Picture.png(0, width: 90, height: 70), to: "black/copy.png")
    case .labelsDisagree: try folder.write(Picture.png(0, width: 90, height: 70), to: "teddy/copy.png")
    case .leak:
      try fill("train/black", 3, from: 100)
      try fill("valid/black", 3, from: 100)
    case .smallImages: try folder.write(Picture.png(99), to: "black/x.png")
    case .numberedClasses:
      for name in ["black", "teddy"] { try FileManager.default.removeItem(atPath: folder.path.appending(name).string) }
      for name in ["2", "10"] { try fill(name, 10, from: Int(name) ?? 0) }
    }
    let found = try await inspected()
    let warning = try #require(found.warnings.first { $0.code == code })
    #expect(found.description.contains("! \(warning.message)"))
  }

  @Test("a large and tidy data set has no warnings")
  func tidy() {
    var found = Inspection(dataset: "bears")
    found.classes = ["black", "teddy"].map { .init(name: $0, images: 300, sides: [:]) }
    found.folders = ["black", "teddy"].map { .init(path: $0, images: 300, others: 0) }
    found.verification.good = (0..<600).map { FilePath("bears/\($0)") }
    #expect(InspectionWarning.all(about: found, shortSides: [200, 300]) == [])
  }

  @Test("a split is read from the folders, or else from the catalog")
  func splits() async throws {
    try fill("black", 12)
    let catalog = try Catalog(dataset: folder.path)
    try catalog.add(
      (0..<12).map { ImageRecord(path: FilePath("black/\($0).png"), label: "black", status: .unverified) })
    try catalog.apply((0..<12).map { .assign(FilePath("black/\($0).png"), $0 < 3 ? .valid : .train) })
    let kept = try await inspected()
    #expect(kept.split == .catalog && kept.count(.valid) == 3 && kept.count(.train) == 9)
    #expect(kept.description.contains("9 train, 3 valid (kept in the catalog)"))
    try fill("train/teddy", 4, from: 50)
    try fill("valid/teddy", 2, from: 60)
    let laidOut = try await inspected()
    #expect(laidOut.split == .folders && laidOut.count(.train) == 4 && laidOut.count(.valid) == 2)
    #expect(laidOut.classes.map(\.name) == ["black", "teddy"])
  }

  @Test("the tree shows folders in folders")
  func tree() async throws {
    try fill("train/black", 2)
    try fill("train/teddy", 1, from: 10)
    try fill("valid/black", 1, from: 20)
    let lines = try await inspected().description.split(separator: "\n").map(String.init)
    #expect(
      lines.dropFirst().prefix(5).map { String($0.prefix { $0 != "█" }).trimmed } == [
        "├── train           0", "│   ├── black       2", "│   └── teddy       1", "└── valid           0",
        "└── black       1",
      ])
  }
}
