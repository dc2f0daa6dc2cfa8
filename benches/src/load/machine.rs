//! What the host of a virtual machine takes of its processors.

use std::fs;

use anyhow::{Context as _, Result};

/// Processor time until now, in the system's ticks.
#[derive(Clone, Copy)]
pub(super) struct Processors {
    all: u64,
    stolen: u64,
}

impl Processors {
    /// From the first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq and steal (proc(5)).
    pub(super) fn read() -> Result<Self> {
        let text = fs::read_to_string("/proc/stat")?;
        let line = text.lines().next().context("/proc/stat")?;
        let fields = line.split_whitespace().skip(1).take(8);
        let ticks: Vec<u64> = fields.map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self {
            all: ticks.iter().sum(),
            stolen: *ticks.get(7).context("steal in /proc/stat")?,
        })
    }

    /// The share of all time that was taken away since.
    pub(super) fn stolen_since(self, before: Self) -> f64 {
        let all = self.all.saturating_sub(before.all).max(1);
        self.stolen.saturating_sub(before.stolen) as f64 / all as f64
    }
}
