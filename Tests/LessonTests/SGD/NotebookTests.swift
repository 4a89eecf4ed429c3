import Foundation
import Images
import SystemPackage
import Testing

@Suite("Example: lesson2-sgd")
struct NotebookTests {
  @Test("the program prints what the notebook prints, and writes its pictures")
  func notebook() async throws {
    try await Program.inFolder { folder in
      let run = try await Program.run("lesson2-sgd", [folder])
      #expect(run.status == 0)
      let lines = run.lines
      #expect(lines[0].hasPrefix("tensor([[") && lines[4].hasSuffix("1.0000]])"))
      #expect(lines[5] == "tensor([3., 2.])" && lines[6] == "float32")
      #expect(lines[7].hasPrefix("tensor(") && lines[8] == "tensor([-1.,  1.], requires_grad=True)")
      try checkLosses(lines[9...18])
      let written = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
      let pictures = ["data", "guess", "fitted", "rates", "batches", "surface", "polynomials", "quadratic"]
      #expect(written == Set(pictures.map { "\($0).svg" } + ["sgd.gif", "sgd.html"]))
      #expect(try ImageHeader(contentsOf: .init(folder + "/sgd.gif")).pages == 101)
    }
  }

  /// Ten of them, falling, the last near the variance of the noise, 1/12.
  private func checkLosses(_ lines: ArraySlice<String>) throws {
    let losses = lines.compactMap { line -> Double? in
      guard line.hasPrefix("tensor("), line.hasSuffix(", grad_fn=<MeanBackward0>)") else { return nil }
      return Double(line.dropFirst("tensor(".count).prefix { $0 != "," })
    }
    #expect(losses.count == 10)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
    #expect(
      losses.first.map { (5...12).contains($0) } == true && losses.last.map { (0.06...0.11).contains($0) } == true)
  }
}
