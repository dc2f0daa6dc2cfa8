//! The tables as a page for people.

use std::fmt::{Display, Write as _};

use super::{
    ASSIGNMENT_ROWS, CLOSURE_ROWS, REQUEST_ROWS, RequestAction, RequestTo, SHIFT_ROWS, TEAM_ROWS,
    THING_ROWS, TeamAction, TeamTo,
};

const HEAD: &str = "\
# What may follow what

Printed from the tables in `engine/src/dispatch/transitions/`, which the board itself asks
(`UPDATE=1 cargo test -p nearhand-engine document` prints it anew). What no row allows is refused, with the reason.

A team's stages, in order: assigned, acknowledged, en route, staged, on scene, with client, transporting, at
destination, clearing.
";

/// All tables in Markdown.
#[must_use]
pub fn document() -> String {
    let mut page = HEAD.to_owned();
    teams(&mut page);
    requests(&mut page);
    let outcomes = ASSIGNMENT_ROWS.iter().map(|row| {
        [
            row.action.name().to_owned(),
            list(row.from),
            row.to.to_string(),
        ]
    });
    table(
        &mut page,
        "Assignments",
        "asked | outcome so far | outcome",
        outcomes,
    );
    let shifts = SHIFT_ROWS
        .iter()
        .map(|(action, from, to)| [format!("be {action}"), list(from), to.to_string()]);
    table(&mut page, "Shifts", "asked | from | to", shifts);
    let closures = CLOSURE_ROWS
        .iter()
        .map(|(action, from, to)| [format!("be {action}"), list(from), to.to_string()]);
    table(&mut page, "Closures", "asked | from | to", closures);
    let things = THING_ROWS.iter().map(|row| {
        [
            format!("be {}", row.action),
            list(row.from),
            row.to.to_string(),
        ]
    });
    table(
        &mut page,
        "Members, vehicles, destinations and flags",
        "asked | from | to",
        things,
    );
    page
}

fn teams(page: &mut String) {
    let rows = TEAM_ROWS.iter().map(|row| {
        let asked = match row.action {
            TeamAction::SetStatus(_) => "be set to a status by hand".to_owned(),
            TeamAction::Advance(_) => "go on to a stage".to_owned(),
            // What follows in a refusal is advice, not a name.
            TeamAction::Assign => "be assigned".to_owned(),
            TeamAction::Decline => "decline".to_owned(),
            TeamAction::Preempt => "be pre-empted".to_owned(),
            action => action.to_string(),
        };
        let only = match row.on_assignment {
            Some(true) => ", with an assignment",
            Some(false) => ", without an assignment",
            None => "",
        };
        let to = match row.to {
            TeamTo::Status(to) => to.to_string(),
            TeamTo::Asked(allowed) => format!("as asked: {}", list(allowed)),
            TeamTo::LaterStage => "as asked: a later stage, from en route on".to_owned(),
            TeamTo::Same => "as before".to_owned(),
        };
        [asked, list(row.from) + only, to]
    });
    table(page, "Teams", "asked | from | to", rows);
}

fn requests(page: &mut String) {
    let rows = REQUEST_ROWS.iter().map(|row| {
        let asked = match row.action {
            RequestAction::Propose => "be offered a team".to_owned(),
            action => format!("be {action}"),
        };
        let only = if row.without_a_team {
            ", with no team on it"
        } else {
            ""
        };
        let to = match row.to {
            RequestTo::State(to) => to.to_string(),
            RequestTo::Same => "as before".to_owned(),
            RequestTo::WhereTeamsStand => {
                "assigned, working or transporting, where its furthest team stands".to_owned()
            }
        };
        [asked, list(row.from) + only, to]
    });
    table(page, "Requests", "asked | from | to", rows);
}

fn list<T: Display>(states: &[T]) -> String {
    let names: Vec<String> = states.iter().map(T::to_string).collect();
    names.join(", ")
}

fn table(page: &mut String, title: &str, columns: &str, rows: impl Iterator<Item = [String; 3]>) {
    // Writing to a string cannot fail.
    let _ = write!(page, "\n## {title}\n\n| {columns} |\n|---|---|---|\n");
    for [asked, from, to] in rows {
        let _ = writeln!(page, "| {asked} | {from} | {to} |");
    }
}
