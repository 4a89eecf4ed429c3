import Images
public import SystemPackage
import Training

/// An image that could not be decoded, and why.
public struct BrokenImage: Sendable, Hashable {
  public let path: FilePath
  public let reason: String
}

/// The images that a data set's loaders had to skip. Each is warned of once, whichever loader meets it.
final class BrokenImageLog {
  private let maxShare: Double
  private let warn: (DataWarning) -> Void
  private(set) var images: [BrokenImage] = []
  private(set) var warnings: [DataWarning] = []
  private var known: Set<FilePath> = []

  init(maxShare: Double, warn: @escaping (DataWarning) -> Void) { (self.maxShare, self.warn) = (maxShare, warn) }

  /// Errors that one file is to blame for; others would come again with every file.
  static func isOfOneFile(_ error: any Error) -> Bool {
    guard let error = error as? ImageError else { return false }
    return error.code != .invalidArgument && error.code != .internal
  }

  /// - Parameters:
  ///   - path: The image.
  ///   - error: What went wrong.
  ///   - broken: How many of the part are broken, this one included.
  ///   - count: How many images the part has.
  func add(_ path: FilePath, _ error: any Error, broken: Int, of count: Int) {
    guard known.insert(path).inserted else { return }
    let error = error as? ImageError
    let reason =
      error.map { [$0.message, $0.remedy].compactMap { $0 }.joined(separator: " — ") } ?? "cannot be decoded"
    images.append(BrokenImage(path: path, reason: reason))
    let warning = DataWarning(
      .brokenImages, "skipped \(path): \(reason) (\(broken) of \(count) images are broken so far)", paths: [path])
    warnings.append(warning)
    warn(warning)
  }

  /// - Throws: `LearnerError` that lists the broken images, when they are too many.
  func check(_ broken: [FilePath], of count: Int) throws {
    guard Double(broken.count) > maxShare * Double(count) else { return }
    let reasons = Dictionary(images.map { ($0.path, $0.reason) }, uniquingKeysWith: { first, _ in first })
    let list = broken.map { "\($0): \(reasons[$0] ?? "cannot be decoded")" }
    throw LearnerError(
      .data,
      "\(broken.count) of \(count) images cannot be decoded, more than the share of \(maxShare) that may be skipped: "
        + DataWarning.some(list, atMost: 20),
      remedy: "run `fastai verify` on the folder: it moves such files to quarantine, from which they can be restored")
  }
}
