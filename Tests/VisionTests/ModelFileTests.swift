import Foundation
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

@Suite("Model files")
struct ModelFileTests {
  struct Expected: Decodable {
    let classes: [String], softmax: [Float], sigmoid: [Float]
  }

  /// `scripts/fixtures/make-model-fixtures.py`, `golden_network`.
  private static let golden = Architecture("golden", cut: .last(1)) {
    try Sequential(
      Conv2d(3, 4, kernelSize: 3, stride: 4), BatchNorm2d(4), ReLU(), Conv2d(4, 6, kernelSize: 3, stride: 4),
      AdaptiveAvgPool2d())
  }

  private func path(_ name: String) -> FilePath {
    TorchFixture.folder.removingLastComponent().appending("models").appending(name)
  }

  private func expected() throws -> Expected {
    try JSONDecoder().decode(Expected.self, from: Data(contentsOf: URL(filePath: path("expected.json").string)))
  }

  @Test(
    "a file of every version that was ever written gives PyTorch's probabilities",
    arguments: ["version-1", "version-2", "version-2-sigmoid"])
  func everyVersion(name: String) async throws {
    let want = try expected()
    let classifier = try Classifier(
      contentsOf: path("\(name).safetensors"), architectures: [Self.golden])
    #expect(classifier.classes == want.classes)
    #expect(classifier.description.size == 32 && classifier.description.hidden == [5])
    #expect(classifier.description.metrics == (name == "version-1" ? [:] : ["valid_loss": 0.25, "error_rate": 0.125]))
    #expect(classifier.description.provenance["trainImages"] == (name == "version-1" ? nil : "473"))
    let prediction = try await classifier.predict(path("picture.png"))
    let got = want.classes.map { label in prediction.all.first { $0.label == label }?.probability ?? .nan }
    #expect(difference(got, name.hasSuffix("sigmoid") ? want.sigmoid : want.softmax, absolute: 1e-5) == nil)
  }

  @Test("the newest version in the fixtures is the one that is written, with the same keys")
  func newest() throws {
    let file = try WeightFile(contentsOf: path("version-\(ModelDescription.currentVersion).safetensors"))
    try withDataSet(counts: [4, 4]) { folder in
      let learn = try cnnLearner(
        smallBunch(folder), Self.golden, weights: .random, hidden: [5], callbacks: [], device: .cpu)
      try learn.export(to: folder.appending("m.safetensors"))
      let own = try WeightFile(contentsOf: folder.appending("m.safetensors"))
      #expect(Set(own.metadata.keys) == Set(file.metadata.keys))
      #expect(own.metadata["version"] == file.metadata["version"])
      #expect(Set(own.tensors.map(\.name)) == Set(file.tensors.map(\.name)))
    }
  }

  @Test("an architecture that is not known is refused by name, with the remedy")
  func unknownArchitecture() throws {
    let error = try #require(throws: LearnerError.self) {
      try Classifier(contentsOf: path("version-2.safetensors"))
    }
    #expect(error.message.contains("'golden'") && error.remedy?.contains("architectures:") == true)
  }

  @Test("one changed bit in the weights is found, unless nobody looks")
  func changedBit() throws {
    try withTemporaryFolder { folder in
      var bytes = try Data(contentsOf: URL(filePath: path("version-2.safetensors").string))
      bytes[bytes.count - 3] ^= 1
      let damaged = folder.appending("damaged.safetensors")
      try bytes.write(to: URL(filePath: damaged.string))
      let error = try #require(throws: LearnerError.self) {
        try ModelFile(contentsOf: damaged, architectures: [Self.golden])
      }
      #expect(error.code == .mismatch && error.message.contains("SHA-256") && error.message.contains(damaged.string))
      _ = try ModelFile(contentsOf: damaged, architectures: [Self.golden], verifying: false)
    }
  }

  @Test("an export tells how good the model was and where it comes from, and loads as a learner that goes on")
  func roundTrip() throws {
    try withDataSet(counts: [6, 6]) { folder in
      let data = try smallBunch(folder, validFraction: 0.4)
      let model = folder.appending("m.safetensors")
      let learn = try cnnLearner(
        data, Self.golden, weights: .random, hidden: [5], metrics: [.errorRate], callbacks: [], device: .cpu)
      try learn.fit(1)
      try learn.export(to: model, provenance: ["author": "a test"])
      let description = try ModelFile(contentsOf: model, architectures: [Self.golden]).description
      #expect(Set(description.metrics.keys) == ["valid_loss", "error_rate"])
      #expect(description.provenance["author"] == "a test" && description.provenance["trainImages"] != nil)
      let again = try loadLearner(
        model, data: data, architectures: [Self.golden], metrics: [.errorRate], callbacks: [], device: .cpu)
      let (before, after) = (try learn.validate(), try again.validate())
      #expect(abs(before.loss - after.loss) < 1e-6 && before.metrics == after.metrics)
      #expect(again.model.trainableParameterCount < again.model.parameterCount)
      try again.fit(1)
      let bare = try loadLearner(model, architectures: [Self.golden], callbacks: [], device: .cpu)
      #expect(bare.data.classes == data.classes)
    }
  }

  @Test("data with other classes, the same in another order, or other normalisation, is refused")
  func otherClasses() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let data = try smallBunch(folder)
      let model = folder.appending("m.safetensors")
      let learn = try cnnLearner(
        data, Self.golden, weights: .random, hidden: [5], callbacks: [], device: .cpu)
      try learn.export(to: model)
      let file = try WeightFile(contentsOf: model)
      func refusal(_ key: String, _ value: String) throws -> LearnerError {
        let other = folder.appending("other.safetensors")
        try StateDictionary(file).write(to: other, metadata: file.metadata.merging([key: value]) { $1 })
        return try #require(throws: LearnerError.self) {
          try loadLearner(other, data: data, architectures: [Self.golden], callbacks: [], device: .cpu)
        }
      }
      let order = try refusal("classes", #"["class1","class0"]"#)
      #expect(order.code == .mismatch && order.message.contains("in the order [\"class0\", \"class1\"]"))
      #expect(try refusal("classes", #"["bear","cat"]"#).message.contains("the data has [\"class0\", \"class1\"]"))
      #expect(try refusal("mean", "[0.1,0.2,0.3]").remedy?.contains("[0.1, 0.2, 0.3]") == true)
    }
  }
}
