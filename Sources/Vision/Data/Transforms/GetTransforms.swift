public import Images

/// The course's transforms for photographs (fastai: `get_transforms`); for validation, the centre.
///
/// - Parameters:
///   - doFlip: Exchange left and right half of the time.
///   - flipVert: Instead, lay the picture in any of the eight ways: for pictures from above, or of small things.
///   - maxRotate: Degrees.
///   - maxZoom: 1.1 is a tenth.
///   - maxLighting: Share by which brightness and contrast change, below 1.
///   - maxWarp: Share by which corners move.
///   - affineProbability: Of each of warp, turn and zoom (fastai: `p_affine`).
///   - lightingProbability: Of each of brightness and contrast (fastai: `p_lighting`).
///   - extra: Further transforms (fastai: `xtra_tfms`).
///   - resizeMethod: How both sides are brought to size.
///   - paddingMode: What stands for the pixels outside the picture, on both sides.
/// - Returns: Transforms for training and for validation.
public func getTransforms(
  doFlip: Bool = true, flipVert: Bool = false, maxRotate: Double = 10, maxZoom: Double = 1.1, maxLighting: Double = 0.2,
  maxWarp: Double = 0.2, affineProbability: Double = 0.75, lightingProbability: Double = 0.75, extra: [Transform] = [],
  resizeMethod: ResizeMethod = .crop, paddingMode: PaddingMode = .reflection
) -> TransformPair {
  var list: [Transform] = [.randCrop()]
  if doFlip { list.append(flipVert ? .dihedralAffine() : .flipLR(probability: 0.5)) }
  if maxWarp != 0 { list.append(.symmetricWarp(.around(0, by: maxWarp), probability: affineProbability)) }
  if maxRotate != 0 { list.append(.rotate(.around(0, by: maxRotate), probability: affineProbability)) }
  if maxZoom > 1 { list.append(.randZoom(scale: .uniform(1...maxZoom), probability: affineProbability)) }
  if maxLighting != 0 { list += lighting(min(abs(maxLighting), 0.99), lightingProbability) }
  return TransformPair(
    train: Transforms(list + extra, resizeMethod: resizeMethod, paddingMode: paddingMode),
    valid: Transforms([.cropPad()], resizeMethod: resizeMethod, paddingMode: paddingMode))
}

private func lighting(_ most: Double, _ probability: Double) -> [Transform] {
  [
    .brightness(.around(0.5, by: 0.5 * most), probability: probability),
    .contrast(.logUniform((1 - most)...(1 / (1 - most))), probability: probability),
  ]
}

extension Draw {
  fileprivate static func around(_ centre: Double, by most: Double) -> Draw {
    .uniform((centre - abs(most))...(centre + abs(most)))
  }
}

extension Transforms {
  /// The eight views of test-time augmentation: enlarged into each corner, as it is and mirrored; what else the
  /// training does stays random (fastai: `_tta_only`).
  ///
  /// Bit 0 of a view's number takes the lower corners, bit 1 the right ones, bit 2 mirrors.
  ///
  /// - Parameter scale: How far each view is enlarged.
  /// - Returns: Eight sets of transforms.
  public func testTimeViews(scale: Double = 1.35) -> [Transforms] {
    let kept = list.filter { !["cropPad", "flipLR", "dihedral", "zoom"].contains($0.name) }
    return (0..<8).map { view in
      let (row, column): (Draw, Draw) = (view & 1 != 0 ? 1 : 0, view & 2 != 0 ? 1 : 0)
      var view = view & 4 != 0 ? [Transform.flipLR()] : []
      view =
        kept + [.zoom(scale: .constant(scale), row: row, column: column), .cropPad(row: row, column: column)] + view
      return Transforms(view, resizeMethod: resizeMethod, paddingMode: paddingMode, interpolation: interpolation)
    }
  }
}
