// Large blocks of memory that are kept when they are freed, because the next training step asks for the same again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace ctorch {

/// Hands out parts of large mappings, best fit first.
///
/// A free block is *warm* while its pages are there, and *cold* once the system has them back. New pages are taken only
/// after as many were given back, so that no more is resident than was once in use at the same time. Fresh pages cost a
/// page fault and a clearing each, which is why warm blocks come first.
class MemoryPool {
 public:
  struct Sizes {
    size_t used = 0, warm = 0;
  };

  /// `bytes` from the start of a page, not cleared; null when the system has no more.
  void *allocate(size_t bytes);
  /// Whether `start` came from here; then it is free again.
  bool release(void *start);
  /// Gives the pages of all free blocks back to the system.
  void trim();
  Sizes sizes();

 private:
  enum class State { used, warm, cold };
  struct Block {
    size_t size;
    State state;
  };
  using Blocks = std::map<char *, Block>;
  using Free = std::set<std::pair<size_t, char *>>;

  std::optional<char *> take(Free &from, size_t size);
  bool map(size_t size);
  void cool(size_t wanted);
  void add_free(char *start, size_t size, State state);
  size_t remove_free(Blocks::iterator block);
  Free &free_blocks(State state) { return state == State::warm ? warm_ : cold_; }

  std::mutex mutex_;
  Blocks blocks_;  // all of them, by address
  Free warm_, cold_;
  Sizes sizes_;
};

}  // namespace ctorch
