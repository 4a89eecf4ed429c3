/// What a PNG file's chunks say before libpng reads them.
struct PNGLayout: Sendable {
  /// In seven passes, each over the whole picture.
  let isInterlaced: Bool
  /// A chunk that claims more than the file holds. libpng makes room for what it claims, up to two gigabytes, before it
  /// looks; pixel data alone it reads piece by piece.
  let impossibleChunk: (name: String, claimed: Int)?

  /// What a chunk may claim too much: a file that was cut off inside a small one costs nothing.
  private static let tolerance = 1 << 20

  init(_ bytes: [UInt8]) {
    isInterlaced = bytes.count > 28 && bytes[28] != 0
    impossibleChunk = Self.firstImpossible(bytes)
  }

  private static func firstImpossible(_ bytes: [UInt8]) -> (name: String, claimed: Int)? {
    var at = 8
    while at + 8 <= bytes.count {
      let claimed = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: bytes[at + 4..<at + 8], as: UTF8.self)
      let isThere = at + 8 + claimed <= bytes.count
      guard isThere || name == "IDAT" || claimed <= tolerance else { return (name, claimed) }
      at += 12 + claimed
    }
    return nil
  }
}
