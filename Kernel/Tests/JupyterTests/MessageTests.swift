import Foundation
import Jupyter
import Testing

@Suite("Messages on the wire")
struct MessageTests {
  private let coder = MessageCoder(key: "a0436f6c-1916-498b-8eb9-e81ab9368e84")

  @Test("a message comes back as it was sent")
  func roundTrip() throws {
    var message = Message("status", ["execution_state": "busy", "n": 3, "x": .double(0.5), "none": .null])
    message.identities = [[1, 2, 3]]
    let back = try coder.message(coder.frames(message))
    #expect(back.content == message.content)
    #expect(back.header == message.header)
    #expect(back.identities == [[1, 2, 3]])
  }

  /// Made by Python: hmac.new(key, b"{}{}{}{}", hashlib.sha256).hexdigest().
  @Test("the signature is HMAC-SHA256 of header, parent, metadata and content")
  func signature() throws {
    let parts = ["{}", "{}", "{}", "{}"].map { Array($0.utf8) }
    let right = "c5725711611a71f369d996132f096424c55c73e5d7d3a69996ec21f94b2774a1"
    let frames = [Array("<IDS|MSG>".utf8), Array(right.utf8)] + parts
    #expect(try coder.message(frames).content == [:])
  }

  @Test("what others signed or changed is refused")
  func refused() throws {
    var frames = try coder.frames(Message("status", [:]))
    frames[frames.count - 1] = Array("{\"a\":1}".utf8)
    #expect(throws: MessageError.badSignature) { try coder.message(frames) }
    #expect(throws: MessageError.badSignature) {
      try coder.message(MessageCoder(key: "other").frames(Message("status", [:])))
    }
    #expect(throws: MessageError.incomplete) { try coder.message([[1], [2]]) }
    #expect(throws: MessageError.incomplete) { try coder.message(Array(frames.dropLast(2))) }
  }

  @Test("an answer names the request that it answers")
  func parent() {
    let request = Message("execute_request", [:])
    let answer = Message("execute_reply", [:], answering: request)
    #expect(answer.parent == request.header)
    #expect(answer.header["msg_id"] != request.header["msg_id"])
    #expect(answer.type == "execute_reply")
  }

  @Test("whole numbers, truth values and texts stay what they are")
  func values() throws {
    let text = #"{"a":[1,1.5,true,null,"ü"],"b":{}}"#
    let value = try JSON(parsing: Array(text.utf8))
    #expect(value["a"] == .array([.int(1), .double(1.5), .bool(true), .null, .string("ü")]))
    #expect(try JSON(parsing: value.bytes()) == value)
    #expect(throws: (any Error).self) { try JSON(parsing: Array("{".utf8)) }
  }
}
