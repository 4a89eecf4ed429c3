import NIOCore
import NIOHTTP1

/// Answers the requests of one connection, one after the other.
final class SiteHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let state: SiteState

  init(state: SiteState) { self.state = state }

  func channelActive(context: ChannelHandlerContext) {
    state.opened()
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    state.closed()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    let writer = SiteWriter(channel: context.channel)
    let answer = state.answer(head)
    writer.after(state.latency) { writer.write(answer) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Writes answers, good and bad ones, to one connection.
struct SiteWriter: Sendable {
  let channel: any Channel

  /// Runs `body` on the connection's event loop, after a wait.
  func after(_ wait: Duration, _ body: @escaping @Sendable () -> Void) {
    if wait <= .zero { return body() }
    let (seconds, attoseconds) = wait.components
    channel.eventLoop.scheduleTask(in: .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000), body)
  }

  func write(_ answer: SiteAnswer) {
    switch answer {
    case .file(let bytes, let contentType): whole(bytes, ["content-type": contentType])
    case .html(let text): whole(Array(text.utf8), ["content-type": "text/html; charset=utf-8"])
    case .status(let code, let headers): whole([], headers, code)
    case .redirect(let place): whole([], ["location": place], 302)
    case .gzip(let bytes, let contentType):
      whole(Gzip.stored(bytes), ["content-type": contentType, "content-encoding": "gzip"])
    case .truncated(let bytes, let declared, let sent):
      start(["content-type": "image/jpeg"], length: declared)
      body(Array(bytes.prefix(sent))).whenComplete { _ in channel.close(promise: nil) }
    case .stall(let bytes, let count):
      start(["content-type": "image/jpeg"], length: bytes.count)
      _ = body(Array(bytes.prefix(count)))
    case .drip(let bytes, let pace):
      start(["content-type": "image/jpeg"], length: bytes.count)
      drip(bytes[...], wait: .seconds(1 / pace))
    case .endless(let bytes):
      start(["content-type": "image/jpeg"], length: nil)
      body(bytes).whenSuccess { endless() }
    case .slow(let wait, let then): after(wait) { write(then) }
    case .hangUp: channel.close(promise: nil)
    case .flaky(_, _, let then), .requiresUserAgent(let then): write(then)
    case .redirectLoop: whole([], [:], 508)
    }
  }

  private func whole(_ bytes: [UInt8], _ headers: [String: String], _ status: Int = 200) {
    start(headers, length: bytes.count, status: status)
    if !bytes.isEmpty { _ = body(bytes) }
    channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
  }

  private func start(_ headers: [String: String], length: Int?, status: Int = 200) {
    var fields = HTTPHeaders(headers.map { ($0.key, $0.value) })
    if let length { fields.add(name: "content-length", value: "\(length)") }
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: fields)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
  }

  private func body(_ bytes: [UInt8]) -> EventLoopFuture<Void> {
    channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: bytes))))
  }

  private func drip(_ bytes: ArraySlice<UInt8>, wait: Duration) {
    guard let first = bytes.first else {
      return channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
    body([first]).whenSuccess { after(wait) { drip(bytes.dropFirst(), wait: wait) } }
  }

  private func endless() {
    body([UInt8](repeating: 0, count: 65_536)).whenSuccess { endless() }
  }
}

/// The gzip format without its compression: enough for a client that must take it off.
enum Gzip {
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      out.append(rest.isEmpty ? 1 : 0)
      out += little(UInt16(block.count)) + little(~UInt16(block.count)) + block
    } while !rest.isEmpty
    return out + little(checksum(bytes)) + little(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// CRC-32, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
  }

  private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
