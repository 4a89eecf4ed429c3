internal import CVips
internal import Foundation

/// Pictures one after another, as an animated GIF.
///
///     try Animation(frames: frames, frameDuration: .milliseconds(50)).write(to: "sgd.gif")
public struct Animation: Sendable {
  /// All of one size.
  public var frames: [Picture]
  /// In steps of 10 ms, which is what GIF knows; browsers show frames of less than 20 ms more slowly.
  public var frameDuration: Duration
  /// How long the last frame stays.
  public var lastDuration: Duration
  /// How often it is played; 0 for ever.
  public var plays: Int

  public init(
    frames: [Picture], frameDuration: Duration = .milliseconds(50), lastDuration: Duration? = nil, plays: Int = 0
  ) {
    self.frames = frames
    self.frameDuration = frameDuration
    self.lastDuration = lastDuration ?? frameDuration
    self.plays = plays
  }

  /// The GIF file. Frames are drawn and encoded one at a time: of their pixels only one frame's are in memory.
  ///
  /// - Parameter scale: 2 gives four times the pixels.
  /// - Returns: The content of the file.
  /// - Throws: ``PlotsError`` with code `.invalidArgument` when there is no frame, or when one has another size.
  public func gif(scale: Double = 1) throws -> [UInt8] {
    try checkSize(scale: scale)
    let texts = frames.map { Array($0.svg.utf8) }
    let offsets = texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let delays = frames.indices.map { milliseconds($0 == frames.count - 1 ? lastDuration : frameDuration) }
    return try Rasterizer.bytes { bytes, count, message in
      Array(texts.joined()).withUnsafeBytes { texts in
        offsets.withUnsafeBufferPointer { offsets in
          delays.withUnsafeBufferPointer { delays in
            var animation = CVipsAnimation()
            animation.svg = texts.baseAddress?.assumingMemoryBound(to: CChar.self)
            offsets.withMemoryRebound(to: Int.self) { animation.offsets = UnsafePointer<Int>($0.baseAddress) }
            (animation.delays, animation.count) = (delays.baseAddress, Int32(frames.count))
            (animation.scale, animation.plays) = (scale, Int32(clamping: plays))
            return cvips_draw_gif(&animation, bytes, count, message)
          }
        }
      }
    }
  }

  /// Writes `.gif`, whole or not at all.
  ///
  /// - Throws: ``PlotsError`` as ``gif(scale:)``, or with code `.writeFailed`.
  public func write(to path: some CustomStringConvertible, scale: Double = 1) throws {
    guard path.description.lowercased().hasSuffix(".gif") else {
      throw PlotsError(code: .invalidArgument, message: "\(path): an animation is written as .gif")
    }
    try Picture.write(gif(scale: scale), to: path.description)
  }

  private func checkSize(scale: Double) throws {
    guard let first = frames.first else {
      throw PlotsError(code: .invalidArgument, message: "an animation needs at least one frame")
    }
    guard frames.allSatisfy({ $0.width == first.width && $0.height == first.height }) else {
      throw PlotsError(code: .invalidArgument, message: "the frames of an animation must all have one size")
    }
    let (width, height) = (Double(first.width) * scale, Double(first.height) * scale)
    // The rows of all frames are counted together in 31 bits.
    guard scale > 0, max(width, height) < 32_768, height * Double(frames.count) < 2e9 else {
      throw PlotsError(
        code: .invalidArgument,
        message: "\(frames.count) frames of \(first.width) × \(first.height) cannot be scaled by \(scale)")
    }
  }

  /// 20 ms to 10 minutes.
  private func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    return Int32(min(600_000, max(20, Double(seconds) * 1000 + Double(attoseconds) / 1e15)))
  }
}
