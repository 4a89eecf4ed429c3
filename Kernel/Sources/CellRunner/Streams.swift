@preconcurrency import Foundation

/// Output is written when a line ends, and what has no end of line (a progress bar) a moment later.
func setUpStreams() {
  setvbuf(stdout, nil, Int32(_IOLBF), 1 << 16)
  Thread {
    while true {
      Thread.sleep(forTimeInterval: 0.05)
      fflush(nil)
    }
  }.start()
}

/// Interrupts come as messages: the terminal's would hit both processes.
func ignoreSignals() {
  signal(SIGINT, SIG_IGN)
  signal(SIGPIPE, SIG_IGN)
}
