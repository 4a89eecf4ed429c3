internal import CVips

/// One pass over the pixels: the Swift side of `pixels_sample`.
struct Sampling {
  let source: RGBImage
  let geometry: PendingGeometry
  let moves: PixelMoves
  let padding: PaddingMode
  let interpolation: Interpolation

  func sample(_ table: LightingTable, into target: UnsafeMutableBufferPointer<UInt8>) throws {
    guard let to = target.baseAddress, target.count >= moves.width * moves.height * 3 else {
      throw ImageError(
        .invalidArgument, "image", "\(moves.width) × \(moves.height) pixels do not fit in \(target.count) bytes")
    }
    try run { pixels_sample($0, table.levels, to, nil) }
  }

  func levels() throws -> [Float] {
    let count = moves.width * moves.height * 3
    let levels = try [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      try run { pixels_sample($0, nil, nil, buffer.baseAddress) }
      filled = count
    }
    return levels.map { $0 / 255 }
  }

  /// Grid points in source pixels: upper left, upper right, lower right, lower left.
  func corners() -> [(x: Double, y: Double)] {
    let (right, low) = (moves.width - 1, moves.height - 1)
    return [(0, 0), (right, 0), (right, low), (0, low)].map { column, row in place(column, row) ?? (0, 0) }
  }

  // MARK: Places

  private var toPixels: Homography { .toPixels(width: source.width, height: source.height) }

  /// Where the result's pixel comes from; nil for black.
  private func place(_ column: Int, _ row: Int) -> (x: Double, y: Double)? {
    let (along, down) = (moves.columns[column], moves.rows[row])
    guard along >= 0, down >= 0 else { return nil }
    let (x, y) = moves.isTransposed ? (down, along) : (along, down)
    let at = geometry.point(column: x, row: y)
    return toPixels(at.x, at.y)
  }

  /// From (entry of `columns`, entry of `rows`) to source pixels.
  private func map(_ plane: Homography) -> Homography {
    let map = toPixels.after(plane).after(.fromPixels(width: geometry.width, height: geometry.height))
    return moves.isTransposed ? map.after(Homography([0, 1, 0, 1, 0, 0, 0, 0, 1])) : map
  }

  private func run(_ body: (UnsafePointer<PixelsSampling>) -> Int32) throws {
    let plane = geometry.map.map(map)
    let points = plane == nil ? points() : []
    let status = source.pixels.withUnsafeBufferPointer { from in
      moves.rows.map(Float.init).withUnsafeBufferPointer { rows in
        moves.columns.map(Float.init).withUnsafeBufferPointer { columns in
          points.withUnsafeBufferPointer { points in
            var sampling = native(plane ?? .identity)
            (sampling.from, sampling.rows, sampling.columns) = (from.baseAddress, rows.baseAddress, columns.baseAddress)
            sampling.points = plane == nil ? points.baseAddress : nil
            return body(&sampling)
          }
        }
      }
    }
    guard status == 0 else { throw ImageError(.tooLarge, "image", "no memory for a row of \(moves.width) pixels") }
  }

  private func native(_ plane: Homography) -> PixelsSampling {
    let m = plane.m
    var sampling = PixelsSampling()
    sampling.map = (m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8])
    (sampling.width, sampling.height) = (Int32(source.width), Int32(source.height))
    (sampling.out_width, sampling.out_height) = (Int32(moves.width), Int32(moves.height))
    sampling.padding = padding.native
    sampling.nearest = interpolation == .nearest ? 1 : 0
    return sampling
  }

  /// Each place on its own, when points are displaced.
  private func points() -> [Float] {
    var points: [Float] = []
    points.reserveCapacity(moves.width * moves.height * 2)
    for row in 0..<moves.height {
      for column in 0..<moves.width {
        let at = place(column, row) ?? (0, 0)
        points += [Float(at.x), Float(at.y)]
      }
    }
    return points
  }
}
