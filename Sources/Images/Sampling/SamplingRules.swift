internal import CVips

/// What stands for the pixels outside a picture (PyTorch: `padding_mode`).
public enum PaddingMode: String, Sendable, Hashable, CaseIterable, Codable {
  /// The picture mirrored at the centres of its border pixels.
  case reflection
  /// The border pixel, repeated.
  case border
  /// Black.
  case zeros

  var native: PixelsPadding {
    switch self {
    case .reflection: PIXELS_REFLECTION
    case .border: PIXELS_BORDER
    case .zeros: PIXELS_ZEROS
    }
  }
}

/// How a level between pixels is found (PyTorch: `mode`).
public enum Interpolation: String, Sendable, Hashable, CaseIterable, Codable {
  /// The four pixels around, weighed; before that, a picture more than twice too large is averaged down.
  case bilinear
  /// The nearest pixel: for masks, whose levels are names.
  case nearest
}

/// How a picture of any shape becomes one of the size that the network sees (fastai: `ResizeMethod`).
public enum ResizeMethod: String, Sendable, Hashable, CaseIterable, Codable {
  /// Covers the size with its shape kept; what sticks out is cut off.
  case crop
  /// Fits inside the size with its shape kept; the rest is padded.
  case pad
  /// Exactly the size, whatever that does to circles.
  case squish
  /// As it is.
  case no
}
