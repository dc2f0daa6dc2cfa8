//! The command line of `nearhand user`.

use clap::{Args, Subcommand};
use nearhand_engine::dispatch::ids::TeamId;

use super::DataArgs;

/// Options of `nearhand user`.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// What to do
    #[command(subcommand)]
    pub what: UserCommand,
}

/// What is done to accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// List the accounts
    List(UserListArgs),
    /// Make an account and print a link, good once, with which its owner chooses a password
    Invite(UserInviteArgs),
    /// Print a new link for an account; its sessions, older links and lock-out end, the present password counts until
    /// another is chosen
    Reset(UserResetArgs),
    /// Let an account sign in no more; its sessions end
    Disable(UserNameArgs),
    /// Let an account sign in again
    Enable(UserNameArgs),
}

/// Options of `nearhand user list`.
#[derive(Debug, Args)]
pub struct UserListArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// Print the accounts as JSON, as the API does
    #[arg(long)]
    pub json: bool,
}

/// Whose account.
#[derive(Debug, Args)]
pub struct UserNameArgs {
    /// The name to sign in with
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// Print what was done as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `nearhand user invite`.
#[derive(Debug, Args)]
pub struct UserInviteArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub account: UserNameArgs,
    /// What the account may do: dispatcher, field, supervisor, planner, partner, admin or auditor
    #[arg(long, value_name = "ROLE")]
    pub role: String,
    /// The team of a field account
    #[arg(long, value_name = "TEAM")]
    pub team: Option<TeamId>,
    /// The partner of a partner's account, as requests name their source
    #[arg(long, value_name = "PARTNER")]
    pub partner: Option<String>,
    /// Address under which people reach the server, with http or https: the link is printed whole
    #[arg(long, value_name = "URL", value_parser = parse_site)]
    pub site: Option<String>,
}

/// Options of `nearhand user reset`.
#[derive(Debug, Args)]
pub struct UserResetArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub account: UserNameArgs,
    /// Turn the second factor off as well: the phone with the codes is lost
    #[arg(long)]
    pub second_factor: bool,
    /// Address under which people reach the server, with http or https: the link is printed whole
    #[arg(long, value_name = "URL", value_parser = parse_site)]
    pub site: Option<String>,
}

/// The beginning of an address, without a slash at its end.
fn parse_site(text: &str) -> Result<String, String> {
    let site = text.trim_end_matches('/');
    let host = site
        .strip_prefix("https://")
        .or_else(|| site.strip_prefix("http://"));
    if host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '#', '?', ' '])) {
        Ok(site.to_owned())
    } else {
        Err("give an address such as https://dispatch.example.org".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_an_address_without_a_path() {
        let site = parse_site("https://dispatch.example.org:8443/").unwrap();
        assert_eq!(site, "https://dispatch.example.org:8443");
        for bad in [
            "",
            "dispatch.example.org",
            "https://",
            "http://a/b",
            "ftp://a",
        ] {
            assert!(parse_site(bad).is_err(), "{bad}");
        }
    }
}
