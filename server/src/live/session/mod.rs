//! One client on the socket, from hello to close.

mod device;
mod tell;

use std::time::Duration;

use nearhand_engine::units::BoundingBox;
use tokio::{
    net::TcpStream,
    time::{Instant, Interval, MissedTickBehavior, interval, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message},
};

use self::tell::tell_all;
use super::{
    frames::PositionFrame,
    messages::{ClientMessage, Heard, Hello, ReadCommand, ServerMessage, Topic, bounds},
    socket::{End, Socket},
    watches::Watches,
};
use crate::{
    agency::Missed,
    app::App,
    auth::{Channel, Deed, Doer, Principal},
    commands::{self, Terms},
    positions,
    problem::{Problem, Slug},
    store::Action,
    wire::{redact::Viewer, time},
};

const PROTOCOL: u32 = 1;
const HELLO_WITHIN: Duration = Duration::from_secs(5);
const PING_EVERY: Duration = Duration::from_secs(10);
/// A client that has not even answered a ping for this long is taken for gone.
const SILENCE: Duration = Duration::from_secs(35);
/// Events are told at most this often: what happened in between goes out together. With hundreds of screens and
/// hundreds of commits a second, waking each screen for each commit costs more than all else together. Nobody sees a
/// tenth of a second, and who gave a command is answered at once.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// Positions are told at most twice a second.
const SHOW_EVERY: Duration = Duration::from_millis(500);
const RANK_EVERY: Duration = Duration::from_millis(500);

/// Serves one client until it goes or is let go.
pub(super) async fn run(app: App, principal: Principal, stream: WebSocketStream<TcpStream>) {
    metrics::gauge!("nearhand_sockets").increment(1.0);
    let mut socket = Socket::new(stream);
    let end = match greet(&mut socket).await {
        Ok(hello) => {
            let mut session = Session::new(&app, principal, hello.1, &hello.0.topics);
            match session.begin(&mut socket, &hello.0).await {
                Ok(()) => session.serve(&mut socket).await,
                Err(end) => end,
            }
        }
        Err(end) => end,
    };
    socket.close(end).await;
    metrics::gauge!("nearhand_sockets").decrement(1.0);
}

/// Waits for the hello.
async fn greet(socket: &mut Socket) -> Result<(Hello, Option<BoundingBox>), End> {
    let text = match timeout(HELLO_WITHIN, socket.next()).await {
        Err(_) => return Err(End::NotSignedIn),
        Ok(Some(Ok(Message::Text(text)))) => text,
        Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return Err(End::Gone),
        Ok(Some(Ok(_))) => return refuse(socket, no_hello()).await,
    };
    let hello = match ClientMessage::parse(text.as_bytes()) {
        Ok(ClientMessage::Hello(hello)) if hello.proto == PROTOCOL => hello,
        Ok(ClientMessage::Hello(_)) => {
            let problem = Problem::field("proto", "this server speaks protocol 1");
            return refuse(socket, problem).await;
        }
        Ok(_) => return refuse(socket, no_hello()).await,
        Err(problem) => return refuse(socket, problem).await,
    };
    match hello.bbox.map(bounds).transpose() {
        Ok(bounds) => Ok((hello, bounds)),
        Err(problem) => refuse(socket, problem).await,
    }
}

fn no_hello() -> Problem {
    Problem::field("type", "the first frame must be a hello")
}

async fn refuse<T>(socket: &mut Socket, problem: Problem) -> Result<T, End> {
    socket.message(&ServerMessage::Error { problem }).await?;
    Err(End::BadFrame)
}

/// What is known of one client.
struct Session<'a> {
    app: &'a App,
    principal: Principal,
    viewer: Viewer,
    events: bool,
    /// The last event sent.
    sent: u64,
    /// There may be more events than were sent at once.
    is_behind: bool,
    /// The last tick whose journeys were sent.
    underway: u64,
    frames: Option<PositionFrame>,
    watches: Watches,
    /// Turns are counted from here, a moment of its own for each client.
    turns_from: Instant,
    heard: Instant,
}

impl<'a> Session<'a> {
    fn new(
        app: &'a App,
        principal: Principal,
        bounds: Option<BoundingBox>,
        topics: &[Topic],
    ) -> Self {
        let viewer = Viewer::from(&principal);
        let may = |topic| topics.contains(&topic) && Channel::from(topic).is_for(principal.role);
        let frames =
            may(Topic::Positions).then(|| PositionFrame::new(viewer, app.city.centre(), bounds));
        Self {
            app,
            events: may(Topic::Events),
            principal,
            viewer,
            sent: 0,
            is_behind: false,
            underway: 0,
            frames,
            watches: Watches::default(),
            turns_from: Instant::now() + rand::random_range(Duration::ZERO..SHOW_EVERY),
            heard: Instant::now(),
        }
    }

    /// Welcome, then what was missed.
    async fn begin(&mut self, socket: &mut Socket, hello: &Hello) -> Result<(), End> {
        for topic in &hello.topics {
            let channel = Channel::from(*topic);
            if !channel.is_for(self.principal.role) {
                let problem = self.refused(channel);
                socket.message(&ServerMessage::Error { problem }).await?;
            }
        }
        let epoch = self.app.agency.epoch().to_owned();
        let (seq, missed) = {
            let published = self.app.agency.published();
            let known = hello
                .last_seq
                .filter(|_| hello.epoch.as_deref() == Some(&epoch))
                .filter(|&seq| matches!(published.missed_since(seq, 0), Missed::Events(_)));
            (published.seq, known)
        };
        let server_time = time::now().into();
        let welcome = ServerMessage::Welcome {
            epoch,
            seq,
            server_time,
        };
        socket.message(&welcome).await?;
        if self.events {
            match missed {
                Some(known) => self.sent = known,
                None => self.snapshot(socket).await?,
            }
        }
        socket.flush().await
    }

    async fn serve(&mut self, socket: &mut Socket) -> End {
        let may_watch = Channel::Ranking.is_for(self.principal.role);
        let heeds_events = self.events || may_watch;
        let heeds_ticks = self.frames.is_some() || may_watch;
        if !heeds_events && !heeds_ticks {
            return self.listen(socket).await;
        }
        let mut seq = self.app.agency.follow();
        let mut ticks = self.app.agency.fleet().follow();
        let mut swaps = self.app.city.live().follow();
        let mut underway = self.app.tracking.follow();
        let stopped = self.app.stopped();
        tokio::pin!(stopped);
        let mut ping = ping_beat();
        let mut rank = paced(RANK_EVERY);
        let told = tokio::time::sleep(Duration::ZERO);
        tokio::pin!(told);
        let shown = tokio::time::sleep(Duration::ZERO);
        tokio::pin!(shown);
        seq.mark_changed();
        ticks.mark_changed();
        underway.mark_changed();
        loop {
            let step = tokio::select! {
                frame = socket.next() => self.take(frame, socket).await,
                () = &mut told, if heeds_events && !told.is_elapsed() => Ok(()),
                changed = seq.changed(), if heeds_events && told.is_elapsed() => match changed {
                    Ok(()) => {
                        let step = self.tell_events(socket, &mut seq).await;
                        // Who is far behind need not wait for more to happen.
                        if !self.is_behind {
                            told.as_mut().reset(self.next_turn(TELL_EVERY));
                        }
                        step
                    }
                    Err(_) => Err(End::Stopping),
                },
                () = &mut shown, if heeds_ticks && !shown.is_elapsed() => Ok(()),
                changed = ticks.changed(), if heeds_ticks && shown.is_elapsed() => match changed {
                    Ok(()) => {
                        shown.as_mut().reset(self.next_turn(SHOW_EVERY));
                        self.tell_positions(socket, &mut ticks).await
                    }
                    Err(_) => Err(End::Stopping),
                },
                changed = underway.changed(), if self.events => match changed {
                    Ok(()) => self.tell_underway(socket, &mut underway).await,
                    Err(_) => Err(End::Stopping),
                },
                changed = swaps.changed(), if may_watch => match changed {
                    Ok(()) => {
                        self.watches.mark_changed();
                        Ok(())
                    }
                    Err(_) => Err(End::Stopping),
                },
                rankings = self.watches.done(), if may_watch => tell_all(socket, &rankings).await,
                _ = rank.tick(), if may_watch => {
                    self.watches.turn(self.app);
                    Ok(())
                }
                _ = ping.tick() => self.check(socket).await,
                () = &mut stopped => Err(End::Stopping),
            };
            if let Err(end) = sent(step, socket).await {
                return end;
            }
        }
    }

    /// Still there, still signed in?
    async fn check(&self, socket: &mut Socket) -> Result<(), End> {
        if !self.app.auth.is_valid(&self.principal, time::now()) {
            return Err(End::NotSignedIn);
        }
        if self.heard.elapsed() > SILENCE {
            return Err(End::TooSlow);
        }
        socket.ping().await
    }

    async fn take(
        &mut self,
        frame: Option<Result<Message, Error>>,
        socket: &mut Socket,
    ) -> Result<(), End> {
        match frame {
            Some(Ok(frame)) => self.heard(frame, socket).await,
            Some(Err(_)) | None => Err(End::Gone),
        }
    }

    async fn heard(&mut self, frame: Message, socket: &mut Socket) -> Result<(), End> {
        self.heard = Instant::now();
        let text = match frame {
            Message::Text(text) => text,
            // Frames are never read raw.
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => return Ok(()),
            Message::Close(_) => return Err(End::Gone),
            Message::Binary(_) => {
                let problem = Problem::new(Slug::MalformedBody, "frames to the server are text");
                return refuse(socket, problem).await;
            }
        };
        match Heard::read(text.as_bytes()) {
            Ok(Heard::Command(command)) => self.command(command, socket).await,
            Ok(Heard::Message(message)) => self.message(message, socket).await,
            Err(problem) => refuse(socket, problem).await,
        }
    }

    async fn command(&mut self, read: ReadCommand, socket: &mut Socket) -> Result<(), End> {
        let terms = Terms {
            expected: read.expect_version,
            key: Some(read.id.clone()),
        };
        let decided = match read.command {
            _ if !Channel::Commands.is_for(self.principal.role) => {
                Err(self.refused(Channel::Commands))
            }
            Ok(command) => commands::submit(self.app, &self.principal, command.into(), terms).await,
            Err(problem) => Err(problem),
        };
        let id = read.id;
        let answer = match decided {
            Ok(decided) => ServerMessage::Ack {
                id,
                seq: decided.seq,
            },
            Err(problem) => ServerMessage::Reject { id, problem },
        };
        socket.message(&answer).await
    }

    async fn message(&mut self, message: ClientMessage, socket: &mut Socket) -> Result<(), End> {
        let done = match message {
            ClientMessage::Hello(_) => {
                return refuse(socket, Problem::field("type", "hello comes once")).await;
            }
            // Read before, as a command is answered under its id.
            ClientMessage::Command(_) => Ok(()),
            ClientMessage::Position(fix) => return self.position(fix, socket).await,
            ClientMessage::Watch { request } if Channel::Ranking.is_for(self.principal.role) => {
                self.watches.add(request)
            }
            ClientMessage::Watch { .. } => Err(self.refused(Channel::Ranking)),
            ClientMessage::Unwatch { request } => {
                self.watches.remove(request);
                Ok(())
            }
            ClientMessage::View { bbox } => match bbox.map(bounds).transpose() {
                Ok(bounds) => return self.look_at(bounds, socket).await,
                Err(problem) => Err(problem),
            },
        };
        match done {
            Ok(()) => Ok(()),
            Err(problem) => socket.message(&ServerMessage::Error { problem }).await,
        }
    }

    /// A channel that is not for this client's role; goes on record.
    fn refused(&self, channel: Channel) -> Problem {
        let role = self.principal.role.name();
        let deed = Deed {
            by: Doer::Caller(&self.principal),
            action: Action::Refused,
            subject: None,
            detail: Some(format!("socket: {}", channel.name())),
        };
        self.app.auth.audit.note(deed, time::now());
        Problem::new(
            Slug::Forbidden,
            format!(
                "the role {role} has no part in the channel {}",
                channel.name()
            ),
        )
    }

    async fn position(&mut self, fix: positions::NewFix, socket: &mut Socket) -> Result<(), End> {
        let at = fix.at;
        if !Channel::OwnPosition.is_for(self.principal.role) {
            self.refused(Channel::OwnPosition);
        }
        match positions::take(self.app, &self.principal, fix.into(), time::now()) {
            Ok(_) => Ok(()),
            Err(refusal) => {
                let reason = refusal.to_string();
                socket
                    .message(&ServerMessage::PositionRefused { at, reason })
                    .await
            }
        }
    }
}

impl From<Topic> for Channel {
    fn from(topic: Topic) -> Self {
        match topic {
            Topic::Events => Self::Events,
            Topic::Positions => Self::Positions,
        }
    }
}

/// What a step has written goes out, all of it together.
async fn sent(step: Result<(), End>, socket: &mut Socket) -> Result<(), End> {
    step?;
    socket.flush().await
}

/// When a client is asked whether it is there. All come at one moment after a restart; they need not be asked at one
/// moment from then on.
fn ping_beat() -> Interval {
    let mut ping = paced(PING_EVERY);
    ping.reset_after(rand::random_range(Duration::ZERO..PING_EVERY));
    ping
}

/// A beat that drops what it missed.
fn paced(period: Duration) -> Interval {
    let mut beat = interval(period);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat
}
