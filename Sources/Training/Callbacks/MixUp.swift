import Torch
import TorchNN

/// Trains on mixtures of pairs: `x = λ·x₁ + (1 − λ)·x₂`, and the losses of both targets mixed alike, with an own λ for
/// each item. Zhang et al. 2017, arXiv:1710.09412; as fastai, λ ~ Beta(α, α), and the larger of λ and 1 − λ is taken.
public final class MixUp: TrainingModifier {
  private let alpha: Double
  private var mixture: Mixture?

  /// Which item each is mixed with, and how much of it stays.
  struct Mixture {
    /// `[N]`, `int64`.
    let partners: Tensor
    /// `[N]`, 0.5…1.
    let share: Tensor

    /// `[N, …]`
    func mixed(_ x: Tensor) throws -> Tensor {
      let share = try share.to(x.dtype).reshaped([x.size(0)] + x.shape.dropFirst().map { _ in 1 })
      return try x * share + x.gathered(partners) * (1 - share)
    }

    /// The mean of both losses, `[N]` each, mixed.
    func loss(_ own: Tensor, _ partners: Tensor) throws -> Tensor {
      let share = try share.to(own.dtype)
      return try (own * share + partners * (1 - share)).mean()
    }
  }

  public init(alpha: Double = 0.4) { self.alpha = alpha }

  public func beforeFit(_ learn: Learner) throws {
    guard alpha > 0, alpha.isFinite else {
      throw LearnerError(.usage, "mixup with alpha \(alpha)", remedy: "a positive number: 0.4")
    }
  }

  public func beforeBatch(_ learn: Learner) throws -> Flow {
    guard learn.state.isTraining, let batch = learn.state.batch else { return .proceed }
    let mixture = try draw(batch.count, on: learn.device)
    learn.state.batch = try batch.replacing(x: mixture.mixed(batch.x))
    self.mixture = mixture
    return .proceed
  }

  public func afterPredictions(_ learn: Learner) throws -> Flow {
    guard learn.state.isTraining, let mixture, let y = try learn.state.batch?.y, let outputs = learn.state.predictions
    else { return .proceed }
    learn.state.lossTensor = try mixture.loss(
      learn.loss.compute(outputs, y, .none), learn.loss.compute(outputs, y.gathered(mixture.partners), .none))
    return .proceed
  }

  public func afterFit(_ learn: Learner) { mixture = nil }

  private func draw(_ count: Int, on device: Device) throws -> Mixture {
    // The first of two shares drawn from a Dirichlet distribution is a Beta's.
    let shares = try Aten.dirichlet(.tensor(.full([count, 2], alpha, dtype: .float64)))
    let larger = try (shares[.all, 0] - 0.5).abs() + 0.5
    return Mixture(partners: try .randperm(count).to(device), share: try larger.to(device))
  }
}
