//! Devices that send a team's positions: a token each, shown once, revoked by its id.

use std::{sync::PoisonError, time::Duration};

use nearhand_engine::{
    dispatch::ids::TeamId,
    units::{Millis, Timestamp},
};

use super::{Auth, AuthError, Principal, blank, secret};
use crate::store::{Credential, Device, Purpose, Role, StoreError};

/// Devices noted as heard of in one step: a command that wants to be stored waits no longer than for these.
const AT_ONCE: usize = 100;
/// Between two steps.
const PAUSE: Duration = Duration::from_millis(3);
/// How long a token is good for.
pub(super) const LIFE: Millis = Millis::from_mins(366 * 24 * 60);

impl Auth {
    /// A new device of a team, and its token.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn issue_device(
        &self,
        team: TeamId,
        name: String,
        now: Timestamp,
    ) -> Result<(Device, String), AuthError> {
        let secret = secret()?;
        let credential = Credential {
            purpose: Purpose::Device,
            role: Role::Device,
            team: Some(team),
            ..blank(&secret, now, LIFE)
        };
        let device = Device {
            id: credential.id.clone(),
            team,
            name,
            made_at: now,
            heard_at: None,
        };
        self.store.put_device(&credential, &device)?;
        self.remember(credential);
        Ok((device, secret))
    }

    /// The devices whose tokens are valid, by team and id.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn devices(&self, now: Timestamp) -> Result<Vec<Device>, StoreError> {
        let mut devices = self.store.devices()?;
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let valid: std::collections::HashSet<&str> = known
            .values()
            .filter(|known| known.is_valid(now))
            .map(|known| known.credential.id.as_str())
            .collect();
        devices.retain(|device| valid.contains(device.id.as_str()));
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        for device in &mut devices {
            device.heard_at = device.heard_at.max(heard.get(&device.id).copied());
        }
        Ok(devices)
    }

    /// Notes that a caller was heard of, if it is a device.
    pub fn heard(&self, caller: &Principal, now: Timestamp) {
        if caller.role != Role::Device {
            return;
        }
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        match heard.get_mut(&caller.credential) {
            Some(at) => *at = now,
            None => {
                heard.insert(caller.credential.clone(), now);
            }
        }
    }

    /// Writes which devices were heard of. Disk: not for the async workers.
    ///
    /// # Errors
    /// When nothing could be written; it is tried again the next time.
    pub fn write_heard(&self) -> Result<(), StoreError> {
        let heard: Vec<(String, Timestamp)> = {
            let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
            heard.iter().map(|(id, at)| (id.clone(), *at)).collect()
        };
        for (step, some) in heard.chunks(AT_ONCE).enumerate() {
            if step > 0 {
                std::thread::sleep(PAUSE);
            }
            self.store.put_heard(some)?;
        }
        let mut now_heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        for (id, at) in heard {
            // One heard of again meanwhile is written the next time.
            if now_heard.get(&id) == Some(&at) {
                now_heard.remove(&id);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::store::SqliteStore;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn auth(folder: &tempfile::TempDir) -> Auth {
        let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        Auth::open(Arc::new(store), NOW).unwrap()
    }

    #[test]
    fn a_revoked_device_is_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let auth = auth(&folder);
        let (device, token) = auth
            .issue_device(TeamId(1), "Phone".to_owned(), NOW)
            .unwrap();
        assert_eq!(auth.authenticate(&token, NOW).unwrap().role, Role::Device);
        assert!(!auth.revoke(&device.id, Purpose::Session).unwrap());
        assert!(auth.revoke(&device.id, Purpose::Device).unwrap());
        assert_eq!(auth.authenticate(&token, NOW), None);
        assert!(!auth.revoke(&device.id, Purpose::Device).unwrap());
        assert_eq!(auth.devices(NOW).unwrap(), []);
    }

    #[test]
    fn when_a_device_was_heard_of_is_known_at_once_and_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let later = NOW.plus(Millis::from_secs(7));
        {
            let auth = auth(&folder);
            let (device, token) = auth
                .issue_device(TeamId(1), "Phone".to_owned(), NOW)
                .unwrap();
            assert_eq!(auth.devices(NOW).unwrap(), std::slice::from_ref(&device));
            let caller = auth.authenticate(&token, NOW).unwrap();
            auth.heard(&caller, NOW);
            auth.write_heard().unwrap();
            auth.heard(&caller, later);
            assert_eq!(auth.devices(later).unwrap()[0].heard_at, Some(later));
            auth.write_heard().unwrap();
        }
        let devices = auth(&folder).devices(later).unwrap();
        assert_eq!(devices[0].heard_at, Some(later));
        // Its token ends in a year, and so does it.
        assert_eq!(auth_ends(&folder, later.plus(LIFE)), 0);
    }

    fn auth_ends(folder: &tempfile::TempDir, now: Timestamp) -> usize {
        auth(folder).devices(now).unwrap().len()
    }
}
