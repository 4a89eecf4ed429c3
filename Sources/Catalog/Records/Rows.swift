import Foundation
import GRDB
import SystemPackage

// How records are read from rows.
extension Row {
  func path(_ column: String) -> FilePath? {
    let text: String? = self[column]
    return text.map { FilePath($0) }
  }

  func date(_ column: String) -> Date { Date(timeIntervalSince1970: self[column]) }
}

extension DownloadRecord {
  init?(row: Row) {
    guard let status = Status(rawValue: row["status"]) else { return nil }
    self.init(
      url: row["url"], folder: FilePath(row["folder"] as String), label: row["label"], position: row["position"],
      status: status, path: row.path("path"), httpStatus: row["httpStatus"], bytes: row["bytes"],
      contentType: row["contentType"], sha256: row["sha256"], reason: row["reason"], attempts: row["attempts"],
      time: row.date("time"))
  }
}

extension AttemptRecord {
  init(row: Row) {
    self.init(
      url: row["url"], folder: FilePath(row["folder"] as String), httpStatus: row["httpStatus"],
      reason: row["reason"], time: row.date("time"))
  }
}

extension ImageRecord {
  init?(row: Row) {
    guard let status = Status(rawValue: row["status"]) else { return nil }
    let side: String? = row["side"]
    let hash: Int64? = row["perceptualHash"]
    self.init(
      path: FilePath(row["path"] as String), label: row["label"], status: status, reason: row["reason"],
      url: row["url"], sha256: row["sha256"], format: row["format"], width: row["width"], height: row["height"],
      orientation: row["orientation"], bytes: row["bytes"], modified: row["modified"], storedAt: row.path("storedAt"),
      perceptualHash: hash.map { UInt64(bitPattern: $0) }, side: side.flatMap(Side.init(rawValue:)),
      isReviewed: row["reviewed"])
  }
}

extension JournalEntry {
  init?(row: Row) {
    guard let change = Change(rawValue: row["change"]) else { return nil }
    self.init(
      change, path: FilePath(row["path"] as String), newPath: row.path("newPath"), reason: row["reason"],
      time: row.date("time"))
    id = row["id"]
    step = row["step"]
    before = EditableFields(json: row["before"])
    after = EditableFields(json: row["after"])
  }
}

extension TrainingRun {
  init(row: Row) {
    self.init(
      architecture: row["architecture"], arguments: row["arguments"], epochs: row["epochs"],
      started: row.date("started"))
    id = row["id"]
    ended = (row["ended"] as Double?).map { Date(timeIntervalSince1970: $0) }
    (trainImages, validImages) = (row["trainImages"], row["validImages"])
    (validLoss, errorRate) = (row["validLoss"], row["errorRate"])
    (model, modelSHA256) = (row.path("model"), row["modelSHA256"])
  }
}
