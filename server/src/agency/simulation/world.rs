//! One run: everything that happens, in the order that the seed decides.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use nearhand_engine::{
    dispatch::{Command, ids::TeamId},
    units::Timestamp,
};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use tokio::sync::oneshot;

use super::{
    Wrap,
    checks::{self, Checked, ensure},
    clients::{self, Given},
    outcome::Outcome,
    screens::Screen,
    server::Server,
};
use crate::{
    agency::{Decided, Refusal, Submission, writer::Queued},
    store::{
        Link, Role,
        disk::{Disk, Op},
    },
    wire::redact::Viewer,
};

type Answer = Result<Decided, Refusal>;

const STEPS: usize = 90;
const ACTORS: [&str; 3] = ["dispatcher", "dispatcher:2", "field:T1"];
const DAY_MS: i64 = 86_400_000;
const VIEWER: Viewer = Viewer {
    role: Role::Dispatcher,
    team: None,
};

pub(super) struct World {
    random: ChaCha8Rng,
    /// Before the disk, for it is dropped before it.
    server: Option<Server>,
    disk: Disk,
    wrap: Wrap,
    epoch: String,
    clock: i64,
    given: Vec<Given>,
    /// Questions on their way, as places in `given`.
    network: Vec<usize>,
    screens: [Screen; 3],
    /// Hashes of the entries that answers spoke of.
    known: BTreeMap<u64, Link>,
    full: bool,
    /// A write or sync will fail, or has failed in this step.
    failing: bool,
    story: Vec<String>,
    aloud: bool,
    met: Outcome,
}

impl World {
    pub(super) fn new(seed: u64, wrap: Wrap) -> Self {
        Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            disk: Disk::new(seed),
            wrap,
            server: None,
            epoch: String::new(),
            clock: 1_800_000_000_000,
            given: Vec::new(),
            network: Vec::new(),
            screens: Default::default(),
            known: BTreeMap::new(),
            full: false,
            failing: false,
            story: Vec::new(),
            aloud: false,
            met: Outcome::default(),
        }
    }

    /// Prints the story while it happens.
    pub(super) fn tell(&mut self) {
        self.aloud = true;
    }

    pub(super) fn story(self) -> Vec<String> {
        self.story
    }

    /// Lives through it all.
    ///
    /// # Errors
    /// What was not as it must be.
    pub(super) fn run(&mut self) -> Result<Outcome, String> {
        self.start()?;
        self.epoch = self.server()?.store.epoch().to_owned();
        for number in 0..4 {
            self.give(Command::AddTeam {
                callsign: format!("Crew {number}"),
                capabilities: [].into(),
                post: None,
            });
            self.give(Command::SignOn {
                team: TeamId(number + 1),
            });
        }
        for step in 0..STEPS {
            self.step()
                .map_err(|problem| format!("step {step}: {problem}"))?;
        }
        self.settle()
            .map_err(|problem| format!("at the end: {problem}"))?;
        let disk = self.disk.operations();
        for (what, count) in [("writes torn", disk.torn), ("writes dropped", disk.dropped)] {
            *self.met.0.entry(what.to_owned()).or_default() += count;
        }
        Ok(self.met.clone())
    }

    fn say(&mut self, what: impl FnOnce() -> String) {
        let what = what();
        if self.aloud {
            println!("{what}");
        }
        self.story.push(what);
    }

    fn chance(&mut self, share: f64) -> bool {
        self.random.random_bool(share)
    }

    fn server(&self) -> Result<&Server, String> {
        self.server.as_ref().ok_or_else(|| "no server".to_owned())
    }

    fn start(&mut self) -> Checked {
        self.server = Some(Server::start(&self.disk, self.wrap)?);
        Ok(())
    }

    fn step(&mut self) -> Checked {
        self.pass_time();
        for _ in 0..self.random.random_range(0..4) {
            self.new_wish()?;
        }
        self.ask_again();
        self.make_trouble()?;
        self.serve()?;
        self.tidy_up()?;
        self.look()?;
        if self.chance(0.05) {
            self.check()?;
        }
        Ok(())
    }

    fn pass_time(&mut self) {
        self.clock += self.random.random_range(0..4000);
        if self.chance(0.03) {
            let jump = self.random.random_range(-DAY_MS..DAY_MS);
            self.clock += jump;
            if jump < 0 {
                self.met.count("clock set back");
            }
            self.say(|| format!("the clock jumps by {jump} ms"));
        }
    }

    fn now(&self) -> Timestamp {
        Timestamp(self.clock)
    }

    fn new_wish(&mut self) -> Checked {
        let key = format!("key-{}", self.given.len());
        let now = self.now();
        let published = Arc::clone(&self.server()?.published);
        let published = published.read().unwrap_or_else(PoisonError::into_inner);
        let command = clients::wish(&mut self.random, &published.board, &key, now);
        self.give(command);
        Ok(())
    }

    fn give(&mut self, command: Command) {
        let number = self.given.len();
        let expected = self
            .random
            .random_bool(0.1)
            .then(|| self.random.random_range(1..4));
        let actor = ACTORS[self.random.random_range(0..ACTORS.len())];
        self.given.push(Given {
            actor: actor.to_owned(),
            key: format!("key-{number}"),
            // What names nothing that is there has no version.
            expected: expected.filter(|_| command.subject().is_some()),
            command,
            answer: None,
            settled: false,
        });
        self.network.push(number);
    }

    /// Who has no answer asks again; now and then also one who has.
    fn ask_again(&mut self) {
        for number in 0..self.given.len() {
            let share = if self.given[number].settled {
                0.002
            } else {
                0.15
            };
            if self.chance(share) {
                self.met.count("asked again");
                self.network.push(number);
            }
        }
    }

    /// Brings the log into the file now and then; it may fail, and the power may go meanwhile.
    fn tidy_up(&mut self) -> Checked {
        if self.chance(0.8) {
            return Ok(());
        }
        let done = self.server()?.store.checkpoint().is_ok();
        self.met.count(if done {
            "checkpoints"
        } else {
            "checkpoints failed"
        });
        self.say(|| format!("a checkpoint{}", if done { "" } else { " fails" }));
        if self.disk.is_off() {
            self.met.count("power cuts in the middle of a checkpoint");
            return self.end_server(true);
        }
        Ok(())
    }

    fn make_trouble(&mut self) -> Checked {
        match self.random.random_range(0..100) {
            0..4 => {
                let after = self.random.random_range(0..25);
                self.say(|| format!("the power will go after {after} operations of the disk"));
                self.disk.cut_after(after);
            }
            4 | 5 => return self.end_server(false),
            6 => return self.end_server(true),
            7 | 8 if !self.full => {
                self.say(|| "the disk is full".to_owned());
                self.met.count("disk full");
                self.full = true;
                self.disk.set_full(true);
            }
            9..30 if self.full => {
                self.say(|| "there is space again".to_owned());
                self.full = false;
                self.disk.set_full(false);
            }
            30..33 => {
                let op = if self.chance(0.5) {
                    Op::Write
                } else {
                    Op::Sync
                };
                let nth = self.random.random_range(1..6);
                self.say(|| format!("{op:?} number {nth} from now will fail"));
                self.failing = true;
                self.disk.fail_next(nth, op);
            }
            _ => {}
        }
        Ok(())
    }

    /// The process dies, or the power goes; then it starts again.
    fn end_server(&mut self, power: bool) -> Checked {
        self.met.count(if power { "power cuts" } else { "kills" });
        self.say(|| {
            if power {
                "the power goes"
            } else {
                "the server is killed"
            }
            .to_owned()
        });
        self.disk.switch_off();
        self.server = None;
        if power {
            self.disk.power_cut();
        } else {
            self.disk.kill();
        }
        (self.full, self.failing) = (false, false);
        let half = self.network.len() / 2;
        self.network.truncate(half);
        self.start()?;
        let epoch = self.server()?.store.epoch().to_owned();
        ensure(epoch == self.epoch, || {
            "the log has another name".to_owned()
        })?;
        self.check()
    }

    /// Some of what is on its way arrives, in any order, and is decided together.
    fn serve(&mut self) -> Checked {
        let (mut arrived, mut waiting) = (Vec::new(), Vec::new());
        let mut questions = std::mem::take(&mut self.network);
        while !questions.is_empty() {
            let number = questions.swap_remove(self.random.random_range(0..questions.len()));
            match self.random.random_range(0..10) {
                0 => self.met.count("questions lost"),
                1 | 2 => waiting.push(number),
                _ => arrived.push(number),
            }
        }
        self.network = waiting;
        let answers = self.round(&arrived)?;
        if self.disk.is_off() {
            // Nobody hears what was said in the moment when the power went.
            self.met.count("power cuts in the middle of a commit");
            return self.end_server(true);
        }
        for (number, answer) in answers {
            self.answered(number, answer)?;
        }
        Ok(())
    }

    /// One round of the writer, with the timers that are due.
    fn round(&mut self, numbers: &[usize]) -> Result<Vec<(usize, Answer)>, String> {
        let now = self.now();
        let (mut queue, mut replies) = (Vec::new(), Vec::new());
        for &number in numbers {
            let given = &self.given[number];
            let (reply, answer) = oneshot::channel();
            let submission = submission(given.command.clone(), &given.actor, now);
            let submission = Submission {
                expected: given.expected,
                key: Some(given.key.clone()),
                ..submission
            };
            queue.push(Queued { submission, reply });
            replies.push((number, answer));
        }
        let server = self.server.as_mut().ok_or("no server")?;
        let due = {
            let published = server
                .published
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            published.board.timers_due(now)
        };
        for timer in due {
            self.met.count("timers");
            // The server's own clock waits for no answer.
            let (reply, _) = oneshot::channel();
            let submission = submission(timer.command(), "timer", now);
            queue.push(Queued { submission, reply });
        }
        server.writer.step(queue);
        let answered = |(number, mut answer): (usize, oneshot::Receiver<_>)| {
            let answer = answer.try_recv();
            let answer = answer.map_err(|_| format!("no answer to {number}"))?;
            Ok((number, answer))
        };
        replies.into_iter().map(answered).collect()
    }

    fn answered(&mut self, number: usize, answer: Answer) -> Checked {
        let kind = kind(&self.given[number].command);
        let reached = !self.chance(0.1);
        if !reached {
            self.met.count("answers lost");
        }
        match answer {
            Ok(decided) => {
                self.met.count("answered");
                self.met.count(&format!("accepted: {kind}"));
                self.say(|| format!("{number} {kind}: entry {}", decided.seq));
                self.note(number, &decided)?;
                self.given[number].settled |= reached;
            }
            Err(Refusal::Rejected { rejection, .. }) => {
                self.met.count("refused");
                self.say(|| format!("{number} {kind}: {rejection}"));
                ensure(self.given[number].answer.is_none(), || {
                    format!("{number} was answered before, and now refused: {rejection}")
                })?;
                self.given[number].settled |= reached;
            }
            Err(refusal @ (Refusal::NoSpace | Refusal::NotStored)) => {
                self.met.count("not stored");
                self.say(|| format!("{number} {kind}: {refusal}"));
                ensure(self.full || self.failing, || {
                    format!("{number} was not stored, and nothing was wrong: {refusal}")
                })?;
                if self.failing && !self.full {
                    self.met.count("writes failed");
                }
            }
            Err(refusal) => return Err(format!("{number}: {refusal}")),
        }
        Ok(())
    }

    /// An answer must be the same as the first one, and speak of what is in the log.
    fn note(&mut self, number: usize, decided: &Decided) -> Checked {
        let given = &mut self.given[number];
        let first = given.answer.get_or_insert_with(|| decided.clone());
        ensure(first == decided, || {
            format!("{number} was answered with {first:?}, and now with {decided:?}")
        })?;
        let link = self.server()?.store.link_at(decided.seq);
        let link = link.map_err(|error| error.to_string())?;
        let link =
            link.ok_or_else(|| format!("entry {} was answered and is not there", decided.seq))?;
        let known = *self.known.entry(decided.seq).or_insert(link);
        ensure(known == link, || {
            format!("entry {} was changed", decided.seq)
        })
    }

    /// Screens take in what they missed; some lose their connection for a while, some begin anew.
    fn look(&mut self) -> Checked {
        let published = Arc::clone(&self.server()?.published);
        let published = published.read().unwrap_or_else(PoisonError::into_inner);
        for screen in &mut self.screens {
            if self.random.random_bool(0.7) {
                screen.follow(&published)?;
            }
            if self.random.random_bool(0.02) {
                *screen = Screen::default();
            }
        }
        Ok(())
    }

    fn check(&mut self) -> Checked {
        let server = self.server()?;
        let published = server
            .published
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        checks::all(&*server.store, &published, &self.known, &self.given)
    }

    /// The troubles end; everybody gets an answer; everything is compared once more, also after a last start.
    fn settle(&mut self) -> Checked {
        self.end_server(true)?;
        for _ in 0..3 {
            self.clock += 1000;
            let open = (0..self.given.len()).filter(|&number| !self.given[number].settled);
            let open: Vec<usize> = open.collect();
            for (number, answer) in self.round(&open)? {
                self.answered(number, answer)?;
            }
        }
        self.check()?;
        let published = Arc::clone(&self.server()?.published);
        let published = published.read().unwrap_or_else(PoisonError::into_inner);
        for screen in &mut self.screens {
            screen.settle(&published)?;
        }
        drop(published);
        self.end_server(false)
    }
}

fn submission(command: Command, actor: &str, now: Timestamp) -> Submission {
    Submission {
        command,
        expected: None,
        actor: actor.to_owned(),
        viewer: VIEWER,
        key: None,
        now,
    }
}

/// The name of a command, as it is written.
fn kind(command: &Command) -> String {
    let text = serde_json::to_value(command).unwrap_or_default();
    text["kind"].as_str().unwrap_or_default().to_owned()
}
