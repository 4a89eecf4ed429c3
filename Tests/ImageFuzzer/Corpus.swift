import Foundation
import Images
import SystemPackage

/// Small files of every kind to begin with.
struct Corpus {
  let files: [[UInt8]]

  /// Files above this length make a run slow and teach it nothing.
  static let longest = 24_000

  init(folders: [FilePath], format: ImageFormat? = nil, longest: Int = Corpus.longest) throws {
    let paths = folders.flatMap { folder -> [String] in
      let names = FileManager.default.enumerator(atPath: folder.string)?.compactMap { $0 as? String } ?? []
      return names.sorted().map { folder.appending($0).string }
    }
    files = paths.compactMap { path in
      guard let data = FileManager.default.contents(atPath: path), data.count <= longest,
        let found = ImageFormat.sniff(data.prefix(64)), format.map({ $0 == found }) ?? true
      else { return nil }
      return [UInt8](data)
    }
    guard !files.isEmpty else { throw CocoaError(.fileReadNoSuchFile) }
  }
}
