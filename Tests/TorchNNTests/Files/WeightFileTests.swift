import Foundation
import SystemPackage
import Testing

@testable import TorchNN

@Suite("Weight files")
struct WeightFileTests {
  @Test(
    "every format gives the names, types, shapes and numbers that PyTorch saved",
    arguments: [
      ("reference.safetensors", WeightFile.Format.safetensors), ("zip.pth", .pytorchZip),
      ("zip-protocol-4.pth", .pytorchZip), ("legacy.pth", .pytorchLegacy), ("tar.pth", .pytorchTar),
    ])
  func readsAll(name: String, format: WeightFile.Format) throws {
    let expected = try ExpectedTensors.load()
    let file = try WeightFile(contentsOf: FileFixtures.path(name))
    #expect(file.format == format)
    #expect(format == .pytorchTar ? file.tensors.count >= 6 : file.tensors.count == expected.count)
    for tensor in file.tensors {
      let want = try #require(expected[tensor.name])
      #expect(tensor.type.pythonName == want.dtype && tensor.shape == want.shape, "\(tensor.name)")
      // The fixture has the fewest digits that give a float32 back.
      let exact = tensor.type == .f32 ? want.values.map { Double(Float($0)) } : want.values
      #expect(try tensor.values() == exact, "\(tensor.name)")
    }
  }

  @Test("a transposed and a sliced tensor keep their strides and read row by row")
  func readsViews() throws {
    let expected = try ExpectedTensors.load()
    for name in ["zip.pth", "legacy.pth"] {
      let file = try WeightFile(contentsOf: FileFixtures.path(name))
      for view in ["transposed", "slice"] {
        let tensor = try #require(file[view])
        #expect(tensor.strides == expected[view]?.strides)
        #expect(!tensor.isContiguous)
      }
      #expect(file["shared"]?.isContiguous == true)
    }
  }

  @Test("a .pth keeps the order of its dictionary")
  func keepsOrder() throws {
    let file = try WeightFile(contentsOf: FileFixtures.path("zip.pth"))
    let first = ["0.0.weight", "0.1.weight", "0.1.bias", "0.1.num_batches_tracked", "transposed"]
    #expect(Array(file.tensors.map(\.name).prefix(5)) == first)
    #expect(file["0.1.num_batches_tracked"]?.shape == [])
    #expect(file["no such tensor"] == nil)
  }

  @Test("safetensors metadata is read")
  func readsMetadata() throws {
    #expect(
      try WeightFile(contentsOf: FileFixtures.path("reference.safetensors")).metadata == [
        "classes": #"["black", "grizzly"]"#
      ])
  }

  @Test(
    "the weights are found under 'model' and 'state_dict', and the optimizer is passed over",
    arguments: ["fastai-v1.pth", "fastai-v1-zip.pth", "fastai-v2.pth", "checkpoint.pth"])
  func findsModel(name: String) throws {
    let names = try WeightFile(contentsOf: FileFixtures.path(name)).tensors.map(\.name)
    let norm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"].map { "1.\($0)" }
    #expect(names == ["0.weight", "0.bias"] + norm)
  }

  @Test("a pickled Parameter is a tensor")
  func readsParameter() throws {
    #expect(try WeightFile(contentsOf: FileFixtures.path("parameter.pth"))["weight"]?.values() == [1, 2])
  }

  @Test(
    "a pickled model or learner is refused, with how to save it again",
    arguments: [("whole-module.pth", "torch.nn.modules.container.Sequential"), ("export.pkl", "export.pkl")])
  func refusesObjects(name: String, reason: String) throws {
    let error = try #require(throws: WeightFileError.self) { try WeightFile(contentsOf: FileFixtures.path(name)) }
    #expect(error.code == .unsafePickle && error.file == FileFixtures.path(name))
    #expect("\(error)".contains(reason) && "\(error)".contains("torch.save(learn.model.state_dict()"))
  }

  @Test("what is not a weight file is named for what it is")
  func namesOthers() throws {
    let cases: [(String, WeightFileError.Code, String)] = [
      ("", .truncated, "empty"), ("<!DOCTYPE html><html>", .unsupported, "web page"),
      ("version https://git-lfs.github.com/spec/v1\n", .unsupported, "git lfs pull"),
      ("hello", .unsupported, "not a weight file"),
    ]
    for (text, code, words) in cases {
      let error = try #require(throws: WeightFileError.self) { try FileFixtures.open(Array(text.utf8)) }
      #expect(error.code == code && "\(error)".contains(words), "\(text)")
    }
  }

  @Test("a missing file, a folder and a pipe are errors, and opening never blocks")
  func refusesNonFiles() throws {
    try FileFixtures.withFolder { folder in
      let pipe = folder.appending("pipe")
      #expect(mkfifo(pipe.string, 0o600) == 0)
      for (file, code) in [
        (folder.appending("none"), WeightFileError.Code.notFound), (folder, .unreadable), (pipe, .unreadable),
      ] {
        let error = try #require(throws: WeightFileError.self) { try WeightFile(contentsOf: file) }
        #expect(error.code == code && "\(error)".hasPrefix(file.string))
      }
    }
  }

  @Test("the SHA-256 of a file is the known one")
  func hashes() throws {
    try FileFixtures.withFolder { folder in
      let file = folder.appending("abc")
      try Data("abc".utf8).write(to: URL(filePath: file.string))
      #expect(try sha256(of: file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
  }
}

@Suite("Real weight files", .enabled(if: FileFixtures.hasRealWeights))
struct RealWeightFileTests {
  @Test(
    "the ResNets open with all tensors",
    arguments: [("resnet18-ktb.pth", 122, 11_689_512), ("resnet34-ktb.pth", 218, 21_797_672)])
  func opens(name: String, tensors: Int, parameters: Int) throws {
    let file = try WeightFile(contentsOf: FileFixtures.realWeights.appending(name))
    #expect(file.tensors.count == tensors)
    #expect(file["conv1.weight"]?.shape == [64, 3, 7, 7] && file["fc.weight"]?.shape == [1000, 512])
    let buffers = ["running_mean", "running_var", "num_batches_tracked"]
    let trained = file.tensors.filter { tensor in !buffers.contains { tensor.name.hasSuffix($0) } }
    #expect(trained.map(\.count).reduce(0, +) == parameters)
  }

  @Test(
    "files that were cut short are refused as such",
    arguments: ["resnet18-5c106cde.truncated-1MiB.pth", "resnet18-f37072fd.truncated.pth"])
  func refusesTruncated(name: String) throws {
    let error = try #require(throws: WeightFileError.self) {
      try WeightFile(contentsOf: FileFixtures.realWeights.appending(name))
    }
    #expect(error.code == .truncated && "\(error)".contains("fetch the file again"))
  }

  @Test("the whole tensors of a cut tar file are the official ones")
  func salvagesTar() throws {
    let file = try salvage("resnet18-5c106cde.truncated-1MiB.pth")
    #expect(file.format == .pytorchTar && file.tensors.count == 16)
    let convolution = try #require(file["conv1.weight"])
    #expect(convolution.shape == [64, 3, 7, 7])
    // As PyTorch prints the first row of torchvision's resnet18.
    let printed = [-1.0419e-02, -6.1356e-03, -1.8098e-03]
    #expect(try zip(convolution.values(), printed).allSatisfy { abs($0 - $1) < 1e-6 })
    try expectPositiveVariances(file)
  }

  @Test("the whole tensors of a cut zip file are read")
  func salvagesZip() throws {
    let file = try salvage("resnet18-f37072fd.truncated.pth")
    #expect(file.format == .pytorchZip && file.tensors.count == 5)
    #expect(file.tensors.allSatisfy { $0.shape == [$0.count] || $0.count > 512 })
    try expectPositiveVariances(file)
  }

  private func expectPositiveVariances(_ file: WeightFile) throws {
    for tensor in file.tensors where tensor.name.hasSuffix("running_var") {
      #expect(try tensor.values().allSatisfy { $0 > 0 && $0 < 100 }, "\(tensor.name)")
    }
  }

  private func salvage(_ name: String) throws -> WeightFile {
    try WeightFile(contentsOf: FileFixtures.realWeights.appending(name), salvaging: true)
  }
}

extension StoredType {
  /// The type's name in Python, such as `float32`.
  fileprivate var pythonName: String {
    switch self {
    case .bool: "bool"
    case .bf16: "bfloat16"
    case .u8: "uint8"
    case .i8, .i16, .i32, .i64: "int\(byteSize * 8)"
    case .f16, .f32, .f64: "float\(byteSize * 8)"
    }
  }
}
