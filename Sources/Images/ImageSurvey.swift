/// What one look at a whole file tells: that it is sound, what it is, and what it looks like.
///
/// Every byte of the pixel data is decoded, and whatever a full decode refuses is refused. Only what cannot fail any
/// more is done for as many pixels as the hash needs: of a JPEG file the cosine transform, of others the averaging.
package struct ImageSurvey: Sendable, Hashable {
  package let header: ImageHeader
  package let looks: PerceptualHash

  /// - Throws: ``ImageError`` for a file that cannot be decoded to its end.
  package init(decoding bytes: [UInt8], named name: String, options: DecodeOptions = .init()) throws {
    let source = try ImageSource(bytes, named: name)
    let side = PerceptualHash.side
    header = source.header
    looks = try PerceptualHash(of: source.decoded(options, rule: .squish(width: side, height: side)))
  }
}
