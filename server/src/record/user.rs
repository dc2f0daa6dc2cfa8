//! `nearhand user`: accounts, for whoever works on the server itself.
//!
//! It works beside a running server, which reads accounts from the store whenever it needs them and forgets ended sessions
//! within a second.

use std::{fmt::Write as _, sync::Arc};

use anyhow::{Context as _, bail};
use nearhand_engine::dispatch::Board;
use serde_json::json;

use super::{Record, say};
use crate::{
    auth::{Auth, Change, Doer, Rights, ensure_bound, role_named},
    cli::{
        DataArgs, UserArgs, UserCommand, UserInviteArgs, UserListArgs, UserNameArgs, UserResetArgs,
    },
    http::{AccountShown, Listed, welcome_path},
    store::{Account, SqliteStore, Store},
    wire::time::{self, Time},
};

/// Does what was asked for and says what that was.
///
/// # Errors
/// When the record cannot be opened or written, there is no such account, or the rules of accounts forbid it.
pub fn run(args: &UserArgs) -> anyhow::Result<()> {
    match &args.what {
        UserCommand::List(args) => list(args),
        UserCommand::Invite(args) => invite(args),
        UserCommand::Reset(args) => reset(args),
        UserCommand::Disable(args) => set_disabled(args, true),
        UserCommand::Enable(args) => set_disabled(args, false),
    }
}

/// The people of a data folder.
struct Folder {
    store: Arc<dyn Store>,
    auth: Auth,
}

impl Folder {
    fn open(args: &DataArgs) -> anyhow::Result<Self> {
        // Says what is wrong with a folder that has none, or one of another version.
        let path = Record::open(None, args)?.path;
        let opened = || -> Result<Self, crate::store::StoreError> {
            let store: Arc<dyn Store> = Arc::new(SqliteStore::open_beside(&path)?);
            let auth = Auth::open(Arc::clone(&store), time::now())?;
            Ok(Self { store, auth })
        };
        opened().with_context(|| format!("{} cannot be used", path.display()))
    }

    fn account(&self, name: &str) -> anyhow::Result<Account> {
        match self.auth.people.named(name)? {
            Some(account) => Ok(account),
            None => {
                bail!("there is no account of the name \"{name}\": `nearhand user list` shows them")
            }
        }
    }

    /// Refuses a team or a partner that the board does not have.
    fn ensure_bound(&self, rights: &Rights) -> anyhow::Result<()> {
        if rights.team.is_none() && rights.partner.is_none() {
            return Ok(());
        }
        let mut board = Board::new();
        self.store.read_after(0, &mut |logged| {
            board.apply(&logged.event);
            true
        })?;
        Ok(ensure_bound(&board, rights)?)
    }
}

fn list(args: &UserListArgs) -> anyhow::Result<()> {
    let accounts = Folder::open(&args.folder)?.auth.people.all()?;
    let mut text = String::new();
    for account in &accounts {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line(account));
    }
    if accounts.is_empty() {
        text.push_str("There are no accounts: `nearhand user invite NAME --role admin` makes one.");
    }
    let shown = serde_json::to_value(Listed {
        items: accounts.into_iter().map(AccountShown::from).collect(),
        next: None,
    })?;
    say(args.json.then_some(&shown), text.trim_end())
}

fn line(account: &Account) -> String {
    // Writing to a string cannot fail.
    let mut line = format!(
        "{:<5} {:<24} {}",
        account.id.to_string(),
        account.name,
        account.role.name()
    );
    let team = account.team.map(|team| team.to_string());
    for bound in team.iter().chain(&account.partner) {
        let _ = write!(line, " {bound}");
    }
    if account.password.is_none() {
        line += ", no password yet";
    }
    if account.totp.is_some() {
        line += ", second factor";
    }
    if let Some(at) = account.signed_in_at {
        let _ = write!(line, ", signed in last {}", Time(at));
    }
    if let Some(until) = account.locked_until.filter(|&until| until > time::now()) {
        let _ = write!(line, ", locked until {}", Time(until));
    }
    if let Some(at) = account.disabled_at {
        let _ = write!(line, ", disabled since {}", Time(at));
    }
    line
}

fn invite(args: &UserInviteArgs) -> anyhow::Result<()> {
    let rights = Rights {
        role: role_named(&args.role)?,
        team: args.team,
        partner: args.partner.clone(),
    };
    let folder = Folder::open(&args.account.folder)?;
    if folder.auth.people.named(&args.account.name)?.is_some() {
        bail!(
            "the name \"{0}\" is taken: choose another, or print a new link for that account with `nearhand user reset {0}`",
            args.account.name
        );
    }
    folder.ensure_bound(&rights)?;
    let (auth, now) = (&folder.auth, time::now());
    let account = auth.make_account(Doer::Operator, &args.account.name, &rights, now)?;
    let secret = auth.invite_to_account(Doer::Operator, account.id, false, now)?;
    say_link(&args.account, account, &secret, args.site.as_deref())
}

fn reset(args: &UserResetArgs) -> anyhow::Result<()> {
    let folder = Folder::open(&args.account.folder)?;
    let id = folder.account(&args.account.name)?.id;
    let secret =
        folder
            .auth
            .invite_to_account(Doer::Operator, id, args.second_factor, time::now())?;
    let account = folder.auth.people.get(id)?;
    say_link(&args.account, account, &secret, args.site.as_deref())
}

fn say_link(
    args: &UserNameArgs,
    account: Account,
    secret: &str,
    site: Option<&str>,
) -> anyhow::Result<()> {
    let path = welcome_path(secret);
    let link = site.map(|site| format!("{site}{path}"));
    let how = if link.is_some() {
        "Open this"
    } else {
        "Open this on the server, behind its address"
    };
    let text = format!(
        "{}\n{how}, once, within a day, and choose a password:\n  {}",
        line(&account),
        link.as_ref().unwrap_or(&path)
    );
    let done = json!({ "account": AccountShown::from(account), "path": path, "url": link });
    say(args.json.then_some(&done), &text)
}

fn set_disabled(args: &UserNameArgs, disabled: bool) -> anyhow::Result<()> {
    let folder = Folder::open(&args.folder)?;
    let id = folder.account(&args.name)?.id;
    let change = Change {
        disabled: Some(disabled),
        ..Change::default()
    };
    let account = folder
        .auth
        .change_account(Doer::Operator, id, &change, time::now())?;
    let text = line(&account);
    let done = json!({ "account": AccountShown::from(account) });
    say(args.json.then_some(&done), &text)
}
