extension BMP {
  /// Decodes to rows from the top, whatever order they are stored in.
  func pixels(_ options: DecodeOptions) throws -> RGBImage {
    var samples = [UInt8](repeating: 0, count: width * height * 3)
    let isWhole =
      compression == .runs8 || compression == .runs4
      ? readRuns(into: &samples) : readRows(into: &samples, background: options.dropsAlpha ? nil : options.background)
    guard isWhole || options.acceptsTruncated else {
      throw ImageError(
        .truncated, name, "the file ends before its picture does",
        remedy: "fetch it again, or set DecodeOptions.acceptsTruncated")
    }
    return RGBImage(unchecked: samples, width: width, height: height)
  }

  private func offset(ofRow row: Int) -> Int { (topDown ? row : height - 1 - row) * width * 3 }

  // MARK: Plain rows

  private func readRows(into samples: inout [UInt8], background: RGB?) -> Bool {
    let stride = (width * bits + 31) / 32 * 4
    let channels = masks.map(Channel.init)
    for row in 0..<height {
      let from = start + row * stride
      let isThere = from + (width * bits + 7) / 8 <= bytes.count
      guard isThere else { return false }
      var to = offset(ofRow: row)
      for column in 0..<width {
        let colour = pixel(from, column, channels, background)
        samples[to] = colour.red
        samples[to + 1] = colour.green
        samples[to + 2] = colour.blue
        to += 3
      }
    }
    return true
  }

  private func pixel(_ from: Int, _ column: Int, _ channels: [Channel], _ background: RGB?) -> RGB {
    switch bits {
    case 24:
      let at = from + 3 * column
      return RGB(bytes[at + 2], bytes[at + 1], bytes[at])
    case 16:
      let at = from + 2 * column
      return mixed(UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8, channels, background)
    case 32:
      let at = from + 4 * column
      let low = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
      return mixed(low | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24, channels, background)
    default:
      let bit = column * bits
      let byte = Int(bytes[from + bit / 8])
      return palette[(byte >> (8 - bits - bit % 8)) & ((1 << bits) - 1)]
    }
  }

  private func mixed(_ value: UInt32, _ channels: [Channel], _ background: RGB?) -> RGB {
    let colour = RGB(channels[0].byte(of: value), channels[1].byte(of: value), channels[2].byte(of: value))
    guard hasAlpha, let background else { return colour }
    let alpha = Int(channels[3].byte(of: value))
    func over(_ front: UInt8, _ back: UInt8) -> UInt8 {
      UInt8((Int(front) * alpha + Int(back) * (255 - alpha) + 127) / 255)
    }
    return RGB(
      over(colour.red, background.red), over(colour.green, background.green), over(colour.blue, background.blue))
  }

  /// Some bits of a pixel, stretched to 0…255.
  private struct Channel {
    let mask: UInt32
    let shift: UInt32
    let most: UInt32

    init(mask: UInt32) {
      self.mask = mask
      shift = mask == 0 ? 0 : UInt32(mask.trailingZeroBitCount)
      most = mask >> shift
    }

    func byte(of value: UInt32) -> UInt8 {
      guard most > 0 else { return 0 }
      return UInt8(UInt64((value & mask) >> shift) * 255 / UInt64(most))
    }
  }

  // MARK: Runs

  /// Two bytes at a time: a count and what to repeat, or 0 and a command (end of line, end of picture, a jump, or
  /// so many pixels as they are, padded to an even number of bytes).
  private func readRuns(into samples: inout [UInt8]) -> Bool {
    let isNibbles = compression == .runs4
    var at = start
    var x = 0
    var y = 0
    fill(&samples, with: palette.first ?? .black)
    while at + 1 < bytes.count && y < height {
      let count = Int(bytes[at])
      let value = Int(bytes[at + 1])
      at += 2
      if count > 0 {
        for index in 0..<count { put(isNibbles ? (index % 2 == 0 ? value >> 4 : value & 15) : value, &x, y, &samples) }
      } else if value == 0 {
        (x, y) = (0, y + 1)
      } else if value == 1 {
        return true
      } else if value == 2 {
        guard at + 1 < bytes.count else { return false }
        (x, y) = (x + Int(bytes[at]), y + Int(bytes[at + 1]))
        at += 2
      } else {
        let length = isNibbles ? (value + 1) / 2 : value
        guard at + length <= bytes.count else { return false }
        for index in 0..<value {
          let byte = Int(bytes[at + (isNibbles ? index / 2 : index)])
          put(isNibbles ? (index % 2 == 0 ? byte >> 4 : byte & 15) : byte, &x, y, &samples)
        }
        at += (length + 1) / 2 * 2
      }
    }
    return y >= height || (y == height - 1 && x >= width)
  }

  private func put(_ index: Int, _ x: inout Int, _ y: Int, _ samples: inout [UInt8]) {
    defer { x += 1 }
    guard x < width, y < height, index < palette.count else { return }
    let to = offset(ofRow: y) + 3 * x
    samples[to] = palette[index].red
    samples[to + 1] = palette[index].green
    samples[to + 2] = palette[index].blue
  }

  private func fill(_ samples: inout [UInt8], with colour: RGB) {
    guard colour != .black else { return }
    for to in stride(from: 0, to: samples.count, by: 3) {
      samples[to] = colour.red
      samples[to + 1] = colour.green
      samples[to + 2] = colour.blue
    }
  }
}
