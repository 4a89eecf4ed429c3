// What the lesson says to try next.
import FastAI
import Foundation
import Lesson

func experiments(_ points: LinePoints, _ good: Descent, _ folder: FilePath) throws {
  let (x, y) = try points.tensors()
  func go(_ rate: Double, batch: Int? = nil) throws -> Descent {
    try descend(on: x, y, from: [-1, 1], learningRate: rate, steps: 100, batchSize: batch)
  }

  // rates begins
  print("\nlearning rates, and the loss of the hundredth step")
  let rates = try [0.001, 0.01, 0.1, 0.9, 1.05].map { (name: "\($0)", descent: try go($0)) }
  for (name, descent) in rates { print(name, descent.losses[99]) }
  print("too high from \(points.largestStableRate) on")
  try Descent.lossChart(rates, title: "Learning rates").picture().write(to: folder / "rates.svg")
  // rates ends

  // batches begins
  print("\nmini-batches, and the loss of the line that they found")
  let batches = try ([100, 10, 1] as [Int]).map { size in (name: "\(size) a step", descent: try go(0.1, batch: size)) }
  for (name, descent) in batches {
    print(name, points.loss(slope: descent.last[0], intercept: descent.last[1]))
  }
  try Descent.lossChart(batches, title: "Mini-batches").picture().write(to: folder / "batches.svg")
  try points.surface(of: good).picture().write(to: folder / "surface.svg")
  // batches ends

  // polynomials begins
  print("\ndegree, training loss, validation loss")
  let problem = try PolynomialFit.Problem()
  let fits = try zip([1, 4, 13], ["underfits", "fits", "overfits"]).map { degree, name in
    let fit = try PolynomialFit(degree: degree, to: problem)
    print(degree, fit.trainLoss, fit.validLoss, name)
    return fit.chart(problem, name: name).picture()
  }
  try Panels(columns: 3, fits).picture().write(to: folder / "polynomials.svg")
  // polynomials ends

  // quadratic begins
  print("\na parabola, and where eight steps from -1 lead")
  let jumps = try [0.1, 0.9, 1.05].map { rate in
    let quadratic = try Quadratic(learningRate: rate)
    print(rate, quadratic.path[8])
    return quadratic.chart.picture()
  }
  try Panels(columns: 3, jumps).picture().write(to: folder / "quadratic.svg")
  // quadratic ends
}
