public import Foundation

/// Where the front end waits: the file whose path it hands to the kernel.
public struct ConnectionFile: Codable, Sendable {
  public var transport, ip, key: String
  public var shellPort, controlPort, stdinPort, iopubPort, heartbeatPort: Int

  enum CodingKeys: String, CodingKey {
    case transport, ip, key
    case shellPort = "shell_port"
    case controlPort = "control_port"
    case stdinPort = "stdin_port"
    case iopubPort = "iopub_port"
    case heartbeatPort = "hb_port"
  }

  /// - Throws: When the file is missing or is not such a file.
  public init(contentsOf file: URL) throws {
    self = try JSONDecoder().decode(ConnectionFile.self, from: Data(contentsOf: file))
  }

  func address(_ port: Int) -> String { transport == "ipc" ? "ipc://\(ip)-\(port)" : "\(transport)://\(ip):\(port)" }
}
