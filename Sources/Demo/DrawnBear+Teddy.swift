internal import Plots

extension DrawnBear {
  /// What a toy bear is sewn from.
  struct TeddyCoat {
    enum Neck { case bow, scarf, none }
    let plush, patch, ribbon: Colour
    let eye: Colour
    let neck: Neck
    let hasBellyPatch, hasSweater: Bool

    init(_ chance: inout Chance) {
      plush = chance.pick([
        Colour(0xC79A62), Colour(0xB07B45), Colour(0xE2C79C), Colour(0x8A5A35), Colour(0xD8B07A), Colour(0xF0E4D0),
        Colour(0x5A3B26), Colour(0x39312F), Colour(0xA9A39B), Colour(0xD9A7A7),
      ]).varied(&chance)
      patch = chance.happens(0.75) ? plush.lighter(chance.between(0.35, 0.6)) : plush.darker(0.15)
      ribbon = chance.pick([
        Colour(0xC8323C), Colour(0x2F66B0), Colour(0x3E8F57), Colour(0xE2B23A), Colour(0x8C4FA0), Colour(0xE58AA8),
      ]).varied(&chance)
      eye = chance.pick([Colour(0x14100E), Colour(0x14100E), Colour(0x4A2A12)])
      neck = chance.pick([.bow, .bow, .bow, .scarf, .none])
      hasBellyPatch = chance.happens(0.5)
      hasSweater = chance.happens(0.18)
    }
  }
}

extension DrawnBear.Scene {
  typealias TeddyCoat = DrawnBear.TeddyCoat

  mutating func drawTeddy(_ coat: TeddyCoat) {
    switch chance.pick([0, 0, 0, 1, 2]) {
    case 0: drawSittingTeddy(coat)
    case 1: drawStandingTeddy(coat)
    default:
      add(
        #"<g transform="translate(0 \#(number(chance.between(50, 70)))) scale(\#(number(chance.between(1.35, 1.65))))">"#
      )
      drawSittingTeddy(coat)
      add("</g>")
    }
  }

  // MARK: Poses

  private mutating func drawSittingTeddy(_ coat: TeddyCoat) {
    ellipse(0, 97, 74, 9, "black\" fill-opacity=\"0.25")
    torso(coat, y: 42, rx: 45, ry: 50)
    for side in [-1.0, 1] {
      limb(side * 52, 22, 17, 37, coat, turn: side * (-26 + chance.between(-22, 18)))
      let out = side * chance.between(44, 52)
      ellipse(out, 78, 26, 24, shaded(coat.plush))
      ellipse(out + side * 3, 80, 16, 15, coat.patch.hex)
      stitches(circleAt: out + side * 3, 80, 16, coat)
      nap(out, 76, 22, 20, coat, count: 30)
    }
    drawTeddyHead(coat, y: -36)
    drawNeck(coat, y: 8)
  }

  private mutating func drawStandingTeddy(_ coat: TeddyCoat) {
    ellipse(0, 97, 48, 8, "black\" fill-opacity=\"0.25")
    for side in [-1.0, 1] {
      limb(side * 22, 72, 19, 27, coat, turn: side * -6)
      ellipse(side * 25, 93, 19, 8, coat.patch.hex)
    }
    torso(coat, y: 32, rx: 40, ry: 44)
    for side in [-1.0, 1] { limb(side * 45, 22, 14, 34, coat, turn: side * (-20 + chance.between(-60, 12))) }
    add(#"<g transform="translate(0 -14) scale(0.92)">"#)
    drawTeddyHead(coat, y: -42)
    add("</g>")
    drawNeck(coat, y: -4)
  }

  // MARK: Parts

  private mutating func torso(_ coat: TeddyCoat, y: Double, rx: Double, ry: Double) {
    ellipse(0, y, rx, ry, shaded(coat.hasSweater ? coat.ribbon : coat.plush))
    if coat.hasSweater {
      for row in -2..<3 {
        let at = y + Double(row) * ry / 3.2
        stroke(
          "M\(number(-rx * 0.8)) \(number(at))Q0 \(number(at + 9)) \(number(rx * 0.8)) \(number(at))",
          coat.ribbon.lighter(0.5).hex, 3, opacity: 0.8)
      }
      return
    }
    nap(0, y, rx * 0.92, ry * 0.92, coat, count: 90)
    if coat.hasBellyPatch {
      ellipse(0, y + 8, rx * 0.58, ry * 0.62, coat.patch.hex)
      stitches(circleAt: 0, y + 8, rx * 0.58, coat)
    } else {
      stroke("M0 \(number(y - ry * 0.7))V\(number(y + ry * 0.85))", coat.plush.darker(0.45).hex, 1.6, dash: "4 3.5")
    }
  }

  private mutating func limb(
    _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ coat: TeddyCoat, turn: Double
  ) {
    add(#"<g transform="rotate(\#(number(turn)) \#(number(x)) \#(number(y - ry * 0.7)))">"#)
    ellipse(x, y, rx, ry, shaded(coat.plush))
    nap(x, y, rx * 0.9, ry * 0.9, coat, count: 30)
    ellipse(x, y + ry * 0.68, rx * 0.62, ry * 0.22, coat.patch.hex)
    stroke(
      "M\(number(x)) \(number(y - ry * 0.8))V\(number(y + ry * 0.4))", coat.plush.darker(0.4).hex, 1.3, dash: "3.5 3.5",
      opacity: 0.7)
    add("</g>")
  }

  /// The pile of the plush: short and even, unlike fur.
  private mutating func nap(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ coat: TeddyCoat, count: Int) {
    hairs(x, y, rx, ry, coat.plush.lighter(0.3).hex, count: count, length: 2.4, width: 1.1, opacity: 0.45)
    hairs(x, y, rx, ry, coat.plush.darker(0.3).hex, count: count, length: 2.4, width: 1.1, opacity: 0.3)
  }

  private mutating func stitches(circleAt x: Double, _ y: Double, _ radius: Double, _ coat: TeddyCoat) {
    let thread = coat.plush.darker(0.45).hex
    add(
      #"<circle cx="\#(number(x))" cy="\#(number(y))" r="\#(number(radius))" fill="none" stroke="\#(thread)" stroke-width="1.3" stroke-dasharray="3.5 3"/>"#
    )
  }

  private mutating func drawTeddyHead(_ coat: TeddyCoat, y: Double) {
    let tilt = chance.between(-9, 9)
    add(#"<g transform="rotate(\#(number(tilt)) 0 \#(number(y + 30)))">"#)
    for side in [-1.0, 1] {
      ellipse(side * 42, y - 35, 20, 20, shaded(coat.plush))
      ellipse(side * 41, y - 33, 12, 12, coat.patch.hex)
      stitches(circleAt: side * 41, y - 33, 12, coat)
    }
    ellipse(0, y, 52, 45, shaded(coat.plush))
    nap(0, y, 47, 40, coat, count: 80)
    stroke("M0 \(number(y - 44))V\(number(y - 2))", coat.plush.darker(0.45).hex, 1.5, dash: "4 3.5")
    ellipse(0, y + 16, 25, 20, shaded(coat.patch, depth: 0.15))
    path(
      "M-10 \(number(y + 4))Q0 \(number(y - 1)) 10 \(number(y + 4))Q7 \(number(y + 14)) 0 \(number(y + 15))Q-7 \(number(y + 14)) -10 \(number(y + 4))Z",
      "#2a1c16")
    stroke(
      "M0 \(number(y + 15))V\(number(y + 22))M-10 \(number(y + 25))Q-4 \(number(y + 30)) 0 \(number(y + 22))Q4 \(number(y + 30)) 10 \(number(y + 25))",
      "#2a1c16", 1.8)
    for side in [-1.0, 1] { button(side * 20, y - 8, coat) }
    add("</g>")
  }

  private mutating func button(_ x: Double, _ y: Double, _ coat: TeddyCoat) {
    let size = 6.2
    ellipse(x, y, size + 1.2, size + 1.2, coat.plush.darker(0.35).hex)
    ellipse(x, y, size, size, shaded(coat.eye, depth: 0.5))
    ellipse(x - 2, y - 2.2, 1.9, 1.9, "white")
    if chance.happens(0.4) { stroke("M\(number(x - 2)) \(number(y + 1))l4 3m0 -3l-4 3", "#cfc6bb", 0.8) }
  }

  private mutating func drawNeck(_ coat: TeddyCoat, y: Double) {
    let cloth = coat.hasSweater ? coat.ribbon.darker(0.4) : coat.ribbon
    switch coat.neck {
    case .none: break
    case .scarf:
      stroke("M-34 \(number(y - 3))Q0 \(number(y + 16)) 34 \(number(y - 3))", cloth.hex, 11)
      stroke("M16 \(number(y + 6))L22 \(number(y + 36))", cloth.darker(0.12).hex, 11)
    case .bow:
      for side in [-1.0, 1] {
        path(
          "M0 \(number(y + 2))C\(number(side * 14)) \(number(y - 14)) \(number(side * 28)) \(number(y - 12)) \(number(side * 29)) \(number(y + 1))C\(number(side * 30)) \(number(y + 16)) \(number(side * 14)) \(number(y + 14)) 0 \(number(y + 4))Z",
          shaded(cloth))
      }
      ellipse(0, y + 2, 6, 6.5, cloth.darker(0.2).hex)
    }
  }
}
