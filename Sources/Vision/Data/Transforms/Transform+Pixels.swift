import Foundation
public import Images

/// fastai's transforms of levels and pixels (vision/transform.py), by their names there.
extension Transform {
  // MARK: Lighting

  /// Adds to the logit of each level; a change of 0.5 is none, 0 is black and 1 white.
  public static func brightness(_ change: Draw, probability: Double = 1) -> Transform {
    Transform("brightness", "\(change)", order: .lighting, probability: probability) { random in
      let shift = LightingTable.logit(change(&random))
      return .logits { $0 + shift }
    }
  }

  /// Multiplies the logit of each level; a scale of 1 is none.
  public static func contrast(_ scale: Draw, probability: Double = 1) -> Transform {
    Transform("contrast", "\(scale)", order: .lighting, probability: probability) { random in
      let scale = scale(&random)
      return .logits { $0 * scale }
    }
  }

  // MARK: Flips

  /// Left becomes right (fastai: `flip_lr`).
  public static func flipLR(probability: Double = 1) -> Transform {
    Transform("flipLR", order: .pixels, probability: probability) { _ in .flipLeftRight }
  }

  /// One of the eight ways to lay a square on itself: bit 0 mirrors the rows, bit 1 the columns, bit 2 exchanges them
  /// afterwards.
  public static func dihedral(_ k: ClosedRange<Int> = 0...7, probability: Double = 1) -> Transform {
    Transform("dihedral", "\(k)", order: .pixels, probability: probability) { random in
      .dihedral(.random(in: k, using: &random))
    }
  }

  // MARK: Borders and cuts

  /// Adds so many pixels on all four sides, before anything else.
  public static func pad(_ padding: Int, mode: PaddingMode = .reflection, probability: Double = 1) -> Transform {
    Transform("pad", "\(padding), \(mode)", order: .pad, probability: probability) { _ in .pad(max(padding, 0), mode) }
  }

  /// Cuts a part of that size out; row and column are shares of what there is to spare.
  public static func crop(size: ImageSize, row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1) -> Transform {
    Transform("crop", "\(size), row \(row), column \(column)", order: .pixels, probability: probability) { random in
      .crop(width: size.width, height: size.height, row: row(&random), column: column(&random))
    }
  }

  /// Cuts and pads to the size that the network sees; row and column are shares of what there is to spare.
  public static func cropPad(row: Draw = 0.5, column: Draw = 0.5, probability: Double = 1) -> Transform {
    Transform("cropPad", "row \(row), column \(column)", order: .crop, probability: probability) { random in
      .cropPad(row: row(&random), column: column(&random))
    }
  }

  /// ``cropPad(row:column:probability:)`` at a random place (fastai: `rand_crop`).
  public static func randCrop() -> Transform { cropPad(row: .uniform(0...1), column: .uniform(0...1)) }

  /// Pads on all sides, then cuts a part of that size out at a random place (fastai: `rand_pad`).
  public static func randPad(_ padding: Int, size: ImageSize, mode: PaddingMode = .reflection) -> [Transform] {
    [pad(padding, mode: mode), crop(size: size, row: .uniform(0...1), column: .uniform(0...1))]
  }

  /// Enlarges, then cuts to the size, both at the centre or both at random (fastai: `zoom_crop`).
  public static func zoomCrop(scale: Draw, doRand: Bool = false, probability: Double = 1) -> [Transform] {
    doRand
      ? [randZoom(scale: scale, probability: probability), randCrop()]
      : [zoom(scale: scale, probability: probability), cropPad()]
  }

  // MARK: Pixels

  /// Black squares, their centres anywhere; what of them lies outside is cut off.
  public static func cutout(
    holes: ClosedRange<Int> = 1...1, length: ClosedRange<Int> = 40...40, probability: Double = 1
  ) -> Transform {
    Transform("cutout", "\(holes), \(length)", order: .cutout, probability: probability) { random in
      let count = Int.random(in: holes, using: &random)
      let side = Int.random(in: length, using: &random)
      let seed = random.next()
      return .pixels { image in
        var own = SplitMix64(seed: seed)
        for _ in 0..<count {
          let (x, y) = (Int.random(in: 0..<image.width, using: &own), Int.random(in: 0..<image.height, using: &own))
          image.blacken(columns: side.around(x, in: image.width), rows: side.around(y, in: image.height))
        }
      }
    }
  }

  /// One channel (0 red, 1 green, 2 blue; nil for red or green, fastai's draw never gives the last) becomes noise, each
  /// level up to a share that is itself drawn up to `threshold` (fastai: `thresh`).
  public static func rgbRandomize(channel: Int? = nil, threshold: Double = 0.3, probability: Double = 1) -> Transform {
    let which = channel.map(String.init) ?? "any"
    return Transform("rgbRandomize", "\(which), \(threshold)", order: .pixels, probability: probability) { random in
      let channel = channel.map { min(max($0, 0), 2) } ?? Int.random(in: 0...1, using: &random)
      let most = Double.random(in: 0...min(max(threshold, 0), 1), using: &random)
      let seed = random.next()
      return .pixels { image in
        var own = SplitMix64(seed: seed)
        image.replace(channel: channel) { UInt8(.random(in: 0...1, using: &own) * most * 255) }
      }
    }
  }
}

extension Int {
  /// A stretch of this length around a point, cut off at 0 and at the end (fastai: `cutout`).
  fileprivate func around(_ centre: Int, in length: Int) -> Range<Int> {
    let first = Swift.min(Swift.max(Int((Double(centre) - Double(self) / 2).rounded(.down)), 0), length)
    let end = Swift.min(Swift.max(Int((Double(centre) + Double(self) / 2).rounded(.down)), 0), length)
    return first..<Swift.max(first, end)
  }
}
