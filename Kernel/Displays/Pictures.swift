import CellLink
import FastAI
import Foundation
import Lesson
import Notebook

// What the library draws is shown as a picture when it is a cell's last expression, or when it is handed to `display`.

extension Picture: @retroactive Displayable {
  /// PNG in twice the size, for screens with narrow pixels. Also the SVG, unless it is long, because photographs are in
  /// it as text, or wide, because pages shrink a PNG to their width and cut an SVG off.
  public func mimeBundle() throws -> MIMEBundle {
    var bundle = EncodedImage(try png(scale: 2), size: (width, height)).mimeBundle()
    if svg.utf8.count <= Self.longestSVG, width <= Self.widestSVG { bundle.data["image/svg+xml"] = svg }
    bundle.data["text/plain"] = "Picture \(width) × \(height)"
    return bundle
  }

  private static let longestSVG = 100_000
  private static let widestSVG = 720
}

extension Chart: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle { try picture().mimeBundle() }
}

extension Heatmap: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle { try picture().mimeBundle() }
}

extension Panels: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle { try picture().mimeBundle() }
}

extension ImageGrid: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle { try picture().mimeBundle() }
}

extension Surface: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle { try picture().mimeBundle() }
}

extension CalibrationCurve: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle { try picture().mimeBundle() }
}

extension LRFinderResult: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle {
    var bundle = try plot.mimeBundle()
    bundle.data["text/plain"] = explanation
    return bundle
  }
}

extension Animation: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle { EncodedImage(try gif()).mimeBundle() }
}

extension RGBImage: @retroactive Displayable {
  public func mimeBundle() throws -> MIMEBundle {
    var bundle = EncodedImage(try encoded(as: .jpeg(quality: 90))).mimeBundle()
    bundle.data["text/plain"] = description
    return bundle
  }
}

extension SGDPage: @retroactive Displayable {
  /// The page in a frame of its own: its style and script must not meet the notebook's.
  public func mimeBundle() -> MIMEBundle {
    let frame = "<iframe srcdoc=\"\(HTML.escaped(html))\" width=\"100%\" height=\"900\" style=\"border: 0\"></iframe>"
    return MIMEBundle(["text/html": frame, "text/plain": "SGDPage"])
  }
}
