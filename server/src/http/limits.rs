//! How many calls a second each caller has: a token bucket for every credential, and for every remote address of calls
//! that come without one that is valid.

use std::{
    hash::Hash,
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, MonotonicClock},
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed, keyed::HashMapStateStore},
};

use super::guard;
use crate::{
    app::App,
    problem::{Problem, Slug},
};

/// Calls a second that a credential has when nothing is set: far more than a busy desk or a feed of positions makes.
pub(crate) const USUAL_CALLS: NonZeroU32 = NonZeroU32::new(3000).expect("more than zero");
/// Calls a second that an address without a credential has when nothing is set: pages and their files are among them.
pub(crate) const USUAL_STRANGER_CALLS: NonZeroU32 = NonZeroU32::new(500).expect("more than zero");
/// Buckets kept of each kind. Whoever comes when all are in use shares one with all others who do.
const MOST_BUCKETS: usize = 50_000;

/// The shares of all callers.
pub struct Limits<C: Clock = MonotonicClock> {
    credentials: Buckets<String, C>,
    addresses: Buckets<IpAddr, C>,
}

impl Limits {
    /// Shares of so many calls a second for a credential, and for an address without one.
    #[must_use]
    pub fn new(calls: NonZeroU32, stranger_calls: NonZeroU32) -> Self {
        Self::on(calls, stranger_calls, MonotonicClock, MOST_BUCKETS)
    }
}

impl<C: Clock + Clone> Limits<C> {
    fn on(calls: NonZeroU32, stranger_calls: NonZeroU32, clock: C, most: usize) -> Self {
        Self {
            credentials: Buckets::on(calls, clock.clone(), most),
            addresses: Buckets::on(stranger_calls, clock, most),
        }
    }

    /// Takes a call from a caller's share.
    ///
    /// # Errors
    /// How long until there is room again.
    fn take(&self, caller: Caller) -> Result<(), Duration> {
        match caller {
            Caller::Credential(name) => self.credentials.take(&name),
            Caller::Address(address) => self.addresses.take(&household(address)),
        }
    }
}

/// Whose share a call is taken from.
enum Caller {
    Credential(String),
    Address(IpAddr),
}

/// Somebody with IPv6 has at least 2^64 addresses of their own: the network they share is what counts.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
        address @ IpAddr::V4(_) => address,
    }
}

/// No more is wanted of a bucket than yes or no.
type Plain<C> = NoOpMiddleware<<C as Clock>::Instant>;

/// A token bucket for each key; as long as a second's calls are not used up, a burst of as many passes at once.
struct Buckets<K: Hash + Eq + Clone, C: Clock> {
    each: RateLimiter<K, HashMapStateStore<K>, C, Plain<C>>,
    crowd: RateLimiter<NotKeyed, InMemoryState, C, Plain<C>>,
    clock: C,
    most: usize,
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Buckets<K, C> {
    fn on(calls: NonZeroU32, clock: C, most: usize) -> Self {
        let quota = Quota::per_second(calls);
        Self {
            each: RateLimiter::hashmap_with_clock(quota, clock.clone()),
            crowd: RateLimiter::direct_with_clock(quota, clock.clone()),
            clock,
            most,
        }
    }

    fn take(&self, key: &K) -> Result<(), Duration> {
        if self.each.len() >= self.most {
            // A full bucket says no more than none.
            self.each.retain_recent();
            if self.each.len() >= self.most {
                let taken = self.crowd.check();
                return taken.map_err(|not| not.wait_time_from(self.clock.now()));
            }
        }
        let taken = self.each.check_key(key);
        taken.map_err(|not| not.wait_time_from(self.clock.now()))
    }
}

/// Lets a call pass while its caller's share is not used up.
pub(super) async fn share(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let came = guard::Came::with(&app, request.headers());
    let caller = match &came.principal {
        Some(principal) => Caller::Credential(principal.credential.clone()),
        None => {
            let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
            // Every connection of a running server has an address.
            let address = from.map_or(IpAddr::from([0, 0, 0, 0]), |from| from.0.ip());
            Caller::Address(address)
        }
    };
    request.extensions_mut().insert(came);
    match app.limits.take(caller) {
        Ok(()) => next.run(request).await,
        Err(wait) => too_many(wait),
    }
}

fn too_many(wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let seconds = seconds.max(1);
    let problem = Problem::new(
        Slug::TooManyCalls,
        format!(
            "these are more calls than one caller has: go on in {seconds} s, and ask for more at once"
        ),
    );
    let mut response = problem.into_response();
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limits(
        calls: u32,
        strangers: u32,
        most: usize,
    ) -> (Limits<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let number = |number| NonZeroU32::new(number).unwrap();
        let limits = Limits::on(number(calls), number(strangers), clock.clone(), most);
        (limits, clock)
    }

    fn passed(
        limits: &Limits<FakeRelativeClock>,
        caller: impl Fn() -> Caller,
        tries: usize,
    ) -> usize {
        (0..tries).filter(|_| limits.take(caller()).is_ok()).count()
    }

    #[test]
    fn a_share_is_used_up_and_comes_back() {
        let (limits, clock) = limits(10, 2, 100);
        let desk = || Caller::Credential("a".to_owned());
        assert_eq!(passed(&limits, desk, 30), 10);
        let wait = limits.take(desk()).unwrap_err();
        assert!(
            wait > Duration::ZERO && wait <= Duration::from_millis(100),
            "{wait:?}"
        );
        // Another caller has a share of its own, and so has an address.
        assert_eq!(
            passed(&limits, || Caller::Credential("b".to_owned()), 30),
            10
        );
        assert_eq!(
            passed(&limits, || Caller::Address([192, 0, 2, 1].into()), 30),
            2
        );
        clock.advance(Duration::from_millis(300));
        assert_eq!(passed(&limits, desk, 30), 3);
        clock.advance(Duration::from_secs(60));
        assert_eq!(
            passed(&limits, desk, 30),
            10,
            "what is not used is not saved up"
        );
    }

    #[test]
    fn a_network_has_one_share() {
        let (limits, _) = limits(10, 2, 100);
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        for one in ["2001:db8::1", "2001:db8::2"] {
            limits.take(Caller::Address(address(one))).unwrap();
        }
        assert!(
            limits
                .take(Caller::Address(address("2001:db8::3")))
                .is_err()
        );
        assert!(
            limits
                .take(Caller::Address(address("2001:db8:0:1::1")))
                .is_ok()
        );
        assert_eq!(household(address("::ffff:192.0.2.1")), address("192.0.2.1"));
    }

    #[test]
    fn a_flood_of_addresses_takes_no_more_memory() {
        let (limits, clock) = limits(10, 2, 100);
        let from = |number: u32| Caller::Address(std::net::Ipv4Addr::from(number).into());
        let mut passed = 0;
        for number in 0..10_000 {
            passed += usize::from(limits.take(from(number)).is_ok());
            assert!(limits.addresses.each.len() <= 100);
        }
        // A hundred have a bucket; all others share one.
        assert_eq!(passed, 102);
        clock.advance(Duration::from_secs(2));
        assert!(limits.take(from(20_000)).is_ok(), "who is quiet makes room");
        assert_eq!(limits.addresses.each.len(), 1);
    }

    #[test]
    fn the_wait_is_told_in_whole_seconds() {
        for (millis, told) in [(1, "1"), (1000, "1"), (1001, "2")] {
            let response = too_many(Duration::from_millis(millis));
            assert_eq!(response.status(), 429);
            assert_eq!(response.headers()[header::RETRY_AFTER], told);
        }
    }
}
