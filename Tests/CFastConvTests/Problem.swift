import CFastConv
import TestSupport

/// Three threads in name, whose parts run on one, the last first: a part must not lean on those before it.
var backwardsThreads: fastconv_threads {
  fastconv_threads(
    run: { _, count, body, argument in for i in stride(from: count - 1, through: 0, by: -1) { body(argument, i) } },
    context: nil, threads: 3)
}

/// ‖got − want‖ / ‖want‖.
func relativeError(_ got: [Float], _ want: [Double]) -> Double {
  let difference = zip(got, want).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
  return (difference / want.reduce(0) { $0 + $1 * $1 }).squareRoot()
}

/// Random pictures, filters and gradients of one shape.
struct Problem {
  let shape: fastconv_shape
  let outHeight: Int, outWidth: Int, inChannels: Int, outChannels: Int
  let strides: [Int]
  var x: [Float], w: [Float], dy: [Float]
  let bias: [Float]

  struct Solution<Element> { var y: [Element], dx: [Element], dw: [Element] }

  init(_ shape: fastconv_shape, isChannelsLast: Bool) {
    self.shape = shape
    (inChannels, outChannels) = (Int(shape.in_channels), Int(shape.out_channels))
    outHeight = Int(shape.height + 2 * shape.padding - 2)
    outWidth = Int(shape.width + 2 * shape.padding - 2)
    let c = inChannels
    strides = isChannelsLast ? [9 * c, 1, 3 * c, c] : [9 * c, 9, 3, 1]
    var generator = LinearCongruential()
    x = generator.draw(Int(shape.batch * shape.height * shape.width) * c)
    w = generator.draw(outChannels * c * 9)
    dy = generator.draw(Int(shape.batch) * outHeight * outWidth * outChannels)
    bias = generator.draw(outChannels)
  }

  func statuses(
    _ tile: fastconv_tile, _ threads: fastconv_threads, into out: inout Solution<Float>
  ) -> (y: fastconv_status, dx: fastconv_status, dw: fastconv_status) {
    w.withUnsafeBufferPointer { buffer in
      guard let data = buffer.baseAddress else {
        return (FASTCONV_UNSUPPORTED, FASTCONV_UNSUPPORTED, FASTCONV_UNSUPPORTED)
      }
      let order = strides.map(Int64.init)
      let filters = fastconv_filters(data: data, strides: (order[0], order[1], order[2], order[3]))
      return (
        fastconv_forward(shape, tile, x, filters, bias, &out.y, threads),
        fastconv_backward_data(shape, tile, dy, filters, &out.dx, threads),
        fastconv_backward_filters(shape, tile, x, dy, &out.dw, order, threads)
      )
    }
  }

  private var blank: Solution<Float> {
    func nans(_ like: [Float]) -> [Float] { [Float](repeating: .nan, count: like.count) }
    return Solution(y: nans(dy), dx: nans(x), dw: nans(w))
  }

  func statuses(
    _ tile: fastconv_tile, _ threads: fastconv_threads
  ) -> (y: fastconv_status, dx: fastconv_status, dw: fastconv_status) {
    var out = blank
    return statuses(tile, threads, into: &out)
  }

  struct Failed: Error {}

  func solve(_ tile: fastconv_tile, _ threads: fastconv_threads) throws -> Solution<Float> {
    var out = blank
    guard statuses(tile, threads, into: &out) == (FASTCONV_OK, FASTCONV_OK, FASTCONV_OK) else { throw Failed() }
    return out
  }

  /// The same by its definition, in float64.
  func reference() -> Solution<Double> {
    let (height, width, padding) = (Int(shape.height), Int(shape.width), Int(shape.padding))
    var out = Solution<Double>(
      y: dy.indices.map { Double(bias[$0 % outChannels]) }, dx: .init(repeating: 0, count: x.count),
      dw: .init(repeating: 0, count: w.count))
    for n in 0..<Int(shape.batch) {
      for (i, j, r, s) in windows() {
        let (row, column) = (i + r - padding, j + s - padding)
        guard 0..<height ~= row, 0..<width ~= column else { continue }
        add((r, s), at: ((n * height + row) * width + column, (n * outHeight + i) * outWidth + j), to: &out)
      }
    }
    return out
  }

  private func windows() -> [(Int, Int, Int, Int)] {
    (0..<outHeight).flatMap { i in
      (0..<outWidth).flatMap { j in (0..<9).map { (i, j, $0 / 3, $0 % 3) } }
    }
  }

  /// What one tap adds at one pixel (of x, of y).
  private func add(_ tap: (Int, Int), at pixel: (Int, Int), to out: inout Solution<Double>) {
    let (xs, ys) = (pixel.0 * inChannels, pixel.1 * outChannels)
    for k in 0..<outChannels {
      let filter = k * strides[0] + tap.0 * strides[2] + tap.1 * strides[3]
      let gradient = Double(dy[ys + k])
      for c in 0..<inChannels {
        let at = filter + c * strides[1]
        out.y[ys + k] += Double(x[xs + c]) * Double(w[at])
        out.dx[xs + c] += gradient * Double(w[at])
        out.dw[at] += gradient * Double(x[xs + c])
      }
    }
  }
}

/// Knuth's MMIX constants; the upper bits as numbers in -1 ..< 1.
struct LinearCongruential {
  var state: UInt64 = 42

  mutating func draw(_ count: Int) -> [Float] {
    (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
    }
  }
}
