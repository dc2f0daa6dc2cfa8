//! The network of a moment: what conditions close, open, slow down and forbid while they hold.
//!
//! The network keeps every edge and every turn that may ever be used, so that edges and turns have
//! the same numbers at all times; one that may not be used now has turns that cost [`NO_TURN`].

use std::sync::OnceLock;

use super::column::Column;
use super::network::RoadNetwork;
use super::record::{
    ACCESS, ChangingEdge, ChangingTurn, EdgeChange, TurnRecord, TurnRule, access, edge_flag, rule,
};
use super::{ENDS_ONLY_PENALTY, NO_TURN};

/// Which of a network's conditions hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActiveConditions {
    holds: Vec<bool>,
}

impl ActiveConditions {
    /// From the answers to the conditions in their order; those that are missing do not hold.
    #[must_use]
    pub fn new(holds: Vec<bool>) -> Self {
        Self { holds }
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn holds(&self, condition: u32) -> bool {
        self.holds.get(condition as usize).copied().unwrap_or(false)
    }
}

/// What conditions change, in tables.
#[derive(Clone)]
pub(super) struct Changes {
    /// By edge.
    pub(super) edges: Column<ChangingEdge>,
    pub(super) edge_changes: Column<EdgeChange>,
    /// By number in the array of turns out.
    pub(super) turns: Column<ChangingTurn>,
    pub(super) turn_rules: Column<TurnRule>,
}

impl RoadNetwork {
    /// The texts of the conditions that parts of the network depend on, in their order.
    pub fn conditions(&self) -> impl ExactSizeIterator<Item = &str> {
        let count = self.conditions.start.as_slice().len() - 1;
        (0..count).map(|number| self.conditions.get(super::build::index(number)))
    }

    /// The network while some conditions hold and all others do not, whatever state this one is in.
    ///
    /// Numbers of segments, edges and turns stay the same, and every array that does not change is
    /// shared. An edge that is closed now is neither entered nor snapped to; whoever is on it may
    /// leave it.
    #[must_use]
    pub fn at(&self, active: &ActiveConditions) -> Self {
        let mut network = self.clone();
        let changes = &self.changes;
        if changes.edges.as_slice().is_empty() && changes.turns.as_slice().is_empty() {
            return network;
        }
        let (duration, flags) = self.edges_at(active);
        let (turns_out, turns_in) = self.turns_at(active, &flags);
        network.edge_duration = duration.into();
        network.edge_flags = flags.into();
        network.out_turns = turns_out.into();
        network.in_turns = turns_in.into();
        network.edge_component = OnceLock::new();
        network
    }

    /// Durations and flags of the edges.
    fn edges_at(&self, active: &ActiveConditions) -> (Vec<u32>, Vec<u8>) {
        let mut durations = self.edge_duration.as_slice().to_vec();
        let mut flags = self.edge_flags.as_slice().to_vec();
        let all = self.changes.edge_changes.as_slice();
        let mut begin = 0;
        for changing in self.changes.edges.as_slice() {
            let ChangingEdge {
                mut duration,
                mut access,
                ..
            } = *changing;
            let end = changing.changes_end as usize;
            for change in all[begin..end].iter().filter(|c| active.holds(c.condition)) {
                match change.kind {
                    ACCESS => access = change.value,
                    _ => duration = change.value,
                }
            }
            begin = end;
            let edge = changing.edge as usize;
            durations[edge] = duration;
            flags[edge] = flags[edge] & edge_flag::SNAPPABLE | access_flags(access);
        }
        (durations, flags)
    }

    /// Turns out and turns in.
    fn turns_at(
        &self,
        active: &ActiveConditions,
        flags: &[u8],
    ) -> (Vec<TurnRecord>, Vec<TurnRecord>) {
        let mut turns_out = self.out_turns.as_slice().to_vec();
        let mut turns_in = self.in_turns.as_slice().to_vec();
        let all = self.changes.turn_rules.as_slice();
        let mut begin = 0;
        for changing in self.changes.turns.as_slice() {
            let end = changing.rules_end as usize;
            let rules = &all[begin..end];
            begin = end;
            let turn = &mut turns_out[changing.turn as usize];
            let ends = [changing.from, turn.edge].map(|edge| access_of(flags[edge as usize]));
            let allowed = allowed(rules, |condition| active.holds(condition));
            turn.cost = cost(changing.time, ends, allowed);
            turns_in[changing.turn_in as usize].cost = turn.cost;
        }
        (turns_out, turns_in)
    }
}

/// Whether the rules about a turn let it be made.
pub(super) fn allowed(rules: &[TurnRule], holds: impl Fn(u32) -> bool) -> bool {
    let (mut turns_back, mut may_turn_back) = (false, false);
    for rule in rules {
        let holds = holds(rule.condition);
        match rule.kind {
            rule::FORBIDDEN_WHILE if holds => return false,
            rule::FORBIDDEN_UNLESS if !holds => return false,
            rule::TURN_BACK_WHILE => {
                turns_back = true;
                may_turn_back |= holds;
            }
            rule::TURN_BACK_UNLESS => {
                turns_back = true;
                may_turn_back |= !holds;
            }
            _ => {}
        }
    }
    may_turn_back || !turns_back
}

/// What a turn costs between two edges of some access.
pub(super) fn cost(time: u32, [from, to]: [u32; 2], allowed: bool) -> u32 {
    if !allowed || to == access::CLOSED {
        return NO_TURN;
    }
    let enters = to == access::ENDS_ONLY && from != access::ENDS_ONLY;
    time + u32::from(enters) * ENDS_ONLY_PENALTY
}

/// The access as bits of an edge's flags.
pub(super) fn access_flags(access: u32) -> u8 {
    match access {
        access::CLOSED => edge_flag::CLOSED,
        access::ENDS_ONLY => edge_flag::ENDS_ONLY,
        _ => 0,
    }
}

fn access_of(flags: u8) -> u32 {
    if flags & edge_flag::CLOSED != 0 {
        access::CLOSED
    } else if flags & edge_flag::ENDS_ONLY != 0 {
        access::ENDS_ONLY
    } else {
        access::OPEN
    }
}
