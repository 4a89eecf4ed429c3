import Catalog
import Testing
import Training

@testable import Vision

@Suite("Tables")
struct CSVTableTests {
  private func rows(_ text: String, delimiter: Character = ",") throws -> [[String]] {
    try CSVTable(Array(text.utf8), named: "t.csv", delimiter: delimiter, hasHeader: false).rows.map(\.fields)
  }

  @Test("quotes, doubled quotes, line ends inside them, CRLF, a last line without an end, empty lines and fields")
  func reads() throws {
    #expect(try rows("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try rows("a,b\r\n\"1\",\"2\"") == [["a", "b"], ["1", "2"]])
    #expect(try rows("\"a \"\"b\"\"\",\"c\nd\"\n\n,\n") == [["a \"b\"", "c\nd"], ["", ""]])
    #expect(try rows("a,b\r\r\n1,2\r\r\n3,\"4\r\"\r\n") == [["a", "b"], ["1", "2"], ["3", "4\r"]])
    #expect(try rows("5\" nails,x") == [["5\" nails", "x"]])
    #expect(try rows("a;b\tc", delimiter: ";") == [["a", "b\tc"]])
    #expect(try rows("\u{FEFF}é,ß\n") == [["é", "ß"]])
    #expect(try rows("") == [] && rows("\n\n") == [])
  }

  @Test("rows know their line, and columns are found by place and name")
  func columns() throws {
    let table = try CSVTable(Array("name,label\n\"x\ny\",1\nz,\n".utf8), named: "t.csv")
    #expect(table.rows.map(\.line) == [2, 4])
    #expect(try table.place(of: "label") == 1 && table.place(of: 0) == 0)
    #expect(try #require(throws: LearnerError.self) { try table.place(of: "other") }.remedy == "it has name, label")
    #expect(throws: LearnerError.self) { try table.place(of: 2) }
    let error = try #require(throws: LearnerError.self) { try table.field(1, of: table.rows[1]) }
    #expect(error.message == "t.csv, line 4: nothing stands in column 'label'")
  }

  @Test("a quote that is never closed is an error with its line, and no bytes bring the reader down")
  func hostile() throws {
    let error = try #require(throws: LearnerError.self) { try rows("a\n\"b\nc") }
    #expect(error.message.contains("line 2"))
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0xFF].randomElement(using: &generator) ?? UInt8(0)
      }
      _ = try? CSVTable(bytes, named: "t.csv").rows
    }
  }

  @Test("fields that were quoted read back as they were")
  func quoting() throws {
    for field in ["plain", "a,b", "a\"b", "a\nb", "a\r", "\"", ""] {
      #expect(try rows(CSV.row(field, "x")) == [[field, "x"]])
    }
  }
}
