//! What the SQLite store keeps of driving.

use std::ops::Range;

use nearhand_engine::{routing::live::LearnedRow, units::Timestamp};
use rusqlite::{Connection, Row, params};

use super::{StoreError, ToldEta, sqlite::database};

pub(super) fn put_etas(connection: &mut Connection, etas: &[ToldEta]) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    for eta in etas {
        transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO etas (assignment, told_at, arrives_at) VALUES (?1, ?2, ?3)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    eta.assignment.to_string(),
                    eta.told_at.0,
                    eta.arrives_at.0
                ])
            })
            .map_err(database)?;
    }
    transaction.commit().map_err(database)
}

pub(super) fn etas(
    connection: &Connection,
    period: &Range<Timestamp>,
) -> Result<Vec<ToldEta>, StoreError> {
    let mut statement = connection
        .prepare(
            "SELECT assignment, told_at, arrives_at FROM etas WHERE told_at >= ?1 AND told_at < ?2
             ORDER BY assignment, told_at",
        )
        .map_err(database)?;
    let rows = statement
        .query_map([period.start.0, period.end.0], told)
        .map_err(database)?;
    rows.collect::<Result<_, _>>().map_err(database)
}

fn told(row: &Row<'_>) -> rusqlite::Result<ToldEta> {
    let assignment: String = row.get(0)?;
    Ok(ToldEta {
        assignment: assignment
            .parse()
            .map_err(|_| rusqlite::Error::InvalidQuery)?,
        told_at: Timestamp(row.get(1)?),
        arrives_at: Timestamp(row.get(2)?),
    })
}

pub(super) fn put_learned(
    connection: &mut Connection,
    rows: &[LearnedRow],
) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    transaction
        .execute("DELETE FROM learned", [])
        .map_err(database)?;
    for row in rows {
        transaction
            .prepare_cached("INSERT INTO learned VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .and_then(|mut insert| {
                insert.execute(params![
                    row.osm_way,
                    row.from_osm_node,
                    row.to_osm_node,
                    serde_json::to_string(&row.hours).unwrap_or_default(),
                    row.count,
                    row.log_micro
                ])
            })
            .map_err(database)?;
    }
    transaction.commit().map_err(database)
}

pub(super) fn learned(connection: &Connection) -> Result<Vec<LearnedRow>, StoreError> {
    let mut statement = connection
        .prepare("SELECT osm_way, from_osm_node, to_osm_node, hours, count, log_micro FROM learned")
        .map_err(database)?;
    let rows = statement.query_map([], row).map_err(database)?;
    let mut rows: Vec<LearnedRow> = rows.collect::<Result<_, _>>().map_err(database)?;
    rows.sort_unstable();
    Ok(rows)
}

fn row(row: &Row<'_>) -> rusqlite::Result<LearnedRow> {
    let hours: String = row.get(3)?;
    Ok(LearnedRow {
        osm_way: row.get(0)?,
        from_osm_node: row.get(1)?,
        to_osm_node: row.get(2)?,
        hours: serde_json::from_str(&hours).map_err(|_| rusqlite::Error::InvalidQuery)?,
        count: row.get(4)?,
        log_micro: row.get(5)?,
    })
}
