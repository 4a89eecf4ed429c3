// Animated GIF of our own drawings. The frames stand below each other in one tall picture that is never in memory:
// its rows are drawn frame by frame when the encoder asks for them.
#include <string.h>
#include <vips/vips.h>

#include "CVips.h"
#include "Internal.h"

typedef struct {
  const CVipsAnimation *animation;
  GMutex lock;      // one frame at a time, whatever threads libvips uses
  uint8_t *pixels;  // of `frame`
  int32_t frame, width, height;
  void *bytes;
  size_t count;
} Film;

static uint8_t *drawFrame(Film *film, int32_t frame, int32_t *width, int32_t *height) {
  const CVipsAnimation *animation = film->animation;
  const size_t start = animation->offsets[frame];
  return cvips_rasterize(
    animation->svg + start, animation->offsets[frame + 1] - start, animation->scale, width, height);
}

// Makes `film->pixels` those of a frame.
static int turnTo(Film *film, int32_t frame) {
  if (film->frame == frame) {
    return 0;
  }
  int32_t width = 0, height = 0;
  uint8_t *pixels = drawFrame(film, frame, &width, &height);
  if (!pixels || width != film->width || height != film->height) {
    g_free(pixels);
    vips_error("cvips", "frame %d cannot be drawn, or has another size than the first", frame);
    return -1;
  }
  g_free(film->pixels);
  film->pixels = pixels;
  film->frame = frame;
  return 0;
}

static int generate(VipsRegion *out, void *sequence, void *context, void *unused, gboolean *stop) {
  Film *film = context;
  const VipsRect *want = &out->valid;
  const size_t stride = (size_t)film->width * 3;
  g_mutex_lock(&film->lock);
  int status = 0;
  for (int y = want->top; y < want->top + want->height && status == 0; y++) {
    status = turnTo(film, y / film->height);
    if (status == 0) {
      const uint8_t *row = film->pixels + (size_t)(y % film->height) * stride + (size_t)want->left * 3;
      memcpy(VIPS_REGION_ADDR(out, want->left, y), row, (size_t)want->width * 3);
    }
  }
  g_mutex_unlock(&film->lock);
  return status;
}

static int save(Film *film, VipsImage *image) {
  const CVipsAnimation *animation = film->animation;
  vips_image_init_fields(
    image, film->width, film->height * animation->count, 3, VIPS_FORMAT_UCHAR, VIPS_CODING_NONE,
    VIPS_INTERPRETATION_sRGB, 1, 1);
  if (vips_image_pipelinev(image, VIPS_DEMAND_STYLE_FATSTRIP, NULL) != 0
    || vips_image_generate(image, NULL, generate, NULL, film, NULL) != 0) {
    return -1;
  }
  vips_image_set_int(image, VIPS_META_PAGE_HEIGHT, film->height);
  vips_image_set_array_int(image, "delay", animation->delays, animation->count);
  vips_image_set_int(image, "loop", animation->plays);
  // Drawings have few colours: dithering would only add noise to them.
  return vips_gifsave_buffer(image, &film->bytes, &film->count, "dither", 0.0, "effort", 4, NULL);
}

static int drawGIF(void *context) {
  Film *film = context;
  film->pixels = drawFrame(film, 0, &film->width, &film->height);
  if (!film->pixels) {
    return -1;
  }
  film->frame = 0;
  VipsImage *image = vips_image_new();
  const int status = save(film, image);
  g_object_unref(image);
  g_free(film->pixels);
  film->pixels = NULL;
  return status;
}

int cvips_draw_gif(const CVipsAnimation *animation, void **bytes, size_t *count, char *message) {
  Film film = {.animation = animation};
  g_mutex_init(&film.lock);
  const int status = cvips_attempt(drawGIF, &film, message);
  g_mutex_clear(&film.lock);
  *bytes = status == 0 ? film.bytes : NULL;
  *count = status == 0 ? film.count : 0;
  return status;
}
