//! `nearhand import --report`: everything that an import left out, one line each.

use std::{
    fs::File,
    io::{BufWriter, Read as _, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use nearhand_osm_data::{
    import::Drop,
    osm::{MemberId, NodeId, RelationId, WayId},
};

const HEAD: &str = "kind\tobject\tid\tdetail\n";

/// Where the list goes.
pub(crate) enum Listing {
    /// To standard output.
    Printed,
    /// To a file.
    File(PathBuf),
}

impl Listing {
    /// `-` is standard output. A file that is there already is only replaced if it is such a list.
    pub(crate) fn to(path: &Path) -> anyhow::Result<Self> {
        if path == Path::new("-") {
            return Ok(Self::Printed);
        }
        if path.exists() {
            let mut start = Vec::new();
            File::open(path)
                .and_then(|file| file.take(HEAD.len() as u64).read_to_end(&mut start))
                .with_context(|| format!("{} cannot be read", path.display()))?;
            if !HEAD.as_bytes().starts_with(&start) {
                bail!(
                    "{} is there already and is not a report: give another name, or remove it first",
                    path.display()
                );
            }
        }
        Ok(Self::File(path.to_owned()))
    }

    pub(crate) fn write(&self, drops: &[Drop]) -> anyhow::Result<()> {
        match self {
            Self::Printed => write(drops, std::io::stdout().lock())?,
            Self::File(path) => File::create(path)
                .and_then(|file| write(drops, file))
                .with_context(|| format!("{} cannot be written", path.display()))?,
        }
        Ok(())
    }
}

fn write(drops: &[Drop], to: impl Write) -> std::io::Result<()> {
    let mut to = BufWriter::new(to);
    to.write_all(HEAD.as_bytes())?;
    for Drop {
        kind,
        object,
        detail,
    } in drops
    {
        let (object, id) = match object {
            MemberId::Node(NodeId(id)) => ("node", id),
            MemberId::Way(WayId(id)) => ("way", id),
            MemberId::Relation(RelationId(id)) => ("relation", id),
        };
        writeln!(to, "{kind}\t{object}\t{id}\t{detail}")?;
    }
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_per_drop_under_a_head_line() {
        let drops = [
            Drop {
                kind: "missing_node",
                object: MemberId::Way(WayId(5)),
                detail: "node/17".to_owned(),
            },
            Drop {
                kind: "no_members",
                object: MemberId::Relation(RelationId(-3)),
                detail: String::new(),
            },
        ];
        let mut text = Vec::new();
        write(&drops, &mut text).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "kind\tobject\tid\tdetail\nmissing_node\tway\t5\tnode/17\nno_members\trelation\t-3\t\n"
        );
    }

    #[test]
    fn only_a_report_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.tsv");
        assert!(Listing::to(&path).is_ok());
        for (content, replaced) in [(HEAD, true), ("", true), ("<osm>", false)] {
            std::fs::write(&path, content).unwrap();
            assert_eq!(Listing::to(&path).is_ok(), replaced, "{content:?}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
        }
    }
}
