import Foundation
import Images
public import SystemPackage

/// Keeps decoded and pre-shrunk images for later epochs, which then skip most of the work. The pixels are the same as
/// without it.
public enum ImageCache: Sendable, Hashable {
  case none
  /// In memory, until it is full; the other images are decoded each time.
  case memory(maxBytes: Int)
  /// In files below the data set's `.fastai/cache` or another folder, until it is full: later runs profit too.
  case disk(folder: FilePath? = nil, maxBytes: Int)

  func make(for dataset: FilePath) -> (any DecodedImageCache)? {
    switch self {
    case .none: nil
    case .memory(let maxBytes): MemoryImageCache(maxBytes: maxBytes)
    case .disk(let folder, let maxBytes):
      DiskImageCache(folder ?? dataset.appending(".fastai").appending("cache"), maxBytes: maxBytes)
    }
  }
}

/// Decoded images by file and rule.
protocol DecodedImageCache: Sendable {
  /// The image of a file as the rule makes it, from the cache or decoded now.
  ///
  /// - Throws: `ImageError` when the file is no image that can be decoded.
  func image(_ path: FilePath, _ rule: ResizeRule) throws -> RGBImage
}

/// Fills up and then stays: with every image asked for once an epoch, throwing out the oldest would throw out just those
/// that come next.
final class MemoryImageCache: DecodedImageCache, @unchecked Sendable {
  // Everything mutable is guarded by `lock`.
  private let lock = NSLock()
  private let maxBytes: Int
  private var images: [Key: RGBImage] = [:]
  private var bytes = 0

  private struct Key: Hashable {
    let path: FilePath
    let rule: ResizeRule
  }

  init(maxBytes: Int) { self.maxBytes = maxBytes }

  /// How many images, and their bytes.
  var contents: (images: Int, bytes: Int) { lock.withLock { (images.count, bytes) } }

  func image(_ path: FilePath, _ rule: ResizeRule) throws -> RGBImage {
    let key = Key(path: path, rule: rule)
    if let known = lock.withLock({ images[key] }) { return known }
    let image = try RGBImage(contentsOf: path, resized: rule)
    lock.withLock {
      guard images[key] == nil, bytes + image.pixels.count <= maxBytes else { return }
      images[key] = image
      bytes += image.pixels.count
    }
    return image
  }
}
