public import CellLink
import Foundation

/// A picture file in memory: PNG, JPEG, GIF or WebP, told apart by its first bytes.
public struct EncodedImage: Displayable, Sendable {
  public var bytes: [UInt8]
  /// How large to show it, in CSS pixels; its own size when nil.
  public var size: (width: Int, height: Int)?

  public init(_ bytes: [UInt8], size: (width: Int, height: Int)? = nil) {
    self.bytes = bytes
    self.size = size
  }

  public func mimeBundle() -> MIMEBundle {
    guard let type = mimeType else { return .text("\(bytes.count) bytes of an unknown format") }
    let encoded = Data(bytes).base64EncodedString()
    let plain = "\(type), \(bytes.count) bytes"
    guard Self.shownByAll.contains(type) else {
      return MIMEBundle(["text/html": "<img src=\"data:\(type);base64,\(encoded)\">", "text/plain": plain])
    }
    let data = [type: encoded, "text/plain": plain]
    guard let size else { return MIMEBundle(data) }
    return MIMEBundle(data, metadata: [type: ["width": size.width, "height": size.height]])
  }

  /// Every front end knows these two; others need HTML around them.
  private static let shownByAll = ["image/png", "image/jpeg"]

  private var mimeType: String? {
    let signatures: [(type: String, start: [UInt8])] = [
      ("image/png", [0x89, 0x50, 0x4E, 0x47]), ("image/jpeg", [0xFF, 0xD8, 0xFF]), ("image/gif", [0x47, 0x49, 0x46]),
      ("image/webp", [0x52, 0x49, 0x46, 0x46]),
    ]
    return signatures.first { bytes.starts(with: $0.start) }?.type
  }
}
