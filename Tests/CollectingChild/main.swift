import Catalog
import Collecting
import SystemPackage

// What the kill tests run and kill: one piece of work on a data set, in a process that starts quickly.
//
//     collecting-child download LIST FOLDER · verify DATASET · edit DATASET · undo DATASET
let arguments = CommandLine.arguments
let work = arguments.dropFirst().first ?? ""
let paths = arguments.dropFirst(2).map { FilePath($0) }

switch (work, paths.count) {
case ("download", 2): try await downloadImages(listedIn: paths[0], to: paths[1], workers: 2)
case ("verify", 1): try await verifyImages(in: paths[0])
case ("edit", 1):
  try Catalog(dataset: paths[0]).apply(
    [
      .quarantine("black/1.jpg", reason: "a dog"), .relabel("black/2.jpg", to: "teddy"), .quarantine("teddy/3.jpg"),
      .assign("black/2.jpg", .valid),
    ], by: "child")
case ("undo", 1): try Catalog(dataset: paths[0]).undo()
default: print("usage: collecting-child download LIST FOLDER | verify DATASET | edit DATASET | undo DATASET")
}
