import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import SystemPackage
import Training
import Vision

/// What the page asks and orders.
struct CleanerRoutes: Sendable {
  let session: CleaningSession
  let pictures: CleanerPictures
  let tools: CleanerServer.Tools
  let duplicates: Shared<[CleanerServer.DuplicatePictures]>?
  let retraining: RetrainJob?
  private let name = String(UInt64.random(in: .min ... .max), radix: 36)

  init(session: CleaningSession, pictures: CleanerPictures, tools: CleanerServer.Tools) {
    (self.session, self.pictures, self.tools) = (session, pictures, tools)
    duplicates = tools.duplicates.map { Shared($0) }
    retraining = tools.retrain.map { RetrainJob($0) }
  }

  func add(to page: RouterGroup<ServerContext>) {
    page.get("/api/state") { _, _ in try await state() }
    page.get("/api/view") { request, _ in try await view(request) }
    page.get("/api/items") { request, _ in try await items(request) }
    page.get("/api/changes") { request, _ in try await changes(request) }
    page.post("/api/edit") { request, _ in
      let wanted: EditRequest = try await body(of: request)
      let action = try wanted.cleaningAction()
      return try await answer(session.act(action, on: wanted.ids, seen: wanted.revision), request)
    }
    page.post("/api/undo") { request, _ in
      let wanted: StepRequest = try await body(of: request)
      return try await answer(session.undo(expecting: wanted.step), request)
    }
    page.post("/api/redo") { request, _ in
      let wanted: StepRequest = try await body(of: request)
      return try await answer(session.redo(expecting: wanted.step), request)
    }
    page.get("/api/duplicates") { _, _ in try await duplicateGroups() }
    page.post("/api/export") { _, _ in
      let (path, count) = try await session.export()
      return Response.json(Export(path: path.string, count: count))
    }
    page.get("/cleaned.csv") { _, _ in
      Response(
        status: .ok,
        headers: [
          .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"cleaned.csv\"",
        ], body: .init(byteBuffer: .init(string: try session.catalog.cleanedList().text)))
    }
    page.get("/api/retrain") { _, _ in try await retrain { await $0.status } }
    page.post("/api/retrain") { _, _ in try await retrain { await $0.start() } }
  }

  private struct Export: Encodable {
    let path: String
    let count: Int
  }

  private func state() async throws -> Response {
    try await session.takeIn()
    let items = await session.items
    let parts = Dictionary(grouping: items, by: \.part).map { ClassAnswer(name: $0.rawValue, count: $1.count) }
    return .json(
      StateAnswer(
        session: name, dataset: session.dataset.string, parts: parts.sorted { $0.name < $1.name }, images: items.count,
        feedback: items.count { $0.source != nil },
        isOutOfFold: items.contains { $0.judgement.suspicion != nil }, hasHeatMaps: tools.heatMap != nil,
        hasDuplicates: duplicates != nil, canRetrain: retraining != nil))
  }

  private func view(_ request: Request) async throws -> Response {
    try await session.takeIn()
    let ids = await session.images(query(request))
    return .json(ViewAnswer(revision: await session.revision, ids: ids))
  }

  private func items(_ request: Request) async throws -> Response {
    let ids = (request.uri.queryParameters["ids"] ?? "").split(separator: ",").prefix(500).compactMap { Int($0) }
    return .json(await answers(ids.asyncCompactMap { await session.item($0) }))
  }

  private func changes(_ request: Request) async throws -> Response {
    let seen = request.uri.queryParameters["after"].flatMap { Int64($0) } ?? 0
    try await session.takeIn()
    return try await answer(session.changes(after: seen), request)
  }

  private func answer(_ change: CleaningSession.Change, _ request: Request) async throws -> Response {
    let next = try await session.nextSteps()
    return .json(
      ChangeAnswer(
        revision: change.revision, items: await answers(change.items), skipped: change.skipped.map(\.string),
        undo: StepAnswer(next.undo), redo: StepAnswer(next.redo),
        progress: ProgressAnswer(await session.progress(query(request))),
        classes: await session.classCounts().map { ClassAnswer(name: $0.name, count: $0.count) },
        feedback: await session.items.count { $0.source != nil }))
  }

  private func answers(_ items: [CleaningItem]) async -> [ItemAnswer] {
    items.map { item in
      let file = session.dataset.pushing(item.record.storedAt ?? item.path)
      return ItemAnswer(item, classes: session.classes, key: CleanerPictures.key(of: item, file: file))
    }
  }

  private func query(_ request: Request) -> CleaningQuery {
    let parameters = request.uri.queryParameters
    return CleaningQuery { name in parameters[Substring(name)].map(String.init) }
  }

  private func body<Value: Decodable>(of request: Request) async throws -> Value {
    let buffer = try await request.body.collect(upTo: 4 << 20)
    return try JSONDecoder().decode(Value.self, from: Data(buffer.readableBytesView))
  }

  private struct Group: Encodable {
    let isExact: Bool
    let ids: [Int]
  }

  private func duplicateGroups() async throws -> Response {
    guard let duplicates else { throw Problem(.notFound, "Duplicates are not looked for.", kind: "not-found") }
    var groups: [Group] = []
    for group in try await duplicates.value {
      let ids = await group.paths.asyncCompactMap { await session.item(at: $0)?.id }
      if ids.count > 1 { groups.append(Group(isExact: group.isExact, ids: ids)) }
    }
    return .json(["groups": groups])
  }

  private func retrain(_ ask: (RetrainJob) async -> RetrainJob.Status) async throws -> Response {
    guard let retraining else { throw Problem(.notFound, "There is nothing to train with.", kind: "not-found") }
    return .json(await ask(retraining))
  }
}

/// What is computed when it is first asked for, once for all who ask.
actor Shared<Value: Sendable> {
  private let make: @Sendable () async throws -> Value
  private var task: Task<Value, any Error>?

  init(_ make: @escaping @Sendable () async throws -> Value) { self.make = make }

  var value: Value {
    get async throws {
      let task = task ?? Task { [make] in try await make() }
      self.task = task
      do {
        return try await task.value
      } catch {
        self.task = nil
        throw error
      }
    }
  }
}

extension Sequence {
  func asyncCompactMap<Value>(_ transform: (Element) async -> Value?) async -> [Value] {
    var values: [Value] = []
    for element in self { if let value = await transform(element) { values.append(value) } }
    return values
  }
}
