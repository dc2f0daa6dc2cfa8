//! Tables of the export, as CSV (RFC 4180) with a head line.

use std::io::Write;

use nearhand_engine::{
    dispatch::{
        Board,
        model::{Assignment, Request},
    },
    units::Timestamp,
};
use serde::Serialize;

use super::export::in_time;
use crate::{cli::ExportArgs, wire::time::Time};

/// Requests received in the time asked for, by id.
pub(super) fn requests(board: &Board, args: &ExportArgs, to: &mut dyn Write) -> anyhow::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    let mut head = REQUEST_HEAD.to_vec();
    if args.personal {
        head.extend(PERSONAL_HEAD);
    }
    table.write_record(&head)?;
    for request in board.requests() {
        if request.times.received.is_some_and(|at| in_time(args, at)) {
            let mut row = request_row(request);
            if args.personal {
                row.extend(personal(request));
            }
            table.write_record(&row)?;
        }
    }
    Ok(table.flush()?)
}

const REQUEST_HEAD: [&str; 24] = [
    "id",
    "kind",
    "priority",
    "needs",
    "source",
    "state",
    "disposition",
    "assignments",
    "merged_into",
    "triage_score",
    "received",
    "answered",
    "triaged",
    "assigned",
    "acknowledged",
    "en_route",
    "staged",
    "on_scene",
    "at_client",
    "left_scene",
    "at_destination",
    "care_transferred",
    "cleared",
    "closed",
];

const PERSONAL_HEAD: [&str; 5] = ["lng", "lat", "address", "note", "closing_note"];

fn request_row(request: &Request) -> Vec<String> {
    let details = &request.details;
    let times = &request.times;
    let moments = [
        times.received,
        times.answered,
        times.triaged,
        times.assigned,
        times.acknowledged,
        times.en_route,
        times.staged,
        times.on_scene,
        times.at_client,
        times.left_scene,
        times.at_destination,
        times.care_transferred,
        times.cleared,
        times.closed,
    ];
    let needs: Vec<String> = details.needs.iter().map(word).collect();
    let mut row = vec![
        request.id.to_string(),
        word(&details.kind),
        word(&details.priority),
        needs.join(" "),
        cell(&details.source),
        word(&request.state),
        request.disposition.as_ref().map(word).unwrap_or_default(),
        request.assignments.len().to_string(),
        text(request.merged_into),
        text(request.triage.as_ref().map(|triage| triage.score)),
    ];
    row.extend(moments.map(moment));
    row
}

fn personal(request: &Request) -> [String; 5] {
    let details = &request.details;
    let free = |text: &Option<String>| text.as_deref().map(cell).unwrap_or_default();
    [
        details.position.lng().to_string(),
        details.position.lat().to_string(),
        free(&details.address),
        free(&details.note),
        free(&request.closing_note),
    ]
}

/// Assignments made in the time asked for, by id.
pub(super) fn assignments(
    board: &Board,
    args: &ExportArgs,
    to: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    let mut head = vec![
        "id",
        "request",
        "team",
        "outcome",
        "destination",
        "assigned_at",
        "ended_at",
        "shown_eta_s",
    ];
    head.extend(args.personal.then_some("reason"));
    table.write_record(&head)?;
    for assignment in board.assignments() {
        if in_time(args, assignment.assigned_at) {
            let mut row = assignment_row(assignment);
            row.extend(
                args.personal
                    .then(|| assignment.reason.as_deref().map(cell).unwrap_or_default()),
            );
            table.write_record(&row)?;
        }
    }
    Ok(table.flush()?)
}

fn assignment_row(assignment: &Assignment) -> Vec<String> {
    let shown = assignment
        .shown
        .iter()
        .find(|it| it.team == assignment.team);
    vec![
        assignment.id.to_string(),
        assignment.request.to_string(),
        assignment.team.to_string(),
        word(&assignment.outcome),
        text(assignment.destination),
        moment(Some(assignment.assigned_at)),
        moment(assignment.ended_at),
        text(shown.map(|it| it.eta.as_secs_f64())),
    ]
}

/// A word of the product's, as it is written everywhere.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn moment(at: Option<Timestamp>) -> String {
    text(at.map(Time))
}

/// A text that somebody has typed: a spreadsheet must not take it for a formula (OWASP, "CSV injection").
pub(crate) fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("a = b"), "a = b");
    }
}
