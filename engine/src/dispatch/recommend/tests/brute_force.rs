//! The ranking against its definition: score everyone, sort, take the first.

use proptest::prelude::*;

use super::*;

/// A fleet whose nearest teams are all dear to send, so that the best may be far down the list.
fn dear_nearby(cards: &[Card], rows: &[u8]) -> Vec<u8> {
    let one_bit = |row: &u8| 1 << (row % 8);
    let near = |card: &Card| card.drive.is_some_and(|drive| drive < 200_000);
    let row = |(card, row)| if near(card) { one_bit(row) } else { 0 };
    cards.iter().zip(rows).map(row).collect()
}

/// A fleet in which nearly everyone arrives at the same time and those looked at last have the least work.
fn abreast(cards: &[Card]) -> Vec<Card> {
    let same = |(number, card): (usize, &Card)| Card {
        drive: card.drive.map(|_| 100_000),
        age: 0,
        assigned_before: u32::from(number < 100),
        knows: false,
        ends_soon: false,
        ..card.clone()
    };
    cards.iter().enumerate().map(same).collect()
}

fn card() -> impl Strategy<Value = Card> {
    let drive = prop::option::weighted(0.9, (0..20u64).prop_map(|n| n * 20_000));
    (
        drive,
        0..3u64,
        prop::bool::weighted(0.8),
        0..2u32,
        prop::bool::weighted(0.9),
        (prop::bool::weighted(0.03), prop::bool::weighted(0.2)),
    )
        .prop_map(
            |(drive, age, peer, assigned_before, on_shift, (knows, ends_soon))| Card {
                drive,
                age: age * 20_000,
                peer,
                assigned_before,
                on_shift,
                knows,
                ends_soon,
            },
        )
}

/// The definition: score every team, sort, take the first k. What a team's cover is worth is tested with the cover itself.
fn brute_force(
    cards: &[Card],
    index: &CoverIndex,
    query: &Query,
    policy: &Policy,
) -> Vec<(u32, Millis)> {
    let snaps: Vec<Snap> = (0..).map(snap).take(cards.len()).collect();
    let on_shift = snaps.iter().zip(cards).filter(|(_, card)| card.on_shift);
    let cover = index.cover(on_shift.map(|(snap, _)| snap));
    let penalty = |place: &Snap| {
        let loss = cover.losses(policy.busy_fraction).without(place).1;
        let cost = (loss.0 * policy.cover_price.as_secs_f64() * 1000.0).round();
        let cap = policy.cover_caps[usize::from(query.priority.number()) - 1];
        Millis(cost.min(1e9) as u64).min(cap)
    };
    let can_go = |card: &Card| card.on_shift && (card.peer || query.needs.is_empty());
    let somebody_knows = cards.iter().any(|card| can_go(card) && card.knows);
    let place = usize::from(query.priority.number()) - 1;
    let ties = |card: &Card| {
        let stranger = u64::from(somebody_knows && !card.knows) * policy.continuity[place].0;
        Millis(stranger + u64::from(card.ends_soon) * policy.overtime[place].0)
    };
    let mut scored: Vec<(Millis, u32, u32)> = (1..)
        .zip(cards.iter().zip(&snaps))
        .filter(|(_, (card, _))| can_go(card))
        .filter_map(|(team, (card, place))| {
            let score = Millis(card.drive?) + Millis(card.age) + penalty(place) + ties(card);
            Some((score, card.assigned_before + u32::from(card.knows), team))
        })
        .collect();
    scored.sort_unstable();
    let best = scored.into_iter().take(query.k);
    best.map(|(score, _, team)| (team, score)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_best_by_score_are_found_as_by_looking_at_everyone(
        (cards, rows) in prop_oneof![1..8usize, 200..300usize].prop_flat_map(|teams| (
            prop::collection::vec(card(), teams),
            prop::collection::vec(any::<u8>(), teams),
        )),
        priority in 1..=4u8,
        k in 0..12usize,
        peer_needed in any::<bool>(),
        (dear, ties) in any::<(bool, bool)>(),
    ) {
        let rows = if dear { dear_nearby(&cards, &rows) } else { rows };
        let cards = if ties { abreast(&cards) } else { cards };
        let mut scene = Scene::new(&cards);
        if dear {
            // With many teams each one's cover is worth little: make it count.
            scene.policy.cover_price = Millis::from_secs(1_000_000_000_000_000);
        }
        let needs = peer_needed.then(|| capability("peer")).into_iter().collect();
        let query = Query { needs, ..query(priority, k) };
        let index = cover_index(&rows);
        let found = scene.recommend(&query, Some(&index));
        let expected = brute_force(&cards, &index, &query, &scene.policy);
        let ranked: Vec<(u32, Millis)> =
            found.candidates.iter().map(|c| (c.team.0, c.score)).collect();
        prop_assert_eq!(ranked, expected);
        for (rank, candidate) in (1..).zip(&found.candidates) {
            prop_assert_eq!(candidate.rank, rank);
            prop_assert_eq!(candidate.eta, candidate.drive + candidate.staleness);
            let ties = candidate.stranger_penalty + candidate.overtime_penalty;
            prop_assert_eq!(candidate.score, candidate.eta + candidate.cover_penalty + ties);
        }
    }

    #[test]
    fn a_small_fleet_accounts_for_every_team(
        cards in prop::collection::vec(card(), 0..40),
        priority in 1..=4u8,
    ) {
        let found = Scene::new(&cards).recommend(&query(priority, 40), None);
        let named = found.candidates.iter().map(|c| c.team);
        let mut all: Vec<u32> = named.chain(found.excluded.iter().map(|e| e.team)).map(|t| t.0).collect();
        all.sort_unstable();
        let everyone: Vec<u32> = (1..).take(cards.len()).collect();
        prop_assert_eq!(all, everyone);
    }
}
