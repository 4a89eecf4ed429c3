import CFastConv
import Testing

/// Everything that a network may consist of, small: a strided stem, max-pool, a residual block, a strided one with a
/// shortcut, both poolings, two linear layers with an odd number of outputs.
struct SmallNetwork {
  struct Spec {
    let operation: fastconv_operation
    let input: Int
    var residual = -1
    var relu = false
    var inChannels = 0, outChannels = 0, kernel = 1, stride = 1, padding = 0
    var weight: [Float] = [], scale: [Float] = [], bias: [Float] = []
  }

  let specs: [Spec]

  init() {
    var generator = LinearCongruential()
    func conv(
      _ input: Int, _ inChannels: Int, _ outChannels: Int, _ kernel: Int, stride: Int = 1, relu: Bool = true,
      residual: Int = -1
    ) -> Spec {
      var spec = Spec(
        operation: FASTCONV_CONVOLUTION, input: input, residual: residual, relu: relu, inChannels: inChannels,
        outChannels: outChannels)
      (spec.kernel, spec.stride, spec.padding) = (kernel, stride, kernel / 2)
      let size = Float(inChannels * kernel * kernel).squareRoot()
      spec.weight = generator.draw(outChannels * inChannels * kernel * kernel).map { $0 * 2 / size }
      spec.scale = generator.draw(outChannels).map { $0 + 1.5 }
      spec.bias = generator.draw(outChannels).map { $0 / 4 }
      return spec
    }
    specs = [
      conv(-1, 3, 32, 7, stride: 2),  // 0
      Spec(operation: FASTCONV_MAX_POOL, input: 0, inChannels: 32, outChannels: 32, kernel: 3, stride: 2, padding: 1),
      conv(1, 32, 32, 3),  // 2
      conv(2, 32, 32, 3, residual: 1),  // 3
      conv(3, 32, 64, 1, stride: 2, relu: false),  // 4
      conv(3, 32, 24, 3, stride: 2),  // 5: no whole panels
      conv(5, 24, 64, 3, residual: 4),  // 6
      Spec(operation: FASTCONV_MAX_AND_MEAN, input: 6, inChannels: 64, outChannels: 128),
      conv(7, 128, 20, 1), conv(8, 20, 5, 1, relu: false),
    ]
  }

  // MARK: The kernels' answer

  func make(
    threads: Int, batch: Int, height: Int, width: Int, _ change: (inout [fastconv_layer]) -> Void = { _ in }
  ) -> OpaquePointer? {
    func copy(_ values: [Float]) -> UnsafeMutablePointer<Float> {
      let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(values.count, 1))
      memory.initialize(from: values, count: values.count)
      return memory
    }
    let memory = specs.map { [copy($0.weight), copy($0.scale), copy($0.bias)] }
    defer { for pointer in memory.joined() { pointer.deallocate() } }
    var layers = zip(specs, memory).map { spec, memory in
      let isConvolution = spec.operation == FASTCONV_CONVOLUTION
      return fastconv_layer(
        operation: spec.operation, input: Int32(spec.input), residual: Int32(spec.residual), relu: spec.relu,
        out_channels: Int64(spec.outChannels), kernel: Int64(spec.kernel), stride: Int64(spec.stride),
        padding: Int64(spec.padding), weight: isConvolution ? UnsafePointer(memory[0]) : nil,
        scale: isConvolution ? UnsafePointer(memory[1]) : nil, bias: isConvolution ? UnsafePointer(memory[2]) : nil)
    }
    change(&layers)
    return layers.withUnsafeBufferPointer { layers in
      layers.baseAddress.flatMap {
        fastconv_network_create(
          $0, Int64(layers.count), 3, Int64(threads), Int64(batch), Int64(height), Int64(width))
      }
    }
  }

  func made(threads: Int, batch: Int, height: Int, width: Int) throws -> OpaquePointer {
    try #require(make(threads: threads, batch: batch, height: height, width: width))
  }

  func view(_ x: [Float], _ batch: Int, _ height: Int, _ width: Int) -> fastconv_pictures {
    let (plane, row) = (Int64(height * width), Int64(width))
    return x.withUnsafeBytes { bytes in
      fastconv_pictures(
        data: bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped, are_bytes: false,
        batch: Int64(batch), height: Int64(height), width: row, strides: (3 * plane, plane, row, 1), scale: nil,
        offset: nil)
    }
  }

  func run(_ network: OpaquePointer, _ x: [Float], _ batch: Int, _ height: Int, _ width: Int) throws -> [Float] {
    var out = [Float](repeating: .nan, count: batch * 5)
    let status = withExtendedLifetime(x) {
      var pictures = view(x, batch, height, width)
      return fastconv_network_run(network, &pictures, &out)
    }
    try #require(status == FASTCONV_OK)
    return out
  }

  /// `[batch, 3, height, width]`
  func pictures(_ batch: Int, _ height: Int, _ width: Int) -> [Float] {
    var generator = LinearCongruential()
    generator.state = UInt64(batch * 10_000 + height * 100 + width)
    return generator.draw(batch * 3 * height * width)
  }

  // MARK: By definition, in float64

  private struct Pictures {
    var height: Int, width: Int, channels: Int
    var data: [Double]  // channels last
  }

  func reference(_ x: [Float], _ batch: Int, _ height: Int, _ width: Int) -> [Double] {
    (0..<batch).flatMap { n in
      let plane = height * width
      let picture = Pictures(
        height: height, width: width, channels: 3,
        data: (0..<plane * 3).map { Double(x[(n * 3 + $0 % 3) * plane + $0 / 3]) })
      var results: [Pictures] = []
      for spec in specs {
        let source = spec.input < 0 ? picture : results[spec.input]
        results.append(answer(spec, source, spec.residual < 0 ? nil : results[spec.residual]))
      }
      return results.last?.data ?? []
    }
  }

  private func answer(_ spec: Spec, _ x: Pictures, _ residual: Pictures?) -> Pictures {
    switch spec.operation {
    case FASTCONV_MAX_AND_MEAN:
      let columns = (0..<x.channels).map { c in stride(from: c, to: x.data.count, by: x.channels).map { x.data[$0] } }
      let means = columns.map { $0.reduce(0, +) / Double($0.count) }
      return Pictures(height: 1, width: 1, channels: 2 * x.channels, data: columns.map { $0.max() ?? .nan } + means)
    case FASTCONV_MAX_POOL: return maxPool(spec, x)
    default: return convolution(spec, x, residual)
    }
  }

  private func windows(_ spec: Spec, _ x: Pictures, _ body: (_ at: Int, _ tap: Int, _ pixel: Int) -> Void) -> (Int, Int)
  {
    let height = (x.height + 2 * spec.padding - spec.kernel) / spec.stride + 1
    let width = (x.width + 2 * spec.padding - spec.kernel) / spec.stride + 1
    for at in 0..<height * width {
      for tap in 0..<spec.kernel * spec.kernel {
        let row = at / width * spec.stride - spec.padding + tap / spec.kernel
        let column = at % width * spec.stride - spec.padding + tap % spec.kernel
        if 0..<x.height ~= row, 0..<x.width ~= column { body(at, tap, row * x.width + column) }
      }
    }
    return (height, width)
  }

  private func maxPool(_ spec: Spec, _ x: Pictures) -> Pictures {
    let (height, width) = windows(spec, x) { _, _, _ in }
    var out = [Double](repeating: -.infinity, count: height * width * x.channels)
    _ = windows(spec, x) { at, _, pixel in
      for c in 0..<x.channels {
        out[at * x.channels + c] = max(out[at * x.channels + c], x.data[pixel * x.channels + c])
      }
    }
    return Pictures(height: height, width: width, channels: x.channels, data: out)
  }

  private func convolution(_ spec: Spec, _ x: Pictures, _ residual: Pictures?) -> Pictures {
    let (height, width) = windows(spec, x) { _, _, _ in }
    let (outs, ins, taps) = (spec.outChannels, x.channels, spec.kernel * spec.kernel)
    var out = [Double](repeating: 0, count: height * width * outs)
    _ = windows(spec, x) { at, tap, pixel in
      for k in 0..<outs {
        for c in 0..<ins {
          out[at * outs + k] += x.data[pixel * ins + c] * Double(spec.weight[(k * ins + c) * taps + tap])
        }
      }
    }
    for place in out.indices {
      let k = place % outs
      out[place] = out[place] * Double(spec.scale[k]) + Double(spec.bias[k]) + (residual?.data[place] ?? 0)
      if spec.relu { out[place] = max(out[place], 0) }
    }
    return Pictures(height: height, width: width, channels: outs, data: out)
  }
}
