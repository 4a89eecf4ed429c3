import Torch

/// Which images are most alike in feature space.
struct Neighbours {
  struct Neighbour {
    let place: Int
    /// The cosine of the angle between their features, −1…1.
    let likeness: Float
  }

  /// For each image the nearest others, the nearest first.
  let lists: [[Neighbour]]

  private static let rowsAtOnce = 1024

  /// - Parameters:
  ///   - features: Standardised, `[N, F]`.
  ///   - count: How many for each image.
  /// - Throws: `TorchError` when there is no memory. The cost is `N² · F`, the memory `1024 · N`.
  init(_ features: Tensor, count: Int) throws {
    let size = try features.size(0)
    let count = min(count, size - 1)
    let lengths = try (features * features).sum(dimensions: 1, keepingDimensions: true).sqrt().clamped(to: 1e-12...3e38)
    let units = try features / lengths
    let turned = try units.transposed(0, 1)
    lists = try stride(from: 0, to: size, by: Self.rowsAtOnce).flatMap { start in
      let end = min(start + Self.rowsAtOnce, size)
      let (values, indices) = try units[start..<end].matmul(turned).topK(count + 1)
      return Self.rows(try values.scalars(), try indices.scalars(as: Int.self), from: start, width: count + 1)
    }
  }

  /// An image is its own nearest neighbour, unless it has a copy.
  private static func rows(_ values: [Float], _ indices: [Int], from start: Int, width: Int) -> [[Neighbour]] {
    (0..<(values.count / width)).map { row in
      let own = (row * width..<(row + 1) * width).filter { indices[$0] != start + row }.prefix(width - 1)
      return own.map { Neighbour(place: indices[$0], likeness: values[$0]) }
    }
  }

  /// The shares of the classes among the nearest images of other groups, smoothed by half an image for each class.
  ///
  /// - Parameters:
  ///   - labels: Of all images.
  ///   - classCount: Classes.
  ///   - groups: Which images are copies of one another.
  ///   - count: Neighbours to ask.
  /// - Returns: A row for each image.
  func votes(_ labels: [Int], classCount: Int, groups: DuplicateGroups, count: Int) -> [[Float]] {
    lists.enumerated().map { place, list in
      let asked = list.lazy.filter { groups.number[$0.place] != groups.number[place] }.prefix(count)
      var votes = [Float](repeating: 0.5, count: classCount)
      for neighbour in asked { votes[labels[neighbour.place]] += 1 }
      let total = votes.reduce(0, +)
      return votes.map { $0 / total }
    }
  }
}

/// Images that must not judge one another, because they are the same picture.
struct DuplicateGroups {
  /// The group of each image.
  private(set) var number: [Int]
  private(set) var members: [[Int]]

  /// Features that are as alike as this are taken for the same picture. In 481 photographs of bears the nearest other
  /// picture has 0.46 in the median and 0.73 in the highest hundredth; two copies in other sizes have 0.81.
  static let likeness: Float = 0.8

  /// - Parameters:
  ///   - copies: The same to the byte.
  ///   - neighbours: Among which near copies are looked for.
  ///   - limit: Near copies make no group larger than this: they only keep a head from seeing what it judges, and one
  ///     group of everything would leave nothing to learn from.
  init(copies: [[Int]], neighbours: Neighbours, limit: Int) {
    number = Array(neighbours.lists.indices)
    members = number.map { [$0] }
    for group in copies { for place in group.dropFirst() { unite(group[0], place) } }
    let near = neighbours.lists.enumerated().flatMap { place, list in
      list.filter { $0.likeness >= Self.likeness && $0.place > place }.map { (place, $0.place, $0.likeness) }
    }
    for (first, second, _) in near.sorted(by: { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) })
    where members[number[first]].count + members[number[second]].count <= limit { unite(first, second) }
  }

  private mutating func unite(_ first: Int, _ second: Int) {
    let (a, b) = (min(number[first], number[second]), max(number[first], number[second]))
    guard a != b else { return }
    for place in members[b] { number[place] = a }
    members[a] += members[b]
    members[b] = []
  }

  /// Those that have members.
  var all: [[Int]] { members.filter { !$0.isEmpty } }
}
