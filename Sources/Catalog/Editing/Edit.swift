public import SystemPackage

/// A change that a person, or a tool on a person's behalf, makes to an image of the data set. All of them can be undone.
///
/// Images are named by their paths relative to the data set.
public enum Edit: Hashable, Sendable {
  /// Gives the image another class. Its file stays in its folder: the catalog's label counts.
  case relabel(FilePath, to: String)
  /// Takes the image out of the data set. Where the catalog may move files, the file waits in `.fastai/quarantine`.
  case quarantine(FilePath, reason: String? = nil)
  /// Brings a quarantined image back to its place.
  case restore(FilePath)
  /// Notes that somebody has looked at the image and found it right; or takes that back.
  case review(FilePath, Bool = true)
  /// Puts the image on a side of the split; nil takes it off.
  case assign(FilePath, ImageRecord.Side?)

  /// The image.
  public var path: FilePath {
    switch self {
    case .relabel(let path, _), .quarantine(let path, _), .restore(let path), .review(let path, _),
      .assign(let path, _):
      path
    }
  }
}
