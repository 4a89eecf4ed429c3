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
