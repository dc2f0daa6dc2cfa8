//! The XML format of editors and small test files: `<osm>` with nodes, ways and relations, plain or packed.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/OSM_XML>. Objects that an editor marked as deleted are left out.

use super::block::{MemberRef, steps_on_earth};
use super::input::{Content, Position};
use super::texts::Interner;
use super::{
    Block, BlockSource, Input, MemberId, NodeId, RawNode, RawRelation, RawWay, ReadError,
    RelationId, Wanted, WayId,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// Objects handed over together.
const OBJECTS_PER_BLOCK: usize = 8_000;

/// An `.osm` XML file, handed over in blocks of some thousand objects.
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

    /// Whether a file that begins with these bytes (unpacked) is XML.
    #[must_use]
    pub fn recognises(first: &[u8]) -> bool {
        let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
        text.trim_ascii_start().starts_with(b"<")
    }
}

impl BlockSource for XmlSource<'_> {
    fn each_block(
        &self,
        wanted: Wanted,
        each: &mut dyn FnMut(Block) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        let Content {
            reader,
            packing,
            position,
        } = self.input.open_unpacked()?;
        let mut reader = Reader::from_reader(Lines::of(reader));
        let mut parser = Parser {
            wanted,
            position: position.clone(),
            ..Parser::default()
        };
        parser
            .parse(&mut reader, each)
            .map_err(|problem| match problem {
                Problem::Unreadable(source) => {
                    self.input.unpack_error(packing, position.bytes(), source)
                }
                Problem::Content(problem) => ReadError::Xml {
                    file: self.input.name(),
                    line: reader.get_ref().line,
                    offset: reader.buffer_position(),
                    problem,
                },
            })
    }

    fn size_bytes(&self) -> Result<u64, ReadError> {
        self.input.len_bytes()
    }
}

/// Counts the lines of what has been read.
struct Lines<R> {
    inner: BufReader<R>,
    line: u64,
}

impl<R: Read> Lines<R> {
    fn of(reader: R) -> Self {
        Self {
            inner: BufReader::with_capacity(1 << 16, reader),
            line: 1,
        }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let read = self.inner.buffer().get(..count).unwrap_or_default();
        self.line += read.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.inner.consume(count);
    }
}

/// Why parsing stopped.
enum Problem {
    /// The bytes cannot be read or unpacked.
    Unreadable(std::io::Error),
    /// They are not what they should be.
    Content(String),
}

impl From<String> for Problem {
    fn from(problem: String) -> Self {
        Self::Content(problem)
    }
}

impl From<quick_xml::Error> for Problem {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            quick_xml::Error::Io(error) => {
                Self::Unreadable(std::io::Error::new(error.kind(), error))
            }
            error => Self::Content(error.to_string()),
        }
    }
}

#[derive(Default)]
struct Parser {
    wanted: Wanted,
    position: Position,
    block: Block,
    texts: Interner,
    current: Option<Current>,
    /// Objects read since the last block, wanted or not: texts of both lie in the block.
    objects: usize,
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

type HandOver<'f> = &'f mut dyn FnMut(Block) -> ControlFlow<()>;

impl Parser {
    fn parse<R: BufRead>(
        &mut self,
        reader: &mut Reader<R>,
        each: HandOver<'_>,
    ) -> Result<(), Problem> {
        let mut buffer = Vec::new();
        let (mut depth, mut seen_root) = (0u32, false);
        loop {
            let event = reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    if depth == 0 && tag.local_name().as_ref() != b"osm" {
                        return Err("its root element is not <osm>".to_owned().into());
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
                    return Err("it ends before </osm>".to_owned().into());
                }
                Event::Eof => {
                    // Nothing comes after the last block, whether it is wanted or not.
                    let _ = each(self.take_block());
                    return Ok(());
                }
                _ => {}
            }
            if self.objects >= OBJECTS_PER_BLOCK && each(self.take_block()).is_break() {
                return Ok(());
            }
            buffer.clear();
        }
    }

    fn take_block(&mut self) -> Block {
        self.objects = 0;
        Block {
            strings: std::mem::take(&mut self.texts).texts,
            file_offset: self.position.bytes(),
            ..std::mem::take(&mut self.block)
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        match tag.local_name().as_ref() {
            b"node" => self.begin(Kind::Node, tag),
            b"way" => self.begin(Kind::Way, tag),
            b"relation" => self.begin(Kind::Relation, tag),
            b"tag" if self.current.is_some() => {
                let key = self.texts.intern(&required(tag, "k")?);
                let value = self.texts.intern(&required(tag, "v")?);
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
        let role = self
            .texts
            .intern(&attribute(tag, "role")?.unwrap_or_default());
        self.block.members.push(MemberRef { id, role });
        Ok(())
    }

    fn close(&mut self, name: &[u8]) {
        if !matches!(name, b"node" | b"way" | b"relation") {
            return;
        }
        self.objects += 1;
        let Some(current) = self.current.take().filter(|current| !current.deleted) else {
            return;
        };
        let tags = current.first_tag..self.block.tags.len();
        match (current.kind, current.position) {
            (Kind::Node, _) if !self.wanted.nodes => {}
            (Kind::Node, Some((lng_steps, lat_steps))) => self.block.nodes.push(RawNode {
                id: NodeId(current.id),
                lng_steps,
                lat_steps,
                tags,
            }),
            (Kind::Node, None) => self.block.nodes_off_earth.push(NodeId(current.id)),
            (Kind::Way, _) if self.wanted.ways => self.block.ways.push(RawWay {
                id: WayId(current.id),
                refs: current.first_ref..self.block.refs.len(),
                tags,
            }),
            (Kind::Relation, _) if self.wanted.relations => {
                self.block.relations.push(RawRelation {
                    id: RelationId(current.id),
                    members: current.first_member..self.block.members.len(),
                    tags,
                });
            }
            (Kind::Way | Kind::Relation, _) => {}
        }
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
