// Short programs, one file each: `swift run examples` lists them, `swift run examples own-callback FOLDER` runs one. What
// they need they draw into FOLDER. The documentation shows the parts between the marks.
import FastAI
import Foundation

let examples: [(name: String, about: String, run: (FilePath) async throws -> Void)] = [
  ("catalog", "the lesson, with the catalog in the middle", catalogLesson),
  ("happened", "the steps of the lesson, and its pictures", happened),
  ("mistakes", "what the network is wrong about", mistakes),
  ("own-data", "images and labels that a table names", ownData),
  ("own-callback", "taking part in training", ownCallback),
  ("own-metric", "figures of your own", ownMetric),
  ("own-model", "a network of your own in a learner", ownModel),
  ("own-loop", "no learner at all", ownLoop),
  ("many-labels", "any number of classes an image", manyLabels),
  ("how-large", "a number from an image", howLarge),
  ("digits", "grey digits, and a tiny network from scratch", digits),
  ("similar", "the nearest neighbours of an image", similar),
  ("in-your-app", "a classifier in a Hummingbird application", inYourApp),
  ("speed", "what a hundred steps cost", speed),
  ("wrong", "what goes wrong, with its curves", whenItGoesWrong),
  ("translated", "the names of the two notebooks", translated),
]

let arguments = CommandLine.arguments.dropFirst()
guard let example = examples.first(where: { $0.name == arguments.first }) else {
  print("examples NAME [FOLDER]\n")
  for example in examples { print(example.name.padding(toLength: 14, withPad: " ", startingAt: 0), example.about) }
  exit(arguments.isEmpty ? 0 : 64)
}
do {
  let folder = FilePath(arguments.dropFirst().first ?? "examples-out")
  try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
  try manualSeed(42)
  try await example.run(folder)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(70)
}
