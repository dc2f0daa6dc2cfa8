//! What can be asked, with the words for a refusal.

use std::fmt;

use crate::dispatch::model::TeamStatus;

/// What can be asked of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamAction {
    /// Begin a shift.
    SignOn,
    /// End a shift.
    SignOff,
    /// Set a status by hand.
    SetStatus(TeamStatus),
    /// Take an assignment.
    Assign,
    /// Confirm the assignment.
    Acknowledge,
    /// Refuse the assignment.
    Decline,
    /// Reach a stage of the assignment.
    Advance(TeamStatus),
    /// Take the person somewhere else than first said.
    Divert,
    /// Complete the assignment.
    Clear,
    /// Be taken off the assignment.
    Cancel,
    /// Be taken off the assignment for a more urgent request.
    Preempt,
    /// Run a timed check-in, or say that all is well.
    CheckIn,
    /// Have its emergency answered by the dispatcher.
    AnswerEmergency,
}

impl TeamAction {
    /// The status asked for, where one is.
    #[must_use]
    pub fn asked(self) -> Option<TeamStatus> {
        match self {
            Self::SetStatus(to) | Self::Advance(to) => Some(to),
            _ => None,
        }
    }

    /// Whether it is the same thing to ask, whatever the status asked for.
    #[must_use]
    pub fn is_a(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// The end of "team T3 is on scene: it cannot …".
impl fmt::Display for TeamAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignOn => f.write_str("sign on"),
            Self::SignOff => f.write_str("sign off"),
            Self::SetStatus(to) => write!(f, "be set to \"{to}\" by hand"),
            Self::Assign => f.write_str("be assigned without pre-empting"),
            Self::Acknowledge => f.write_str("acknowledge"),
            Self::Decline => f.write_str("decline; ask the dispatcher to cancel"),
            Self::Advance(to) => write!(f, "go on to \"{to}\""),
            Self::Divert => f.write_str("change where it takes the person"),
            Self::Clear => f.write_str("clear"),
            Self::Cancel => f.write_str("be taken off an assignment"),
            Self::Preempt => f.write_str("be sent elsewhere: it has reached the person"),
            Self::CheckIn => f.write_str("check in"),
            Self::AnswerEmergency => f.write_str("have an emergency answered"),
        }
    }
}

/// What can be asked of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// Change what is known.
    Update,
    /// Somebody answers, and asks the questions.
    BeginTriage,
    /// The questions are answered, or answered anew.
    Triage,
    /// Put aside.
    Hold,
    /// Leave for later.
    Schedule,
    /// Take up again.
    Resume,
    /// Propose a team.
    Propose,
    /// Send a team.
    Assign,
    /// Write something down.
    AddNote,
    /// Hand over to another service.
    HandOver,
    /// The other service has it.
    AcknowledgeHandOver,
    /// Be recognised as another request, told twice.
    Merge,
    /// Take in what was told twice.
    Absorb,
    /// End.
    Close,
    /// A follow-up falls due.
    FallDue,
}

/// The end of "request R7 is closed: it cannot be …".
impl fmt::Display for RequestAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Update => "changed",
            Self::BeginTriage => "answered",
            Self::Triage => "triaged",
            Self::Hold => "held",
            Self::Schedule => "scheduled",
            Self::Resume => "resumed",
            Self::Propose | Self::Assign => "given a team",
            Self::AddNote => "written to",
            Self::HandOver => "handed over",
            Self::AcknowledgeHandOver => "acknowledged by another service",
            Self::Merge => "merged into another",
            Self::Absorb => "merged with another",
            Self::Close => "closed",
            Self::FallDue => "due for a follow-up",
        })
    }
}

/// What can be asked of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "documented at the team's actions and the commands"
)]
pub enum AssignmentAction {
    Confirm,
    Acknowledge,
    Decline,
    Advance,
    Divert,
    Clear,
    Cancel,
    Reassign,
    Preempt,
}

impl AssignmentAction {
    /// As it stands in the table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Acknowledge => "acknowledge",
            Self::Decline => "decline",
            Self::Advance => "advance to a stage",
            Self::Divert => "divert",
            Self::Clear => "clear",
            Self::Cancel => "cancel",
            Self::Reassign => "reassign",
            Self::Preempt => "pre-empt",
        }
    }
}

/// What can be asked of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ShiftAction {
    Begin,
    ChangeCrew,
    End,
    Cancel,
}

/// The end of "shift S2 is ended: it cannot be …".
impl fmt::Display for ShiftAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Begin => "begun",
            Self::ChangeCrew => "given another crew",
            Self::End => "ended",
            Self::Cancel => "cancelled",
        })
    }
}

/// What can be asked of a member, a vehicle, a destination or a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ThingAction {
    Update,
    Use,
    PutOut,
    PutBack,
    Retire,
}

/// The end of "destination D2 is retired: it cannot be …".
impl fmt::Display for ThingAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Update => "changed",
            Self::Use => "used",
            Self::PutOut => "put out of service",
            Self::PutBack => "put back into service",
            Self::Retire => "retired",
        })
    }
}
