#include "ThreadPool.h"

#include <system_error>

namespace fastconv {
namespace {

constexpr uint64_t one_loop = uint64_t{1} << 32;
/// About 50 microseconds: longer than between two layers, short enough to leave the core to others between requests.
constexpr int spins = 2000;

bool is_open(uint64_t gate) { return gate / one_loop % 2 == 1; }

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb");
#endif
}

}  // namespace

ThreadPool::ThreadPool(int64_t threads) {
  try {
    for (int64_t i = 1; i < threads; i++) workers_.emplace_back([this] { work(); });
  } catch (const std::system_error &) {
  }
}

ThreadPool::~ThreadPool() {
  ends_ = true;
  gate_.fetch_add(2 * one_loop);
  gate_.notify_all();
  for (std::thread &worker : workers_) worker.join();
}

fastconv_threads ThreadPool::handle() {
  return {[](void *pool, int64_t count, Body body, void *argument) {
            static_cast<ThreadPool *>(pool)->run(count, body, argument);
          },
          this, static_cast<int64_t>(workers_.size()) + 1};
}

void ThreadPool::run(int64_t count, Body body, void *argument) {
  next_.store(0, std::memory_order_relaxed);
  count_ = count;
  body_ = body;
  argument_ = argument;
  gate_.fetch_add(one_loop, std::memory_order_release);  // opens
  gate_.notify_all();
  take_parts();
  gate_.fetch_add(one_loop, std::memory_order_acq_rel);  // shuts
  for (int i = 0; gate_.load(std::memory_order_acquire) % one_loop != 0; i++)
    if (i < spins) pause();
    else std::this_thread::yield();
}

void ThreadPool::take_parts() {
  for (int64_t i; (i = next_.fetch_add(1, std::memory_order_relaxed)) < count_;) body_(argument_, i);
}

/// Waits for another loop than the one seen.
uint64_t ThreadPool::next_gate(uint64_t seen) const {
  for (int i = 0;; i++) {
    const uint64_t now = gate_.load(std::memory_order_acquire);
    if (now / one_loop != seen / one_loop) return now;
    if (i < spins) pause();
    else gate_.wait(now, std::memory_order_acquire);
  }
}

void ThreadPool::work() {
  uint64_t seen = 0;
  while (!ends_.load(std::memory_order_acquire)) {
    uint64_t now = next_gate(seen);
    seen = now;
    if (!is_open(now)) continue;
    while (is_open(now) && now / one_loop == seen / one_loop &&
           !gate_.compare_exchange_weak(now, now + 1, std::memory_order_acq_rel)) {
    }
    if (!is_open(now) || now / one_loop != seen / one_loop) continue;
    take_parts();
    gate_.fetch_sub(1, std::memory_order_release);
  }
}

}  // namespace fastconv
