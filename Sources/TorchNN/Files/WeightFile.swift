public import SystemPackage

/// A file of named tensors, opened and checked; the tensors' own bytes are read when they are asked for.
///
/// The format is recognised by content: a `.safetensors` file, or a PyTorch `.pth` in any of the three forms it has
/// had. Opening reads names, types and shapes, and maps the rest, so that a file of any size opens in milliseconds
/// and takes no memory of its own. A file that a stranger made can be opened safely: what is wrong with it becomes a
/// ``WeightFileError``.
public struct WeightFile: Sendable {
  /// How a file holds its tensors.
  public enum Format: Sendable, Hashable {
    /// A JSON header and plain data.
    case safetensors
    /// What `torch.save` writes since version 1.6: a zip archive.
    case pytorchZip
    /// What it wrote before: a stream of pickles, then data.
    case pytorchLegacy
    /// What it wrote until 2017: a tar archive.
    case pytorchTar
  }

  public let format: Format
  /// A safetensors file's `__metadata__`; empty for the others.
  public let metadata: [String: String]
  /// All tensors, by position in a safetensors file, in the order of the dictionary in a `.pth`. Names are unique.
  public let tensors: [StoredTensor]
  private let indices: [String: Int]

  /// Opens `file` and checks everything but the numbers themselves.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - salvaging: Keep the tensors that are whole of a `.pth` that was cut short, instead of refusing it. What is
  ///     missing is not known: the result is a part, of use to look at, not to build a network with.
  /// - Throws: ``WeightFileError`` that names the file.
  public init(contentsOf file: FilePath, salvaging: Bool = false) throws {
    do {
      try self.init(ByteRegion(MappedFile(file)), salvaging: salvaging)
    } catch let error as WeightFileError {
      throw error.at(file)
    }
  }

  /// When `salvaging`, keeps what is whole of a `.pth` that was cut short, instead of refusing it.
  init(_ bytes: ByteRegion, salvaging: Bool) throws {
    format = try Format(recognising: bytes)
    switch format {
    case .safetensors: (tensors, metadata) = try readSafetensors(bytes)
    case .pytorchZip: (tensors, metadata) = (try readPyTorchZip(bytes, salvaging: salvaging), [:])
    case .pytorchLegacy: (tensors, metadata) = (try readPyTorchLegacy(bytes, salvaging: salvaging), [:])
    case .pytorchTar: (tensors, metadata) = (try readPyTorchTar(bytes, salvaging: salvaging), [:])
    }
    try Self.checkSize(tensors, fileSize: bytes.count)
    indices = try Self.index(tensors)
  }

  /// The tensor of that name.
  public subscript(name: String) -> StoredTensor? { indices[name].map { tensors[$0] } }

  private static func index(_ tensors: [StoredTensor]) throws -> [String: Int] {
    var indices = [String: Int](minimumCapacity: tensors.count)
    for (index, tensor) in tensors.enumerated()
    where indices.updateValue(index, forKey: tensor.name) != nil {
      throw WeightFileError.corrupt("Two tensors have the name '\(tensor.name)'.")
    }
    return indices
  }

  /// Tensors that share or repeat stored elements can claim far more memory than the file has bytes. Tied weights do
  /// so in earnest; a file that would grow eightfold, and by 64 MiB, is taken for an attack.
  private static func checkSize(_ tensors: [StoredTensor], fileSize: Int) throws {
    let (limit, overflow) = fileSize.multipliedReportingOverflow(by: 8)
    var left = max(overflow ? Int.max : limit, 64 << 20)
    for tensor in tensors {
      guard tensor.byteCount <= left else {
        throw WeightFileError.unsupported("A file of \(fileSize) bytes claims to hold far more in its tensors.")
      }
      left -= tensor.byteCount
    }
  }
}

extension WeightFile.Format {
  /// What a file is, by its first bytes.
  init(recognising bytes: ByteRegion) throws {
    if bytes.starts(with: "PK\u{3}\u{4}".utf8) {
      self = .pytorchZip
    } else if bytes.starts(with: legacyMagic) {
      self = .pytorchLegacy
    } else if bytes.region(from: 257, count: 5)?.starts(with: "ustar".utf8) == true {
      self = .pytorchTar
    } else if bytes.integer(at: 8, as: UInt8.self) == UInt8(ascii: "{") {
      self = .safetensors
    } else {
      throw Self.unrecognised(bytes)
    }
  }

  private static func unrecognised(_ bytes: ByteRegion) -> WeightFileError {
    let start = (bytes.region(from: 0, count: min(bytes.count, 256)) ?? bytes).bytes
    let text = String(decoding: start, as: UTF8.self).lowercased()
    if start.isEmpty { return .truncated("The file is empty.") }
    if start.first == 0x80, start.count > 1, (2...5).contains(start[1]) {
      return .unsafe("This is a pickled Python object, such as fastai's export.pkl, and not a file of weights.")
    }
    if text.contains("<html") || text.contains("<!doctype") {
      return .unsupported("This is a web page, not a weight file.", remedy: "Check the link it was downloaded from.")
    }
    if text.hasPrefix("version https://git-lfs") {
      return .unsupported("This is a Git LFS pointer, not the weight file itself.", remedy: "Run `git lfs pull`.")
    }
    return .unsupported(
      "This is not a weight file: it is neither safetensors nor a PyTorch .pth.",
      remedy: "Save the weights as .safetensors, or with torch.save(model.state_dict(), \"weights.pth\").")
  }
}
