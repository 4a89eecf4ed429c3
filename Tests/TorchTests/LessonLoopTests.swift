import Foundation
import TestSupport
import Testing
import Torch

/// The loop of the lesson's notebook on SGD, on data without chance in it.
@Suite("The lesson's loop from scratch")
struct LessonLoopTests {
  private let x: Tensor
  private let y: Tensor

  init() throws {
    let rows = (0..<100).map { [-1 + 2 * Double($0) / 99, 1] }
    x = try Tensor(rows).to(.float32)
    y = try Tensor(rows.enumerated().map { 3 * $1[0] + 2 + 0.25 * sin(7 * Double($0)) }).to(.float32)
  }

  private func mse(_ prediction: Tensor, _ target: Tensor) throws -> Tensor { try (prediction - target).pow(2).mean() }

  /// 100 steps from (−1, 1).
  private func descend(learningRate: Double) throws -> (losses: [Double], a: [Float]) {
    let a = try tensor(-1, 1).requiringGrad()
    var losses: [Double] = []
    for t in 0..<100 {
      let loss = try mse(x.matmul(a), y)
      if t % 10 == 0 { losses.append(try loss.item()) }
      try loss.backward()
      try withoutGrad { try a -= learningRate * a.grad }
      try a.zeroGrad()
    }
    return (losses, try a.scalars())
  }

  @Test("a learning rate of 0.1 finds the line")
  func justRight() throws {
    let (losses, a) = try descend(learningRate: 0.1)
    let golden = [6.4744, 1.3708, 0.3560, 0.1106, 0.0507, 0.0360, 0.0324, 0.0316, 0.0314, 0.0313]
    #expect(difference(losses, golden, absolute: 6e-5) == nil)
    #expect(difference(a, [2.9932, 2.0055], absolute: 6e-5) == nil)
  }

  @Test("a learning rate of 0.01 is too low to get there")
  func tooLow() throws {
    let (losses, a) = try descend(learningRate: 0.01)
    let golden = [6.4744, 5.4453, 4.6163, 3.9390, 3.3788, 2.9106, 2.5158, 2.1805, 1.8940, 1.6482]
    #expect(difference(losses, golden, absolute: 6e-5) == nil)
    #expect(difference(a, [0.9769, 1.8721], absolute: 6e-5) == nil)
  }

  @Test("a learning rate of 1.05 diverges")
  func tooHigh() throws {
    let (losses, _) = try descend(learningRate: 1.05)
    #expect(difference(losses.prefix(6), [6.4744, 6.8324, 45.7859, 307.845, 2070.85, 13931.46], relative: 1e-4) == nil)
  }
}
