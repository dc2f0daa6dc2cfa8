//! The page of the tables is the tables.

use crate::dispatch::transitions;

#[test]
fn the_document_is_printed_from_the_tables() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/transitions.md");
    let printed = transitions::document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &printed).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == printed,
        "docs/transitions.md is not what the tables say: UPDATE=1 cargo test -p nearhand-engine document"
    );
}
