//! The book as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Section;
use crate::comparison::{Answers, Comparison, Measured};
use crate::figures::short;

/// The whole page: what is compared at a glance, then every section.
pub(super) fn page(sections: &BTreeMap<String, Section>) -> String {
    let mut page = String::from(
        "# Measured\n\n\
         Written by the commands named in each section; `figures.json` keeps the same figures for programs. \
         Times are medians (p50) and 99th percentiles (p99). **Ratio = the peer's time / ours: above 1 Nearhand is \
         faster.** Both ran on the same graph with the same queries in the same run, so ratios hold on other machines; \
         times do not. \
         Queries count the time that their thread had a processor; what uses several threads counts time on the clock, \
         which a busy machine (load above the cores) spoils.\n",
    );
    glance(&mut page, sections);
    for section in sections.values() {
        page.push_str(&section_text(section));
    }
    page
}

fn glance(page: &mut String, sections: &BTreeMap<String, Section>) {
    let comparisons = || sections.values().flat_map(|section| &section.comparisons);
    let with_goal: Vec<&Comparison> = comparisons().filter(|c| c.goal.is_some()).collect();
    let differing = comparisons().filter(|c| c.differs()).count();
    if differing > 0 {
        let _ = write!(
            page,
            "\n**DIFFERENT ANSWERS in {differing} comparisons: see below.**\n"
        );
    }
    if with_goal.is_empty() {
        return;
    }
    page.push_str(
        "\n## At a glance\n\n| work | on | against | ratio | goal | |\n|---|---|---|---|---|---|\n",
    );
    for c in with_goal {
        let goal = c.goal.unwrap_or_default();
        let (ratio, verdict) = match c.ratio() {
            Some(_) if c.differs() => ("–".to_owned(), "answers differ"),
            Some(ratio) if ratio >= goal => (times(ratio), "reached"),
            Some(ratio) => (times(ratio), "missed"),
            None => ("–".to_owned(), "ours not measured"),
        };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {ratio} | {goal} | {verdict} |",
            c.work, c.graph, c.peer
        );
    }
}

fn section_text(section: &Section) -> String {
    let load = section
        .load
        .map_or_else(String::new, |load| format!(", load {load:.1}"));
    let mut text = format!(
        "
## {}

`{}` on {}, {} cores{load}. {}
",
        section.title, section.command, section.date, section.cores, section.intro
    );
    if !section.comparisons.is_empty() {
        text.push_str(
            "\n| work | on | against | ours p50 / p99 | theirs p50 / p99 | ratio | answers |\n|---|---|---|---|---|---|---|\n",
        );
        for c in &section.comparisons {
            let ratio = c.ratio().map_or_else(|| "–".to_owned(), times);
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {ratio} | {} |",
                c.work,
                c.graph,
                c.peer,
                c.ours.as_ref().map_or_else(|| "–".to_owned(), measured),
                measured(&c.theirs),
                answers(&c.answers),
            );
        }
    }
    if !section.table.is_empty() {
        let _ = write!(
            text,
            "\n| what | {} |\n|---|{}\n",
            section.columns.join(" | "),
            "---|".repeat(section.columns.len())
        );
        for line in &section.table {
            let _ = writeln!(text, "| {} | {} |", line.what, line.cells.join(" | "));
        }
    }
    if !section.skipped.is_empty() {
        text.push_str("\nSkipped (not won):\n");
        for skipped in &section.skipped {
            let _ = writeln!(text, "- {}: {}", skipped.what, skipped.why);
        }
    }
    for note in &section.notes {
        let _ = write!(text, "\n{note}\n");
    }
    text
}

fn measured(measured: &Measured) -> String {
    let mut text = short(measured.p50());
    if let Some(p99) = measured.p99() {
        let _ = write!(text, " / {}", short(p99));
    }
    if let Some(peak) = measured.peak_megabytes {
        let _ = write!(text, ", {peak} MB");
    }
    text
}

fn answers(answers: &Answers) -> String {
    match answers {
        Answers::Exact {
            compared,
            different: 0,
        } => format!("{compared} the same"),
        Answers::Exact {
            compared,
            different,
        } => {
            format!("**{different} of {compared} DIFFERENT**")
        }
        Answers::Alike {
            compared,
            within_a_fifth,
            median_ratio,
        } => format!(
            "{within_a_fifth} of {compared} within a fifth, median theirs / ours {median_ratio:.2}"
        ),
        Answers::None(why) => why.clone(),
    }
}

/// A ratio with as many digits as mean something.
fn times(ratio: f64) -> String {
    match ratio {
        r if r < 10.0 => format!("{r:.2}"),
        r if r < 100.0 => format!("{r:.1}"),
        r => format!("{r:.0}"),
    }
}
