public import SystemPackage
import Training

/// A split that does not change when the data set does.
extension SplitRule {
  /// By each image's content and the seed, and by nothing else: the same on every machine and under every name, unchanged
  /// for the images that stay when others come or go, and copies of one file never stand on both sides. Every class has
  /// the same share held out, as far as chance lets it; see ``stable(together:)``.
  public static let stable = stable(together: [])

  /// The stable split, with groups that stay on one side, such as near duplicates.
  ///
  /// A content's place between 0 and 1 is a hash of the seed and of its SHA-256; below `validFraction` it is held out.
  /// A group goes where its content with the smallest SHA-256 goes. Two exceptions keep small classes usable: a class
  /// with two different contents or more has at least one on each side (the one nearest to the border changes), and
  /// a class with a single content trains.
  public static func stable(together groups: [[FilePath]]) -> SplitRule {
    SplitRule("stable") { images, settings in
      guard settings.validFraction > 0 else { return [] }
      let hashes = try images.files.concurrentMap { try ContentHash(of: $0) }
      var split = StableSplit(hashes, groups: places(of: groups, in: images), settings)
      split.keepBothSides(of: images)
      return split.valid
    }
  }

  private static func places(of groups: [[FilePath]], in images: LabelledImages) -> [[Int]] {
    guard !groups.isEmpty else { return [] }
    let places = Dictionary(
      images.files.enumerated().map { ($1.identity, $0) }, uniquingKeysWith: { first, _ in first })
    return groups.map { $0.compactMap { places[images.list.path.pushing($0).identity] } }
  }
}

/// Groups of images and the side of each.
private struct StableSplit {
  /// Places in the list.
  private let groups: [[Int]]
  private let position: [Double]
  private var isValid: [Bool]

  init(_ hashes: [ContentHash], groups together: [[Int]], _ settings: SplitRule.Settings) {
    var sets = DisjointSets(count: hashes.count)
    for same in Dictionary(grouping: hashes.indices, by: { hashes[$0] }).values + together {
      for place in same.dropFirst() { sets.unite(same[0], place) }
    }
    let found = sets.groups.map { group in
      (group, position: (group.map { hashes[$0] }.min() ?? hashes[group[0]]).position(seed: settings.seed))
    }.sorted { $0.position < $1.position }
    groups = found.map(\.0)
    position = found.map(\.position)
    isValid = position.map { $0 < settings.validFraction }
  }

  var valid: [Int] { groups.indices.filter { isValid[$0] }.flatMap { groups[$0] }.sorted() }

  /// Groups are in the order of their positions, so that the last valid one and the first other are nearest to the border.
  mutating func keepBothSides(of images: LabelledImages) {
    guard images.kind == .category else { return }
    var byClass: [String: [Int]] = [:]
    for (index, group) in groups.enumerated() {
      let classes = Set(group.flatMap { images.classes($0) })
      if let name = classes.first, classes.count == 1 { byClass[name, default: []].append(index) }
    }
    for own in byClass.values {
      if own.allSatisfy({ isValid[$0] }), let last = own.last { isValid[last] = false }
      if own.count > 1, own.allSatisfy({ !isValid[$0] }) { isValid[own[0]] = true }
    }
  }
}

/// Union-find.
private struct DisjointSets {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  mutating func unite(_ a: Int, _ b: Int) {
    let (a, b) = (root(of: a), root(of: b))
    parent[max(a, b)] = min(a, b)
  }

  private mutating func root(of place: Int) -> Int {
    var place = place
    while parent[place] != place {
      parent[place] = parent[parent[place]]
      place = parent[place]
    }
    return place
  }

  var groups: [[Int]] {
    var copy = self
    return Array(Dictionary(grouping: parent.indices) { copy.root(of: $0) }.values)
  }
}
