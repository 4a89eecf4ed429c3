import Images
import SystemPackage

/// Finds pictures that look the same though their bytes differ.
///
/// Perceptual hashes say which pairs to look at; the pixels of the two, at a small size, say whether they are the same
/// picture. Groups hold only pictures each of which was found like each other.
struct NearDuplicates {
  /// A picture; of copies with the same bytes the first.
  struct Candidate: Sendable {
    var path: FilePath
    var label: String
    var looks: PerceptualHash
  }

  /// Two candidates by their indices, the smaller first.
  struct Pair: Hashable, Sendable {
    var first, second: Int
  }

  let candidates: [Candidate]
  let distance: Int

  /// Pictures are compared at this size, in pixels a side: small enough that a narrow border cut off moves little.
  static let side = 16

  init(_ checked: [CheckedFile], distance: Int) {
    var seen: Set<String> = []
    candidates = checked.compactMap { item in
      guard let facts = item.verdict.facts, seen.insert(facts.sha256).inserted else { return nil }
      return Candidate(path: item.file.path, label: item.label, looks: facts.looks)
    }
    self.distance = distance
  }

  /// - Throws: `CancellationError`.
  func groups(_ threads: WorkerThreads) async throws -> [NearDuplicateGroup] {
    let (hashes, distance) = (candidates.map(\.looks), distance)
    let pairs = try await threads.run { PerceptualHash.pairs(within: distance, among: hashes) }
      .map { Pair(first: $0.0, second: $0.1) }
    let confirmed = try await confirm(pairs, threads)
    return NearDuplicates.cliques(confirmed).map(group)
  }

  /// The pairs whose pixels agree.
  private func confirm(_ pairs: [Pair], _ threads: WorkerThreads) async throws -> [Pair] {
    let thumbnails = try await thumbnails(Set(pairs.flatMap { [$0.first, $0.second] }), threads)
    return pairs.filter { pair in
      guard let a = thumbnails[pair.first], let b = thumbnails[pair.second], let likeness = a.likeness(to: b) else {
        return false
      }
      return NearDuplicates.isSame(likeness.correlation, likeness.difference)
    }
  }

  /// The limits come from forty photos of bears, each beside nine variants of itself, and from the 101,926 pairs of 452
  /// such photos: of these, none passes.
  ///
  /// - Parameters:
  ///   - correlation: Of the grey values; nil for a picture of one grey.
  ///   - difference: Of the samples on average, in levels of 255.
  /// - Returns: Whether two pictures with these are the same picture.
  static func isSame(_ correlation: Double?, _ difference: Double) -> Bool {
    guard let correlation else { return difference <= 8 }
    return correlation >= 0.98 && difference <= 40  // brighter, darker, more or less contrast
      || correlation >= 0.92 && difference <= 12  // a border was cut off
      || correlation >= 0.5 && difference <= 8  // something stands in a corner
  }

  private func thumbnails(_ indices: Set<Int>, _ threads: WorkerThreads) async throws -> [Int: RGBImage] {
    try await withThrowingTaskGroup(of: (Int, RGBImage?).self) { group in
      var rest = indices.sorted()[...]
      var found: [Int: RGBImage] = [:]
      func startNext() {
        guard let index = rest.popFirst() else { return }
        let path = candidates[index].path
        group.addTask { (index, try await threads.run { NearDuplicates.thumbnail(path) }) }
      }
      for _ in 0..<threads.count * 2 { startNext() }
      while let (index, image) = try await group.next() {
        found[index] = image
        startNext()
      }
      return found
    }
  }

  /// nil when the file has gone, or changed, since it was looked at.
  private static func thumbnail(_ path: FilePath) -> RGBImage? {
    try? RGBImage(contentsOf: path, resized: .squish(width: side, height: side))
  }

  private func group(_ members: [Int]) -> NearDuplicateGroup {
    let distances = members.indices.flatMap { i in
      members[(i + 1)...].map { candidates[members[i]].looks.distance(to: candidates[$0].looks) }
    }
    return NearDuplicateGroup(
      paths: members.map { candidates[$0].path },
      labels: Set(members.map { candidates[$0].label }).sorted(), distance: distances.max() ?? 0)
  }

  /// Groups in which every two are a pair, such that every pair stands in at least one group. Each pair that no group
  /// holds yet begins one, which takes in, in order, whatever is paired with all that it has.
  static func cliques(_ pairs: [Pair]) -> [[Int]] {
    var neighbours: [Int: Set<Int>] = [:]
    for pair in pairs {
      neighbours[pair.first, default: []].insert(pair.second)
      neighbours[pair.second, default: []].insert(pair.first)
    }
    var covered: Set<Pair> = []
    var groups: [[Int]] = []
    for pair in pairs where !covered.contains(pair) {
      var members = [pair.first, pair.second]
      var common = neighbours[pair.first, default: []].intersection(neighbours[pair.second, default: []])
      while let next = common.min() {
        members.append(next)
        common.formIntersection(neighbours[next, default: []])
      }
      members.sort()
      for (position, first) in members.enumerated() {
        for second in members[(position + 1)...] { covered.insert(Pair(first: first, second: second)) }
      }
      groups.append(members)
    }
    return groups
  }
}
