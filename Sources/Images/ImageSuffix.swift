package import SystemPackage

/// What the name of a file promises.
package enum ImageSuffix {
  /// The suffixes that each format goes by, the usual one first.
  package static func all(of format: ImageFormat) -> [String] {
    switch format {
    case .jpeg: [format.fileExtension, "jpeg", "jpe", "jfif", "pjpeg"]
    case .tiff: [format.fileExtension, "tif", "tiff"]
    case .bmp: [format.fileExtension, "dib"]
    case .heif: [format.fileExtension, "heif", "hif"]
    default: [format.fileExtension]
    }
  }

  private static let images: Set<String> = Set(ImageFormat.allCases.flatMap(all))
  /// Files that lie beside images without being meant as such.
  private static let others: Set<String> = [
    "txt", "csv", "tsv", "json", "jsonl", "ndjson", "html", "htm", "md", "rst", "pdf", "log", "xml", "yaml", "yml",
    "toml", "ini", "sqlite", "db", "safetensors", "pth", "pt", "pkl", "onnx", "h5", "npy", "npz", "py", "ipynb",
    "swift", "sh", "zip", "tar", "gz", "7z", "har", "svg", "mp4", "webm", "db-wal", "db-shm",
  ]

  package static func isImage(_ path: FilePath) -> Bool { images.contains(suffix(path)) }

  private static let papers: Set<String> = ["README", "LICENSE", "NOTICE", "COPYING", "AUTHORS", "Makefile"]

  /// Whether the file claims to be an image, or claims nothing that we know.
  package static func mayBeImage(_ path: FilePath) -> Bool {
    !others.contains(suffix(path)) && !papers.contains(path.lastComponent?.string ?? "")
  }

  package static func suits(_ path: FilePath, _ format: ImageFormat) -> Bool { all(of: format).contains(suffix(path)) }

  /// What follows the last dot of the name, in small letters. (`FilePath.extension` parses the whole path, which takes
  /// its time for a million files.)
  private static func suffix(_ path: FilePath) -> String {
    let text = path.string
    guard let dot = text.utf8.lastIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }),
      text[dot] == "."
    else { return "" }
    return text[text.index(after: dot)...].lowercased()
  }
}

/// What lies in a data set and never is one of its images: the same for whoever lists it.
package enum DatasetFolders {
  /// Folders directly below the data set that hold other things.
  package static let others: Set<String> = ["models", "__MACOSX"]

  /// `.fastai`, `.ipynb_checkpoints`, `.DS_Store`, files that are just being written.
  package static func isHidden(_ name: String) -> Bool { name.hasPrefix(".") }
}
