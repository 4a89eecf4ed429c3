import ArgumentParser
import Foundation
import Lesson
import Plots
import SystemPackage
import Torch

struct SGD: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "sgd",
    abstract: "Fit a line by gradient descent, and watch it.",
    discussion: """
      The second half of the lesson: a hundred points about y = 3x + 2, a first guess of y = -x + 1, and steps against \
      the gradient of the loss. The output's suffix says what to draw: .gif the animation, .html a page with a slider \
      for the learning rate, .svg, .png or .jpg the way down the loss.

      Examples:

        fastai sgd --output sgd.html
        fastai sgd --lr 1.05 --output too-high.gif
        fastai sgd --batch-size 10 --json
      """)

  @Option(help: "The learning rate.")
  var lr = 0.1

  @Option(help: "How many steps.")
  var steps = 100

  @Option(help: "Points that each step looks at, picked at random; all by default.")
  var batchSize: Int?

  @Option(help: "Where the points and the mini-batches come from.")
  var seed: UInt64 = 42

  @Option(help: "The drawing: .gif, .html, .svg, .png or .jpg.")
  var output = "sgd.gif"

  @OptionGroup var reporting: OutputOptions

  func validate() throws {
    guard lr.isFinite, lr > 0 else { throw ValidationError("--lr must be a number above 0.") }
    guard (1...5000).contains(steps) else { throw ValidationError("--steps must be from 1 to 5000.") }
    guard batchSize.map({ $0 > 0 }) ?? true else { throw ValidationError("--batch-size must be at least 1.") }
    guard ["gif", "html", "svg", "png", "jpg", "jpeg"].contains(FilePath(output).extension?.lowercased() ?? "") else {
      throw ValidationError("--output must end in .gif, .html, .svg, .png or .jpg.")
    }
  }

  func run(_ console: Console) async throws {
    try OutputFolder.check(FilePath(output))
    let (lr, steps, batchSize, seed, output) = (lr, steps, batchSize, seed, output)
    let (points, descent) = try await onComputeThread { _ in
      let points = try LinePoints.drawn(seed: seed)
      let (x, y) = try points.tensors()
      try manualSeed(seed)
      let descent = try descend(
        on: x, y, from: [-1, 1], learningRate: lr, steps: steps, batchSize: batchSize)
      try Self.draw(descent, points, to: output)
      return (points, descent)
    }
    report(descent, of: points, console)
  }

  private static func draw(_ descent: Descent, _ points: LinePoints, to output: String) throws {
    switch FilePath(output).extension?.lowercased() {
    case "gif": try points.animation(of: descent).write(to: output)
    case "html": try SGDPage(points, learningRate: descent.learningRate).write(to: output)
    default: try points.surface(of: descent).picture().write(to: output)
    }
  }

  private func report(_ descent: Descent, of points: LinePoints, _ console: Console) {
    for (step, loss) in descent.losses.enumerated() where step % 10 == 0 {
      console.line(String(format: "step %3d  loss %.4f", step, loss))
      console.event("step", ["step": .int(step), "loss": .double(loss)])
    }
    let loss = points.loss(slope: descent.last[0], intercept: descent.last[1])
    console.line(TerminalChart.sparkline(descent.losses.map { log($0) }, columns: 60))
    console.line(String(format: "y = %.4f x + %.4f, loss %.4f", descent.last[0], descent.last[1], loss))
    console.line("drawn: \(output)")
    if lr >= points.largestStableRate {
      console.note(String(format: "The loss grows from a learning rate of %.2f on: try 0.1", points.largestStableRate))
    }
    console.event(
      "fitted",
      [
        "coefficients": .array(descent.last.map { .double($0) }), "loss": .double(loss), "steps": .int(steps),
        "output": .string(output),
      ])
  }
}
