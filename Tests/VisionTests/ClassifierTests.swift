import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

@Suite("Learners for images, and classifiers made of them")
struct ClassifierTests {
  private func learner(_ data: ImageDataBunch, hidden: [Int] = [16]) throws -> Learner {
    try cnnLearner(
      data, .resnet18, weights: .random, hidden: hidden, metrics: [.errorRate], callbacks: [], device: .cpu)
  }

  @Test("a classifier read from the file gives the learner's probabilities for every validation image")
  func equalsLearner() async throws {
    try await withDataSet(counts: [7, 5]) { folder in
      let model = folder.appending("bears.safetensors")
      let (expected, paths) = try trained(folder, exportingTo: model)
      let classifier = try Classifier(contentsOf: model)
      #expect(classifier.classes == ["class0", "class1"] && classifier.architecture == .resnet18)
      for (path, want) in zip(paths, expected) {
        let prediction = try await classifier.predict(path)
        let bytes = Array(try Data(contentsOf: URL(filePath: path.string)))
        #expect(try await classifier.predict(decoding: bytes, named: "upload") == prediction)
        let got = classifier.classes.map { name in prediction.all.first { $0.label == name }?.probability ?? .nan }
        #expect(difference(got, want, absolute: 1e-5) == nil)
        #expect(prediction.probability == prediction.all.map(\.probability).max())
        #expect(prediction.label == prediction.all[0].label)
      }
    }
  }

  /// Synchronous, because tensors do not cross tasks.
  private func trained(_ folder: FilePath, exportingTo model: FilePath) throws -> ([[Float]], [FilePath]) {
    let data = try smallBunch(folder, validFraction: 0.4)
    let learn = try learner(data)
    try learn.fitOneCycle(1)
    try learn.export(to: model)
    return (try learn.getPreds().probabilities, try #require(data.valid).items.map(\.path))
  }

  @Test("many predictions at once agree, and what is no image is an error that names it")
  func concurrent() async throws {
    try await withDataSet(counts: [4, 4]) { folder in
      let model = folder.appending("m.safetensors")
      let (_, paths) = try trained(folder, exportingTo: model)
      let classifier = try Classifier(contentsOf: model)
      let path = paths[0]
      let all = try await withThrowingTaskGroup(of: Prediction.self, returning: Set<Prediction>.self) { group in
        for _ in 0..<8 { group.addTask { try await classifier.predict(path) } }
        return try await group.reduce(into: []) { $0.insert($1) }
      }
      #expect(all.count == 1)
      let missing = await #expect(throws: ImageError.self) { try await classifier.predict("/none.jpg") }
      #expect(missing?.subject == "/none.jpg")
      let text = await #expect(throws: ImageError.self) {
        try await classifier.predict(decoding: Array("hello".utf8), named: "upload.jpg")
      }
      #expect(text?.subject == "upload.jpg")
      #expect(try await classifier.predict(path) == all.first)
    }
  }

  @Test("images in one pass get what each gets alone, on one thread or three, and when the file is gone")
  func manyAtOnce() async throws {
    try await withDataSet(counts: [5, 4]) { folder in
      let model = folder.appending("m.safetensors")
      let (_, paths) = try trained(folder, exportingTo: model)
      let classifiers = try [
        Classifier(contentsOf: model, threads: 1, batchSize: 4), Classifier(contentsOf: model, threads: 3),
        Classifier(contentsOf: model, verifying: false),
      ]
      try Data("overwritten".utf8).write(to: URL(filePath: model.string))
      let images = try paths.map { path in
        try classifiers[0].decode(Array(Data(contentsOf: URL(filePath: path.string))), named: path.string)
      }
      for classifier in classifiers {
        let together = try await classifier.predict(images)
        #expect(together.count == images.count)
        for (image, prediction) in zip(images, together) {
          let alone = try await classifier.predict([image])[0]
          let pairs = zip(prediction.all.sorted { $0.label < $1.label }, alone.all.sorted { $0.label < $1.label })
          for (one, other) in pairs { #expect(abs(one.probability - other.probability) < 1e-5) }
        }
      }
      #expect(try await classifiers[0].predict([RGBImage]()).isEmpty)
    }
  }

  @Test("a classifier that nobody holds goes, and its thread with it")
  func released() async throws {
    try await withDataSet(counts: [4, 4]) { folder in
      let model = folder.appending("m.safetensors")
      let (_, paths) = try trained(folder, exportingTo: model)
      weak var held: Classifier?
      do {
        let classifier = try Classifier(contentsOf: model)
        held = classifier
        _ = try await classifier.predict(paths[0])
      }
      for _ in 0..<200 where held != nil { try await Task.sleep(for: .milliseconds(10)) }
      #expect(held == nil)
    }
  }

  @Test("files that are no classifier, damaged, or of a later version are refused by name")
  func refusals() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let model = folder.appending("m.safetensors")
      _ = try trained(folder, exportingTo: model)
      let wrong = folder.appending("wrong.safetensors")
      let file = try WeightFile(contentsOf: model)
      let state = try StateDictionary(file)

      func refused(_ change: (inout [String: String]) -> Void) throws -> LearnerError {
        var metadata = file.metadata
        change(&metadata)
        try state.write(to: wrong, metadata: metadata)
        let error = try #require(throws: LearnerError.self) { try Classifier(contentsOf: wrong) }
        #expect(error.code == .mismatch && error.description.contains(wrong.string))
        return error
      }
      #expect(try refused { $0 = [:] }.message.contains("no classifier"))
      #expect(try refused { $0["version"] = "99" }.message.contains("later version"))
      #expect(try refused { $0["classes"] = "[\"a\"" }.message.contains("damaged"))
      #expect(try refused { $0["classes"] = "[]" }.message.contains("damaged"))
      #expect(try refused { $0["size"] = "-3" }.message.contains("damaged"))
      #expect(try refused { $0["std"] = "[0, 1, 1]" }.message.contains("damaged"))
      #expect(try refused { $0["architecture"] = "vgg16" }.message.contains("not known here, 'vgg16'"))
      #expect(try refused { $0["resize"] = "squash" }.message.contains("damaged"))
      #expect(try refused { $0["activation"] = nil }.message.contains("damaged"))
      #expect(try refused { $0["version"] = "0" }.message.contains("later version"))
      #expect(try refused { $0["classes"] = "[\"a\",\"a\"]" }.message.contains("damaged"))
      #expect(try refused { $0["sha256"] = String(repeating: "0", count: 64) }.message.contains("SHA-256"))
      #expect(try refused { $0["classes"] = "[\"a\",\"b\",\"c\"]" }.message.contains("do not fit"))
      #expect(try refused { $0["hidden"] = "[1000000,1000000]" }.message.contains("do not fit"))
      #expect(try refused { $0["architecture"] = "resnet34" }.message.contains("do not fit"))
      #expect(try refused { $0["dropout"] = "0.0" }.message.contains("do not fit"))

      let bytes = try Data(contentsOf: URL(filePath: model.string))
      for damaged in [bytes.prefix(bytes.count / 2), bytes.prefix(100), Data("hello".utf8), Data()] {
        try damaged.write(to: URL(filePath: wrong.string))
        let error = try #require(throws: WeightFileError.self) { try Classifier(contentsOf: wrong) }
        #expect(error.file == wrong)
      }
      #expect(try #require(throws: WeightFileError.self) { try Classifier(contentsOf: "/none") }.code == .notFound)
    }
  }

  @Test("an export that fails leaves nothing, and one that succeeds replaces what was there")
  func exports() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let learn = try learner(smallBunch(folder))
      let forbidden: FilePath = "/proc/no/such/model.safetensors"
      #expect(try #require(throws: WeightFileError.self) { try learn.export(to: forbidden) }.remedy != nil)
      #expect(throws: WeightFileError.self) { try learn.export(to: folder.appending("class0")) }
      let model = folder.appending("m.safetensors")
      try Data("old".utf8).write(to: URL(filePath: model.string))
      try learn.export(to: model)
      _ = try Classifier(contentsOf: model)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
      #expect(Set(names) == ["class0", "class1", "m.safetensors"])
      let other = try Learner(learn.data, Linear(1, 1), callbacks: [], device: .cpu)
      #expect(try #require(throws: LearnerError.self) { try other.export(to: model) }.code == .usage)
    }
  }

  @Test("random weights freeze nothing; a file's weights freeze the body")
  func freezes() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let data = try smallBunch(folder)
      let weights = folder.appending("r18.safetensors")
      let whole = try Architecture.resnet18.makeNetwork()
      try whole.stateDictionary.write(to: weights)
      let random = try cnnLearner(data, .resnet18, weights: .random, callbacks: [], device: .cpu)
      #expect(random.model.trainableParameterCount == random.model.parameterCount)
      let learn = try cnnLearner(data, .resnet18, weights: .file(weights), callbacks: [], device: .cpu)
      #expect(learn.model.trainableParameterCount == 9600 + 528_898)
      #expect(
        try learn.model.stateDictionary["0.0.weight"]?.equals(#require(whole.stateDictionary["conv1.weight"])) == true)
    }
  }

  @Test("weights that are missing or of another architecture are errors that say so")
  func wrongWeights() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let data = try smallBunch(folder)
      let weights = folder.appending("other.safetensors")
      try Linear(2, 2).stateDictionary.write(to: weights)
      let error = try #require(throws: LearnerError.self) {
        try cnnLearner(data, .resnet18, weights: .file(weights), callbacks: [], device: .cpu)
      }
      #expect(error.code == .mismatch && error.message.contains("resnet18") && error.remedy != nil)
      let missing = try #require(throws: WeightFileError.self) {
        try cnnLearner(data, .resnet18, weights: .file("/none.pth"), callbacks: [], device: .cpu)
      }
      #expect(missing.code == .notFound)
      if let cut = SharedData.weights("resnet18-5c106cde.truncated-1MiB.pth") {
        #expect(throws: WeightFileError.self) {
          try cnnLearner(data, .resnet18, weights: .file(cut), callbacks: [], device: .cpu)
        }
      }
    }
  }

  @Test(
    "pretrained weights that are not at hand are an error with the ways to get them",
    .enabled(if: PretrainedWeights(for: .resnet152)?.located() == nil))
  func unavailable() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let data = try smallBunch(folder)
      let error = try #require(throws: LearnerError.self) {
        try cnnLearner(data, .resnet152, callbacks: [], device: .cpu)
      }
      #expect(error.code == .unavailable && error.remedy?.contains("FASTAI_WEIGHTS_DIR") == true)
    }
  }

  @Test("the registry knows the official files, and a file by its hash")
  func registry() throws {
    #expect(
      PretrainedWeights.all.prefix(5).map(\.hashPrefix) == ["5c106cde", "333f7ec4", "19c8e357", "5d3b4d8f", "b121ed2d"])
    #expect(PretrainedWeights(for: .resnet34)?.url == "https://download.pytorch.org/models/resnet34-333f7ec4.pth")
    #expect(PretrainedWeights.all.allSatisfy { $0.hashPrefix.wholeMatch(of: #/[0-9a-f]{8}/#) != nil })
    try withTemporaryFolder { folder in
      let path = folder.appending("resnet18-5c106cde.pth")
      try Data("not the weights".utf8).write(to: URL(filePath: path.string))
      #expect(try PretrainedWeights(for: .resnet18)?.matches(path) == false)
    }
  }

  @Test("making, training, exporting and reading leave no tensor behind")
  func leaks() throws {
    try withDataSet(counts: [4, 4]) { folder in
      let model = folder.appending("m.safetensors")
      let leaked = try tensorsLeaked {
        _ = try trained(folder, exportingTo: model)
        _ = try Classifier(contentsOf: model)
      }
      #expect(leaked == 0)
    }
  }
}
