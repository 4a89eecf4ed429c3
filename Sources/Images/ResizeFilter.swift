internal import CVips

/// How old pixels are weighed into a new one. All kernels widen as the picture shrinks, so nothing aliases.
public enum ResizeFilter: String, Sendable, Hashable, CaseIterable {
  /// A triangle: what fastai 2 and torchvision train on (Pillow's `BILINEAR`). Soft, without halos, and cheap.
  case bilinear
  /// A windowed sinc of radius 3 (Pillow's `LANCZOS`): sharper, and about three times the work.
  case lanczos

  /// The plain mean of the pixels that a new one covers (PyTorch: `adaptive_avg_pool2d`, which fastai 1 shrinks with).
  case area

  var native: PixelsFilter {
    switch self {
    case .bilinear: PIXELS_BILINEAR
    case .lanczos: PIXELS_LANCZOS
    case .area: PIXELS_AREA
    }
  }
}
