//! What is done to accounts, over HTTP and by `nearhand user`: each deed whole, and on record when it returns.

use nearhand_engine::{dispatch::Board, units::Timestamp};

use super::{
    AccountError, Auth, AuthError,
    audit::{Deed, Doer},
    people::{Rights, wrong},
};
use crate::store::{Account, AccountId, Action, Role};

/// What changes of an account; what is not given stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another role, with what it needs.
    pub rights: Option<Rights>,
    /// Whether it may not sign in.
    pub disabled: Option<bool>,
    /// The version that it must have.
    pub expected: Option<u64>,
}

/// The role of that name.
///
/// # Errors
/// When there is none.
pub fn role_named(name: &str) -> Result<Role, AccountError> {
    Role::from_name(name).ok_or_else(|| {
        let names = Role::ALL.map(Role::name).join(", ");
        wrong("role", &format!("role must be one of {names}"))
    })
}

/// A team or a partner that an account is bound to must be there.
///
/// # Errors
/// When it is not.
pub fn ensure_bound(board: &Board, rights: &Rights) -> Result<(), AccountError> {
    if let Some(team) = rights.team
        && board.team(team).is_none()
    {
        return Err(wrong("team", &format!("there is no team {team}")));
    }
    let service = board.configuration();
    match &rights.partner {
        Some(partner) if !service.has_partner(partner) => {
            let known = service.partners.iter().map(|it| it.id.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            let problem = format!("the service has no such partner: choose one of {known}");
            Err(wrong("partner", &problem))
        }
        _ => Ok(()),
    }
}

impl Auth {
    /// Makes an account; its owner is to be invited.
    ///
    /// # Errors
    /// When a value is wrong or the name taken, or nothing could be stored.
    pub fn make_account(
        &self,
        by: Doer<'_>,
        name: &str,
        rights: &Rights,
        now: Timestamp,
    ) -> Result<Account, AccountError> {
        let account = self.people.add(name, rights, now)?;
        let detail = account.role.name().to_owned();
        self.on_record(by, Action::AccountMade, account.id, Some(detail), now)?;
        Ok(account)
    }

    /// Changes what an account may do, or whether it may sign in. Its sessions end.
    ///
    /// # Errors
    /// When a value is wrong, it was changed meanwhile, or nobody would be left to run accounts.
    pub fn change_account(
        &self,
        by: Doer<'_>,
        id: AccountId,
        change: &Change,
        now: Timestamp,
    ) -> Result<Account, AccountError> {
        let rights = change.rights.as_ref();
        let account = self
            .people
            .change(id, change.expected, rights, change.disabled, now)?;
        self.end_sessions(id, None)?;
        let state = if account.disabled_at.is_some() {
            "disabled"
        } else {
            "enabled"
        };
        let detail = format!("{}, {state}", account.role.name());
        self.on_record(by, Action::AccountChanged, id, Some(detail), now)?;
        Ok(account)
    }

    /// A secret that lets the owner of an account choose a password, once. Its sessions and older invitations end, and so
    /// do its lock-out and, where that is lost, its second factor.
    ///
    /// # Errors
    /// When the account may not sign in, or nothing could be stored.
    pub fn invite_to_account(
        &self,
        by: Doer<'_>,
        id: AccountId,
        second_factor_is_lost: bool,
        now: Timestamp,
    ) -> Result<String, AccountError> {
        let account = self.people.let_in_anew(id, second_factor_is_lost)?;
        let secret = self.invite(&account, now)?;
        self.on_record(by, Action::Invited, id, None, now)?;
        Ok(secret)
    }

    fn on_record(
        &self,
        by: Doer<'_>,
        action: Action,
        id: AccountId,
        detail: Option<String>,
        now: Timestamp,
    ) -> Result<(), AuthError> {
        let deed = Deed {
            by,
            action,
            subject: Some(id.to_string()),
            detail,
        };
        Ok(self.audit.record(deed, now)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use nearhand_engine::dispatch::ids::TeamId;

    use super::*;
    use crate::store::{AccessFilter, SqliteStore};

    const NOW: Timestamp = Timestamp(1_000_000);
    const PASSWORD: &str = "correct horse battery";

    fn rights(role: Role) -> Rights {
        Rights {
            role,
            team: None,
            partner: None,
        }
    }

    #[test]
    fn what_a_command_does_beside_a_server_holds_in_the_server() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let server = Auth::open(Arc::new(SqliteStore::open(&path).unwrap()), NOW).unwrap();
        let command =
            || Auth::open(Arc::new(SqliteStore::open_beside(&path).unwrap()), NOW).unwrap();
        let maria = server
            .people
            .add("maria", &rights(Role::Admin), NOW)
            .unwrap();
        server.people.set_password(maria.id, PASSWORD).unwrap();
        let (session, _) = server.open_session(&maria, NOW).unwrap();
        let (device, _) = server
            .issue_device(TeamId(1), "Phone".to_owned(), NOW)
            .unwrap();
        // Neither overwrites what the other did.
        let by = Doer::Operator;
        let made = command()
            .make_account(by, "planner", &rights(Role::Planner), NOW)
            .unwrap();
        let next = server
            .people
            .add("next", &rights(Role::Planner), NOW)
            .unwrap();
        assert_eq!((made.id, next.id), (AccountId(2), AccountId(3)));
        for _ in 0..5 {
            let wrong = server
                .people
                .sign_in("maria", "wrong wrong wrong", None, NOW);
            assert!(wrong.is_err());
        }
        assert!(server.people.sign_in("maria", PASSWORD, None, NOW).is_err());
        let secret = command()
            .invite_to_account(by, maria.id, false, NOW)
            .unwrap();
        server
            .people
            .sign_in("maria", PASSWORD, None, NOW)
            .expect("she is locked out no more");
        // The session opened since is not among those that ended.
        let (later, _) = server.open_session(&maria, NOW).unwrap();
        server.forget_ended(NOW).unwrap();
        assert_eq!(server.authenticate(&session, NOW), None);
        assert!(server.authenticate(&later, NOW).is_some());
        assert_eq!(server.devices(NOW).unwrap(), [device]);
        assert!(server.accept(&secret, PASSWORD, NOW).unwrap().is_some());
        // The last administrator stays, whoever asks.
        let change = Change {
            disabled: Some(true),
            ..Change::default()
        };
        let refused = command().change_account(by, maria.id, &change, NOW);
        assert!(matches!(refused, Err(AccountError::LastAdmin)));
        let record = server.audit.read(&AccessFilter {
            limit: 10,
            ..AccessFilter::default()
        });
        let record = record.unwrap().into_iter();
        let deeds: Vec<_> = record
            .map(|one| (one.access.actor, one.access.action))
            .collect();
        let operator = |action| ("operator".to_owned(), action);
        assert_eq!(
            deeds,
            [operator(Action::Invited), operator(Action::AccountMade)]
        );
    }

    #[test]
    fn a_command_leaves_a_folder_of_another_version_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        drop(SqliteStore::open(&path).unwrap());
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.execute_batch("PRAGMA user_version = 1").unwrap();
        assert!(SqliteStore::open_beside(&path).is_err());
        assert!(SqliteStore::open_beside(&folder.path().join("none.db")).is_err());
        assert!(!folder.path().join("none.db").exists());
    }
}
