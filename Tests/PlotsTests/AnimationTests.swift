import Foundation
import Images
import Plots
import Testing

@Suite("Animated drawings")
struct AnimationTests {
  private func frames(_ count: Int) -> [Picture] {
    (0..<count).map { index in
      Chart(series: [.points(x: [Double(index)], y: [0])], xRange: -1...Double(count), width: 240, height: 180)
        .picture()
    }
  }

  /// Chunks of a GIF that say how long a frame stays: `21 F9 04 flags delay(2)`.
  private func delays(_ gif: [UInt8]) -> [Int] {
    gif.indices.dropLast(8).filter { gif[$0] == 0x21 && gif[$0 + 1] == 0xF9 && gif[$0 + 2] == 4 && gif[$0 + 7] == 0 }
      .map { Int(gif[$0 + 4]) + 256 * Int(gif[$0 + 5]) }
  }

  @Test("a GIF has all frames, their times, and shows the first one")
  func gif() throws {
    let animation = Animation(frames: frames(5), frameDuration: .milliseconds(40), lastDuration: .seconds(1))
    let gif = try animation.gif()
    let header = try ImageHeader(decoding: gif, named: "animation")
    #expect(header.format == .gif && header.width == 240 && header.height == 180 && header.pages == 5)
    #expect(delays(gif) == [4, 4, 4, 4, 100])
    let (shown, drawn) = (try RGBImage(decoding: gif, named: "gif"), try Ink(frames(5)[0]).image)
    let differences = zip(shown.pixels, drawn.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.count { $0 > 24 } < differences.count / 200, "a palette of 256 colours is enough")
  }

  @Test("frames of different sizes, no frame, a senseless scale and another suffix are errors")
  func refusals() {
    let odd = Animation(frames: frames(1) + [Chart(series: []).picture()])
    for animation in [odd, Animation(frames: [])] {
      #expect(throws: PlotsError.self) { try animation.gif() }
    }
    #expect(throws: PlotsError.self) { try Animation(frames: frames(2)).gif(scale: .nan) }
    #expect(throws: PlotsError.self) { try Animation(frames: frames(2)).gif(scale: 1e6) }
    #expect(throws: PlotsError.self) { try Animation(frames: frames(2)).write(to: "/tmp/a.png") }
    let unwritable = #expect(throws: PlotsError.self) { try Animation(frames: frames(1)).write(to: "/nowhere/a.gif") }
    #expect(unwritable?.code == .writeFailed)
  }
}
