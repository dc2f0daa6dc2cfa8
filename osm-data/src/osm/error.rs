//! What can be wrong with a file as a whole.

use super::Packing;

/// A file that cannot be read as OpenStreetMap data.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The operating system refused.
    #[error("cannot read {file}")]
    Io {
        /// File name.
        file: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Neither of the known formats.
    #[error(
        "{file} is neither an .osm.pbf file nor .osm XML (plain, gzip or bzip2): give an OpenStreetMap extract"
    )]
    NotOsm {
        /// File name.
        file: String,
    },
    /// The packed content is damaged or ends too early.
    #[error(
        "{file} is {} around byte {offset}: its {packing} data does not unpack; download it again",
        if *cut_off { "cut off" } else { "damaged" }
    )]
    Packed {
        /// File name.
        file: String,
        /// How it is packed.
        packing: Packing,
        /// How much of the file had been read, in bytes.
        offset: u64,
        /// Whether it ends too early.
        cut_off: bool,
    },
    /// The file ends in the middle of a block.
    #[error("{file} is cut off in block {block} (byte {offset}): download it again")]
    Truncated {
        /// File name.
        file: String,
        /// Number of the block, from 0 (the header).
        block: u64,
        /// Where the block begins, in bytes.
        offset: u64,
    },
    /// A block breaks the rules of the format.
    #[error("{file} is damaged in block {block} (byte {offset}): {problem}")]
    Block {
        /// File name.
        file: String,
        /// Number of the block, from 0 (the header).
        block: u64,
        /// Where the block begins, in bytes.
        offset: u64,
        /// Which rule it breaks.
        problem: BlockProblem,
    },
    /// The file needs a feature of the format that is not supported.
    #[error(
        "{file} needs the feature {feature:?}, which is not supported: convert it with `osmium cat -f pbf`"
    )]
    Unsupported {
        /// File name.
        file: String,
        /// Name of the feature as the file gives it.
        feature: String,
    },
    /// The XML is not well formed, or a value in it is not what it should be.
    #[error("{file} is not valid OpenStreetMap XML at line {line} (byte {offset}): {problem}")]
    Xml {
        /// File name.
        file: String,
        /// Where the reader stopped: the line, from 1, of the unpacked text.
        line: u64,
        /// Where the reader stopped, in bytes of the unpacked text.
        offset: u64,
        /// What is wrong there.
        problem: String,
    },
}

/// Which rule of the PBF format a block breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockProblem {
    /// A length field is larger than the format allows.
    #[error("its length {length} is more than the {limit} bytes allowed")]
    TooLong {
        /// Length the file states, in bytes.
        length: u64,
        /// Most the format allows, in bytes.
        limit: u64,
    },
    /// The protocol buffer message does not decode.
    #[error("its {what} does not decode")]
    Message {
        /// Which message.
        what: &'static str,
    },
    /// The data is compressed in another way than zlib.
    #[error("it is compressed in an unknown way (zlib and uncompressed are supported)")]
    Compression,
    /// The zlib stream is damaged.
    #[error("its compressed data is damaged")]
    Inflate,
    /// A text index points outside the block's string table.
    #[error("it refers to text {index} of {count}")]
    StringIndex {
        /// Index the object states.
        index: u64,
        /// How many strings the block has.
        count: usize,
    },
}
