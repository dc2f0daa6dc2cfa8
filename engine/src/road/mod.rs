//! The road network: streets, turns and names in arrays that can be mapped from a file.

pub mod input;
