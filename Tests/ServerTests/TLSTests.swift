import Foundation
import SystemPackage
import Testing

@testable import Server

/// Programs of the system.
private enum Programs {
  static func has(_ words: [String]) -> Bool { (try? run(words).status) == 0 }

  static func run(_ words: [String]) throws -> (status: Int32, output: String) {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

/// With a certificate made for the test, and a client that trusts it alone.
@Suite(
  "The server over TLS",
  .enabled(
    if: Programs.has(["openssl", "version"]) && Programs.has(["curl", "--version"]), "openssl or curl is missing"))
struct TLSTests {
  @Test("answers with the certificate and key of its files, tells browsers to stay with TLS, and speaks nothing else")
  func answers() async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let (certificate, key) = (folder.appending("certificate.pem"), folder.appending("key.pem"))
    let made = try Programs.run([
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=IP:127.0.0.1", "-out", certificate.string, "-keyout", key.string,
    ])
    #expect(made.status == 0)
    let server = try await RunningServer { $0.tls = (certificate, key) }
    let link = "https://127.0.0.1:\(server.port)/healthz"
    let trusted = try Programs.run(["curl", "-si", "--max-time", "60", "--cacert", certificate.string, link])
    #expect(trusted.output.hasPrefix("HTTP/1.1 200"))
    #expect(trusted.output.lowercased().contains("strict-transport-security: max-age=31536000"))
    #expect(try Programs.run(["curl", "-si", "--max-time", "60", link]).status == 60)  // of an unknown authority
    #expect(try await RawRequest.status("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", port: server.port) == nil)
    try await server.stop()
  }
}
