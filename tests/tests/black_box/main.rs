//! The built binary, driven as users, devices and other programs drive it.

mod bad_input;
mod city_file;
mod closures;
mod crash;
mod crash_rounds;
mod demo;
mod full_disk;
mod guided;
mod import;
mod import_losses;
mod limits;
mod live;
mod osrm;
mod privacy;
mod reach;
mod record;
mod roles;
mod shift;
mod speeds;
mod trips;
mod underway;
mod whole_life;
mod whole_loop;
