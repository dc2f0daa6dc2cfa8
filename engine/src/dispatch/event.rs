//! What has happened. The log of events is the only truth; replaying it gives the same board.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    closure::ClosureRecord,
    configuration::Configuration,
    ids::{
        AssignmentId, ClosureId, DestinationId, FlagId, MemberId, RequestId, ShiftId, TeamId,
        VehicleId,
    },
    model::{
        Capability, Crew, Disposition, FollowUp, Hours, OtherService, Priority, RequestDetails,
        RequestType, ShownCandidate, TeamStatus, Triage, TriageForm,
    },
};
use crate::units::{LngLat, Metres, Millis, Timestamp};

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When it was decided.
    pub at: Timestamp,
    /// What happened.
    pub change: Change,
}

/// What happened. Fields mean what they mean in the command of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "documented at the command of the same name")]
pub enum Change {
    TeamAdded {
        team: TeamId,
        callsign: String,
        capabilities: BTreeSet<Capability>,
        post: Option<LngLat>,
    },
    TeamSignedOn {
        team: TeamId,
        /// The planned shift that begins, or the number of a new one; none in logs from before shifts were kept.
        #[serde(default)]
        shift: Option<ShiftId>,
    },
    TeamSignedOff {
        team: TeamId,
    },
    TeamUpdated {
        team: TeamId,
        callsign: Option<String>,
        capabilities: Option<BTreeSet<Capability>>,
        post: Option<LngLat>,
        area: Option<Vec<LngLat>>,
    },
    TeamStatusChanged {
        team: TeamId,
        status: TeamStatus,
    },
    RequestCreated {
        request: RequestId,
        details: RequestDetails,
        /// Waits to be answered.
        #[serde(default)]
        untriaged: bool,
        #[serde(default)]
        scheduled_for: Option<Timestamp>,
        #[serde(default)]
        triage: Option<Triage>,
    },
    TriageBegun {
        request: RequestId,
    },
    RequestTriaged {
        request: RequestId,
        triage: Triage,
        priority: Priority,
    },
    RequestUpdated {
        request: RequestId,
        position: Option<LngLat>,
        address: Option<String>,
        kind_of_help: Option<RequestType>,
        priority: Option<Priority>,
        needs: Option<BTreeSet<Capability>>,
        note: Option<String>,
    },
    RequestHeld {
        request: RequestId,
        reason: String,
        #[serde(default)]
        until: Option<Timestamp>,
    },
    RequestScheduled {
        request: RequestId,
        at: Timestamp,
    },
    /// Taken up again, by somebody or because its time has come.
    RequestResumed {
        request: RequestId,
    },
    TeamAssigned {
        assignment: AssignmentId,
        request: RequestId,
        team: TeamId,
        override_reason: Option<String>,
        shown: Vec<ShownCandidate>,
    },
    AssignmentProposed {
        assignment: AssignmentId,
        request: RequestId,
        team: TeamId,
        shown: Vec<ShownCandidate>,
    },
    AssignmentConfirmed {
        assignment: AssignmentId,
    },
    ProposalWithdrawn {
        assignment: AssignmentId,
        reason: String,
    },
    /// Taken off for another team, or for a more urgent request.
    AssignmentReassigned {
        assignment: AssignmentId,
        reason: String,
    },
    AssignmentAcknowledged {
        assignment: AssignmentId,
    },
    AssignmentDeclined {
        assignment: AssignmentId,
        reason: String,
    },
    AssignmentAdvanced {
        assignment: AssignmentId,
        to: TeamStatus,
    },
    DestinationChosen {
        assignment: AssignmentId,
        destination: DestinationId,
        override_reason: Option<String>,
    },
    AssignmentCleared {
        assignment: AssignmentId,
    },
    AssignmentCancelled {
        assignment: AssignmentId,
        reason: String,
    },
    RequestClosed {
        request: RequestId,
        disposition: Disposition,
        note: Option<String>,
        #[serde(default)]
        follow_up: Option<FollowUp>,
    },
    RequestMerged {
        request: RequestId,
        into: RequestId,
    },
    /// The other half of a merge: the request that stays.
    DuplicateAbsorbed {
        request: RequestId,
        duplicate: RequestId,
        /// Its priority, which the duplicate's may have raised.
        priority: Priority,
    },
    NoteAdded {
        request: RequestId,
        author: String,
        text: String,
    },
    HandOverBegun {
        request: RequestId,
        to: OtherService,
    },
    HandOverAcknowledged {
        request: RequestId,
        by: String,
    },
    FollowUpFellDue {
        request: RequestId,
    },
    CheckInSet {
        team: TeamId,
        every: Option<Millis>,
    },
    CheckedIn {
        team: TeamId,
    },
    CheckInMissed {
        team: TeamId,
    },
    EmergencyAnswered {
        team: TeamId,
    },
    TriageFormSet {
        form: TriageForm,
    },
    Configured {
        configuration: Box<Configuration>,
    },
    MemberAdded {
        member: MemberId,
        name: String,
        capabilities: BTreeSet<Capability>,
    },
    MemberUpdated {
        member: MemberId,
        name: Option<String>,
        capabilities: Option<BTreeSet<Capability>>,
    },
    MemberRetired {
        member: MemberId,
    },
    VehicleAdded {
        vehicle: VehicleId,
        label: String,
        capabilities: BTreeSet<Capability>,
        seats: u8,
    },
    VehicleServiceSet {
        vehicle: VehicleId,
        out_of_service: Option<String>,
    },
    ShiftPlanned {
        shift: ShiftId,
        team: TeamId,
        crew: Crew,
        from: Timestamp,
        until: Timestamp,
    },
    ShiftCancelled {
        shift: ShiftId,
    },
    CrewChanged {
        shift: ShiftId,
        crew: Crew,
    },
    DestinationAdded {
        destination: DestinationId,
        name: String,
        position: LngLat,
        address: Option<String>,
        hours: Option<Hours>,
        places: Option<u32>,
    },
    DestinationUpdated {
        destination: DestinationId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<LngLat>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
        hours: Option<Hours>,
        places: Option<u32>,
    },
    DestinationRetired {
        destination: DestinationId,
    },
    FlagAdded {
        flag: FlagId,
        position: LngLat,
        radius: Metres,
        text: String,
        requires: BTreeSet<Capability>,
        until: Timestamp,
    },
    /// Over, by somebody or because its time has come.
    FlagEnded {
        flag: FlagId,
    },
    ClosureCreated {
        closure: ClosureId,
        record: ClosureRecord,
    },
    ClosureBegun {
        closure: ClosureId,
    },
    ClosureEnded {
        closure: ClosureId,
    },
}
