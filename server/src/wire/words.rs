//! The fixed vocabularies of the wire, for the OpenAPI document; the values themselves are the engine's.

use utoipa::ToSchema;

/// What a team does at the moment.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum TeamStatus {
    OffDuty,
    Available,
    Assigned,
    Acknowledged,
    EnRoute,
    Staged,
    OnScene,
    WithClient,
    Transporting,
    AtDestination,
    Clearing,
    Returning,
    OutOfService,
    Emergency,
}

/// Where a request stands.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum RequestState {
    Received,
    Triaging,
    Pending,
    Held,
    Scheduled,
    Assigned,
    Working,
    Transporting,
    FollowUpDue,
    Closed,
}

/// What became of an assignment.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum Outcome {
    Proposed,
    Assigned,
    Acknowledged,
    Declined,
    Cancelled,
    Reassigned,
    Completed,
}

/// How a request ended.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum Disposition {
    ResolvedOnScene,
    LinkedToService,
    Transported,
    Refused,
    UnableToLocate,
    Cancelled,
    #[schema(rename = "transferred_911")]
    Transferred911,
    TransferredCounty,
    Duplicate,
    NoContact,
}

/// A service that takes over a request.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum OtherService {
    #[schema(rename = "911")]
    Emergency911,
    County,
}

/// Where a shift stands.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ShiftState {
    Planned,
    Running,
    Ended,
    Cancelled,
}

/// Whether a closure is in force.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClosureState {
    Scheduled,
    Active,
    Ended,
}

/// Whom a closure keeps out: everyone who is not inside, or all but those who begin or end their trip there.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClosureScope {
    Everyone,
    ExceptDestination,
}

#[cfg(test)]
mod tests {
    use nearhand_engine::{
        dispatch::{closure, model},
        routing::live,
    };
    use serde::de::DeserializeOwned;
    use utoipa::PartialSchema;

    use super::*;

    fn check<Schema: PartialSchema, Engine: DeserializeOwned + std::fmt::Debug>(count: usize) {
        let schema = serde_json::to_value(Schema::schema()).unwrap();
        let words = schema["enum"].as_array().unwrap();
        assert_eq!(words.len(), count, "{schema}");
        for word in words {
            serde_json::from_value::<Engine>(word.clone()).unwrap();
        }
    }

    #[test]
    fn the_document_lists_the_words_of_the_engine() {
        check::<TeamStatus, model::TeamStatus>(14);
        check::<RequestState, model::RequestState>(10);
        check::<Outcome, model::AssignmentOutcome>(7);
        check::<Disposition, model::Disposition>(10);
        check::<OtherService, model::OtherService>(2);
        check::<ShiftState, model::ShiftState>(4);
        check::<ClosureState, closure::ClosureState>(3);
        check::<ClosureScope, live::Scope>(2);
    }
}
