public import CellLink
import Foundation
import Synchronization

/// The way to the front end. For the kernel's own use.
public enum CellOutput {
  private static let channel = Mutex<FrameChannel?>(nil)

  public static func connect(_ channel: FrameChannel) { Self.channel.withLock { $0 = channel } }

  /// Shows something, after all that was printed before it. Without a front end, nothing happens.
  static func send(_ display: Display) {
    fflush(nil)
    try? channel.withLock { $0 }?.send(RunnerEvent.display(display))
  }
}
