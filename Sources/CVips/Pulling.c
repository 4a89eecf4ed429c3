// Rows from libvips into memory, averaged down and turned on the way.
#include "Internal.h"
#include "Pixels.h"

// Each step of libvips' work holds the rows that are on their way, at up to four bytes a sample: of pictures that are
// very wide, a few at a time.
enum { MOST_ROWS = 32, MOST_PIXELS = 1 << 19 };

static int32_t rowsAtATime(int32_t width) { return VIPS_CLIP(1, MOST_PIXELS / VIPS_MAX(width, 1), MOST_ROWS); }

static int swaps(const CVipsLayout *layout) { return layout->orientation >= 5 && layout->orientation <= 8; }

static int32_t boxes(int32_t length, int32_t box) { return (length + box - 1) / box; }

void cvips_laid_out(const CVipsLayout *layout, int32_t *width, int32_t *height) {
  const int32_t across = boxes(*width, layout->box), down = boxes(*height, layout->box);
  *width = swaps(layout) ? down : across;
  *height = swaps(layout) ? across : down;
}

// MARK: Upright, at full size

static int pullStraight(VipsImage *image, VipsRegion *from, uint8_t *pixels) {
  const int width = vips_image_get_width(image), height = vips_image_get_height(image);
  VipsImage *target =
    vips_image_new_from_memory(pixels, (size_t)width * (size_t)height * 3, width, height, 3, VIPS_FORMAT_UCHAR);
  VipsRegion *to = target ? vips_region_new(target) : NULL;
  int status = to ? 0 : -1;
  const int step = rowsAtATime(width);
  for (int y = 0; y < height && status == 0; y += step) {
    VipsRect rows = {.left = 0, .top = y, .width = width, .height = VIPS_MIN(step, height - y)};
    status = vips_region_image(to, &rows) != 0 ? -1 : vips_region_prepare_to(from, to, &rows, 0, y);
  }
  if (to) {
    g_object_unref(to);
  }
  if (target) {
    g_object_unref(target);
  }
  return status;
}

// MARK: Turned or averaged

typedef struct {
  int32_t across, down, box;
  uint32_t *sums;        // of the columns of one row of boxes
  uint8_t *row;          // one row of means
  ptrdiff_t start, right, below;  // where the first pixel goes, and which way the next ones lie
} Turning;

static void plan(const CVipsLayout *layout, Turning *turning) {
  const ptrdiff_t across = turning->across, down = turning->down, one = 3;
  const ptrdiff_t line = (swaps(layout) ? down : across) * 3;
  turning->start = 0;
  turning->right = swaps(layout) ? line : one;
  turning->below = swaps(layout) ? one : line;
  const int32_t o = layout->orientation;
  // The stored rows run backwards in 3, 4, 6 and 7, the stored columns in 2, 3, 7 and 8.
  if (o == 2 || o == 3 || o == 7 || o == 8) {
    turning->start += (across - 1) * turning->right;
    turning->right = -turning->right;
  }
  if (o == 3 || o == 4 || o == 6 || o == 7) {
    turning->start += (down - 1) * turning->below;
    turning->below = -turning->below;
  }
}

static void scatter(const Turning *turning, int32_t y, const uint8_t *row, uint8_t *pixels) {
  uint8_t *to = pixels + turning->start + y * turning->below;
  for (int32_t x = 0; x < turning->across; x++, to += turning->right, row += 3) {
    to[0] = row[0];
    to[1] = row[1];
    to[2] = row[2];
  }
}

// Averages the box rows from `y` on, of which `rows` are prepared in `from`.
static void averageRows(VipsRegion *from, const Turning *turning, int32_t y, int32_t rows, uint8_t *pixels) {
  const int32_t width = from->im->Xsize;
  for (int32_t first = 0; first < rows; first += turning->box) {
    const int32_t end = VIPS_MIN(first + turning->box, rows);
    const uint8_t *row = VIPS_REGION_ADDR(from, 0, y + first);
    if (turning->box > 1) {
      pixels_means(row, VIPS_REGION_LSKIP(from), width, end - first, turning->box, turning->sums, turning->row);
      row = turning->row;
    }
    scatter(turning, (y + first) / turning->box, row, pixels);
  }
}

static int pullTurned(VipsImage *image, VipsRegion *from, const CVipsLayout *layout, uint8_t *pixels) {
  const int32_t width = vips_image_get_width(image), height = vips_image_get_height(image), box = layout->box;
  Turning turning = {.across = boxes(width, box), .down = boxes(height, box), .box = box};
  plan(layout, &turning);
  turning.sums = box > 1 ? g_try_malloc((size_t)width * 3 * sizeof(uint32_t)) : NULL;
  turning.row = box > 1 ? g_try_malloc((size_t)turning.across * 3) : NULL;
  int status = box > 1 && (!turning.sums || !turning.row) ? -1 : 0;

  const int32_t step = VIPS_MAX(box, rowsAtATime(width) / box * box);
  for (int32_t y = 0; y < height && status == 0; y += step) {
    VipsRect rows = {.left = 0, .top = y, .width = width, .height = VIPS_MIN(step, height - y)};
    status = vips_region_prepare(from, &rows);
    if (status == 0) {
      averageRows(from, &turning, y, rows.height, pixels);
    }
  }
  g_free(turning.sums);
  g_free(turning.row);
  return status;
}

int cvips_pull(VipsImage *image, const CVipsLayout *layout, uint8_t *pixels, size_t capacity) {
  int32_t width = vips_image_get_width(image), height = vips_image_get_height(image);
  cvips_laid_out(layout, &width, &height);
  if ((size_t)width * (size_t)height * 3 > capacity || vips_image_get_bands(image) != 3) {
    vips_error("cvips", "decoded to another size than the header said");
    return -1;
  }
  VipsRegion *from = vips_region_new(image);
  if (!from) {
    return -1;
  }
  const int isPlain = layout->box == 1 && (layout->orientation < 2 || layout->orientation > 8);
  const int status = isPlain ? pullStraight(image, from, pixels) : pullTurned(image, from, layout, pixels);
  g_object_unref(from);
  return status;
}
