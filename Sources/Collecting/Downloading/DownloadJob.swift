import Catalog
import SystemPackage

/// One link that has to be fetched, and where its picture goes.
struct DownloadJob: Hashable, Sendable {
  var url: String
  var label: String
  var position: Int
  /// The class folder.
  var folder: FilePath
  /// The class folder, relative to the data set.
  var relativeFolder: FilePath
  /// Name of the picture without its suffix: eight digits.
  var stem: String
  /// Requests made so far.
  var attempts = 0
  /// Those of them that failed and were tried again.
  var failures: [AttemptRecord] = []

  /// Where the bytes gather until the picture is whole. Hidden, so that nobody lists it.
  var partPath: FilePath { folder.appending(".\(stem).part") }

  /// Host and port, for the limit per host.
  var host: String {
    let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    return rest.count > 2 ? String(rest[2].prefix { $0 != "/" && $0 != "?" && $0 != "#" }).lowercased() : ""
  }

  /// The file that is meant, when the link is the path of one on this machine.
  var localPath: FilePath? { url.hasPrefix("/") ? FilePath(url) : nil }

  func record(_ failure: AttemptFailure) -> AttemptRecord {
    AttemptRecord(url: url, folder: relativeFolder, httpStatus: failure.status, reason: failure.reason)
  }

  func failure(_ failure: AttemptFailure) -> DownloadFailure {
    DownloadFailure(
      url: url, label: label, position: position, status: failure.status, reason: failure.reason,
      detail: failure.detail, attempts: attempts)
  }
}

/// Why one request gave no picture.
struct AttemptFailure: Error {
  var reason: String
  var status: Int?
  /// The type that the server declared.
  var contentType: String?
  /// Whether another try may do better.
  var mayPass = false
  /// How long the server asks us to wait.
  var retryAfter: Duration?
  /// The error underneath, in full.
  var detail: String?
}
