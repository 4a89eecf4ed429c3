import Foundation
import Lesson
import Plots
import TestSupport
import Testing
import Torch

@Suite("Gradient descent from scratch")
struct DescentTests {
  /// Data without chance in it: y = 3x + 2 + sin(7i) / 4.
  static let points: LinePoints = {
    let x: [Double] = (0..<100).map { -1 + 2 * Double($0) / 99 }
    let waves: [Double] = (0..<100).map { 0.25 * sin(7 * Double($0)) }
    return LinePoints(x: x, y: zip(x, waves).map { 3 * $0 + 2 + $1 })
  }()

  private func go(_ rate: Double, steps: Int = 100, batch: Int? = nil) throws -> Descent {
    let (x, y) = try Self.points.tensors()
    return try descend(on: x, y, from: [-1, 1], learningRate: rate, steps: steps, batchSize: batch)
  }

  private func everyTenth(_ values: [Double]) -> [Double] {
    values.enumerated().filter { $0.offset % 10 == 0 }.map(\.1)
  }

  @Test("the losses and weights are the reference's, for a good learning rate, a low one and one that is too high")
  func golden() throws {
    let good = try go(0.1)
    let losses = [6.4744, 1.3708, 0.3560, 0.1106, 0.0507, 0.0360, 0.0324, 0.0316, 0.0314, 0.0313]
    #expect(difference(everyTenth(good.losses), losses, absolute: 6e-5) == nil)
    #expect(difference(good.last, [2.9932, 2.0055], absolute: 6e-5) == nil)
    #expect(good.weights.count == 101 && good.losses.count == 100)
    let low = try go(0.01)
    let slow = [6.4744, 5.4453, 4.6163, 3.9390, 3.3788, 2.9106, 2.5158, 2.1805, 1.8940, 1.6482]
    #expect(difference(everyTenth(low.losses), slow, absolute: 6e-5) == nil)
    let high = try go(1.05)
    let growing = [6.4744, 6.8324, 45.7859, 307.845, 2070.85, 13931.46]
    #expect(difference(everyTenth(high.losses).prefix(6), growing, relative: 1e-4) == nil)
  }

  @Test("the best line and the largest stable rate are the formulas'")
  func closedForms() throws {
    let best = Self.points.leastSquares
    #expect(abs(best.slope - 2.9967) < 6e-5 && abs(best.intercept - 2.0055) < 6e-5)
    #expect(abs(Self.points.loss(slope: best.slope, intercept: best.intercept) - 0.0313) < 6e-5)
    // Eigenvalues .6801 and 2.0, so 2 / 2.
    #expect(abs(Self.points.largestStableRate - 1) < 1e-9)
    #expect(try go(0.99, steps: 400).losses.last.map { $0 < 0.04 } == true)
    #expect(LinePoints(x: [2, 2], y: [1, 3]).leastSquares == (0, 2))
  }

  @Test("the lesson's data are a line with noise on top, the same for the same seed")
  func drawn() throws {
    let points = try LinePoints.drawn(seed: 5)
    #expect(points.x.count == 100 && points.x.allSatisfy { (-1...1).contains($0) })
    let noise = zip(points.x, points.y).map { $1 - 3 * $0 - 2 }
    #expect(noise.allSatisfy { (-1e-5...1.00001).contains($0) })
    #expect(Set(noise).count > 50)
  }

  @Test("mini-batches come near the line too, in steps that differ from those over all points")
  func miniBatches() throws {
    let all = try go(0.1)
    let some = try go(0.1, batch: 10)
    #expect(some.weights[1] != all.weights[1])
    let loss = Self.points.loss(slope: some.last[0], intercept: some.last[1])
    #expect(loss < 0.06, "twice the lowest loss")
    #expect(try go(0.1, steps: 3, batch: 500) == go(0.1, steps: 3))
  }

  @Test("a parabola: small steps arrive, large ones jump to and fro, too large ones fly off")
  func quadratic() throws {
    // Each step multiplies x by 1 − 2 · rate.
    for rate in [0.1, 0.9, 1.05] {
      let path = try Quadratic(learningRate: rate, start: -1, steps: 8).path
      let wanted = (0...8).map { -pow(1 - 2 * rate, Double($0)) }
      #expect(difference(path, wanted, absolute: 1e-5) == nil)
    }
  }

  @Test("a line underfits, a middle degree fits, a high degree overfits: only the validation loss tells")
  func polynomials() throws {
    let problem = try PolynomialFit.Problem()
    let fits = try [1, 4, 13].map { try PolynomialFit(degree: $0, to: problem, steps: 1500) }
    #expect(fits[0].trainLoss > fits[1].trainLoss && fits[1].trainLoss > fits[2].trainLoss)
    #expect(fits[1].validLoss < fits[0].validLoss * 0.8 && fits[1].validLoss < fits[2].validLoss * 0.8)
    #expect(abs(fits[0](0) - fits[0].weights[0]) < 1e-12)
  }

  @Test("no tensor is left behind")
  func leaks() throws {
    #expect(try tensorsLeaked { _ = try go(0.1, steps: 5, batch: 10) } == 0)
    #expect(try tensorsLeaked { _ = try Quadratic(learningRate: 0.1) } == 0)
  }

  @Test("the animation has a frame for the start and one for each step, on axes that stay")
  func animation() throws {
    let animation = Self.points.animation(of: try go(0.1, steps: 4))
    #expect(animation.frames.count == 5)
    let ticks = animation.frames.map { frame in
      frame.svg.split(separator: "\n").filter { $0.contains("<text") && !$0.contains("bold") }
    }
    #expect(ticks.allSatisfy { $0 == ticks[0] })
    #expect(throws: Never.self) { try Self.points.surface(of: go(1.05)).picture().png() }
  }

  @Test("the page holds the data, asks nobody for anything, and stays well formed with odd numbers")
  func page() {
    let html = SGDPage(Self.points, learningRate: 0.25).html
    #expect(html.contains(#""rate":[0.25]"#) && html.contains(#""start":[-1.0,1.0]"#) && !html.contains("/*DATA*/"))
    for word in ["http:", "https:", "src=", "@import", "fetch("] { #expect(!html.contains(word), "\(word)") }
    let odd = SGDPage(LinePoints(x: [.nan, 1], y: [.infinity, 2])).html
    #expect(!odd.contains("nan") && !odd.contains("[inf"))
  }
}
