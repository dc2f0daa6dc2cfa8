//! Closures and slow-downs as clients see and make them.

use nearhand_engine::{
    dispatch::{Command, closure, ids::ClosureId},
    routing::live::{Effect, Shape},
    units::{Bearing, LngLat},
};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

use super::{shapes, time::Time, words};

/// A street or area that is closed or slowed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Closure {
    /// Its id, such as `C2`.
    #[schema(value_type = shapes::ClosureId)]
    pub id: ClosureId,
    /// Whether it is in force.
    #[schema(value_type = words::ClosureState)]
    pub state: closure::ClosureState,
    /// Where.
    #[schema(value_type = ClosureShape)]
    pub shape: Shape,
    /// Only for those who head this way, degrees clockwise from north; null for both ways.
    pub heading: Option<f64>,
    /// What is different there.
    #[schema(value_type = ClosureEffect)]
    pub effect: Effect,
    /// When it begins or began.
    #[schema(value_type = String, format = DateTime)]
    pub from: Time,
    /// When it ends by itself; null when somebody has to end it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Time>,
    /// Why.
    pub reason: String,
    /// The streets meant, to be drawn; none for an area.
    #[schema(value_type = Vec<Vec<shapes::LngLat>>)]
    pub lines: Vec<Vec<LngLat>>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Time>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&closure::StreetClosure> for Closure {
    fn from(closure: &closure::StreetClosure) -> Self {
        let closure::ClosureRecord {
            what,
            reason,
            lines,
        } = &closure.record;
        Self {
            id: closure.id,
            state: closure.state,
            shape: what.shape.clone(),
            heading: what.heading.map(Bearing::degrees),
            effect: what.effect,
            from: what.from.into(),
            until: what.until.map(Time),
            reason: reason.clone(),
            lines: lines.clone(),
            ended_at: closure.ended_at.map(Time),
            version: closure.version,
        }
    }
}

/// A new closure or slow-down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClosure {
    /// Where.
    #[schema(value_type = ClosureShape)]
    pub shape: Shape,
    /// Only for those who head this way, degrees clockwise from north (0 to less than 360).
    #[serde(
        default,
        deserialize_with = "heading",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<f64>, minimum = 0, exclusive_maximum = 360)]
    pub heading: Option<Bearing>,
    /// What is different there.
    #[schema(value_type = ClosureEffect)]
    pub effect: Effect,
    /// When it begins; at once when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub from: Option<Time>,
    /// When it ends by itself; when not given, somebody has to end it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Time>,
    /// Why, 1 to 500 characters; field teams read it too.
    #[schema(value_type = shapes::ReasonText)]
    pub reason: String,
}

/// A direction that is one: the engine would wrap 370 degrees.
fn heading<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Bearing>, D::Error> {
    let Some(degrees) = Option::<f64>::deserialize(from)? else {
        return Ok(None);
    };
    (0.0..360.0)
        .contains(&degrees)
        .then(|| Bearing::new(degrees))
        .flatten()
        .map(Some)
        .ok_or_else(|| D::Error::custom("expected degrees from 0 to less than 360"))
}

impl From<NewClosure> for Command {
    fn from(new: NewClosure) -> Self {
        Self::CreateClosure {
            details: closure::NewClosure {
                shape: new.shape,
                heading: new.heading,
                effect: new.effect,
                from: new.from.map(|time| time.0),
                until: new.until.map(|time| time.0),
                reason: new.reason,
                lines: Vec::new(),
            },
        }
    }
}

/// Where a closure is.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(dead_code, reason = "says in the document which words there are")]
enum ClosureShape {
    /// The street under a point, between its crossings.
    Point {
        /// The point, within 50 m of a street.
        at: shapes::LngLat,
    },
    /// A street between two of its points, with its other carriageway if it has one.
    Street {
        /// Its name or number; that of the street at `from` when not given.
        name: Option<shapes::AddressText>,
        /// One end.
        from: shapes::LngLat,
        /// The other end.
        to: shapes::LngLat,
    },
    /// Every street that lies in an area or crosses its edge.
    Polygon {
        /// The corners in order, 3 to 500.
        #[schema(min_items = 3, max_items = 501)]
        ring: Vec<shapes::LngLat>,
    },
}

/// What a closure does.
#[derive(ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(dead_code, reason = "says in the document which words there are")]
enum ClosureEffect {
    /// It is not driven through.
    Closed {
        /// By whom.
        scope: words::ClosureScope,
    },
    /// Driving takes longer.
    SlowedBy {
        /// How many times as long, 1 to 100.
        #[schema(minimum = 1, maximum = 100)]
        factor: f64,
    },
    /// Driving is no faster than this.
    SlowedTo {
        /// The speed, 0.5 to 60 m/s.
        #[schema(minimum = 0.5, maximum = 60)]
        speed: f64,
    },
}
