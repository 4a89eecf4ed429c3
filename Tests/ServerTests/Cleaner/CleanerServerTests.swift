import Catalog
import Demo
import Foundation
import Images
import Logging
import NIOHTTP1
import SystemPackage
import Testing
import Vision

@testable import Server

@Suite("The cleaner's server, over real connections", .serialized)
struct CleanerServerTests {
  @Test("the page and its files are there, need nothing from elsewhere, and allow nothing else")
  func page() async throws {
    let cleaner = try await RunningCleaner()
    let page = try await cleaner.send("")
    #expect(page.status == 200 && page.text.contains("<html lang=\"en\">") && page.text.contains("static/cleaner.js"))
    #expect(!page.text.contains("http://") && !page.text.contains("https://"))
    let policy = page.headers.first(name: "content-security-policy") ?? ""
    #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'") && !policy.contains("unsafe"))
    #expect(page.headers.first(name: "referrer-policy") == "no-referrer")
    for name in ["", "-api", "-grid", "-card", "-detail", "-duplicates", "-tools"] {
      let file = try await cleaner.send("static/cleaner\(name).js")
      #expect(file.status == 200 && file.headers.first(name: "content-type")?.hasPrefix("text/javascript") == true)
      #expect(!file.text.contains("https://"))
    }
    #expect(try await cleaner.send("static/cleaner.css").status == 200)
    try await cleaner.stop()
  }

  @Test("without the token, from another name, from another page or as a form nothing is answered or done")
  func strangers() async throws {
    let cleaner = try await RunningCleaner()
    let host = String(cleaner.address.dropFirst(7).prefix { $0 != "/" })
    let edit = "{\"action\":\"delete\",\"ids\":[0],\"revision\":0}"
    let wanted: [(RunningServer.Answer, Int)] = [
      (try await cleaner.send("", whole: true), 404),
      (try await cleaner.send("0123456789abcdef0123456789/", whole: true), 404),
      (try await cleaner.send("0123456789abcdef0123456789/api/edit", edit, whole: true), 404),
      (try await cleaner.send("api/state", headers: ["Host": "evil.example"]), 421),
      (try await cleaner.send("api/state", headers: ["Host": "evil.example:\(host.split(separator: ":")[1])"]), 421),
      (try await cleaner.send("api/state", headers: ["Host": "127.0.0.1:1"]), 421),
      (try await cleaner.send("api/edit", edit, headers: ["Origin": "http://evil.example"]), 403),
      (try await cleaner.send("api/edit", edit, headers: ["Origin": "null"]), 403),
      (try await cleaner.send("api/edit", edit, headers: ["Origin": "http://localhost:1"]), 403),
      (try await cleaner.send("api/edit", edit, headers: ["Sec-Fetch-Site": "cross-site"]), 403),
      (try await cleaner.send("api/edit", edit, headers: ["Sec-Fetch-Site": "same-site"]), 403),
      (try await cleaner.send("thumbnails/0", headers: ["Sec-Fetch-Site": "cross-site"]), 403),
      (try await cleaner.send("api/edit", edit, headers: ["Content-Type": "text/plain"]), 415),
      (try await cleaner.send("api/edit", edit, headers: ["Content-Type": "application/x-www-form-urlencoded"]), 415),
      (try await cleaner.send("api/edit", headers: ["Origin": "http://evil.example"], method: .OPTIONS), 403),
    ]
    for (answer, status) in wanted {
      #expect(answer.status == status, "\(answer.text)")
      #expect(answer.headers.first(name: "access-control-allow-origin") == nil)
    }
    #expect(await cleaner.session.items.allSatisfy { $0.state == .open })
    let own = try await cleaner.send(
      "api/edit", edit, headers: ["Origin": "http://\(host)", "Sec-Fetch-Site": "same-origin"])
    #expect(own.status == 200 && own.items.count == 1)
    let typed = try await cleaner.send(
      "", headers: ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"])
    #expect(typed.status == 200)
    try await cleaner.stop()
  }

  @Test("each address has a token of its own, of 128 bits")
  func tokens() async throws {
    let (one, two) = (try await RunningCleaner(count: 1), try await RunningCleaner(count: 1))
    let tokens = [one, two].map { $0.address.split(separator: "/").last.map(String.init) ?? "" }
    #expect(tokens[0] != tokens[1] && tokens.allSatisfy { $0.count == 26 })
    try await one.stop()
    try await two.stop()
  }

  @Test("pictures come in the order and selection that is asked for, with all that the page shows")
  func views() async throws {
    let cleaner = try await RunningCleaner()
    let all = try await cleaner.ids()
    #expect(all.count == 9)
    let first = try await cleaner.send("api/items?ids=\(all[0]),\(all[8]),77,-1,x")
    let items = try #require(try JSONSerialization.jsonObject(with: Data(first.body)) as? [[String: Any]])
    #expect(items.count == 2 && items[0]["name"] as? String == "black/0.jpg")
    #expect(items[0]["label"] as? String == "black" && items[0]["suggestion"] as? String == "grizzly")
    #expect(items[0]["predicted"] as? String == "grizzly" && items[1]["suggestion"] == nil)
    let counts = [
      ("class=teddys", 3), ("q=%2F0.jpg", 3), ("show=mistakes", 3), ("show=kept", 0),
      ("part=nonsense&show=nonsense&order=nonsense", 9),
    ]
    for (query, count) in counts { #expect(try await cleaner.ids(query).count == count, "\(query)") }
    try await cleaner.stop()
  }

  @Test("an action is in the journal when it is acknowledged; undo and redo take it back and forth")
  func editing() async throws {
    let cleaner = try await RunningCleaner()
    let ids = try await cleaner.ids()
    let revision = try await cleaner.send("api/changes?after=0").revision
    let deleted = try await cleaner.send(
      "api/edit", "{\"action\":\"delete\",\"ids\":[\(ids[1]),\(ids[2])],\"revision\":\(revision)}")
    #expect(deleted.items.map { $0["state"] as? String } == ["deleted", "deleted"])
    let journal = try Catalog(dataset: cleaner.folder).journal()
    #expect(journal.filter { $0.change == .quarantined }.count == 2)
    let relabeled = try await cleaner.send(
      "api/edit?class=black",
      "{\"action\":\"relabel\",\"label\":\"teddys\",\"ids\":[\(ids[0])],\"revision\":\(deleted.revision)}")
    #expect(relabeled.items.first?["label"] as? String == "teddys")
    #expect((relabeled.json["progress"] as? [String: Any])?["total"] as? Int == 3)
    let step = try #require(relabeled.step)
    let undone = try await cleaner.send("api/undo", "{\"step\":\(step)}")
    #expect(undone.items.first?["state"] as? String == "open" && undone.json["redo"] != nil)
    #expect(try await cleaner.send("api/undo", "{\"step\":\(step)}").status == 409)
    let redone = try await cleaner.send("api/redo", "{\"step\":\(step)}")
    #expect(redone.items.first?["state"] as? String == "relabeled")
    try await cleaner.stop()
  }

  @Test("what a user sends to the server meanwhile is there on the next look, with what the network says of it")
  func arrivals() async throws {
    let cleaner = try await RunningCleaner(judge: { _ in [0.2, 0.7, 0.1] })
    let start = try await cleaner.send("api/changes?after=0")
    #expect(start.json["feedback"] as? Int == 0)
    let (store, bear) = (
      try FeedbackStore(dataset: cleaner.folder, maxBytes: 1 << 20), try DrawnBear(kind: .black, seed: 9).jpeg()
    )
    func say(_ label: String) throws {
      let header = try ImageHeader(decoding: bear, named: "bear")
      _ = try store.keep(bear, header: header, label: label, reason: "a user says \(label); bears said grizzly")
    }
    try say("black")
    let news = try await cleaner.send("api/changes?after=\(start.revision)")
    #expect(news.json["feedback"] as? Int == 1 && news.items.count == 1)
    let item = try #require(news.items.first)
    #expect(item["source"] as? String == "a user says black; bears said grizzly" && item["id"] as? Int == 9)
    #expect(item["label"] as? String == "black" && item["suggestion"] as? String == "grizzly")
    #expect(try await cleaner.ids("show=feedback") == [9])
    #expect(try await cleaner.ids("order=name").first == 9)
    #expect(try await cleaner.ids().count == 10)
    #expect(try await cleaner.send("api/state").json["feedback"] as? Int == 1)
    #expect(try await cleaner.send("thumbnails/9").status == 200)

    try say("teddys")
    let other = try await cleaner.send("api/changes?after=\(news.revision)")
    #expect(other.items.map { $0["label"] as? String } == ["teddys"] && other.json["feedback"] as? Int == 1)
    let kept = try await cleaner.send("api/edit", "{\"action\":\"keep\",\"ids\":[9],\"revision\":\(other.revision)}")
    #expect(kept.items.first?["state"] as? String == "relabeled")
    #expect(try cleaner.session.catalog.cleanedList().rows.count == 10)
    try await cleaner.stop()
  }

  @Test("two tabs: what one has changed the other is told, and cannot overwrite unseen")
  func tabs() async throws {
    let cleaner = try await RunningCleaner()
    let id = try await cleaner.ids()[0]
    let seen = try await cleaner.send("api/changes?after=0").revision
    let one = try await cleaner.send("api/edit", "{\"action\":\"keep\",\"ids\":[\(id)],\"revision\":\(seen)}")
    let two = try await cleaner.send("api/edit", "{\"action\":\"delete\",\"ids\":[\(id)],\"revision\":\(seen)}")
    #expect(one.status == 200 && two.status == 409 && two.kind == "conflict")
    let news = try await cleaner.send("api/changes?after=\(seen)")
    #expect(news.items.count == 1 && news.items[0]["state"] as? String == "kept")
    #expect(try await cleaner.send("api/changes?after=\(news.revision)").items.isEmpty)
    try await cleaner.stop()
  }

  @Test("what makes no sense is refused in words, and changes nothing")
  func nonsense() async throws {
    let cleaner = try await RunningCleaner()
    for body in [
      "", "{}", "[]", "nonsense", "{\"action\":\"burn\",\"ids\":[0],\"revision\":0}",
      "{\"action\":\"relabel\",\"ids\":[0],\"revision\":0}", "{\"action\":\"keep\",\"ids\":[99],\"revision\":0}",
      "{\"action\":\"relabel\",\"label\":\"cat\",\"ids\":[0],\"revision\":0}",
      "{\"action\":\"keep\",\"ids\":[99999999999999999999],\"revision\":0}",
    ] {
      let answer = try await cleaner.send("api/edit", body)
      #expect(answer.status == 400 && answer.kind == "bad-request", "\(body): \(answer.text)")
    }
    for path in ["thumbnails/99", "thumbnails/x", "images/-1", "heatmaps/0", "api/none", "api/duplicates", "static/x"] {
      #expect(try await cleaner.send(path).status == 404, "\(path)")
    }
    #expect(await cleaner.session.items.allSatisfy { $0.state == .open })
    try await cleaner.stop()
  }

  @Test("small pictures are made once, kept on disk, and kept by browsers until the file changes")
  func thumbnails() async throws {
    let cleaner = try await RunningCleaner()
    let answer = try await cleaner.send("thumbnails/0?v=1")
    let image = try RGBImage(decoding: answer.body, named: "thumbnail")
    #expect(answer.status == 200 && max(image.width, image.height) <= 360)
    #expect(answer.headers.first(name: "cache-control")?.contains("immutable") == true)
    let tag = try #require(answer.headers.first(name: "etag"))
    #expect(try await cleaner.send("thumbnails/0?v=1", headers: ["If-None-Match": tag]).status == 304)
    let kept = cleaner.folder.appending(".fastai").appending("thumbnails")
    let names = try FileManager.default.contentsOfDirectory(atPath: kept.string)
    #expect(names.count == 1)
    try Data("kept".utf8).write(to: URL(filePath: kept.appending(names[0]).string))
    #expect(try await cleaner.send("thumbnails/0?v=1").text == "kept")
    let file = try #require(await cleaner.session.file(of: 0))
    try Data(DrawnBear(kind: .teddys, seed: 99).jpeg()).write(to: URL(filePath: file.string))
    #expect(try await cleaner.send("thumbnails/0?v=2", headers: ["If-None-Match": tag]).status == 200)
    try await cleaner.stop()
  }

  @Test("a file that is no picture any more is said to be none, and the others are shown")
  func broken() async throws {
    let cleaner = try await RunningCleaner()
    let file = try #require(await cleaner.session.file(of: 1))
    try Data("no picture".utf8).write(to: URL(filePath: file.string))
    #expect(try await cleaner.send("thumbnails/1").status == 415)
    #expect(try await cleaner.send("thumbnails/2").status == 200)
    try await cleaner.stop()
  }

  @Test("heat maps and duplicates come from whom the server was given, and are asked for once")
  func tools() async throws {
    let asked = Counter()
    var tools = CleanerServer.Tools()
    tools.heatMap = { file, label in Array("\(file.lastComponent?.string ?? "") \(label)".utf8) }
    tools.duplicates = {
      asked.add()
      return [
        .init(isExact: true, paths: ["black/0.jpg", "black/1.jpg"]),
        .init(isExact: false, paths: ["black/0.jpg", "gone.jpg"]),
      ]
    }
    let cleaner = try await RunningCleaner(tools)
    #expect(try await cleaner.send("heatmaps/0?label=2").text == "0.jpg 2")
    for _ in 0..<2 {
      let groups = try await cleaner.send("api/duplicates").json["groups"] as? [[String: Any]] ?? []
      #expect(groups.count == 1 && groups[0]["ids"] as? [Int] == [0, 1] && groups[0]["isExact"] as? Bool == true)
    }
    #expect(asked.value == 1)
    try await cleaner.stop()
  }

  @Test("export writes cleaned.csv beside the pictures, and offers the same for download")
  func export() async throws {
    let cleaner = try await RunningCleaner()
    try await cleaner.session.act(.delete, on: [0])
    let answer = try await cleaner.send("api/export", "{}")
    #expect(answer.json["count"] as? Int == 8)
    let written = FileManager.default.contents(atPath: cleaner.folder.appending("cleaned.csv").string)
    let download = try await cleaner.send("cleaned.csv")
    #expect(written == Data(download.body) && download.text.hasPrefix("name,label\n"))
    #expect(download.headers.first(name: "content-disposition")?.contains("attachment") == true)
    try await cleaner.stop()
  }

  @Test("a training is started once, tells how far it is, and what went wrong")
  func retraining() async throws {
    struct Broken: Error {}
    let asked = Counter()
    var tools = CleanerServer.Tools()
    tools.retrain = { progress in
      asked.add()
      progress(0.5, "Halfway")
      try await Task.sleep(for: .milliseconds(300))
      throw Broken()
    }
    let cleaner = try await RunningCleaner(tools)
    #expect(try await cleaner.send("api/retrain", "{}").json["isRunning"] as? Bool == true)
    _ = try await cleaner.send("api/retrain", "{}")
    var status = try await cleaner.send("api/retrain").json
    while status["isRunning"] as? Bool == true {
      try await Task.sleep(for: .milliseconds(20))
      status = try await cleaner.send("api/retrain").json
    }
    #expect(asked.value == 1 && (status["problem"] as? String)?.contains("Broken") == true)
    try await cleaner.stop()
  }

  @Test("a port that is taken is an error that says so")
  func portTaken() async throws {
    let cleaner = try await RunningCleaner(count: 1)
    let port = Int(cleaner.address.dropFirst(7).prefix { $0 != "/" }.split(separator: ":")[1]) ?? 0
    let second = CleanerServer(cleaner.session, port: port, logger: .init(label: "test") { _ in SilentLog() })
    let error = await #expect(throws: ServerError.self) { try await second.run() }
    #expect(error?.code == .cannotListen)
    try await cleaner.stop()
  }
}

/// Counts across tasks.
private final class Counter: @unchecked Sendable {
  // Guarded by `lock`.
  private var count = 0
  private let lock = NSLock()

  func add() { lock.withLock { count += 1 } }
  var value: Int { lock.withLock { count } }
}
