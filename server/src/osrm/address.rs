//! The address of a question: service, version, profile, and what is asked.

use std::borrow::Cow;

use nearhand_osm_data::road::Mode;

use super::{
    cursor::Cursor,
    refusal::{Code, Refusal},
};

/// What may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// The way through places.
    Route,
    /// Times between many places.
    Table,
    /// Streets near a place.
    Nearest,
    /// The streets that a trace was driven on.
    Match,
    /// The best order of places.
    Trip,
}

/// A question's address, taken apart.
pub(super) struct Address<'a> {
    pub(super) service: Service,
    pub(super) mode: Mode,
    /// Coordinates and options.
    pub(super) query: Cursor<'a>,
}

const SERVICES: [(&str, Service); 5] = [
    ("route", Service::Route),
    ("table", Service::Table),
    ("nearest", Service::Nearest),
    ("match", Service::Match),
    ("trip", Service::Trip),
];

const PROFILES: [(&str, Mode); 7] = [
    ("car", Mode::Car),
    ("driving", Mode::Car),
    ("foot", Mode::Foot),
    ("walking", Mode::Foot),
    ("bike", Mode::Bicycle),
    ("bicycle", Mode::Bicycle),
    ("cycling", Mode::Bicycle),
];

impl<'a> Address<'a> {
    /// Reads `/service/version/profile/coordinates?options` after [`decoded`].
    pub(super) fn read(text: &'a str) -> Result<Self, Refusal> {
        let mut cursor = Cursor::new(text, 0);
        let mut part = || {
            let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            let fault = |cursor: &Cursor<'_>| malformed(text, cursor.malformed().position);
            cursor
                .expect("/")
                .map_err(|at| malformed(text, at.position))?;
            let word = cursor.take_while(is_word);
            let next = cursor.rest().starts_with('/');
            if word.is_empty() || !next {
                return Err(fault(&cursor));
            }
            Ok(word)
        };
        let (service, version, profile) = (part()?, part()?, part()?);
        cursor
            .expect("/")
            .map_err(|at| malformed(text, at.position))?;
        let query = cursor;
        let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '/' | '+');
        let mut scan = query;
        if scan.take_while(is_plain).is_empty() || !scan.is_done() {
            return Err(malformed(text, scan.malformed().position));
        }
        let service = named(&SERVICES, service).ok_or_else(|| {
            let message = format!("Service {service} not found!");
            Refusal::new(Code::InvalidService, message)
        })?;
        if version != "v1" {
            let message = format!("Service {} not found!", service.name());
            return Err(Refusal::new(Code::InvalidVersion, message));
        }
        let mode = named(&PROFILES, profile).ok_or_else(|| {
            let message = "There are no streets for this profile: ask for car, foot or bike.";
            Refusal::new(Code::InvalidValue, message)
        })?;
        Ok(Self {
            service,
            mode,
            query,
        })
    }
}

impl Service {
    /// As it stands in addresses.
    pub(super) fn name(self) -> &'static str {
        let row = SERVICES.iter().find(|(_, service)| *service == self);
        row.map_or("", |(name, _)| name)
    }
}

fn named<T: Copy>(names: &[(&str, T)], wanted: &str) -> Option<T> {
    let row = names.iter().find(|(name, _)| *name == wanted);
    row.map(|&(_, value)| value)
}

/// An address with what stands in it as `%` and two hexadecimal digits.
///
/// # Errors
/// When such a place is none, or the bytes are no UTF-8.
pub(super) fn decoded(text: &str) -> Result<Cow<'_, str>, Refusal> {
    if !text.contains('%') {
        return Ok(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let position = text.len() - rest.len();
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        let byte = digit(0).zip(digit(1)).map(|(high, low)| 16 * high + low);
        let byte = byte.and_then(|byte| u8::try_from(byte).ok());
        bytes.push(byte.ok_or_else(|| malformed(text, position))?);
        rest = &after[2..];
    }
    String::from_utf8(bytes)
        .map(Cow::Owned)
        .map_err(|error| malformed(text, error.utf8_error().valid_up_to().min(text.len())))
}

/// An address that cannot be read from a place on, in OSRM's words. What stands there may be a place on the map: it is
/// told to who asked and to nobody else.
fn malformed(text: &str, position: usize) -> Refusal {
    let near: String = text
        .char_indices()
        .filter(|(at, _)| at + 3 >= position && *at < position + 3)
        .map(|(_, c)| c)
        .collect();
    let message = format!("URL string malformed close to position {position}: \"{near}\"");
    Refusal::new(Code::InvalidUrl, message)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> Option<Code> {
        let text = match decoded(text) {
            Ok(text) => text,
            Err(refusal) => return Some(refusal.code),
        };
        Address::read(&text).err().map(|refusal| refusal.code)
    }

    /// What `osrm-routed` 26.10 answers to the same addresses.
    #[test]
    fn bad_addresses_are_refused_as_osrm_does() {
        for (address, expected) in [
            ("/route/v1/driving/14.5,35.9;14.51,35.895", None),
            ("/route/v1/driving/14.5%2C35.9%3B14.51,35.895", None),
            ("/route/v2/driving/14.5,35.9", Some(Code::InvalidVersion)),
            ("/blah/v1/driving/14.5,35.9", Some(Code::InvalidService)),
            ("/route", Some(Code::InvalidUrl)),
            ("/", Some(Code::InvalidUrl)),
            ("", Some(Code::InvalidUrl)),
            ("/route/v1/driving/", Some(Code::InvalidUrl)),
            ("/route/v1//14.5,35.9", Some(Code::InvalidUrl)),
            ("/route//driving/14.5,35.9", Some(Code::InvalidUrl)),
            ("/route/v1/driving/14.5,35.9/x", Some(Code::InvalidUrl)),
            ("/route/v1/driving/14.5%2,35.9", Some(Code::InvalidUrl)),
            ("/route/v1/driving/14.5%zz,35.9", Some(Code::InvalidUrl)),
            ("/route/v1/driving/14.5%00,35.9", Some(Code::InvalidUrl)),
            ("/route/v1/driving/%ff14.5,35.9", Some(Code::InvalidUrl)),
            ("/route/v1/driving/+14.5,35.9", Some(Code::InvalidUrl)),
            ("/route/v1/driving/14.5,35.9%", Some(Code::InvalidUrl)),
            // Ours besides: OSRM serves one profile whatever it is called.
            ("/route/v1/boat/14.5,35.9", Some(Code::InvalidValue)),
        ] {
            assert_eq!(code(address), expected, "{address}");
        }
    }

    #[test]
    fn the_place_of_the_fault_is_told() {
        let refusal = Address::read("/route/v1/driving/").err().unwrap();
        let message = "URL string malformed close to position 18: \"ng/\"";
        assert_eq!(refusal.message, message);
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(text in ".{0,80}", tail in "(%[0-9a-fA-F]{0,2}|[a-z/?&=;,.0-9]){0,20}") {
            for address in [text.clone(), format!("/route/v1/car/{text}{tail}"), format!("/{tail}")] {
                if let Ok(address) = decoded(&address) {
                    let _ = Address::read(&address);
                }
            }
        }
    }
}
