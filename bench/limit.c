// What the processor does at most with 128-bit vectors of floating-point numbers, one multiplication and one addition
// each, without FMA, as a contender: a product of matrices is answered with the time that its operations take at that
// speed. Answers requests line by line, as book.py does.
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { TURNS = 100000, CHAINS = 6, MOST = 4096 };

static double milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

// Six chains of products and six of sums do not wait for one another. They start apart and their end is used, so that
// no compiler leaves one out.
#define PROBE(NAME, NUMBER)                                                                       \
  static double NAME(void) {                                                                      \
    typedef NUMBER vector __attribute__((vector_size(16)));                                       \
    vector factor = (vector){} + (NUMBER)0.999999, term = (vector){} + (NUMBER)1e-9;              \
    vector p0 = factor, p1 = p0 + 1, p2 = p0 + 2, p3 = p0 + 3, p4 = p0 + 4, p5 = p0 + 5;          \
    vector s0 = term, s1 = s0 + 1, s2 = s0 + 2, s3 = s0 + 3, s4 = s0 + 4, s5 = s0 + 5;            \
    for (int turn = 0; turn < TURNS; turn++) {                                                    \
      p0 *= factor, s0 += term, p1 *= factor, s1 += term, p2 *= factor, s2 += term;               \
      p3 *= factor, s3 += term, p4 *= factor, s4 += term, p5 *= factor, s5 += term;               \
    }                                                                                             \
    return (p0 + p1 + p2 + p3 + p4 + p5 + s0 + s1 + s2 + s3 + s4 + s5)[0];                        \
  }

PROBE(ofDoubles, double)
PROBE(ofFloats, float)

int main(void) {
  static char line[256];
  static double times[MOST];
  while (fgets(line, sizeof line, stdin)) {
    int size = 0, bits = 0;
    double duration = 0;
    const char *row = strstr(line, "matmul "), *asked = strstr(line, "\"milliseconds\":");
    if (strstr(line, "versions")) {
      printf("{\"versions\":\"128-bit limit (%s)\"}\n", __VERSION__);
    } else if (row && asked && sscanf(row, "matmul %d float%d", &size, &bits) == 2 &&
               sscanf(asked, "\"milliseconds\":%lf", &duration) == 1) {
      const double operations = 2.0 * CHAINS * TURNS * (bits == 64 ? 2 : 4);
      const double end = milliseconds() + duration;
      volatile double sink;
      int count = 0;
      do {
        const double start = milliseconds();
        sink = bits == 64 ? ofDoubles() : ofFloats();
        times[count++] = (milliseconds() - start) * (2.0 * size * size * size / operations);
      } while (count < MOST && milliseconds() < end);
      (void)sink;
      printf("{\"times\":[");
      for (int i = 0; i < count; i++) printf(i == 0 ? "%.9g" : ",%.9g", times[i]);
      printf("]}\n");
    } else {
      printf("{\"missing\":true}\n");
    }
    fflush(stdout);
  }
  return 0;
}
