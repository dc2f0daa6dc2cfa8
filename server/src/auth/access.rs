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
}

const D: Role = Role::Dispatcher;
const F: Role = Role::Field;
const P: Role = Role::Planner;
const V: Role = Role::Device;
const ANY: Access = Access::Roles(&[D, F, P, V]);
const PEOPLE: Access = Access::Roles(&[D, F, P]);
const DISPATCHER: Access = Access::Roles(&[D]);
const DESK: Access = Access::Roles(&[D, P]);
const TEAM: Access = Access::Roles(&[D, F]);

const fn row(method: &'static str, path: &'static str, access: Access) -> Route {
    Route {
        method,
        path,
        access,
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
    row("POST", "/api/v1/sign-out", ANY),
    row("GET", "/api/v1/me", ANY),
    row("GET", "/api/v1/city", ANY),
    row("GET", "/api/v1/state", PEOPLE),
    row("GET", "/api/v1/teams", PEOPLE),
    row("POST", "/api/v1/teams", DISPATCHER),
    row("GET", "/api/v1/teams/{id}", PEOPLE),
    row("PATCH", "/api/v1/teams/{id}", DISPATCHER),
    row("POST", "/api/v1/teams/{id}/sign-on", TEAM),
    row("POST", "/api/v1/teams/{id}/sign-off", TEAM),
    row("POST", "/api/v1/teams/{id}/status", TEAM),
    row("POST", "/api/v1/teams/{id}/check-in-timer", TEAM),
    row("POST", "/api/v1/teams/{id}/check-in", TEAM),
    row("POST", "/api/v1/teams/{id}/answer-emergency", DISPATCHER),
    row("GET", "/api/v1/requests", PEOPLE),
    row("POST", "/api/v1/requests", DISPATCHER),
    row("GET", "/api/v1/requests/{id}", PEOPLE),
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
    row("GET", "/api/v1/assignments", PEOPLE),
    row("GET", "/api/v1/assignments/{id}", PEOPLE),
    row("POST", "/api/v1/assignments/{id}/acknowledge", TEAM),
    row("POST", "/api/v1/assignments/{id}/decline", TEAM),
    row("POST", "/api/v1/assignments/{id}/advance", TEAM),
    row("POST", "/api/v1/assignments/{id}/clear", TEAM),
    row("POST", "/api/v1/assignments/{id}/cancel", DISPATCHER),
    row("POST", "/api/v1/assignments/{id}/confirm", DISPATCHER),
    row("POST", "/api/v1/assignments/{id}/reassign", DISPATCHER),
    row("POST", "/api/v1/assignments/{id}/transport", TEAM),
    row("GET", "/api/v1/assignments/{id}/route", TEAM),
    row("GET", "/api/v1/members", DESK),
    row("POST", "/api/v1/members", DISPATCHER),
    row("GET", "/api/v1/members/{id}", DESK),
    row("PATCH", "/api/v1/members/{id}", DISPATCHER),
    row("POST", "/api/v1/members/{id}/retire", DISPATCHER),
    row("GET", "/api/v1/vehicles", DESK),
    row("POST", "/api/v1/vehicles", DISPATCHER),
    row("GET", "/api/v1/vehicles/{id}", DESK),
    row("POST", "/api/v1/vehicles/{id}/service", DISPATCHER),
    row("GET", "/api/v1/shifts", PEOPLE),
    row("POST", "/api/v1/shifts", DISPATCHER),
    row("GET", "/api/v1/shifts/{id}", PEOPLE),
    row("POST", "/api/v1/shifts/{id}/cancel", DISPATCHER),
    row("POST", "/api/v1/shifts/{id}/crew", DISPATCHER),
    row("GET", "/api/v1/destinations", PEOPLE),
    row("POST", "/api/v1/destinations", DISPATCHER),
    row("GET", "/api/v1/destinations/{id}", PEOPLE),
    row("PATCH", "/api/v1/destinations/{id}", DISPATCHER),
    row("POST", "/api/v1/destinations/{id}/retire", DISPATCHER),
    row("GET", "/api/v1/flags", DISPATCHER),
    row("POST", "/api/v1/flags", DISPATCHER),
    row("GET", "/api/v1/flags/{id}", DISPATCHER),
    row("POST", "/api/v1/flags/{id}/end", DISPATCHER),
    row("GET", "/api/v1/triage-forms", DESK),
    row("GET", "/api/v1/triage-forms/{type}", DESK),
    row("PUT", "/api/v1/triage-forms/{type}", DISPATCHER),
    row("GET", "/api/v1/closures", PEOPLE),
    row("POST", "/api/v1/closures", DESK),
    row("GET", "/api/v1/closures/{id}", PEOPLE),
    row("POST", "/api/v1/closures/{id}/end", DESK),
    row("POST", "/api/v1/route", ANY),
    row("POST", "/api/v1/reach", DESK),
    row("GET", "/routing/isochrone/v1/{profile}/{coordinates}", DESK),
    row("GET", "/api/v1/reports/eta", DESK),
    row("GET", "/routing/route/v1/{profile}/{coordinates}", ANY),
    row("GET", "/routing/table/v1/{profile}/{coordinates}", ANY),
    row("GET", "/routing/nearest/v1/{profile}/{coordinates}", ANY),
    row("GET", "/routing/match/v1/{profile}/{coordinates}", ANY),
    row("GET", "/routing/trip/v1/{profile}/{coordinates}", ANY),
    row("GET", "/routing/{*request}", ANY),
    row("GET", "/api/v1/geocode", PEOPLE),
    row("GET", "/api/v1/reverse", PEOPLE),
    row("GET", "/geocode", PEOPLE),
    row("GET", "/reverse", PEOPLE),
    row("GET", "/api/v1/positions", PEOPLE),
    row("POST", "/api/v1/positions", Access::Roles(&[F, V])),
    // The device's token is checked by the handler: OsmAnd sends it in the query.
    row("GET", "/ingest/osmand", Access::Open),
    row("POST", "/ingest/osmand", Access::Open),
    row("POST", "/api/v1/devices", DISPATCHER),
    row("DELETE", "/api/v1/devices/{id}", DISPATCHER),
    row("POST", "/api/v1/sign-in-links", DISPATCHER),
    row("GET", "/api/v1/live", ANY),
    row("GET", "/tiles/{z}/{x}/{y}", ANY),
    row("GET", "/tiles.json", ANY),
    row("GET", "/style/{theme}", ANY),
    // The app shell holds no data; the app asks /api/v1/me.
    row("GET", "/", Access::Open),
    row("GET", "/dispatch", Access::Open),
    row("GET", "/field", Access::Open),
    row("GET", "/crews", Access::Open),
    row("GET", "/plan", Access::Open),
];

impl Access {
    /// Who may call a method of a path (as written in [`ROUTES`]); `None` when the route has no row.
    #[must_use]
    pub fn of(method: &str, path: &str) -> Option<Self> {
        // What may be got may be asked for its head.
        let method = if method == "HEAD" { "GET" } else { method };
        ROUTES
            .iter()
            .find(|route| route.method == method && route.path == path)
            .map(|route| route.access)
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
