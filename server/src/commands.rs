//! The way of every command, whether it came by HTTP or by the socket: may the caller, is the place on
//! the map, then to the board.

use nearhand_engine::{
    dispatch::{
        Board, Command, PlaceCommand,
        ids::{RequestId, TeamId},
    },
    units::LngLat,
};

use crate::{
    agency::{Decided, Submission},
    app::App,
    auth::Principal,
    breadcrumbs, closures,
    problem::{Problem, Slug},
    store::Role,
    wire::{redact::Viewer, time},
};

/// What comes with a command.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// The version of the command's subject that the caller saw.
    pub expected: Option<u64>,
    /// The key a retry will come with.
    pub key: Option<String>,
}

/// Has a command decided and stored.
///
/// # Errors
/// When the caller may not, a place is off the map, or the board does not allow it.
pub async fn submit(
    app: &App,
    principal: &Principal,
    command: Command,
    terms: Terms,
) -> Result<Decided, Problem> {
    permit(principal, &command, &app.agency.published().board)?;
    for (field, place) in places(&command) {
        app.city
            .snap(place)
            .map_err(|off| Problem::no_segment(field, off))?;
    }
    let now = time::now();
    let command = match command {
        Command::CreateClosure { details } => closures::placed(app, details, now).await?,
        Command::AddNote { request, text, .. } => Command::AddNote {
            request,
            author: principal.actor(),
            text,
        },
        Command::Transport {
            assignment,
            destination,
            override_reason,
            ..
        } => Command::Transport {
            assignment,
            destination,
            override_reason,
            arrives: Some(app.keeper.week_minute(now)),
        },
        command => command,
    };
    let changes_ways = matches!(
        command,
        Command::CreateClosure { .. } | Command::EndClosure { .. }
    );
    let configures = matches!(command, Command::Configure { .. });
    let submission = Submission {
        command,
        expected: terms.expected,
        actor: principal.actor(),
        viewer: Viewer::from(principal),
        key: terms.key,
        now,
    };
    let decided = app.agency.submit(submission).await?;
    if configures {
        let kept = app.agency.published().board.configuration().retention;
        app.breadcrumbs.keep_for(kept.breadcrumb_days);
        // What may be kept no longer goes at once.
        breadcrumbs::write(app).await;
        breadcrumbs::forget(app).await;
    }
    if changes_ways {
        // Who is told that a street is closed must not be sent over it by the next answer.
        app.keeper.in_force(decided.seq).await;
    }
    Ok(decided)
}

/// Whether the caller may give the command at all; what it is about may not exist.
fn permit(principal: &Principal, command: &Command, board: &Board) -> Result<(), Problem> {
    let team = match principal.role {
        Role::Dispatcher if !matches!(command, Command::Configure { .. }) => return Ok(()),
        Role::Dispatcher => Concerns::Others,
        Role::Field => team_of(command, board),
        Role::Planner => match command {
            Command::CreateClosure { .. } | Command::EndClosure { .. } => return Ok(()),
            _ => Concerns::Others,
        },
        // The handler of referrals names the partner as the source.
        Role::Partner => match command {
            Command::CreateRequest { details, .. }
                if principal.partner.as_ref() == Some(&details.source) =>
            {
                return Ok(());
            }
            _ => Concerns::Others,
        },
        Role::Supervisor | Role::Admin => match command {
            Command::Configure { .. } => return Ok(()),
            _ => Concerns::Others,
        },
        Role::Auditor | Role::Device => Concerns::Others,
    };
    match team {
        Concerns::Team(team) if principal.team == Some(team) => Ok(()),
        Concerns::TeamsOn(request) if works_on(principal.team, request, board) => Ok(()),
        // What does not exist is refused like what is another's: neither is to be told from the other.
        Concerns::Team(_) | Concerns::TeamsOn(_) | Concerns::Nothing | Concerns::Others => {
            Err(Problem::new(
                Slug::Forbidden,
                "this is not yours to do: ask the dispatcher",
            ))
        }
    }
}

fn works_on(team: Option<TeamId>, request: RequestId, board: &Board) -> bool {
    board
        .open_assignments(request)
        .any(|assignment| Some(assignment.team) == team)
}

/// Whom a command concerns, as far as a field team may give it.
enum Concerns {
    Team(TeamId),
    TeamsOn(RequestId),
    Nothing,
    Others,
}

fn team_of(command: &Command, board: &Board) -> Concerns {
    match *command {
        Command::SignOn { team }
        | Command::SignOff { team }
        | Command::SetCheckIn { team, .. }
        | Command::CheckIn { team }
        | Command::SetTeamStatus { team, .. } => Concerns::Team(team),
        Command::Acknowledge { assignment }
        | Command::Decline { assignment, .. }
        | Command::Advance { assignment, .. }
        | Command::Transport { assignment, .. }
        | Command::Clear { assignment } => match board.assignment(assignment) {
            // It was never told of a proposal.
            Some(assignment) if assignment.never_sent => Concerns::Others,
            Some(assignment) => Concerns::Team(assignment.team),
            None => Concerns::Nothing,
        },
        // A team writes about what it works on.
        Command::AddNote { request, .. } => Concerns::TeamsOn(request),
        Command::AddTeam { .. }
        | Command::UpdateTeam { .. }
        | Command::AnswerEmergency { .. }
        | Command::CreateRequest { .. }
        | Command::UpdateRequest { .. }
        | Command::BeginTriage { .. }
        | Command::Triage { .. }
        | Command::HoldRequest { .. }
        | Command::ScheduleRequest { .. }
        | Command::ResumeRequest { .. }
        | Command::MergeRequest { .. }
        | Command::HandOver { .. }
        | Command::AcknowledgeHandOver { .. }
        | Command::Assign { .. }
        | Command::Propose { .. }
        | Command::Confirm { .. }
        | Command::Reassign { .. }
        | Command::Preempt { .. }
        | Command::CancelAssignment { .. }
        | Command::CloseRequest { .. }
        | Command::SetTriageForm { .. }
        | Command::Configure { .. }
        | Command::Crew(_)
        | Command::Place(_)
        | Command::Elapse { .. }
        | Command::CreateClosure { .. }
        | Command::BeginClosure { .. }
        | Command::EndClosure { .. } => Concerns::Others,
    }
}

/// The places that a command names, which must be on the map, each with its field.
fn places(command: &Command) -> Vec<(&'static str, LngLat)> {
    let place = match command {
        Command::AddTeam { post, .. } | Command::UpdateTeam { post, .. } => {
            post.map(|post| ("post", post))
        }
        Command::CreateRequest { details, .. } => Some(("position", details.position)),
        Command::Place(
            PlaceCommand::AddDestination { position, .. } | PlaceCommand::AddFlag { position, .. },
        ) => Some(("position", *position)),
        Command::UpdateRequest { position, .. }
        | Command::Place(PlaceCommand::UpdateDestination { position, .. }) => {
            position.map(|place| ("position", place))
        }
        Command::Configure {
            configuration,
            destinations,
        } => {
            let posts = configuration.posts.iter().map(|it| ("posts", it.position));
            let destinations = destinations.iter().flatten();
            let destinations = destinations.map(|it| ("destinations", it.position));
            return posts.chain(destinations).collect();
        }
        _ => None,
    };
    place.into_iter().collect()
}
