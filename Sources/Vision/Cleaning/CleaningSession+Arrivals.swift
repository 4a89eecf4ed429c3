import Catalog
import Foundation
import SystemPackage
import Training

// What users of a server send while somebody cleans.
extension CleaningSession {
  /// So many at a time, that whoever looks need not wait for all of them.
  private static let mostAtOnce = 32

  /// Takes in the pictures that users have sent since the session began, judged by what the session was made with.
  ///
  /// The network has not learned from such a picture, so that what it says of it is fair. Pictures that it cannot judge, and
  /// those of classes that it does not know, are left out. What does not come now, comes with the next call.
  ///
  /// - Returns: The new images.
  /// - Throws: `CatalogError`; `CancellationError`.
  @discardableResult
  public func takeIn() async throws -> [CleaningItem] {
    guard let judge else { return [] }
    _ = try change(since: revision, skipped: [])
    var taken: [CleaningItem] = []
    for path in arrivals.sorted(by: { $0.string < $1.string }).prefix(Self.mostAtOnce) {
      // Now, for others may ask while this waits.
      guard arrivals.remove(path) != nil else { continue }
      do {
        if let item = try await judged(path, by: judge) { taken.append(item) }
      } catch {
        arrivals.insert(path)
        throw error
      }
    }
    if !taken.isEmpty { arrange() }
    return taken
  }

  private func judged(_ path: FilePath, by judge: Judge) async throws -> CleaningItem? {
    guard let sent = try catalog.image(at: path), sent.status.isInUse else { return nil }
    let said: [Float]
    do {
      said = try await judge(dataset.pushing(sent.storedAt ?? path))
    } catch let error as CancellationError {
      throw error
    } catch {
      return nil  // as images are left out that could not be judged at first
    }
    try Task.checkCancellation()
    // As it is now: the same user may have said something else meanwhile.
    guard ids[path] == nil, said.count <= classes.count, let record = try catalog.image(at: path),
      let label = classes.prefix(said.count).firstIndex(of: record.label)
    else { return nil }
    return add(record, judgement(record, label, said), source: try catalog.source(of: record))
  }

  /// On the scale of the others: they were judged out of fold, or by their loss.
  private func judgement(_ record: ImageRecord, _ label: Int, _ said: [Float]) -> ImageJudgement {
    let isOutOfFold = items.contains { $0.judgement.suspicion != nil }
    let best = said.indices.max { said[$0] < said[$1] } ?? label
    return ImageJudgement(
      path: record.path.string, part: .fix, actual: label, probabilities: said, loss: -log(max(said[label], 1e-12)),
      suspicion: isOutOfFold ? 1 - said[label] : nil,
      suggestion: best == label ? nil : .init(label: best, confidence: said[best]))
  }

  private func add(_ record: ImageRecord, _ judgement: ImageJudgement, source: String?) -> CleaningItem {
    let item = CleaningItem(
      id: items.count, record: record, judgement: judgement, firstLabel: record.label,
      predicted: classes[judgement.predicted], source: source)
    items.append(item)
    ids[record.path] = item.id
    // There before the next wait, so that whoever asks meanwhile finds every image in every order.
    ranking.append(item.id)
    alphabet.append(item.id)
    return item
  }

  /// Puts everything into its order again.
  private func arrange() {
    ranking = Self.ranked(items)
    let names = items.map { Array($0.path.string.utf8) }
    alphabet = items.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
  }
}
