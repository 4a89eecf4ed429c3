import Images
import Plots

/// The pixels of a drawing, looked at.
struct Ink {
  let image: RGBImage

  init(_ picture: Picture, scale: Double = 1) throws {
    image = try RGBImage(decoding: picture.png(scale: scale), named: "drawing")
  }

  func pixel(_ x: Int, _ y: Int) -> [UInt8] {
    Array(image.pixels[(y * image.width + x) * 3..<(y * image.width + x) * 3 + 3])
  }

  /// Whether every pixel of the outermost ring has the colour of the paper: nothing touches the border.
  var hasCleanBorder: Bool {
    let paper = pixel(0, 0)
    let columns = (0..<image.width).allSatisfy { pixel($0, 0) == paper && pixel($0, image.height - 1) == paper }
    return columns && (0..<image.height).allSatisfy { pixel(0, $0) == paper && pixel(image.width - 1, $0) == paper }
  }

  /// The first and the last column with anything on the paper.
  var columns: ClosedRange<Int>? {
    let paper = pixel(0, 0)
    let inked = (0..<image.width).filter { x in (0..<image.height).contains { pixel(x, $0) != paper } }
    return inked.first.flatMap { first in inked.last.map { first...$0 } }
  }
}
