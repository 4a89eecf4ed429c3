/// The Python names that a pickle of weights may use. None is ever looked up or called: each stands for a rule of
/// ``PickleMachine``. Any other name is refused.
///
/// The list is what `torch.save(model.state_dict())` has written since 2017 (`torch/_utils.py`, `torch/storage.py`).
enum PickleGlobal: Equatable, Sendable {
  /// `collections.OrderedDict`.
  case orderedDict
  /// `torch._utils._rebuild_tensor` and `_rebuild_tensor_v2`, which begin with the same four arguments.
  case rebuildTensor
  /// `torch._utils._rebuild_parameter`, around a tensor.
  case rebuildParameter
  /// `torch.nn.parameter.Parameter` of 2017, filled by BUILD.
  case parameter
  /// `torch.Size`, a tuple of sizes.
  case size
  /// `torch.FloatStorage` and its like, and `torch.FloatTensor`, which the tar form uses beside them.
  case storage(StoredType)
  /// Parts of the optimizer state that fastai 2 saves beside the model. They are passed over unread.
  case passedOver

  /// - Throws: `.unsafePickle` for a name that is not on the list, `.unsupported` for storage of a type that has no
  ///   counterpart here.
  init(module: String, name: String) throws {
    switch "\(module).\(name)" {
    case "collections.OrderedDict": self = .orderedDict
    case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2": self = .rebuildTensor
    case "torch._utils._rebuild_parameter": self = .rebuildParameter
    case "torch.nn.parameter.Parameter": self = .parameter
    case "torch.Size": self = .size
    case "fastcore.foundation.L", "_codecs.encode", "numpy.dtype", "numpy.core.multiarray.scalar",
      "numpy._core.multiarray.scalar":
      self = .passedOver
    default: self = .storage(try Self.storage(module: module, name: name))
    }
  }

  private static func storage(module: String, name: String) throws -> StoredType {
    let isTorch = module == "torch" || module == "torch.cuda"
    guard isTorch, name.hasSuffix("Storage") || name.hasSuffix("Tensor") else {
      throw WeightFileError.unsafe(
        "It asks for '\(module).\(name)': this is a pickled Python object, not plain weights.")
    }
    let base = name.hasSuffix("Tensor") ? name.dropLast(6) + "Storage" : name[...]
    guard let type = StoredType(storageClass: base) else {
      throw WeightFileError.unsupported(
        "It holds numbers of the type \(module).\(name).", remedy: "Save them as float32.")
    }
    return type
  }
}
