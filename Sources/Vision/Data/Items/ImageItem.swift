public import SystemPackage

/// What a network is to say of one image, in numbers.
public enum Target: Sendable, Hashable {
  /// Index into the classes.
  case category(Int)
  /// Indices into the classes, ascending.
  case categories([Int])
  case numbers([Float])
  /// Nobody said: an image to predict.
  case unknown
}

/// An image of a data set and what is to be said of it.
public struct ImageItem: Sendable, Hashable {
  public let path: FilePath
  public let target: Target

  public init(path: FilePath, target: Target) { (self.path, self.target) = (path, target) }

  init(path: FilePath, label: Int) { self.init(path: path, target: .category(label)) }

  /// Index into the data set's classes; −1 when the target is not one class.
  public var label: Int { if case .category(let index) = target { index } else { -1 } }
}
