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
    /// Taken out of the data set until it is restored; `storedAt` says where the file waits, when it was moved.
    case quarantined
    /// Deleted on purpose.
    case removed

    /// Whether an image in this state belongs to the data set: it may be trained on.
    public var isInUse: Bool { self == .unverified || self == .good }
  }

  /// The part of the split that an image belongs to.
  public enum Side: String, Sendable, CaseIterable {
    case train, valid, test
  }

  /// Relative to the data set.
  public var path: FilePath
  /// The class. It begins as the folder's name; only an ``Edit`` changes it.
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
  /// What the picture looks like, in 64 bits: those of similar pictures differ in few.
  public var perceptualHash: UInt64?
  /// Only an ``Edit`` changes it.
  public var side: Side?
  /// Whether somebody has looked at it and found it right. Only an ``Edit`` changes it.
  public var isReviewed: Bool

  public init(
    path: FilePath, label: String, status: Status, reason: String? = nil, url: String? = nil, sha256: String? = nil,
    format: String? = nil, width: Int? = nil, height: Int? = nil, orientation: Int? = nil, bytes: Int? = nil,
    modified: Int64? = nil, storedAt: FilePath? = nil, perceptualHash: UInt64? = nil, side: Side? = nil,
    isReviewed: Bool = false
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
    self.perceptualHash = perceptualHash
    self.side = side
    self.isReviewed = isReviewed
  }
}

extension ImageRecord {
  /// Where pictures are kept that users of a server have sent with their corrections, relative to the data set.
  public static let feedbackFolder = FilePath(".fastai/feedback")

  /// Whether it came with a user's correction.
  public var isFeedback: Bool { path.starts(with: Self.feedbackFolder) }

  /// Whether it came with a user's correction that nobody has looked at: it is not trained on until somebody has.
  public var isOpenFeedback: Bool { isFeedback && !isReviewed }
}
