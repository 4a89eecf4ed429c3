import NIOCore
import NIOHTTP1

/// Knows whether bytes have come that are no whole request yet: half a head is nothing that the handlers behind see.
final class ArrivalHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// Whether something came since this was last set to false.
  var hasBytes = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    hasBytes = true
    context.fireChannelRead(data)
  }

  /// Puts this before the decoder of the pipeline that `context` is in: behind TLS, whose bytes are no request.
  func add(to context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    guard let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self) else { return }
    try? pipeline.addHandler(self, position: .before(decoder))
  }
}
