// What Swift imports. C++ sources include fastconv.h and fastnet.h, which the module map does not name: Clang would take the module
// in its place, and SwiftPM builds C++ without modules.
#pragma once

#include "fastconv.h"
#include "fastnet.h"
