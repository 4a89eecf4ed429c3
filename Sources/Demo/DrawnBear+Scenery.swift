internal import Plots

extension DrawnBear.Scene {
  typealias Colour = DrawnBear.Colour

  // MARK: Outdoors

  /// Sky, something far away, and ground: forest, meadow, river, mountains or snow.
  mutating func drawWilderness() {
    let horizon = height * chance.between(0.35, 0.6)
    let isSnowy = chance.happens(0.18)
    drawSky(to: horizon)
    switch chance.pick([0, 0, 1, 1, 2]) {
    case 0: drawForest(horizon, isSnowy: isSnowy)
    case 1: drawMountains(horizon, isSnowy: isSnowy)
    default: drawHills(horizon)
    }
    drawGround(horizon, isSnowy: isSnowy)
    if chance.happens(0.28) { drawRiver(horizon) }
    for _ in 0..<Int(chance.between(0, 4)) { drawRock(horizon) }
  }

  private mutating func drawSky(to horizon: Double) {
    let top = chance.pick([Colour(0x6FB1E8), Colour(0x9CC9EC), Colour(0xB9C4CE), Colour(0xE7A36F), Colour(0x4C7FB8)])
      .varied(&chance)
    rectangle(0, 0, width, horizon + 2, gradient([top, top.lighter(0.65)]))
    guard chance.happens(0.5) else { return }
    for _ in 0..<3 {
      let (x, y) = (chance.between(0, width), chance.between(0, horizon * 0.6))
      let size = width * chance.between(0.04, 0.1)
      for part in [-1.1, 0, 1.0] {
        ellipse(x + part * size, y, size * 1.1, size * 0.5, top.lighter(0.82).hex)
      }
    }
  }

  private mutating func drawForest(_ horizon: Double, isSnowy: Bool) {
    let green = chance.pick([Colour(0x2F5D3A), Colour(0x3C6B35), Colour(0x4E5F2A), Colour(0x8A6A2A)]).varied(&chance)
    for row in 0..<2 {
      let colour = row == 0 ? green.lighter(0.3) : green
      var x = -width * 0.05
      while x < width * 1.05 {
        let tall = height * chance.between(0.2, 0.42)
        let wide = tall * chance.between(0.28, 0.4)
        let base = horizon + height * 0.03
        for tier in 0..<3 {
          let top = base - tall + Double(tier) * tall * 0.25
          let half = wide * (0.5 + Double(tier) * 0.25) / 1.4
          let low = top + tall * 0.48
          path(
            "M\(number(x)) \(number(top))L\(number(x + half)) \(number(low))L\(number(x - half)) \(number(low))Z",
            (isSnowy && tier == 0 ? Colour(0xF2F6FA) : colour.darker(Double(tier) * 0.06)).hex)
        }
        x += wide * chance.between(0.45, 0.95)
      }
    }
  }

  private mutating func drawMountains(_ horizon: Double, isSnowy: Bool) {
    let colour = chance.pick([Colour(0x7C8CA0), Colour(0x8A7F78), Colour(0x5F7F8A)]).varied(&chance)
    for index in 0..<3 {
      let x = width * (Double(index) * 0.4 + chance.between(-0.1, 0.25))
      let top = horizon - height * chance.between(0.15, 0.35)
      let half = width * chance.between(0.25, 0.45)
      path(
        "M\(number(x)) \(number(top))L\(number(x + half)) \(number(horizon + 3))L\(number(x - half)) \(number(horizon + 3))Z",
        colour.darker(Double(index) * 0.08).hex)
      let cap = (horizon - top) * 0.25
      let side = half * 0.25
      path(
        "M\(number(x)) \(number(top))l\(number(side)) \(number(cap))l\(number(-side * 0.7)) \(number(-cap * 0.2))l\(number(-side * 0.5)) \(number(cap * 0.3))l\(number(-side * 0.8)) \(number(-cap * 0.1))Z",
        Colour(0xF4F7FA).hex)
    }
  }

  private mutating func drawHills(_ horizon: Double) {
    let green = Colour(0x7FA05A).varied(&chance, by: 25)
    for index in 0..<3 {
      ellipse(
        width * (0.1 + Double(index) * 0.4), horizon + height * 0.12, width * chance.between(0.3, 0.5),
        height * chance.between(0.15, 0.28), green.darker(Double(index) * 0.1).hex)
    }
  }

  private mutating func drawGround(_ horizon: Double, isSnowy: Bool) {
    let soil =
      isSnowy
      ? Colour(0xEEF3F8)
      : chance.pick([Colour(0x6F9A45), Colour(0x8BA653), Colour(0xB79D5A), Colour(0x7A6A45), Colour(0x5C8A4A)])
    let colour = soil.varied(&chance)
    rectangle(0, horizon, width, height - horizon, gradient([colour.lighter(0.15), colour.darker(0.18)]))
    var blades = ""
    for _ in 0..<90 {
      let y = chance.between(horizon, height)
      let tall = (y - horizon) / height * 26 + 2
      blades +=
        "M\(number(chance.between(0, width))) \(number(y))l\(number(chance.between(-2, 2))) \(number(-tall * chance.between(0.4, 1)))"
    }
    stroke(blades, isSnowy ? colour.darker(0.12).hex : colour.darker(0.3).hex, 1.2, opacity: 0.6)
    guard !isSnowy, chance.happens(0.4) else { return }
    let petals = chance.pick([Colour(0xF5D547), Colour(0xE8E8F8), Colour(0xC86FB0)]).hex
    for _ in 0..<18 { ellipse(chance.between(0, width), chance.between(horizon + 6, height), 2, 2, petals) }
  }

  private mutating func drawRiver(_ horizon: Double) {
    let top = horizon + (height - horizon) * chance.between(0.05, 0.5)
    let low = top + (height - horizon) * chance.between(0.25, 0.5)
    let water = Colour(0x5E9DC0).varied(&chance)
    let (w, middle) = (width, (top + low) / 2)
    path(
      "M0 \(number(top))C\(number(w * 0.3)) \(number(top - 8)) \(number(w * 0.6)) \(number(top + 10)) \(number(w)) \(number(top))L\(number(w)) \(number(low))C\(number(w * 0.6)) \(number(low + 9)) \(number(w * 0.3)) \(number(low - 8)) 0 \(number(low))Z",
      gradient([water.lighter(0.3), water]))
    var ripples = ""
    for _ in 0..<16 {
      ripples +=
        "M\(number(chance.between(0, w))) \(number(chance.between(top + 4, low - 4)))h\(number(chance.between(8, 26)))"
    }
    stroke(ripples, "white", 1.4, opacity: 0.6)
    if chance.happens(0.4) { ellipse(chance.between(0, w), middle, 16, 8, Colour(0x7D7A75).hex) }
  }

  private mutating func drawRock(_ horizon: Double) {
    let size = width * chance.between(0.03, 0.09)
    let grey = Colour(0x8C8A86).varied(&chance)
    ellipse(chance.between(0, width), chance.between(horizon, height), size, size * 0.6, shaded(grey))
  }

  // MARK: Indoors

  /// A wall, a floor or a bed, and some things that stand around in a child's room.
  mutating func drawRoom() {
    let floor = height * chance.between(0.58, 0.78)
    let wall = chance.pick([
      Colour(0xF3E3CF), Colour(0xCFE3EE), Colour(0xEBD3DC), Colour(0xD9E5CF), Colour(0xB7A7C7), Colour(0x8FA5A8),
    ]).varied(&chance)
    rectangle(0, 0, width, floor + 1, gradient([wall.lighter(0.15), wall.darker(0.06)]))
    drawWallpaper(wall, to: floor)
    if chance.happens(0.4) { drawWindow(floor) } else if chance.happens(0.5) { drawShelf(floor) }
    if chance.happens(0.5) { drawBoards(floor) } else { drawCloth(floor) }
    for _ in 0..<Int(chance.between(0, 4)) { drawToy(floor) }
  }

  private mutating func drawWallpaper(_ wall: Colour, to floor: Double) {
    let step = width * chance.between(0.06, 0.12)
    let pattern = chance.pick([0, 1, 2])
    var x = step / 2
    while x < width, pattern < 2 {
      if pattern == 0 {
        rectangle(x, 0, step * 0.4, floor, "\(wall.darker(0.07).hex)\" fill-opacity=\"0.7")
      } else {
        for row in 0..<6 {
          let y = floor * (Double(row) + (Int(x / step) % 2 == 0 ? 0.25 : 0.75)) / 6
          ellipse(x, y, step * 0.12, step * 0.12, wall.lighter(0.5).hex)
        }
      }
      x += step
    }
  }

  private mutating func drawWindow(_ floor: Double) {
    let (w, h) = (width * chance.between(0.22, 0.34), floor * 0.55)
    let (x, y) = (chance.between(0, width - w), floor * 0.1)
    rectangle(x - 5, y - 5, w + 10, h + 10, "#f7f5f0")
    rectangle(x, y, w, h, gradient([Colour(0x8FC3EA), Colour(0xE4F2F8)]))
    rectangle(x + w / 2 - 2, y, 4, h, "#f7f5f0")
    rectangle(x, y + h / 2 - 2, w, 4, "#f7f5f0")
  }

  private mutating func drawShelf(_ floor: Double) {
    let y = floor * chance.between(0.25, 0.45)
    var x = width * chance.between(0, 0.1)
    while x < width * 0.95 {
      let (w, h) = (width * chance.between(0.025, 0.05), floor * chance.between(0.12, 0.22))
      let book = chance.pick([Colour(0xB5483A), Colour(0x3D6A8A), Colour(0xD9A441), Colour(0x5B7F4D), Colour(0x7A5A86)])
      if chance.happens(0.8) { rectangle(x, y - h, w, h, book.varied(&chance).hex, radius: 1) }
      x += w + 1
    }
    rectangle(0, y, width, floor * 0.03 + 2, "#9c7448")
  }

  private mutating func drawBoards(_ floor: Double) {
    let wood = chance.pick([Colour(0xB98A58), Colour(0x8F633C), Colour(0xD3B184)]).varied(&chance)
    rectangle(0, floor, width, height - floor, gradient([wood.darker(0.1), wood.lighter(0.1)]))
    var lines = ""
    for index in 1..<5 {
      let y = floor + (height - floor) * Double(index * index) / 20
      lines += "M0 \(number(y))h\(number(width))"
    }
    stroke(lines, wood.darker(0.35).hex, 1, opacity: 0.6)
    let rug = chance.pick([Colour(0xC65F5F), Colour(0x6F8FB5), Colour(0xE5DCC8)]).varied(&chance)
    if chance.happens(0.5) { ellipse(width / 2, height * 0.93, width * 0.45, (height - floor) * 0.4, rug.hex) }
  }

  /// A bed or a sofa.
  private mutating func drawCloth(_ floor: Double) {
    let cloth = chance.pick([Colour(0xE8E4DC), Colour(0x7D93AE), Colour(0xC98A8A), Colour(0x6C8B74), Colour(0x55504E)])
      .varied(&chance)
    if chance.happens(0.6) {
      let back = height * 0.2
      rectangle(-10, floor - back, width + 20, back + 12, shaded(cloth.darker(0.08)), radius: 14)
    } else {
      let pillow = Colour(0xF5F1EA)
      rectangle(
        width * 0.05, floor - height * 0.16, width * 0.42, height * 0.2, shaded(pillow, depth: 0.12), radius: 16)
    }
    rectangle(0, floor, width, height - floor, gradient([cloth.lighter(0.15), cloth.darker(0.12)]))
    let fold =
      "M0 \(number(floor + 14))C\(number(width * 0.3)) \(number(floor + 26)) \(number(width * 0.6)) \(number(floor + 4)) \(number(width)) \(number(floor + 20))"
    stroke(fold, cloth.darker(0.25).hex, 2, opacity: 0.5)
  }

  private mutating func drawToy(_ floor: Double) {
    let size = min(width, height) * chance.between(0.08, 0.14)
    let x = chance.happens(0.5) ? chance.between(0, width * 0.2) : chance.between(width * 0.75, width * 0.95)
    let y = chance.between(floor, height - size * 0.5)
    let paint = chance.pick([Colour(0xD9534F), Colour(0x4F8FD9), Colour(0xF0C24A), Colour(0x5FB06A)]).varied(&chance)
    if chance.happens(0.5) {
      rectangle(x, y - size, size, size, paint.hex, radius: 3)
      rectangle(x + size * 0.18, y - size * 0.82, size * 0.64, size * 0.64, paint.lighter(0.45).hex, radius: 2)
    } else {
      ellipse(x, y - size / 2, size / 2, size / 2, shaded(paint))
    }
  }
}
