//! Compiles what an importer hands over into the arrays of a [`RoadNetwork`].

mod angle;
mod check;
mod components;
mod draft;
mod restriction;
mod rows;
mod streets;
mod turns;

use std::sync::{Arc, OnceLock};

use super::input::RoadInput;
use super::moment::{self, Changes};
use super::names::Names;
use super::network::RoadNetwork;
use super::record::{ChangingEdge, ChangingTurn, edge_flag, traits_from_bits};
use draft::{Drafts, EdgeDraft};
use rows::{Inward, Rows};
use streets::Streets;
use turns::{TurnGraph, Variant};

pub use check::BuildError;
pub use restriction::{DropReason, DroppedRestriction};

/// What became of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Crossings and street ends.
    pub vertices: usize,
    /// Streets between them.
    pub segments: usize,
    /// Directed edges.
    pub edges: usize,
    /// Copies of edges that carry via-way restrictions.
    pub edge_copies: usize,
    /// Turns that may be made, at some times at least.
    pub turns: usize,
    /// Edges, copies included, that conditions change.
    pub edges_conditional: usize,
    /// Turns that conditions change, by themselves or with their edges.
    pub turns_conditional: usize,
    /// Restrictions in force.
    pub restrictions_applied: usize,
    /// Restrictions that cannot apply, in the order of the input.
    pub restrictions_dropped: Vec<DroppedRestriction>,
    /// Edges where no trip may begin or end: they cannot be left and entered.
    pub edges_not_snappable: usize,
    /// Parts of the network, each connected in itself, that points may be snapped to.
    pub islands: usize,
}

impl RoadNetwork {
    /// Compiles a network. Segment ids are the positions in the input. It is in the state in which no
    /// condition holds; [`at`](Self::at) gives it in any other.
    ///
    /// One may turn back where at most one street is two-way (dead ends), at places made for it, and
    /// where a sign orders it, as in OSRM. A restriction that cannot apply is left out and reported.
    /// Trips may begin and end on an edge that is open then, is no ferry, and belongs to a strongly
    /// connected part of the turn-aware graph that has at least 200 edges, or 1% as many as the
    /// largest part if that is fewer: islands count, a courtyard that a one-way street only leads
    /// into does not. The parts are those of the network in which everything is open that ever is.
    ///
    /// # Errors
    /// When the input contradicts itself: indices that point nowhere, lines without two points.
    pub fn build(mut input: RoadInput) -> Result<(Self, BuildReport), BuildError> {
        check::check(&input)?;
        let drafts = Drafts::take(&mut input);
        let (chains, dropped) = restriction::resolve(&input, &drafts.segments);
        let TurnGraph { copies, rows: out } =
            turns::expand(&Streets::new(&input, &drafts), &chains)?;
        let members = Members {
            edges: &drafts.edges,
            copies: &copies,
        };
        let inward = Inward::of(&out);
        let changes = changes(&drafts, &members, &out, &inward);
        let report = BuildReport {
            vertices: input.vertices.len(),
            segments: drafts.segments.len(),
            edges: drafts.edges.len(),
            edge_copies: copies.len(),
            turns: out.turns.len(),
            edges_conditional: changes.edges.as_slice().len(),
            turns_conditional: changes.turns.as_slice().len(),
            restrictions_applied: input.restrictions.len() - dropped.len(),
            restrictions_dropped: dropped,
            edges_not_snappable: 0,
            islands: 0,
        };
        let mut network = Self {
            driving_side: input.driving_side,
            vertex_position: collect(&input.vertices, |v| draft::point(v.position)),
            vertex_osm_node: collect(&input.vertices, |v| v.osm_node),
            segments: drafts.segments.into(),
            shape: drafts.shape.into(),
            shape_osm_node: drafts.shape_nodes.into(),
            edge_segment: members.column(|edge| edge.packed),
            edge_duration: members.column(|edge| edge.duration),
            edge_flags: members.column(|edge| moment::access_flags(edge.access)),
            edge_component: OnceLock::new(),
            street_ends: Arc::default(),
            copy_of: collect(&copies, |copy| copy.edge),
            out_turns: out.turns.into(),
            out_start: out.start.into(),
            in_turns: inward.turns.into(),
            in_start: inward.start.into(),
            names: Names::new(&input.names),
            conditions: Names::new(&input.conditions),
            changes,
            signs: drafts.signs,
        };
        // What follows needs memory of its own, and the network has all that these say.
        drop((input, drafts.edges));
        let report = network.find_parts(report);
        Ok((network, report))
    }

    /// Finds out what can be reached from where, and so on which edges trips may begin and end.
    fn find_parts(&mut self, report: BuildReport) -> BuildReport {
        let free = super::components::free(&self.graph());
        self.edge_component = OnceLock::from(super::Column::from(free));
        let is_ferry = |edge: u32| {
            let segment = self.edge_segment.as_slice()[edge as usize] >> 1;
            traits_from_bits(self.segments.as_slice()[segment as usize].traits).ferry
        };
        let (snappable, islands) =
            components::snappable(&self.graph(), |member| self.base_edge(member).0, is_ferry);
        let edges = &snappable[..self.edge_count()];
        let report = BuildReport {
            edges_not_snappable: edges.iter().filter(|&&snappable| !snappable).count(),
            islands,
            ..report
        };
        let flags = self.edge_flags.as_slice().iter().zip(snappable);
        let flags =
            flags.map(|(flags, snappable)| flags | (u8::from(snappable) * edge_flag::SNAPPABLE));
        self.edge_flags = flags.collect::<Vec<u8>>().into();
        report
    }
}

/// The edges, and after them their copies, which are what they copy.
struct Members<'a> {
    edges: &'a [EdgeDraft],
    copies: &'a [Variant],
}

impl<'a> Members<'a> {
    fn len(&self) -> usize {
        self.edges.len() + self.copies.len()
    }

    /// The edge that a number stands for, be it its own or a copy's.
    fn edge_of(&self, member: u32) -> u32 {
        let copy = (member as usize).checked_sub(self.edges.len());
        copy.map_or(member, |copy| self.copies[copy].edge)
    }

    fn iter(&self) -> impl Iterator<Item = &'a EdgeDraft> + use<'a> {
        let Self { edges, copies } = *self;
        let copied = copies.iter().map(|copy| &edges[copy.edge as usize]);
        edges.iter().chain(copied)
    }

    fn column<T: super::Value>(&self, value: impl Fn(&EdgeDraft) -> T) -> super::Column<T> {
        let mut column = Vec::with_capacity(self.len());
        column.extend(self.iter().map(value));
        column.into()
    }
}

/// The edges and turns that conditions change.
fn changes(drafts: &Drafts, members: &Members<'_>, out: &Rows, inward: &Inward) -> Changes {
    let (mut changing_edges, mut edge_changes) = (Vec::new(), Vec::new());
    for (member, draft) in (0..).zip(members.iter()) {
        if !draft.changes {
            continue;
        }
        edge_changes.extend(drafts.changes_of(members.edge_of(member)));
        changing_edges.push(ChangingEdge {
            edge: member,
            duration: draft.duration,
            access: draft.access,
            changes_end: index(edge_changes.len()),
        });
    }
    let (mut changing_turns, mut turn_rules) = (Vec::new(), Vec::new());
    for changing in &out.changing {
        let from = out.from(changing.turn);
        let to = out.turns[changing.turn as usize].edge;
        turn_rules.extend(&changing.rules);
        changing_turns.push(ChangingTurn {
            turn: changing.turn,
            turn_in: inward.place(from, to),
            from,
            time: changing.time,
            rules_end: index(turn_rules.len()),
        });
    }
    Changes {
        edges: changing_edges.into(),
        edge_changes: edge_changes.into(),
        turns: changing_turns.into(),
        turn_rules: turn_rules.into(),
    }
}

fn collect<A, T: super::Value>(rows: &[A], value: impl FnMut(&A) -> T) -> super::Column<T> {
    rows.iter().map(value).collect::<Vec<T>>().into()
}

/// A count as an index; [`check::check`] has made sure that every list fits.
pub(super) fn index(count: usize) -> u32 {
    u32::try_from(count).expect("lists are checked to be shorter than 2^31")
}

pub(crate) fn to_u32(value: f64, limit: u32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range first"
    )]
    let rounded = value.clamp(0.0, f64::from(limit)).round() as u32;
    rounded
}
