/// The parts of a zip archive that are stored without compression, which is how PyTorch stores all of them.
///
/// Reads the central directory, with the zip64 fields that files over 4 GB need
/// (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3). Checksums are not compared, as PyTorch's
/// own reader does not.
struct ZipArchive {
  private(set) var entries: [String: ByteRegion] = [:]

  init(_ file: ByteRegion) throws {
    guard let end = Self.endRecord(file) else {
      throw WeightFileError.truncated(
        "The zip archive has no table of contents: the file ends after \(file.count) bytes.")
    }
    let directory = try Self.directory(file, end)
    var reader = ByteReader(directory, isWhole: true)
    while !reader.isAtEnd {
      let record = try CentralRecord(&reader)
      let data = try record.data(in: file)
      guard entries.updateValue(data, forKey: record.name) == nil else {
        throw WeightFileError.corrupt("The archive holds '\(record.name)' twice.")
      }
    }
  }

  /// The last place that looks like the record that ends an archive: signature, and a comment that fills the file.
  private static func endRecord(_ file: ByteRegion) -> Int? {
    let last = file.count - 22
    guard last >= 0 else { return nil }
    return file.places(of: 0x0605_4B50, from: max(0, last - 0xFFFF)).reduce(nil) { found, start in
      file.integer(at: start + 20, as: UInt16.self).map { Int($0) } == last - start ? start : found
    }
  }

  /// The central directory's bytes.
  private static func directory(_ file: ByteRegion, _ end: Int) throws -> ByteRegion {
    var size = file.integer(at: end + 12, as: UInt32.self).map(UInt64.init)
    var start = file.integer(at: end + 16, as: UInt32.self).map(UInt64.init)
    if size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      guard let record = file.integer(at: end - 20 + 8, as: UInt64.self).flatMap({ Int(exactly: $0) }),
        file.integer(at: end - 20, as: UInt32.self) == 0x0706_4B50,
        let long = file.region(from: record, count: 56), long.integer(at: 0, as: UInt32.self) == 0x0606_4B50
      else { throw WeightFileError.corrupt("The zip archive's long form is malformed.") }
      (size, start) = (long.integer(at: 40), long.integer(at: 48))
    }
    guard let size = size.flatMap({ Int(exactly: $0) }), let start = start.flatMap({ Int(exactly: $0) }),
      let directory = file.region(from: start, count: size)
    else { throw WeightFileError.corrupt("The zip archive's table of contents lies outside of the file.") }
    return directory
  }
}

/// One record of the central directory.
private struct CentralRecord {
  let name: String
  private let start: Int
  private let size: Int

  init(_ reader: inout ByteReader) throws {
    let fixed = try reader.take(46)
    func field<T: FixedWidthInteger>(_ start: Int, _: T.Type) -> Int {
      fixed.integer(at: start, as: T.self).map { Int($0) } ?? 0
    }
    guard fixed.integer(at: 0, as: UInt32.self) == 0x0201_4B50,
      let name = try reader.take(field(28, UInt16.self)).utf8
    else { throw WeightFileError.corrupt("The zip archive's table of contents is malformed.") }
    let extra = try reader.take(field(30, UInt16.self))
    _ = try reader.take(field(32, UInt16.self))
    let (flags, method) = (field(8, UInt16.self), field(10, UInt16.self))
    guard flags & 1 == 0, method == 0 else {
      throw WeightFileError.unsupported(
        "The archive's part '\(name)' is compressed or encrypted: PyTorch stores its parts plainly.",
        remedy: "Give the file that torch.save wrote, not one that was packed again.")
    }
    let sizes = try Self.long([field(24, UInt32.self), field(20, UInt32.self), field(42, UInt32.self)], extra)
    guard sizes[0] == sizes[1] else { throw WeightFileError.corrupt("The archive's part '\(name)' has two sizes.") }
    (self.name, size, start) = (name, sizes[0], sizes[2])
  }

  /// The values that 32 bits could not hold stand in the extra field with the number 1, in the same order.
  private static func long(_ values: [Int], _ extra: ByteRegion) throws -> [Int] {
    guard values.contains(0xFFFF_FFFF) else { return values }
    var reader = ByteReader(extra, isWhole: true)
    while try reader.integer(UInt16.self) != 1 { _ = try reader.take(reader.count(UInt16.self)) }
    _ = try reader.integer(UInt16.self)
    return try values.map { $0 == 0xFFFF_FFFF ? try reader.count(UInt64.self) : $0 }
  }

  func data(in file: ByteRegion) throws -> ByteRegion {
    guard let header = LocalHeader(file, at: start), let data = file.region(from: header.dataStart, count: size) else {
      throw WeightFileError.corrupt("The archive's part '\(name)' is not where its table of contents says.")
    }
    return data
  }
}

/// The header in front of a part's data.
private struct LocalHeader {
  let name: String?
  let dataStart: Int
  /// `nil` when it stands behind the data.
  let size: Int?

  init?(_ file: ByteRegion, at start: Int) {
    guard let fixed = file.region(from: start, count: 30), fixed.integer(at: 0, as: UInt32.self) == 0x0403_4B50,
      let flags = fixed.integer(at: 6, as: UInt16.self), let nameLength = fixed.integer(at: 26, as: UInt16.self),
      let extraLength = fixed.integer(at: 28, as: UInt16.self), let size = fixed.integer(at: 18, as: UInt32.self)
    else { return nil }
    name = file.region(from: start + 30, count: Int(nameLength))?.utf8
    dataStart = start + 30 + Int(nameLength) + Int(extraLength)
    self.size = flags & 8 == 0 ? Int(size) : nil
  }
}

// MARK: Archives that were cut short

extension ZipArchive {
  /// The parts that are whole, found from the front without a table of contents.
  init(salvaging file: ByteRegion) {
    var position = 0
    while let header = LocalHeader(file, at: position),
      let size = header.size ?? Self.size(file, from: header.dataStart),
      let data = file.region(from: header.dataStart, count: size)
    {
      if let name = header.name { entries[name] = data }
      let end = header.dataStart + size
      // The record behind the data is shorter without zip64.
      let next = header.size == nil ? [end + 16, end + 24] : [end]
      position = next.first { file.integer(at: $0, as: UInt32.self) == 0x0403_4B50 } ?? file.count
    }
  }

  /// The size of a part, by the record behind its data: signature, checksum, and the size that makes it stand there.
  private static func size(_ file: ByteRegion, from start: Int) -> Int? {
    file.places(of: 0x0807_4B50, from: start)
      .first { file.integer(at: $0 + 8, as: UInt32.self).map { Int($0) } == $0 - start }
      .map { $0 - start }
  }
}
