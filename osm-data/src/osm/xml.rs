//! The XML format of editors and small test files: `<osm>` with nodes, ways and relations.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/OSM_XML>. Objects that an editor marked as deleted are left out.

use super::block::{MemberRef, steps_on_earth};
use super::{
    Block, BlockSource, Input, MemberId, NodeId, RawNode, RawRelation, RawWay, ReadError,
    RelationId, Wanted, WayId,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::BufReader;

/// An `.osm` XML file, handed over as one block.
#[derive(Clone, Copy, Debug)]
pub struct XmlSource<'a> {
    input: Input<'a>,
}

impl<'a> XmlSource<'a> {
    /// Does not read anything yet.
    #[must_use]
    pub fn new(input: Input<'a>) -> Self {
        Self { input }
    }

    /// Whether a file that begins with these bytes is XML.
    #[must_use]
    pub fn recognises(first: &[u8]) -> bool {
        let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
        text.trim_ascii_start().starts_with(b"<")
    }
}

impl BlockSource for XmlSource<'_> {
    fn each_block(&self, wanted: Wanted, each: &mut dyn FnMut(Block)) -> Result<(), ReadError> {
        let mut reader = Reader::from_reader(BufReader::new(self.input.open()?));
        let block = Parser::default()
            .parse(&mut reader)
            .map_err(|problem| ReadError::Xml {
                file: self.input.name(),
                offset: reader.buffer_position(),
                problem,
            })?;
        each(Block {
            nodes: if wanted.nodes { block.nodes } else { vec![] },
            ways: if wanted.ways { block.ways } else { vec![] },
            relations: if wanted.relations {
                block.relations
            } else {
                vec![]
            },
            end_offset: reader.buffer_position(),
            ..block
        });
        Ok(())
    }

    fn size_bytes(&self) -> Result<u64, ReadError> {
        self.input.len_bytes()
    }
}

#[derive(Default)]
struct Parser {
    block: Block,
    texts: HashMap<String, u32>,
    current: Option<Current>,
}

/// The object whose children are being read, with where its lists begin.
struct Current {
    kind: Kind,
    id: i64,
    deleted: bool,
    position: Option<(i32, i32)>,
    first_tag: usize,
    first_ref: usize,
    first_member: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Node,
    Way,
    Relation,
}

impl Parser {
    fn parse<R: std::io::BufRead>(mut self, reader: &mut Reader<R>) -> Result<Block, String> {
        let mut buffer = Vec::new();
        let (mut depth, mut seen_root) = (0u32, false);
        loop {
            let event = reader
                .read_event_into(&mut buffer)
                .map_err(|error| error.to_string())?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    if depth == 0 && tag.local_name().as_ref() != b"osm" {
                        return Err("its root element is not <osm>".to_owned());
                    }
                    seen_root = true;
                    self.open(tag)?;
                    if matches!(event, Event::Start(_)) {
                        depth += 1;
                    } else {
                        self.close(tag.local_name().as_ref());
                    }
                }
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    self.close(tag.local_name().as_ref());
                }
                Event::Eof if depth > 0 || !seen_root => {
                    return Err("it ends before </osm>".to_owned());
                }
                Event::Eof => return Ok(self.block),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        match tag.local_name().as_ref() {
            b"node" => self.begin(Kind::Node, tag),
            b"way" => self.begin(Kind::Way, tag),
            b"relation" => self.begin(Kind::Relation, tag),
            b"tag" if self.current.is_some() => {
                let key = self.text(required(tag, "k")?);
                let value = self.text(required(tag, "v")?);
                self.block.tags.push([key, value]);
                Ok(())
            }
            b"nd" if self.current.is_some() => {
                self.block.refs.push(NodeId(number(tag, "ref")?));
                Ok(())
            }
            b"member" if self.current.is_some() => self.member(tag),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, kind: Kind, tag: &BytesStart<'_>) -> Result<(), String> {
        let deleted = attribute(tag, "visible")?.is_some_and(|visible| visible == "false")
            || attribute(tag, "action")?.is_some_and(|action| action == "delete");
        let position = if kind == Kind::Node && !deleted {
            let (lng, lat) = (degrees(tag, "lon")?, degrees(tag, "lat")?);
            steps_on_earth(lng, lat)
        } else {
            None
        };
        self.current = Some(Current {
            kind,
            id: number(tag, "id")?,
            deleted,
            position,
            first_tag: self.block.tags.len(),
            first_ref: self.block.refs.len(),
            first_member: self.block.members.len(),
        });
        Ok(())
    }

    fn member(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let id: i64 = number(tag, "ref")?;
        let id = match required(tag, "type")?.as_str() {
            "node" => MemberId::Node(NodeId(id)),
            "way" => MemberId::Way(WayId(id)),
            "relation" => MemberId::Relation(RelationId(id)),
            other => return Err(format!("{other:?} is not a type of member")),
        };
        let role = self.text(attribute(tag, "role")?.unwrap_or_default());
        self.block.members.push(MemberRef { id, role });
        Ok(())
    }

    fn close(&mut self, name: &[u8]) {
        if !matches!(name, b"node" | b"way" | b"relation") {
            return;
        }
        let Some(current) = self.current.take().filter(|current| !current.deleted) else {
            return;
        };
        let tags = current.first_tag..self.block.tags.len();
        match (current.kind, current.position) {
            (Kind::Node, Some((lng_steps, lat_steps))) => self.block.nodes.push(RawNode {
                id: NodeId(current.id),
                lng_steps,
                lat_steps,
                tags,
            }),
            (Kind::Node, None) => self.block.nodes_off_earth += 1,
            (Kind::Way, _) => self.block.ways.push(RawWay {
                id: WayId(current.id),
                refs: current.first_ref..self.block.refs.len(),
                tags,
            }),
            (Kind::Relation, _) => self.block.relations.push(RawRelation {
                id: RelationId(current.id),
                members: current.first_member..self.block.members.len(),
                tags,
            }),
        }
    }

    fn text(&mut self, text: String) -> u32 {
        if let Some(&place) = self.texts.get(&text) {
            return place;
        }
        let place = u32::try_from(self.block.strings.len())
            .expect("a file with four billion different texts does not fit into memory");
        self.block.strings.push(text.clone());
        self.texts.insert(text, place);
        place
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let found = tag
        .try_get_attribute(name)
        .map_err(|error| error.to_string())?;
    found
        .map(|attribute| attribute.unescape_value().map(std::borrow::Cow::into_owned))
        .transpose()
        .map_err(|error| error.to_string())
}

fn required(tag: &BytesStart<'_>, name: &str) -> Result<String, String> {
    attribute(tag, name)?.ok_or_else(|| {
        let element = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
        format!("<{element}> has no attribute {name:?}")
    })
}

fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Result<T, String> {
    let text = required(tag, name)?;
    text.trim()
        .parse()
        .map_err(|_| format!("{name}={text:?} is not a number"))
}

/// Degrees as steps of 1e-7; huge values saturate and are then not on Earth.
fn degrees(tag: &BytesStart<'_>, name: &str) -> Result<i64, String> {
    let degrees: f64 = number(tag, name)?;
    if degrees.is_nan() {
        return Err(format!("{name} is not a number"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float cast saturates; the range is checked after it"
    )]
    Ok((degrees * 1e7).round() as i64)
}
