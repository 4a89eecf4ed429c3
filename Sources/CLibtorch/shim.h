// Empty on purpose: this module exists to carry the compile and link flags of libtorch.pc to CTorch, whose C++
// sources include libtorch themselves. No Swift code sees a libtorch header.
