import Foundation
import Images
import SystemPackage
import TestSupport
import Testing
import Torch
import Training

@testable import Vision

@Suite("The cache of decoded images")
struct ImageCacheTests {
  private func pixels(_ folder: FilePath, _ cache: ImageCache, passes: Int = 2) throws -> [[Float]] {
    let data = try smallBunch(folder, loading: .with { $0.cache = cache })
    return try (0..<passes).flatMap { _ in try data.train.map { try $0.x.scalars() } }
      + (data.valid?.map { try $0.x.scalars() } ?? [])
  }

  @Test("pixels are the same without a cache, with one in memory, on disk, full ones, and on disk in a second run")
  func samePixels() throws {
    try withDataSet(counts: [9, 9]) { folder in
      let want = try pixels(folder, .none)
      let work = folder.appending(".work")
      for cache: ImageCache in [
        .memory(maxBytes: 1 << 20), .memory(maxBytes: 9000), .memory(maxBytes: 0),
        .disk(folder: work, maxBytes: 1 << 20), .disk(folder: work, maxBytes: 1 << 20),
        .disk(folder: folder.appending(".small"), maxBytes: 9000), .disk(maxBytes: 1 << 20),
        .disk(folder: "/proc/nowhere", maxBytes: 1 << 20),
      ] {
        #expect(try pixels(folder, cache) == want, "\(cache)")
      }
      #expect(ImageFiles.isDirectory(folder.appending(".fastai/cache")))
      #expect(try smallBunch(folder).classes == ["class0", "class1"])
    }
  }

  @Test("memory stays below its limit and answers without the file; on disk the content counts, not the name")
  func limits() throws {
    try withDataSet(counts: [3, 3]) { folder in
      let rule = ResizeRule.crop(width: 32, height: 32)
      let paths = ImageFiles.images(below: folder)
      let image = try RGBImage(contentsOf: paths[0], resized: rule)
      let cache = MemoryImageCache(maxBytes: image.pixels.count + 10)
      for path in paths { _ = try cache.image(path, rule) }
      #expect(cache.contents == (1, image.pixels.count))
      let disk = DiskImageCache(folder.appending(".cache"), maxBytes: 1 << 20)
      #expect(try disk.image(paths[0], rule) == image)
      try FileManager.default.moveItem(atPath: paths[0].string, toPath: paths[0].string + ".png")
      #expect(try cache.image(paths[0], rule) == image)
      #expect(try disk.image(FilePath(paths[0].string + ".png"), rule) == image)
      #expect(throws: ImageError.self) { try disk.image(paths[0], rule) }
      #expect(files(folder.appending(".cache")).count == 1)
    }
  }

  private func files(_ folder: FilePath) -> [FilePath] {
    (FileManager.default.enumerator(atPath: folder.string)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".rgb") }.map { folder.pushing(FilePath($0)) }
  }

  @Test("a file that changed is decoded anew, and a damaged cache file counts as missing and is mended")
  func changes() throws {
    try withDataSet(counts: [2, 2]) { folder in
      let rule = ResizeRule.crop(width: 32, height: 32)
      let path = folder.appending("class0/000.png")
      let disk = DiskImageCache(folder.appending(".cache"), maxBytes: 1 << 20)
      let first = try disk.image(path, rule)
      let file = try #require(files(folder.appending(".cache")).first)
      let good = try Data(contentsOf: URL(filePath: file.string))
      var generator = SplitMix64(seed: 3)
      for round in 0..<40 {
        var bad = round % 2 == 0 ? good : good.prefix(Int.random(in: 0..<good.count, using: &generator))
        if round % 2 == 0 { bad[Int.random(in: 0..<bad.count, using: &generator)] ^= 0x10 }
        try bad.write(to: URL(filePath: file.string))
        #expect(try disk.image(path, rule) == first)
      }
      #expect(try Data(contentsOf: URL(filePath: file.string)) == good)
      try stripes(77, label: 1).write(to: path)
      #expect(try disk.image(path, rule) != first)
      #expect(try disk.image(path, .crop(width: 16, height: 16)).width < 32)
    }
  }

  @Test("an image that was cached comes although its file broke since; one that was not is skipped")
  func brokenSince() throws {
    try withDataSet(counts: [8, 8]) { folder in
      let data = try smallBunch(folder, validFraction: 0, loading: .with { $0.cache = .memory(maxBytes: 1 << 20) })
      _ = data.fix.map(\.count)
      try truncate(data.train.items[2].path)
      #expect(data.train.map(\.count) == [4, 4, 4, 4])
    }
  }
}
