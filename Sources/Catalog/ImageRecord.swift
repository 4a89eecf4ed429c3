public import SystemPackage

/// What is known about one image of the data set.
public struct ImageRecord: Hashable, Sendable {
  /// The image's health, as far as it is known.
  public enum Status: String, Sendable, CaseIterable {
    /// Held, and not decoded yet.
    case unverified
    /// Decoded to its last pixel.
    case good
    /// Does not decode, and still lies in its place.
    case bad
    /// Moved out of the class folders; `storedAt` says where to.
    case quarantined
    /// Deleted on purpose.
    case removed
  }

  /// Relative to the data set.
  public var path: FilePath
  public var label: String
  public var status: Status
  /// Why it is not good.
  public var reason: String?
  /// The link that it came from, when we fetched it.
  public var url: String?
  /// Of the file's bytes, in hexadecimal.
  public var sha256: String?
  public var format: String?
  /// As shown, after the EXIF orientation.
  public var width: Int?
  public var height: Int?
  /// EXIF orientation, 1 to 8.
  public var orientation: Int?
  public var bytes: Int?
  /// Time of the last change to the file, in nanoseconds since 1970.
  public var modified: Int64?
  /// Where the file lies now, relative to the data set, when it does not lie at `path`.
  public var storedAt: FilePath?

  public init(
    path: FilePath, label: String, status: Status, reason: String? = nil, url: String? = nil, sha256: String? = nil,
    format: String? = nil, width: Int? = nil, height: Int? = nil, orientation: Int? = nil, bytes: Int? = nil,
    modified: Int64? = nil, storedAt: FilePath? = nil
  ) {
    self.path = path
    self.label = label
    self.status = status
    self.reason = reason
    self.url = url
    self.sha256 = sha256
    self.format = format
    self.width = width
    self.height = height
    self.orientation = orientation
    self.bytes = bytes
    self.modified = modified
    self.storedAt = storedAt
  }
}
