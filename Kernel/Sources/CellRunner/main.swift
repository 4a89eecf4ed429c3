// The process in which the cells of a notebook run: it loads the libraries that it is handed and calls into them.
// The kernel is another process, so that a trap in a cell cannot take it along.
import CellLink
import Foundation
import Notebook

/// The kernel's end of the socket, left open by it.
let channel = FrameChannel(descriptor: 3)
CellOutput.connect(channel)
setUpStreams()
ignoreSignals()
try channel.send(RunnerEvent.ready(problem: load(CommandLine.arguments.dropFirst())))
serve(channel)  // until the kernel closes the socket, or ends
