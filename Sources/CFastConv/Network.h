// What a network is made of: its layers, the plan for one size of batch, and the packed filters.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "Direct.h"
#include "ThreadPool.h"
#include "fastnet.h"

namespace fastconv {

/// How a convolution is computed.
enum class Algorithm { direct, f2, f4 };

struct Layer {
  fastconv_layer spec;  // its pointers are of no use once the network is made
  int64_t in_channels = 0, in_pixel = 0;    // `pixel`: elements from one pixel to the next
  int64_t out_channels = 0, out_pixel = 0;  // whole panels
  std::vector<float> scale, bias;           // empty, or whole panels
  Algorithm algorithm = Algorithm::direct;
  const float *packed = nullptr;

  bool is_convolution() const { return spec.operation == FASTCONV_CONVOLUTION; }
  bool takes_pictures() const { return spec.input < 0; }
  const float *scales() const { return scale.empty() ? nullptr : scale.data(); }
};

struct Size {
  int64_t height, width;
  bool operator==(const Size &) const = default;
};

/// A layer in the plan.
struct Step {
  Size in, out;
  int64_t place;  // of the result in the activations' memory
};

/// What batches of one size need.
struct Plan {
  int64_t batch;
  Size size;
  std::vector<Step> steps;
  int64_t pictures;  // the place of the pictures, which stand there with the first layer's border
  int64_t floats;    // of all activations
};

class Network {
 public:
  /// Null when a layer cannot be run, or there is no memory. What is computed how is chosen for batches of this size.
  static std::unique_ptr<Network> make(const fastconv_layer *layers, int64_t count, int64_t in_channels,
                                       int64_t threads, int64_t batch, Size size);

  int64_t outputs(Size size) const;
  /// Shape of what the last pooling of whole pictures takes in; empty when there is none.
  std::vector<int64_t> features_shape(Size size) const;
  fastconv_status run(const fastconv_pictures &pictures, float *out, float *features = nullptr);
  size_t bytes() const;

 private:
  Network(int64_t in_channels, int64_t threads) : in_channels_(in_channels), pool_(threads) {}

  // Network.cpp
  bool add(const fastconv_layer &spec);
  bool takes(const fastconv_layer &spec) const;

  // NetworkPlan.cpp
  std::optional<Plan> make_plan(int64_t batch, Size size) const;
  const Plan *plan(int64_t batch, Size size);
  void place(Plan &plan) const;
  int64_t last_use(int64_t value) const;
  int64_t features() const;
  const Layer &entrance() const { return layers_.front(); }

  // NetworkFilters.cpp
  Algorithm choose(const Layer &layer, const Step &step, int64_t batch) const;
  DirectConvolution direct(const Layer &layer, const Step &step, int64_t batch) const;
  Tiling tiling(const Layer &layer, const Step &step, int64_t batch, Algorithm algorithm) const;
  int64_t packed_floats(const Layer &layer, const Step &step) const;
  void pack(Layer &layer, const Step &step, float *memory);
  bool pack_all(const Plan &plan);

  // NetworkRun.cpp
  fastconv_status run_part(const Plan &plan, const fastconv_pictures &pictures, float *out);
  fastconv_status make_room(const Plan &plan);
  template <class Element>
  void take_in(const Plan &plan, const fastconv_pictures &pictures, const Element *data);
  fastconv_status run_step(const Plan &plan, size_t index);
  fastconv_status convolve(const Plan &plan, size_t index, const float *x, float *y);
  void max_pool(const Plan &plan, size_t index, const float *x, float *y);
  void pool_all(const Plan &plan, size_t index, const float *x, float *y);
  void give_out(const Plan &plan, int64_t layer, float *out) const;
  float *value(const Plan &plan, int64_t layer) const;

  const Kernels &kernels_ = kernels();
  int64_t in_channels_;
  ThreadPool pool_;
  fastconv_threads threads_ = pool_.handle();
  std::vector<Layer> layers_;
  std::vector<float> zeros_;
  std::vector<std::unique_ptr<Plan>> plans_;  // few, the last used at the end
  std::optional<Pages> filters_;
  std::optional<Pages> activations_;
};

}  // namespace fastconv
