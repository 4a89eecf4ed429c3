import Torch
import TorchNN

/// Simonyan and Zisserman 2014, arXiv:1409.1556, table 1, with batch norm after each convolution.
extension Architecture {
  public static let vgg11_bn = vgg("vgg11_bn", [[64], [128], [256, 256], [512, 512], [512, 512]])
  public static let vgg13_bn = vgg("vgg13_bn", [[64, 64], [128, 128], [256, 256], [512, 512], [512, 512]])
  public static let vgg16_bn = vgg(
    "vgg16_bn", [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]])
  public static let vgg19_bn = vgg(
    "vgg19_bn", [[64, 64], [128, 128], [256, 256, 256, 256], [512, 512, 512, 512], [512, 512, 512, 512]])

  private static func vgg(_ name: String, _ stages: [[Int]]) -> Architecture {
    Architecture(name, cut: .last(1), split: .inFeatures([22]), features: 512) { try makeVGG(stages) }
  }
}

/// Output channels of each convolution, in stages that end with a pooling.
private func makeVGG(_ stages: [[Int]]) throws -> Module {
  var (layers, channels) = ([Module](), 3)
  for stage in stages {
    for outChannels in stage {
      layers += [try Conv2d(channels, outChannels, kernelSize: 3, padding: 1), try BatchNorm2d(outChannels)]
      layers.append(ReLU(inPlace: true))
      channels = outChannels
    }
    layers.append(MaxPool2d(kernelSize: 2))
  }
  let classifier = try Sequential(
    Linear(512 * 7 * 7, 4096), ReLU(inPlace: true), Dropout(),
    Linear(4096, 4096), ReLU(inPlace: true), Dropout(),
    Linear(4096, 1000))
  let network = FeatureNetwork(features: Sequential(layers), avgpool: 7, classifier: classifier)
  try initialise(
    network, convolutions: { try kaimingNormal($0, mode: .fanOut) }, linears: { try Tensor.randn($0) * 0.01 })
  return network
}
