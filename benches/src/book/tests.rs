use std::time::Duration;

use super::*;
use crate::comparison::{Answers, Measured};

fn section() -> Section {
    let mut section = Section::new("Distance", "a command", "How.");
    section.comparisons.push(Comparison {
        work: "distance".to_owned(),
        graph: "porto".to_owned(),
        peer: "a peer".to_owned(),
        ours: Some(Measured::once(Duration::from_micros(10))),
        theirs: Measured::once(Duration::from_micros(25)),
        goal: Some(3.0),
        answers: Answers::exact(&[1], &[1]),
    });
    section.columns = vec!["p50".to_owned()];
    section.line("snap", ["3 µs".to_owned()]);
    section.skip("OSRM", "not installed");
    section
}

#[test]
fn a_book_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Book::open(folder.path()).unwrap();
    book.put("distance", section());
    book.save(folder.path()).unwrap();
    assert_eq!(Book::open(folder.path()).unwrap(), book);
    std::fs::write(folder.path().join("figures.json"), "{\"a\": 1}").unwrap();
    assert!(Book::open(folder.path()).is_err());
}

#[test]
fn a_goal_missed_and_a_different_answer_are_said() {
    let mut book = Book::default();
    let mut wrong = section();
    wrong.comparisons[0].answers = Answers::exact(&[1], &[2]);
    book.put("a", section());
    book.put("b", wrong);
    let page = render::page(&book.sections);
    for text in [
        "| distance | porto | a peer | 2.50 | 3 | missed |",
        "| distance | porto | a peer | – | 3 | answers differ |",
        "DIFFERENT ANSWERS in 1 comparisons",
        "**1 of 1 DIFFERENT**",
        "| snap | 3 µs |",
        "- OSRM: not installed",
    ] {
        assert!(page.contains(text), "{text} is missing from:\n{page}");
    }
}
