import Crypto
import Foundation
public import SystemPackage
import Training

/// torchvision's ImageNet weights: what they are called, where they are, and how to know them.
public struct PretrainedWeights: Sendable, Hashable {
  public let architecture: Architecture
  /// The official name; the digits before the suffix begin the file's SHA-256.
  public let fileName: String

  public var url: String { "https://download.pytorch.org/models/\(fileName)" }

  /// The first eight digits of the file's SHA-256.
  public var hashPrefix: String {
    String(fileName.dropLast(".pth".count).split(separator: "-").last ?? "")
  }

  /// The names of the ResNets are those of the lesson's days; the others are in torchvision 0.29 (its `models/*.py`).
  public static let all = [
    PretrainedWeights(architecture: .resnet18, fileName: "resnet18-5c106cde.pth"),
    PretrainedWeights(architecture: .resnet34, fileName: "resnet34-333f7ec4.pth"),
    PretrainedWeights(architecture: .resnet50, fileName: "resnet50-19c8e357.pth"),
    PretrainedWeights(architecture: .resnet101, fileName: "resnet101-5d3b4d8f.pth"),
    PretrainedWeights(architecture: .resnet152, fileName: "resnet152-b121ed2d.pth"),
    PretrainedWeights(architecture: .squeezenet1_0, fileName: "squeezenet1_0-b66bff10.pth"),
    PretrainedWeights(architecture: .squeezenet1_1, fileName: "squeezenet1_1-b8a52dc0.pth"),
    PretrainedWeights(architecture: .vgg11_bn, fileName: "vgg11_bn-6002323d.pth"),
    PretrainedWeights(architecture: .vgg13_bn, fileName: "vgg13_bn-abd245e5.pth"),
    PretrainedWeights(architecture: .vgg16_bn, fileName: "vgg16_bn-6c64b313.pth"),
    PretrainedWeights(architecture: .vgg19_bn, fileName: "vgg19_bn-c79401a0.pth"),
    PretrainedWeights(architecture: .alexnet, fileName: "alexnet-owt-7be5be79.pth"),
    PretrainedWeights(architecture: .densenet121, fileName: "densenet121-a639ec97.pth"),
    PretrainedWeights(architecture: .densenet161, fileName: "densenet161-8d451a50.pth"),
    PretrainedWeights(architecture: .densenet169, fileName: "densenet169-b2777c0a.pth"),
    PretrainedWeights(architecture: .densenet201, fileName: "densenet201-c1103571.pth"),
    PretrainedWeights(architecture: .mobilenetV2, fileName: "mobilenet_v2-b0353104.pth"),
    PretrainedWeights(architecture: .convnextTiny, fileName: "convnext_tiny-983f1562.pth"),
    PretrainedWeights(architecture: .efficientnetB0, fileName: "efficientnet_b0_rwightman-7f5810bc.pth"),
  ]

  /// The known weights of an architecture.
  public init?(for architecture: Architecture) {
    guard let known = Self.all.first(where: { $0.architecture == architecture }) else { return nil }
    self = known
  }

  private init(architecture: Architecture, fileName: String) {
    (self.architecture, self.fileName) = (architecture, fileName)
  }

  /// Where downloaded weights are kept: `$XDG_CACHE_HOME/swift-fastai/weights`, by default below `~/.cache`.
  public static var cacheFolder: FilePath {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"].map { FilePath($0) } ?? FilePath(NSHomeDirectory()).appending(".cache")
    return cache.appending("swift-fastai").appending("weights")
  }

  /// The weights' file, when it is in `$FASTAI_WEIGHTS_DIR` or in the cache.
  public func located() -> FilePath? {
    let own = ProcessInfo.processInfo.environment["FASTAI_WEIGHTS_DIR"].map { [FilePath($0)] } ?? []
    return (own + [Self.cacheFolder]).map { $0.appending(fileName) }.first {
      FileManager.default.isReadableFile(atPath: $0.string)
    }
  }

  /// Whether a file is the official one, by its SHA-256.
  public func matches(_ path: FilePath) throws -> Bool {
    guard let file = FileHandle(forReadingAtPath: path.string) else {
      throw LearnerError(.file, "\(path) cannot be read")
    }
    defer { try? file.close() }
    var hash = SHA256()
    while let part = try file.read(upToCount: 1 << 20), !part.isEmpty { hash.update(data: part) }
    return hash.finalize().map { String(format: "%02x", $0) }.joined().hasPrefix(hashPrefix)
  }
}
