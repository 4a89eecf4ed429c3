#include "Internal.h"

#include <pthread.h>
#include <string.h>
#include <vips/vips.h>

// MARK: Messages

// libvips collects error text in one buffer for the whole process. To read a message that belongs to one call, and
// to no other that failed beside it, every call holds this lock for reading, and a call that failed is repeated with
// the lock held for writing: alone, on an empty buffer. The price is paid by broken files only.
static pthread_rwlock_t alone;

// What libpng and others said on this thread: libvips passes it on as a warning, and not as an error.
static _Thread_local char warnings[CVIPS_MESSAGE_SIZE / 2];

static void keepWarning(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data) {
  g_strlcat(warnings, text, sizeof warnings);
  g_strlcat(warnings, "\n", sizeof warnings);
}

static void copyMessage(char *message) {
  g_strlcpy(message, vips_error_buffer(), CVIPS_MESSAGE_SIZE);
  g_strlcat(message, warnings, CVIPS_MESSAGE_SIZE);
}

int cvips_attempt(CVipsWork work, void *context, char *message) {
  pthread_rwlock_rdlock(&alone);
  int status = work(context);
  pthread_rwlock_unlock(&alone);
  if (status == 0) {
    return 0;
  }
  pthread_rwlock_wrlock(&alone);
  vips_error_clear();
  warnings[0] = 0;
  status = work(context);
  if (status != 0) {
    copyMessage(message);
  }
  vips_error_clear();
  pthread_rwlock_unlock(&alone);
  return status;
}

// MARK: Start

static int startStatus = -1;

static void start(void) {
  pthread_rwlockattr_t attributes;
  pthread_rwlockattr_init(&attributes);
#ifdef __GLIBC__
  pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
#endif
  pthread_rwlock_init(&alone, &attributes);
  pthread_rwlockattr_destroy(&attributes);

  if (vips_init("swift-fastai") != 0) {
    return;
  }
  // Pixels are pulled on the thread that asks for them, and a data set is read once an epoch: neither libvips' own
  // threads nor its memory of past operations would pay.
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_block_untrusted_set(TRUE);
  // Warnings on broken pictures ("premature end of JPEG") belong into the caller's error and not on the terminal.
  g_log_set_handler("VIPS", G_LOG_LEVEL_MASK & ~G_LOG_LEVEL_ERROR, keepWarning, NULL);
  startStatus = 0;
}

int cvips_start(char *message) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start);
  if (startStatus != 0) {
    copyMessage(message);
  }
  return startStatus;
}

void cvips_free(void *bytes) { g_free(bytes); }

size_t cvips_tracked_memory(void) { return vips_tracked_get_mem(); }
