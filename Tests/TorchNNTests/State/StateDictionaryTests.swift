import Foundation
import SystemPackage
import TestSupport
import Testing
import Torch
import TorchNN

@Suite("State dictionaries")
struct StateDictionaryTests {
  private func snapshot(_ module: Module) throws -> [[Float]] {
    try module.stateDictionary.entries.map { try $0.tensor.scalars() }
  }

  @Test("weights go through a safetensors file and come back to the bit")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      let (net, other) = (try smallNetwork(), try smallNetwork())
      _ = try net(.randn(4, 3, 8, 8))  // moves the running statistics
      let path = folder.appending("net.safetensors")
      try net.stateDictionary.write(to: path, metadata: ["a": "b"])
      let report = try other.load(StateDictionary(contentsOf: path))
      #expect(report.isComplete)
      #expect(try snapshot(other) == snapshot(net))
      #expect(other.parameters.allSatisfy { $0.requiresGrad })
    }
  }

  @Test("every element type goes through a file", arguments: DType.allCases)
  func types(dtype: DType) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("x.safetensors")
      let x = try Tensor([0, 1, 1, 0, 1, 0], shape: [2, 3]).to(dtype)
      let state = StateDictionary([
        ("x", x), ("view", try x.transposed()), ("one", try x[0, 1]), ("none", try x[0..<0]),
      ])
      try state.write(to: path)
      let back = try StateDictionary(contentsOf: path)
      for (name, tensor) in state.entries {
        let other = try #require(back[name])
        #expect(other.dtype == dtype)
        #expect(try other.equals(tensor), "\(name)")
      }
    }
  }

  @Test("a dictionary holds the tensors themselves; the last of one name wins")
  func entries() throws {
    let layer = try Linear(2, 1)
    try withoutGrad { try layer.stateDictionary["weight"]?.fill(3) }
    #expect(try layer.weight.tensor.scalars() == [3, 3] as [Float])
    let twice = StateDictionary([("a", try tensor(1)), ("a", try tensor(2))])
    #expect(try twice["a"]?.item() == 2)
    #expect(twice["b"] == nil)
  }

  @Test(
    "weights that do not fit are refused by name, and nothing changes",
    arguments: ["missing", "unexpected", "mismatched"])
  func refuses(kind: String) throws {
    let net = try smallNetwork()
    var entries = try smallNetwork().stateDictionary.entries
    switch kind {
    case "missing": entries.removeAll { $0.name == "1.5.weight" }
    case "unexpected": entries.append(("1.9.weight", try .zeros(2)))
    default: entries = try entries.map { $0.name == "1.5.weight" ? ($0.name, try .zeros(4, 5)) : $0 }
    }
    let before = try snapshot(net)
    let error = try #require(throws: TorchError.self) { try net.load(StateDictionary(entries)) }
    #expect(error.message.contains(kind == "unexpected" ? "1.9.weight" : "1.5.weight"))
    #expect(error.message.contains(kind == "mismatched" ? "[4, 5]" : kind))
    #expect(error.code == .shape && error.operation == "load" && error.remedy != nil)
    #expect(try snapshot(net) == before)
  }

  @Test("lenient loading takes what fits and reports the rest")
  func lenient() throws {
    let net = try smallNetwork()
    let state = StateDictionary([
      ("1.5.bias", try tensor(1, 2, 3)), ("1.3.bias", try tensor(1)), ("extra", try tensor(1)),
    ])
    let report = try net.load(state, strict: false)
    #expect(report.unexpected == ["extra"])
    #expect(report.mismatched.count == 1 && report.missing.contains("0.0.weight"))
    #expect(!report.isComplete)
    #expect(try net.stateDictionary["1.5.bias"]?.scalars() == [1, 2, 3] as [Float])
  }

  @Test("batch counters may be missing, and other element types are converted")
  func oldFiles() throws {
    let net = try smallNetwork()
    let old = try smallNetwork().stateDictionary.entries.filter { !$0.name.hasSuffix("num_batches_tracked") }
    #expect(try net.load(StateDictionary(old)).isComplete)
    let halves = try old.map { (name: $0.name, tensor: try $0.tensor.detached().to(.float16)) }
    #expect(try net.load(StateDictionary(halves)).isComplete)
    #expect(net.parameters.allSatisfy { $0.dtype == .float32 })
  }

  @Test("loading does not become part of a graph, and frozen parameters load too")
  func graph() throws {
    let (layer, other) = (try Linear(2, 1), try Linear(2, 1))
    try layer.weight.tensor.requireGrad(false)
    try layer.load(other.stateDictionary)
    #expect(layer.weight.tensor.gradFunction == nil && layer.bias?.tensor.gradFunction == nil)
    #expect(!layer.weight.requiresGrad)
    #expect(try layer.weight.tensor.equals(other.weight.tensor))
  }

  @Test("files leave no tensor behind")
  func leaks() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("net.safetensors")
      let leaked = try tensorsLeaked {
        let net = try smallNetwork()
        try net.stateDictionary.write(to: path)
        try net.load(StateDictionary(contentsOf: path))
        #expect(throws: TorchError.self) { try Linear(1, 1).load(StateDictionary(contentsOf: path)) }
      }
      #expect(leaked == 0)
    }
  }
}
