//! A city file that is broken, foreign or absent: a sentence, an exit code, never a crash.

use std::{fs, path::Path, process::Command};

use nearhand_tests::{
    binary,
    server::{Options, Server},
};
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

/// KiB of a kind, summed over all of a process's mappings of the city file, as the kernel counts them.
#[cfg(target_os = "linux")]
fn mapped(server: &Server, kind: &str) -> u64 {
    let maps = fs::read_to_string(format!("/proc/{}/smaps", server.process()));
    let maps = maps.expect("a process of ours tells");
    let mut of_city = false;
    let mut sum = 0;
    for line in maps.lines() {
        let first = line.split_ascii_whitespace().next().unwrap_or_default();
        if !first.ends_with(':') {
            of_city = line.ends_with(".city");
        } else if of_city && first.trim_end_matches(':') == kind {
            let number = line.split_ascii_whitespace().nth(1);
            sum += number
                .and_then(|number| number.parse::<u64>().ok())
                .expect("a number");
        }
    }
    sum
}

/// Streets, hierarchy and its weights are used where they lie: a second server of a city takes no memory for them.
#[cfg(target_os = "linux")]
#[test]
fn servers_of_one_city_share_its_memory() {
    let servers = [(); 2].map(|()| Server::start(&Options::default()));
    let size = fs::metadata(binary::city()).expect("the city file").len() / 1024;
    for server in &servers {
        let shared = mapped(server, "Shared_Clean");
        assert!(shared >= size, "{shared} KiB of {size} KiB are shared");
        assert_eq!(mapped(server, "Private_Dirty"), 0);
    }
}
