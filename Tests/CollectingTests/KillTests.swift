#if os(Linux)
  import Catalog
  import Demo
  import Foundation
  import Images
  import SystemPackage
  import Testing

  @testable import Collecting

  /// The method of SQLite's crash tests: a child is killed just before its n-th write, sync or rename, for n = 1, 2, …
  /// until it gets through. What is found then is exactly a state before or after a step, and a further run completes
  /// the work.
  @Suite("Killed at the n-th write", .enabled(if: Killer.isAvailable, "a C compiler is needed to make the killer"))
  struct KillTests {
    @Test("a download loses nothing that it has acknowledged, and the next run fetches nothing that is held")
    func download() async throws {
      let pictures = try (0..<3).map { try Picture.jpeg($0) }
      try await withSite([:]) { site in
        let reached = try await Killer.untilItSurvives { killer in
          for (number, bytes) in pictures.enumerated() {
            site.set(.file(bytes, contentType: "image/jpeg"), at: "/\(killer.limit)/\(number)")
          }
          let folder = try TemporaryFolder()
          let urls = pictures.indices.map { site.url("/\(killer.limit)/\($0)") }
          let list = try folder.write(Array(urls.joined(separator: "\n").utf8), to: "urls_black.txt")
          let black = folder.path.appending("black")
          let survived = try await killer.run("download", list, black)
          let held = folder.exists("black") ? try folder.names("black").filter { !$0.hasPrefix(".") } : []
          for name in held { try #require(try pictures.contains(folder.bytes("black/\(name)")), "\(name) is whole") }
          try killer.checkIntegrity(folder.path)
          for record in try Catalog(dataset: folder.path).downloads(status: .saved) {
            try #require(folder.exists(record.path?.string ?? "none"), "what is recorded as saved is there")
          }
          let before = site.requests
          let report = try await downloadImages(listedIn: list, to: black, options: .quick)
          try #require(report.failures.isEmpty && report.skipped.count == held.count)
          let names = try folder.names("black")
          try #require(names == (0..<3).map { "0000000\($0).jpg" }, "nothing half-written stays")
          for number in pictures.indices {
            try #require(try folder.bytes("black/\(names[number])") == pictures[number])
            let path = "/\(killer.limit)/\(number)"
            let wasHeld = held.contains(names[number])
            try #require(site.requests[path, default: 0] - before[path, default: 0] == (wasHeld ? 0 : 1))
          }
          return survived
        }
        print("download: killed at each of \(reached) writes, syncs and renames")
        #expect(reached > 50)
      }
    }

    @Test("a verification puts away all that is broken or nothing, and the next run ends where one run ends")
    func verification() async throws {
      let start = try await Template { folder in
        for number in 0..<3 { try folder.write(Picture.jpeg(number), to: "black/\(number).jpg") }
        try folder.write(Array("<html>".utf8), to: "black/page.jpg")
        try folder.write([], to: "teddy/empty.jpg")
        try folder.write(Picture.png(9), to: "teddy/wrong.jpg")
        _ = try Catalog(dataset: folder.path)
      }
      let whole = try start.copy()
      try await verifyImages(in: whole.path)
      let end = try State(whole)
      let reached = try await Killer.untilItSurvives { killer in
        let folder = try start.copy()
        let survived = try await killer.run("verify", folder.path)
        try killer.checkIntegrity(folder.path)
        let state = try State(folder)
        let away = state.images.values.filter { $0.hasPrefix("quarantined") }.count
        try #require(away == 0 || away == 2, "both or none")
        try #require(state.filesAgree, "each file lies where the catalog says: \(state)")
        try await verifyImages(in: folder.path)
        try #require(try State(folder) == end)
        return survived
      }
      print("verification: killed at each of \(reached) writes, syncs and renames")
      #expect(reached > 10)
    }

    @Test(
      "an edit, and its undo, leave the state before or the state after, files included", arguments: ["edit", "undo"])
    func edit(work: String) async throws {
      let start = try await Template { folder in
        let names = ["black/1.jpg", "black/2.jpg", "teddy/3.jpg"]
        for (number, name) in names.enumerated() { try folder.write(Picture.jpeg(number), to: name) }
        let catalog = try Catalog(dataset: folder.path)
        try catalog.add(
          names.map { ImageRecord(path: FilePath($0), label: String($0.prefix(5)), status: .unverified) })
        if work == "undo" { _ = try await Killer(limit: 0).run("edit", folder.path) }
      }
      let before = try State(try start.copy())
      let whole = try start.copy()
      _ = try await Killer(limit: 0).run(work, whole.path)
      let after = try State(whole)
      #expect(before != after)
      var seen: Set<State> = []
      let reached = try await Killer.untilItSurvives { killer in
        let folder = try start.copy()
        let survived = try await killer.run(work, folder.path)
        try killer.checkIntegrity(folder.path)
        let state = try State(folder)
        try #require(state == before || state == after, "\(state)")
        try #require(!survived || state == after)
        seen.insert(state)
        return survived
      }
      print("\(work): killed at each of \(reached) writes, syncs and renames")
      #expect(seen == [before, after] && reached > 5)
    }
  }

  /// What a data set and its catalog hold, as far as a person would notice.
  private struct State: Hashable, CustomStringConvertible {
    /// State, label, side and place of each image.
    var images: [String: String] = [:]
    var files: Set<String> = []
    var edits = 0

    init(_ folder: TemporaryFolder) throws {
      let catalog = try Catalog(dataset: folder.path)  // completes what is to be completed
      for image in try catalog.images() {
        let place = (image.storedAt ?? image.path).string
        images[image.path.string] = "\(image.status) \(image.label) \(image.side?.rawValue ?? "-") \(place)"
      }
      edits = try catalog.steps().count
      let found = FileManager.default.enumerator(atPath: folder.path.string)?.compactMap { $0 as? String } ?? []
      files = Set(found.filter { $0.hasSuffix(".jpg") || $0.hasSuffix(".png") })
    }

    /// Whether each image that the catalog knows lies where it says.
    var filesAgree: Bool {
      images.values.allSatisfy { files.contains(String($0.split(separator: " ").last ?? "")) }
    }

    var description: String { "\(images.sorted { $0.key < $1.key }) \(files.sorted()) \(edits)" }
  }

  /// A data set that each run gets a fresh copy of.
  private struct Template {
    private let folder: TemporaryFolder

    init(_ fill: (TemporaryFolder) async throws -> Void) async throws {
      folder = try TemporaryFolder()
      try await fill(folder)
    }

    func copy() throws -> TemporaryFolder {
      let new = try TemporaryFolder()
      for name in try folder.names() {
        try FileManager.default.copyItem(
          atPath: folder.path.appending(name).string, toPath: new.path.appending(name).string)
      }
      return new
    }
  }
#endif
