//! A city file that is broken, foreign or absent: a sentence, an exit code, never a crash.

use std::{fs, path::Path, process::Command};

use nearhand_tests::binary;
use tempfile::TempDir;

/// Starts `serve` with a file that it cannot use; what it says.
fn refusal(folder: &Path, city: &Path) -> String {
    let output = Command::new(binary::nearhand())
        .args(["serve", "--json", "--listen", "127.0.0.1:0", "--city"])
        .arg(city)
        .arg("--data")
        .arg(folder.join("data"))
        .output()
        .expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(output.stdout.is_empty(), "nothing is listening");
    said
}

fn check(content: &[u8], expected: &str) {
    let folder = TempDir::new().expect("a temporary folder");
    let city = folder.path().join("test.city");
    fs::write(&city, content).expect("the file can be written");
    let said = refusal(folder.path(), &city);
    assert!(said.contains("test.city"), "the file is named: {said}");
    assert!(said.to_lowercase().contains(expected), "{expected}: {said}");
}

#[test]
fn a_truncated_city_file_is_refused() {
    let whole = fs::read(binary::city()).expect("the city file can be read");
    check(&whole[..whole.len() / 2], "bytes long and should be");
    check(&whole[..whole.len() - 1], "bytes long and should be");
    check(&whole[..10], "bytes long and should be");
}

#[test]
fn a_damaged_city_file_is_refused() {
    let mut damaged = fs::read(binary::city()).expect("the city file can be read");
    let middle = damaged.len() / 2;
    for byte in &mut damaged[middle..middle + 1000] {
        *byte ^= 0xff;
    }
    check(&damaged, "damaged");
}

#[test]
fn a_foreign_file_is_refused() {
    check(b"", "not a city file");
    check(
        b"<osm version='0.6'></osm>\n".repeat(100).as_slice(),
        "not a city file",
    );
    let extract = fs::read(binary::bundled_extract()).expect("the extract can be read");
    check(&extract, "not a city file");
}

#[test]
fn a_city_file_of_a_later_version_is_refused() {
    let mut newer = fs::read(binary::city()).expect("the city file can be read");
    // The version follows the eight bytes that every city file begins with.
    newer[8] += 1;
    check(&newer, "import the city again");
}

#[test]
fn an_absent_city_file_is_named() {
    let folder = TempDir::new().expect("a temporary folder");
    let said = refusal(folder.path(), &folder.path().join("absent.city"));
    assert!(said.contains("absent.city"), "{said}");
}

#[test]
fn a_wrong_option_is_a_usage_error() {
    let output = Command::new(binary::nearhand())
        .args(["serve", "--no-such-option"])
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(2));
}
