//! Limits on what a command may carry.

use std::ops::RangeInclusive;

use super::{
    closure::NewClosure,
    command::{Command, CrewCommand, PlaceCommand},
    model::RequestDetails,
    rejection::Rejection,
};
use crate::{
    routing::live::Shape,
    units::{LngLat, Millis, Timestamp},
};

const CALLSIGN_LIMIT: usize = 40;
const ADDRESS_LIMIT: usize = 200;
const NOTE_LIMIT: usize = 4000;
const REASON_LIMIT: usize = 500;
const SOURCE_LIMIT: usize = 60;
const NEEDS_LIMIT: usize = 20;
const SHOWN_LIMIT: usize = 100;
const STREET_LIMIT: usize = 200;
const NAME_LIMIT: usize = 80;
const ANSWERS_LIMIT: usize = 40;
const SHORTEST_CHECK_IN: Millis = Millis::from_mins(1);
const LONGEST_CHECK_IN: Millis = Millis::from_mins(12 * 60);
/// Metres: from a doorstep to a block.
const FLAG_RADIUS: RangeInclusive<f64> = 5.0..=500.0;
const CORNER_LIMIT: usize = 500;
/// Lines are drawn, and sent to every screen.
const LINE_POINT_LIMIT: usize = 20_000;

/// Checks the texts and lists of a command, whatever the state of the board.
pub(super) fn command(command: &Command) -> Result<(), Rejection> {
    match command {
        Command::AddTeam {
            callsign,
            capabilities,
            ..
        } => {
            line("callsign", callsign, CALLSIGN_LIMIT)?;
            count("capabilities", capabilities.len(), NEEDS_LIMIT)
        }
        Command::UpdateTeam {
            callsign,
            capabilities,
            area,
            ..
        } => {
            optional_line("callsign", callsign.as_deref(), CALLSIGN_LIMIT)?;
            let found = capabilities.as_ref().map_or(0, |list| list.len());
            count("capabilities", found, NEEDS_LIMIT)?;
            service_area(area.as_deref().unwrap_or_default())
        }
        Command::CreateRequest { details, intake } => {
            request_details(details)?;
            count("answers", intake.answers.len(), ANSWERS_LIMIT)
        }
        Command::Triage { answers, .. } => count("answers", answers.len(), ANSWERS_LIMIT),
        Command::UpdateRequest {
            address,
            needs,
            note,
            ..
        } => {
            optional_line("address", address.as_deref(), ADDRESS_LIMIT)?;
            optional_prose("note", note.as_deref(), NOTE_LIMIT)?;
            count("needs", needs.as_ref().map_or(0, |n| n.len()), NEEDS_LIMIT)
        }
        Command::HoldRequest { reason, .. }
        | Command::Decline { reason, .. }
        | Command::CancelAssignment { reason, .. } => line("reason", reason, REASON_LIMIT),
        Command::Reassign { reason, shown, .. } | Command::Preempt { reason, shown, .. } => {
            line("reason", reason, REASON_LIMIT)?;
            count("shown", shown.len(), SHOWN_LIMIT)
        }
        Command::Propose { shown, .. } => count("shown", shown.len(), SHOWN_LIMIT),
        Command::Assign {
            override_reason,
            shown,
            ..
        } => {
            optional_line("override_reason", override_reason.as_deref(), REASON_LIMIT)?;
            count("shown", shown.len(), SHOWN_LIMIT)
        }
        Command::Transport {
            override_reason, ..
        } => optional_line("override_reason", override_reason.as_deref(), REASON_LIMIT),
        Command::CloseRequest {
            note, follow_up, ..
        } => {
            optional_prose("note", note.as_deref(), NOTE_LIMIT)?;
            let follow_up = follow_up.as_ref().and_then(|it| it.note.as_deref());
            optional_prose("follow_up.note", follow_up, NOTE_LIMIT)
        }
        Command::AddNote { author, text, .. } => {
            line("author", author, SOURCE_LIMIT)?;
            optional_prose("text", Some(text), NOTE_LIMIT)
        }
        Command::AcknowledgeHandOver { by, .. } => line("by", by, ADDRESS_LIMIT),
        Command::SetCheckIn { every, .. } => every.map_or(Ok(()), check_in),
        Command::CreateClosure { details } => closure(details),
        Command::Crew(command) => crew(command),
        Command::Place(command) => place(command),
        // Checked with their own words when they are set.
        Command::SetTriageForm { .. }
        | Command::Configure { .. }
        | Command::BeginTriage { .. }
        | Command::ScheduleRequest { .. }
        | Command::MergeRequest { .. }
        | Command::HandOver { .. }
        | Command::Confirm { .. }
        | Command::CheckIn { .. }
        | Command::AnswerEmergency { .. }
        | Command::Elapse { .. }
        | Command::BeginClosure { .. }
        | Command::EndClosure { .. }
        | Command::SignOn { .. }
        | Command::SignOff { .. }
        | Command::SetTeamStatus { .. }
        | Command::ResumeRequest { .. }
        | Command::Acknowledge { .. }
        | Command::Advance { .. }
        | Command::Clear { .. } => Ok(()),
    }
}

fn service_area(ring: &[LngLat]) -> Result<(), Rejection> {
    if (1..3).contains(&ring.len()) {
        return Err(Rejection::InvalidValue {
            field: "area",
            problem: "an area has at least three corners; an empty one is everywhere".to_owned(),
        });
    }
    count("area", ring.len(), CORNER_LIMIT)
}

fn check_in(every: Millis) -> Result<(), Rejection> {
    if (SHORTEST_CHECK_IN..=LONGEST_CHECK_IN).contains(&every) {
        return Ok(());
    }
    Err(Rejection::InvalidValue {
        field: "every",
        problem: "a check-in is due after 1 minute to 12 hours".to_owned(),
    })
}

fn crew(command: &CrewCommand) -> Result<(), Rejection> {
    match command {
        CrewCommand::AddMember { name, capabilities } => {
            line("name", name, NAME_LIMIT)?;
            count("capabilities", capabilities.len(), NEEDS_LIMIT)
        }
        CrewCommand::UpdateMember {
            name, capabilities, ..
        } => {
            optional_line("name", name.as_deref(), NAME_LIMIT)?;
            let found = capabilities.as_ref().map_or(0, |list| list.len());
            count("capabilities", found, NEEDS_LIMIT)
        }
        CrewCommand::AddVehicle {
            label,
            capabilities,
            ..
        } => {
            line("label", label, CALLSIGN_LIMIT)?;
            count("capabilities", capabilities.len(), NEEDS_LIMIT)
        }
        CrewCommand::SetVehicleService { out_of_service, .. } => {
            optional_line("out_of_service", out_of_service.as_deref(), REASON_LIMIT)
        }
        CrewCommand::PlanShift { crew, .. } | CrewCommand::ChangeCrew { crew, .. } => {
            count("crew.members", crew.members.len(), NEEDS_LIMIT)
        }
        CrewCommand::RetireMember { .. } | CrewCommand::CancelShift { .. } => Ok(()),
    }
}

fn place(command: &PlaceCommand) -> Result<(), Rejection> {
    match command {
        PlaceCommand::AddDestination { name, address, .. } => {
            line("name", name, NAME_LIMIT)?;
            optional_line("address", address.as_deref(), ADDRESS_LIMIT)
        }
        PlaceCommand::AddFlag {
            radius,
            text,
            requires,
            ..
        } => {
            if !FLAG_RADIUS.contains(&radius.0) {
                return Err(Rejection::InvalidValue {
                    field: "radius",
                    problem: "a flag holds 5 to 500 m around its place".to_owned(),
                });
            }
            line("text", text, REASON_LIMIT)?;
            count("requires", requires.len(), NEEDS_LIMIT)
        }
        PlaceCommand::UpdateDestination { name, address, .. } => {
            optional_line("name", name.as_deref(), NAME_LIMIT)?;
            optional_line("address", address.as_deref(), ADDRESS_LIMIT)
        }
        PlaceCommand::RetireDestination { .. } | PlaceCommand::EndFlag { .. } => Ok(()),
    }
}

fn request_details(details: &RequestDetails) -> Result<(), Rejection> {
    optional_line("address", details.address.as_deref(), ADDRESS_LIMIT)?;
    optional_prose("note", details.note.as_deref(), NOTE_LIMIT)?;
    // An empty one is the usual one.
    let source = Some(&*details.source).filter(|source| !source.is_empty());
    optional_line("source", source, SOURCE_LIMIT)?;
    count("needs", details.needs.len(), NEEDS_LIMIT)
}

fn closure(details: &NewClosure) -> Result<(), Rejection> {
    line("reason", &details.reason, REASON_LIMIT)?;
    match &details.shape {
        Shape::Point { .. } => {}
        Shape::Street { name, .. } => optional_line("shape.name", name.as_deref(), STREET_LIMIT)?,
        Shape::Polygon { ring } => count("shape.ring", ring.len(), CORNER_LIMIT + 1)?,
    }
    let points = details.lines.iter().map(Vec::len).sum();
    count("lines", points, LINE_POINT_LIMIT)?;
    // The board's clock is not needed for what is wrong at any time.
    let what = details.clone().recorded(Timestamp(i64::MIN)).what;
    what.check().map_err(|error| Rejection::InvalidClosure {
        field: error.field(),
        problem: error.to_string(),
    })
}

fn optional_line(field: &'static str, text: Option<&str>, limit: usize) -> Result<(), Rejection> {
    text.map_or(Ok(()), |text| line(field, text, limit))
}

/// A text of one line: anything that would break a list row or a log line is refused.
fn line(field: &'static str, text: &str, limit: usize) -> Result<(), Rejection> {
    not_empty_and_short(field, text, limit)?;
    no_control(field, text, |_| false)
}

/// A text of several lines.
fn optional_prose(field: &'static str, text: Option<&str>, limit: usize) -> Result<(), Rejection> {
    let Some(text) = text else { return Ok(()) };
    not_empty_and_short(field, text, limit)?;
    no_control(field, text, |c| matches!(c, '\n' | '\r' | '\t'))
}

fn not_empty_and_short(field: &'static str, text: &str, limit: usize) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Err(Rejection::Empty { field });
    }
    let found = text.chars().count();
    if found > limit {
        return Err(Rejection::TooLong {
            field,
            found,
            limit,
        });
    }
    Ok(())
}

fn no_control(
    field: &'static str,
    text: &str,
    allowed: impl Fn(char) -> bool,
) -> Result<(), Rejection> {
    match text.chars().find(|&c| c.is_control() && !allowed(c)) {
        Some(c) => Err(Rejection::ControlCharacter {
            field,
            code: u32::from(c),
        }),
        None => Ok(()),
    }
}

fn count(field: &'static str, found: usize, limit: usize) -> Result<(), Rejection> {
    if found > limit {
        return Err(Rejection::TooMany {
            field,
            found,
            limit,
        });
    }
    Ok(())
}
