import Foundation
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN
import Training

@testable import Vision

/// Our files in the real libraries: `$FASTAI_PYTHON` with torchvision, fastai and safetensors, or `python3`.
@Suite(
  "Files in Python", .serialized, .enabled(if: Python.hasLibraries, "Python has no torchvision, fastai, safetensors"))
struct PythonInteropTests {
  @Test(
    "a whole network loads into torchvision's and computes the same",
    arguments: ["resnet18", "squeezenet1_1", "densenet121", "mobilenet_v2", "convnext_tiny", "efficientnet_b0"])
  func network(name: String) throws {
    let network = try withoutInitialisation { try #require(Architecture(name)).makeNetwork() }
    try FormulaWeights.fill(network, gain: 1)
    try withTemporaryFolder { folder in
      let path = folder.appending("network.safetensors")
      try network.stateDictionary.write(to: path)
      try check(network, Python.run("network", name, path))
    }
  }

  @Test(
    "an exported learner loads into fastai's body and head and computes the same",
    arguments: ["resnet18", "squeezenet1_1"])
  func learner(name: String) throws {
    try withDataSet(counts: [4, 4]) { folder in
      let learn = try cnnLearner(
        smallBunch(folder), #require(Architecture(name)), weights: .random, callbacks: [], device: .cpu)
      let path = folder.appending("model.safetensors")
      try learn.export(to: path)
      let answer = try Python.run("learner", name, path)
      try check(learn.model, answer)
      #expect(answer.metadata["classes"] == #"["class0","class1"]"# && answer.metadata["architecture"] == name)
    }
  }

  private func check(_ model: Module, _ answer: Python.Answer) throws {
    model.eval()
    let output = try withoutGrad { try model(FormulaWeights.images(1, size: 64)) }
    let first = try output.flattened().scalars(as: Float.self).prefix(8)
    #expect(difference(first, answer.output, absolute: 1e-4, relative: 1e-4) == nil)
  }
}

enum Python {
  struct Answer: Decodable {
    let output: [Float], metadata: [String: String]
  }

  private static let root = TorchFixture.folder.appending("../../..").lexicallyNormalized()

  static let hasLibraries: Bool = (try? start(["-c", "import torch, torchvision, fastai, safetensors"]).status) == 0

  static func run(_ kind: String, _ architecture: String, _ file: FilePath) throws -> Answer {
    let script = root.appending("scripts").appending("check-model-interop.py").string
    let (status, output) = try start([script, kind, architecture, file.string])
    try #require(status == 0)
    return try JSONDecoder().decode(Answer.self, from: output)
  }

  private static func start(_ arguments: [String]) throws -> (status: Int32, output: Data) {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["FASTAI_PYTHON"] ?? "python3"] + arguments
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
