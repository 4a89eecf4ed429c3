internal import Foundation
public import SystemPackage
public import Torch

/// Reference numbers that `scripts/make-fixtures.py` wrote with PyTorch and NumPy.
public enum TorchFixture {
  /// `Tests/Fixtures/torch`.
  public static let folder = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .appending("Fixtures").appending("torch")

  /// Reads `Tests/Fixtures/torch/NAME.json`.
  public static func load<Content: Decodable>(_ name: String, as type: Content.Type = Content.self) throws -> Content {
    let data = try Data(contentsOf: URL(filePath: folder.appending("\(name).json").string))
    return try JSONDecoder().decode(Content.self, from: data)
  }
}

/// A tensor in a fixture: `{"shape": […], "values": […]}`.
public struct FixtureTensor: Decodable, Sendable {
  public let shape: [Int]
  public let values: [Double]

  private enum CodingKeys: CodingKey { case shape, values }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    shape = try container.decode([Int].self, forKey: .shape)
    values = try container.decode([FixtureNumber].self, forKey: .values).map(\.value)
  }

  /// As a tensor of the type.
  public func tensor(_ dtype: DType = .float32) throws -> Tensor {
    if dtype == .float64 { return try Tensor(values, shape: shape) }
    if dtype.isFloatingPoint { return try Tensor(values.map { Float($0) }, shape: shape).to(dtype) }
    return try Tensor(values.map { Int($0) }, shape: shape).to(dtype)
  }
}

/// A number, or one that JSON has no form for: "nan", "inf", "-inf".
private struct FixtureNumber: Decodable {
  let value: Double

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      value = Double(text) ?? .nan
    } else {
      value = try container.decode(Double.self)
    }
  }
}
