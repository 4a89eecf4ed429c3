/// What one look at a whole file tells: that it is sound, what it is, and what it looks like.
///
/// Every byte of the pixel data is gone through, and whatever a full decode refuses is refused. Only what cannot fail any
/// more is done for as many pixels as the hash needs, if at all: of most JPEG files nothing but the Huffman codes is read
/// (``JPEGScan``), of the others the cosine transform is made small, and of other formats the picture is averaged.
package struct ImageSurvey: Sendable, Hashable {
  package let header: ImageHeader
  package let looks: PerceptualHash

  /// - Throws: ``ImageError`` for a file that cannot be decoded to its end.
  package init(decoding bytes: [UInt8], named name: String, options: DecodeOptions = .init()) throws {
    let source = try ImageSource(bytes, named: name)
    let side = PerceptualHash.side
    header = source.header
    try source.check(options, .squish(width: side, height: side))
    if let looks = try Self.scanned(bytes, header, options) {
      self.looks = looks
    } else {
      looks = try PerceptualHash(of: source.decoded(options, rule: .squish(width: side, height: side)))
    }
  }

  /// nil when a decode has to tell, also because an eighth of the picture would not be twice as large as what is hashed: then
  /// some bits of the hash would be those of the grid.
  private static func scanned(
    _ bytes: [UInt8], _ header: ImageHeader, _ options: DecodeOptions
  ) throws -> PerceptualHash? {
    let side = PerceptualHash.side
    guard min(header.width, header.height) >= 8 * 2 * side, let eighth = JPEGScan.eighth(of: bytes, header) else {
      return nil
    }
    // Turned when it is small: a square remains a square.
    let small = try eighth.resized(width: side, height: side, .bilinear)
    return try PerceptualHash(of: options.appliesOrientation ? small.oriented(header.orientation) : small)
  }
}
