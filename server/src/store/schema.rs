//! The tables of the SQLite store, as numbered steps.

use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    units::{Bearing, LngLat, Metres, MetresPerSecond, Timestamp},
};
use rusqlite::{Connection, Row, Transaction, params};

use super::{
    Breadcrumb, StoreError,
    chain::Link,
    sqlite::{database, from_sql},
    sqlite_breadcrumbs,
};

/// Each step brings a database from the number before it to its own; steps are never changed once released.
const STEPS: [Step; 8] = [
    Step::Sql(FIRST),
    Step::Sql(TRACKING),
    Step::Code(add_chain),
    Step::Sql(PEOPLE),
    Step::Sql(DEVICES),
    Step::Sql(BREADCRUMBS),
    Step::Sql(ANSWERS),
    Step::Code(pack_tracks),
];

enum Step {
    Sql(&'static str),
    Code(fn(&Transaction<'_>) -> Result<(), StoreError>),
}

const FIRST: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,      -- milliseconds since 1970
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL     -- JSON of the change
    ) STRICT;
    CREATE TABLE answers (
        actor TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint BLOB NOT NULL,
        seq INTEGER NOT NULL,
        entity TEXT NOT NULL,
        PRIMARY KEY (actor, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE credentials (
        hash BLOB PRIMARY KEY,
        purpose TEXT NOT NULL,
        role TEXT NOT NULL,
        team TEXT,
        id TEXT NOT NULL UNIQUE,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// What is kept of driving: arrival times as they were told, and speeds.
const TRACKING: &str = "
    CREATE TABLE etas (
        assignment TEXT NOT NULL,
        told_at INTEGER NOT NULL,    -- milliseconds since 1970
        arrives_at INTEGER NOT NULL,
        PRIMARY KEY (assignment, told_at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE learned (
        osm_way INTEGER NOT NULL,
        from_osm_node INTEGER NOT NULL,
        to_osm_node INTEGER NOT NULL,
        hours TEXT NOT NULL,
        count INTEGER NOT NULL,
        log_micro INTEGER NOT NULL,
        PRIMARY KEY (osm_way, from_osm_node, to_osm_node, hours)
    ) STRICT, WITHOUT ROWID;
";

/// Accounts, and the record of access. Credentials from before count as used when they are first seen.
const PEOPLE: &str = "
    ALTER TABLE credentials ADD COLUMN partner TEXT;
    ALTER TABLE credentials ADD COLUMN account INTEGER;
    ALTER TABLE credentials ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
    UPDATE credentials SET used_at = unixepoch() * 1000;
    CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        team TEXT,
        partner TEXT,
        password TEXT,             -- PHC string
        totp BLOB,
        totp_step INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        locked_until INTEGER,      -- milliseconds since 1970, as all times
        made_at INTEGER NOT NULL,
        signed_in_at INTEGER,
        disabled_at INTEGER,
        version INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE accesses (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT,
        detail TEXT,
        count INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX accesses_of ON accesses (subject, number);
";

/// What is known of a device beside its credential, and goes with it. Devices from before lived for 366 days as well.
const DEVICES: &str = "
    CREATE TABLE devices (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        made_at INTEGER NOT NULL,    -- milliseconds since 1970
        heard_at INTEGER
    ) STRICT, WITHOUT ROWID;
    INSERT INTO devices (id, name, made_at)
        SELECT id, 'Device', expires_at - 366 * 86400000 FROM credentials WHERE purpose = 'device';
    CREATE TRIGGER device_ends AFTER DELETE ON credentials BEGIN
        DELETE FROM devices WHERE id = OLD.id;
    END;
";

/// Where teams were while on shift. Not in the log: it has its own retention.
const BREADCRUMBS: &str = "
    CREATE TABLE breadcrumbs (
        team INTEGER NOT NULL,
        at INTEGER NOT NULL,    -- milliseconds since 1970, by the device's clock
        lng REAL NOT NULL,
        lat REAL NOT NULL,
        accuracy REAL,
        speed REAL,
        bearing REAL,
        PRIMARY KEY (team, at)
    ) STRICT, WITHOUT ROWID;
";

/// Answers lie in the order in which they were given, and only their short keys in the order of keys: whole entities
/// in the order of keys cost a page of their own at every command.
const ANSWERS: &str = "
    ALTER TABLE answers RENAME TO answers_by_key;
    CREATE TABLE answers (
        actor TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint BLOB NOT NULL,
        seq INTEGER NOT NULL,
        entity TEXT NOT NULL,
        UNIQUE (actor, key)
    ) STRICT;
    INSERT INTO answers SELECT actor, key, fingerprint, seq, entity FROM answers_by_key ORDER BY seq;
    DROP TABLE answers_by_key;
";

/// Where teams were, a minute and more fixes in each row (see [`super::sqlite_breadcrumbs`]).
const TRACKS: &str = "
    CREATE TABLE tracks (
        team INTEGER NOT NULL,
        minute INTEGER NOT NULL,    -- since 1970, by the device's clock
        part INTEGER NOT NULL,      -- in the order in which they came
        fixes BLOB NOT NULL,
        PRIMARY KEY (team, minute, part)
    ) STRICT, WITHOUT ROWID;
";

/// The newest schema.
pub(crate) const SCHEMA: i64 = STEPS.len() as i64;

/// The schema that a database has.
pub(crate) fn schema_of(connection: &Connection) -> Result<i64, StoreError> {
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(database)
}

/// Gives the log its own name and every entry its link of the chain (see [`super::chain`]).
fn add_chain(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let genesis = uuid::Uuid::new_v4().to_string();
    transaction
        .execute(
            "INSERT INTO meta (key, value) VALUES ('genesis', ?1)",
            [&genesis],
        )
        .map_err(database)?;
    transaction
        .execute_batch("ALTER TABLE events ADD COLUMN hash BLOB")
        .map_err(database)?;
    let mut link = Link::first(&genesis);
    let mut read = transaction
        .prepare("SELECT seq, at, actor, payload FROM events ORDER BY seq")
        .map_err(database)?;
    let mut write = transaction
        .prepare("UPDATE events SET hash = ?2 WHERE seq = ?1")
        .map_err(database)?;
    let mut rows = read.query([]).map_err(database)?;
    while let Some(row) = rows.next().map_err(database)? {
        let seq: i64 = row.get(0).map_err(database)?;
        let (actor, payload): (String, String) =
            (row.get(2).map_err(database)?, row.get(3).map_err(database)?);
        link = link.next(
            from_sql(seq),
            row.get(1).map_err(database)?,
            actor.as_bytes(),
            payload.as_bytes(),
        );
        write.execute(params![seq, link.0]).map_err(database)?;
    }
    Ok(())
}

/// Packs where teams were, which had a row for each fix.
fn pack_tracks(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute_batch(TRACKS).map_err(database)?;
    let mut read = transaction
        .prepare("SELECT team, at, lng, lat, accuracy, speed, bearing FROM breadcrumbs ORDER BY team, at")
        .map_err(database)?;
    let mut insert = sqlite_breadcrumbs::insert(transaction)?;
    let mut piece: Vec<Breadcrumb> = Vec::new();
    let rows = read.query_map([], unpacked).map_err(database)?;
    for row in rows {
        let crumb = row.map_err(database)?;
        if piece
            .last()
            .is_some_and(|last| last.piece() != crumb.piece())
        {
            sqlite_breadcrumbs::put_piece(&mut insert, &piece)?;
            piece.clear();
        }
        piece.push(crumb);
    }
    sqlite_breadcrumbs::put_piece(&mut insert, &piece)?;
    drop((read, insert));
    transaction
        .execute_batch("DROP TABLE breadcrumbs")
        .map_err(database)
}

/// A fix that has a row of its own.
fn unpacked(row: &Row<'_>) -> rusqlite::Result<Breadcrumb> {
    let position = LngLat::new(row.get(2)?, row.get(3)?);
    Ok(Breadcrumb {
        team: TeamId(row.get(0)?),
        fix: Fix {
            at: Timestamp(row.get(1)?),
            position: position.map_err(|_| rusqlite::Error::InvalidQuery)?,
            accuracy: row.get::<_, Option<f64>>(4)?.map(Metres),
            speed: row.get::<_, Option<f64>>(5)?.map(MetresPerSecond),
            bearing: row.get::<_, Option<f64>>(6)?.and_then(Bearing::new),
        },
    })
}

/// Brings the database to the newest schema.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    bring_to(connection, &STEPS)
}

/// Brings the database to the schema that some steps lead to.
fn bring_to(connection: &mut Connection, steps: &[Step]) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    let found = schema_of(&transaction)?;
    let done = usize::try_from(found)
        .ok()
        .filter(|&done| done <= steps.len())
        .ok_or(StoreError::Schema {
            found,
            known: SCHEMA,
        })?;
    for step in &steps[done..] {
        match step {
            Step::Sql(batch) => transaction.execute_batch(batch).map_err(database)?,
            Step::Code(run) => run(&transaction)?,
        }
    }
    // Written even when nothing changes: the commit syncs what a killed process had written and not synced.
    // Else this start would act on entries that a power cut can still take away.
    transaction
        .execute_batch(&format!("PRAGMA user_version = {}", steps.len()))
        .map_err(database)?;
    transaction.commit().map_err(database)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A database of the first schema with rows of its tables, brought to the newest.
    fn migrated(rows: &str) -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(FIRST).unwrap();
        connection.execute_batch(rows).unwrap();
        connection.execute_batch("PRAGMA user_version = 1").unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(schema_of(&connection).unwrap(), SCHEMA);
        connection
    }

    /// Rows of a text, a number and a text.
    fn rows(connection: &Connection, query: &str) -> Vec<(String, i64, String)> {
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    fn row(first: &str, second: i64, third: &str) -> (String, i64, String) {
        (first.to_owned(), second, third.to_owned())
    }

    #[test]
    fn answers_are_kept_when_their_table_is_made_anew() {
        let connection = migrated(
            "INSERT INTO answers VALUES ('a', 'k2', x'02', 7, '{}'), ('a', 'k1', x'01', 9, 'null')",
        );
        let answers = rows(
            &connection,
            "SELECT key, seq, entity FROM answers ORDER BY rowid",
        );
        assert_eq!(answers, [row("k2", 7, "{}"), row("k1", 9, "null")]);
        let twice = "INSERT INTO answers VALUES ('a', 'k1', x'01', 9, 'null')";
        assert!(connection.execute_batch(twice).is_err());
    }

    #[test]
    fn where_teams_were_is_kept_when_it_is_packed() {
        let mut connection = Connection::open_in_memory().unwrap();
        bring_to(&mut connection, &STEPS[..7]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO breadcrumbs VALUES
                     (1, 60001, 14.5, 35.9, 4.5, 1.25, 90.5), (1, 119999, 14.5000001, -35.9, NULL, NULL, NULL),
                     (1, 120000, -14.5, 35.9, NULL, 7000, 0), (2, 60001, 14.5, 35.9, 1e9, NULL, 359.999),
                     (2, -1, 14.5, 35.9, NULL, NULL, NULL)",
            )
            .unwrap();
        migrate(&mut connection).unwrap();
        let fix = |at, lng, lat, accuracy: Option<f64>, speed: Option<f64>, bearing| Fix {
            at: Timestamp(at),
            position: LngLat::new(lng, lat).unwrap(),
            accuracy: accuracy.map(Metres),
            speed: speed.map(MetresPerSecond),
            bearing: Option::and_then(bearing, Bearing::new),
        };
        let read = |team| {
            let start = Timestamp(i64::MIN);
            sqlite_breadcrumbs::read(&connection, TeamId(team), start, 0, 9).unwrap()
        };
        let one = [
            fix(60_001, 14.5, 35.9, Some(4.5), Some(1.25), Some(90.5)),
            fix(119_999, 14.500_000_1, -35.9, None, None, None),
            fix(120_000, -14.5, 35.9, None, Some(655.34), Some(0.0)),
        ];
        assert_eq!(read(1), one);
        let two = [
            fix(-1, 14.5, 35.9, None, None, None),
            fix(60_001, 14.5, 35.9, Some(6553.4), None, Some(0.0)),
        ];
        assert_eq!(read(2), two);
        let count = "SELECT count(*) FROM tracks";
        let rows: i64 = connection.query_row(count, [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 4);
    }

    #[test]
    fn devices_from_before_they_had_names_are_known() {
        let connection = migrated(
            "INSERT INTO credentials VALUES
                 (x'01', 'device', 'device', 'T3', 'd1', 31622400123),
                 (x'02', 'session', 'dispatcher', NULL, 's1', 31622400123)",
        );
        let devices = rows(&connection, "SELECT id, made_at, name FROM devices");
        assert_eq!(devices, [row("d1", 123, "Device")]);
    }
}
