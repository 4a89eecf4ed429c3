// A trained convolutional network, run on pictures: forward only, float32, with everything that a fixed network allows.
// BatchNorm is folded into the filters, filters are transformed and packed once, bias, residual and ReLU are applied on
// the way to memory, and activations stay in channels-last memory from the first layer to the last.
#pragma once

#include "fastconv.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  FASTCONV_CONVOLUTION,  // a linear layer is one of 1 x 1 pictures
  FASTCONV_MAX_POOL,     // pads with minus infinity
  FASTCONV_MEAN,         // of a picture's pixels: `[N, C, 1, 1]`
  FASTCONV_MAX_AND_MEAN, // the maximum of a picture's pixels, then their mean: `[N, 2 C, 1, 1]`
} fastconv_operation;

/// y = relu(scale * (x * weight) + bias + residual), or a pooling of x.
typedef struct {
  fastconv_operation operation;
  int32_t input;     // the layer whose result is x, or -1: the pictures, which one layer takes
  int32_t residual;  // the layer whose result is added, or -1
  bool relu;
  int64_t out_channels, kernel, stride, padding;  // the first of a convolution only
  const float *_Nullable weight;  // `[out, in, kernel, kernel]`
  const float *_Nullable scale;   // `[out]`, or null for ones
  const float *_Nullable bias;    // `[out]`, or null for zeros
} fastconv_layer;

/// Pictures of floats or of bytes, in any order: channel c of pixel (i, j) of picture n stands at
/// `data[n * strides[0] + c * strides[1] + i * strides[2] + j * strides[3]]`, and the network sees it times `scale[c]`
/// plus `offset[c]`.
typedef struct {
  const void *_Nonnull data;
  bool are_bytes;
  int64_t batch, height, width;
  int64_t strides[4];
  const float *_Nullable scale, *_Nullable offset;
} fastconv_pictures;

typedef struct fastconv_network fastconv_network;

/// A network, whose last layer's result is its answer, on `threads` threads that are its own. How each layer is computed
/// is chosen for batches of the size given; others are computed the same way. Everything is copied. Null when a layer is
/// one that cannot be run here, or there is no memory.
fastconv_network *_Nullable fastconv_network_create(const fastconv_layer *_Nonnull layers, int64_t count,
                                                    int64_t in_channels, int64_t threads, int64_t batch,
                                                    int64_t height, int64_t width);
void fastconv_network_free(fastconv_network *_Nullable network);

/// Numbers in the answer to a picture of this size; 0 when the network does not run on it.
int64_t fastconv_network_outputs(const fastconv_network *_Nonnull network, int64_t height, int64_t width);

/// Answers to pictures, `[batch, outputs]`. One call at a time.
fastconv_status fastconv_network_run(fastconv_network *_Nonnull network, const fastconv_pictures *_Nonnull pictures,
                                     float *_Nonnull out);

/// Rows, columns and channels of what the last pooling of whole pictures takes in, for a picture of this size: the features that
/// the layers behind it judge. False when there is no such pooling, or the network does not run on such pictures.
bool fastconv_network_features_shape(const fastconv_network *_Nonnull network, int64_t height, int64_t width,
                                     int64_t shape[_Nonnull 3]);

/// The same answers, and the features, `[batch, rows, columns, channels]`.
fastconv_status fastconv_network_run_with_features(fastconv_network *_Nonnull network,
                                                   const fastconv_pictures *_Nonnull pictures, float *_Nonnull out,
                                                   float *_Nonnull features);

/// Bytes of packed filters and of activations that the network holds.
size_t fastconv_network_bytes(const fastconv_network *_Nonnull network);

#ifdef __cplusplus
}
#endif
