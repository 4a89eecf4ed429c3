/// The grid that a picture will be looked up in: fastai's `flow` and `affine_mat`, as maps and not as numbers.
struct PendingGeometry: Sendable {
  /// The size of the grid.
  let width, height: Int
  private var steps: [Step] = []
  private var affine = Homography.identity

  private enum Step: Sendable {
    case plane(Homography)
    case displacement(@Sendable (Int, Int) -> (x: Double, y: Double))
  }

  init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  mutating func apply(_ edit: ImageEdit) {
    switch edit {
    case .coordinates(let map): add(map(width, height))
    case .displacement(let move): steps.append(.displacement(move))
    case .affine(let map): affine = affine.after(map)
    default: break
    }
  }

  private mutating func add(_ map: Homography) {
    if case .plane(let last)? = steps.last {
      steps[steps.count - 1] = .plane(map.after(last))
    } else {
      steps.append(.plane(map))
    }
  }

  func isIdentity(for image: RGBImage) -> Bool {
    steps.isEmpty && affine == .identity && width == image.width && height == image.height
  }

  /// All of it as one map, unless single points are displaced.
  var map: Homography? {
    var coordinates = Homography.identity
    for step in steps {
      guard case .plane(let map) = step else { return nil }
      coordinates = map.after(coordinates)
    }
    return lastly.after(coordinates)
  }

  private var lastly: Homography { affine.rigid(width: Double(width), height: Double(height)) }

  /// Where the grid's point of that column and row is looked up.
  func point(column: Int, row: Int) -> (x: Double, y: Double) {
    var at = Homography.fromPixels(width: width, height: height)(Double(column), Double(row))
    for step in steps {
      switch step {
      case .plane(let map): at = map(at.x, at.y)
      case .displacement(let move):
        let by = move(column, row)
        at = (at.x + by.x, at.y + by.y)
      }
    }
    return lastly(at.x, at.y)
  }

  // MARK: Against aliasing

  /// The picture, averaged down first when it is more than twice as large as what is sampled from it
  /// (fastai: vision/image.py, `Image.refresh` and `_grid_sample`).
  func reduced(_ image: RGBImage) throws -> RGBImage {
    let factor = min(Double(image.height) / Double(height), Double(image.width) / Double(width)) / 2
    guard factor > 1, factor > zoom else { return image }
    return try image.resized(
      width: ResizeRule.divided(image.width, by: factor), height: ResizeRule.divided(image.height, by: factor), .area)
  }

  /// `2 / (max − min)` over all coordinates of the grid. A plane's extremes are at its corners.
  private var zoom: Double {
    let columns = map == nil ? Array(0..<width) : [0, width - 1]
    let rows = map == nil ? Array(0..<height) : [0, height - 1]
    var (least, most) = (Double.infinity, -Double.infinity)
    for row in rows {
      for column in columns {
        let (x, y) = point(column: column, row: row)
        (least, most) = (min(least, x, y), max(most, x, y))
      }
    }
    return most > least ? 2 / (most - least) : .infinity
  }
}
