//! Finds the binary under test, and imports the city once for all tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
    time::SystemTime,
};

/// The repository's root.
///
/// # Panics
/// Never: this crate lies one folder below it.
#[must_use]
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests lie in a folder of the repository")
}

/// The bundled extract that the city of the tests is made from.
#[must_use]
pub fn bundled_extract() -> PathBuf {
    repository().join("osm-data/cities/valletta.osm.pbf")
}

/// What the bundled city is called and where its posts are.
#[must_use]
pub fn bundled_details() -> PathBuf {
    repository().join("osm-data/cities/valletta.toml")
}

/// The binary `nearhand` of the profile that the tests were built with; built first when it is missing or old.
///
/// # Panics
/// When it cannot be built.
#[must_use]
pub fn nearhand() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let folder = profile_folder();
        let mut build = Command::new(env!("CARGO"));
        build
            .current_dir(repository())
            .args(["build", "--quiet", "-p", "nearhand"]);
        if folder.ends_with("release") {
            build.arg("--release");
        }
        let status = build.status().expect("cargo starts");
        assert!(status.success(), "the binary under test does not build");
        folder.join("nearhand")
    })
}

/// The city file that tests share, imported again when the binary is newer.
///
/// # Panics
/// When the import fails.
#[must_use]
pub fn city() -> &'static Path {
    static CITY: OnceLock<PathBuf> = OnceLock::new();
    CITY.get_or_init(|| {
        let file = profile_folder().join("black-box.city");
        if modified(&file) <= modified(nearhand()) {
            // Under another name first: a second run of the tests must not read half a file.
            let fresh = file.with_extension(format!("{}.city", std::process::id()));
            let import = Command::new(nearhand())
                .arg("import")
                .arg(bundled_extract())
                .arg("-o")
                .arg(&fresh)
                .arg("--city-details")
                .arg(bundled_details())
                .output()
                .expect("the binary starts");
            let said = String::from_utf8_lossy(&import.stderr);
            assert!(import.status.success(), "the import failed: {said}");
            fs::rename(&fresh, &file).expect("the city file can be put in its place");
        }
        file
    })
}

/// `target/debug` or `target/release`: this executable lies in its folder `deps`.
fn profile_folder() -> PathBuf {
    let executable = std::env::current_exe().expect("a test knows its own executable");
    let deps = executable.parent().expect("an executable lies in a folder");
    deps.parent()
        .expect("test executables lie two folders deep")
        .to_owned()
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|found| found.modified()).ok()
}
