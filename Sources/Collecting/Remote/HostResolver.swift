import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns a host's name into addresses as the system does: `/etc/hosts`, DNS, and the odd spellings of numbers.
enum HostResolver {
  /// - Returns: Every address, in the system's order of preference; none when the name is unknown.
  /// - Throws: `CancellationError` as soon as the task is cancelled, whatever the system's resolver still waits for.
  static func addresses(of host: String) async throws -> [IPAddress] {
    if let address = IPAddress(host) { return [address] }
    let answer = Answer()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        answer.await(continuation)
        // The resolver blocks, for many seconds when DNS does not answer: not on a thread that others need.
        Thread.detachNewThread { answer.give(.success(lookUp(host))) }
      }
    } onCancel: {
      answer.give(.failure(CancellationError()))
    }
  }

  private static func lookUp(_ host: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_socktype = streamSocket
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    return sequence(first: first, next: { $0?.pointee.ai_next }).compactMap { $0?.pointee.address }
  }

  #if canImport(Glibc)
    private static let streamSocket = Int32(SOCK_STREAM.rawValue)
  #else
    private static let streamSocket = SOCK_STREAM
  #endif

  /// Resumes a waiting task once, with whatever comes first.
  private final class Answer: Sendable {
    private struct State {
      var continuation: CheckedContinuation<[IPAddress], any Error>?
      var early: Result<[IPAddress], any Error>?
    }

    private let state = Mutex(State())

    func await(_ continuation: CheckedContinuation<[IPAddress], any Error>) {
      let early = state.withLock { state in
        if state.early == nil { state.continuation = continuation }
        return state.early
      }
      if let early { continuation.resume(with: early) }
    }

    func give(_ result: Result<[IPAddress], any Error>) {
      let waiting = state.withLock { state in
        if state.early == nil { state.early = result }
        defer { state.continuation = nil }
        return state.continuation
      }
      waiting?.resume(with: result)
    }
  }
}

extension addrinfo {
  fileprivate var address: IPAddress? {
    switch ai_family {
    case AF_INET:
      ai_addr?.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin_addr) { IPAddress(bytes: Array($0)) }
      }
    case AF_INET6:
      ai_addr?.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin6_addr) { IPAddress(bytes: Array($0)) }
      }
    default: nil
    }
  }
}
