/// A small random generator with a seed: the same numbers on every machine. Steele et al. 2014, doi:10.1145/2660193.2660195.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A generator for one of many things that share a seed, so that their order does not matter.
  package init(seed: UInt64, stream: UInt64...) {
    self.init(
      seed: stream.reduce(seed) { seed, part in
        var mixer = SplitMix64(seed: seed ^ (part &* 0x9E37_79B9_7F4A_7C15))
        return mixer.next()
      })
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
