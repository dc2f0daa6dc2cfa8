//! The server's figures of itself, as `/metrics` shows them.

use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::time::MissedTickBehavior;

use crate::app::App;

/// Times that were measured are put into their distributions this often.
const GATHER_EVERY: Duration = Duration::from_secs(1);

/// Collects what the server measures from now on; `None` when something else in this process does.
pub(crate) fn collect() -> Option<PrometheusHandle> {
    PrometheusBuilder::new().install_recorder().ok()
}

/// Gathers what was measured, until the server stops.
///
/// Each measured time stays in memory until it is gathered, and of those that wait since long the older ones are left out:
/// somebody who asks for the figures once an hour would see those of the last moment only.
pub(crate) async fn keep(app: App) {
    let Some(figures) = app.metrics.clone() else {
        return;
    };
    tokio::select! {
        () = gather(&figures) => {}
        () = app.stopped() => {}
    }
}

async fn gather(figures: &PrometheusHandle) {
    let mut beat = tokio::time::interval(GATHER_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        figures.run_upkeep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One long time, then many short ones: the longest of all is the first.
    #[tokio::test]
    async fn what_was_measured_first_counts_as_well() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let figures = recorder.handle();
        let measure = |seconds: f64, times: usize| {
            metrics::with_local_recorder(&recorder, || {
                for _ in 0..times {
                    metrics::histogram!("waits_seconds").record(seconds);
                }
            });
        };
        measure(1.0, 1);
        // Long enough for the first time that it gathers.
        let gathering = tokio::time::timeout(Duration::from_millis(1), gather(&figures));
        assert!(gathering.await.is_err(), "it never ends");
        measure(0.001, 5000);
        let text = figures.render();
        let line = |start: &str| {
            let found = text.lines().find_map(|line| line.strip_prefix(start));
            found.unwrap().trim().parse::<f64>().unwrap()
        };
        assert!((line("waits_seconds_count") - 5001.0).abs() < 0.5);
        assert!(line("waits_seconds{quantile=\"1\"}") > 0.99, "{text}");
        assert!(line("waits_seconds{quantile=\"0.5\"}") < 0.002, "{text}");
    }
}
