internal import Plots

extension DrawnBear {
  /// What tells one wild bear from another.
  struct WildCoat {
    let isGrizzly: Bool
    let fur, muzzle, tips: Colour
    let earSize: Double
    let hasBlaze: Bool

    init(isGrizzly: Bool, _ chance: inout Chance) {
      self.isGrizzly = isGrizzly
      if isGrizzly {
        let dark = chance.happens(0.12)
        fur =
          (dark
          ? Colour(0x4A3222) : chance.pick([Colour(0x7A5230), Colour(0x8C6239), Colour(0x6B4628), Colour(0xA57B48)]))
          .varied(&chance, by: 9)
        muzzle = fur.lighter(chance.between(0.14, 0.3))
        tips = fur.mixed(with: Colour(0xE8CFA0), chance.between(0.45, 0.65))
        earSize = chance.between(8.5, 10.5)
        hasBlaze = false
      } else {
        let brown = chance.happens(0.13)
        fur =
          (brown
          ? Colour(0x46301F) : chance.pick([Colour(0x1B1B1F), Colour(0x24222A), Colour(0x2A241F), Colour(0x17191E)]))
          .varied(&chance, by: 6)
        muzzle = chance.pick([Colour(0xA5794B), Colour(0x8B6540), Colour(0xB98F62)]).varied(&chance)
        tips = fur.lighter(0.16)
        earSize = chance.between(12.5, 15)
        hasBlaze = chance.happens(0.25)
      }
    }
  }
}

extension DrawnBear.Scene {
  typealias WildCoat = DrawnBear.WildCoat

  mutating func drawWildBear(_ coat: WildCoat) {
    switch chance.pick([0, 0, 0, 1, 1, 2, 3]) {
    case 0: drawWalking(coat)
    case 1: drawSitting(coat)
    case 2: drawUpright(coat)
    default: drawCloseUp(coat)
    }
  }

  private mutating func shadow(_ x: Double, _ rx: Double) { ellipse(x, 98, rx, 9, "black\" fill-opacity=\"0.28") }

  // MARK: Poses

  /// On four legs, from the side: here the hump of a grizzly shows, and the high rump of a black bear.
  private mutating func drawWalking(_ coat: WildCoat) {
    let stride = chance.between(-9, 9)
    add(#"<g transform="translate(23 8) scale(0.92)">"#)
    defer { add("</g>") }
    shadow(5, 92)
    for (x, lean) in [(-28.0, -stride), (46.0, stride)] { leg(x, 30, lean, coat, isFar: true) }
    let body =
      coat.isGrizzly
      ? "M-74 -2C-70 -34 -58 -68 -32 -68C-8 -66 4 -40 32 -38C62 -38 82 -16 80 18C79 42 62 52 40 50C4 58 -36 56 -56 46C-76 36 -78 14 -74 -2Z"
      : "M-72 0C-66 -28 -40 -38 -14 -40C12 -46 44 -58 66 -40C86 -24 88 10 80 30C72 48 56 52 40 50C4 56 -36 54 -56 44C-74 34 -76 14 -72 0Z"
    path(body, shaded(coat.fur))
    coatHairs(5, 4, 68, 40, coat)
    if coat.isGrizzly { hairs(-34, -46, 26, 18, coat.tips.hex, count: 70, length: 8, width: 1.3, opacity: 0.75) }
    for (x, lean) in [(-50.0, stride), (64.0, -stride)] { leg(x, 26, lean, coat, isFar: false) }
    let nod = chance.between(-16, 24)
    add(#"<g transform="rotate(\#(number(-nod)) -66 0)">"#)
    drawProfile(coat)
    add("</g>")
  }

  private mutating func leg(_ x: Double, _ top: Double, _ lean: Double, _ coat: WildCoat, isFar: Bool) {
    let fur = isFar ? coat.fur.darker(0.3) : coat.fur.darker(0.05)
    let foot = x + lean
    path(
      "M\(number(x - 17)) \(number(top))C\(number(x - 18)) 60 \(number(foot - 13)) 75 \(number(foot - 14)) 92L\(number(foot + 12)) 92C\(number(foot + 13)) 74 \(number(x + 18)) 60 \(number(x + 17)) \(number(top))Q\(number(x)) \(number(top - 26)) \(number(x - 17)) \(number(top))Z",
      fur.hex)
    ellipse(foot - 4, 91, 17, 8, fur.hex)
    if coat.isGrizzly { claws(foot - 16, 93, -1) }
  }

  private mutating func claws(_ x: Double, _ y: Double, _ way: Double) {
    var data = ""
    for index in 0..<3 {
      data += "M\(number(x + Double(index) * 5)) \(number(y))q\(number(way * 3)) 1 \(number(way * 4)) 5"
    }
    stroke(data, "#e8dcc0", 1.8)
  }

  /// A head from the side, looking left: dished for a grizzly, straight for a black bear.
  private mutating func drawProfile(_ coat: WildCoat) {
    ellipse(-72, -46, coat.earSize, coat.earSize * 1.1, coat.fur.darker(0.25).hex)
    path("M-50 -30C-66 -44 -88 -44 -98 -28L-94 22C-76 34 -56 26 -48 14Z", coat.fur.hex)
    ellipse(-84, -16, 27, 25, shaded(coat.fur))
    let snout =
      coat.isGrizzly
      ? "M-98 -26C-106 -14 -118 -14 -128 -11C-134 -7 -133 4 -126 7C-114 12 -98 12 -90 6Z"
      : "M-98 -30C-108 -22 -120 -16 -130 -11C-135 -6 -133 5 -126 7C-114 11 -98 12 -90 6Z"
    path(snout, shaded(coat.muzzle, depth: 0.2))
    ellipse(-130, -9, 5.5, 4.5, "#17110e")
    stroke("M-126 4C-118 7 -112 6 -106 2", "#1c1410", 1.6, opacity: 0.8)
    ellipse(-98, -22, 3.2, 3.2, "#120c09")
    ellipse(-99, -23, 1, 1, "white")
    let ear = coat.earSize
    ellipse(-88, -42, ear, ear * 1.1, coat.fur.darker(0.05).hex)
    ellipse(-89, -41, ear * 0.55, ear * 0.6, coat.fur.mixed(with: coat.muzzle, 0.45).hex)
    coatHairs(-76, -12, 20, 22, coat, share: 0.4)
  }

  private mutating func drawSitting(_ coat: WildCoat) {
    shadow(0, 72)
    if coat.isGrizzly { ellipse(0, 2, 66, 44, shaded(coat.fur)) }
    ellipse(0, 42, coat.isGrizzly ? 60 : 52, 56, shaded(coat.fur))
    coatHairs(0, 40, 48, 50, coat)
    for side in [-1.0, 1] {
      ellipse(side * 46, 76, 28, 21, shaded(coat.fur.darker(0.08)), turn: side * 20)
      ellipse(side * 56, 88, 14, 11, coat.fur.darker(0.35).hex)
      ellipse(side * 27, 50, 15, 40, shaded(coat.fur.lighter(0.04)), turn: side * -5)
      ellipse(side * 24, 88, 16, 10, coat.fur.darker(0.12).hex)
      if coat.isGrizzly { claws(side * 24 - 6, 94, 0) }
    }
    blaze(coat, 10)
    if coat.isGrizzly { hairs(0, -2, 58, 18, coat.tips.hex, count: 110, length: 7, width: 1.2, opacity: 0.7) }
    drawFace(coat, y: -42 + chance.between(-4, 6))
  }

  private mutating func drawUpright(_ coat: WildCoat) {
    shadow(0, 50)
    for side in [-1.0, 1] {
      ellipse(side * 22, 76, 19, 28, shaded(coat.fur.darker(0.1)))
      ellipse(side * 25, 95, 19, 8, coat.fur.darker(0.25).hex)
    }
    ellipse(0, 24, coat.isGrizzly ? 47 : 41, 62, shaded(coat.fur))
    coatHairs(0, 24, 36, 54, coat)
    for side in [-1.0, 1] {
      let lift = chance.between(-25, 25)
      ellipse(side * 44, 14, 13, 40, shaded(coat.fur.lighter(0.03)), turn: side * (-14 + lift))
      if coat.isGrizzly { claws(side * (48 + lift * 0.6) - 6, 50, 0) }
    }
    blaze(coat, 0)
    if coat.isGrizzly { hairs(0, -20, 42, 14, coat.tips.hex, count: 80, length: 7, width: 1.2, opacity: 0.7) }
    add(#"<g transform="translate(0 -18) scale(0.85)">"#)
    drawFace(coat, y: -58)
    add("</g>")
  }

  private mutating func drawCloseUp(_ coat: WildCoat) {
    add(#"<g transform="translate(0 \#(number(chance.between(70, 95)))) scale(\#(number(chance.between(1.55, 2))))">"#)
    ellipse(0, 40, coat.isGrizzly ? 84 : 66, 62, shaded(coat.fur.darker(0.12)))
    coatHairs(0, 30, 62, 44, coat)
    if coat.isGrizzly { hairs(0, 0, 70, 24, coat.tips.hex, count: 130, length: 7, width: 1.1, opacity: 0.65) }
    blaze(coat, 18)
    drawFace(coat, y: -36)
    add("</g>")
  }

  // MARK: Parts

  private mutating func coatHairs(
    _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ coat: WildCoat, share: Double = 1
  ) {
    hairs(x, y, rx, ry, coat.fur.darker(0.35).hex, count: Int(90 * share), length: 6, opacity: 0.45)
    hairs(x, y, rx, ry, coat.tips.hex, count: Int((coat.isGrizzly ? 110 : 50) * share), length: 6, opacity: 0.4)
  }

  private mutating func blaze(_ coat: WildCoat, _ y: Double) {
    guard coat.hasBlaze else { return }
    path("M-16 \(number(y))L0 \(number(y + 16))L16 \(number(y))L0 \(number(y + 7))Z", "#e9dfc9")
  }

  /// A head from the front, its middle at `y`.
  private mutating func drawFace(_ coat: WildCoat, y: Double) {
    let wide = coat.isGrizzly ? 45.0 : 37
    let look = chance.between(-6, 6)
    let ear = coat.earSize
    for side in [-1.0, 1] {
      let (x, top) = (side * wide * 0.72, y - (coat.isGrizzly ? 31.0 : 34))
      ellipse(x, top, ear, ear, coat.fur.darker(0.12).hex)
      ellipse(x, top + 1, ear * 0.58, ear * 0.6, coat.fur.mixed(with: coat.muzzle, 0.4).hex)
    }
    ellipse(0, y, wide, 38, shaded(coat.fur))
    if coat.isGrizzly {
      for side in [-1.0, 1] { ellipse(side * 33, y + 14, 17, 21, shaded(coat.fur.lighter(0.06)), turn: side * 18) }
      hairs(0, y - 20, 32, 14, coat.tips.hex, count: 40, length: 6, width: 1, opacity: 0.6)
    }
    coatHairs(0, y, wide * 0.85, 32, coat, share: 0.6)
    ellipse(look, y + 14, coat.isGrizzly ? 22 : 18, coat.isGrizzly ? 18 : 17, shaded(coat.muzzle, depth: 0.2))
    ellipse(
      look, y - 2, 9, 17, "\(coat.muzzle.mixed(with: coat.fur, coat.isGrizzly ? 0.4 : 0.3).hex)\" fill-opacity=\"0.7")
    ellipse(look * 1.3, y + 8, 8.5, 6.5, "#15100d")
    ellipse(look * 1.3 - 2.5, y + 6, 2.2, 1.4, "white\" fill-opacity=\"0.5")
    stroke(
      "M\(number(look * 1.3)) \(number(y + 14))v6M\(number(look - 9)) \(number(y + 20))Q\(number(look - 4)) \(number(y + 25)) \(number(look * 1.3)) \(number(y + 20))Q\(number(look + 4)) \(number(y + 25)) \(number(look + 9)) \(number(y + 20))",
      "#1a1310", 1.7)
    for side in [-1.0, 1] {
      let x = side * 15 + look * 0.6
      if !coat.isGrizzly { ellipse(x + side, y - 16, 4, 2.6, "\(coat.muzzle.hex)\" fill-opacity=\"0.5") }
      ellipse(x, y - 8, 3.8, 3.8, "#2a1a10")
      ellipse(x, y - 8, 2.4, 2.4, "#0c0806")
      ellipse(x - 1, y - 9.2, 1, 1, "white")
    }
  }
}
