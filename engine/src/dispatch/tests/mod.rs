//! The board's rules as tables and as properties.

mod care;
mod closures;
mod crew;
mod document;
mod life;
mod pairs;
mod properties;
mod rejections;
mod replay;
mod tables;
mod waiting;

use std::collections::BTreeSet;

use super::{
    board::Board,
    command::{Command, Intake},
    ids::{AssignmentId, RequestId, TeamId},
    model::{Priority, RequestDetails, RequestType},
    rejection::Rejection,
};
use crate::units::{LngLat, Timestamp};

const T1: TeamId = TeamId(1);
const T2: TeamId = TeamId(2);
const R1: RequestId = RequestId(1);
const A1: AssignmentId = AssignmentId(1);
const A2: AssignmentId = AssignmentId(2);

/// A board and its clock: one second passes with every command.
#[derive(Clone, Default)]
struct Desk {
    board: Board,
    seconds: i64,
}

impl Desk {
    /// Two teams on shift and one request that waits.
    fn with_a_shift() -> Self {
        let mut desk = Self::default();
        for callsign in ["Harbour", "Bastion"] {
            desk.must(&add_team(callsign));
        }
        desk.must(&Command::SignOn { team: T1 });
        desk.must(&Command::SignOn { team: T2 });
        desk.must(&Command::CreateRequest {
            details: details(),
            intake: Intake::default(),
        });
        desk
    }

    /// Lets time pass, and gives the commands of the timers whose moment has come, as a server does.
    fn wait(&mut self, seconds: i64) -> usize {
        self.seconds += seconds;
        let due = self.board.timers_due(Timestamp(self.seconds * 1000));
        for timer in &due {
            self.must(&timer.command());
        }
        due.len()
    }

    fn say(&mut self, command: &Command) -> Result<(), Rejection> {
        self.seconds += 1;
        for event in self.board.decide(command, Timestamp(self.seconds * 1000))? {
            self.board.apply(&event);
        }
        self.board.check().unwrap();
        Ok(())
    }

    #[track_caller]
    fn must(&mut self, command: &Command) {
        if let Err(rejection) = self.say(command) {
            panic!("{command:?}: {rejection}");
        }
    }

    #[track_caller]
    fn refuses(&self, command: &Command) -> String {
        let now = Timestamp(self.seconds * 1000);
        match self.board.decide(command, now) {
            Ok(events) => panic!("{command:?} led to {events:?}"),
            Err(rejection) => rejection.to_string(),
        }
    }
}

fn kind(id: &str) -> RequestType {
    id.try_into().unwrap()
}

fn add_team(callsign: &str) -> Command {
    Command::AddTeam {
        callsign: callsign.to_owned(),
        capabilities: BTreeSet::new(),
        post: None,
    }
}

fn details() -> RequestDetails {
    RequestDetails {
        position: LngLat::new(14.5, 35.9).unwrap(),
        address: Some("1 Test Street".to_owned()),
        kind: kind("wellness_check"),
        priority: Priority::FIRST,
        needs: BTreeSet::new(),
        source: "phone".to_owned(),
        note: None,
    }
}

fn assign(request: RequestId, team: TeamId) -> Command {
    Command::Assign {
        request,
        team,
        override_reason: None,
        shown: Vec::new(),
    }
}

fn decline(assignment: AssignmentId) -> Command {
    Command::Decline {
        assignment,
        reason: "flat tyre".to_owned(),
    }
}

fn cancel(assignment: AssignmentId) -> Command {
    Command::CancelAssignment {
        assignment,
        reason: "not needed".to_owned(),
    }
}

fn close(request: RequestId) -> Command {
    Command::CloseRequest {
        request,
        disposition: super::model::Disposition::ResolvedOnScene,
        note: None,
        follow_up: None,
    }
}

fn hold(request: RequestId) -> Command {
    Command::HoldRequest {
        request,
        reason: "waits for a relative".to_owned(),
        until: None,
    }
}

fn update(request: RequestId) -> Command {
    Command::UpdateRequest {
        request,
        position: None,
        address: None,
        kind_of_help: Some(kind("transport")),
        priority: None,
        needs: None,
        note: None,
    }
}
