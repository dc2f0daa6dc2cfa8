//! New York of the 9th DIMACS challenge, and its turn-aware graph.
//!
//! <http://www.diag.uniroma1.it/challenge9/format.shtml>: a line a record, `p` the counts, `v` a node with its
//! coordinates in 1e-6 degree, `a` an arc with its weight, `c` a remark. Nodes count from 1.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::str::{FromStr, SplitAsciiWhitespace};

use super::TurnAware;

/// Why the New York graph cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NewYorkError {
    /// A file is missing, cannot be read or is no gzip.
    #[error("{} cannot be read", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A line is not as the format says.
    #[error("{} line {line}: {problem}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// Reads the graph of travel times from the folder of the challenge's files, and expands it.
///
/// A node per arc, an arc per turn; turns cost nothing. A turn back to the node one comes from is left out
/// unless that node is the only one that can be gone to, by one arc alone (so 733,846 nodes, 1,591,470 arcs).
///
/// # Errors
/// When a file is missing or broken.
pub fn new_york(folder: &Path) -> Result<TurnAware, NewYorkError> {
    let path = folder.join("USA-road-d.NY.co.gz");
    let positions = read(&path, positions)?;
    let path = folder.join("USA-road-t.NY.gr.gz");
    let nodes = positions.len();
    let arcs = read(&path, |lines| arcs(lines, nodes))?;
    Ok(expand(positions, &arcs))
}

/// An arc: tail, head, weight.
type Arc = (u32, u32, u32);
/// A line's number, and what is wrong with it; or why no line could be read.
type Broken = Result<(usize, &'static str), std::io::Error>;
type Lines<'a> = &'a mut dyn Iterator<Item = std::io::Result<(usize, String)>>;

fn read<T>(
    path: &Path,
    parse: impl FnOnce(Lines<'_>) -> Result<T, Broken>,
) -> Result<T, NewYorkError> {
    let io = |source| NewYorkError::Io {
        path: path.to_owned(),
        source,
    };
    let file = std::fs::File::open(path).map_err(io)?;
    let text = BufReader::new(flate2::read::GzDecoder::new(file));
    parse_lines(text, parse).map_err(|broken| match broken {
        Ok((line, problem)) => NewYorkError::Format {
            path: path.to_owned(),
            line,
            problem,
        },
        Err(source) => io(source),
    })
}

fn parse_lines<T>(
    text: impl Read,
    parse: impl FnOnce(Lines<'_>) -> Result<T, Broken>,
) -> Result<T, Broken> {
    let lines = BufReader::new(text).lines().enumerate();
    parse(&mut lines.map(|(number, line)| Ok((number + 1, line?))))
}

fn positions(lines: Lines<'_>) -> Result<Vec<(i32, i32)>, Broken> {
    let mut found = Vec::new();
    for line in lines {
        let (number, line) = line.map_err(Err)?;
        let Some(mut fields) = record(&line, "v") else {
            continue;
        };
        let bad = |problem| Ok((number, problem));
        let id: usize = field(&mut fields).ok_or(bad("a node has no number"))?;
        if id != found.len() + 1 {
            return Err(bad("nodes are not in order"));
        }
        let lng: i32 = field(&mut fields).ok_or(bad("a node has no longitude"))?;
        let lat: i32 = field(&mut fields).ok_or(bad("a node has no latitude"))?;
        if lng.unsigned_abs() > 180_000_000 || lat.unsigned_abs() > 90_000_000 {
            return Err(bad("a node is off the Earth"));
        }
        found.push((lng * 10, lat * 10));
    }
    Ok(found)
}

fn arcs(lines: Lines<'_>, nodes: usize) -> Result<Vec<Arc>, Broken> {
    let mut found = Vec::new();
    for line in lines {
        let (number, line) = line.map_err(Err)?;
        let Some(mut fields) = record(&line, "a") else {
            continue;
        };
        let bad = |problem| Ok((number, problem));
        let mut end = || {
            let node: u32 = field(&mut fields)?;
            (1..=nodes).contains(&(node as usize)).then(|| node - 1)
        };
        let tail = end().ok_or(bad("an arc begins at no node"))?;
        let head = end().ok_or(bad("an arc ends at no node"))?;
        let weight: u32 = field(&mut fields).ok_or(bad("an arc has no weight"))?;
        found.push((tail, head, weight));
    }
    Ok(found)
}

/// The fields of a line after its kind, where it is of that kind.
fn record<'a>(line: &'a str, kind: &str) -> Option<SplitAsciiWhitespace<'a>> {
    let mut fields = line.split_ascii_whitespace();
    (fields.next()? == kind).then_some(fields)
}

fn field<T: FromStr>(fields: &mut SplitAsciiWhitespace<'_>) -> Option<T> {
    fields.next()?.parse().ok()
}

fn expand(positions: Vec<(i32, i32)>, arcs: &[Arc]) -> TurnAware {
    let mut leaving = vec![Vec::new(); positions.len()];
    for (arc, &(tail, _, _)) in (0u32..).zip(arcs) {
        leaving[tail as usize].push(arc);
    }
    let mut graph = TurnAware {
        positions,
        edges: arcs.iter().map(|&(tail, head, _)| (tail, head)).collect(),
        ..TurnAware::default()
    };
    for (from, &(tail, head, weight)) in (0u32..).zip(arcs) {
        let next = &leaving[head as usize];
        for &onto in next {
            if next.len() == 1 || arcs[onto as usize].1 != tail {
                graph.turns.push((from, onto));
                graph.weights.push(weight);
            }
        }
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed<T>(
        text: &str,
        parse: impl FnOnce(Lines<'_>) -> Result<T, Broken>,
    ) -> Result<T, (usize, &'static str)> {
        parse_lines(text.as_bytes(), parse).map_err(|broken| broken.unwrap())
    }

    #[test]
    fn one_turns_back_only_at_the_end_of_a_road() {
        // 0 - 1 - 2, and 1 → 3 → 1.
        let arcs = [
            (0, 1, 5),
            (1, 0, 5),
            (1, 2, 7),
            (2, 1, 7),
            (1, 3, 9),
            (3, 1, 9),
        ];
        let graph = expand(vec![(0, 0); 4], &arcs);
        let turns = [
            (0, 2),
            (0, 4),
            (1, 0),
            (2, 3),
            (3, 1),
            (3, 4),
            (4, 5),
            (5, 1),
            (5, 2),
        ];
        assert_eq!(graph.turns, turns);
        assert_eq!(graph.weights, [5, 5, 5, 7, 7, 7, 9, 9, 9]);
    }

    #[test]
    fn a_broken_line_is_named() {
        let read = |text| parsed(text, |lines| arcs(lines, 2));
        assert_eq!(read("c hello\np sp 2 1\na 1 2 30\n"), Ok(vec![(0, 1, 30)]));
        assert_eq!(
            read("a 1 2 30\na 1 3 30"),
            Err((2, "an arc ends at no node"))
        );
        assert_eq!(read("a 0 2 30"), Err((1, "an arc begins at no node")));
        assert_eq!(read("a 1 2 x"), Err((1, "an arc has no weight")));
        assert_eq!(
            parsed("v 2 0 0", positions),
            Err((1, "nodes are not in order"))
        );
        assert_eq!(
            parsed("v 1 0 99000000", positions),
            Err((1, "a node is off the Earth"))
        );
    }

    #[test]
    fn new_york_has_the_size_that_others_measured_on() {
        let Some(shared) = crate::data::shared() else {
            eprintln!("skipped: the DIMACS files are not at hand (NEARHAND_SHARED)");
            return;
        };
        let graph = new_york(&shared.join("dimacs-ny")).unwrap();
        assert_eq!(graph.positions.len(), 264_346);
        assert_eq!(graph.edges.len(), 733_846);
        assert_eq!(graph.turns.len(), 1_591_470);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "([avcp]? ?-?[0-9]{0,11} ?[0-9a]{0,3}\n?){0,9}") {
            let _ = parsed(&text, positions);
            let _ = parsed(&text, |lines| arcs(lines, 7));
        }
    }
}
