internal import CVips

/// How old pixels are weighed into a new one. Both kernels widen as the picture shrinks, so nothing aliases.
public enum ResizeFilter: String, Sendable, Hashable, CaseIterable {
  /// A triangle: what fastai 2 and torchvision train on (Pillow's `BILINEAR`). Soft, without halos, and cheap.
  case bilinear
  /// A windowed sinc of radius 3 (Pillow's `LANCZOS`): sharper, and about three times the work.
  case lanczos

  var native: PixelsFilter { self == .bilinear ? PIXELS_BILINEAR : PIXELS_LANCZOS }
}
