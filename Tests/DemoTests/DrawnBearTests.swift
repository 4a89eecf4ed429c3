import Demo
import Images
import Testing

@Suite("Drawn bears")
struct DrawnBearTests {
  @Test("the same seed gives the same bear, another seed or kind another one")
  func seeds() {
    let bear = DrawnBear(kind: .grizzly, seed: 7)
    #expect(bear.svg == DrawnBear(kind: .grizzly, seed: 7).svg)
    #expect(bear.svg != DrawnBear(kind: .grizzly, seed: 8).svg)
    #expect(bear.svg != DrawnBear(kind: .black, seed: 7).svg)
  }

  @Test("bears are pictures of 160 to 400 pixels a side, with some colour in them", arguments: DrawnBear.Kind.allCases)
  func pictures(_ kind: DrawnBear.Kind) throws {
    for seed in 0..<12 {
      let bear = DrawnBear(kind: kind, seed: UInt64(seed))
      let image = try RGBImage(decoding: bear.jpeg(), named: "\(kind) \(seed)")
      #expect(image.width == bear.width && image.height == bear.height)
      #expect((160...400).contains(image.width) && (160...400).contains(image.height))
      #expect(Set(image.pixels).count > 100)
    }
    #expect(try ImageHeader(decoding: DrawnBear(kind: kind, seed: 1).png(), named: "png").format == .png)
  }

  @Test("sizes and shapes vary")
  func variety() {
    let bears = (0..<40).map { DrawnBear(kind: .black, seed: $0) }
    #expect(Set(bears.map(\.width)).count > 10)
    #expect(bears.contains { $0.width > $0.height } && bears.contains { $0.height > $0.width })
  }
}
