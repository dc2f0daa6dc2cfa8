//! Accounts: who may sign in with a name and a password, and whether they just did.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use nearhand_engine::{dispatch::ids::TeamId, units::Timestamp};

use super::{
    AuthError, codes,
    lockout::{Unknown, lock_after},
    password::{self, WeakPassword},
};
use crate::store::{Account, AccountId, Role, Store, StoreError};

/// Longest name to sign in with.
pub(crate) const LONGEST_NAME: usize = 40;

/// What an account may do, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// The role.
    pub role: Role,
    /// The team; for field accounts, and only for them.
    pub team: Option<TeamId>,
    /// The partner; for a partner's accounts, and only for them.
    pub partner: Option<String>,
}

/// Why an account could not be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// A wrong value.
    #[error("{detail}")]
    Field {
        /// Which.
        field: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// There is no such account.
    #[error("there is no such account")]
    Unknown,
    /// Somebody else changed it in between.
    #[error("this account was changed in the meantime: look again")]
    Stale,
    /// Nobody would be left who can run accounts.
    #[error("this is the last administrator who can sign in: make another one first")]
    LastAdmin,
    /// It may not sign in, so nobody is invited to do so.
    #[error("this account may not sign in: enable it first")]
    Disabled,
    /// Nothing was stored.
    #[error(transparent)]
    Auth(#[from] AuthError),
}

impl From<WeakPassword> for AccountError {
    fn from(weak: WeakPassword) -> Self {
        wrong("password", &weak.to_string())
    }
}

impl From<StoreError> for AccountError {
    fn from(source: StoreError) -> Self {
        Self::Auth(AuthError::Store { source })
    }
}

/// Why somebody could not sign in. Which of name, password and code was wrong is not told.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name, password or code is wrong.
    #[error("the name, the password or the code is wrong")]
    Wrong,
    /// Too many wrong ones: nothing is looked at until then.
    #[error("too many wrong tries: wait a little and try again")]
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// The password is right; a code of the second factor is missing.
    #[error("give the code of your authenticator app as well")]
    CodeNeeded,
    /// Nothing could be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All accounts.
///
/// None are kept in memory: `nearhand user` changes them beside a running server.
pub struct People {
    store: Arc<dyn Store>,
    unknown: Unknown,
    /// Secrets of second factors whose first code is awaited.
    pending: Mutex<HashMap<AccountId, Vec<u8>>>,
}

impl People {
    /// The accounts of a store.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            unknown: Unknown::default(),
            pending: Mutex::default(),
        }
    }

    /// All accounts, by id. Disk, as all that follows: not for the async workers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn all(&self) -> Result<Vec<Account>, StoreError> {
        self.store.accounts()
    }

    /// An account.
    ///
    /// # Errors
    /// When the store cannot be read, or there is no such account.
    pub fn get(&self, id: AccountId) -> Result<Account, AccountError> {
        let mut accounts = self.all()?.into_iter();
        accounts
            .find(|account| account.id == id)
            .ok_or(AccountError::Unknown)
    }

    /// The account of that name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn named(&self, name: &str) -> Result<Option<Account>, StoreError> {
        let name = name.trim().to_lowercase();
        Ok(self.all()?.into_iter().find(|account| account.name == name))
    }

    /// Whether somebody can run accounts.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has_admin(&self) -> Result<bool, StoreError> {
        Ok(self.all()?.iter().any(is_working_admin))
    }

    /// A new account, without a password: its owner chooses one.
    ///
    /// # Errors
    /// When a value is wrong or the name taken, or nothing could be stored.
    pub fn add(
        &self,
        name: &str,
        rights: &Rights,
        now: Timestamp,
    ) -> Result<Account, AccountError> {
        let name = checked_name(name)?;
        check(rights)?;
        let mut added = Err(wrong("name", "this name is taken: choose another"));
        self.store.change_accounts(&mut |accounts| {
            if accounts.iter().any(|account| account.name == name) {
                return None;
            }
            let last = accounts.last().map_or(0, |account| account.id.0);
            let account = new_account(AccountId(last + 1), &name, rights, now);
            added = Ok(account.clone());
            Some(account)
        })?;
        added
    }

    /// Changes what an account may do, and whether it may sign in. Its sessions are to be ended by the caller.
    ///
    /// # Errors
    /// When a value is wrong, `expected` is not its version, or nobody would be left to run accounts.
    pub fn change(
        &self,
        id: AccountId,
        expected: Option<u64>,
        rights: Option<&Rights>,
        disabled: Option<bool>,
        now: Timestamp,
    ) -> Result<Account, AccountError> {
        rights.map_or(Ok(()), check)?;
        self.changed(id, AccountError::Unknown, |account, accounts| {
            if expected.is_some_and(|expected| expected != account.version) {
                return Err(AccountError::Stale);
            }
            let was_admin = is_working_admin(account);
            if let Some(rights) = rights {
                account.role = rights.role;
                account.team = rights.team;
                account.partner.clone_from(&rights.partner);
            }
            if let Some(disabled) = disabled {
                account.disabled_at = disabled.then(|| account.disabled_at.unwrap_or(now));
            }
            let mut others = accounts.iter().filter(|other| other.id != id);
            if was_admin && !is_working_admin(account) && !others.any(is_working_admin) {
                return Err(AccountError::LastAdmin);
            }
            account.version += 1;
            Ok(())
        })
    }

    /// Whether name, password and code belong together. Takes tens of milliseconds: not for the async workers.
    ///
    /// # Errors
    /// Why not.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        code: Option<&str>,
        now: Timestamp,
    ) -> Result<Account, SignInError> {
        let Some(account) = self.named(name)? else {
            return Err(self.unknown_name(name, password, now));
        };
        if let Some(until) = account.locked_until.filter(|&until| until > now) {
            return Err(SignInError::Locked { until });
        }
        let is_right = password::is_right(password, account.password.as_deref());
        if !is_right || account.disabled_at.is_some() {
            self.fail(account.id, now)?;
            return Err(SignInError::Wrong);
        }
        // Looked at again: of two that come with the same code at the same time one is too late, and so is who comes
        // with a password that is replaced at this moment.
        let looked_at = account.password;
        let entered = self.changed(account.id, SignInError::Wrong, |account, _| {
            if account.password != looked_at || account.disabled_at.is_some() {
                return Err(SignInError::Wrong);
            }
            if let Some(secret) = &account.totp {
                let code = code.ok_or(SignInError::CodeNeeded)?;
                account.totp_step = codes::step_of(secret, code, seconds(now), account.totp_step)
                    .ok_or(SignInError::Wrong)?;
            }
            account.failures = 0;
            account.locked_until = None;
            account.signed_in_at = Some(now);
            Ok(())
        });
        if matches!(entered, Err(SignInError::Wrong)) {
            self.fail(account.id, now)?;
        }
        entered
    }

    /// Somebody tries a name that no account has: it takes as long and is answered as if there were one.
    fn unknown_name(&self, name: &str, password: &str, now: Timestamp) -> SignInError {
        let name = name.trim().to_lowercase();
        let locked = self.unknown.locked_until(&name);
        if let Some(until) = locked.filter(|&until| until > now) {
            return SignInError::Locked { until };
        }
        let _ = password::is_right(password, None);
        self.unknown.fail(&name, now);
        SignInError::Wrong
    }

    /// Whether this is the password of an account, counting a wrong one as at signing in.
    ///
    /// # Errors
    /// When it is wrong, or the account is locked.
    pub fn confirm(
        &self,
        id: AccountId,
        password: &str,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let mut accounts = self.all()?.into_iter();
        let account = accounts
            .find(|account| account.id == id)
            .ok_or(SignInError::Wrong)?;
        if let Some(until) = account.locked_until.filter(|&until| until > now) {
            return Err(SignInError::Locked { until });
        }
        if password::is_right(password, account.password.as_deref()) {
            return Ok(());
        }
        self.fail(id, now)?;
        Err(SignInError::Wrong)
    }

    /// Gives an account a password; wrong tries are forgotten. Takes tens of milliseconds.
    ///
    /// # Errors
    /// When the password is too weak, or nothing could be stored.
    pub fn set_password(&self, id: AccountId, password: &str) -> Result<Account, AccountError> {
        password::check(password, &self.get(id)?.name)?;
        let hash = password::hash(password).map_err(|_| AuthError::Random)?;
        self.changed(id, AccountError::Unknown, |account, _| {
            account.password = Some(hash.clone());
            account.failures = 0;
            account.locked_until = None;
            account.version += 1;
            Ok(())
        })
    }

    /// Notes that an account signed in by its invitation.
    ///
    /// # Errors
    /// When nothing could be stored.
    pub fn came_in(&self, id: AccountId, now: Timestamp) -> Result<(), AccountError> {
        self.changed(id, AccountError::Unknown, |account, _| {
            account.signed_in_at = Some(now);
            Ok(())
        })
        .map(drop)
    }

    /// Forgets the wrong tries of an account, and its second factor where that is lost: its owner is to be let in anew.
    ///
    /// # Errors
    /// When it may not sign in at all, or nothing could be stored.
    pub fn let_in_anew(
        &self,
        id: AccountId,
        second_factor_is_lost: bool,
    ) -> Result<Account, AccountError> {
        self.changed(id, AccountError::Unknown, |account, _| {
            if account.disabled_at.is_some() {
                return Err(AccountError::Disabled);
            }
            account.failures = 0;
            account.locked_until = None;
            if second_factor_is_lost {
                account.totp = None;
            }
            account.version += 1;
            Ok(())
        })
    }

    /// A secret for a second factor: as people type it, and as apps read it. It counts once its first code has come.
    ///
    /// # Errors
    /// When there are no random numbers.
    pub fn begin_totp(&self, id: AccountId) -> Result<(String, String), AccountError> {
        let name = self.get(id)?.name;
        let secret = codes::secret()?;
        let shown = (codes::base32(&secret), codes::address(&secret, &name));
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.insert(id, secret);
        Ok(shown)
    }

    /// From now on this account signs in with a code as well.
    ///
    /// # Errors
    /// When the code is not that of the secret given last.
    pub fn confirm_totp(
        &self,
        id: AccountId,
        code: &str,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let secret = {
            let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
            pending.get(&id).cloned()
        };
        let step = secret
            .as_ref()
            .and_then(|secret| codes::step_of(secret, code, seconds(now), 0));
        let (Some(secret), Some(step)) = (secret, step) else {
            let detail = "this is not the code of the secret shown last: look at the app again, and at the phone's clock";
            return Err(wrong("code", detail));
        };
        self.changed(id, AccountError::Unknown, |account, _| {
            account.totp = Some(secret.clone());
            account.totp_step = step;
            account.version += 1;
            Ok(())
        })?;
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.remove(&id);
        Ok(())
    }

    /// From now on this account signs in without a code.
    ///
    /// # Errors
    /// When nothing could be stored.
    pub fn drop_totp(&self, id: AccountId) -> Result<Account, AccountError> {
        self.changed(id, AccountError::Unknown, |account, _| {
            account.totp = None;
            account.version += 1;
            Ok(())
        })
    }

    fn fail(&self, id: AccountId, now: Timestamp) -> Result<(), StoreError> {
        let failed = self.changed(id, Failing::Gone, |account, _| {
            account.failures = account.failures.saturating_add(1);
            account.locked_until = lock_after(account.failures).map(|lock| now.plus(lock));
            Ok(())
        });
        match failed {
            Ok(_) | Err(Failing::Gone) => Ok(()),
            Err(Failing::Store(error)) => Err(error),
        }
    }

    /// Changes an account as it is stored, all of them in view, in one step that nobody comes between; `gone` where
    /// there is none.
    fn changed<E: From<StoreError>>(
        &self,
        id: AccountId,
        gone: E,
        change: impl Fn(&mut Account, &[Account]) -> Result<(), E>,
    ) -> Result<Account, E> {
        let mut outcome = Err(gone);
        self.store.change_accounts(&mut |accounts| {
            let mut account = accounts.iter().find(|account| account.id == id)?.clone();
            outcome = change(&mut account, accounts).map(|()| account);
            outcome.as_ref().ok().cloned()
        })?;
        outcome
    }
}

/// Why a wrong try was not counted.
enum Failing {
    Gone,
    Store(StoreError),
}

impl From<StoreError> for Failing {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn new_account(id: AccountId, name: &str, rights: &Rights, now: Timestamp) -> Account {
    Account {
        id,
        name: name.to_owned(),
        role: rights.role,
        team: rights.team,
        partner: rights.partner.clone(),
        password: None,
        totp: None,
        totp_step: 0,
        failures: 0,
        locked_until: None,
        made_at: now,
        signed_in_at: None,
        disabled_at: None,
        version: 1,
    }
}

fn is_working_admin(account: &Account) -> bool {
    account.role == Role::Admin && account.password.is_some() && account.disabled_at.is_none()
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.0).unwrap_or(0) / 1000
}

pub(super) fn wrong(field: &'static str, detail: &str) -> AccountError {
    AccountError::Field {
        field,
        detail: detail.to_owned(),
    }
}

/// A name to sign in with: easy to say on the phone, one spelling.
fn checked_name(name: &str) -> Result<String, AccountError> {
    let name = name.trim().to_lowercase();
    let fits = (1..=LONGEST_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-_@".contains(&byte));
    if fits {
        return Ok(name);
    }
    Err(wrong(
        "name",
        "a name to sign in with has 1 to 40 letters a to z, digits, and . - _ @, such as maria.lopez",
    ))
}

/// Whether a role comes with what it needs and nothing else.
fn check(rights: &Rights) -> Result<(), AccountError> {
    let Rights {
        role,
        team,
        partner,
    } = rights;
    match (role, team, partner) {
        (Role::Device, ..) => Err(wrong(
            "role",
            "a device has a token, not an account: make it under devices",
        )),
        (Role::Field, None, _) => Err(wrong("team", "a field account belongs to a team: name it")),
        (Role::Partner, _, None) => Err(wrong(
            "partner",
            "a partner's account belongs to a partner: name it as requests name their source",
        )),
        (Role::Field, _, None) | (Role::Partner, None, _) | (_, None, None) => {
            let length = partner
                .as_ref()
                .map_or(1, |partner| partner.trim().chars().count());
            if (1..=LONGEST_NAME).contains(&length) {
                Ok(())
            } else {
                Err(wrong("partner", "a partner's name has 1 to 40 characters"))
            }
        }
        (_, Some(_), _) if *role != Role::Field => {
            Err(wrong("team", "only a field account belongs to a team"))
        }
        (..) => Err(wrong(
            "partner",
            "only a partner's account belongs to a partner",
        )),
    }
}

#[cfg(test)]
mod tests;
