//! The JSON that clients read and write. It is converted from and to the engine's types here and nowhere else.

pub mod care;
pub mod closures;
pub mod commands;
pub mod configuration;
pub mod crew;
pub mod entities;
pub mod places;
pub mod redact;
pub mod shapes;
pub mod strict;
pub mod time;
pub mod wire_command;
pub mod words;
