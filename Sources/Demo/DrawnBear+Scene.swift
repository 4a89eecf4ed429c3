internal import Plots

extension DrawnBear {
  /// A picture in the making: what is behind, the bear, and the light over all.
  struct Scene {
    let width, height: Double
    var chance: Chance
    private var canvas: Canvas
    private var gradients = 0

    init(width: Double, height: Double, chance: Chance) {
      self.width = width
      self.height = height
      self.chance = chance
      canvas = Canvas(width: width, height: height)
    }

    var picture: Picture { canvas.picture }

    // MARK: Pens

    mutating func add(_ element: String) { canvas.add(element) }

    mutating func ellipse(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ fill: String, turn: Double = 0) {
      let rotation = turn == 0 ? "" : #" transform="rotate(\#(number(turn)) \#(number(x)) \#(number(y)))""#
      add(
        #"<ellipse cx="\#(number(x))" cy="\#(number(y))" rx="\#(number(rx))" ry="\#(number(ry))" fill="\#(fill)"\#(rotation)/>"#
      )
    }

    mutating func path(_ data: String, _ fill: String) { add(#"<path d="\#(data)" fill="\#(fill)"/>"#) }

    mutating func stroke(_ data: String, _ colour: String, _ width: Double, dash: String? = nil, opacity: Double = 1) {
      let dashes = dash.map { #" stroke-dasharray="\#($0)""# } ?? ""
      let pen = #"stroke="\#(colour)" stroke-width="\#(number(width))" stroke-linecap="round" stroke-linejoin="round""#
      add(#"<path d="\#(data)" fill="none" \#(pen)\#(dashes) stroke-opacity="\#(number(opacity))"/>"#)
    }

    mutating func rectangle(
      _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String, radius: Double = 0
    ) {
      let size = #"width="\#(number(width))" height="\#(number(height))" rx="\#(number(radius))""#
      add(#"<rect x="\#(number(x))" y="\#(number(y))" \#(size) fill="\#(fill)"/>"#)
    }

    /// Defines a gradient and returns the fill that uses it.
    mutating func gradient(_ stops: [Colour], isRound: Bool = false) -> String {
      gradients += 1
      let kind = isRound ? "radialGradient" : "linearGradient"
      let shape = isRound ? #"cx="0.4" cy="0.3" r="0.75""# : #"x1="0" y1="0" x2="0" y2="1""#
      let list = stops.enumerated().map { index, colour in
        #"<stop offset="\#(number(Double(index) / Double(max(1, stops.count - 1))))" stop-color="\#(colour.hex)"/>"#
      }
      add(#"<defs><\#(kind) id="g\#(gradients)" \#(shape)>\#(list.joined())</\#(kind)></defs>"#)
      return "url(#g\(gradients))"
    }

    /// Round shading, lit from the upper left.
    mutating func shaded(_ colour: Colour, depth: Double = 0.3) -> String {
      gradient([colour.lighter(depth * 0.55), colour, colour.darker(depth)], isRound: true)
    }

    /// Short hairs within an ellipse, lighter and darker than the coat.
    mutating func hairs(
      _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ colour: String, count: Int, length: Double,
      width: Double = 0.8, opacity: Double = 0.5
    ) {
      var data = ""
      for _ in 0..<count {
        let (u, v) = (chance.between(-1, 1), chance.between(-1, 1))
        guard u * u + v * v < 0.92 else { continue }
        let lean = chance.between(-0.5, 0.5) * length
        data +=
          "M\(number(x + u * rx)) \(number(y + v * ry))l\(number(lean)) \(number(length * chance.between(0.6, 1.2)))"
      }
      if !data.isEmpty { stroke(data, colour, width, opacity: opacity) }
    }

    // MARK: Camera and light

    /// Draws something about 200 units high and wide, its feet at y = 100, somewhere near the middle of the picture.
    mutating func place(_ body: (inout Scene) -> Void) {
      let scale = min(width / 205, height / 200) * chance.between(0.74, 1.06)
      let x = width / 2 + chance.between(-0.1, 0.1) * width
      let y = height / 2 + chance.between(-0.02, 0.1) * height
      let tilt = chance.between(-7, 7)
      let flip = chance.sign()
      add(
        #"<g transform="translate(\#(number(x)) \#(number(y))) rotate(\#(number(tilt))) scale(\#(number(scale * flip)) \#(number(scale)))">"#
      )
      body(&self)
      add("</g>")
    }

    /// Warm or cold, bright or dim: no two cameras agree.
    mutating func drawLight() {
      let tint = chance.pick([Colour(0xFFB060), Colour(0x6090FF), Colour(0xFFFFFF), Colour(0x101830), Colour(0xFFF0C0)])
      rectangle(0, 0, width, height, "\(tint.hex)\" fill-opacity=\"\(number(chance.between(0, 0.16)))")
    }
  }
}
