/// The instructions that a pickle of weights may use, by their codes in Python's `pickle.py`.
enum PickleOpcode: UInt8 {
  case proto = 0x80, frame = 0x95, stop = 0x2E
  case none = 0x4E, newTrue = 0x88, newFalse = 0x89
  case binInt = 0x4A, binInt1 = 0x4B, binInt2 = 0x4D, long1 = 0x8A, binFloat = 0x47
  case shortBinString = 0x55, binString = 0x54
  case shortBinUnicode = 0x8C, binUnicode = 0x58, binUnicode8 = 0x8D, shortBinBytes = 0x43, binBytes = 0x42
  case emptyTuple = 0x29, emptyList = 0x5D, emptyDict = 0x7D
  case mark = 0x28, tuple = 0x74, tuple1 = 0x85, tuple2 = 0x86, tuple3 = 0x87
  case append = 0x61, appends = 0x65, setItem = 0x73, setItems = 0x75
  case binPut = 0x71, longBinPut = 0x72, memoize = 0x94, binGet = 0x68, longBinGet = 0x6A
  case global = 0x63, stackGlobal = 0x93, reduce = 0x52, newObj = 0x81, build = 0x62, binPersID = 0x51

  /// The code as an instruction.
  ///
  /// - Throws: `.unsafePickle` for a real instruction that weights have no use for, `.corruptFile` for any other code.
  init(code: UInt8) throws {
    if let known = PickleOpcode(rawValue: code) {
      self = known
      return
    }
    // The rest of Python's: (0 1 2 d l o i I F L S P V g p, sets, protocol 5's buffers, extension codes.
    let refused = "012dloiIFLSPVgp".utf8.contains(code) || (0x82...0x84).contains(code) || (0x8B...0x98).contains(code)
    let hex = String(code, radix: 16)
    throw refused
      ? WeightFileError.unsafe("Its pickle uses the instruction 0x\(hex), which weights have no use for.")
      : WeightFileError.corrupt("Its pickle has the unknown instruction 0x\(hex).")
  }
}
