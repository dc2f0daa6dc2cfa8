//! Who calls: accounts with passwords, one-time sign-in links, sessions, device tokens, and the record of access.
//!
//! A secret is shown once and never stored; the store keeps its SHA-256. Secrets are 256 random bits, so
//! a plain hash is enough (there is nothing to guess). Passwords are another matter: see `password`.

mod access;
mod administration;
mod audit;
mod codes;
mod devices;
mod lockout;
#[cfg(test)]
mod matrix;
mod password;
mod people;

use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
    fmt::Write as _,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use nearhand_engine::{
    dispatch::ids::TeamId,
    units::{Millis, Timestamp},
};
use rand::{TryRngCore as _, rngs::OsRng};
use sha2::{Digest as _, Sha256};

pub use access::{Access, Channel, ROUTES, Route};
pub use administration::{Change, ensure_bound, role_named};
pub use audit::{Audit, Deed, Doer};
pub use password::WeakPassword;
pub use people::{AccountError, People, Rights, SignInError};

use crate::store::{Account, AccountId, Credential, Logged, Purpose, Role, Store, StoreError};

const LINK_LIFE: Millis = Millis::from_mins(24 * 60);

/// How long sessions live at most, and how long unused: a desk's for a long shift, a phone's for a fortnight, as its crew
/// must not be asked for a password in the middle of the night.
const DESK_LIFE: Millis = Millis::from_mins(24 * 60);
const DESK_IDLE: Millis = Millis::from_mins(4 * 60);
const LONG_LIFE: Millis = Millis::from_mins(14 * 24 * 60);
const LONG_IDLE: Millis = Millis::from_mins(24 * 60);

/// Who calls, and with which rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The role.
    pub role: Role,
    /// The team it is bound to; always there for field teams and devices.
    pub team: Option<TeamId>,
    /// The partner it is bound to; always there for partners.
    pub partner: Option<String>,
    /// The account that signed in; none behind a sign-in link.
    pub account: Option<AccountId>,
    /// Public name of the credential.
    pub credential: String,
}

impl Principal {
    /// Name under which its commands are logged and its keys are kept: `dispatcher`, `field:T3`, `dispatcher:U2`,
    /// `field:T3:U5`.
    ///
    /// Not the session: a phone that signs in anew may send an old command again.
    #[must_use]
    pub fn actor(&self) -> String {
        let mut actor = self.role.name().to_owned();
        // Writing to a string cannot fail.
        if let Some(team) = self.team {
            let _ = write!(actor, ":{team}");
        }
        if let Some(account) = self.account {
            let _ = write!(actor, ":{account}");
        }
        actor
    }
}

/// Why nobody could be signed in or no token could be made.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// The operating system gave no random numbers.
    #[error("the operating system gave no random numbers")]
    Random,
    /// The credential could not be stored.
    #[error("the credential could not be stored")]
    Store {
        /// What the store said.
        #[from]
        source: StoreError,
    },
}

/// A session or device that is known.
struct Known {
    credential: Credential,
    /// When it was last used, as the store knows it and as it is.
    stored: AtomicI64,
    used: AtomicI64,
}

/// Issues and checks credentials.
pub struct Auth {
    store: Arc<dyn Store>,
    /// The accounts.
    pub people: People,
    /// The record of access.
    pub audit: Audit,
    /// Valid sessions and devices by the hash of their secret, so that a call needs no look into the store.
    known: RwLock<HashMap<[u8; 32], Known>>,
    /// What the store said when sessions were last compared with it; see [`Store::written_elsewhere`].
    compared: AtomicI64,
    /// Devices heard of since that was written the last time, by id.
    heard: Mutex<HashMap<String, Timestamp>>,
}

impl Auth {
    /// Takes up the sessions, devices and accounts of the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open(store: Arc<dyn Store>, now: Timestamp) -> Result<Self, StoreError> {
        let compared = AtomicI64::new(store.written_elsewhere()?);
        let known = store.credentials(now)?.into_iter();
        let known = known.map(|credential| (credential.hash, Known::from(credential)));
        Ok(Self {
            people: People::new(Arc::clone(&store)),
            audit: Audit::new(Arc::clone(&store)),
            known: RwLock::new(known.collect()),
            compared,
            store,
            heard: Mutex::default(),
        })
    }

    /// A secret that signs in once, for the query of `/sign-in`.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn issue_link(
        &self,
        role: Role,
        team: Option<TeamId>,
        now: Timestamp,
    ) -> Result<String, AuthError> {
        let secret = secret()?;
        self.store.put_credential(&Credential {
            purpose: Purpose::Link,
            role,
            team,
            ..blank(&secret, now, LINK_LIFE)
        })?;
        Ok(secret)
    }

    /// Uses up a link: the secret of the session it opens, and whose it is; `None` when the link is not valid (any more).
    ///
    /// # Errors
    /// When the session could not be stored.
    pub fn redeem(
        &self,
        link: &str,
        now: Timestamp,
    ) -> Result<Option<(String, Principal)>, AuthError> {
        self.exchange(link, Purpose::Link, now, &|_| true)
    }

    /// A secret that lets the owner of an account choose a password, once. Older ones and all sessions end.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn invite(&self, account: &Account, now: Timestamp) -> Result<String, AuthError> {
        self.end_sessions(account.id, None)?;
        let secret = secret()?;
        self.store.put_credential(&Credential {
            purpose: Purpose::Invitation,
            ..of_account(&secret, account, now, LINK_LIFE)
        })?;
        Ok(secret)
    }

    /// Uses up an invitation: its account gets a password and a session, whose secret and owner are returned; `None`
    /// when the invitation is not valid (any more). Takes tens of milliseconds: not for the async workers.
    ///
    /// # Errors
    /// When the password is too weak (then the invitation stays), or nothing could be stored.
    pub fn accept(
        &self,
        invitation: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<Option<(String, Principal)>, AccountError> {
        let weak = Cell::new(None);
        let is_good = |link: &Credential| {
            let account = match link.account.map(|id| self.people.get(id)) {
                Some(Ok(account)) if account.disabled_at.is_none() => account,
                _ => return false,
            };
            weak.set(self::password::check(password, &account.name).err());
            weak.get().is_none()
        };
        let opened = self.exchange(invitation, Purpose::Invitation, now, &is_good)?;
        if let Some(weak) = weak.get() {
            return Err(weak.into());
        }
        if let Some(id) = opened.as_ref().and_then(|(_, principal)| principal.account) {
            self.people.set_password(id, password)?;
            self.people.came_in(id, now)?;
        }
        Ok(opened)
    }

    fn exchange(
        &self,
        link: &str,
        purpose: Purpose,
        now: Timestamp,
        is_good: &dyn Fn(&Credential) -> bool,
    ) -> Result<Option<(String, Principal)>, AuthError> {
        let secret = secret()?;
        let open = |link: &Credential| {
            let (life, _) = session_limits(link.role, link.account);
            is_good(link).then(|| Credential {
                hash: hash(&secret),
                purpose: Purpose::Session,
                id: new_id(),
                expires_at: now.plus(life),
                used_at: now,
                ..link.clone()
            })
        };
        let Some(session) = self.store.redeem_link(&hash(link), purpose, now, &open)? else {
            return Ok(None);
        };
        let principal = principal(&session);
        self.remember(session);
        Ok(Some((secret, principal)))
    }

    /// A session of an account that has just signed in: its secret, and whose it is.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn open_session(
        &self,
        account: &Account,
        now: Timestamp,
    ) -> Result<(String, Principal), AuthError> {
        let secret = secret()?;
        let mut session = of_account(&secret, account, now, DESK_LIFE);
        session.expires_at = now.plus(limits(&session).0);
        self.store.put_credential(&session)?;
        let principal = principal(&session);
        self.remember(session);
        Ok((secret, principal))
    }

    /// Ends a session or a device's token; whether there was one of that purpose.
    ///
    /// # Errors
    /// When the store could not be written.
    pub fn revoke(&self, id: &str, purpose: Purpose) -> Result<bool, StoreError> {
        let hash = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            let mut known = known.values().map(|known| &known.credential);
            known
                .find(|credential| credential.id == id && credential.purpose == purpose)
                .map(|credential| credential.hash)
        };
        let Some(hash) = hash else {
            return Ok(false);
        };
        self.store.remove_credential(id)?;
        self.known
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&hash);
        Ok(true)
    }

    /// Ends the sessions and invitations of an account, all but one.
    ///
    /// # Errors
    /// When the store could not be written.
    pub fn end_sessions(&self, account: AccountId, but: Option<&str>) -> Result<(), StoreError> {
        self.store.remove_credentials_of(account, but)?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, known| {
            known.credential.account != Some(account) || Some(&*known.credential.id) == but
        });
        Ok(())
    }

    /// Forgets the sessions and devices that another process has ended (`nearhand user`). Disk: not for the async workers.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn forget_ended(&self, now: Timestamp) -> Result<(), StoreError> {
        let written = self.store.written_elsewhere()?;
        if written == self.compared.load(Ordering::Relaxed) {
            return Ok(());
        }
        // One that is opened while the store is read is not among those that may have ended.
        let before: HashSet<[u8; 32]> = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            known.keys().copied().collect()
        };
        let stored = self.store.credentials(now)?.into_iter();
        let stored: HashSet<[u8; 32]> = stored.map(|credential| credential.hash).collect();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|hash, _| stored.contains(hash) || !before.contains(hash));
        self.compared.store(written, Ordering::Relaxed);
        Ok(())
    }

    /// Reads the log of changes: its entries after a number, in order, until `each` has seen enough and says false.
    /// Disk: not for the async workers.
    ///
    /// # Errors
    /// When an entry cannot be read.
    pub fn read_log(
        &self,
        after: u64,
        each: &mut dyn FnMut(Logged) -> bool,
    ) -> Result<(), StoreError> {
        self.store.read_after(after, each)
    }

    /// Whose secret this is. Counts as use.
    #[must_use]
    pub fn authenticate(&self, secret: &str, now: Timestamp) -> Option<Principal> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let known = known
            .get(&hash(secret))
            .filter(|known| known.is_valid(now))?;
        known.used.fetch_max(now.0, Ordering::Relaxed);
        Some(principal(&known.credential))
    }

    /// Whether the credential that a caller came with is still good. Counts as use: a screen that is open is used.
    #[must_use]
    pub fn is_valid(&self, principal: &Principal, now: Timestamp) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let own = known
            .values()
            .find(|known| known.credential.id == principal.credential && known.is_valid(now));
        if let Some(own) = own {
            own.used.fetch_max(now.0, Ordering::Relaxed);
        }
        own.is_some()
    }

    /// Writes when credentials were last used. Disk: not for the async workers.
    ///
    /// # Errors
    /// When nothing could be written.
    pub fn write_used(&self) -> Result<(), StoreError> {
        let changed: Vec<(String, Timestamp)> = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            let changed = known.values().filter_map(|known| {
                let used = known.used.load(Ordering::Relaxed);
                let before = known.stored.swap(used, Ordering::Relaxed);
                (before != used).then(|| (known.credential.id.clone(), Timestamp(used)))
            });
            changed.collect()
        };
        if changed.is_empty() {
            return Ok(());
        }
        self.store.touch_credentials(&changed)
    }

    fn remember(&self, credential: Credential) {
        self.known
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(credential.hash, Known::from(credential));
    }
}

impl Known {
    fn is_valid(&self, now: Timestamp) -> bool {
        let (_, idle) = limits(&self.credential);
        let used = Timestamp(self.used.load(Ordering::Relaxed));
        self.credential.expires_at > now && used.plus(idle) > now
    }
}

impl From<Credential> for Known {
    fn from(credential: Credential) -> Self {
        Self {
            stored: AtomicI64::new(credential.used_at.0),
            used: AtomicI64::new(credential.used_at.0),
            credential,
        }
    }
}

/// How long a session or device lives at most, and how long unused.
fn limits(credential: &Credential) -> (Millis, Millis) {
    if credential.purpose == Purpose::Device {
        return (devices::LIFE, devices::LIFE);
    }
    session_limits(credential.role, credential.account)
}

/// How long a session lives at most, and how long unused.
fn session_limits(role: Role, account: Option<AccountId>) -> (Millis, Millis) {
    if role == Role::Field || account.is_none() {
        (LONG_LIFE, LONG_IDLE)
    } else {
        (DESK_LIFE, DESK_IDLE)
    }
}

impl Principal {
    /// How long its session lives at most.
    #[must_use]
    pub fn session_life(&self) -> Millis {
        session_limits(self.role, self.account).0
    }
}

fn principal(credential: &Credential) -> Principal {
    Principal {
        role: credential.role,
        team: credential.team,
        partner: credential.partner.clone(),
        account: credential.account,
        credential: credential.id.clone(),
    }
}

/// A session of nobody in particular, to be filled in.
fn blank(secret: &str, now: Timestamp, life: Millis) -> Credential {
    Credential {
        hash: hash(secret),
        purpose: Purpose::Session,
        role: Role::Device,
        team: None,
        partner: None,
        account: None,
        id: new_id(),
        expires_at: now.plus(life),
        used_at: now,
    }
}

fn of_account(secret: &str, account: &Account, now: Timestamp, life: Millis) -> Credential {
    Credential {
        role: account.role,
        team: account.team,
        partner: account.partner.clone(),
        account: Some(account.id),
        ..blank(secret, now, life)
    }
}

fn new_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

fn secret() -> Result<String, AuthError> {
    let mut bytes = [0; 32];
    OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|_| AuthError::Random)?;
    let mut text = String::with_capacity(64);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SqliteStore;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn auth(folder: &tempfile::TempDir) -> Auth {
        let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        Auth::open(Arc::new(store), NOW).unwrap()
    }

    #[test]
    fn a_link_signs_in_once_and_the_session_survives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let session = {
            let auth = auth(&folder);
            let link = auth.issue_link(Role::Field, Some(TeamId(3)), NOW).unwrap();
            assert_eq!(auth.authenticate(&link, NOW), None, "a link is no session");
            let (session, principal) = auth.redeem(&link, NOW).unwrap().unwrap();
            assert_eq!(principal.actor(), "field:T3");
            assert!(auth.redeem(&link, NOW).unwrap().is_none());
            session
        };
        let auth = auth(&folder);
        let principal = auth.authenticate(&session, NOW).unwrap();
        assert_eq!(
            (principal.role, principal.team),
            (Role::Field, Some(TeamId(3)))
        );
        // Used day by day it lasts its fortnight and no longer; left alone it ends after a day.
        let day = |days: u64| NOW.plus(Millis(days * (LONG_IDLE.0 - 1)));
        for days in 1..=14 {
            assert!(auth.authenticate(&session, day(days)).is_some(), "{days}");
        }
        assert_eq!(auth.authenticate(&session, NOW.plus(LONG_LIFE)), None);
    }

    #[test]
    fn a_desk_that_is_left_alone_is_signed_out_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let minutes = |minutes: u64| NOW.plus(Millis::from_mins(minutes));
        let (session, principal) = {
            let auth = auth(&folder);
            let rights = Rights {
                role: Role::Supervisor,
                team: None,
                partner: None,
            };
            let account = auth.people.add("maria", &rights, NOW).unwrap();
            let opened = auth.open_session(&account, NOW).unwrap();
            assert_eq!(opened.1.actor(), "supervisor:U1");
            assert!(auth.authenticate(&opened.0, minutes(180)).is_some());
            auth.write_used().unwrap();
            opened
        };
        let auth = auth(&folder);
        // A screen that is open counts as use.
        assert!(auth.is_valid(&principal, minutes(180 + 239)));
        assert!(
            auth.authenticate(&session, minutes(180 + 239 + 239))
                .is_some()
        );
        assert!(!auth.is_valid(&principal, minutes(180 + 239 + 239 + 240)));
        assert_eq!(
            auth.authenticate(&session, minutes(180 + 239 + 239 + 240)),
            None
        );
    }

    #[test]
    fn an_invitation_opens_one_session_and_ends_those_before() {
        let folder = tempfile::tempdir().unwrap();
        let auth = auth(&folder);
        let rights = Rights {
            role: Role::Partner,
            team: None,
            partner: Some("fire".to_owned()),
        };
        let account = auth.people.add("fire.captain", &rights, NOW).unwrap();
        let first = auth.invite(&account, NOW).unwrap();
        let second = auth.invite(&account, NOW).unwrap();
        let good = "correct horse battery";
        assert!(
            auth.accept(&first, good, NOW).unwrap().is_none(),
            "replaced"
        );
        assert!(auth.redeem(&second, NOW).unwrap().is_none(), "no link");
        for weak in ["short", "fire.captain123"] {
            let refused = auth.accept(&second, weak, NOW);
            assert!(matches!(
                refused,
                Err(AccountError::Field {
                    field: "password",
                    ..
                })
            ));
        }
        let (session, principal) = auth.accept(&second, good, NOW).unwrap().unwrap();
        assert_eq!(principal.partner.as_deref(), Some("fire"));
        assert!(
            auth.accept(&second, good, NOW).unwrap().is_none(),
            "used up"
        );
        let signed_in = auth.people.get(account.id).unwrap().signed_in_at;
        assert_eq!(signed_in, Some(NOW));
        assert!(auth.people.sign_in("fire.captain", good, None, NOW).is_ok());
        let (kept, own) = auth.open_session(&account, NOW).unwrap();
        auth.end_sessions(account.id, Some(&own.credential))
            .unwrap();
        assert_eq!(auth.authenticate(&session, NOW), None);
        assert!(auth.authenticate(&kept, NOW).is_some());
    }
}
