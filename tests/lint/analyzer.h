/* What the analyzer is told before each file: fault(), in another file, always returns -1, so that
 * it does not follow paths on which a function failed and its caller goes on. */

#include "lib/base/fault.h"

#define fault(...)       ((void)fault(__VA_ARGS__), -1)
#define fault_errno(...) ((void)fault_errno(__VA_ARGS__), -1)
#define fault_at(...)    ((void)fault_at(__VA_ARGS__), -1)
