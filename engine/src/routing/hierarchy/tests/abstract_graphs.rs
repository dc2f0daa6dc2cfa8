//! Graphs of random grids, without streets or places: the hierarchy itself.

use proptest::prelude::*;

use super::super::*;
use super::graphs::{Weighted, grid, weighted};

fn customized(weighted: &Weighted) -> (Hierarchy, Metric) {
    let hierarchy = Hierarchy::build(&weighted.graph, &|_, _| ());
    let metric = Metric::customize(&hierarchy, &weighted.weights);
    (hierarchy, metric)
}

fn all_edges(weighted: &Weighted) -> Vec<u32> {
    (0..u32::try_from(weighted.graph.edges.len()).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn distances_and_paths(weighted in weighted()) {
        let (hierarchy, metric) = customized(&weighted);
        let view = View::new(&hierarchy, &metric);
        let (mut memory, mut edges) = (Memory::default(), Vec::new());
        for from in all_edges(&weighted).into_iter().step_by(3) {
            for (to, expected) in (0..).zip(weighted.from(from)) {
                let expected = (expected < INF).then_some(expected);
                prop_assert_eq!(view.distance(&mut memory, from, to), expected);
                prop_assert_eq!(view.path(&mut memory, from, to, &mut edges), expected);
                if expected.is_some() {
                    prop_assert_eq!(weighted.along(&edges), expected);
                    prop_assert_eq!((edges[0], edges[edges.len() - 1]), (from, to));
                }
            }
        }
    }

    #[test]
    fn tables_rows_and_the_nearest(weighted in weighted(), k in 0..6usize) {
        let (hierarchy, metric) = customized(&weighted);
        let view = View::new(&hierarchy, &metric);
        let mut memory = Memory::default();
        let all = all_edges(&weighted);
        let truth: Vec<u32> = all.iter().flat_map(|&from| weighted.from(from)).collect();
        let mut table = Vec::new();
        view.table(&mut memory, &all, &all, &mut table);
        prop_assert_eq!(&table, &truth);
        let (mut column, mut first) = (Vec::new(), Vec::new());
        for &to in all.iter().step_by(5) {
            let expected: Vec<u32> = all
                .iter()
                .map(|&from| truth[from as usize * all.len() + to as usize])
                .collect();
            view.many_to_one(&mut memory, &all, to, &mut column);
            prop_assert_eq!(&column, &expected);
            view.nearest(&mut memory, &all, to, k, &mut first);
            let mut ranked: Vec<(u64, u32)> = (0..)
                .zip(&expected)
                .filter(|&(_, &weight)| weight < INF)
                .map(|(from, &weight)| (u64::from(weight), from))
                .collect();
            ranked.sort_unstable();
            ranked.truncate(k);
            prop_assert_eq!(&first, &ranked);
        }
    }

    #[test]
    fn an_update_gives_what_a_full_customization_gives(
        weighted in weighted(),
        rounds in proptest::collection::vec(proptest::collection::vec((any::<prop::sample::Index>(), 0..60u32), 0..12), 1..5),
    ) {
        let mut weighted = weighted;
        prop_assume!(!weighted.weights.is_empty());
        let (hierarchy, mut metric) = customized(&weighted);
        let mut updater = Updater::default();
        for round in rounds {
            let mut changed = Vec::new();
            for (turn, weight) in round {
                let turn = turn.index(weighted.weights.len());
                weighted.weights[turn] = if weight < 10 { INF } else { weight };
                changed.push(u32::try_from(turn).unwrap());
            }
            metric.update(&hierarchy, &weighted.weights, &changed, &mut updater);
            let afresh = Metric::customize(&hierarchy, &weighted.weights);
            prop_assert!(metric.words() == afresh.words());
        }
    }

    #[test]
    fn a_hierarchy_survives_its_file_and_damage_to_it(
        weighted in weighted(),
        damage in proptest::collection::vec(any::<(prop::sample::Index, prop::sample::Index, u8)>(), 0..4),
    ) {
        use crate::road::{Section, SharedBytes};
        let (hierarchy, metric) = customized(&weighted);
        let mut file = Vec::new();
        let mut write = |name: &str, bytes: &[u8]| file.push((name.to_owned(), bytes.to_vec()));
        hierarchy.write_sections(&mut write);
        metric.write_sections(&mut write);
        for (section, place, value) in &damage {
            let bytes = &mut file[section.index(9)].1;
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] ^= value;
            }
        }
        let mut open = |name: &str| {
            let (_, bytes) = file.iter().find(|(other, _)| other == name)?;
            let mut words = vec![0u64; bytes.len().div_ceil(8)];
            zerocopy::IntoBytes::as_mut_bytes(words.as_mut_slice())[..bytes.len()].copy_from_slice(bytes);
            let shared: SharedBytes = std::sync::Arc::new(crate::routing::tests::Words(words));
            Section::new(shared, 0..bytes.len())
        };
        let (edges, turns) = (weighted.graph.edges.len(), weighted.weights.len());
        let again = Hierarchy::from_sections(&mut open, edges, turns)
            .and_then(|again| Ok((Metric::from_sections(&mut open, &again)?, again)));
        let Ok((metric_again, again)) = again else {
            prop_assert!(damage.iter().any(|&(.., value)| value != 0));
            return Ok(());
        };
        if damage.is_empty() {
            prop_assert!(metric_again.words() == metric.words());
        }
        // What is accepted may be wrong, but it can be used.
        let view = View::new(&again, &metric_again);
        let (mut memory, mut way) = (Memory::default(), Vec::new());
        for edge in all_edges(&weighted) {
            let _ = view.path(&mut memory, 0, edge, &mut way);
        }
        let _ = Metric::customize(&again, &weighted.weights);
    }
}

#[test]
fn the_order_is_the_same_whatever_the_number_of_threads() {
    let weighted = grid(60, 60, 7);
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let hierarchy = pool.install(|| Hierarchy::build(&weighted.graph, &|_, _| ()));
        let mut bytes = Vec::new();
        hierarchy.write_sections(&mut |_, section| bytes.extend_from_slice(section));
        bytes
    };
    assert!(build(1) == build(3));
}

#[test]
fn an_order_of_a_grid_has_separators_as_wide_as_the_grid() {
    let shape = Hierarchy::build(&grid(64, 64, 1).graph, &|_, _| ()).shape();
    // An even cut of a 64 × 64 grid takes 64 streets, 128 edges; the whole way up a query looks at some
    // 3 × 128² weights, where an order by chance has thousands of edges in each row.
    assert!(shape.largest_search < 5 * 128 * 128, "{shape:?}");
    assert!(shape.depth < 30, "{shape:?}");
}

#[test]
fn a_small_change_touches_a_small_part() {
    let mut weighted = grid(50, 50, 3);
    let (hierarchy, mut metric) = customized(&weighted);
    let mut updater = Updater::default();
    let turn = weighted.weights.len() / 2;
    weighted.weights[turn] = INF;
    metric.update(
        &hierarchy,
        &weighted.weights,
        &[u32::try_from(turn).unwrap()],
        &mut updater,
    );
    let done = updater.work_done();
    assert!(done.cells <= hierarchy.shape().depth, "{done:?}");
    // Given back, the weight restores the metric to the bit.
    let before = Metric::customize(&hierarchy, &grid(50, 50, 3).weights);
    weighted.weights = grid(50, 50, 3).weights;
    metric.update(
        &hierarchy,
        &weighted.weights,
        &[u32::try_from(turn).unwrap()],
        &mut updater,
    );
    assert!(metric.words() == before.words());
}

/// Weights are put where others lay before them, and nothing of those shows.
#[test]
fn weights_in_memory_that_others_left_are_as_in_fresh_memory() {
    let closed = {
        let mut weighted = grid(30, 30, 4);
        weighted.weights.fill(INF);
        weighted
    };
    let (hierarchy, left) = customized(&closed);
    let place = left.words().as_ptr();
    drop(left);
    let open = grid(30, 30, 5);
    let metric = Metric::customize(&hierarchy, &open.weights);
    assert_eq!(metric.words().as_ptr(), place);
    let (_, afresh) = customized(&open);
    assert!(metric.words() == afresh.words());

    // A second one beside it has memory of its own, and leaves it to a copy.
    let beside = Metric::customize(&hierarchy, &closed.weights);
    let place = beside.words().as_ptr();
    drop(beside);
    let copy = metric.clone();
    assert_eq!(copy.words().as_ptr(), place);
    assert!(copy.words() == metric.words());
}
