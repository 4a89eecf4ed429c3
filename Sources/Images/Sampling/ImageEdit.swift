/// One change of a picture, with its numbers drawn: what a transform asks for.
///
/// Coordinates run from −1 to 1 across the picture, x to the right and y down, with −1 and 1 at the *centres* of the
/// border pixels (PyTorch: `align_corners=True`). Maps of them lead from the new picture to the old one.
public enum ImageEdit: Sendable {
  /// Where pixels are looked up: a perspective map, given the width and the height in pixels (fastai: `TfmCoord`).
  case coordinates(@Sendable (_ width: Int, _ height: Int) -> Homography)
  /// Added to where each pixel is looked up, given its column and row (fastai: `jitter`).
  case displacement(@Sendable (_ column: Int, _ row: Int) -> (x: Double, y: Double))
  /// A map of the plane that stays rigid on pictures that are not square (fastai: `TfmAffine`).
  case affine(Homography)
  /// The logit of each level, to another (fastai: `TfmLighting`).
  case logits(@Sendable (Double) -> Double)
  /// Left becomes right.
  case flipLeftRight
  /// One of the eight ways to lay a square on itself.
  case dihedral(Int)
  /// Pixels added on all four sides.
  case pad(Int, PaddingMode)
  /// A rectangle of that size, its place as a share of what there is to spare, 0…1.
  case crop(width: Int, height: Int, row: Double, column: Double)
  /// Cut and padded to the size that the network sees; without one, nothing.
  case cropPad(row: Double, column: Double)
  /// Whatever can be done to finished pixels.
  case pixels(@Sendable (inout RGBImage) throws -> Void)
}
