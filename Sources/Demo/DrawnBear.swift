internal import Plots

/// A bear that nobody photographed: a scene drawn from a seed, for trying out a classifier where there is no internet.
///
/// The kinds overlap on purpose: a black bear may be chocolate brown, a grizzly dark, and a teddy of any colour, so
/// that shape, ears, muzzle and seams matter as well as colour.
public struct DrawnBear: Sendable {
  /// The three classes of the lesson.
  public enum Kind: String, CaseIterable, Sendable {
    case black, grizzly, teddys
  }

  public let kind: Kind
  public let seed: UInt64
  private let picture: Picture

  /// The same kind and seed always give the same picture.
  public init(kind: Kind, seed: UInt64) {
    self.kind = kind
    self.seed = seed
    picture = Self.draw(kind, Chance(seed: seed &* 3 &+ UInt64(Kind.allCases.firstIndex(of: kind) ?? 0)))
  }

  public var svg: String { picture.svg }
  public var width: Int { picture.width }
  public var height: Int { picture.height }

  /// The picture as a JPEG file, with a quality from 1 to 100.
  public func jpeg(quality: Int = 88) throws -> [UInt8] { try picture.jpeg(quality: quality) }

  /// The picture as a PNG file.
  public func png() throws -> [UInt8] { try picture.png() }

  private static func draw(_ kind: Kind, _ chance: Chance) -> Picture {
    var chance = chance
    let long = chance.between(200, 400)
    let shape = chance.pick([1.0, 1.0, 4.0 / 3, 4.0 / 3, 3.0 / 2, 3.0 / 4, 4.0 / 5])
    let width = (shape >= 1 ? long : max(160, long * shape)).rounded()
    let height = (shape >= 1 ? max(160, long / shape) : long).rounded()
    var scene = Scene(width: width, height: height, chance: chance)
    switch kind {
    case .teddys:
      let coat = TeddyCoat(&scene.chance)
      if scene.chance.happens(0.85) { scene.drawRoom() } else { scene.drawWilderness() }
      scene.place { $0.drawTeddy(coat) }
    case .black, .grizzly:
      let coat = WildCoat(isGrizzly: kind == .grizzly, &scene.chance)
      scene.drawWilderness()
      scene.place { $0.drawWildBear(coat) }
    }
    scene.drawLight()
    return scene.picture
  }
}
