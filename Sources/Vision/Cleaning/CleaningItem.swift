public import Catalog
import Foundation
public import SystemPackage
public import Training

/// An image of a cleaning session: what is known of it now, and what a network says of it.
public struct CleaningItem: Sendable, Hashable {
  /// What has been decided about an image.
  public enum State: String, Sendable, CaseIterable {
    /// Nobody has looked at it yet.
    case open
    /// Looked at and found right.
    case kept
    /// It has another class than at first.
    case relabeled
    /// It is in quarantine.
    case deleted
  }

  /// Its place in the session; the same for as long as the session lives.
  public let id: Int
  /// As the catalog has it.
  public internal(set) var record: ImageRecord
  public let judgement: ImageJudgement
  /// The class before it was relabelled for the first time.
  public let firstLabel: String
  /// The most probable class.
  public let predicted: String
  /// Where it came from, when it was not in the data set at first: what a user said of it, and what the server had said.
  public let source: String?

  public var path: FilePath { record.path }
  public var label: String { record.label }

  public var state: State {
    if !record.status.isInUse { return .deleted }
    // A user who says something else of the same picture has not decided anything.
    if label != firstLabel, !record.isOpenFeedback { return .relabeled }
    return record.isReviewed ? .kept : .open
  }

  /// Whether somebody has found something wrong with it.
  public var isCorrected: Bool { state == .deleted || state == .relabeled }

  /// How probable the network finds the predicted class, 0…1.
  public var probability: Float {
    let all = judgement.probabilities
    return all.indices.contains(judgement.predicted) ? all[judgement.predicted] : 0
  }

  /// What images are ranked by: how suspect the first label is, by the out-of-fold judgement where there is one, else by
  /// the loss. It does not change while the image is edited.
  var suspicion: Float {
    let value = judgement.suspicion ?? judgement.loss ?? -1
    return value.isNaN ? .infinity : value
  }

  /// How far the two most probable classes are apart, 0…1: small for images that the network is unsure of.
  var margin: Float {
    let top = judgement.probabilities.sorted(by: >).prefix(2)
    return top.count == 2 ? top[0] - top[1] : 1
  }

  /// The part as people speak of it.
  public var part: DatasetPart { judgement.part == .fix ? .train : judgement.part }
}

/// What a person decides about images.
public enum CleaningAction: Sendable, Hashable {
  /// Right as it is. A deleted image comes back.
  case keep
  /// Out of the data set: its file goes into quarantine.
  case delete
  /// Of another class. A deleted image comes back.
  case relabel(String)
  /// As if nobody had looked at it: a deleted image comes back, and has its first class.
  case reset

  /// - Returns: The edits that make it so; empty when it is so already.
  func edits(of item: CleaningItem) -> [Edit] {
    let path = item.path
    let back: [Edit] = item.state == .deleted ? [.restore(path)] : []
    switch self {
    case .keep: return back + [.review(path)]
    case .delete: return item.state == .deleted ? [] : [.quarantine(path, reason: "deleted in the cleaner")]
    case .relabel(let label): return back + [.relabel(path, to: label), .review(path)]
    case .reset: return back + [.relabel(path, to: item.firstLabel), .review(path, false)]
    }
  }
}

/// Which images of a session are asked for, and in which order.
public struct CleaningQuery: Sendable, Hashable {
  /// What has been decided about them.
  public enum Show: String, Sendable, CaseIterable {
    case all, open, kept, relabeled, deleted
    /// The network takes it for another class than its label's.
    case mistakes
    /// Sent by users of a server, with a correction.
    case feedback
  }

  public enum Order: String, Sendable, CaseIterable {
    /// The most suspect label first: the largest loss, unless images were judged out of fold.
    case loss
    /// Those first whose two most probable classes are closest.
    case unsure
    case name
  }

  public var part: DatasetPart?
  /// As it is now.
  public var label: String?
  public var show: Show
  public var order: Order
  /// Only images whose path holds this text, in small or large letters.
  public var nameContains: String

  public init(
    part: DatasetPart? = nil, label: String? = nil, show: Show = .all, order: Order = .loss, nameContains: String = ""
  ) {
    (self.part, self.label, self.show, self.order) = (part, label, show, order)
    self.nameContains = nameContains
  }

  func admits(_ item: CleaningItem) -> Bool {
    guard part == nil || item.part == part, label == nil || item.label == label else { return false }
    switch show {
    case .all: break
    case .feedback: guard item.source != nil else { return false }
    case .mistakes: guard item.record.status.isInUse, item.predicted != item.label else { return false }
    default: guard item.state.rawValue == show.rawValue else { return false }
    }
    return nameContains.isEmpty || item.path.string.range(of: nameContains, options: .caseInsensitive) != nil
  }
}
