/// The mean and the standard deviation of each channel, of pixels from 0 to 1.
public struct Normalization: Sendable, Hashable, Codable {
  public let mean: [Float]
  public let std: [Float]

  public init(mean: [Float], std: [Float]) { (self.mean, self.std) = (mean, std) }

  /// What torchvision's weights were trained with (fastai: `imagenet_stats`).
  public static let imagenet = Normalization(mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225])

  /// Of the CIFAR-10 training images (fastai: `cifar_stats`).
  public static let cifar = Normalization(mean: [0.491, 0.482, 0.447], std: [0.247, 0.243, 0.261])

  /// Of MNIST's digits, the same in each of three channels (fastai: `mnist_stats`; in 2018 it was 0.15 for both).
  public static let mnist = Normalization(mean: [0.131, 0.131, 0.131], std: [0.308, 0.308, 0.308])

  /// What bytes are multiplied with, and what is then added: `(x / 255 − mean) / std`.
  var scale: [Float] { std.map { 1 / (255 * $0) } }
  var shift: [Float] { zip(mean, std).map { -$0 / $1 } }
}
