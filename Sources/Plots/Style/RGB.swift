/// A colour: `let orange: RGB = 0xD55E00`.
public struct RGB: Hashable, Sendable, ExpressibleByIntegerLiteral {
  public var red, green, blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// Two hexadecimal digits each for red, green and blue; what is above them does not count.
  public init(integerLiteral value: UInt32) {
    self.init(
      red: UInt8(value >> 16 & 0xFF), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  /// `#d55e00`
  public var hex: String { "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

  /// A colour between this one (at 0) and another (at 1).
  public func mixed(with other: RGB, _ share: Double) -> RGB {
    func part(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * min(1, max(0, share))).rounded())
    }
    return RGB(red: part(red, other.red), green: part(green, other.green), blue: part(blue, other.blue))
  }

  /// How bright it looks, from 0 to 1: the relative luminance of WCAG 2.1, with 2.2 for the curve of sRGB.
  var luminance: Double {
    func linear(_ part: UInt8) -> Double {
      let share = Double(part) / 255
      return share * share * (0.8 + 0.2 * share)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Black or white, whichever is easier to read on this colour (WCAG 2.1, contrast ratio).
  var readableInk: RGB { (luminance + 0.05) * (luminance + 0.05) > 1.05 * 0.05 ? 0x1F2328 : 0xFFFFFF }
}
