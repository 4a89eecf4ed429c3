// Threads that wait for work: a layer's parts are run every few hundred microseconds, too often to start threads anew.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "fastconv.h"

namespace fastconv {

/// Runs loops on the caller's thread and `threads - 1` of its own. One loop at a time.
class ThreadPool {
 public:
  /// Fewer threads when the system gives no more.
  explicit ThreadPool(int64_t threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;

  fastconv_threads handle();

 private:
  using Body = void (*)(void *, int64_t);

  void run(int64_t count, Body body, void *argument);
  void work();
  uint64_t next_gate(uint64_t seen) const;
  void take_parts();

  /// Upper half: the loop's number, odd while it takes threads in; lower half: how many are in it. A thread that wakes
  /// late finds the gate shut, and nobody waits for it.
  std::atomic<uint64_t> gate_{0};
  std::atomic<bool> ends_{false};
  // Of the loop under way; written while the gate is shut and nobody is inside.
  std::atomic<int64_t> next_{0};
  int64_t count_ = 0;
  Body body_ = nullptr;
  void *argument_ = nullptr;
  std::vector<std::thread> workers_;
};

}  // namespace fastconv
