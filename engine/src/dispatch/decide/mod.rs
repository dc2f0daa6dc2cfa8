//! From a command to what happens, or to why it may not.

mod assignment;
mod configuration;
mod crew;
mod place;
mod request;
mod team;

use super::{
    board::Board,
    closure::{ClosureAction, NewClosure},
    command::{Command, Subject},
    event::Change,
    ids::ClosureId,
    rejection::Rejection,
    timers::Timer,
    transitions::{ThingAction, ThingState, closure_after, thing_after},
    validate,
};
use crate::units::Timestamp;

/// What a command leads to, in order. What it is about is looked up first, then its values are checked, then the states.
pub(super) fn changes(
    board: &Board,
    command: &Command,
    at: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    if let Some(subject) = command.subject() {
        board.version(subject)?;
    }
    validate::command(command)?;
    configuration::knows(board, command)?;
    flat(board, command.clone(), at)
}

/// A flat table, one row per command.
fn flat(board: &Board, command: Command, at: Timestamp) -> Result<Vec<Change>, Rejection> {
    Ok(match command {
        Command::CreateRequest { details, intake } => {
            vec![request::create(board, details, intake, at)?]
        }
        Command::CloseRequest {
            request,
            disposition,
            note,
            follow_up,
        } => request::close(board, request, disposition, note, follow_up, at)?,
        Command::MergeRequest { request, into } => request::merge(board, request, into)?,
        Command::Reassign {
            assignment,
            team,
            reason,
            shown,
        } => assignment::reassign(board, assignment, team, reason, shown)?,
        Command::Preempt {
            request,
            team,
            reason,
            shown,
        } => assignment::preempt(board, request, team, reason, shown)?,
        Command::Transport {
            assignment,
            destination,
            override_reason,
            arrives,
        } => assignment::transport(board, assignment, destination, override_reason, arrives)?,
        Command::AddTeam {
            callsign,
            capabilities,
            post,
        } => vec![team::add(board, callsign, capabilities, post)?],
        Command::UpdateTeam {
            team,
            callsign,
            capabilities,
            post,
            area,
        } => {
            let change = Change::TeamUpdated {
                team,
                callsign,
                capabilities,
                post,
                area,
            };
            vec![team::update(board, team, change)?]
        }
        Command::SignOn { team } => vec![team::sign_on(board, team, at)?],
        Command::SignOff { team } => vec![team::sign_off(board, team)?],
        Command::SetTeamStatus { team, status } => vec![team::set_status(board, team, status)?],
        Command::SetCheckIn { team, every } => vec![team::set_check_in(board, team, every)?],
        Command::CheckIn { team } => vec![team::check_in(board, team)?],
        Command::AnswerEmergency { team } => vec![team::answer_emergency(board, team)?],
        Command::UpdateRequest {
            request,
            position,
            address,
            kind_of_help,
            priority,
            needs,
            note,
        } => {
            let change = Change::RequestUpdated {
                request,
                position,
                address,
                kind_of_help,
                priority,
                needs,
                note,
            };
            vec![request::update(board, request, change)?]
        }
        Command::BeginTriage { request } => vec![request::begin_triage(board, request)?],
        Command::Triage {
            request,
            answers,
            priority,
        } => vec![request::triage(board, request, &answers, priority)?],
        Command::HoldRequest {
            request,
            reason,
            until,
        } => vec![request::hold(board, request, reason, until, at)?],
        Command::ScheduleRequest { request, at: when } => {
            vec![request::schedule(board, request, when, at)?]
        }
        Command::ResumeRequest { request } => vec![request::resume(board, request)?],
        Command::AddNote {
            request,
            author,
            text,
        } => vec![request::add_note(board, request, author, text)?],
        Command::HandOver { request, to } => vec![request::hand_over(board, request, to)?],
        Command::AcknowledgeHandOver { request, by } => {
            vec![request::acknowledge_hand_over(board, request, by)?]
        }
        Command::Assign {
            request,
            team,
            override_reason,
            shown,
        } => vec![assignment::assign(
            board,
            request,
            team,
            override_reason,
            shown,
        )?],
        Command::Propose {
            request,
            team,
            shown,
        } => vec![assignment::propose(board, request, team, shown)?],
        Command::Confirm { assignment } => vec![assignment::confirm(board, assignment)?],
        Command::CancelAssignment { assignment, reason } => {
            vec![assignment::cancel(board, assignment, reason)?]
        }
        Command::Acknowledge { assignment } => vec![assignment::acknowledge(board, assignment)?],
        Command::Decline { assignment, reason } => {
            vec![assignment::decline(board, assignment, reason)?]
        }
        Command::Advance { assignment, to } => vec![assignment::advance(board, assignment, to)?],
        Command::Clear { assignment } => vec![assignment::clear(board, assignment)?],
        Command::CreateClosure { details } => vec![create_closure(board, details, at)?],
        Command::BeginClosure { closure } => {
            closure_takes(board, closure, ClosureAction::Begin)?;
            vec![Change::ClosureBegun { closure }]
        }
        Command::EndClosure { closure } => {
            closure_takes(board, closure, ClosureAction::End)?;
            vec![Change::ClosureEnded { closure }]
        }
        Command::SetTriageForm { form } => vec![configuration::set_form(board, form)?],
        Command::Configure {
            configuration,
            destinations,
        } => configuration::configure(board, &configuration, destinations)?,
        Command::Crew(command) => vec![crew::change(board, command, at)?],
        Command::Place(command) => vec![place::change(board, command, at)?],
        Command::Elapse { timer } => vec![elapse(board, timer, at)?],
    })
}

/// A moment has come: only if the timer still runs and its time is over.
fn elapse(board: &Board, timer: Timer, at: Timestamp) -> Result<Change, Rejection> {
    let due = board.timer(timer).is_some_and(|moment| moment <= at);
    if !due {
        return Err(Rejection::NothingDue {
            subject: timer.subject(),
        });
    }
    match timer {
        Timer::Return(request) => request::resume(board, request),
        Timer::FollowUp(request) => request::fall_due(board, request),
        Timer::CheckIn(team) => Ok(Change::CheckInMissed { team }),
        Timer::FlagEnd(flag) => Ok(Change::FlagEnded { flag }),
        Timer::ClosureBegin(closure) => Ok(Change::ClosureBegun { closure }),
        Timer::ClosureEnd(closure) => Ok(Change::ClosureEnded { closure }),
    }
}

/// Ids count up from 1 and are never used again, as nothing ever leaves the board.
fn next(kind: &'static str, last: Option<u32>) -> Result<u32, Rejection> {
    last.unwrap_or(0)
        .checked_add(1)
        .ok_or(Rejection::Full { kind })
}

fn to_come(field: &'static str, moment: Timestamp, at: Timestamp) -> Result<(), Rejection> {
    if moment <= at {
        return Err(Rejection::InThePast { field });
    }
    Ok(())
}

fn thing_takes(subject: Subject, state: ThingState, action: ThingAction) -> Result<(), Rejection> {
    thing_after(state, action)
        .map(|_| ())
        .ok_or(Rejection::ThingState {
            subject,
            state,
            action,
        })
}

fn create_closure(board: &Board, details: NewClosure, at: Timestamp) -> Result<Change, Rejection> {
    if details.until.is_some_and(|until| until <= at) {
        return Err(Rejection::InvalidClosure {
            field: "until",
            problem: "the end lies in the past".to_owned(),
        });
    }
    let last = board.closures.keys().next_back().map(|id| id.0);
    Ok(Change::ClosureCreated {
        closure: ClosureId(next("closure", last)?),
        record: details.recorded(at),
    })
}

fn closure_takes(
    board: &Board,
    closure: ClosureId,
    action: ClosureAction,
) -> Result<(), Rejection> {
    let state = board.known_closure(closure)?.state;
    closure_after(state, action)
        .map(|_| ())
        .ok_or(Rejection::ClosureState {
            closure,
            state,
            action,
        })
}
