import Torch
import TorchNN

/// The network of `small-training-step.json`.
func smallNetwork() throws -> Sequential {
  try Sequential(
    Sequential(Conv2d(3, 4, kernelSize: 3, padding: 1, bias: false), BatchNorm2d(4), ReLU(), MaxPool2d(kernelSize: 2)),
    Sequential(AdaptiveConcatPool2d(1), Flatten(), BatchNorm1d(8), Linear(8, 5), ReLU(), Linear(5, 3)))
}
