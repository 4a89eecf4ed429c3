import CTorch

/// Runs the closure with convolutions and products in a shorter type, on this thread (PyTorch: `torch.autocast`).
/// Parameters stay as they are; operators that need the range, such as losses, stay in `float32`.
///
/// - Parameters:
///   - dtype: `.bfloat16`, or `.float16` on a GPU.
///   - device: Whose operators.
///   - body: What to run; its results may have the shorter type.
/// - Returns: What the closure returns.
/// - Throws: What the closure throws, and ``TorchError`` when libtorch has no such device or type.
public func withAutocast<Result>(_ dtype: DType, on device: Device, _ body: () throws -> Result) throws -> Result {
  let before = try setAutocast(ct_autocast(enabled: true, dtype: dtype.rawValue), device)
  do {
    let result = try body()
    _ = try setAutocast(before, device)
    return result
  } catch {
    _ = try setAutocast(before, device)
    throw error
  }
}

private func setAutocast(_ wanted: ct_autocast, _ device: Device) throws -> ct_autocast {
  var before = ct_autocast()
  let status = ct_set_autocast(device.description, wanted, &before)
  guard status.code != CT_OK else { return before }
  defer { ct_status_free(status) }
  throw TorchError(status, operation: "autocast", operands: [])
}
