import Testing

@testable import FastAITool

@Suite("Memory of a server")
struct ServingMemoryTests {
  @Test("code of files that is unchanged is given back; data, changed code and memory of no file are not")
  func code() {
    let smaps = """
      1000-3000 r-xp 00000000 fe:00 12   /usr/lib/libtorch cpu.so
      Size:                  8 kB
      Rss:                   8 kB
      Anonymous:             0 kB
      VmFlags: rd ex mr mw me
      3000-4000 r--p 00002000 fe:00 12   /usr/lib/libtorch cpu.so
      Anonymous:             0 kB
      4000-5000 rw-p 00003000 fe:00 12   /usr/lib/libtorch cpu.so
      Anonymous:             0 kB
      5000-6000 r-xp 00000000 fe:00 13   /usr/lib/patched.so
      Anonymous:             4 kB
      6000-7000 r-xp 00000000 00:00 0
      Anonymous:             0 kB
      7000-8000 r-xp 00000000 00:00 0    [vdso]
      Anonymous:             0 kB
      7f0000001000-7f0000002000 r-xp 00000000 fe:00 14  /usr/bin/fastai
      Anonymous:             0 kB

      """
    #expect(ServingMemory.unchangedCode(smaps: smaps) == [0x1000..<0x3000, 0x7f00_0000_1000..<0x7f00_0000_2000])
    #expect(ServingMemory.unchangedCode(smaps: "").isEmpty)
    #expect(ServingMemory.unchangedCode(smaps: "no-sense r-xp 0 0 0 /x\nAnonymous: 0 kB").isEmpty)
  }
}
