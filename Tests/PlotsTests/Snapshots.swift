import Foundation
import Plots
import Testing

/// Drawings as they were when somebody looked at them last: `Tests/PlotsTests/Snapshots/NAME.svg`.
///
/// After a change that is meant: `FASTAI_RECORD_SNAPSHOTS=1 swift test --filter PlotsTests`, look at the files, commit.
enum Snapshots {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

  static func check(_ picture: Picture, _ name: String, location: SourceLocation = #_sourceLocation) throws {
    let file = folder.appending(path: "\(name).svg")
    if ProcessInfo.processInfo.environment["FASTAI_RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try picture.svg.write(to: file, atomically: true, encoding: .utf8)
    }
    let before = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let now = picture.svg.split(separator: "\n")
    #expect(now.count == before.count, "\(name): \(now.count) elements, not \(before.count)", sourceLocation: location)
    let changed = zip(now, before).first { $0 != $1 }
    #expect(changed == nil, "\(name): \(changed?.0 ?? "")\nwas: \(changed?.1 ?? "")", sourceLocation: location)
  }
}
