// The kernels of one instruction set, in Clang's vector extensions. An including file sets
//   FASTCONV_LANES (floats in a vector), FASTCONV_ROWS and FASTCONV_COLUMNS (rows of the two micro-kernels), FASTCONV_NAME, FASTCONV_TABLE
// and surrounds the inclusion with the target attribute. Only compiler built-ins may be used here: a standard template
// instantiated under the attribute could be the copy that the linker keeps for everybody.
#include "Kernels.h"

namespace fastconv {
namespace {

#define FASTCONV_INLINE static inline __attribute__((always_inline))

typedef float Vector __attribute__((vector_size(FASTCONV_LANES * 4), aligned(4)));
constexpr int lanes = FASTCONV_LANES, panel = 2 * FASTCONV_LANES, max_rows = FASTCONV_ROWS,
              max_columns = FASTCONV_COLUMNS;

FASTCONV_INLINE Vector load(const float *p) { return *reinterpret_cast<const Vector *>(p); }
FASTCONV_INLINE void store(float *p, Vector v) { *reinterpret_cast<Vector *>(p) = v; }
FASTCONV_INLINE Vector broadcast(float x) { return Vector{} + x; }

}  // namespace
}  // namespace fastconv

#include "MultiplySource.h"
#include "TransformSource.h"
#include "DirectSource.h"
#include "NormalizeSource.h"

namespace fastconv {

extern const Kernels FASTCONV_TABLE;
const Kernels FASTCONV_TABLE = {
    FASTCONV_NAME, lanes, panel, max_rows, transforms<Points2>(), transforms<Points4>(), multiply, multiply_transposed,
    direct, max_pool, pool_all, moments, normalize, gradient_moments, normalize_backward,
};

}  // namespace fastconv
