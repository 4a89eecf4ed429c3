internal import AtomicFiles
internal import CVips
internal import Foundation
internal import SystemPackage

/// A drawing: SVG that this package wrote, and any raster of it.
public struct Picture: Sendable, Equatable {
  public let svg: String
  /// Pixels at scale 1.
  public let width, height: Int

  /// Internal or package callers only: the text must be our own, because the loader that rasterises it trusts it.
  package init(trustedSVG svg: String, width: Int, height: Int) {
    self.svg = svg
    self.width = width
    self.height = height
  }

  /// The drawing as a PNG file, on white.
  ///
  /// - Parameter scale: 2 gives four times the pixels.
  /// - Returns: The content of the file.
  /// - Throws: ``PlotsError``.
  public func png(scale: Double = 1) throws -> [UInt8] { try raster(scale: scale, quality: 0) }

  /// The drawing as a JPEG file, on white.
  ///
  /// - Parameters:
  ///   - quality: 1 to 100.
  ///   - scale: 2 gives four times the pixels.
  /// - Returns: The content of the file.
  /// - Throws: ``PlotsError``.
  public func jpeg(quality: Int = 90, scale: Double = 1) throws -> [UInt8] {
    try raster(scale: scale, quality: min(100, max(1, quality)))
  }

  /// Writes `.svg`, `.png` or `.jpg` by suffix, whole or not at all. A `FilePath` will do for the path.
  ///
  /// - Throws: ``PlotsError`` with code `.invalidArgument` for another suffix, `.writeFailed` when the folder is
  ///   missing or may not be written to.
  public func write(to path: some CustomStringConvertible, scale: Double = 1) throws {
    let bytes: [UInt8]
    switch URL(fileURLWithPath: path.description).pathExtension.lowercased() {
    case "svg": bytes = Array(svg.utf8)
    case "png": bytes = try png(scale: scale)
    case "jpg", "jpeg": bytes = try jpeg(scale: scale)
    default:
      throw PlotsError(
        code: .invalidArgument, message: "\(path): a drawing is written as .svg, .png or .jpg, by the file's suffix")
    }
    try Self.write(bytes, to: path.description)
  }

  /// The whole file or nothing.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try writeAtomically(bytes, to: FilePath(path))
    } catch {
      throw PlotsError(code: .writeFailed, message: "\(path): cannot be written (\(error))")
    }
  }

  /// The drawing as an element of another one.
  func nested(x: Double, y: Double) -> String {
    #"<svg x="\#(number(x))" y="\#(number(y))""# + svg.dropFirst("<svg".count).trimmingSuffix(while: \.isNewline)
  }

  private func raster(scale: Double, quality: Int) throws -> [UInt8] {
    guard scale > 0, Double(width) * scale < 32_768, Double(height) * scale < 32_768 else {
      throw PlotsError(
        code: .invalidArgument, message: "a drawing of \(width) × \(height) cannot be scaled by \(scale)")
    }
    var text = svg
    return try Rasterizer.bytes { bytes, count, message in
      text.withUTF8 { text in
        text.withMemoryRebound(to: CChar.self) {
          cvips_draw_svg($0.baseAddress, $0.count, scale, Int32(quality), bytes, count, message)
        }
      }
    }
  }
}

/// The way into libvips and back.
enum Rasterizer {
  typealias Call = (
    UnsafeMutablePointer<UnsafeMutableRawPointer?>, UnsafeMutablePointer<Int>, UnsafeMutablePointer<CChar>
  ) -> Int32

  /// The file that a call makes.
  static func bytes(_ call: Call) throws -> [UInt8] {
    var message = [CChar](repeating: 0, count: Int(CVIPS_MESSAGE_SIZE))
    var bytes: UnsafeMutableRawPointer?
    var count = 0
    let status = cvips_start(&message) != 0 ? -1 : call(&bytes, &count, &message)
    guard status == 0, let bytes else {
      let reason = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw PlotsError(code: .renderingFailed, message: "the drawing cannot be rasterised: \(reason)")
    }
    defer { cvips_free(bytes) }
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var part = self
    while let last = part.last, predicate(last) { part.removeLast() }
    return part
  }
}
