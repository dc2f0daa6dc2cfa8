//! The frame of `.osm.pbf`: length, blob header, blob, again and again.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/PBF_Format>. The messages are those of osmpbfreader; its reader is not
//! used because it panics on files that are cut off, and the frame is where such files break.

use super::error::BlockProblem;
use super::input::Content;
use super::pbf_block::{decode_block, decode_header};
use super::{Block, BlockSource, Input, ReadError, Wanted, pipeline};
use osmpbfreader::fileformat::{Blob, BlobHeader};
use protobuf::Message;
use std::io::Read;
use std::ops::ControlFlow;

const MAX_HEADER_BYTES: u64 = 64 * 1024;
const MAX_BLOB_BYTES: u64 = 32 * 1024 * 1024;

/// An `.osm.pbf` file; its blocks are decoded on all cores.
#[derive(Clone, Copy, Debug)]
pub struct PbfSource<'a> {
    input: Input<'a>,
}

impl<'a> PbfSource<'a> {
    /// Does not read anything yet.
    #[must_use]
    pub fn new(input: Input<'a>) -> Self {
        Self { input }
    }

    /// Whether a file that begins with these bytes is PBF: its first blob says "OSMHeader".
    #[must_use]
    pub fn recognises(first: &[u8]) -> bool {
        first.len() >= 15 && first[..2] == [0, 0] && first[4..15] == *b"\x0a\x09OSMHeader"
    }
}

impl BlockSource for PbfSource<'_> {
    fn each_block(
        &self,
        wanted: Wanted,
        each: &mut dyn FnMut(Block) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        let mut frames = Frames::new(self.input)?;
        let file = self.input.name();
        let mut result = Ok(());
        pipeline::in_order(
            rayon::current_num_threads(),
            || frames.next_frame().transpose(),
            |frame| frame?.decode(&file, wanted),
            |block| match block {
                Ok(block) => each(block),
                Err(error) => {
                    result = Err(error);
                    ControlFlow::Break(())
                }
            },
        );
        result
    }

    fn size_bytes(&self) -> Result<u64, ReadError> {
        self.input.len_bytes()
    }
}

/// A blob as it lies in the file, not yet unpacked.
struct Frame {
    kind: String,
    blob: Vec<u8>,
    block: u64,
    offset: u64,
    /// How much of the file has been read with it.
    file_offset: u64,
}

struct Frames<'a> {
    input: Input<'a>,
    content: Content<'a>,
    block: u64,
    offset: u64,
}

impl<'a> Frames<'a> {
    fn new(input: Input<'a>) -> Result<Self, ReadError> {
        Ok(Self {
            input,
            content: input.open_unpacked()?,
            block: 0,
            offset: 0,
        })
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, ReadError> {
        let (block, offset) = (self.block, self.offset);
        let length = self.bytes(4)?;
        if length.is_empty() {
            return Ok(None);
        }
        let length: [u8; 4] = length
            .try_into()
            .map_err(|_| self.truncated(block, offset))?;
        let header_bytes = self.limited(u64::from(u32::from_be_bytes(length)), MAX_HEADER_BYTES)?;
        let header: BlobHeader = self.message(&header_bytes, "blob header")?;
        // A negative size becomes huge and is refused by the limit.
        let blob_length = u64::try_from(header.datasize()).unwrap_or(u64::MAX);
        let blob = self.limited(blob_length, MAX_BLOB_BYTES)?;
        self.block += 1;
        self.offset = offset + 4 + header_bytes.len() as u64 + blob_length;
        Ok(Some(Frame {
            kind: header.type_().to_owned(),
            blob,
            block,
            offset,
            file_offset: self.content.position.bytes(),
        }))
    }

    /// Exactly `length` bytes, or an error when that is over the limit or the file ends before.
    fn limited(&mut self, length: u64, limit: u64) -> Result<Vec<u8>, ReadError> {
        if length > limit {
            return Err(self.damaged(BlockProblem::TooLong { length, limit }));
        }
        let bytes = self.bytes(length)?;
        if (bytes.len() as u64) < length {
            return Err(self.truncated(self.block, self.offset));
        }
        Ok(bytes)
    }

    /// Up to `length` bytes: fewer at the end of the file.
    fn bytes(&mut self, length: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let Content {
            reader,
            packing,
            position,
        } = &mut self.content;
        reader
            .by_ref()
            .take(length)
            .read_to_end(&mut bytes)
            .map_err(|source| self.input.unpack_error(*packing, position.bytes(), source))?;
        Ok(bytes)
    }

    fn message<M: Message>(&self, bytes: &[u8], what: &'static str) -> Result<M, ReadError> {
        M::parse_from_bytes(bytes).map_err(|_| self.damaged(BlockProblem::Message { what }))
    }

    fn damaged(&self, problem: BlockProblem) -> ReadError {
        ReadError::Block {
            file: self.input.name(),
            block: self.block,
            offset: self.offset,
            problem,
        }
    }

    fn truncated(&self, block: u64, offset: u64) -> ReadError {
        ReadError::Truncated {
            file: self.input.name(),
            block,
            offset,
        }
    }
}

impl Frame {
    fn decode(&self, file: &str, wanted: Wanted) -> Result<Block, ReadError> {
        let damaged = |problem| ReadError::Block {
            file: file.to_owned(),
            block: self.block,
            offset: self.offset,
            problem,
        };
        let block = match self.kind.as_str() {
            "OSMHeader" => {
                let header = decode_header(&self.unpack().map_err(damaged)?).map_err(damaged)?;
                if let Some(feature) = header.unsupported_feature {
                    return Err(ReadError::Unsupported {
                        file: file.to_owned(),
                        feature,
                    });
                }
                Block {
                    data_as_of_unix_secs: header.data_as_of_unix_secs,
                    box_steps: header.box_steps,
                    ..Block::default()
                }
            }
            "OSMData" => decode_block(&self.unpack().map_err(damaged)?, wanted).map_err(damaged)?,
            // The format asks readers to skip kinds of blob that they do not know.
            _ => Block::default(),
        };
        Ok(Block {
            file_offset: self.file_offset,
            ..block
        })
    }

    fn unpack(&self) -> Result<Vec<u8>, BlockProblem> {
        let mut blob = Blob::parse_from_bytes(&self.blob)
            .map_err(|_| BlockProblem::Message { what: "blob" })?;
        if blob.has_raw() {
            return Ok(blob.take_raw());
        }
        if !blob.has_zlib_data() {
            return Err(BlockProblem::Compression);
        }
        // The stated size is not trusted: a small blob may unpack to gigabytes.
        let mut unpacked = Vec::new();
        flate2::read::ZlibDecoder::new(blob.zlib_data())
            .take(MAX_BLOB_BYTES + 1)
            .read_to_end(&mut unpacked)
            .map_err(|_| BlockProblem::Inflate)?;
        if unpacked.len() as u64 > MAX_BLOB_BYTES {
            return Err(BlockProblem::TooLong {
                length: unpacked.len() as u64,
                limit: MAX_BLOB_BYTES,
            });
        }
        Ok(unpacked)
    }
}
