import Foundation
import Images
import SystemPackage
import TestSupport
import Testing

@Suite("Odd images from Pillow's and PNG's own test suites", .enabled(if: SharedData.oddImages != nil))
struct OddImagesTests {
  /// One line of the table of what Pillow makes of each file.
  struct Verdict {
    let path: String
    let size: String
    let isTIFF: Bool
    let orientation: Int
    let opensInPillow: Bool
  }

  /// Files that Pillow decodes and we do not.
  static let refusedHere = [
    "pillow-tests/tiff_tiled_planar_16bit_RGB.tiff": "libvips reads no tiles of separate planes",
    "pngsuite/png/xcsn0g01.png": "a checksum of the pixel data is wrong, which Pillow does not look at",
  ]

  /// Files that Pillow refuses and we decode.
  static let takenHere = [
    "pillow-tests/png_decompression_dos.png": "its text is a bomb, which is never unpacked here; its pixels are whole",
    "pillow-tests/unknown_compression_method.png": "of its profile, not of its pixels",
    "pillow-tests/truncated_end_chunk.png": "all pixels are there, only the end mark is cut",
  ]

  static func verdicts() throws -> [Verdict] {
    guard let folder = SharedData.oddImages else { return [] }
    let table = try String(contentsOfFile: (folder / "verdicts.tsv").string, encoding: .utf8)
    return table.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Verdict(
        path: cells[0], size: cells[2], isTIFF: cells[0].hasSuffix("tif") || cells[0].hasSuffix("tiff"),
        orientation: Int(cells[5]) ?? 1, opensInPillow: cells[6] == "ok")
    }
  }

  @Test("each file decodes, or throws an error that names the file and the reason")
  func everyFile() throws {
    let folder = try #require(SharedData.oddImages)
    for verdict in try Self.verdicts() {
      do {
        let image = try RGBImage(contentsOf: folder / verdict.path)
        #expect(image.pixels.count == image.width * image.height * 3)
        #expect(verdict.opensInPillow || Self.takenHere[verdict.path] != nil, "\(verdict.path) is taken")
      } catch let error as ImageError {
        #expect(error.subject.hasSuffix(verdict.path))
        #expect(!error.message.isEmpty && !error.message.contains("no reason given"), "\(error)")
        #expect(!verdict.opensInPillow || Self.refusedHere[verdict.path] != nil, "\(error)")
      }
    }
  }

  @Test("what Pillow decodes has the same size here, after orientation")
  func sizes() throws {
    let folder = try #require(SharedData.oddImages)
    for verdict in try Self.verdicts() where verdict.opensInPillow && Self.refusedHere[verdict.path] == nil {
      let image = try RGBImage(contentsOf: folder / verdict.path)
      // Pillow turns TIFF files by itself; the table has other files as stored.
      let swaps = verdict.orientation >= 5 && !verdict.isTIFF
      let size = swaps ? "(\(image.height), \(image.width))" : "(\(image.width), \(image.height))"
      #expect(size == verdict.size, "\(verdict.path)")
      let header = try ImageHeader(contentsOf: folder / verdict.path)
      #expect(header.width == image.width && header.height == image.height, "\(verdict.path)")
    }
  }

  @Test("what decodes at full size also decodes small")
  func small() throws {
    let folder = try #require(SharedData.oddImages)
    for verdict in try Self.verdicts() where verdict.opensInPillow && Self.refusedHere[verdict.path] == nil {
      let image = try RGBImage(contentsOf: folder / verdict.path, resized: .squish(width: 12, height: 9))
      #expect(image.width == 12 && image.height == 9)
    }
  }
}
