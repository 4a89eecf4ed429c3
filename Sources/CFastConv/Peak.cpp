// How fast this machine multiplies when nothing has to wait for memory: the upper end of a roofline.
#include <algorithm>
#include <chrono>
#include <deque>
#include <vector>

#include "Direct.h"
#include "ThreadPool.h"

namespace fastconv {
namespace {

constexpr int64_t depth = 256, blocks = 1024, rounds = 20;

/// Multiply-adds of one micro-kernel on data that stays in the first-level cache.
class Probe {
 public:
  explicit Probe(const Kernels &kernels)
      : kernels_(kernels), x_(static_cast<size_t>(kernels.rows * depth), 1.0f),
        filters_(static_cast<size_t>(depth * kernels.panel), 0.5f),
        y_(static_cast<size_t>(kernels.rows * kernels.panel)) {
    for (int64_t i = 0; i < kernels.rows; i++) rows_.push_back(x_.data() + i * depth);
  }

  void run() {
    const DirectBlock block = {rows_.data(), 1, depth, filters_.data(), {nullptr, nullptr, false}, y_.data(),
                               kernels_.panel};
    for (int64_t i = 0; i < blocks; i++) kernels_.direct(block, kernels_.rows);
  }

  double operations() const { return 2.0 * static_cast<double>(blocks * kernels_.rows * depth * kernels_.panel); }

 private:
  const Kernels &kernels_;
  std::vector<float> x_, filters_, y_;
  std::vector<const float *> rows_;
};

}  // namespace
}  // namespace fastconv

double fastconv_peak(int64_t threads) {
  using namespace fastconv;
  using Clock = std::chrono::steady_clock;
  ThreadPool pool(std::clamp<int64_t>(threads, 1, 256));
  const fastconv_threads handle = pool.handle();
  std::deque<Probe> probes;  // they point into themselves, and do not move
  for (int64_t i = 0; i < handle.threads; i++) probes.emplace_back(kernels());
  double most = 0;
  for (int64_t round = 0; round < rounds; round++) {
    const auto started = Clock::now();
    fastconv::run(handle, handle.threads, [&](int64_t i) { probes[static_cast<size_t>(i)].run(); });
    const double seconds = std::chrono::duration<double>(Clock::now() - started).count();
    most = std::max(most, probes[0].operations() * static_cast<double>(handle.threads) / seconds);
  }
  return most;
}
