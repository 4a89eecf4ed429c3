import CFastConv
import Testing

/// The kernels themselves, for each instruction set that this processor has, against sums in float64.
@Suite("Winograd kernels", .serialized)
struct KernelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let set: String, tile: fastconv_tile, shape: fastconv_shape, isChannelsLast: Bool
    var testDescription: String {
      "\(set) F(\(tile.rawValue)) \(shape.batch)×\(shape.height)×\(shape.width) \(shape.in_channels)→"
        + "\(shape.out_channels) padding \(shape.padding)"
    }
  }

  static let sets: [String] = (["avx512", "avx2", "portable"] as [String]).filter { fastconv_use_instruction_set($0) }
  static let shapes = [
    fastconv_shape(batch: 2, height: 9, width: 11, in_channels: 32, out_channels: 48, padding: 1),
    fastconv_shape(batch: 1, height: 7, width: 7, in_channels: 64, out_channels: 16, padding: 0),
    fastconv_shape(batch: 3, height: 14, width: 5, in_channels: 16, out_channels: 64, padding: 2),
    fastconv_shape(batch: 1, height: 1, width: 1, in_channels: 16, out_channels: 16, padding: 1),
    fastconv_shape(batch: 14, height: 12, width: 12, in_channels: 16, out_channels: 16, padding: 1),
  ]
  static let cases = sets.flatMap { set in
    [FASTCONV_F2, FASTCONV_F4].flatMap { tile in
      shapes.enumerated().map { Case(set: set, tile: tile, shape: $1, isChannelsLast: $0 % 2 == 1) }
    }
  }

  @Test("forward, data gradient and filter gradient equal the direct sums", arguments: cases)
  func equalsDirect(example: Case) throws {
    #expect(fastconv_use_instruction_set(example.set))
    let problem = Problem(example.shape, isChannelsLast: example.isChannelsLast)
    let want = problem.reference()
    for threads in [fastconv_one_thread(), backwardsThreads] {
      let got = try problem.solve(example.tile, threads)
      #expect(relativeError(got.y, want.y) < 1e-6)
      #expect(relativeError(got.dx, want.dx) < 2e-6)
      #expect(relativeError(got.dw, want.dw) < 2e-6)
    }
  }

  @Test("what no kernel computes is refused before anything is written")
  func refused() throws {
    let good = KernelTests.shapes[0]
    #expect(fastconv_applies(good))
    let changes: [(inout fastconv_shape) -> Void] = [
      { $0.in_channels = 24 }, { $0.out_channels = 0 }, { $0.padding = 3 }, { $0.padding = -1 }, { $0.batch = 0 },
      {
        $0.padding = 0; $0.height = 2
      }, { $0.width = 0 },
    ]
    for change in changes {
      var bad = good
      change(&bad)
      #expect(!fastconv_applies(bad))
    }
    var bad = good
    bad.out_channels = 17
    var y: [Float] = [7]
    let weights: [Float] = [1]
    let status = try weights.withUnsafeBufferPointer { data in
      let filters = fastconv_filters(data: try #require(data.baseAddress), strides: (1, 1, 1, 1))
      return fastconv_forward(bad, FASTCONV_F4, weights, filters, nil, &y, fastconv_one_thread())
    }
    #expect(status == FASTCONV_UNSUPPORTED)
    #expect(y == [7])
  }

  @Test("results that are not finite are told", arguments: [Float.nan, .infinity, -.infinity], [0, 1, 2])
  func notFinite(value: Float, place: Int) throws {
    var problem = Problem(KernelTests.shapes[0], isChannelsLast: false)
    switch place {
    case 0: problem.x[problem.x.count - 1] = value
    case 1: problem.w[0] = value
    default: problem.dy[problem.dy.count / 2] = value
    }
    let got = problem.statuses(FASTCONV_F4, fastconv_one_thread())
    #expect((got.y == FASTCONV_NOT_FINITE) == (place != 2))
    #expect((got.dx == FASTCONV_NOT_FINITE) == (place != 0))
    #expect((got.dw == FASTCONV_NOT_FINITE) == (place != 1))
  }

  @Test("scratch memory is kept between calls, and freed on demand")
  func scratch() throws {
    _ = try Problem(KernelTests.shapes[0], isChannelsLast: false).solve(FASTCONV_F4, fastconv_one_thread())
    #expect(fastconv_scratch_bytes() > 0)
    fastconv_free_scratch()
    #expect(fastconv_scratch_bytes() == 0)
  }
}
