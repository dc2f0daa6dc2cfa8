//! Full customization: new weights for all turns at once.

use anyhow::Result;
use cch::Metric as CchMetric;
use nearhand_engine::routing::hierarchy::View;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Against;
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::Figures;
use crate::peers::{Context, Graph, cch_crate, ours, routing_kit};

const RUNS: usize = 7;
const CHECKED: usize = 1_000;
/// The crate `cch` makes a new query object each time, so fewer are asked.
const CHECKED_CCH: usize = 20;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "Full customization",
        "New weights for all turns at once, memory kept from the run before where the interface lets it (RoutingKit, \
         cch). 1,000 distances with the new weights are compared (20 with cch). One thread: processor time. Two \
         threads: time on the clock, and a peer counts with the better of its one and two threads (RoutingKit's wait \
         passively, OMP_WAIT_POLICY=passive).",
    );
    for graph in context.graphs.all(&mut section)? {
        let work = Work::new(&graph);
        for threads in [1, 2] {
            let pools = Pools::new(threads)?;
            let (our_times, found) = work.ours(&pools);
            let mut put = |peer, goal, (times, answers): Answered| {
                let work = if threads == 1 {
                    "full customization, 1 thread"
                } else {
                    "full customization, 2 threads"
                };
                let found = &found[..answers.len().min(found.len())];
                let against = Against {
                    work,
                    graph: graph.name,
                    peer,
                    goal,
                };
                against.put(
                    &mut section,
                    Some(our_times),
                    times,
                    Answers::exact(found, &answers),
                );
            };
            put(routing_kit::NAME, Some(3.0), work.routing_kit(&pools));
            put(cch_crate::NAME, None, work.cch(&pools));
        }
    }
    Ok(section)
}

/// Times, and distances with the last weights.
type Answered = (Measured, Vec<Option<u32>>);

struct Work<'a> {
    graph: &'a Graph,
    weights: Vec<Vec<u32>>,
    pairs: Vec<(u32, u32)>,
}

struct Pools {
    threads: usize,
    single: ThreadPool,
    many: ThreadPool,
}

impl Pools {
    fn new(threads: usize) -> Result<Self> {
        let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
        Ok(Self {
            threads,
            single: pool(1)?,
            many: pool(threads)?,
        })
    }

    /// Work of one thread counts by its processor time, that of several by the clock.
    fn measure<T>(&self, items: impl IntoIterator<Item = T>, run: impl FnMut(T)) -> Figures {
        if self.threads == 1 {
            Figures::on_cpu(items, run)
        } else {
            Figures::measure(items, run)
        }
    }
}

impl<'a> Work<'a> {
    fn new(graph: &'a Graph) -> Self {
        let weights = (0..RUNS).map(|run| other_weights(graph, run)).collect();
        Self {
            graph,
            weights,
            pairs: graph.pairs(CHECKED, 2),
        }
    }

    fn ours(&self, pools: &Pools) -> Answered {
        let own = self.graph.ours();
        let mut metric = own.metric(&self.weights[0]);
        let customize = |weights: &Vec<u32>| metric = own.metric(weights);
        let times = pools
            .many
            .install(|| pools.measure(&self.weights, customize));
        let view = View::new(&own.hierarchy, &metric);
        (Measured::from(&times), ours::distances(view, &self.pairs))
    }

    fn routing_kit(&self, pools: &Pools) -> Answered {
        let mut metric = self.graph.routing_kit().metric(&self.weights[0]);
        let mut times = pools.measure(self.weights.clone(), |weights| metric.reset(weights));
        if pools.threads > 1 {
            let parallel = pools.measure(self.weights.clone(), |weights| {
                metric.parallel_reset(weights, 2);
            });
            times = better(times, parallel);
        }
        (
            Measured::from(&times),
            routing_kit::distances(&metric, &self.pairs),
        )
    }

    fn cch(&self, pools: &Pools) -> Answered {
        let hierarchy = &self.graph.cch().hierarchy;
        let customizer = hierarchy.customizer();
        let mut metric: CchMetric = customizer.customize(&self.weights[0]);
        let mut again = |pool: &ThreadPool| {
            let customize = |weights: &Vec<u32>| customizer.customize_into(weights, &mut metric);
            pool.install(|| pools.measure(&self.weights, customize))
        };
        let mut times = again(&pools.single);
        if pools.threads > 1 {
            times = better(times, again(&pools.many));
        }
        let (view, metric) = (hierarchy.view(), metric.view());
        let pairs = self.pairs[..CHECKED_CCH].iter();
        let distances =
            pairs.map(|&(from, to)| ours::found(cch::distance(&view, &metric, from, to)));
        (Measured::from(&times), distances.collect())
    }
}

fn better(a: Figures, b: Figures) -> Figures {
    if a.percentile(50) <= b.percentile(50) {
        a
    } else {
        b
    }
}

/// The weights of the graph, each made up to a fifth longer, otherwise in every run.
fn other_weights(graph: &Graph, run: usize) -> Vec<u32> {
    // What is above is no time but counts entries into areas that trips may not pass through.
    const TIME: u32 = (1 << 26) - 1;
    let run = u32::try_from(run).unwrap_or_default();
    let longer = |(turn, &weight): (u32, &u32)| {
        let share = turn.wrapping_mul(7).wrapping_add(run * 13) % 20;
        weight + (weight & TIME) / 100 * share
    };
    (0..).zip(&graph.turn_aware.weights).map(longer).collect()
}
