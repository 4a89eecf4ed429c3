import CFastConv
import Testing

/// Whole networks for each instruction set that this processor has, against sums in float64.
@Suite("Networks for inference", .serialized)
struct NetworkTests {
  static let sets = KernelTests.sets

  @Test("every batch size and odd pictures give what float64 gives, on one thread and on several", arguments: sets)
  func equalsReference(set: String) throws {
    #expect(fastconv_use_instruction_set(set))
    let network = SmallNetwork()
    for (batch, height, width) in [(1, 33, 27), (2, 16, 24), (3, 15, 9), (7, 9, 8), (17, 5, 6)] {
      let x = network.pictures(batch, height, width)
      let want = network.reference(x, batch, height, width)
      for threads in [1, 3] {
        let made = try network.made(threads: threads, batch: batch, height: height, width: width)
        defer { fastconv_network_free(made) }
        let got = try network.run(made, x, batch, height, width)
        #expect(relativeError(got, want) < 2e-6, "\(batch) × \(height) × \(width), \(threads) threads")
      }
    }
  }

  @Test("the algorithms chosen for one batch give the same answers to others", arguments: sets)
  func otherBatches(set: String) throws {
    #expect(fastconv_use_instruction_set(set))
    let network = SmallNetwork()
    let made = try network.made(threads: 2, batch: 1, height: 40, width: 40)
    defer { fastconv_network_free(made) }
    for batch in 1...17 {
      let size = 5 + batch % 7
      let x = network.pictures(batch, size, size)
      let got = try network.run(made, x, batch, size, size)
      #expect(relativeError(got, network.reference(x, batch, size, size)) < 2e-6)
    }
  }

  @Test("bytes in channels-last order are scaled on their way in")
  func bytes() throws {
    let network = SmallNetwork()
    let made = try network.made(threads: 1, batch: 2, height: 20, width: 24)
    defer { fastconv_network_free(made) }
    let pixels = (0..<2 * 20 * 24 * 3).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ $0 / 7) }
    let scale: [Float] = [0.01, 0.02, 0.005], shift: [Float] = [-1, 0.5, 0.25]
    var planar = [Float](repeating: 0, count: pixels.count)
    for (index, value) in pixels.enumerated() {
      let (n, pixel, c) = (index / 1440, index % 1440 / 3, index % 3)
      planar[n * 1440 + c * 480 + pixel] = Float(value) * scale[c] + shift[c]
    }
    var out = [Float](repeating: 0, count: 2 * 5)
    let status = pixels.withUnsafeBytes { bytes in
      scale.withUnsafeBufferPointer { scale in
        shift.withUnsafeBufferPointer { shift -> fastconv_status in
          guard let data = bytes.baseAddress else { return FASTCONV_UNSUPPORTED }
          var pictures = fastconv_pictures(
            data: data, are_bytes: true, batch: 2, height: 20, width: 24, strides: (1440, 1, 72, 3),
            scale: scale.baseAddress, offset: shift.baseAddress)
          return fastconv_network_run(made, &pictures, &out)
        }
      }
    }
    #expect(status == FASTCONV_OK)
    #expect(relativeError(out, network.reference(planar, 2, 20, 24)) < 2e-6)
  }

  @Test("a picture that is not finite spoils no other", arguments: sets, [Float.nan, .infinity, 3e38])
  func containment(set: String, value: Float) throws {
    #expect(fastconv_use_instruction_set(set))
    let network = SmallNetwork()
    let made = try network.made(threads: 2, batch: 3, height: 24, width: 24)
    defer { fastconv_network_free(made) }
    var x = network.pictures(3, 24, 24)
    let clean = try network.run(made, x, 3, 24, 24)
    x[3 * 24 * 24 + 100] = value  // in the second picture
    let got = try network.run(made, x, 3, 24, 24)
    #expect(got[..<5] == clean[..<5] && got[10...] == clean[10...])
    #expect(got[5..<10].contains { !$0.isFinite })
    x[3 * 24 * 24 + 100] = 0.5
    let after = try network.run(made, x, 3, 24, 24)
    #expect(after.allSatisfy { $0.isFinite }, "nothing stays behind")
  }

  @Test("networks and pictures that cannot be run are refused")
  func refused() throws {
    let network = SmallNetwork()
    let changes: [(inout [fastconv_layer]) -> Void] = [
      { $0[0].input = 0 }, { $0[1].input = 1 }, { $0[2].input = -1 }, { $0[3].residual = 0 }, { $0[0].kernel = 0 },
      { $0[0].kernel = 17 }, { $0[0].stride = 0 }, { $0[0].padding = -1 }, { $0[0].padding = 4 },
      { $0[0].out_channels = 0 }, { $0[0].weight = nil }, { $0[0].operation = FASTCONV_MAX_POOL }, { $0 = [] },
      { $0[1].relu = true },
    ]
    for (index, change) in changes.enumerated() {
      #expect(network.make(threads: 1, batch: 1, height: 24, width: 24, change) == nil, "change \(index)")
    }
    #expect(network.make(threads: 1, batch: 0, height: 24, width: 24) == nil)
    #expect(network.make(threads: 1, batch: 1, height: 0, width: 24) == nil)
    let made = try network.made(threads: 1, batch: 1, height: 24, width: 24)
    defer { fastconv_network_free(made) }
    #expect(fastconv_network_outputs(made, 24, 24) == 5)
    #expect(fastconv_network_outputs(made, 0, 24) == 0)
    var out: [Float] = [7, 7, 7, 7, 7]
    let x = network.pictures(1, 24, 24)
    var pictures = network.view(x, 0, 24, 24)
    #expect(fastconv_network_run(made, &pictures, &out) == FASTCONV_UNSUPPORTED)
    #expect(out == [7, 7, 7, 7, 7])
  }

  @Test("a thousand runs of changing sizes keep no more memory than the largest")
  func memory() throws {
    let network = SmallNetwork()
    let made = try network.made(threads: 2, batch: 1, height: 24, width: 24)
    defer { fastconv_network_free(made) }
    let sizes = (0..<20).map { (1 + $0 % 5, 16 + $0, 35 - $0) }
    func runAll() throws -> Int {
      for (batch, height, width) in sizes {
        _ = try network.run(made, network.pictures(batch, height, width), batch, height, width)
      }
      return fastconv_network_bytes(made)  // not the scratch memory, which other suites use at the same time
    }
    let first = try runAll()
    for _ in 0..<50 {
      let now = try runAll()
      #expect(now == first)
    }
  }
}
