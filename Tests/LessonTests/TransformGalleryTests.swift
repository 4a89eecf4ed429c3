import Demo
import FastAI
import Foundation
import Testing

/// `Docs/images/transforms.png`: each transform on a drawn bear, at several strengths.
///
///     TRANSFORM_GALLERY=Docs/images/transforms.png swift test --filter TransformGallery
@Suite("The gallery of transforms")
struct TransformGalleryTests {
  private static let strengths: [(name: String, each: [(String, [Transform])])] = [
    ("rotate", [-20, 10, 30].map { ("\(Int($0))°", [.rotate(.constant($0))]) }),
    ("zoom", [1.2, 1.6, 2].map { ("\($0)", [.zoom(scale: .constant($0))]) }),
    ("squish", [0.6, 0.8, 1.5].map { ("\($0)", [.squish(scale: .constant($0))]) }),
    ("symmetricWarp", [-0.3, 0.2, 0.4].map { ("\($0)", [.symmetricWarp([.constant($0), 0.1, 0, 0])]) }),
    (
      "perspective",
      [0.1, 0.2, 0.4].map { ("\($0)", [.perspectiveWarp([0, .constant($0), 0, 0, 0, .constant($0), 0, 0])]) }
    ),
    ("tilt", [0, 1, 2].map { ("side \($0), 0.4", [.tilt(direction: $0...$0, magnitude: 0.4)]) }),
    ("skew", [0, 3, 6].map { ("corner \($0), 0.4", [.skew(direction: $0...$0, magnitude: 0.4)]) }),
    ("jitter", [0.01, 0.03, 0.06].map { ("\($0)", [.jitter(.constant($0))]) }),
    ("brightness", [0.2, 0.4, 0.7].map { ("\($0)", [.brightness(.constant($0))]) }),
    ("contrast", [0.5, 1.5, 3].map { ("\($0)", [.contrast(.constant($0))]) }),
    (
      "flipLR, dihedral",
      [1, 4, 7].map { ($0 == 1 ? "flipLR" : "\($0)", $0 == 1 ? [.flipLR()] : [.dihedral($0...$0)]) }
    ),
    ("dihedralAffine", [1, 2, 6].map { ("\($0)", [.dihedralAffine($0...$0)]) }),
    (
      "pad",
      [PaddingMode.zeros, .border, .reflection].map { ("\($0)", [.pad(24, mode: $0), .cropPad(row: 0, column: 0)]) }
    ),
    (
      "cropPad (row and column)",
      [0.0, 0.5, 1].map { place in
        ("\(place)", [.cropPad(row: .constant(place), column: .constant(place))])
      }
    ),
    (
      "zoomCrop",
      [1.3, 1.6, 2].map { ("up to \($0)", Transform.zoomCrop(scale: .constant($0), doRand: true)) }
    ),
    ("randResizeCrop", [1.5, 2, 4].map { ("up to 1/\($0)", Transform.randResizeCrop(size: 110, maxScale: $0)) }),
    (
      "cutout",
      [(1, 30), (3, 20), (8, 12)].map { hole in
        ("\(hole.0) × \(hole.1)", [.cutout(holes: hole.0...hole.0, length: hole.1...hole.1)])
      }
    ),
    (
      "rgbRandomize",
      [0, 1, 2].map { (channel: Int) in ("channel \(channel)", [.rgbRandomize(channel: channel, threshold: 0.9)]) }
    ),
  ]

  @Test("each transform makes a picture of its own")
  func gallery() throws {
    let bear = try RGBImage(decoding: DrawnBear(kind: .teddys, seed: 11).png(), named: "drawn bear")
    let plain = try Transforms()(bear, size: 110)
    var rows: [Picture] = []
    var pictures: Set<[UInt8]> = []
    for (name, each) in Self.strengths {
      var cells: [ImageGrid.Cell] = []
      for (strength, transforms) in each {
        let image = try Transforms(transforms, paddingMode: .reflection)(bear, size: 110, seed: 3)
        #expect(image.width == 110 && image.height == 110)
        pictures.insert(image.pixels)
        cells.append(.init(try image.encoded(as: .jpeg(quality: 92)), subtitle: strength))
      }
      #expect(cells.count == 3)
      rows.append(try ImageGrid(title: name, columns: 3, cellSize: 110, cells: cells).picture())
    }
    #expect(pictures.subtracting([plain.pixels]).count >= rows.count * 3 - 3)  // The crop at the centre is plain.
    if let path = ProcessInfo.processInfo.environment["TRANSFORM_GALLERY"] {
      try Panels(columns: 3, rows).picture().write(to: path)
    }
  }
}
