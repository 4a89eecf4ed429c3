// The second half of the lesson, cell by cell: `lesson2-sgd [FOLDER]` prints what the notebook prints and writes its
// pictures into FOLDER. Experiments.swift goes on from there.
import FastAI
import Foundation
import Lesson

func lesson(_ folder: FilePath) throws {
  // data begins
  let n = 100
  let x = try Tensor.ones(n, 2)
  try x[.all, 0].fillUniform(-1...1)
  print(try x[..<5])

  var a = try tensor(3, 2)
  print(a)

  let y = try x.matmul(a) + Tensor.rand(n)
  try scatter(x, y).picture().write(to: folder / "data.svg")
  // data ends

  // loss begins
  func mse(_ yHat: Tensor, _ y: Tensor) throws -> Tensor {
    try (yHat - y).pow(2).mean()
  }

  a = try tensor(-1, 1)
  print(a.dtype)

  let yHat = try x.matmul(a)
  print(try mse(yHat, y))
  try scatter(x, y, yHat).picture().write(to: folder / "guess.svg")
  // loss ends

  // loop begins
  a = try tensor(-1, 1).requiringGrad()
  print(a)

  let lr = 1e-1
  var t = 0
  func update() throws {
    let yHat = try x.matmul(a)
    let loss = try mse(y, yHat)
    if t % 10 == 0 { print(loss) }
    try loss.backward()
    try withoutGrad {
      try a -= lr * a.grad
      try a.zeroGrad()
    }
  }

  for step in 0..<100 {
    t = step
    try update()
  }
  try scatter(x, y, x.matmul(a).detached()).picture().write(to: folder / "fitted.svg")
  // loop ends

  // animation begins
  a = try tensor(-1, 1).requiringGrad()
  let points = LinePoints(x: try x[.all, 0].scalars(as: Double.self), y: try y.scalars(as: Double.self))
  let descent = try descend(on: x, y, from: [-1, 1], learningRate: lr, steps: 100)
  try points.animation(of: descent).write(to: folder / "sgd.gif")
  try SGDPage(points, learningRate: lr).write(to: folder / "sgd.html")
  // animation ends

  try experiments(points, descent, folder)
}

// scatter begins
func scatter(_ x: Tensor, _ y: Tensor, _ yHat: Tensor? = nil) throws -> Chart {
  var chart = Chart(
    series: [.points("y", x: try x[.all, 0].scalars(as: Double.self), y: try y.scalars(as: Double.self))], width: 480,
    height: 340)
  if let yHat {
    chart.series.append(
      .points("yHat", x: try x[.all, 0].scalars(as: Double.self), y: try yHat.scalars(as: Double.self)))
  }
  return chart
}
// scatter ends

do {
  let folder = FilePath(CommandLine.arguments.dropFirst().first ?? "sgd")
  try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
  try manualSeed(42)
  try lesson(folder)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(74)
}
