//! Which roles may call which route: one table, checked before any handler runs.

use crate::store::Role;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, signed in or not.
    Open,
    /// Callers with one of these roles.
    Roles(&'static [Role]),
}

/// One route and who may call it. Field teams and devices reach their own team only; the handlers see to it.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// HTTP method.
    pub method: &'static str,
    /// Path with parameters in braces.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Its answer tells of persons (those who ask for help, or where those are who help): who reads it is recorded.
    pub tells_of_persons: bool,
}

const D: Role = Role::Dispatcher;
const F: Role = Role::Field;
const S: Role = Role::Supervisor;
const P: Role = Role::Planner;
const R: Role = Role::Partner;
const A: Role = Role::Admin;
const U: Role = Role::Auditor;
const V: Role = Role::Device;
const ANY: Access = Access::Roles(&Role::ALL);
/// Everyone with an account.
const SELF: Access = Access::Roles(&[D, F, S, P, R, A, U]);
/// Whoever looks at the board, each with what is for them.
const BOARD: Access = Access::Roles(&[D, F, S, P]);
const SEARCH: Access = Access::Roles(&[D, F, S, P, R]);
const ROUTING: Access = Access::Roles(&[D, F, S, P, V]);
const DISPATCHER: Access = Access::Roles(&[D]);
const DESK: Access = Access::Roles(&[D, S, P]);
const WAYS: Access = Access::Roles(&[D, P]);
const TEAM: Access = Access::Roles(&[D, F]);
const ADMIN: Access = Access::Roles(&[A]);
/// Whoever lets teams and devices in.
const KEYS: Access = Access::Roles(&[D, A]);
/// Whoever works by what the service is, sets it or checks it.
const SETTINGS: Access = Access::Roles(&[D, S, P, A, U]);
const RECORD: Access = Access::Roles(&[S, U]);
const PARTNER: Access = Access::Roles(&[R]);

const fn row(method: &'static str, path: &'static str, access: Access) -> Route {
    Route {
        method,
        path,
        access,
        tells_of_persons: false,
    }
}

/// A row of a route that tells of persons.
const fn personal(method: &'static str, path: &'static str, access: Access) -> Route {
    Route {
        tells_of_persons: true,
        ..row(method, path, access)
    }
}

/// Every route; one that is missing here answers nobody.
pub const ROUTES: &[Route] = &[
    row("GET", "/healthz", Access::Open),
    // Loopback or dispatcher; the handler knows the caller's address.
    row("GET", "/metrics", Access::Open),
    row("GET", "/sign-in", Access::Open),
    row("GET", "/api/openapi.json", Access::Open),
    row("GET", "/api/docs", Access::Open),
    row("POST", "/api/v1/sign-in", Access::Open),
    row("POST", "/api/v1/welcome", Access::Open),
    row("POST", "/api/v1/sign-out", ANY),
    row("POST", "/api/v1/me/password", SELF),
    row("POST", "/api/v1/me/totp", SELF),
    row("POST", "/api/v1/me/totp/confirm", SELF),
    row("DELETE", "/api/v1/me/totp", SELF),
    row("GET", "/api/v1/accounts", ADMIN),
    row("POST", "/api/v1/accounts", ADMIN),
    row("GET", "/api/v1/accounts/{id}", ADMIN),
    row("PATCH", "/api/v1/accounts/{id}", ADMIN),
    row("POST", "/api/v1/accounts/{id}/invitation", ADMIN),
    row("GET", "/api/v1/audit", RECORD),
    row("GET", "/api/v1/log", RECORD),
    row("GET", "/api/v1/referrals", PARTNER),
    row("POST", "/api/v1/referrals", PARTNER),
    row("GET", "/api/v1/referrals/{id}", PARTNER),
    // Recorded by the handler, with the reason, before it is answered.
    row(
        "POST",
        "/api/v1/requests/{id}/break-glass",
        Access::Roles(&[S]),
    ),
    row("GET", "/api/v1/me", ANY),
    row("GET", "/api/v1/city", ANY),
    row("GET", "/api/v1/configuration", SETTINGS),
    row("PUT", "/api/v1/configuration", Access::Roles(&[S, A])),
    row("GET", "/api/v1/configuration/file", SETTINGS),
    row("PUT", "/api/v1/configuration/file", Access::Roles(&[S, A])),
    row(
        "POST",
        "/api/v1/configuration/differences",
        Access::Roles(&[S, A]),
    ),
    row(
        "GET",
        "/api/v1/configuration/history",
        Access::Roles(&[S, A, U]),
    ),
    personal("GET", "/api/v1/state", BOARD),
    row("GET", "/api/v1/teams", BOARD),
    row("POST", "/api/v1/teams", DISPATCHER),
    row("GET", "/api/v1/teams/{id}", BOARD),
    row("PATCH", "/api/v1/teams/{id}", DISPATCHER),
    personal("GET", "/api/v1/teams/{id}/track", TEAM),
    row("POST", "/api/v1/teams/{id}/sign-on", TEAM),
    row("POST", "/api/v1/teams/{id}/sign-off", TEAM),
    row("POST", "/api/v1/teams/{id}/status", TEAM),
    row("POST", "/api/v1/teams/{id}/check-in-timer", TEAM),
    row("POST", "/api/v1/teams/{id}/check-in", TEAM),
    row("POST", "/api/v1/teams/{id}/answer-emergency", DISPATCHER),
    personal("GET", "/api/v1/requests", BOARD),
    row("POST", "/api/v1/requests", DISPATCHER),
    personal("GET", "/api/v1/requests/{id}", BOARD),
    row("PATCH", "/api/v1/requests/{id}", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/hold", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/resume", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/close", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/assignments", DISPATCHER),
    row("POST", "/api/v1/requests/duplicates", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/answer", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/triage", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/schedule", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/merge", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/notes", TEAM),
    row("POST", "/api/v1/requests/{id}/hand-over", DISPATCHER),
    row(
        "POST",
        "/api/v1/requests/{id}/hand-over/acknowledge",
        DISPATCHER,
    ),
    row("POST", "/api/v1/requests/{id}/proposals", DISPATCHER),
    row("POST", "/api/v1/requests/{id}/pre-emptions", DISPATCHER),
    row("GET", "/api/v1/requests/{id}/recommendation", DISPATCHER),
    row("POST", "/api/v1/recommendations", DISPATCHER),
    row("GET", "/api/v1/recommendations/joint", DISPATCHER),
    personal("GET", "/api/v1/assignments", BOARD),
    personal("GET", "/api/v1/assignments/{id}", BOARD),
    row("POST", "/api/v1/assignments/{id}/acknowledge", TEAM),
    row("POST", "/api/v1/assignments/{id}/decline", TEAM),
    row("POST", "/api/v1/assignments/{id}/advance", TEAM),
    row("POST", "/api/v1/assignments/{id}/clear", TEAM),
    row("POST", "/api/v1/assignments/{id}/cancel", DISPATCHER),
    row("POST", "/api/v1/assignments/{id}/confirm", DISPATCHER),
    row("POST", "/api/v1/assignments/{id}/reassign", DISPATCHER),
    row("POST", "/api/v1/assignments/{id}/transport", TEAM),
    row("GET", "/api/v1/assignments/{id}/route", TEAM),
    personal("GET", "/api/v1/members", DESK),
    row("POST", "/api/v1/members", DISPATCHER),
    personal("GET", "/api/v1/members/{id}", DESK),
    row("PATCH", "/api/v1/members/{id}", DISPATCHER),
    row("POST", "/api/v1/members/{id}/retire", DISPATCHER),
    row("GET", "/api/v1/vehicles", DESK),
    row("POST", "/api/v1/vehicles", DISPATCHER),
    row("GET", "/api/v1/vehicles/{id}", DESK),
    row("POST", "/api/v1/vehicles/{id}/service", DISPATCHER),
    row("GET", "/api/v1/shifts", BOARD),
    row("POST", "/api/v1/shifts", DISPATCHER),
    row("GET", "/api/v1/shifts/{id}", BOARD),
    row("POST", "/api/v1/shifts/{id}/cancel", DISPATCHER),
    row("POST", "/api/v1/shifts/{id}/crew", DISPATCHER),
    row("GET", "/api/v1/destinations", BOARD),
    row("POST", "/api/v1/destinations", DISPATCHER),
    row("GET", "/api/v1/destinations/{id}", BOARD),
    row("PATCH", "/api/v1/destinations/{id}", DISPATCHER),
    row("POST", "/api/v1/destinations/{id}/retire", DISPATCHER),
    personal("GET", "/api/v1/flags", DISPATCHER),
    row("POST", "/api/v1/flags", DISPATCHER),
    personal("GET", "/api/v1/flags/{id}", DISPATCHER),
    row("POST", "/api/v1/flags/{id}/end", DISPATCHER),
    row("GET", "/api/v1/triage-forms", DESK),
    row("GET", "/api/v1/triage-forms/{type}", DESK),
    row("PUT", "/api/v1/triage-forms/{type}", DISPATCHER),
    row("GET", "/api/v1/closures", BOARD),
    row("POST", "/api/v1/closures", WAYS),
    row("GET", "/api/v1/closures/{id}", BOARD),
    row("POST", "/api/v1/closures/{id}/end", WAYS),
    row("POST", "/api/v1/route", ROUTING),
    row("POST", "/api/v1/reach", DESK),
    row("GET", "/routing/isochrone/v1/{profile}/{coordinates}", DESK),
    row("GET", "/api/v1/reports/eta", DESK),
    row("GET", "/api/v1/reports/intervals", DESK),
    row("GET", "/api/v1/reports/volumes", DESK),
    row("GET", "/api/v1/reports/dispositions", DESK),
    row("GET", "/api/v1/reports/utilisation", DESK),
    row("GET", "/routing/route/v1/{profile}/{coordinates}", ROUTING),
    row("GET", "/routing/table/v1/{profile}/{coordinates}", ROUTING),
    row(
        "GET",
        "/routing/nearest/v1/{profile}/{coordinates}",
        ROUTING,
    ),
    row("GET", "/routing/match/v1/{profile}/{coordinates}", ROUTING),
    row("GET", "/routing/trip/v1/{profile}/{coordinates}", ROUTING),
    row("GET", "/routing/{*request}", ROUTING),
    row("GET", "/api/v1/geocode", SEARCH),
    row("GET", "/api/v1/reverse", SEARCH),
    row("GET", "/geocode", SEARCH),
    row("GET", "/reverse", SEARCH),
    personal("GET", "/api/v1/positions", BOARD),
    row("POST", "/api/v1/positions", Access::Roles(&[F, V])),
    // The device's token is checked by the handler: OsmAnd sends it in the query, OwnTracks as a password.
    row("GET", "/ingest/osmand", Access::Open),
    row("POST", "/ingest/osmand", Access::Open),
    row("POST", "/ingest/owntracks", Access::Open),
    row("GET", "/api/v1/devices", KEYS),
    row("POST", "/api/v1/devices", KEYS),
    row("DELETE", "/api/v1/devices/{id}", KEYS),
    row("POST", "/api/v1/sign-in-links", KEYS),
    personal("GET", "/api/v1/live", ROUTING),
    row("GET", "/tiles/{z}/{x}/{y}", ANY),
    row("GET", "/tiles.json", ANY),
    row("GET", "/style/{theme}", ANY),
    // The app shell holds no data; the app asks /api/v1/me.
    row("GET", "/", Access::Open),
    row("GET", "/dispatch", Access::Open),
    row("GET", "/field", Access::Open),
    row("GET", "/crews", Access::Open),
    row("GET", "/plan", Access::Open),
    row("GET", "/reports", Access::Open),
    row("GET", "/welcome", Access::Open),
    row("GET", "/account", Access::Open),
    row("GET", "/people", Access::Open),
    row("GET", "/configuration", Access::Open),
    row("GET", "/record", Access::Open),
    row("GET", "/partner", Access::Open),
];

impl Access {
    /// Who may call a method of a path (as written in [`ROUTES`]); `None` when the route has no row.
    #[must_use]
    pub fn of(method: &str, path: &str) -> Option<Self> {
        Route::of(method, path).map(|route| route.access)
    }

    /// The methods that a path (as written in [`ROUTES`]) takes.
    #[must_use]
    pub fn methods(path: &str) -> Vec<&'static str> {
        let routes = ROUTES.iter().filter(|route| route.path == path);
        let mut methods: Vec<&str> = routes.map(|route| route.method).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods
    }
}

impl Route {
    /// The row of a method and a path (as written in [`ROUTES`]); `None` when there is none.
    #[must_use]
    pub fn of(method: &str, path: &str) -> Option<&'static Self> {
        // What may be got may be asked for its head.
        let method = if method == "HEAD" { "GET" } else { method };
        ROUTES
            .iter()
            .find(|route| route.method == method && route.path == path)
    }
}

/// What the live socket carries, one way or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Events of the board are told.
    Events,
    /// Positions of teams are told.
    Positions,
    /// The ranking for a request is told.
    Ranking,
    /// Commands are taken.
    Commands,
    /// A team's own position is taken.
    OwnPosition,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 5] = [
        Self::Events,
        Self::Positions,
        Self::Ranking,
        Self::Commands,
        Self::OwnPosition,
    ];

    /// What it is called in sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Positions => "positions",
            Self::Ranking => "ranking",
            Self::Commands => "commands",
            Self::OwnPosition => "own position",
        }
    }

    /// Whom it is for; each gets what its role may see.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Events | Self::Positions => &[D, F, S, P],
            Self::Ranking => &[D],
            Self::Commands => &[D, F, P],
            Self::OwnPosition => &[F, V],
        }
    }

    /// Whether it is for a role.
    #[must_use]
    pub fn is_for(self, role: Role) -> bool {
        self.roles().contains(&role)
    }

    /// The methods that a path (as written in [`ROUTES`]) takes.
    #[must_use]
    pub fn methods(path: &str) -> Vec<&'static str> {
        let routes = ROUTES.iter().filter(|route| route.path == path);
        let mut methods: Vec<&str> = routes.map(|route| route.method).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods
    }
}
