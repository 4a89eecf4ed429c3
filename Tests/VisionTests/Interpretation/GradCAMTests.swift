import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

@Suite("Grad-CAM")
struct GradCAMTests {
  @Test("the maps are PyTorch's for every family of networks, to 1e-4 of their largest value")
  func equalsPyTorch() throws {
    for want in try InterpretationFixture.load().cams {
      let architecture = try #require(Architecture(want.name))
      let cnn = try withoutInitialisation {
        try CNN(architecture, body: createBody(architecture), classCount: 3, hidden: [8])
      }
      try FormulaWeights.fill(cnn, gain: want.gain)
      let maps = try cnn.heatMaps(FormulaWeights.images(2, size: 96), of: want.labels)
      for (map, values) in zip(maps, want.maps) {
        #expect([map.rows, map.columns] == want.shape, "\(want.name)")
        let most = max(values.max() ?? 0, 1e-7)
        #expect(
          difference(map.values.map { Double($0) / most }, values.map { $0 / most }, absolute: 1e-4) == nil,
          "\(want.name)")
      }
      #expect(maps.count == 2)
      #expect(try cnn.parameters.allSatisfy { try $0.gradIfPresent == nil && $0.requiresGrad }, "\(want.name)")
    }
  }

  @Test("a classifier explains itself by the CPU's own kernels as the network does, and holds its weights once")
  func classifier() async throws {
    try await withDataSet(counts: [0]) { folder in
      let path = folder / "m.safetensors"
      let pixels: [UInt8] = (0..<15360).map { UInt8($0 * 7919 % 251) }
      let image = try RGBImage(width: 80, height: 64, pixels: pixels)
      let wanted = try network(writtenTo: path, lookingAt: image)
      let look = GradCAM(try Classifier(contentsOf: path))
      for (label, want) in wanted.enumerated() {
        let got = try await look(image, of: label)
        #expect([got.heatMap.rows, got.heatMap.columns, got.label] == [want.rows, want.columns, label])
        let most = Double(want.values.max() ?? 1)
        #expect(difference(got.heatMap.values, want.values, absolute: 1e-4 * most) == nil)
        #expect([got.image.width, got.image.height] == [64, 64])
      }
      let best = try await look(image)
      #expect(best.probabilities.indices.max { best.probabilities[$0] < best.probabilities[$1] } == best.label)
      await #expect(throws: LearnerError.self) { try await look(image, of: 3) }
    }
  }

  /// The maps for each class of a network that is written to a file. Synchronous, because tensors do not cross tasks.
  private func network(writtenTo path: FilePath, lookingAt image: RGBImage) throws -> [HeatMap] {
    let cnn = try withoutInitialisation {
      try CNN(.resnet18, body: createBody(.resnet18), classCount: 3, hidden: [8])
    }
    try FormulaWeights.fill(cnn, gain: 1)
    let description = ModelDescription(
      classes: ["a", "b", "c"], architecture: .resnet18, size: 64, normalization: .imagenet, hidden: [8],
      dropout: 0.5, activation: .softmax, metrics: [:], provenance: [:])
    try cnn.stateDictionary.write(to: path, metadata: description.metadata(), hashKey: ModelFile.hashKey)
    let settings = ImageLoader.Settings(size: 64, transforms: Transforms(), normalization: .imagenet)
    let x = try settings.look(at: image).input
    return try (0..<3).map { try cnn.heatMaps(x, of: [$0])[0] }
  }

  @Test("asking for a class that there is not says which there are, and leaves the network as it was")
  func unknownClass() throws {
    let cnn = try CNN(.resnet18, body: createBody(.resnet18), classCount: 2)
    let x = try Tensor.zeros(1, 3, 64, 64)
    #expect(throws: LearnerError.self) { try cnn.heatMaps(x, of: [2]) }
    #expect(throws: LearnerError.self) { try cnn.heatMaps(x, of: [0, 1]) }
    #expect(cnn.isTraining && cnn.head.parameters.allSatisfy(\.requiresGrad))
  }

  @Test("no tensor is left behind")
  func leaks() throws {
    let cnn = try CNN(.resnet18, body: createBody(.resnet18), classCount: 2)
    let x = try Tensor.randn(1, 3, 64, 64)
    #expect(try tensorsLeaked { _ = try cnn.heatMaps(x, of: [1]) } == 0)
  }

  @Test("over a picture the hottest cell is the brightest colour, and an empty map darkens evenly")
  func overlay() throws {
    let grey = try RGBImage(width: 8, height: 8, pixels: [UInt8](repeating: 100, count: 192))
    let map = HeatMap(rows: 2, columns: 2, values: [0, 0, 0, 4])
    #expect(map.shares == [0, 0, 0, 1])
    let seen = try map.overlay(on: grey)
    func sum(_ x: Int, _ y: Int) -> Int { (0..<3).reduce(0) { $0 + Int(seen.pixels[(y * 8 + x) * 3 + $1]) } }
    #expect(sum(7, 7) > sum(4, 4) && sum(4, 4) > sum(0, 0))
    let empty = try HeatMap(rows: 2, columns: 2, values: [0, 0, 0, 0]).overlay(on: grey)
    #expect(Set(empty.pixels).count <= 2)
    // Halfway between two cell centres lies their mean.
    #expect(
      difference(HeatMap(rows: 1, columns: 2, values: [0, 1]).stretched(width: 4, height: 1), [0, 0.25, 0.75, 1]) == nil
    )
  }
}
