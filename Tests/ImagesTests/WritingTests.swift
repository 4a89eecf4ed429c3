import Foundation
import Images
import SystemPackage
import TestSupport
import Testing

@Suite("Writing")
struct WritingTests {
  @Test("PNG gives back every pixel, JPEG about every pixel")
  func roundTrip() throws {
    let image = try drawn(50, 30)
    #expect(try RGBImage(decoding: image.encoded(as: .png), named: "png") == image)
    let jpeg = try RGBImage(decoding: image.encoded(as: .jpeg(quality: 98)), named: "jpeg")
    #expect(meanDifference(jpeg, image) < 6)
    #expect(try image.encoded(as: .jpeg(quality: 30)).count < image.encoded(as: .jpeg(quality: 95)).count)
  }

  @Test("the suffix says the format, and nothing but the file is left")
  func files() throws {
    let image = try drawn(16, 16)
    try withTemporaryFolder { folder in
      try image.write(to: folder / "a.png")
      try image.write(to: folder / "b.JPG", quality: 80)
      #expect(try ImageHeader(contentsOf: folder / "a.png").format == .png)
      #expect(try ImageHeader(contentsOf: folder / "b.JPG").format == .jpeg)
      try image.flippedLeftRight().write(to: folder / "a.png")
      #expect(try RGBImage(contentsOf: folder / "a.png") == image.flippedLeftRight())
      #expect(try listing(of: folder).count == 2)
    }
  }

  @Test("an unknown suffix and a missing folder are errors that leave nothing behind")
  func refusals() throws {
    let image = try drawn(4, 4)
    try withTemporaryFolder { folder in
      let suffix = #expect(throws: ImageError.self) { try image.write(to: folder / "a.xyz") }
      #expect(suffix?.code == .unsupported)
      let missing = #expect(throws: ImageError.self) { try image.write(to: folder / "no" / "a.png") }
      #expect(missing?.code == .writeFailed)
      try FileManager.default.createDirectory(atPath: (folder / "taken.png").string, withIntermediateDirectories: true)
      #expect(throws: ImageError.self) { try image.write(to: folder / "taken.png") }
      #expect(try listing(of: folder).count == 1)
    }
  }
}

func listing(of folder: FilePath) throws -> [FilePath] {
  try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted().map { folder / $0 }
}
