// libtorch behind plain C. Every operator goes through one boxed dispatcher call; a handful of functions serve what
// has no operator. No C++ exception crosses: each call that can fail returns a status.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Status

typedef enum {
  CT_OK = 0,
  CT_ERROR,            // any other failure; the message says which
  CT_INDEX_ERROR,      // an index or dimension out of range
  CT_TYPE_ERROR,       // a dtype that the operator does not take
  CT_VALUE_ERROR,      // a value outside its domain
  CT_NOT_IMPLEMENTED,  // no kernel for this device, dtype or layout
  CT_OUT_OF_MEMORY,
} ct_code;

typedef struct {
  ct_code code;
  char *_Nullable message;  // libtorch's sentence without its backtrace; free with ct_status_free
} ct_status;

void ct_status_free(ct_status status);

// MARK: Tensors

typedef struct ct_tensor_impl *ct_tensor;  // one owned reference

/// The number of references handed out and not yet released.
int64_t ct_live_tensors(void);
/// Those handed out by this thread less those that it released.
int64_t ct_live_tensors_of_thread(void);
void ct_tensor_release(ct_tensor _Nonnull tensor);

int64_t ct_tensor_dim(ct_tensor _Nonnull tensor);
int64_t ct_tensor_numel(ct_tensor _Nonnull tensor);
void ct_tensor_sizes(ct_tensor _Nonnull tensor, int64_t *_Nonnull sizes);
void ct_tensor_strides(ct_tensor _Nonnull tensor, int64_t *_Nonnull strides);
int8_t ct_tensor_dtype(ct_tensor _Nonnull tensor);
/// Writes the device's name, "cpu" or "cuda:0", into `name`, which has room for 16 bytes.
void ct_tensor_device(ct_tensor _Nonnull tensor, char *_Nonnull name);
bool ct_tensor_is_contiguous(ct_tensor _Nonnull tensor);
bool ct_tensor_is_channels_last(ct_tensor _Nonnull tensor);
/// The first element, or NULL when there is none or the memory is not the processor's.
void *_Nullable ct_tensor_data(ct_tensor _Nonnull tensor);
bool ct_tensor_is_same(ct_tensor _Nonnull a, ct_tensor _Nonnull b);

/// A tensor over the caller's memory; `release(context)` is called when the last reference goes.
ct_status ct_tensor_from_memory(void *_Nonnull data, const int64_t *_Nonnull sizes, const int64_t *_Nonnull strides,
                                int64_t dim, int8_t dtype, void (*_Nonnull release)(void *_Nullable),
                                void *_Nullable context, ct_tensor _Nullable *_Nonnull out);

// MARK: Autograd

bool ct_tensor_requires_grad(ct_tensor _Nonnull tensor);
ct_status ct_tensor_set_requires_grad(ct_tensor _Nonnull tensor, bool value);
/// The accumulated gradient, or NULL in `out` when there is none.
ct_status ct_tensor_grad(ct_tensor _Nonnull tensor, ct_tensor _Nullable *_Nonnull out);
ct_status ct_tensor_set_grad(ct_tensor _Nonnull tensor, ct_tensor _Nullable grad);
ct_status ct_tensor_backward(ct_tensor _Nonnull tensor, ct_tensor _Nullable gradient, bool retain_graph,
                             bool create_graph);
/// Writes the name of the function that made the tensor ("MulBackward0"), or an empty string, into `name` of `capacity`.
void ct_tensor_grad_fn(ct_tensor _Nonnull tensor, char *_Nonnull name, size_t capacity);
bool ct_grad_mode(void);
void ct_set_grad_mode(bool enabled);

/// How operators on one kind of device choose their precision, on this thread.
typedef struct {
  bool enabled;
  int8_t dtype;
} ct_autocast;
/// Sets it and says what it was. When it is switched off, the copies of weights made meanwhile are dropped.
ct_status ct_set_autocast(const char *_Nonnull device, ct_autocast wanted, ct_autocast *_Nonnull before);

// MARK: Operators

typedef struct ct_operator_impl *ct_operator;

typedef enum {
  CT_NONE = 0, CT_DEFAULT,  // "None", and "whatever the schema says"
  CT_TENSOR, CT_INT, CT_FLOAT, CT_BOOL, CT_STRING,
  CT_TENSORS, CT_INTS, CT_FLOATS, CT_BOOLS,
} ct_tag;

typedef struct {
  ct_tag tag;
  int64_t count;  // of a list
  union {
    ct_tensor _Nullable tensor;
    int64_t integer;
    double number;
    bool boolean;
    const char *_Nullable string;  // also a device: "cpu", "cuda:0"
    const ct_tensor _Nullable *_Nullable tensors;
    const int64_t *_Nullable integers;
    const double *_Nullable numbers;
    const bool *_Nullable booleans;
  } as;
} ct_value;

/// Looks an operator up: "aten::add", "Tensor". The handle lives as long as the process.
ct_status ct_operator_find(const char *_Nonnull name, const char *_Nonnull overload, ct_operator _Nullable *_Nonnull out);
/// The name of the operator's n-th argument, or NULL.
const char *_Nullable ct_operator_argument(ct_operator _Nonnull op, int64_t index);

/// Calls the operator. Missing trailing arguments take the schema's defaults. Lists of tensors among the results are
/// laid out one after the other. Up to `capacity` results are written; `count` says how many there are in all, and
/// those past the capacity are released.
ct_status ct_call(ct_operator _Nonnull op, const ct_value *_Nonnull arguments, int64_t argument_count,
                  ct_value *_Nonnull results, int64_t capacity, int64_t *_Nonnull count);

// MARK: Convolution

/// How `fastai::conv2d` computes 3 x 3 convolutions with stride 1.
typedef enum {
  CT_CONVOLUTION_AUTO = 0,  // whichever is faster for the shape
  CT_CONVOLUTION_DIRECT,    // by libtorch
  CT_CONVOLUTION_WINOGRAD,  // by Winograd's algorithm wherever it applies
} ct_convolution;

/// Of this thread. At first what the environment's FASTAI_CONV says: auto (also without it), direct or winograd.
ct_convolution ct_convolution_mode(void);
void ct_set_convolution_mode(ct_convolution mode);

// MARK: Memory

/// Bytes of large tensors, and bytes that are kept for the next ones.
typedef struct {
  int64_t used, kept;
} ct_memory;

ct_memory ct_memory_sizes(void);
/// Gives what is kept back to the system.
void ct_memory_trim(void);

/// Bytes of the memory that large tensors have, not cleared; NULL for fewer than a mebibyte, and where there is no such memory.
void *_Nullable ct_memory_allocate(int64_t bytes);
/// Gives back what ``ct_memory_allocate`` gave.
void ct_memory_release(void *_Nonnull memory);

// MARK: The machine

ct_status ct_manual_seed(uint64_t seed);
int64_t ct_num_threads(void);
void ct_set_num_threads(int64_t threads);
int64_t ct_cuda_device_count(void);
/// libtorch's version: "2.13.0".
const char *_Nonnull ct_version(void);
/// The state of the processor's default random generator as a uint8 tensor, and back.
ct_status ct_random_state(ct_tensor _Nullable *_Nonnull out);
ct_status ct_set_random_state(ct_tensor _Nonnull state);

#ifdef __cplusplus
}
#endif
