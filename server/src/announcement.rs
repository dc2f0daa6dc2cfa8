//! What the server says on its terminal when it is ready.

use std::{
    io::Write as _,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use nearhand_engine::dispatch::{ids::TeamId, model::TeamStatus};
use serde_json::json;

use crate::{
    app::App, auth::Rights, config::Config, demo, http::welcome_path, store::Role, wire::time,
};

const ADMIN: Rights = Rights {
    role: Role::Admin,
    team: None,
    partner: None,
};

/// Prints where the server is and how to sign in.
///
/// As long as nobody can run accounts there is an invitation for the administrator, and a link for each role: a
/// server can be looked at before anybody has a password. From then on people sign in by name, and links are only
/// printed where the operator asks for them.
///
/// # Errors
/// When a link cannot be stored or nothing can be printed.
pub(crate) fn make(app: &App, config: &Config, routing: Option<SocketAddr>) -> anyhow::Result<()> {
    let administrator = administrator(app)?;
    let links = if administrator.is_some() || config.demo || config.links {
        Some(links(app, config)?)
    } else {
        None
    };
    let text = if config.json {
        let link = |of: fn(&Links) -> Option<&String>| links.as_ref().and_then(of);
        let line = json!({
            "listening": app.listening.to_string(),
            "routing": routing.map(|address| address.to_string()),
            "links": {
                "administrator": administrator,
                "dispatcher": link(|links| Some(&links.dispatcher)),
                "field": link(|links| links.field.as_ref().map(|(link, _)| link)),
                "planner": link(|links| Some(&links.planner)),
            },
        });
        format!("{line}\n")
    } else {
        friendly(
            app,
            config,
            routing,
            administrator.as_deref(),
            links.as_ref(),
        )
    };
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// A sign-in link per role.
struct Links {
    dispatcher: String,
    field: Option<(String, TeamId)>,
    planner: String,
}

fn links(app: &App, config: &Config) -> anyhow::Result<Links> {
    let team = free_team(app, config.demo);
    let link = |role, team| -> anyhow::Result<String> {
        let token = app.auth.issue_link(role, team, time::now())?;
        Ok(format!(
            "http://{}/sign-in?token={token}",
            here(app.listening)
        ))
    };
    let field = |team| Ok::<_, anyhow::Error>((link(Role::Field, Some(team))?, team));
    Ok(Links {
        dispatcher: link(Role::Dispatcher, None)?,
        field: team.map(field).transpose()?,
        planner: link(Role::Planner, None)?,
    })
}

/// An invitation for the administrator, as long as no administrator has a password; older ones end.
fn administrator(app: &App) -> anyhow::Result<Option<String>> {
    let people = &app.auth.people;
    if people.has_admin()? {
        return Ok(None);
    }
    let waiting = people.all()?.into_iter();
    let mut waiting = waiting.filter(|one| one.role == Role::Admin && one.disabled_at.is_none());
    let account = match waiting.next() {
        Some(account) => account,
        None => people.add("admin", &ADMIN, time::now())?,
    };
    let secret = app.auth.invite(&account, time::now())?;
    Ok(Some(format!(
        "http://{}{}",
        here(app.listening),
        welcome_path(&secret)
    )))
}

fn friendly(
    app: &App,
    config: &Config,
    routing: Option<SocketAddr>,
    administrator: Option<&str>,
    links: Option<&Links>,
) -> String {
    let meta = app.city.file().meta();
    let shift = if config.demo {
        "A demo shift runs: simulated teams drive real streets.\n"
    } else {
        ""
    };
    let mut ways = String::new();
    if let Some(link) = administrator {
        ways += &format!("\nSet up the administrator (once, within a day):\n  {link}\n");
    }
    if let Some(links) = links {
        ways += "\nSign in (each link works once, within a day):\n";
        ways += &format!("  dispatcher     {}\n", links.dispatcher);
        if let Some((link, team)) = &links.field {
            ways += &format!("  {:<15}{link}\n", format!("field team {team}"));
        }
        ways += &format!("  planner        {}\n", links.planner);
    } else {
        ways += "\nSign in there with your name and password.\n";
    }
    let routing = routing.map_or_else(String::new, |address| {
        format!("OSRM's HTTP API, without login: http://{}\n", here(address))
    });
    format!(
        "Nearhand serves {} on http://{}\n  {} street segments, {} addresses, {} places. {}\n{routing}{shift}{ways}\n\
         Ctrl-C stops it.\n",
        meta.name,
        here(app.listening),
        meta.counts.segments,
        meta.counts.addresses,
        meta.counts.places,
        meta.attribution,
    )
}

/// Where a browser on this machine finds the server: one that listens everywhere is no address to open.
fn here(mut listening: SocketAddr) -> SocketAddr {
    match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => listening.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => listening.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    listening
}

/// The team that the field link is for: one off duty that the demo leaves alone, or else the first.
fn free_team(app: &App, demo: bool) -> Option<TeamId> {
    let published = app.agency.published();
    if demo && published.board.team(demo::HUMAN_TEAM).is_some() {
        return Some(demo::HUMAN_TEAM);
    }
    let mut teams = published.board.teams();
    let off_duty = published
        .board
        .teams()
        .find(|team| team.status == TeamStatus::OffDuty);
    off_duty.or_else(|| teams.next()).map(|team| team.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_links_lead_to_an_address_that_can_be_opened() {
        for (listening, link) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("192.0.2.1:80", "192.0.2.1:80"),
        ] {
            assert_eq!(here(listening.parse().unwrap()).to_string(), link);
        }
    }
}
