// Four floats in a vector: SSE2 on x86-64, NEON on ARM, which has registers for twice the rows.
#include "Kernels.h"

#define FASTCONV_LANES 4
#if defined(__aarch64__)
#define FASTCONV_ROWS 11
#define FASTCONV_COLUMNS 12
#else
#define FASTCONV_ROWS 6
#define FASTCONV_COLUMNS 5
#endif
#define FASTCONV_NAME "portable"
#define FASTCONV_TABLE portable_kernels
#include "KernelSource.h"
