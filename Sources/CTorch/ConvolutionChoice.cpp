// The choice is measured: once a machine for each direction, shape and number of threads. What was found is kept in a
// small file, so that a run computes the same from one process to the next.
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>

#include "Convolution.h"

using namespace ctorch;

namespace {

using Seconds = double;

/// Everything that the time depends on, as a line of the file.
std::string key(Direction direction, const fastconv_shape &s) {
  std::ostringstream out;
  // "1": the kernels' generation, to be raised when their speed changes much.
#if defined(__OPTIMIZE__)
  out << "1 ";
#else
  out << "1-debug ";
#endif
  out << fastconv_instruction_set() << ' ' << at::get_num_threads() << " threads " << static_cast<int>(direction) << ' '
      << s.batch << ' ' << s.height << ' ' << s.width << ' ' << s.in_channels << ' ' << s.out_channels << ' '
      << s.padding;
  return out.str();
}

std::string default_path() {
  const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  if (cache && *cache) return std::string(cache) + "/swift-fastai/convolutions.txt";
  return home && *home ? std::string(home) + "/.cache/swift-fastai/convolutions.txt" : "";
}

/// Found choices: 0 for direct, else the size of the tile.
class Choices {
 public:
  std::optional<int> find(const std::string &key) {
    std::lock_guard lock(mutex_);
    if (!loaded_) load();
    auto found = known_.find(key);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }

  void add(const std::string &key, int choice) {
    std::lock_guard lock(mutex_);
    if (!known_.emplace(key, choice).second || path_.empty()) return;
    const std::string line = key + " = " + std::to_string(choice) + "\n";
    mkdir(path_.substr(0, path_.rfind('/')).c_str(), 0755);
    // One write of one line at the end: processes that add at the same time do not mix. Without a file, the next
    // process measures again.
    const int file = open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return;
    [[maybe_unused]] auto written = write(file, line.data(), line.size());
    close(file);
  }

 private:
  void load() {
    loaded_ = true;
    path_ = default_path();
    std::ifstream file(path_);
    for (std::string line; std::getline(file, line);) {
      const size_t at = line.find(" = ");
      if (at == std::string::npos) continue;
      const std::string value = line.substr(at + 3);
      if (value == "0" || value == "2" || value == "4") known_.emplace(line.substr(0, at), std::stoi(value));
    }
  }

  std::mutex mutex_;
  bool loaded_ = false;
  std::string path_;
  std::map<std::string, int> known_;
};

Choices &choices() {
  static Choices *it = new Choices;
  return *it;
}

ct_convolution mode_from_environment() {
  const char *value = getenv("FASTAI_CONV");
  if (value && !strcmp(value, "auto")) return CT_CONVOLUTION_AUTO;
  if (value && !strcmp(value, "winograd")) return CT_CONVOLUTION_WINOGRAD;
  return CT_CONVOLUTION_DIRECT;
}

/// Of this thread: what one thread tries out does not change the numbers of another.
ct_convolution &mode() {
  thread_local ct_convolution it = mode_from_environment();
  return it;
}

Seconds timed(const Candidate &candidate) {
  const auto start = std::chrono::steady_clock::now();
  if (!candidate().defined()) return std::numeric_limits<Seconds>::infinity();
  return std::chrono::duration<Seconds>(std::chrono::steady_clock::now() - start).count();
}

/// The least of a few rounds in alternation, so that a disturbance meets all; the first round warms caches.
int measure(const std::array<Candidate, 3> &candidates) {
  std::array<Seconds, 3> least = {1e9, 1e9, 1e9};
  for (int round = 0; round < 4; round++)
    for (size_t i = 0; i < candidates.size(); i++) {
      const Seconds time = timed(candidates[i]);
      if (round > 0) least[i] = std::min(least[i], time);
    }
  const bool four = least[2] <= least[1];
  // A margin, since what is about as fast had better be libtorch's.
  return std::min(least[1], least[2]) < 0.95 * least[0] ? (four ? 4 : 2) : 0;
}

}  // namespace

ct_convolution ct_convolution_mode(void) { return mode(); }
void ct_set_convolution_mode(ct_convolution value) { mode() = value; }

fastconv_threads ctorch::libtorch_threads() {
  // `at::parallel_for` is a template that runs alone unless it is compiled with OpenMP; the iterator's loop is
  // compiled into libtorch. Its elements stand for the parts.
  auto run_parts = [](void *, int64_t count, void (*body)(void *, int64_t), void *argument) {
    static const at::Tensor parts = at::zeros({4096}, at::kChar);
    TORCH_CHECK(count <= parts.numel(), "too many parts");
    char *first = static_cast<char *>(parts.data_ptr());
    at::Tensor mine = parts.narrow(0, 0, count);
    auto iterator = at::TensorIterator::nullary_op(mine);
    iterator.for_each(
        [=](char **data, const int64_t *, int64_t size) {
          for (int64_t i = 0; i < size; i++) body(argument, data[0] - first + i);
        },
        1);
  };
  const int64_t threads = at::in_parallel_region() ? 1 : at::get_num_threads();
  return {run_parts, nullptr, std::min<int64_t>(threads, 4096)};
}

at::Tensor ctorch::run_fastest(Direction direction, const fastconv_shape &shape, const Candidate &direct,
                               const std::function<at::Tensor(fastconv_tile)> &winograd) {
  auto two = [&] { return winograd(FASTCONV_F2); };
  auto four = [&] { return winograd(FASTCONV_F4); };
  const ct_convolution now = mode();
  int choice = now == CT_CONVOLUTION_WINOGRAD ? 4 : 0;
  if (now == CT_CONVOLUTION_AUTO) {
    const std::string name = key(direction, shape);
    const auto known = choices().find(name);
    choice = known ? *known : measure({direct, two, four});
    if (!known) choices().add(name, choice);
  }
  if (choice) {
    const at::Tensor result = choice == 2 ? two() : four();
    if (result.defined()) return result;
  }
  return direct();
}
