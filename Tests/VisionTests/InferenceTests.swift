import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch

@testable import TorchNN
@testable import Vision

@Suite("Networks by the CPU's own kernels", .serialized)
struct InferenceTests {
  static let planned: [Architecture] = [.resnet18, .resnet34, .resnet50, .resnet101, .resnet152]

  private func model(_ architecture: Architecture, classes: Int = 5) throws -> CNN {
    let model = try withoutInitialisation {
      try CNN(architecture, body: createBody(architecture), classCount: classes)
    }
    try FormulaWeights.fill(model, gain: 1)
    model.eval()
    return model
  }

  private func probabilities(_ scores: [Float], classes: Int) -> [Float] {
    stride(from: 0, to: scores.count, by: classes).flatMap {
      ModelDescription.Activation.softmax.apply(to: scores[$0..<$0 + classes])
    }
  }

  @Test(
    "scores equal the module's, for odd sizes too", arguments: [Architecture.resnet18, .resnet50])
  func equalsModule(architecture: Architecture) throws {
    let model = try model(architecture)
    let network = try InferenceNetwork(InferencePlan(model), height: 96, width: 96, batchSize: 1, threads: 2)
    for (count, size) in [(1, 96), (3, 97)] {
      let x = try FormulaWeights.images(count, size: size)
      let want = try withoutGrad { try model(x).flattened() }.scalars(as: Float.self)
      let got = try network.scores(of: x)
      let largest = want.map(abs).max() ?? 1
      #expect(difference(got, want, absolute: Double(largest) * 2e-5) == nil)
      #expect(
        difference(probabilities(got, classes: 5), probabilities(want, classes: 5), absolute: 1e-4) == nil)
    }
  }

  @Test("which architectures the kernels know, and that all others are left to libtorch", arguments: Architecture.all)
  func knowledge(architecture: Architecture) throws {
    let model = try withoutInitialisation {
      try CNN(architecture, body: createBody(architecture), classCount: 2)
    }
    model.eval()
    if Self.planned.contains(architecture) {
      _ = try InferencePlan(model)
    } else {
      #expect(throws: InferencePlan.Unsupported.self) { try InferencePlan(model) }
    }
  }

  @Test("torchvision's whole networks are known, with their one mean at the end")
  func wholeNetwork() throws {
    let network = try withoutInitialisation { try Architecture.resnet18.makeNetwork() }
    try FormulaWeights.fill(network, gain: 1)
    network.eval()
    let x = try FormulaWeights.images(2, size: 64)
    let want = try withoutGrad { try network(x).flattened() }.scalars(as: Float.self)
    let got = try InferenceNetwork(InferencePlan(network), height: 64, width: 64, batchSize: 2, threads: 1).scores(
      of: x)
    #expect(difference(got, want, absolute: 2e-5 * Double(want.map(abs).max() ?? 1)) == nil)
  }

  @Test("layers that only look alike are refused")
  func refusals() throws {
    let refused: [[Module]] = try [
      [Conv2d(3, 32, kernelSize: 3, groups: 1), ReLU(), BatchNorm2d(32)],
      [Conv2d(3, 32, kernelSize: 3, dilation: 2)],
      [Conv2d(3, 33, kernelSize: 3, groups: 3)],
      [MaxPool2d(kernelSize: 2)],
      [Conv2d(3, 32, kernelSize: 3), MaxPool2d(kernelSize: 2, ceilMode: true)],
      [Conv2d(3, 32, kernelSize: 3), MaxPool2d(kernelSize: 2), ReLU()],
      [Conv2d(3, 32, kernelSize: 3), Flatten()],
      [Conv2d(4, 32, kernelSize: 3)],
      [Conv2d(3, 32, kernelSize: 3), Linear(32, 2)],
      [SiLU()],
    ]
    for modules in refused {
      #expect(throws: InferencePlan.Unsupported.self) { try InferencePlan(Sequential(modules)) }
    }
  }

  @Test("norms before and after a linear layer are folded into it")
  func foldsNorms() throws {
    let network = try Sequential(
      Conv2d(3, 32, kernelSize: 3, padding: 1), BatchNorm2d(32), ReLU(), AdaptiveConcatPool2d(), Flatten(),
      BatchNorm1d(64),
      Dropout(), Linear(64, 12, bias: false), BatchNorm1d(12), ReLU(), BatchNorm1d(12), Linear(12, 3))
    try FormulaWeights.fill(network, gain: 1)
    network.eval()
    let x = try FormulaWeights.images(3, size: 20)
    let want = try withoutGrad { try network(x).flattened() }.scalars(as: Float.self)
    let got = try InferenceNetwork(InferencePlan(network), height: 20, width: 20, threads: 1).scores(of: x)
    #expect(difference(got, want, absolute: 1e-5) == nil)
  }

  @Test("features are what the body gives, for whole batches, and a network without a pooling has none")
  func features() throws {
    let model = try model(.resnet18)
    let network = try InferenceNetwork(InferencePlan(model), height: 64, width: 64, batchSize: 1, threads: 2)
    let batch = PixelBatch(count: 18, size: 64)
    for (place, slot) in (0..<18).enumerated() {
      for index in batch.image(slot).indices { batch.image(slot)[index] = UInt8((index * 7919 + place * 31) % 251) }
    }
    let normal = Normalization.imagenet
    let got = try network.features(
      of: batch.pixels, count: 18, height: 64, width: 64, scale: normal.scale, shift: normal.shift)
    let want = try withoutGrad { try model.body(batch.tensor(normal)) }
    #expect(got.shape == [18, 512, 2, 2] && got.shape == want.shape)
    let (left, right) = (try got.scalars(as: Float.self), try want.scalars(as: Float.self))
    #expect(difference(left, right, absolute: 1e-4 * Double(right.max() ?? 1)) == nil)

    let unpooled = try InferenceNetwork(
      InferencePlan(Sequential(Conv2d(3, 16, kernelSize: 3))), height: 8, width: 8, threads: 1)
    #expect(throws: TorchError.self) {
      try unpooled.features(of: batch.pixels, count: 1, height: 8, width: 8, scale: normal.scale, shift: normal.shift)
    }
  }

  @Test("planning and running leave no tensor behind")
  func leaks() throws {
    let model = try model(.resnet18)
    let x = try FormulaWeights.images(1, size: 64)
    let leaked = try tensorsLeaked {
      _ = try InferenceNetwork(InferencePlan(model), height: 64, width: 64, threads: 1).scores(of: x)
    }
    #expect(leaked == 0)
  }
}
