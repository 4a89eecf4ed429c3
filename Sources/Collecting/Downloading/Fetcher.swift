import AsyncHTTPClient
import Images
import NIOCore
import NIOHTTP1
import SystemPackage

/// Makes one request for one link.
struct Fetcher: Sendable {
  let client: HTTPClient
  let options: DownloadOptions
  let threads: WorkerThreads

  /// - Throws: ``AttemptFailure`` for what concerns this link alone, ``CollectingError`` for what stops everything, and
  ///   `CancellationError`.
  func fetch(_ job: DownloadJob) async throws -> ReceivedImage {
    let tooSlow = AttemptFailure(reason: "not whole after \(options.totalTimeout.inWords)")
    do {
      if let path = job.localPath { return try await copy(path, for: job) }
      return try await withDeadline(options.totalTimeout, orThrow: tooSlow) { try await transfer(job) }
    } catch {
      if Task.isCancelled { throw CancellationError() }
      if error is AttemptFailure || error is CollectingError { throw error }
      throw AttemptFailure(explaining: error, options: options)
    }
  }

  private func transfer(_ job: DownloadJob) async throws -> ReceivedImage {
    let response = try await client.execute(try request(job), deadline: .now() + .init(options.totalTimeout))
    let status = Int(response.status.code)
    do {
      try accept(response)
      let part = try PartFile(job.partPath)
      let format = try await receive(response, into: part)
      let smaller = try await shrunk(part, format: format, of: job)
      return (smaller?.file ?? part).received(as: smaller?.format ?? format, response)
    } catch var failure as AttemptFailure {
      failure.status = status
      failure.contentType = response.headers.first(name: "content-type")
      throw failure
    }
  }

  private func request(_ job: DownloadJob) throws -> HTTPClientRequest {
    guard let url = LinkAddress.normalized(job.url) else {
      throw AttemptFailure(reason: "not a link that begins with http:// or https://")
    }
    var request = HTTPClientRequest(url: url)
    request.headers = [
      "User-Agent": options.userAgent,
      "Accept": "image/jpeg,image/png,image/webp,image/gif,image/*;q=0.8,*/*;q=0.5",
      "Accept-Encoding": "gzip, deflate",
      "Accept-Language": "en,*;q=0.5",
    ]
    return request
  }

  private func accept(_ response: HTTPClientResponse) throws {
    let status = response.status
    guard status == .ok else {
      let code = Int(status.code)
      throw AttemptFailure(
        reason: "HTTP \(code) \(status.reasonPhrase)", mayPass: [408, 425, 429].contains(code) || code >= 500,
        retryAfter: response.headers.first(name: "retry-after").flatMap(RetryAfter.duration))
    }
    if let declared = response.declaredLength, declared > options.maxBytes { throw tooLarge() }
  }

  /// Takes the body in, and refuses it as soon as it shows to be no image.
  private func receive(_ response: HTTPClientResponse, into part: PartFile) async throws -> ImageFormat {
    var format: ImageFormat?
    do {
      for try await chunk in response.body {
        try part.append(chunk)
        if part.bytes > options.maxBytes { throw tooLarge() }
        if format == nil && part.head.count >= ContentKind.headLength { format = try imageFormat(part.head) }
      }
    } catch {
      if error is AttemptFailure || error is CollectingError || Task.isCancelled { throw error }
      throw AttemptFailure(explaining: error, received: part.bytes, of: response.declaredLength, options: options)
    }
    try Task.checkCancellation()
    return try format ?? imageFormat(part.head)
  }

  private func imageFormat(_ head: [UInt8]) throws -> ImageFormat {
    switch ContentKind(head) {
    case .image(let format): return format
    case .other(let kind): throw AttemptFailure(reason: "the answer is \(kind)")
    }
  }

  private func tooLarge() -> AttemptFailure {
    AttemptFailure(reason: "larger than the limit of \(options.maxBytes.asBytes)")
  }
}

extension Fetcher {
  /// Copies a file of this machine, as if it had been downloaded.
  private func copy(_ path: FilePath, for job: DownloadJob) async throws -> ReceivedImage {
    let bytes = try await threads.run {
      guard let facts = Files.facts(path), !facts.isFolder else { throw AttemptFailure(reason: "no such file") }
      guard facts.bytes <= options.maxBytes else { throw tooLarge() }
      do {
        return try Files.read(path)
      } catch let error as CollectingError {
        throw AttemptFailure(reason: error.message)
      }
    }
    let part = try PartFile(job.partPath)
    try part.append(ByteBuffer(bytes: bytes))
    let format = try imageFormat(part.head)
    let smaller = try await shrunk(part, format: format, of: job)
    return (smaller?.file ?? part).received(as: smaller?.format ?? format)
  }

  /// The picture at the size that the options ask for; nil when it may stay as it is.
  private func shrunk(
    _ part: PartFile, format: ImageFormat, of job: DownloadJob
  ) async throws -> (file: PartFile, format: ImageFormat)? {
    guard let maxSize = options.maxSize else { return nil }
    let path = part.path
    let smaller = try await threads.run {
      do {
        return try Shrinking.shrunk(contentsOf: path, format: format, maxSize: maxSize)
      } catch let error as ImageError {
        throw AttemptFailure(reason: "cannot be shrunk: \(error.message)", detail: "\(error)")
      }
    }
    guard let smaller else { return nil }
    let file = try PartFile(job.folder.appending(".\(job.stem).small.part"))
    try file.append(ByteBuffer(bytes: smaller.bytes))
    return (file, smaller.format)
  }
}

extension PartFile {
  fileprivate func received(as format: ImageFormat, _ response: HTTPClientResponse? = nil) -> ReceivedImage {
    handOver()
    return ReceivedImage(
      partPath: path, bytes: bytes, sha256: sha256, format: format, status: response.map { Int($0.status.code) },
      contentType: response?.headers.first(name: "content-type"))
  }
}

extension HTTPClientResponse {
  /// The length of the body as sent, when it was sent as it is.
  fileprivate var declaredLength: Int? {
    headers.contains(name: "content-encoding") ? nil : headers.first(name: "content-length").flatMap { Int($0) }
  }
}

extension TimeAmount {
  init(_ duration: Duration) { self = .milliseconds(Int64(duration.seconds * 1000)) }
}

extension Duration {
  /// `10 s`, `0.25 s`.
  var inWords: String {
    let seconds = (seconds * 1000).rounded() / 1000
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
