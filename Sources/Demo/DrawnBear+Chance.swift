extension DrawnBear {
  /// Random choices from a seed: SplitMix64 (Steele, Lea and Flood 2014).
  struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    /// Evenly distributed.
    mutating func between(_ low: Double, _ high: Double) -> Double {
      low + (high - low) * Double(next() >> 11) / 9_007_199_254_740_992
    }

    mutating func happens(_ probability: Double) -> Bool { between(0, 1) < probability }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[Int(next() % UInt64(choices.count))] }

    mutating func sign() -> Double { happens(0.5) ? 1 : -1 }
  }

  /// A colour to mix and shade.
  struct Colour {
    var red, green, blue: Double

    /// From `0xRRGGBB`.
    init(_ code: Int) {
      red = Double(code >> 16 & 255)
      green = Double(code >> 8 & 255)
      blue = Double(code & 255)
    }

    func mixed(with other: Colour, _ share: Double) -> Colour {
      var result = self
      result.red += (other.red - red) * share
      result.green += (other.green - green) * share
      result.blue += (other.blue - blue) * share
      return result
    }

    func lighter(_ share: Double) -> Colour { mixed(with: Colour(0xFFFFFF), share) }
    func darker(_ share: Double) -> Colour { mixed(with: Colour(0x000000), share) }

    /// The same colour in another light.
    func varied(_ chance: inout Chance, by amount: Double = 14) -> Colour {
      var result = self
      let light = chance.between(-amount, amount)
      result.red += light + chance.between(-amount, amount) / 2
      result.green += light + chance.between(-amount, amount) / 2
      result.blue += light + chance.between(-amount, amount) / 2
      return result
    }

    var hex: String {
      func byte(_ value: Double) -> Int { Int(min(255, max(0, value)).rounded()) }
      return "rgb(\(byte(red)),\(byte(green)),\(byte(blue)))"
    }
  }
}
