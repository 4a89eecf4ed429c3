/// NumPy's legacy generator, so that the lesson's `np.random.seed(42)` gives the lesson's split.
///
/// MT19937 (Matsumoto and Nishimura 1998, doi:10.1145/272991.272995) with NumPy's ways of drawing from it.
struct NumPyRandom {
  private static let size = 624
  private static let shift = 397
  private var state: [UInt32]
  private var position = size

  init(seed: UInt32) {
    state = [seed]
    for index in 1..<Self.size {
      let previous = state[index - 1]
      state.append(1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index))
    }
  }

  /// As Python's `random.seed(seed)`: the published `init_by_array` with one word.
  init(pythonSeed seed: UInt32) {
    self.init(seed: 19_650_218)
    func mixed(_ index: Int, _ factor: UInt32) -> UInt32 {
      let previous = state[index - 1]
      return state[index] ^ ((previous ^ (previous >> 30)) &* factor)
    }
    var index = 1
    func advance() {
      index += 1
      if index == Self.size { (state[0], index) = (state[Self.size - 1], 1) }
    }
    for _ in 0..<Self.size {
      state[index] = mixed(index, 1_664_525) &+ seed
      advance()
    }
    for _ in 1..<Self.size {
      state[index] = mixed(index, 1_566_083_941) &- UInt32(index)
      advance()
    }
    state[0] = 0x8000_0000
  }

  mutating func nextUInt32() -> UInt32 {
    if position == Self.size { refill() }
    var y = state[position]
    position += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    return y ^ (y >> 18)
  }

  private mutating func refill() {
    for k in 0..<Self.size {
      let y = (state[k] & 0x8000_0000) | (state[(k + 1) % Self.size] & 0x7FFF_FFFF)
      state[k] = state[(k + Self.shift) % Self.size] ^ (y >> 1) ^ (y & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    position = 0
  }

  /// A number from [0, 1) with 53 random bits.
  mutating func uniform() -> Double {
    let (a, b) = (Double(nextUInt32() >> 5), Double(nextUInt32() >> 6))
    return (a * 67_108_864 + b) / 9_007_199_254_740_992
  }

  /// The integers `0 ..< count` in random order: Fisher–Yates with rejection under a mask.
  mutating func permutation(_ count: Int) -> [Int] {
    var result = Array(0..<count)
    for index in stride(from: count - 1, through: 1, by: -1) {
      let mask = UInt32((1 << (Int.bitWidth - index.leadingZeroBitCount)) - 1)
      var draw = nextUInt32() & mask
      while draw > UInt32(index) { draw = nextUInt32() & mask }
      result.swapAt(index, Int(draw))
    }
    return result
  }
}
