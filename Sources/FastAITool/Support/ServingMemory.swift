import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What a server that runs for months can do without: memory that was wanted to start, and never again.
enum ServingMemory {
  #if canImport(Glibc)
    /// Few heaps for many threads: each would keep what its largest picture wanted. Glibc's `mallopt(M_ARENA_MAX, 2)`, which its
    /// module for Swift leaves out; other libraries have no such function.
    static func shareArenas() {
      guard let function = dlsym(nil, "mallopt") else { return }
      let mallopt = unsafeBitCast(function, to: (@convention(c) (Int32, Int32) -> Int32).self)
      _ = mallopt(-8, 2)
    }

    /// Gives back free memory of the heaps, and the code that ran once: to register its 3,500 operators, libtorch touches some 50 MB
    /// of itself. Whatever is wanted after all is mapped again from the system's cache.
    static func giveBack() {
      if let function = dlsym(nil, "malloc_trim") {
        _ = unsafeBitCast(function, to: (@convention(c) (Int) -> Int32).self)(0)
      }
      guard let bytes = try? FileHandle(forReadingAtPath: "/proc/self/smaps")?.readToEnd() else { return }
      for code in unchangedCode(smaps: String(decoding: bytes, as: UTF8.self)) {
        guard let start = UnsafeMutableRawPointer(bitPattern: code.lowerBound) else { continue }
        _ = madvise(start, code.count, MADV_DONTNEED)
      }
    }
  #else
    static func shareArenas() {}
    static func giveBack() {}
  #endif

  /// Where code of files is mapped, and is as it stands in the file: what was changed after loading would be lost.
  ///
  /// - Parameter smaps: What Linux says in `/proc/self/smaps`: for each mapping a line with its addresses, rights and file, then lines
  ///   with figures.
  /// - Returns: The addresses.
  static func unchangedCode(smaps: String) -> [Range<UInt>] {
    var found: [Range<UInt>] = []
    var code: Range<UInt>?
    for line in smaps.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if let first = words.first, first.last != ":" {
        code = words.count > 5 && words[1] == "r-xp" && words[5].hasPrefix("/") ? addresses(first) : nil
      } else if words.first == "Anonymous:", words.dropFirst().first == "0", let unchanged = code {
        found.append(unchanged)
      }
    }
    return found
  }

  private static func addresses(_ text: Substring) -> Range<UInt>? {
    let bounds = text.split(separator: "-").compactMap { UInt($0, radix: 16) }
    return bounds.count == 2 && bounds[0] < bounds[1] ? bounds[0]..<bounds[1] : nil
  }
}
