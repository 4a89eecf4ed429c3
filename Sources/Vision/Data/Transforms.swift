import Foundation
import Images

/// What happens to an image between the file and the batch, after it was resized so that it covers the square.
///
/// All of the geometry is one map, through which the image is sampled once.
public struct Transforms: Sendable, Hashable {
  /// Cut the square out at a random place; else from the centre.
  public var cropsAtRandom = false
  /// The chance of a mirror image.
  public var flipProbability = 0.0
  /// The largest turn, in degrees.
  public var maxRotate = 0.0
  /// The largest enlargement, towards a random point; 1 for none.
  public var maxZoom = 1.0
  /// The largest change of brightness and contrast, 0…1.
  public var maxLighting = 0.0
  /// The largest tilt of the plane, as a share of the size.
  public var maxWarp = 0.0
  /// The chance of the warp, the turn and the zoom, each.
  public var affineProbability = 0.75
  /// The chance of the change of brightness and of contrast, each.
  public var lightingProbability = 0.75

  /// The centre of the image, as it is.
  public init() {}

  var warps: Bool { maxRotate > 0 || maxZoom > 1 || maxWarp > 0 || maxLighting > 0 }
}

/// Transforms for training and for validation.
public struct TransformPair: Sendable, Hashable {
  public var train: Transforms
  public var valid: Transforms

  public init(train: Transforms = Transforms(), valid: Transforms = Transforms()) {
    (self.train, self.valid) = (train, valid)
  }
}

/// The course's transforms for photographs (fastai: `get_transforms`); for validation, the centre.
///
/// - Parameters:
///   - doFlip: Exchange left and right half of the time.
///   - maxRotate: Degrees.
///   - maxZoom: 1.1 is a tenth.
///   - maxLighting: Share by which brightness and contrast change.
///   - maxWarp: Share by which corners move.
///   - affineProbability: Of each of warp, turn and zoom (fastai: `p_affine`).
///   - lightingProbability: Of each of brightness and contrast (fastai: `p_lighting`).
/// - Returns: Transforms for training and for validation.
public func getTransforms(
  doFlip: Bool = true, maxRotate: Double = 10, maxZoom: Double = 1.1, maxLighting: Double = 0.2, maxWarp: Double = 0.2,
  affineProbability: Double = 0.75, lightingProbability: Double = 0.75
) -> TransformPair {
  var train = Transforms()
  train.cropsAtRandom = true
  train.flipProbability = doFlip ? 0.5 : 0
  (train.maxRotate, train.maxZoom, train.maxLighting, train.maxWarp) = (maxRotate, maxZoom, maxLighting, maxWarp)
  (train.affineProbability, train.lightingProbability) = (affineProbability, lightingProbability)
  return TransformPair(train: train)
}

// MARK: Drawing one transform

extension Transforms {
  /// The map of warp, turn and zoom for an image of that size, in fastai's coordinates (−1…1) and order.
  func drawGeometry(width: Int, height: Int, using generator: inout SplitMix64) -> Homography {
    var affine = Homography.identity
    let warp = maxWarp > 0 && coin(affineProbability, &generator) ? drawWarp(&generator) : .identity
    if maxRotate > 0, coin(affineProbability, &generator) {
      affine = affine.after(.rotation(degrees: .random(in: -maxRotate...maxRotate, using: &generator)))
    }
    if maxZoom > 1, coin(affineProbability, &generator) {
      affine = affine.after(
        .zoom(
          scale: .random(in: 1...maxZoom, using: &generator), row: .random(in: 0...1, using: &generator),
          column: .random(in: 0...1, using: &generator)))
    }
    return affine.rigid(width: Double(width), height: Double(height)).after(warp)
  }

  private func drawWarp(_ generator: inout SplitMix64) -> Homography {
    .symmetricWarp((0..<4).map { _ in Double.random(in: -maxWarp...maxWarp, using: &generator) }) ?? .identity
  }

  /// Brightness is uniform around a half, contrast uniform in its logarithm around 1.
  func drawLighting(using generator: inout SplitMix64) -> LightingTable {
    guard maxLighting > 0 else { return .identity }
    let change = maxLighting / 2
    let widest = -log(1 - maxLighting)
    let brightness =
      coin(lightingProbability, &generator)
      ? Double.random(in: (0.5 - change)...(0.5 + change), using: &generator) : 0.5
    let contrast =
      coin(lightingProbability, &generator) ? exp(Double.random(in: -widest...widest, using: &generator)) : 1
    return LightingTable(brightness: brightness, contrast: contrast)
  }

  func coin(_ probability: Double, _ generator: inout SplitMix64) -> Bool {
    Double.random(in: 0..<1, using: &generator) < probability
  }
}
