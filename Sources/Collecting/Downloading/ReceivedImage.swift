import Images
import SystemPackage

/// A picture whose bytes are all there, under a hidden name.
struct ReceivedImage: Sendable {
  var partPath: FilePath
  var bytes: Int
  var sha256: String
  var format: ImageFormat
  /// nil for a file of this machine.
  var status: Int?
  /// As the server declared it.
  var contentType: String?

  /// Brings the bytes to the disk and gives the file its name: from here on it is a whole picture. Waits for the disk.
  func keep(for job: DownloadJob) throws -> SavedImage {
    let path = job.folder.appending("\(job.stem).\(format.fileExtension)")
    try Files.sync(partPath)
    try Files.move(partPath, to: path)
    return SavedImage(
      url: job.url, label: job.label, position: job.position, path: path, bytes: bytes, sha256: sha256,
      attempts: job.attempts)
  }

  /// Decodes the picture to its last pixel.
  ///
  /// - Throws: ``AttemptFailure`` when it is broken.
  func verified() throws -> ImageFacts? {
    let verdict = ImageVerdict.check(partPath)
    if case .bad(let reason) = verdict {
      throw AttemptFailure(reason: "the picture is broken: \(reason)", status: status, contentType: contentType)
    }
    return verdict.facts
  }

  func discard() { try? Files.remove(partPath) }
}
