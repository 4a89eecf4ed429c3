public import Images

/// What happens to an image between the file and the batch: a list of transforms, and how the image is brought to size.
///
/// Resizing, warping, turning, zooming, lighting, mirroring and cutting are one sampling of the picture.
/// Without a list it is the centre of the image, as validation and prediction see it.
public struct Transforms: Sendable, Hashable {
  public var list: [Transform]
  public var resizeMethod: ResizeMethod
  public var paddingMode: PaddingMode
  public var interpolation: Interpolation

  /// The centre of the image.
  public init() { self.init([]) }

  public init(
    _ list: [Transform] = [], resizeMethod: ResizeMethod = .crop, paddingMode: PaddingMode = .reflection,
    interpolation: Interpolation = .bilinear
  ) {
    (self.list, self.resizeMethod) = (list, resizeMethod)
    (self.paddingMode, self.interpolation) = (paddingMode, interpolation)
  }

  /// The transforms in the order in which they run: by what they work on, and then as listed
  /// (fastai: `Image.apply_tfms`).
  var inOrder: [Transform] {
    let cuts = resizeMethod == .crop || resizeMethod == .pad
    let hasCut = list.contains { $0.order == .crop }
    let all = cuts && !hasCut ? [.cropPad()] + list : cuts ? list : list.filter { $0.order != .crop }
    return all.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }.map(\.element)
  }
}

extension Transforms: ExpressibleByArrayLiteral, CustomStringConvertible {
  public init(arrayLiteral elements: Transform...) { self.init(elements) }

  public var description: String {
    "\(resizeMethod), \(paddingMode), \(interpolation): \(list.map(\.description).joined(separator: ", "))"
  }
}

/// Transforms for training and for validation.
public struct TransformPair: Sendable, Hashable {
  public var train: Transforms
  public var valid: Transforms

  public init(train: Transforms = Transforms(), valid: Transforms = Transforms()) {
    (self.train, self.valid) = (train, valid)
  }
}
