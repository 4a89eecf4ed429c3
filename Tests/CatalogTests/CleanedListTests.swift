import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Catalog

@Suite("cleaned.csv")
struct CleanedListTests {
  @Test("it is written as pandas writes it, and read back the same")
  func roundTrip() throws {
    let list = CleanedList([
      .init(name: "black/1.jpg", label: "black"), .init(name: "a, \"b\"/2.jpg", label: "say \"hi\", bear"),
      .init(name: "ü/3\n.jpg", label: ""),
    ])
    // pandas 2: DataFrame.to_csv(index=False)
    #expect(
      list.text
        == "name,label\nblack/1.jpg,black\n\"a, \"\"b\"\"/2.jpg\",\"say \"\"hi\"\", bear\"\n\"ü/3\n.jpg\",\n")
    #expect(try CleanedList(text: list.text, named: "x") == list)
    let data = try Dataset()
    try list.write(to: data.path.appending("cleaned.csv"))
    #expect(try CleanedList(contentsOf: data.path.appending("cleaned.csv")) == list)
  }

  @Test("the separators of Windows become ours; a backslash among slashes is part of a name")
  func windows() throws {
    let windows = try CleanedList(text: "\u{FEFF}name,label\r\nblack\\1.jpg,black\r\nb\\c\\2.jpg,c\r\n", named: "x")
    #expect(windows.rows.map(\.name) == ["black/1.jpg", "b/c/2.jpg"])
    let mixed = try CleanedList(text: "name,label\nblack/1\\2.jpg,black\n", named: "x")
    #expect(mixed.rows.map(\.name) == ["black/1\\2.jpg"])
  }

  @Test("the list that fastai wrote on Windows is read", .enabled(if: SharedData.folder("bears") != nil))
  func shared() throws {
    let file = try #require(SharedData.bears).removingLastComponent().appending("cleaned-windows-paths.csv")
    let list = try CleanedList(contentsOf: file)
    #expect(list.rows.count > 100)
    #expect(list.rows.first == .init(name: "black/00000000.jpg", label: "black"))
    #expect(
      list.rows.allSatisfy { $0.name.components.count == 2 && $0.name.removingLastComponent().string == $0.label })
  }

  @Test("the catalog exports what is left, with the labels as edited")
  func exports() throws {
    let names = ["black/1.jpg", "black/2.jpg", "teddy/3.jpg"]
    let data = try Dataset(names)
    let catalog = try data.catalog(names)
    try catalog.apply([.relabel("black/2.jpg", to: "teddy"), .quarantine("teddy/3.jpg")])
    #expect(try catalog.cleanedList().text == "name,label\nblack/1.jpg,black\nblack/2.jpg,teddy\n")
  }

  @Test("a list is taken over as one step that can be undone, and then says nothing new")
  func imports() throws {
    let names = ["black/1.jpg", "black/2.jpg", "teddy/3.jpg"]
    let data = try Dataset(names)
    let catalog = try data.catalog(names)
    let before = try catalog.images()
    let list = try CleanedList(text: "name,label\nblack\\1.jpg,teddy\nteddy\\3.jpg,teddy\nno\\4.jpg,x\n", named: "x")
    #expect(
      try catalog.edits(toMatch: list) == [
        .relabel("black/1.jpg", to: "teddy"), .quarantine("black/2.jpg", reason: "not in the cleaned list"),
      ])
    try catalog.apply(catalog.edits(toMatch: list), by: "import")
    #expect(try catalog.edits(toMatch: list).isEmpty)
    #expect(try catalog.cleanedList().rows.count == 2)
    try catalog.undo()
    #expect(try catalog.images() == before)
  }

  @Test(
    "what is no such list is refused, with the place",
    arguments: ["", "path,label\na,b\n", "name,label\na\n", "name,label\n,b\n"])
  func refuses(text: String) throws {
    let error = try #require(throws: CatalogError.self) { try CleanedList(text: text, named: "x.csv") }
    #expect(error.code == .unreadableList && error.description.hasPrefix("x.csv: "))
  }

  @Test("tables are read with every kind of quote and line end")
  func tables() {
    func rows(_ text: String) -> [[String]] { CSV(text: text).rows.map(\.fields) }
    let mixed = "a,\"b,\"\"c\"\"\n\",d\r\n\r\ne\rf,\"\"\r\r\ng"
    #expect(rows(mixed) == [["a", "b,\"c\"\n", "d"], ["e"], ["f", ""], ["g"]])
    #expect(CSV(text: mixed).rows.map(\.line) == [1, 4, 5, 6])
    #expect(rows("").isEmpty && rows("\n\n").isEmpty && rows("\"\"") == [[""]])
    #expect(rows("a\"b,\"c\"d") == [["a\"b", "cd"]])
    #expect(CSV(text: "a\n\"b\nc").openQuote == 2 && CSV(text: "a\n\"b\"").openQuote == nil)
  }
}
