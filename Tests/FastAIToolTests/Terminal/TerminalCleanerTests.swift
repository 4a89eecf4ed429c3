import Catalog
import Demo
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

#if os(Linux)
  import Glibc

  @Suite("The cleaner in a terminal", .serialized, .timeLimit(.minutes(2)))
  struct TerminalCleanerTests {
    @Test("keys delete, undo, relabel and keep into the same journal as the page; killed, it goes on where it was")
    func keys() async throws {
      let data = try await CleaningData.drawn(3)
      let catalog = try Catalog(dataset: data.dataset)
      let first = try TerminalProcess(["clean", "--terminal"] + data.arguments)
      try await first.wait(for: "1 of 9")
      try await first.press("d", until: "deleted; z takes it back")
      #expect(try catalog.images(ImageQuery(status: .quarantined)).count == 1)
      try await first.press("z", until: "Undone")
      #expect(try catalog.images(ImageQuery(status: .quarantined)).isEmpty)
      try await first.press("Z", until: "Done again")
      try await first.press("\u{1B}[C", until: "2 of 9")
      try await first.press("k", until: "kept; z takes it back")
      try await first.press("3", until: "relabelled to teddys; z takes it back")
      #expect(try catalog.images(ImageQuery(isReviewed: true)).count == 2)
      #expect(try catalog.nextUndo()?.source == "terminal")
      first.end()

      let second = try TerminalProcess(["clean", "--terminal"] + data.arguments)
      try await second.wait(for: "looked at 3")
      try await second.press("e", until: "8 pictures written to")
      #expect(try CleanedList(contentsOf: data.dataset.appending("cleaned.csv")).rows.count == 8)
      second.type("q")
      // The screen is given back.
      try await second.wait(for: "\u{1B}[?1049l")
      #expect(await second.status() == 0)
    }

    @Test("without a terminal it says what to do")
    func none() async throws {
      let data = try await CleaningData.drawn(2)
      let result = try await Binary.run(["clean", "--terminal"] + data.arguments)
      #expect(result.status == 64 && result.errors.contains("Leave it out to clean in a browser"), "\(result.errors)")
    }
  }

  /// `fastai` in a terminal that nobody sees.
  private final class TerminalProcess: Sendable {
    private let process = Process()
    private let master: FileHandle
    private let screen = Mutex(Data())
    /// TIOCSPTLCK and TIOCGPTN, which Swift does not import.
    private static let (lock, name) = (UInt(0x4004_5431), UInt(0x8004_5430))

    init(_ arguments: [String]) throws {
      let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var (isLocked, number) = (Int32(0), Int32(0))
      guard descriptor >= 0, ioctl(descriptor, Self.lock, &isLocked) == 0, ioctl(descriptor, Self.name, &number) == 0
      else { throw BrowserError("there is no pseudo-terminal") }
      master = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      let slave = FileHandle(fileDescriptor: open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), closeOnDealloc: true)
      process.executableURL = URL(filePath: Binary.path)
      process.arguments = arguments
      (process.standardInput, process.standardOutput, process.standardError) = (slave, slave, FileHandle.nullDevice)
      try process.run()
      try slave.close()
      Thread.detachNewThread { [weak self] in
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
          let count = read(descriptor, &buffer, buffer.count)
          guard count > 0, let self else { break }
          screen.withLock { $0.append(contentsOf: buffer[..<count]) }
        }
      }
    }

    func type(_ keys: String) { try? master.write(contentsOf: Data(keys.utf8)) }

    /// Forgets what was on the screen, types, and waits for a text to come.
    func press(_ keys: String, until text: String) async throws {
      screen.withLock { $0.removeAll() }
      type(keys)
      try await wait(for: text)
    }

    func wait(for text: String) async throws {
      let wanted = Data(text.utf8)
      let end = ContinuousClock.now + .seconds(60)
      while screen.withLock({ $0.range(of: wanted) }) == nil {
        guard ContinuousClock.now < end else {
          let shown = screen.withLock { String(decoding: $0.suffix(3000), as: UTF8.self) }
          throw BrowserError("the terminal never showed \(text), but: \(shown)")
        }
        try await Task.sleep(for: .milliseconds(20))
      }
    }

    /// Without warning.
    func end() {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }

    func status() async -> Int32 {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { [process] in
          process.waitUntilExit()
          continuation.resume(returning: process.terminationStatus)
        }
      }
    }

    /// A test that failed leaves none behind.
    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
  }
#endif
