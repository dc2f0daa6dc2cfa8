//! What the SQLite store knows of devices beside their credentials.

use nearhand_engine::units::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};

use super::{Device, StoreError, sqlite::database};

pub(super) fn insert(transaction: &Transaction<'_>, device: &Device) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO devices (id, name, made_at, heard_at) VALUES (?1, ?2, ?3, ?4)",
            params![
                device.id,
                device.name,
                device.made_at.0,
                device.heard_at.map(|at| at.0)
            ],
        )
        .map_err(database)?;
    Ok(())
}

pub(super) fn all(connection: &Connection) -> Result<Vec<Device>, StoreError> {
    let mut statement = connection
        .prepare(
            "SELECT id, team, name, made_at, heard_at FROM devices JOIN credentials USING (id)
             WHERE team IS NOT NULL",
        )
        .map_err(database)?;
    let rows = statement.query_map([], device).map_err(database)?;
    let mut devices: Vec<Device> = rows.collect::<Result<_, _>>().map_err(database)?;
    // In the table teams are texts, and T10 comes before T9.
    devices.sort_unstable_by(|a, b| (a.team, &a.id).cmp(&(b.team, &b.id)));
    Ok(devices)
}

fn device(row: &Row<'_>) -> rusqlite::Result<Device> {
    let team: String = row.get(1)?;
    let heard_at: Option<i64> = row.get(4)?;
    Ok(Device {
        id: row.get(0)?,
        team: team.parse().map_err(|_| rusqlite::Error::InvalidQuery)?,
        name: row.get(2)?,
        made_at: Timestamp(row.get(3)?),
        heard_at: heard_at.map(Timestamp),
    })
}

pub(super) fn put_heard(
    connection: &mut Connection,
    heard: &[(String, Timestamp)],
) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    for (id, at) in heard {
        transaction
            .prepare_cached("UPDATE devices SET heard_at = ?2 WHERE id = ?1")
            .and_then(|mut update| update.execute(params![id, at.0]))
            .map_err(database)?;
    }
    transaction.commit().map_err(database)
}
