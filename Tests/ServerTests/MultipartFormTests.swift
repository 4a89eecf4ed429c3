import HTTPTypes
import Testing

@testable import Server

@Suite("Forms with files")
struct MultipartFormTests {
  private func form(_ body: String, boundary: String = "xyz") throws -> MultipartForm? {
    try MultipartForm(Array(body.utf8), contentType: "multipart/form-data; boundary=\(boundary)", maxParts: 3)
  }

  @Test("fields and files are told apart, with quotes, semicolons and line ends in their content")
  func parts() throws {
    let body =
      "preamble\r\n--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;\\\"b\\\".jpg\"\r\n"
      + "Content-Type: image/jpeg\r\n\r\none\r\n--xy\r\n\r\n--xyz\r\ncontent-disposition: form-data; name=note\r\n\r\n\r\n--xyz--\r\n"
    let form = try #require(try form(body))
    #expect(form.parts.map(\.name) == ["file", "note"])
    #expect(form.parts.map(\.fileName) == ["a;\"b\".jpg", nil])
    #expect(form.parts.map { String(decoding: $0.bytes, as: UTF8.self) } == ["one\r\n--xy\r\n", ""])
  }

  @Test("another type is no form")
  func otherType() throws {
    #expect(try MultipartForm([1], contentType: "image/jpeg", maxParts: 1) == nil)
    #expect(try MultipartForm([1], contentType: "", maxParts: 1) == nil)
  }

  @Test(
    "what is cut off or broken is a problem with a reason",
    arguments: [
      "", "--xyz", "--xyz\r\n", "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nhalf", "--xyz\r\nno header",
      "--xyz\r\nX: y\r\n\r\nz\r\n--xyz--", "nothing at all", "--xyzzy\r\n",
      String(repeating: "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n", count: 9) + "--xyz--",
    ])
  func broken(_ body: String) {
    let problem = #expect(throws: Problem.self) { try form(body) }
    #expect(problem?.status.code == 400 && problem?.kind == "malformed-form")
  }

  @Test("bodies that were cut or changed anywhere end with an answer or a problem")
  func mutated() throws {
    let body = Array("--xyz\r\nContent-Disposition: form-data; name=f; filename=g\r\n\r\nhello\r\n--xyz--\r\n".utf8)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<3000 {
      var bytes = Array(body.prefix(Int.random(in: 0...body.count, using: &generator)))
      for _ in 0..<3 where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = [0, 10, 13, 45, 120, 34].randomElement() ?? 0
      }
      _ = try? MultipartForm(bytes, contentType: "multipart/form-data; boundary=\"xyz\"", maxParts: 3)
    }
  }
}
