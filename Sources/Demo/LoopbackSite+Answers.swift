import NIOHTTP1

/// How a ``LoopbackSite`` answers a request. Most of them are faults that real sites have.
public indirect enum SiteAnswer: Sendable {
  /// The bytes, under a type that may be a lie.
  case file([UInt8], contentType: String)
  /// A page, with status 200 as hosts send it in place of a picture that is gone.
  case html(String)
  /// A bare status, and what else its head says.
  case status(Int, headers: [String: String] = [:])
  /// Sends the first `sent` bytes, promises `declared`, and closes.
  case truncated([UInt8], declared: Int, sent: Int)
  /// Sends so many bytes, and then nothing for ever.
  case stall([UInt8], after: Int)
  /// Sends one byte after the other, at this pace.
  case drip([UInt8], bytesPerSecond: Double)
  /// Points to another address: a path of this site, or a whole URL.
  case redirect(to: String)
  /// Two addresses that point to each other: this one with `?back`, and this one.
  case redirectLoop
  /// The bytes, compressed as far as the protocol is concerned.
  case gzip([UInt8], contentType: String)
  /// Fails the first requests in one way, and then answers.
  case flaky(failures: Int, with: SiteAnswer = .status(503), then: SiteAnswer)
  /// Answers after a wait.
  case slow(Duration, then: SiteAnswer)
  /// Begins as the bytes do, and never ends.
  case endless([UInt8])
  /// Refuses clients with status 403 unless their `User-Agent` begins like a browser's.
  case requiresUserAgent(then: SiteAnswer)
  /// Closes the connection without a word.
  case hangUp

  /// The answer to the `number`th request for this path, from 1: never `.flaky` or `.requiresUserAgent`.
  func resolved(forRequest number: Int, head: HTTPRequestHead) -> SiteAnswer {
    switch self {
    case .flaky(let failures, let fault, let then):
      (number <= failures ? fault : then).resolved(forRequest: number, head: head)
    case .requiresUserAgent(let then):
      head.headers.first(name: "user-agent")?.hasPrefix("Mozilla/") == true
        ? then.resolved(forRequest: number, head: head) : .status(403)
    case .slow(let wait, let then): .slow(wait, then: then.resolved(forRequest: number, head: head))
    case .redirectLoop:
      .redirect(to: head.uri.hasSuffix("?back") ? String(head.uri.dropLast(5)) : head.uri + "?back")
    default: self
    }
  }
}
