import Catalog
import Crypto
import Images
import SystemPackage

/// What is known about a sound image.
struct ImageFacts: Hashable, Sendable {
  var sha256: String
  var format: ImageFormat
  var width: Int
  var height: Int
  var orientation: Int
  var looks: PerceptualHash
}

/// What a look at a file has shown.
enum ImageVerdict: Hashable, Sendable {
  case good(ImageFacts)
  case bad(String)
  /// As good as the last time: neither size nor time of the file have changed.
  case unchanged(ImageFacts)

  /// Decodes the whole file, and hashes it on the way: see ``ImageSurvey``.
  static func check(_ path: FilePath) -> ImageVerdict {
    do {
      let bytes = try Files.read(path)
      let survey = try ImageSurvey(decoding: bytes, named: path.string)
      let header = survey.header
      return .good(
        ImageFacts(
          sha256: SHA256.hash(data: bytes).hexadecimal, format: header.format, width: header.width,
          height: header.height, orientation: header.orientation, looks: survey.looks))
    } catch let error as ImageError {
      return .bad(error.message)
    } catch let error as CollectingError {
      return .bad(error.message)
    } catch {
      return .bad("\(error)")
    }
  }

  /// The verdict of the last run, when it still holds.
  static func known(_ file: ListedFile, _ record: ImageRecord?) -> ImageVerdict? {
    guard let record, record.status == .good || record.status == .quarantined, record.bytes == file.bytes,
      record.modified == file.modified, let sha256 = record.sha256,
      let format = record.format.flatMap(ImageFormat.init(rawValue:)), let width = record.width,
      let height = record.height, let looks = record.perceptualHash
    else { return nil }
    return .unchanged(
      ImageFacts(
        sha256: sha256, format: format, width: width, height: height, orientation: record.orientation ?? 1,
        looks: PerceptualHash(bits: looks)))
  }

  var facts: ImageFacts? {
    switch self {
    case .good(let facts), .unchanged(let facts): facts
    case .bad: nil
    }
  }
}

extension ImageRecord {
  init(_ file: ListedFile, _ facts: ImageFacts) {
    self.init(
      path: file.relative, label: file.label, status: .good, sha256: facts.sha256, format: facts.format.rawValue,
      width: facts.width, height: facts.height, orientation: facts.orientation, bytes: file.bytes,
      modified: file.modified, perceptualHash: facts.looks.bits)
  }

  init(_ file: ListedFile, bad reason: String, status: ImageRecord.Status, storedAt: FilePath? = nil) {
    self.init(
      path: file.relative, label: file.label, status: status, reason: reason, bytes: file.bytes,
      modified: file.modified, storedAt: storedAt)
  }
}
