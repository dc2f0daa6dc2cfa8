//! Why a team stands where it stands, in sentences a dispatcher can read out.

use super::{Candidate, Query, Situation, ranking::Scored, ties::Ties};
use crate::{
    coverage::Share,
    dispatch::model::{Capability, TeamStatus},
    routing::Router,
    units::Millis,
};

/// Makes candidates of the best teams, best first.
pub(super) fn explain<R: Router>(
    situation: &Situation<'_, R>,
    query: &Query,
    best: Vec<Scored<'_>>,
    ties: &Ties,
) -> Vec<Candidate> {
    let first_to_arrive = best.iter().map(|scored| scored.eta).min();
    (1..)
        .zip(best)
        .map(|(rank, scored)| {
            let missing = missing(situation, query, &scored);
            let knows_them = ties.knows(scored.who.team.id);
            let mut reasons = reasons(&scored, first_to_arrive, &missing);
            reasons.extend(tie_reasons(&scored, knows_them));
            Candidate {
                team: scored.who.team.id,
                rank,
                eta: scored.eta,
                drive: Millis(scored.eta.0.saturating_sub(scored.who.origin.delay.0)),
                staleness: scored.who.origin.delay,
                position_age: scored.who.age,
                distance_to_road: scored.who.origin.snap.distance,
                cover: scored.cover,
                cover_penalty: scored.cover_penalty,
                stranger_penalty: scored.ties.stranger,
                overtime_penalty: scored.ties.overtime,
                knows_them,
                score: scored.score(),
                missing,
                status: scored.who.team.status,
                stale: scored.who.stale,
                workload: scored.workload,
                reasons,
            }
        })
        .collect()
}

fn missing<R: Router>(
    situation: &Situation<'_, R>,
    query: &Query,
    scored: &Scored<'_>,
) -> Vec<Capability> {
    let kind = situation.board.configuration().kind(query.kind);
    let wanted = kind.into_iter().flat_map(|kind| &kind.wants);
    wanted
        .filter(|capability| !scored.who.team.has(capability))
        .cloned()
        .collect()
}

fn reasons(
    scored: &Scored<'_>,
    first_to_arrive: Option<Millis>,
    missing: &[Capability],
) -> Vec<String> {
    let mut reasons = Vec::new();
    if Some(scored.eta) == first_to_arrive {
        reasons.push(format!("Arrives first, in {}.", minutes(scored.eta)));
    } else if let Some(first) = first_to_arrive {
        let later = Millis(scored.eta.0 - first.0);
        reasons.push(format!("Arrives {} after the first.", minutes(later)));
    }
    reasons.extend(cover_reason(scored));
    if scored.who.stale {
        let (age, added) = (scored.who.age, scored.who.origin.delay);
        let counted = if added == age {
            "that is added to its time.".to_owned()
        } else {
            format!(
                "it is taken to have driven on, and {} are added to its time.",
                minutes(added)
            )
        };
        reasons.push(format!("Its position is {} old; {counted}", minutes(age)));
    }
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(Capability::as_str).collect();
        reasons.push(format!("Good to have, but missing: {}.", names.join(", ")));
    }
    if scored.who.team.status == TeamStatus::Returning {
        reasons.push("On its way back to its post.".to_owned());
    }
    reasons
}

fn tie_reasons(scored: &Scored<'_>, knows_them: bool) -> Vec<String> {
    let mut reasons = Vec::new();
    if knows_them {
        reasons.push("Has been here before.".to_owned());
    } else if scored.ties.stranger > Millis(0) {
        let cost = minutes(scored.ties.stranger);
        reasons.push(format!(
            "Another team has been here before; counted as {cost}."
        ));
    }
    if scored.ties.overtime > Millis(0) {
        let cost = minutes(scored.ties.overtime);
        reasons.push(format!(
            "Its shift ends before it would be done; counted as {cost}."
        ));
    }
    reasons
}

fn cover_reason(scored: &Scored<'_>) -> Option<String> {
    let cover = scored.cover?;
    let percent = |share: Share| (share.0 * 100.0).round();
    let (now, without) = (percent(cover.now), percent(cover.without));
    let falls = if now == without {
        format!("Cover stays at {now} % of demand without it")
    } else {
        format!("Cover falls from {now} % to {without} % of demand without it")
    };
    Some(if scored.cover_penalty == Millis(0) {
        format!("{falls}.")
    } else {
        let cost = scored.cover_penalty.as_secs_f64().round();
        format!("{falls}; counted as {cost} s.")
    })
}

/// "4 min 5 s" or "40 s", rounded to the second.
fn minutes(duration: Millis) -> String {
    let seconds = (duration.0 + 500) / 1000;
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
