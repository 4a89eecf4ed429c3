internal import CFastConv
package import Torch

/// A planned network, ready to run on the CPU without libtorch: filters packed, memory at hand. Not `Sendable`: one
/// batch at a time.
package final class InferenceNetwork {
  private let network: OpaquePointer
  /// Numbers for each picture.
  package let outputCount: Int

  /// - Parameters:
  ///   - plan: Its weights are copied.
  ///   - height: Rows of the pictures for which the algorithms are chosen.
  ///   - width: Their columns.
  ///   - batchSize: Of the batches for which they are chosen; others are computed the same way.
  ///   - threads: That it may use, the caller's among them.
  /// - Throws: `TorchError` when there is no memory for it, or it does not run on pictures of that size.
  package init(_ plan: InferencePlan, height: Int, width: Int, batchSize: Int = 1, threads: Int) throws {
    let made = plan.withLayers { layers in
      layers.baseAddress.flatMap {
        fastconv_network_create(
          $0, Int64(layers.count), 3, Int64(threads), Int64(batchSize), Int64(height), Int64(width))
      }
    }
    guard let made else {
      throw TorchError(
        .unsupported, operation: "InferenceNetwork",
        message: "the network does not run on pictures of \(height) × \(width) pixels, or there is no memory for it")
    }
    network = made
    outputCount = Int(fastconv_network_outputs(made, Int64(height), Int64(width)))
  }

  deinit { fastconv_network_free(network) }

  /// The instruction set of the kernels: "avx512", "avx2" or "portable".
  package static var instructionSet: String { String(cString: fastconv_instruction_set()) }

  /// Operations (a multiply-add is two) that `threads` threads do in a second when nothing waits for memory.
  package static func peakOperations(threads: Int) -> Double { fastconv_peak(Int64(threads)) }

  /// Bytes that it holds: packed filters, and activations once it ran.
  package var byteCount: Int { fastconv_network_bytes(network) }

  /// Scores of pictures of bytes, `[N, height, width, 3]`, each channel multiplied by `scale` and added `shift`.
  package func scores(
    of pixels: UnsafeRawPointer, count: Int, height: Int, width: Int, scale: [Float], shift: [Float]
  ) throws -> [Float] {
    try Self.withPictures(pixels, [count, height, width], scale, shift) { try run($0) }
  }

  /// What the last pooling of whole pictures takes in, `[N, C, H′, W′]`: the layers behind it judge it.
  ///
  /// - Throws: `TorchError` when the network has no such pooling, or there is no memory.
  package func features(
    of pixels: UnsafeRawPointer, count: Int, height: Int, width: Int, scale: [Float], shift: [Float]
  ) throws -> Tensor {
    var shape = [Int64](repeating: 0, count: 3)
    guard fastconv_network_features_shape(network, Int64(height), Int64(width), &shape) else {
      throw TorchError(.unsupported, operation: "InferenceNetwork", message: "the network pools no whole pictures")
    }
    var features = [Float](repeating: 0, count: count * Int(shape.reduce(1, *)))
    _ = try features.withUnsafeMutableBufferPointer { features in
      try Self.withPictures(pixels, [count, height, width], scale, shift) {
        try run($0, features: features.baseAddress)
      }
    }
    return try Tensor(features, shape: [count] + shape.map { Int($0) }).permuted(0, 3, 1, 2)
  }

  private static func withPictures<Result>(
    _ pixels: UnsafeRawPointer, _ shape: [Int], _ scale: [Float], _ shift: [Float],
    _ body: (fastconv_pictures) throws -> Result
  ) rethrows -> Result {
    let (count, height, width) = (Int64(shape[0]), Int64(shape[1]), Int64(shape[2]))
    return try scale.withUnsafeBufferPointer { scale in
      try shift.withUnsafeBufferPointer { shift in
        try body(
          fastconv_pictures(
            data: pixels, are_bytes: true, batch: count, height: height, width: width,
            strides: (height * width * 3, 1, width * 3, 3), scale: scale.baseAddress, offset: shift.baseAddress))
      }
    }
  }

  /// Scores of pictures, `[N, 3, H, W]` float32 in the processor's memory, in whatever order.
  package func scores(of x: Tensor) throws -> [Float] {
    let x = try x.detached().to(.float32).contiguous()
    let (channels, height, width) = (try x.size(1), Int64(try x.size(2)), Int64(try x.size(3)))
    guard channels == 3 else {
      throw TorchError(.shape, operation: "InferenceNetwork", message: "\(channels) channels, not 3")
    }
    let count = try x.size(0)
    return try x.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return [] }
      return try run(
        fastconv_pictures(
          data: start, are_bytes: false, batch: Int64(count), height: height, width: width,
          strides: (3 * height * width, height * width, width, 1), scale: nil, offset: nil))
    }
  }

  private func run(
    _ pictures: fastconv_pictures, features: UnsafeMutablePointer<Float>? = nil
  ) throws -> [Float] {
    let outputs = Int(fastconv_network_outputs(network, pictures.height, pictures.width))
    var pictures = pictures
    var status = FASTCONV_OK
    var scores = [Float](repeating: 0, count: Int(pictures.batch) * outputs)
    scores.withUnsafeMutableBufferPointer { buffer in
      guard let out = buffer.baseAddress else { return status = FASTCONV_UNSUPPORTED }
      status =
        features.map { fastconv_network_run_with_features(network, &pictures, out, $0) }
        ?? fastconv_network_run(network, &pictures, out)
    }
    guard status == FASTCONV_OK else {
      let isMemory = status == FASTCONV_NO_MEMORY
      throw TorchError(
        isMemory ? .outOfMemory : .shape, operation: "InferenceNetwork",
        message: isMemory
          ? "there is no memory for \(pictures.batch) pictures"
          : "the network does not run on pictures of \(pictures.height) × \(pictures.width) pixels")
    }
    return scores
  }
}

extension InferencePlan {
  /// Calls `body` with the layers as the kernels want them, valid during the call.
  fileprivate func withLayers<Result>(_ body: (UnsafeBufferPointer<fastconv_layer>) -> Result) -> Result {
    let constants = layers.map { [$0.scale, $0.bias].map { $0.map(Self.copy) } }
    defer { for pointer in constants.joined() { pointer?.deallocate() } }
    let converted = zip(layers, constants).map { layer, constants in
      fastconv_layer(
        operation: layer.operation.code, input: Int32(layer.input), residual: Int32(layer.residual),
        relu: layer.hasReLU, out_channels: Int64(layer.outChannels), kernel: Int64(layer.kernel),
        stride: Int64(layer.stride), padding: Int64(layer.padding),
        weight: layer.weight.map { UnsafePointer($0.start) },
        scale: constants[0].map { UnsafePointer($0) }, bias: constants[1].map { UnsafePointer($0) })
    }
    return withExtendedLifetime(layers) { converted.withUnsafeBufferPointer(body) }
  }

  private static func copy(_ values: [Float]) -> UnsafeMutablePointer<Float> {
    let copy = UnsafeMutablePointer<Float>.allocate(capacity: values.count)
    copy.initialize(from: values, count: values.count)
    return copy
  }
}

extension InferenceLayer.Operation {
  fileprivate var code: fastconv_operation {
    switch self {
    case .convolution: FASTCONV_CONVOLUTION
    case .maxPool: FASTCONV_MAX_POOL
    case .mean: FASTCONV_MEAN
    case .maxAndMean: FASTCONV_MAX_AND_MEAN
    }
  }
}
