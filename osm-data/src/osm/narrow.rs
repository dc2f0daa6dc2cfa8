//! Extracts made smaller.

use super::block::MemberRef;
use super::extract::Span;
use super::{Extract, MemberId, NodeRef, Only};

impl Extract {
    /// Keeps only some ways and relations, and the nodes that they need; the memory of the others is given back.
    /// What was lost in reading stays known.
    pub fn keep_only(&mut self, only: &Only<'_>) {
        let Self {
            texts,
            tags,
            ways,
            ways_left_out,
            relations,
            ..
        } = self;
        let tags_of = |span: Span| super::Tags::new(&tags[span.range()], texts);
        ways.retain(|way| {
            let kept = (only.way)(&tags_of(way.tags));
            if !kept {
                ways_left_out.push(way.id);
            }
            kept
        });
        ways_left_out.sort_unstable();
        relations.retain(|relation| (only.relation)(&tags_of(relation.tags)));
        ways.shrink_to_fit();
        let refs = self.ways.iter_mut().map(|way| &mut way.refs);
        self.refs = closed_up(&self.refs, refs);
        let members = self.relations.iter_mut();
        let members = members.map(|relation| &mut relation.members);
        self.members = closed_up::<MemberRef>(&self.members, members);
        self.drop_nodes_of_no_use();
        let of_ways = self.ways.iter_mut().map(|way| &mut way.tags);
        let of_relations = self.relations.iter_mut();
        let of_nodes = self.tagged_nodes.iter_mut();
        let spans = of_ways
            .chain(of_relations.map(|relation| &mut relation.tags))
            .chain(of_nodes.map(|node| &mut node.tags));
        self.tags = closed_up(&self.tags, spans);
    }

    /// Keeps the nodes of ways and those that relations name.
    fn drop_nodes_of_no_use(&mut self) {
        let mut used = vec![false; self.nodes.len()];
        let members = self.members.iter().filter_map(|member| match member.id {
            MemberId::Node(id) => self.nodes.find(id),
            MemberId::Way(_) | MemberId::Relation(_) => None,
        });
        let in_ways = self.refs.iter().copied();
        for node in members.chain(in_ways).filter(|node| !node.is_missing()) {
            used[node.index()] = true;
        }
        let mut next = 0;
        let places: Vec<u32> = used
            .iter()
            .map(|&used| {
                next += u32::from(used);
                next.wrapping_sub(1)
            })
            .collect();
        let moved = |node: NodeRef| NodeRef(places[node.index()]);
        for node in self.refs.iter_mut().filter(|node| !node.is_missing()) {
            *node = moved(*node);
        }
        self.tagged_nodes.retain(|node| used[node.node.index()]);
        for tagged in &mut self.tagged_nodes {
            tagged.node = moved(tagged.node);
        }
        self.nodes.retain(&used);
    }
}

/// The values that the spans take up, one span after the other.
fn closed_up<'s, T: Clone>(values: &[T], spans: impl Iterator<Item = &'s mut Span>) -> Vec<T> {
    let mut kept = Vec::new();
    for span in spans {
        let start = kept.len();
        kept.extend_from_slice(&values[span.range()]);
        *span = Span::new(start, kept.len());
    }
    kept.shrink_to_fit();
    kept
}
