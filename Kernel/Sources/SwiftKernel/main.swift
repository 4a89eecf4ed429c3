// `swift-notebook-kernel CONNECTION-FILE TOOLCHAIN-FILE`, as the kernelspec says it.
import Cells
import Foundation
import Jupyter

guard CommandLine.arguments.count == 3 else {
  FileHandle.standardError.write(Data("Jupyter starts this program: make kernel installs it.\n".utf8))
  exit(64)
}
// Interrupts come as messages; the terminal's are for the front end.
signal(SIGINT, SIG_IGN)
signal(SIGPIPE, SIG_IGN)

let connection = try ConnectionFile(contentsOf: URL(filePath: CommandLine.arguments[1]))
let toolchain = try Toolchain(contentsOf: URL(filePath: CommandLine.arguments[2]))
let folder = FileManager.default.temporaryDirectory.appending(path: "swift-notebook-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

await Kernel(try Wire(connection), toolchain, folder: folder).run()
