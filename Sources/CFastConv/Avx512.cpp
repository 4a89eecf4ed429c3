#if defined(__x86_64__)
#include "Kernels.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma"))), apply_to = function)
#define FASTCONV_LANES 16
#define FASTCONV_ROWS 11  // 12 measures slower: Clang runs out of address registers
#define FASTCONV_COLUMNS 13
#define FASTCONV_NAME "avx512"
#define FASTCONV_TABLE avx512_kernels
#include "KernelSource.h"
#pragma clang attribute pop
#endif
