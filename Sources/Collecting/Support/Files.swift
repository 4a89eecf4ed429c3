import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few calls on files that must be exact: each throws the system's own reason.
enum Files {
  struct Facts: Hashable {
    var bytes: Int
    /// Nanoseconds since 1970.
    var modified: Int64
    var isFolder: Bool
  }

  /// What the system knows about a file or what a link points to; nil when there is none.
  static func facts(_ path: FilePath) -> Facts? {
    var status = stat()
    guard stat(path.string, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Facts(
      bytes: Int(status.st_size), modified: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
      isFolder: status.st_mode & S_IFMT == S_IFDIR)
  }

  /// Whether a path is itself a link, wherever it points.
  static func isLink(_ path: FilePath) -> Bool {
    var status = stat()
    return lstat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  static func exists(_ path: FilePath) -> Bool { facts(path) != nil }

  /// The names in a folder, sorted; the folder itself and its parent left out.
  static func names(in folder: FilePath) throws -> [String] {
    guard let stream = opendir(folder.string) else { throw failure("read", folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder and its parents.
  static func makeFolder(_ path: FilePath) throws {
    if facts(path)?.isFolder == true { return }
    let parent = path.removingLastComponent()
    if !parent.isEmpty && parent != path { try makeFolder(parent) }
    guard mkdir(path.string, 0o777) == 0 || (errno == EEXIST && facts(path)?.isFolder == true) else {
      throw failure("make the folder", path)
    }
  }

  /// Moves a file within one file system, in one step, over whatever had the new name.
  static func move(_ old: FilePath, to new: FilePath) throws {
    guard rename(old.string, new.string) == 0 else { throw failure("move the file to \(new)", old) }
  }

  static func remove(_ path: FilePath) throws {
    guard unlink(path.string) == 0 || errno == ENOENT else { throw failure("delete", path) }
  }

  /// Deletes a folder if nothing is in it.
  static func removeIfEmpty(_ folder: FilePath) { rmdir(folder.string) }

  /// The path itself, or the first of `name-1`, `name-2`, … that nothing is called yet.
  static func freeName(_ path: FilePath, taken: Set<FilePath> = []) -> FilePath {
    var (candidate, number) = (path, 0)
    while exists(candidate) || taken.contains(candidate) {
      number += 1
      let suffix = path.extension.map { ".\($0)" } ?? ""
      candidate = path.removingLastComponent().appending("\(path.stem ?? "")-\(number)\(suffix)")
    }
    return candidate
  }

  /// The whole content of a file.
  static func read(_ path: FilePath) throws -> [UInt8] { try read(path, upTo: .max) }

  /// Enough of a file to tell what it is.
  static func head(_ path: FilePath) throws -> [UInt8] { try read(path, upTo: ContentKind.headLength) }

  private static func read(_ path: FilePath, upTo limit: Int) throws -> [UInt8] {
    let descriptor = open(path.string, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { close(descriptor) }
    let size = min(facts(path)?.bytes ?? 0, limit)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = pread(descriptor, buffer.baseAddress?.advanced(by: count), size - count, off_t(count))
        if got < 0 && errno == EINTR { continue }
        guard got >= 0 else { throw failure("read", path) }
        if got == 0 { break }
        count += got
      }
    }
  }

  /// Makes the content of a file, or the names in a folder, survive a power cut.
  static func sync(_ path: FilePath) throws {
    let descriptor = open(path.string, O_RDONLY)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("write", path) }
  }

  static func failure(_ verb: String, _ path: FilePath) -> CollectingError {
    let number = Errno(rawValue: errno)
    let remedy =
      switch number {
      case .noSpace, .diskQuotaExceeded: "Free some space, then run it again: what is there is kept"
      case .permissionDenied, .readOnlyFileSystem, .notPermitted: "Check the permissions, or choose another folder"
      case .notDirectory: "A file is in the way: move it, or choose another folder"
      default: nil as String?
      }
    return CollectingError(.unwritable, path: path, message: "cannot \(verb): \(number)", remedy: remedy, cause: number)
  }

  /// Keeps other processes out of a folder until ``unlock(_:)``. The lock is on the folder itself: it leaves no file
  /// behind, and ends with the process.
  static func lock(_ folder: FilePath) throws -> Int32 {
    let descriptor = open(folder.string, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", folder) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw CollectingError(
        .busy, path: folder, message: "another process is collecting into this folder",
        remedy: "Wait for it to end, or choose another folder")
    }
    return descriptor
  }

  static func unlock(_ descriptor: Int32) { close(descriptor) }
}
