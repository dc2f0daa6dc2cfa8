//! The server of Nearhand: command line, HTTP, socket, store, sign-in, positions in, and the demo client.
//!
//! Decisions are the engine's; what OpenStreetMap says is osm-data's; here is how people, devices and
//! programs reach them.

pub mod agency;
mod announcement;
pub mod app;
pub mod auth;
mod blocking;
pub mod breadcrumbs;
pub mod city;
pub mod cli;
pub mod closures;
pub mod commands;
pub mod config;
pub mod demo;
mod figures;
pub mod history;
pub mod http;
pub mod import;
mod listen;
mod listing;
pub mod live;
pub mod live_router;
pub mod modes;
pub mod osrm;
mod pairing;
pub mod positions;
pub mod problem;
mod progress;
pub mod reach;
pub mod recommendation;
pub mod record;
pub mod reports;
pub mod route;
pub mod serve;
pub mod store;
pub mod timers;
pub mod tracking;
pub mod trip;
pub mod wire;
