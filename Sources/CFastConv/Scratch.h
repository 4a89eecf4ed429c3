// Memory for intermediate results, kept between calls.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fastconv {

/// A block of memory that goes back to the store when it leaves scope. The store keeps a few blocks, so that a step's
/// layers share memory whose pages are there already; blocks are in huge pages where the system has them.
class Scratch {
 public:
  explicit Scratch(int64_t floats);
  ~Scratch();
  Scratch(const Scratch &) = delete;
  Scratch &operator=(const Scratch &) = delete;
  /// Null when the system has no memory.
  float *data() const { return data_; }

 private:
  float *data_;
  size_t bytes_;
};

/// Memory of its own, in huge pages where the system has them: a processor fetches ahead within a page only.
class Pages {
 public:
  explicit Pages(int64_t floats);
  ~Pages();
  Pages(const Pages &) = delete;
  Pages &operator=(const Pages &) = delete;
  /// Null when the system has no memory.
  float *data() const { return data_; }
  size_t bytes() const { return bytes_; }

 private:
  float *data_;
  size_t bytes_;
};

/// Bump allocation of parts of one block: counts first, with a null base, then hands out.
class Parts {
 public:
  explicit Parts(float *base = nullptr) : base_(base) {}
  float *take(int64_t floats) {
    const int64_t at = used_;
    used_ += (floats + 15) / 16 * 16;
    return base_ ? base_ + at : nullptr;
  }
  int64_t used() const { return used_; }

 private:
  float *base_;
  int64_t used_ = 0;
};

}  // namespace fastconv
