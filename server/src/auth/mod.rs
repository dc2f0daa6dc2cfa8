//! Who calls: one-time sign-in links, sessions, device tokens.
//!
//! A secret is shown once and never stored; the store keeps its SHA-256. Secrets are 256 random bits, so
//! a plain hash is enough (there is nothing to guess).

mod access;
mod devices;

use std::{
    collections::HashMap,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use nearhand_engine::{
    dispatch::ids::TeamId,
    units::{Millis, Timestamp},
};
use rand::{TryRngCore as _, rngs::OsRng};
use sha2::{Digest as _, Sha256};

pub use access::{Access, ROUTES, Route};

use crate::store::{Credential, Purpose, Role, Store, StoreError};

const LINK_LIFE: Millis = Millis::from_mins(24 * 60);
const SESSION_LIFE: Millis = Millis::from_mins(14 * 24 * 60);

/// Who calls, and with which rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The role.
    pub role: Role,
    /// The team it is bound to; always there for field teams and devices.
    pub team: Option<TeamId>,
    /// Public name of the credential.
    pub credential: String,
}

impl Principal {
    /// Name under which its commands are logged and its keys are kept: `dispatcher`, `field:T3`.
    ///
    /// Not the session: a phone that signs in anew may send an old command again.
    #[must_use]
    pub fn actor(&self) -> String {
        match self.team {
            Some(team) => format!("{}:{team}", self.role.name()),
            None => self.role.name().to_owned(),
        }
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

/// Issues and checks credentials.
pub struct Auth {
    store: Arc<dyn Store>,
    /// Valid sessions and devices by the hash of their secret, so that a call needs no look into the store.
    known: RwLock<HashMap<[u8; 32], Credential>>,
    /// Devices heard of since that was written the last time, by id.
    heard: Mutex<HashMap<String, Timestamp>>,
}

impl Auth {
    /// Takes up the sessions and devices of the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open(store: Arc<dyn Store>, now: Timestamp) -> Result<Self, StoreError> {
        let known = store
            .credentials(now)?
            .into_iter()
            .map(|credential| (credential.hash, credential))
            .collect();
        Ok(Self {
            store,
            known: RwLock::new(known),
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
            hash: hash(&secret),
            purpose: Purpose::Link,
            role,
            team,
            id: new_id(),
            expires_at: now.plus(LINK_LIFE),
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
        let secret = secret()?;
        let open = |link: &Credential| Credential {
            hash: hash(&secret),
            purpose: Purpose::Session,
            id: new_id(),
            expires_at: now.plus(SESSION_LIFE),
            ..link.clone()
        };
        let Some(session) = self.store.redeem_link(&hash(link), now, &open)? else {
            return Ok(None);
        };
        let principal = principal(&session);
        self.remember(session);
        Ok(Some((secret, principal)))
    }

    /// Ends a session or a device's token; whether there was one of that purpose.
    ///
    /// # Errors
    /// When the store could not be written.
    pub fn revoke(&self, id: &str, purpose: Purpose) -> Result<bool, StoreError> {
        let hash = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            known
                .values()
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

    /// Whose secret this is.
    #[must_use]
    pub fn authenticate(&self, secret: &str, now: Timestamp) -> Option<Principal> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known
            .get(&hash(secret))
            .filter(|credential| credential.expires_at > now)
            .map(principal)
    }

    /// Whether the credential that a caller came with is still good.
    #[must_use]
    pub fn is_valid(&self, principal: &Principal, now: Timestamp) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known
            .values()
            .any(|credential| credential.id == principal.credential && credential.expires_at > now)
    }

    fn remember(&self, credential: Credential) {
        self.known
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(credential.hash, credential);
    }
}

fn principal(credential: &Credential) -> Principal {
    Principal {
        role: credential.role,
        team: credential.team,
        credential: credential.id.clone(),
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
        let later = NOW.plus(SESSION_LIFE);
        assert_eq!(auth.authenticate(&session, later), None);
    }
}
