//! What the black-box tests stand on: the built binary as a child process, and clients that speak to
//! it as any other program would. Nothing here knows the product's own types.

pub mod binary;
pub mod client;
pub mod server;
pub mod socket;

pub use client::{Answer, Client};
pub use server::{Options, Server};
pub use socket::Socket;
