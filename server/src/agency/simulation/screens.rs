//! Screens that follow the events, are cut off, and come back with the last number they know.

use std::collections::BTreeMap;

use nearhand_engine::dispatch::{
    Board,
    ids::{AssignmentId, RequestId, TeamId},
    model::{Assignment, Request, Team},
};

use crate::agency::{Missed, Published};

/// Events taken at once, as a slow connection lets through.
const AT_ONCE: usize = 7;

/// What a screen knows of the board.
#[derive(Debug, Default)]
pub(super) struct Screen {
    seq: u64,
    teams: BTreeMap<TeamId, Team>,
    requests: BTreeMap<RequestId, Request>,
    assignments: BTreeMap<AssignmentId, Assignment>,
}

impl Screen {
    /// Takes in some of what it has missed.
    ///
    /// # Errors
    /// When a number is left out, comes twice, or is no longer in the log.
    pub(super) fn follow(&mut self, published: &Published) -> Result<(), String> {
        let Missed::Events(events) = published.missed_since(self.seq, AT_ONCE) else {
            return Err(format!(
                "a screen was told of {}, the log ends at {}",
                self.seq, published.seq
            ));
        };
        for event in events {
            if event.seq != self.seq + 1 {
                return Err(format!("a screen at {} was told {}", self.seq, event.seq));
            }
            self.seq = event.seq;
            let teams = event.team.iter().map(|team| (team.id, team.clone()));
            self.teams.extend(teams);
            let requests = event.requests.iter().map(|seen| &seen.request);
            self.requests
                .extend(requests.map(|request| (request.id, request.clone())));
            let assignments = event.assignment.iter().map(|it| (it.id, it.clone()));
            self.assignments.extend(assignments);
        }
        Ok(())
    }

    /// Follows to the end, and compares with the board.
    ///
    /// # Errors
    /// When it shows something else.
    pub(super) fn settle(&mut self, published: &Published) -> Result<(), String> {
        while self.seq != published.seq {
            self.follow(published)?;
        }
        let shown = self.teams.values().eq(published.board.teams())
            && self.requests.values().eq(published.board.requests())
            && same(self.assignments.values(), &published.board);
        if shown {
            Ok(())
        } else {
            Err(format!("a screen at {} shows another board", self.seq))
        }
    }
}

fn same<'a>(shown: impl Iterator<Item = &'a Assignment>, board: &Board) -> bool {
    shown.eq(board.assignments())
}
