//! Who there is: roles, credentials, accounts, and the record of who looked at what.

use std::{fmt, str::FromStr};

use nearhand_engine::{dispatch::ids::TeamId, units::Timestamp};

/// What a credential is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A sign-in link, valid once.
    Link,
    /// A session of a browser or a program.
    Session,
    /// A device that sends positions.
    Device,
    /// Lets the owner of an account choose a password, once.
    Invitation,
}

/// A role of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Runs the board.
    Dispatcher,
    /// A field team.
    Field,
    /// Reads reports and the record of who did what; opens a request in an emergency, with a reason.
    Supervisor,
    /// Looks at coverage.
    Planner,
    /// Files referrals, and sees how its own ones stand.
    Partner,
    /// Runs accounts and devices, and sees nothing of the work.
    Admin,
    /// Reads the record of who did what, and nothing else.
    Auditor,
    /// Sends a team's positions.
    Device,
}

/// A credential; its secret itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// What it is for.
    pub purpose: Purpose,
    /// Whose rights it gives.
    pub role: Role,
    /// The team it is bound to.
    pub team: Option<TeamId>,
    /// The partner it is bound to.
    pub partner: Option<String>,
    /// The account that signed in with a password; none behind a sign-in link.
    pub account: Option<AccountId>,
    /// Public name, to revoke it by.
    pub id: String,
    /// From when on it is no longer valid.
    pub expires_at: Timestamp,
    /// When it was last used.
    pub used_at: Timestamp,
}

/// Names an account: `U3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub u32);

/// A text that names no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an account is named by U and a number, such as U3")]
pub struct NoAccountId;

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U{}", self.0)
    }
}

impl FromStr for AccountId {
    type Err = NoAccountId;

    fn from_str(text: &str) -> Result<Self, NoAccountId> {
        let number = text
            .strip_prefix('U')
            .and_then(|digits| digits.parse().ok());
        let id = number.map(Self).ok_or(NoAccountId)?;
        // One spelling each: U03 and U+3 are none.
        if id.to_string() == text {
            Ok(id)
        } else {
            Err(NoAccountId)
        }
    }
}

/// Somebody who signs in with a name and a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name to sign in with; unique, in small letters.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The team of a field account.
    pub team: Option<TeamId>,
    /// The partner of a partner's account, as requests name it as their source.
    pub partner: Option<String>,
    /// The password's hash (a PHC string); none until its owner has chosen one.
    pub password: Option<String>,
    /// The secret behind the codes of a second factor.
    pub totp: Option<Vec<u8>>,
    /// The step of the last code that was taken: no code counts twice.
    pub totp_step: u64,
    /// Wrong passwords and codes since the last right one.
    pub failures: u32,
    /// Until when no password is looked at.
    pub locked_until: Option<Timestamp>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it last signed in.
    pub signed_in_at: Option<Timestamp>,
    /// Since when it may no longer sign in.
    pub disabled_at: Option<Timestamp>,
    /// Counts its changes, those of failures left out.
    pub version: u64,
}

/// What was done, in the record of access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Action {
    SignedIn,
    SignInFailed,
    LockedOut,
    SignedOut,
    Refused,
    Read,
    BrokeGlass,
    AccountMade,
    AccountChanged,
    Invited,
    PasswordSet,
    TotpOn,
    TotpOff,
    LinkMade,
    DeviceMade,
    DeviceRevoked,
}

/// An entry of the record of access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// When (of the first, if there were several).
    pub at: Timestamp,
    /// Who: `supervisor:U3`, `dispatcher` (behind a sign-in link), `nobody`.
    pub actor: String,
    /// What.
    pub action: Action,
    /// What it was about: an id such as `R12`; nothing where it was about everything.
    pub subject: Option<String>,
    /// The route, or the reason given.
    pub detail: Option<String>,
    /// How often, when the same was done again within a moment.
    pub count: u32,
}

/// An entry with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedAccess {
    /// Its number, from 1, ascending.
    pub number: u64,
    /// The entry.
    pub access: Access,
}

/// Which entries of the record of access are wanted, newest first.
#[derive(Clone, Debug, Default)]
pub struct AccessFilter {
    /// Only older ones than this number.
    pub before: Option<u64>,
    /// Only by this actor.
    pub actor: Option<String>,
    /// Only about this.
    pub subject: Option<String>,
    /// Only this action.
    pub action: Option<Action>,
    /// At most so many.
    pub limit: usize,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Link, Self::Session, Self::Device, Self::Invitation];

    /// Its name in the store.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Session => "session",
            Self::Device => "device",
            Self::Invitation => "invitation",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Dispatcher,
        Self::Field,
        Self::Supervisor,
        Self::Planner,
        Self::Partner,
        Self::Admin,
        Self::Auditor,
        Self::Device,
    ];

    /// Its name on the wire and in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dispatcher => "dispatcher",
            Self::Field => "field",
            Self::Supervisor => "supervisor",
            Self::Planner => "planner",
            Self::Partner => "partner",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
            Self::Device => "device",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 16] = [
        Self::SignedIn,
        Self::SignInFailed,
        Self::LockedOut,
        Self::SignedOut,
        Self::Refused,
        Self::Read,
        Self::BrokeGlass,
        Self::AccountMade,
        Self::AccountChanged,
        Self::Invited,
        Self::PasswordSet,
        Self::TotpOn,
        Self::TotpOff,
        Self::LinkMade,
        Self::DeviceMade,
        Self::DeviceRevoked,
    ];

    /// Its name on the wire and in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::LockedOut => "locked_out",
            Self::SignedOut => "signed_out",
            Self::Refused => "refused",
            Self::Read => "read",
            Self::BrokeGlass => "broke_glass",
            Self::AccountMade => "account_made",
            Self::AccountChanged => "account_changed",
            Self::Invited => "invited",
            Self::PasswordSet => "password_set",
            Self::TotpOn => "totp_on",
            Self::TotpOff => "totp_off",
            Self::LinkMade => "link_made",
            Self::DeviceMade => "device_made",
            Self::DeviceRevoked => "device_revoked",
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(action));
        }
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_name(purpose.name()), Some(purpose));
        }
        assert_eq!(Role::from_name("root"), None);
    }

    #[test]
    fn an_account_has_one_spelling() {
        assert_eq!("U3".parse(), Ok(AccountId(3)));
        for bad in ["3", "u3", "U", "U03", "U+3", "U-1", "U4294967296", "T3"] {
            assert_eq!(bad.parse::<AccountId>(), Err(NoAccountId), "{bad}");
        }
    }
}
