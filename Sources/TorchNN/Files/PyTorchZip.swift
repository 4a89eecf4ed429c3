/// Reads what `torch.save` writes since version 1.6: a zip archive with one folder, in it `data.pkl` (the pickle),
/// `data/KEY` (the storages) and `byteorder` (`torch/serialization.py`, `_save`).
func readPyTorchZip(_ file: ByteRegion, salvaging: Bool) throws -> [StoredTensor] {
  let archive = salvaging ? ZipArchive(salvaging: file) : try ZipArchive(file)
  let folder = try archive.pytorchFolder()
  guard let pickle = archive.entries[folder + "data.pkl"] else { return [] }
  var reader = ByteReader(pickle, isWhole: true)
  let (root, heap) = try PickleMachine.read(&reader)
  let dictionary = try PickledStateDictionary(root, in: heap)
  return try dictionary.tensors(salvaging: salvaging) { archive.entries["\(folder)data/\($0.key)"] }
}

extension ZipArchive {
  /// The name of the folder that holds everything, with its slash.
  fileprivate func pytorchFolder() throws -> String {
    let roots = entries.keys.filter { $0.hasSuffix("/data.pkl") && $0.firstIndex(of: "/") == $0.lastIndex(of: "/") }
    guard roots.count == 1, let root = roots.first?.dropLast("data.pkl".count) else {
      throw WeightFileError.unsupported(
        "This zip archive is not a PyTorch file: it has no data.pkl.", remedy: "Give a file that torch.save wrote.")
    }
    if entries["\(root)constants.pkl"] != nil {
      throw WeightFileError.unsupported(
        "This is a TorchScript program, not a file of weights.",
        remedy: "In Python, save torch.jit.load(file).state_dict() with torch.save.")
    }
    if entries["\(root)byteorder"]?.starts(with: "big".utf8) == true { throw bigEndian }
    return String(root)
  }
}

/// The error for weights from a machine that stores numbers the other way round.
var bigEndian: WeightFileError {
  .unsupported("Its numbers are big-endian.", remedy: "Save it again on a little-endian machine.")
}
