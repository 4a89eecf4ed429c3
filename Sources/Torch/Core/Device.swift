import CTorch
import Foundation
import Synchronization

/// Where a tensor's memory is.
public struct Device: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable { case cpu, cuda }

  public let kind: Kind
  public let index: Int

  public static let cpu = Device(kind: .cpu, index: 0)
  public static func cuda(_ index: Int = 0) -> Device { Device(kind: .cuda, index: index) }

  private init(kind: Kind, index: Int) {
    self.kind = kind
    self.index = index
  }

  /// Reads `cpu`, `cuda`, `cuda:1` or `auto` (the first GPU when there is one); nil for anything else.
  public init?(_ name: String) {
    if name == "auto" {
      self = Device.cudaCount > 0 ? .cuda(0) : .cpu
      return
    }
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard let kind = Kind(rawValue: String(parts[0])), parts.count <= 2 else { return nil }
    guard let index = parts.count == 2 ? Int(parts[1]) : 0, index >= 0, kind == .cuda || index == 0 else { return nil }
    self.init(kind: kind, index: index)
  }

  /// As libtorch writes it: `cpu`, `cuda:0`.
  public var description: String { kind == .cpu ? "cpu" : "cuda:\(index)" }

  /// How many CUDA devices this libtorch can use on this machine.
  public static var cudaCount: Int { Int(ct_cuda_device_count()) }

  /// Whether this libtorch can use the device on this machine.
  public var isAvailable: Bool { kind == .cpu || index < Device.cudaCount }

  /// Where new models and batches go: `FASTAI_DEVICE` when set to a device that is available, else the first GPU, else the CPU.
  public static var `default`: Device {
    get { chosen.withLock { $0 } }
    set { chosen.withLock { $0 = newValue } }
  }

  private static let chosen = Mutex(fromEnvironment())

  private static func fromEnvironment() -> Device {
    let wanted = ProcessInfo.processInfo.environment["FASTAI_DEVICE"].flatMap { Device($0) }
    if let wanted, wanted.isAvailable { return wanted }
    return cudaCount > 0 ? .cuda(0) : .cpu
  }
}
