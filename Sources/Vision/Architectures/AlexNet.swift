import TorchNN

extension Architecture {
  /// Krizhevsky 2014, arXiv:1404.5997, as torchvision has it. Input of at least 63 pixels.
  public static let alexnet = Architecture(
    "alexnet", cut: .last(1), split: .inFeatures([6]), features: 256, network: makeAlexNet)
}

private func makeAlexNet() throws -> Module {
  let relu = { ReLU(inPlace: true) }
  let features = try Sequential(
    Conv2d(3, 64, kernelSize: 11, stride: 4, padding: 2), relu(), MaxPool2d(kernelSize: 3, stride: 2),
    Conv2d(64, 192, kernelSize: 5, padding: 2), relu(), MaxPool2d(kernelSize: 3, stride: 2),
    Conv2d(192, 384, kernelSize: 3, padding: 1), relu(),
    Conv2d(384, 256, kernelSize: 3, padding: 1), relu(),
    Conv2d(256, 256, kernelSize: 3, padding: 1), relu(), MaxPool2d(kernelSize: 3, stride: 2))
  let classifier = try Sequential(
    Dropout(), Linear(256 * 6 * 6, 4096), relu(),
    Dropout(), Linear(4096, 4096), relu(),
    Linear(4096, 1000))
  return FeatureNetwork(features: features, avgpool: 6, classifier: classifier)
}
