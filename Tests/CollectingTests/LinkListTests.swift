import Foundation
import SystemPackage
import Testing

@testable import Collecting

@Suite("Lists of links")
struct LinkListTests {
  private func urls(_ text: String) throws -> [String] { try LinkList(text: text, name: "test").links.map(\.url) }

  @Test("text: carriage returns, empty lines, comments and white space do not count")
  func text() throws {
    #expect(
      try urls("http://a/1.jpg\r\n\r\n# my bears\r\n  http://a/2.jpg?x=1,2 \n\"http://a/3\"") == [
        "http://a/1.jpg", "http://a/2.jpg?x=1,2", "http://a/3",
      ])
  }

  @Test("a mark at the start of the file, and the UTF-16 of Windows, are read")
  func encodings() throws {
    let folder = try TemporaryFolder()
    let marked = try folder.write([0xEF, 0xBB, 0xBF] + Array("http://a/1\n".utf8), to: "urls_a.txt")
    let wide = try folder.write([UInt8](try #require("http://a/ü\r\n".data(using: .utf16))), to: "urls_b.txt")
    #expect(try LinkList(contentsOf: marked).links == [ImageLink("http://a/1")])
    #expect(try LinkList(contentsOf: wide).links == [ImageLink("http://a/ü")])
  }

  @Test(
    "a list is named after its class",
    arguments: [
      ("urls_black.txt", "black"), ("data/urls_teddy bears.csv", "teddy bears"), ("black.txt", nil), ("urls_.txt", nil),
    ])
  func label(file: String, label: String?) { #expect(LinkList.label(ofFile: FilePath(file)) == label) }

  @Test("CSV: the header says where the links and the classes are; quotes may hold commas and quotes")
  func csv() throws {
    let list = try LinkList(
      text:
        "name,URL,label\r\nx,\"http://a/1,2.jpg\",black\r\ny,http://a/3,\r\n\"say \"\"hi\"\"\",http://a/4,teddy\r\n",
      name: "test")
    #expect(list.format == .csv)
    #expect(
      list.links == [
        ImageLink("http://a/1,2.jpg", label: "black"), ImageLink("http://a/3"), ImageLink("http://a/4", label: "teddy"),
      ])
  }

  @Test("a .csv with nothing but links, as the lesson saves it, is text: commas belong to the links")
  func lessonCSV() throws {
    #expect(try urls("http://a/1,2.jpg\nhttp://a/3\n") == ["http://a/1,2.jpg", "http://a/3"])
  }

  @Test("JSON: objects or strings, one a line or in an array")
  func json() throws {
    let lines = try LinkList(text: "{\"url\":\"http://a/1\",\"label\":\"black\"}\n{bad\n\"http://a/2\"\n", name: "test")
    #expect(lines.links == [ImageLink("http://a/1", label: "black"), ImageLink("http://a/2")])
    #expect(try urls("[\"http://a/1\", {\"link\": \"http://a/2\"}]") == ["http://a/1", "http://a/2"])
  }

  @Test("a saved page: sources of images, lazily loaded ones too; pictures inside the page are left out")
  func page() throws {
    let page = """
      <!doctype html><img class=x src="data:image/gif;base64,R0" data-src='http://a/1.jpg?a=1&amp;b=2'>
      <IMG src="//b/2.png"><img alt="no"><img src="local/3.jpg"><img src="http://a/1.jpg?a=1&b=2">
      """
    #expect(try urls(page) == ["http://a/1.jpg?a=1&b=2", "https://b/2.png"])
  }

  @Test("a saved page of Google's: the originals come before the thumbnails")
  func originals() throws {
    let page =
      "<div class=\"rg_meta\">{\"ou\":\"http://a/big.jpg?x\\u003d1\",\"ow\":9}</div><img src=\"http://t/small\">"
    #expect(try urls(page) == ["http://a/big.jpg?x=1"])
  }

  @Test("a list without links, and one that is not there, are errors with a remedy")
  func errors() throws {
    let empty = try #require(throws: CollectingError.self) { try LinkList(text: "\n# none\n", name: "urls_a.txt") }
    #expect(empty.code == .emptyList && empty.subject == "urls_a.txt" && empty.remedy != nil)
    let missing = try #require(throws: CollectingError.self) { try LinkList(contentsOf: "/nowhere/urls_a.txt") }
    #expect(missing.code == .unreadableList)
  }

  @Test("a thousand lines more than once over are read quickly")
  func isLinear() throws {
    let text = (0..<20_000).map { "http://host/\($0).jpg\r\n" }.joined()
    let clock = ContinuousClock()
    #expect(try clock.measure { _ = try urls(text) } < .seconds(5))
  }
}

@Suite("Lists from browsers and folders")
struct LinkSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a network log: the pictures that were loaded, each once, without drawings, failures and pages")
  func archive() throws {
    func entry(_ url: String, _ type: String?, _ status: Int = 200) -> String {
      let content = type.map { "{\"mimeType\":\"\($0)\"}" } ?? "null"
      return "{\"request\":{\"url\":\"\(url)\"},\"response\":{\"status\":\(status),\"content\":\(content)}}"
    }
    let entries = [
      entry("http://a/page", "text/html"), entry("http://a/1", "image/jpeg"), entry("http://a/2", "image/webp"),
      entry("http://a/1", "image/jpeg"), entry("http://a/i", "image/svg+xml"), entry("http://a/gone", "image/png", 404),
      entry("data:image/png;base64,xx", "image/png"), entry("http://a/none", nil),
    ]
    let text = "{\n  \"log\": {\"version\":\"1.2\",\"entries\":[\(entries.joined(separator: ","))]}}"
    let list = try LinkList(text: text, name: "x.har")
    #expect(list.format == .har && list.links.map(\.url) == ["http://a/1", "http://a/2"])
    #expect(throws: CollectingError.self) { try LinkList(text: "{\"log\":{\"entries\":[]}}", name: "x.har") }
  }

  @Test("saved search pages: what they call the original, whatever else stands there")
  func searchPages() throws {
    let google = """
      <!doctype html><script>[["https://encrypted-tbn0.gstatic.com/images?q\\u003dx",180,280],\
      ["https://a/bear.jpg?w\\u003d1",1080,1920],["http://b/no numbers"],["https://c/2.png",5,6]]</script>
      """
    #expect(
      try LinkList(text: google, name: "x").links.map(\.url) == ["https://a/bear.jpg?w=1", "https://c/2.png"])
    let bing =
      "<html><a m=\"{&quot;murl&quot;:&quot;http://a/x.jpg?a=1&amp;b=2&quot;,&quot;t&quot;:1}\"><img src=\"http://t/s\">"
    #expect(try LinkList(text: bing, name: "x").links.map(\.url) == ["http://a/x.jpg?a=1&b=2"])
  }

  @Test("paths in a list are taken from its folder; a folder stands for its images; what is nothing stays")
  func localPaths() throws {
    try folder.write(Picture.jpeg(1), to: "in/one.jpg")
    try folder.write(Picture.jpeg(2), to: "more/black/two.jpg")
    try folder.write(Picture.jpeg(3), to: "with space.jpg")
    let file = folder.path.appending("with space.jpg").string
    let urls = file.replacing(" ", with: "%20")
    let list = try LinkList(
      contentsOf: folder.write(
        Array("in/one.jpg\nmore\nfile://\(urls)\nhttp://a/x.jpg\nnone.jpg\n".utf8), to: "urls_x.txt"))
    let root = folder.path.string
    #expect(
      list.links == [
        ImageLink("\(root)/in/one.jpg"), ImageLink("\(root)/more/black/two.jpg", label: "black"), ImageLink(file),
        ImageLink("http://a/x.jpg"), ImageLink("none.jpg"),
      ])
  }

  @Test("pages from elsewhere cannot name files of this machine")
  func pagesNameNothingLocal() throws {
    try folder.write(Picture.jpeg(1), to: "one.jpg")
    let page = try folder.write(Array("<img src=\"one.jpg\"><img src=\"http://a/2\">".utf8), to: "page.html")
    #expect(try LinkList(contentsOf: page).links == [ImageLink("http://a/2")])
  }

  @Test("a folder is a list of its images, its folders are their classes")
  func folders() throws {
    try folder.write(Picture.jpeg(1), to: "f/black/1.jpg")
    try folder.write(Picture.jpeg(2), to: "f/loose.jpg")
    let list = try LinkList(contentsOf: folder.path.appending("f"))
    #expect(list.format == .folder && list.links.map(\.label) == ["black", nil])
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("e").string, withIntermediateDirectories: true)
    let empty = try #require(throws: CollectingError.self) { try LinkList(contentsOf: folder.path.appending("e")) }
    #expect(empty.code == .emptyList)
  }
}
