import CTorch

/// How 3 × 3 convolutions with stride 1 of float32 images are computed on the processor.
public enum ConvolutionAlgorithm: String, Sendable, CaseIterable {
  /// Winograd's algorithm where it is faster, by a rule over the shape: the same in every process of one machine. On
  /// processors without AVX2 that is nowhere.
  case auto
  /// Sums of products, by libtorch.
  case direct
  /// Winograd's minimal filtering wherever it applies: a quarter of the multiplications, and a relative error of
  /// about 1e-6 instead of 2e-7 (Lavin and Gray 2015, arXiv:1509.09308).
  case winograd
}

/// The algorithm in use by this thread; at first what the environment's `FASTAI_CONV` names, `auto` without it. With
/// `direct` the numbers are libtorch's to the bit.
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
