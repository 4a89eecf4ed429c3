import Images
public import SystemPackage

/// The web as lesson 2 meets it, drawn: three lists of links to pictures of bears, some of them dead, some no pictures,
/// some cut off, served over loopback.
public struct DemoSite: Sendable {
  private let site: LoopbackSite
  /// The lists, one for each kind: `urls_black.txt`, ….
  public let lists: [FilePath]

  /// Draws the bears, starts the site, and writes the lists into a folder.
  ///
  /// - Parameters:
  ///   - folder: Where the lists go; it must exist.
  ///   - picturesPerKind: Links of each kind that are as they should be; six more are not.
  ///   - seed: The same seed draws the same bears.
  /// - Throws: When a list cannot be written, or the site finds no port.
  public init(listsIn folder: FilePath, picturesPerKind: Int = 300, seed: UInt64) async throws {
    var routes: [String: SiteAnswer] = [:]
    for kind in DrawnBear.Kind.allCases {
      for index in 0..<picturesPerKind {
        routes["/\(kind)/\(index).jpg"] = .file(try Self.bear(kind, index, seed), contentType: "image/jpeg")
      }
      try Self.addFaults(to: &routes, kind, seed)
    }
    site = try await LoopbackSite(routes)
    lists = try DrawnBear.Kind.allCases.map { [site] kind in
      let list = folder / "urls_\(kind).txt"
      let links = Self.paths(of: kind, picturesPerKind).map { site.url($0) }.joined(separator: "\n") + "\n"
      try FileBytes.write(Array(links.utf8), to: list)
      return list
    }
  }

  public func stop() async throws { try await site.stop() }

  /// A bear that is in no list: what the network is asked about in the end.
  public static func unseenBear(_ kind: DrawnBear.Kind, _ index: Int, seed: UInt64) throws -> [UInt8] {
    try bear(kind, 1_000_000 + index, seed)
  }

  private static func bear(_ kind: DrawnBear.Kind, _ index: Int, _ seed: UInt64) throws -> [UInt8] {
    let kindNumber = DrawnBear.Kind.allCases.firstIndex(of: kind) ?? 0
    var generator = SplitMix64(seed: seed, stream: UInt64(kindNumber), UInt64(index))
    return try DrawnBear(kind: kind, seed: generator.next()).jpeg()
  }

  /// Six ways in which a link of the web fails, two of which only a full decode finds.
  private static func addFaults(to routes: inout [String: SiteAnswer], _ kind: DrawnBear.Kind, _ seed: UInt64) throws {
    let whole = try bear(kind, 0, seed)
    routes["/\(kind)/gone.jpg"] = .status(404)
    routes["/\(kind)/forbidden.jpg"] = .status(403)
    routes["/\(kind)/page.jpg"] = .html("<html><body>This picture has moved.</body></html>")
    routes["/\(kind)/cut-off.jpg"] = .truncated(whole, declared: whole.count, sent: whole.count / 2)
    routes["/\(kind)/half-1.jpg"] = .file(Array(whole.prefix(whole.count / 2)), contentType: "image/jpeg")
    routes["/\(kind)/half-2.jpg"] = .file(Array(whole.prefix(whole.count / 3)), contentType: "image/jpeg")
  }

  /// The paths of a list, faults scattered among the pictures.
  private static func paths(of kind: DrawnBear.Kind, _ pictures: Int) -> [String] {
    var names = (0..<pictures).map { "\($0)" }
    for (index, name) in ["gone", "forbidden", "page", "cut-off", "half-1", "half-2"].enumerated() {
      names.insert(name, at: min(names.count, 3 + index * 17))
    }
    return names.map { "/\(kind)/\($0).jpg" }
  }
}
