//! What the SQLite store keeps of people: accounts, and the record of access.

use nearhand_engine::{dispatch::ids::TeamId, units::Timestamp};
use rusqlite::{Connection, Row, params};

use super::{
    Access, AccessFilter, Account, AccountId, Action, NumberedAccess, Role, StoreError,
    sqlite::{database, from_sql, to_sql},
};

pub(super) fn change_accounts(
    connection: &mut Connection,
    change: &mut dyn FnMut(&[Account]) -> Option<Account>,
) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    let Some(account) = change(&accounts(&transaction)?) else {
        return Ok(());
    };
    put_account(&transaction, &account)?;
    transaction.commit().map_err(database)
}

fn put_account(connection: &Connection, account: &Account) -> Result<(), StoreError> {
    connection
        .execute(
            "INSERT INTO accounts (id, name, role, team, partner, password, totp, totp_step, failures,
                locked_until, made_at, signed_in_at, disabled_at, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (id) DO UPDATE SET name = ?2, role = ?3, team = ?4, partner = ?5, password = ?6,
                totp = ?7, totp_step = ?8, failures = ?9, locked_until = ?10, made_at = ?11,
                signed_in_at = ?12, disabled_at = ?13, version = ?14",
            params![
                account.id.0,
                account.name,
                account.role.name(),
                account.team.map(|team| team.to_string()),
                account.partner,
                account.password,
                account.totp,
                to_sql(account.totp_step),
                account.failures,
                account.locked_until.map(|at| at.0),
                account.made_at.0,
                account.signed_in_at.map(|at| at.0),
                account.disabled_at.map(|at| at.0),
                to_sql(account.version),
            ],
        )
        .map_err(database)?;
    Ok(())
}

pub(super) fn accounts(connection: &Connection) -> Result<Vec<Account>, StoreError> {
    let mut statement = connection
        .prepare(
            "SELECT id, name, role, team, partner, password, totp, totp_step, failures, locked_until,
                made_at, signed_in_at, disabled_at, version
             FROM accounts ORDER BY id",
        )
        .map_err(database)?;
    let rows = statement.query_map([], account).map_err(database)?;
    rows.collect::<Result<_, _>>().map_err(database)
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let time = |column| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
    };
    Ok(Account {
        id: AccountId(row.get(0)?),
        name: row.get(1)?,
        role: Role::from_name(&row.get::<_, String>(2)?).ok_or(rusqlite::Error::InvalidQuery)?,
        team: team(row.get(3)?)?,
        partner: row.get(4)?,
        password: row.get(5)?,
        totp: row.get(6)?,
        totp_step: from_sql(row.get(7)?),
        failures: row.get(8)?,
        locked_until: time(9)?,
        made_at: Timestamp(row.get(10)?),
        signed_in_at: time(11)?,
        disabled_at: time(12)?,
        version: from_sql(row.get(13)?),
    })
}

/// A team's id as it is stored.
pub(super) fn team(text: Option<String>) -> rusqlite::Result<Option<TeamId>> {
    text.map(|team| team.parse())
        .transpose()
        .map_err(|_| rusqlite::Error::InvalidQuery)
}

pub(super) fn put_accesses(
    connection: &mut Connection,
    accesses: &[Access],
) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    for access in accesses {
        transaction
            .prepare_cached(
                "INSERT INTO accesses (at, actor, action, subject, detail, count)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    access.at.0,
                    access.actor,
                    access.action.name(),
                    access.subject,
                    access.detail,
                    access.count,
                ])
            })
            .map_err(database)?;
    }
    transaction.commit().map_err(database)
}

/// Removed in one step.
const STEP: u32 = 5_000;

/// Repeats a step until it finds nothing more; how many entries were removed.
pub(crate) fn drop_all_accesses(
    mut step: impl FnMut() -> Result<usize, StoreError>,
) -> Result<u64, StoreError> {
    let mut removed = 0;
    loop {
        let found = step()?;
        removed += u64::try_from(found).unwrap_or(u64::MAX);
        if found < STEP as usize {
            return Ok(removed);
        }
    }
}

/// Removes some of the entries from before a moment. They are numbered in the order of time, nearly: the clock may have been set.
pub(crate) fn drop_some_accesses(
    connection: &Connection,
    before: Timestamp,
) -> Result<usize, StoreError> {
    connection
        .execute(
            "DELETE FROM accesses WHERE number IN (
                SELECT number FROM accesses WHERE at < ?1 ORDER BY number LIMIT ?2)",
            params![before.0, STEP],
        )
        .map_err(database)
}

pub(super) fn accesses(
    connection: &Connection,
    filter: &AccessFilter,
) -> Result<Vec<NumberedAccess>, StoreError> {
    let mut statement = connection
        .prepare(
            "SELECT number, at, actor, action, subject, detail, count FROM accesses
             WHERE number < ?1 AND actor = ifnull(?2, actor) AND action = ifnull(?3, action)
                AND (?4 IS NULL OR subject = ?4)
             ORDER BY number DESC LIMIT ?5",
        )
        .map_err(database)?;
    let wanted = params![
        filter.before.map_or(i64::MAX, to_sql),
        filter.actor,
        filter.action.map(Action::name),
        filter.subject,
        i64::try_from(filter.limit).unwrap_or(i64::MAX),
    ];
    let rows = statement.query_map(wanted, access).map_err(database)?;
    rows.collect::<Result<_, _>>().map_err(database)
}

fn access(row: &Row<'_>) -> rusqlite::Result<NumberedAccess> {
    let action = row.get::<_, String>(3)?;
    Ok(NumberedAccess {
        number: from_sql(row.get(0)?),
        access: Access {
            at: Timestamp(row.get(1)?),
            actor: row.get(2)?,
            action: Action::from_name(&action).ok_or(rusqlite::Error::InvalidQuery)?,
            subject: row.get(4)?,
            detail: row.get(5)?,
            count: row.get(6)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread, time::Duration};

    use super::*;
    use crate::store::{Accepted, KeyedAnswer, SqliteStore, Store as _};

    /// A transaction that reads first and takes the lock later would be refused: what it has read is out of date.
    #[test]
    fn a_server_waits_while_a_command_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let server = SqliteStore::open(&path).unwrap();
        let command = SqliteStore::open_beside(&path).unwrap();
        let account = Account {
            id: AccountId(1),
            name: "maria".to_owned(),
            role: Role::Planner,
            team: None,
            partner: None,
            password: None,
            totp: None,
            totp_step: 0,
            failures: 0,
            locked_until: None,
            made_at: Timestamp(1),
            signed_in_at: None,
            disabled_at: None,
            version: 1,
        };
        let accepted = Accepted {
            actor: "dispatcher".to_owned(),
            events: Vec::new(),
            answer: Some(KeyedAnswer {
                key: "k1".to_owned(),
                fingerprint: [0; 32],
                seq: 0,
                entity: serde_json::Value::Null,
            }),
        };
        let (begun, begins) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let change = &mut |_: &[Account]| {
                    begun.send(()).unwrap();
                    thread::sleep(Duration::from_millis(200));
                    Some(account.clone())
                };
                command.change_accounts(change).unwrap();
            });
            begins.recv().unwrap();
            server.append(0, &[accepted]).unwrap();
        });
        assert!(server.answer("dispatcher", "k1").unwrap().is_some());
        assert_eq!(server.accounts().unwrap(), [account]);
    }
}
