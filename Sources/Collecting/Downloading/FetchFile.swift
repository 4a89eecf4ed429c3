import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
public import SystemPackage

/// Downloads one large file, such as a network's weights: to a hidden file first, and to its name when it is whole and
/// its hash is right.
///
/// - Parameters:
///   - url: http or https.
///   - path: The file's name; its folder is made.
///   - sha256Prefix: How the hash begins, in hexadecimal.
///   - progress: Called with the bytes so far, and how many there will be when the server says so.
/// - Throws: ``CollectingError`` with code `.unavailable` when the file cannot be had whole, `.unwritable` when it
///   cannot be kept.
public func fetchFile(
  from url: String, to path: FilePath, sha256Prefix: String,
  progress: @escaping @Sendable (_ bytes: Int, _ total: Int?) -> Void = { _, _ in }
) async throws {
  let folder = path.removingLastComponent()
  try Files.makeFolder(folder.isEmpty ? "." : folder)
  let part = try PartFile(folder.appending(".\(path.lastComponent?.string ?? "file").part"))
  do {
    let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .hours(1))
    guard response.status == .ok else { throw unavailable(url, "HTTP \(response.status.code)") }
    let total = response.headers.first(name: "content-length").flatMap { Int($0) }
    for try await chunk in response.body {
      try part.append(chunk)
      progress(part.bytes, total)
    }
  } catch let error as HTTPClientError {
    throw unavailable(url, error.shortDescription)
  } catch let error as IOError {
    throw unavailable(url, "\(error)")
  } catch let error as NIOConnectionError {
    throw unavailable(url, "no connection to \(error.host)")
  }
  guard part.sha256.hasPrefix(sha256Prefix) else {
    throw unavailable(url, "what arrived has another SHA-256 than \(sha256Prefix)…")
  }
  part.handOver()
  try Files.move(part.path, to: path)
}

private func unavailable(_ url: String, _ reason: String) -> CollectingError {
  CollectingError(
    .unavailable, subject: url, message: "could not be downloaded: \(reason)",
    remedy: "Check the network, or fetch the file elsewhere and put it into the folder that FASTAI_WEIGHTS_DIR names")
}
