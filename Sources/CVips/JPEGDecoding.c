// Decodes plain JPEG files by libjpeg itself, which is what libvips does with them too, with more around it.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "Decoding.h"
#include "JPEGFile.h"

// Whatever libjpeg has to say ends the decoding: libvips then reads the file, and tells what is wrong.
typedef struct {
  struct jpeg_error_mgr manager;  // first, so that libjpeg's pointer is one to all of this
  jmp_buf end;
} Complaint;

static void complain(j_common_ptr common) { longjmp(((Complaint *)common->err)->end, 1); }

static void listen(j_common_ptr common, int level) {
  if (level < 0) complain(common);  // a warning; the others only trace
}

// Columns and rows that are no whole ones of the smaller picture are left out, as libvips leaves them out.
static int decode(struct jpeg_decompress_struct *file, int32_t shrink, uint8_t *pixels, size_t capacity) {
  jpeg_read_header(file, TRUE);
  file->out_color_space = JCS_RGB;
  file->scale_num = 1;
  file->scale_denom = (unsigned)shrink;
  jpeg_start_decompress(file);
  const size_t stride = (size_t)(file->image_width / (unsigned)shrink) * 3, rows = file->image_height / (unsigned)shrink;
  if (stride * rows > capacity) return 0;
  const size_t whole = (size_t)file->output_width * 3;
  JSAMPROW spare = file->mem->alloc_small((j_common_ptr)file, JPOOL_IMAGE, whole);
  while (file->output_scanline < file->output_height) {
    const size_t at = file->output_scanline;
    JSAMPROW row = whole == stride && at < rows ? pixels + stride * at : spare;
    jpeg_read_scanlines(file, &row, 1);
    if (row == spare && at < rows) memcpy(pixels + stride * at, spare, stride);
  }
  jpeg_finish_decompress(file);
  return 1;
}

int jpeg_decode(const uint8_t *bytes, size_t count, int32_t shrink, uint8_t *pixels, size_t capacity) {
  Complaint complaint;
  struct jpeg_decompress_struct file;
  file.err = jpeg_std_error(&complaint.manager);
  complaint.manager.error_exit = complain;
  complaint.manager.emit_message = listen;
  file.mem = NULL;  // what jpeg_destroy_decompress looks at, should there be no memory for the rest
  volatile int isMade = 0;
  if (!setjmp(complaint.end)) {
    jpeg_create_decompress(&file);
    jpeg_mem_src(&file, bytes, count);
    isMade = decode(&file, shrink, pixels, capacity);
  }
  jpeg_destroy_decompress(&file);
  return isMade;
}

int jpeg_header(const uint8_t *bytes, size_t count, JPEGHeader *header) {
  JPEGFile file = {.bytes = bytes, .count = count};
  const int isPlain = jpeg_read_headers(&file) && !file.hasProfile && file.orientation > 0;
  *header = (JPEGHeader){file.width, file.height, file.components, file.orientation};
  return isPlain;
}
