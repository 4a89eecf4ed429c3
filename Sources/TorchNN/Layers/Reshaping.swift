public import Torch

/// `[N, C, H, W]` to `[N, C·H·W]`.
public final class Flatten: Module {
  override public func forward(_ x: Tensor) throws -> Tensor { try x.flattened(from: 1) }
}

/// Dimensions in another order, without a copy: `Permute(0, 2, 3, 1)` is `[N, C, H, W]` to `[N, H, W, C]`.
public final class Permute: Module {
  private let order: [Int]

  public init(_ order: Int...) { self.order = order }

  override public func forward(_ x: Tensor) throws -> Tensor { try Aten.permute(.tensor(x), .ints(order)) }
}
