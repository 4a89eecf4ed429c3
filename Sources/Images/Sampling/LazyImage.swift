import Foundation

/// A picture and what is still to be done to it. Resizing, warping, turning, zooming, lighting, mirroring and cutting
/// only queue up; all of it is then sampled once (fastai: `Image.refresh`).
package struct LazyImage: Sendable {
  private var source: RGBImage
  private let padding: PaddingMode
  private let interpolation: Interpolation
  private var geometry: PendingGeometry
  private var lighting: [@Sendable (Double) -> Double] = []
  private var moves: PixelMoves

  package init(_ image: RGBImage, padding: PaddingMode = .reflection, interpolation: Interpolation = .bilinear) {
    (source, self.padding, self.interpolation) = (image, padding, interpolation)
    geometry = PendingGeometry(width: image.width, height: image.height)
    moves = PixelMoves(width: image.width, height: image.height)
  }

  /// The size as it will be.
  package var width: Int { moves.width }
  package var height: Int { moves.height }

  // MARK: Queueing

  /// Brings the picture to a size by looking pixels up in a coarser or finer grid.
  package mutating func resize(width: Int, height: Int) throws {
    try settle()
    geometry = PendingGeometry(width: width, height: height)
    moves = PixelMoves(width: width, height: height)
  }

  /// Queues an edit; `target` is the size that `.cropPad` makes.
  package mutating func apply(_ edit: ImageEdit, target: (width: Int, height: Int)? = nil) throws {
    switch edit {
    case .coordinates, .displacement, .affine:
      // Geometry comes before what works on pixels: what is queued there has to be done first.
      if !moves.isIdentity || !lighting.isEmpty { try settle() }
      geometry.apply(edit)
    case .logits(let change):
      if !moves.isIdentity { try settle() }
      lighting.append(change)
    case .pixels(let change):
      try settle()
      try change(&source)
      self = LazyImage(source, padding: padding, interpolation: interpolation)
    default: try move(edit, target)
    }
  }

  private mutating func move(_ edit: ImageEdit, _ target: (width: Int, height: Int)?) throws {
    switch edit {
    case .flipLeftRight: moves.flipColumns()
    case .dihedral(let k): moves.dihedral(k)
    case .pad(let count, let mode): moves.pad(rows: count, columns: count, mode)
    case .crop(let width, let height, let row, let column):
      guard width > 0, height > 0, width <= moves.width, height <= moves.height else {
        throw ImageError(
          .invalidArgument, "image", "no crop of \(width) × \(height) in \(moves.width) × \(moves.height) pixels")
      }
      moves.crop(width: width, height: height, row: row, column: column)
    case .cropPad(let row, let column):
      guard let target else { return }
      moves.cropPad(width: target.width, height: target.height, row: row, column: column, padding)
    default: break
    }
  }

  // MARK: Sampling

  /// The picture with everything done.
  package func rendered() throws -> RGBImage {
    let count = width * height * 3
    let pixels = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      try render(into: buffer)
      filled = count
    }
    return RGBImage(unchecked: pixels, width: width, height: height)
  }

  /// The same, into memory of the caller's: a slot of a batch, `height · width · 3` bytes.
  ///
  /// - Throws: ``ImageError`` when there is no room for it.
  package func render(into target: UnsafeMutableBufferPointer<UInt8>) throws {
    let changes = lighting
    let table =
      changes.isEmpty
      ? LightingTable.identity : LightingTable { logit in changes.reduce(logit) { level, change in change(level) } }
    try sampling().sample(table, into: target)
  }

  /// The levels from 0 to 1 before they are lit and rounded, `height · width · 3` of them: for tests against PyTorch.
  package func levels() throws -> [Float] { try sampling().levels() }

  /// Where in the source's pixels the corners of the result lie: upper left, upper right, lower right, lower left.
  package func outline() throws -> [(x: Double, y: Double)] { try sampling(reducing: false).corners() }

  private mutating func settle() throws {
    guard !(geometry.isIdentity(for: source) && moves.isIdentity && lighting.isEmpty) else { return }
    self = LazyImage(try rendered(), padding: padding, interpolation: interpolation)
  }

  private func sampling(reducing: Bool = true) throws -> Sampling {
    let reduces = reducing && interpolation == .bilinear
    let from = try reduces ? geometry.reduced(source) : source
    return Sampling(
      source: from, geometry: geometry, moves: moves, padding: padding, interpolation: interpolation)
  }
}
