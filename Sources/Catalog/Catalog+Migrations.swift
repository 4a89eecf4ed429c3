import GRDB

extension Catalog {
  /// The schema, one step a version. A step that has been released is never edited: add another.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: version1) }
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
}
