import GRDB

extension Catalog {
  /// The schema, one step a version. A step that has been released is never edited: add another.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: version1) }
    migrator.registerMigration("2") { try $0.execute(sql: version2) }
    return migrator
  }()

  private static let version1 = """
    CREATE TABLE download (
      id INTEGER PRIMARY KEY,
      folder TEXT NOT NULL,
      url TEXT NOT NULL,
      label TEXT NOT NULL,
      position INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('saved', 'failed')),
      path TEXT,
      httpStatus INTEGER,
      bytes INTEGER,
      contentType TEXT,
      sha256 TEXT,
      reason TEXT,
      attempts INTEGER NOT NULL,
      time REAL NOT NULL,
      UNIQUE (folder, url)
    ) STRICT;
    CREATE INDEX downloadByPath ON download (path);
    CREATE INDEX downloadByLabel ON download (label, status);

    CREATE TABLE image (
      id INTEGER PRIMARY KEY,
      path TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('unverified', 'good', 'bad', 'quarantined', 'removed')),
      reason TEXT,
      url TEXT,
      sha256 TEXT,
      format TEXT,
      width INTEGER,
      height INTEGER,
      orientation INTEGER,
      bytes INTEGER,
      modified INTEGER,
      storedAt TEXT
    ) STRICT;
    CREATE INDEX imageByLabel ON image (label, status);
    CREATE INDEX imageByStatus ON image (status);
    CREATE INDEX imageByHash ON image (sha256);

    CREATE TABLE journal (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      time REAL NOT NULL,
      change TEXT NOT NULL,
      path TEXT NOT NULL,
      newPath TEXT,
      reason TEXT
    ) STRICT;
    CREATE TRIGGER journalKeepsLines BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER journalKeepsWords BEFORE UPDATE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    """

  /// Edits with undo, near duplicates, sides of the split, each request, and runs of training. The indices end in the
  /// path, because lists are shown in its order.
  private static let version2 = """
    ALTER TABLE image ADD COLUMN perceptualHash INTEGER;
    ALTER TABLE image ADD COLUMN side TEXT CHECK (side IN ('train', 'valid', 'test'));
    ALTER TABLE image ADD COLUMN reviewed INTEGER NOT NULL DEFAULT 0;
    DROP INDEX imageByLabel;
    DROP INDEX imageByStatus;
    CREATE INDEX imageByLabel ON image (label, path);
    CREATE INDEX imageByLabelAndStatus ON image (label, status, path);
    CREATE INDEX imageByStatus ON image (status, path);
    CREATE INDEX imageBySide ON image (side, path);

    CREATE TABLE step (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      time REAL NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
      source TEXT NOT NULL,
      target INTEGER
    ) STRICT;
    CREATE TRIGGER stepKeepsLines BEFORE DELETE ON step
      BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER stepKeepsWords BEFORE UPDATE ON step
      BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;

    ALTER TABLE journal ADD COLUMN step INTEGER REFERENCES step (id);
    ALTER TABLE journal ADD COLUMN image INTEGER;
    ALTER TABLE journal ADD COLUMN before TEXT;
    ALTER TABLE journal ADD COLUMN after TEXT;
    CREATE INDEX journalByStep ON journal (step) WHERE step IS NOT NULL;
    CREATE INDEX journalByPath ON journal (path);

    CREATE TABLE undoable (
      step INTEGER PRIMARY KEY REFERENCES step (id),
      latest INTEGER NOT NULL REFERENCES step (id),
      isUndone INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE pendingMove (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      step INTEGER,
      origin TEXT NOT NULL,
      destination TEXT NOT NULL
    ) STRICT;

    CREATE TABLE attempt (
      id INTEGER PRIMARY KEY,
      folder TEXT NOT NULL,
      url TEXT NOT NULL,
      time REAL NOT NULL,
      httpStatus INTEGER,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX attemptByLink ON attempt (folder, url);

    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      started REAL NOT NULL,
      ended REAL,
      architecture TEXT NOT NULL,
      arguments TEXT NOT NULL,
      epochs INTEGER NOT NULL,
      trainImages INTEGER,
      validImages INTEGER,
      validLoss REAL,
      errorRate REAL,
      model TEXT,
      modelSHA256 TEXT
    ) STRICT;
    """
}
