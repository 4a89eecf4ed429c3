import CTorch

/// How 3 × 3 convolutions with stride 1 of float32 images are computed on the processor.
public enum ConvolutionAlgorithm: String, Sendable, CaseIterable {
  /// Whichever measured faster: the first convolution of each shape tries all, and the choice is kept in
  /// `~/.cache/swift-fastai/convolutions.txt`, so that later runs compute the same.
  case auto
  /// Sums of products, by libtorch.
  case direct
  /// Winograd's minimal filtering wherever it applies: a quarter of the multiplications, and a relative error of
  /// about 1e-6 instead of 2e-7 (Lavin and Gray 2015, arXiv:1509.09308).
  case winograd
}

/// The algorithm in use by this thread; at first what the environment's `FASTAI_CONV` names, `direct` without it: the
/// same numbers in every run. `auto` is faster, and may round differently from one machine to the next.
public var convolutionAlgorithm: ConvolutionAlgorithm {
  get {
    switch ct_convolution_mode() {
    case CT_CONVOLUTION_DIRECT: .direct
    case CT_CONVOLUTION_WINOGRAD: .winograd
    default: .auto
    }
  }
  set {
    switch newValue {
    case .auto: ct_set_convolution_mode(CT_CONVOLUTION_AUTO)
    case .direct: ct_set_convolution_mode(CT_CONVOLUTION_DIRECT)
    case .winograd: ct_set_convolution_mode(CT_CONVOLUTION_WINOGRAD)
    }
  }
}
