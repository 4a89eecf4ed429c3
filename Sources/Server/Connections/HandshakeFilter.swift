#if os(Linux)
  import Glibc
  import NIOCore

  /// Has the system drop the first packet of every handshake that comes to a listening socket. Connections that it has taken
  /// already, or is about to, are let through.
  enum HandshakeFilter {
    /// `sock_filter` of linux/filter.h.
    private struct Instruction {
      let code: UInt16
      let ifTrue, ifFalse: UInt8
      let operand: UInt32

      init(_ code: UInt16, _ operand: UInt32, _ ifTrue: UInt8 = 0, _ ifFalse: UInt8 = 0) {
        (self.code, self.operand, self.ifTrue, self.ifFalse) = (code, operand, ifTrue, ifFalse)
      }
    }

    /// `sock_fprog` of linux/filter.h.
    ///
    /// Unchecked: the memory behind the pointer is written before this is made, and freed after its only reader has answered.
    private struct Program: @unchecked Sendable {
      let count: UInt16
      let instructions: UnsafeMutablePointer<Instruction>
    }

    /// What a filter of a TCP socket sees begins with TCP's header, whose byte 13 holds the flags.
    private static let instructions = [
      Instruction(0x30, 13),  // load that byte
      Instruction(0x54, 0x12),  // keep SYN and ACK
      Instruction(0x15, 0x02, 0, 1),  // SYN without ACK: the next line, else the one behind
      Instruction(0x06, 0),  // drop the packet
      Instruction(0x06, UInt32.max),  // let all of it through
    ]

    /// - Returns: Whether the system does so.
    static func ignoreHandshakes(on channel: any Channel) async -> Bool {
      guard let socket = channel as? any SocketOptionProvider else { return false }
      let memory = UnsafeMutableBufferPointer<Instruction>.allocate(capacity: instructions.count)
      defer { memory.deallocate() }
      _ = memory.initialize(from: instructions)
      guard let first = memory.baseAddress else { return false }
      let program = Program(count: UInt16(instructions.count), instructions: first)
      let attach = NIOBSDSocket.Option(rawValue: SO_ATTACH_FILTER)
      do {
        try await socket.unsafeSetSocketOption(level: .socket, name: attach, value: program).get()
        return true
      } catch {
        return false  // a system that has none: what is lost then are connections of the last milliseconds
      }
    }
  }
#endif
