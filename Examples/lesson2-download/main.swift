// The lesson as a program: `lesson2-download FOLDER`, where FOLDER/bears holds urls_black.txt, urls_grizzly.txt and
// urls_teddys.txt. Between the two marks stands what the README shows; a check compares them.
import FastAI
import Foundation

if let folder = CommandLine.arguments.dropFirst().first, !FileManager.default.changeCurrentDirectoryPath(folder) {
  print("There is no folder \(folder).")
  exit(64)
}
// lesson begins
let bears: FilePath = "bears"
for kind in ["black", "grizzly", "teddys"] {
  let report = try await downloadImages(listedIn: bears / "urls_\(kind).txt", to: bears / kind, maxPics: 200)
  print(kind, report.saved.count, "saved,", report.failures.count, "failed")
}
try await verifyImages(in: bears, onFailure: .quarantine)

let data = try ImageDataBunch(fromFolder: bears, validFraction: 0.2, seed: 42, size: 224)
let learn = try cnnLearner(data, .resnet34, metrics: [.errorRate])
try learn.fitOneCycle(4)
try learn.save("stage-1")

try learn.unfreeze()
try learn.fitOneCycle(2, maxLR: 3e-5...3e-4)
try learn.export(to: "bears.safetensors")

let classifier = try Classifier(contentsOf: "bears.safetensors")
let prediction = try await classifier.predict("bear.jpg")
print(prediction.label, prediction.probability)
// lesson ends
