import SystemPackage

extension LinkList {
  /// Makes paths among the links into whole paths: of a file, or of all images in a folder. A path is taken from the
  /// list's own folder, or else from the current one. What is neither a link nor the path of anything stays as it is, to
  /// be reported as a failure.
  static func resolved(_ links: [ImageLink], relativeTo folder: FilePath) throws -> [ImageLink] {
    try links.flatMap { link -> [ImageLink] in
      guard !isAddress(link.url), let path = localPath(link.url, relativeTo: folder) else { return [link] }
      guard Files.facts(path)?.isFolder == true else { return [ImageLink(path.string, label: link.label)] }
      return try imagesInFolder(path).map { ImageLink($0.url, label: link.label ?? $0.label) }
    }
  }

  /// The images in a folder; those in folders of it have the names of these as their classes.
  static func imagesInFolder(_ folder: FilePath) throws -> [ImageLink] {
    let folder = folder.lexicallyNormalized()
    return try ImageListing.files(in: folder, root: folder).map { file in
      ImageLink(file.path.string, label: file.relative.components.count > 1 ? file.label : nil)
    }
  }

  private static func localPath(_ text: String, relativeTo folder: FilePath) -> FilePath? {
    let text = text.hasPrefix("file://") ? String(text.dropFirst(7)).removingPercentEncodingIfAny : text
    guard !text.contains("://"), !text.contains("\0"), !text.isEmpty else { return nil }
    let path = FilePath(text)
    return [folder.pushing(path), path].first { Files.exists($0) }
  }
}

extension String {
  /// With `%20` and the like turned back; the same text when that is not possible.
  fileprivate var removingPercentEncodingIfAny: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? self
  }
}
