#if defined(__x86_64__)
#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define FASTCONV_LANES 8
#define FASTCONV_ROWS 6
#define FASTCONV_COLUMNS 5
#define FASTCONV_NAME "avx2"
#define FASTCONV_TABLE avx2_kernels
#include "KernelSource.h"
#pragma clang attribute pop
#endif
