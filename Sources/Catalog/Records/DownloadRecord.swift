public import SystemPackage

public import struct Foundation.Date

/// What is known about one link of one class folder: the last row of its ledger.
public struct DownloadRecord: Hashable, Sendable {
  /// How the last try ended.
  public enum Status: String, Sendable, CaseIterable {
    case saved, failed
  }

  public var url: String
  /// The class folder, relative to the data set.
  public var folder: FilePath
  public var label: String
  /// Place in the list, from 0; it names the file.
  public var position: Int
  public var status: Status
  /// Where the picture lies, relative to the data set; nil when there is none.
  public var path: FilePath?
  public var httpStatus: Int?
  public var bytes: Int?
  /// As the server declared it: not to be trusted.
  public var contentType: String?
  /// Of the bytes that are held, in hexadecimal.
  public var sha256: String?
  /// Why it failed.
  public var reason: String?
  /// Requests made so far for this outcome.
  public var attempts: Int
  public var time: Date

  public init(
    url: String, folder: FilePath, label: String, position: Int, status: Status, path: FilePath? = nil,
    httpStatus: Int? = nil, bytes: Int? = nil, contentType: String? = nil, sha256: String? = nil,
    reason: String? = nil, attempts: Int = 1, time: Date = Date()
  ) {
    self.url = url
    self.folder = folder
    self.label = label
    self.position = position
    self.status = status
    self.path = path
    self.httpStatus = httpStatus
    self.bytes = bytes
    self.contentType = contentType
    self.sha256 = sha256
    self.reason = reason
    self.attempts = attempts
    self.time = time
  }
}
