public import SystemPackage

public import struct Foundation.Date

/// One request for a link that gave no picture.
public struct AttemptRecord: Hashable, Sendable {
  public var url: String
  /// The class folder, relative to the data set.
  public var folder: FilePath
  public var httpStatus: Int?
  /// Why it failed.
  public var reason: String
  public var time: Date

  public init(url: String, folder: FilePath, httpStatus: Int?, reason: String, time: Date = Date()) {
    self.url = url
    self.folder = folder
    self.httpStatus = httpStatus
    self.reason = reason
    self.time = time
  }
}
