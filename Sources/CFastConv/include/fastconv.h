// 3 x 3 convolution with stride 1 by Winograd's minimal filtering, for float32 pictures in channels-last memory.
//
// Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks", arXiv:1509.09308: a tile of m x m outputs
// needs (m + 2)^2 multiplications for each pair of channels instead of 9 m^2: 4 instead of 9 for each output when
// m = 2, 2.25 when m = 4. Docs/decisions says which points are used, and what the error is.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Threads

/// Who runs the parts of a loop. `run` calls `body(argument, i)` once for each 0 <= i < count, on any threads, and
/// returns when all are done. `threads` is how many parts are worth making.
typedef struct {
  void (*_Nonnull run)(void *_Nullable context, int64_t count, void (*_Nonnull body)(void *_Nullable, int64_t),
                       void *_Nullable argument);
  void *_Nullable context;
  int64_t threads;
} fastconv_threads;

/// The caller's thread alone.
fastconv_threads fastconv_one_thread(void);

// MARK: The machine

/// The instruction set whose kernels are used: "avx512", "avx2" or "portable"; the widest that the processor has, within
/// what libtorch's variable `ATEN_CPU_CAPABILITY` allows ("avx2", "default").
const char *_Nonnull fastconv_instruction_set(void);
/// Whether the kernels are worth using: eight lanes or more, and compiled with optimisation.
bool fastconv_is_fast(void);
/// Uses the kernels of another one for later calls, for tests; false when this processor lacks it.
bool fastconv_use_instruction_set(const char *_Nonnull name);
/// Frees the scratch memory that is kept between calls.
void fastconv_free_scratch(void);
/// The bytes of scratch memory that are kept between calls.
size_t fastconv_scratch_bytes(void);
/// Operations (a multiply-add is two) that `threads` threads do in a second when all data lies in the first-level cache.
double fastconv_peak(int64_t threads);

// MARK: Convolution

/// Pictures `[batch, height, width, in_channels]` to `[batch, height + 2 padding - 2, width + 2 padding - 2, out_channels]`.
typedef struct {
  int64_t batch, height, width, in_channels, out_channels;
  int64_t padding;  // 0, 1 or 2 zeros on each side
} fastconv_shape;

/// The outputs of a tile in one direction.
typedef enum { FASTCONV_F2 = 2, FASTCONV_F4 = 4 } fastconv_tile;

/// Filters in any order: element (k, c, r, s) stands at `data[k * strides[0] + c * strides[1] + r * strides[2] + s * strides[3]]`.
typedef struct {
  const float *_Nonnull data;
  int64_t strides[4];
} fastconv_filters;

/// Both numbers of channels must be multiples of 16, and the output must not be empty.
bool fastconv_applies(fastconv_shape shape);

typedef enum {
  FASTCONV_OK = 0,
  FASTCONV_UNSUPPORTED,  // the shape does not apply; nothing was written
  FASTCONV_NO_MEMORY,    // nothing was written
  /// The result holds infinities or NaN. A tile's transform spreads one to the tile's other outputs, and overflows a
  /// little earlier than the direct sum: who wants the direct sum's very elements computes it instead.
  FASTCONV_NOT_FINITE,
} fastconv_status;

/// y = x * filters + bias.
fastconv_status fastconv_forward(fastconv_shape shape, fastconv_tile tile, const float *_Nonnull x, fastconv_filters filters,
                      const float *_Nullable bias, float *_Nonnull y, fastconv_threads threads);

/// The gradient of x from that of y, both of `shape`'s sizes.
fastconv_status fastconv_backward_data(fastconv_shape shape, fastconv_tile tile, const float *_Nonnull dy, fastconv_filters filters,
                            float *_Nonnull dx, fastconv_threads threads);

/// The gradient of the filters, written in `strides`' order (as in ``fastconv_filters``).
fastconv_status fastconv_backward_filters(fastconv_shape shape, fastconv_tile tile, const float *_Nonnull x,
                                          const float *_Nonnull dy, float *_Nonnull dw,
                                          const int64_t strides[_Nonnull 4], fastconv_threads threads);

// MARK: Normalisation

/// `rows` rows of `channels` numbers, and what becomes of them: y = x * scale + offset (+ residual), then ReLU.
typedef struct {
  int64_t rows, channels;  // channels: a multiple of 16
  const float *_Nonnull x;
  const float *_Nonnull mean, *_Nonnull scale, *_Nonnull offset;  // by channel
  const float *_Nullable residual;                                // like x
  bool relu;
} fastconv_normalization;

/// The mean and the variance (the mean square of what is left) of each channel.
fastconv_status fastconv_moments(int64_t rows, int64_t channels, const float *_Nonnull x, double *_Nonnull mean,
                                 double *_Nonnull variance, fastconv_threads threads);

void fastconv_normalize(fastconv_normalization it, float *_Nonnull y, fastconv_threads threads);

/// From the gradient of the result: those of x and, unless it is null, of the residual; and by channel the sum of the
/// gradient before ReLU, and its sum times (x - mean). `inverse_variance` is 1 / (variance + eps). `y` is the result, for
/// which parts ReLU let through; it may be null when there is no residual.
fastconv_status fastconv_normalize_backward(fastconv_normalization it, const float *_Nullable y,
                                            const float *_Nonnull dy, const double *_Nonnull inverse_variance,
                                            float *_Nonnull dx, float *_Nullable d_residual, double *_Nonnull sum,
                                            double *_Nonnull dot, fastconv_threads threads);

#ifdef __cplusplus
}
#endif
