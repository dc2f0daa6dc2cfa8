//! What a phone's app must know to send a team's positions, as addresses that the apps open and as QR codes.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use nearhand_engine::dispatch::ids::TeamId;
use qrcode::{EcLevel, QrCode, render::svg};
use serde_json::json;

/// What Traccar Client reads from a QR code: the server's address, with its settings in the query. It sends to the
/// address without the query, so that the token is what it is to call itself.
///
/// With this accuracy it sends a fix every ten seconds of a drive; a position counts as live for thirty.
pub(crate) fn traccar(origin: &str, token: &str) -> String {
    format!(
        "{origin}/ingest/osmand?id={token}&accuracy=highest&interval=10&distance=0&fastest_interval=5"
    )
}

/// A link that OwnTracks opens as its configuration (its booklet, "URL config"): HTTP mode, and reports while moving.
pub(crate) fn owntracks(origin: &str, token: &str, team: TeamId, device: &str) -> String {
    let configuration = json!({
        "_type": "configuration",
        "mode": 3,
        "monitoring": 2,
        "locatorInterval": 10,
        "url": format!("{origin}/ingest/owntracks"),
        "auth": true,
        "username": team.to_string(),
        "password": token,
        "deviceId": device,
        "tid": tracker_id(team),
    });
    format!(
        "owntracks:///config?inline={}",
        plain_base64(&configuration.to_string())
    )
}

/// Two characters that the app shows on its map.
fn tracker_id(team: TeamId) -> String {
    let name = team.to_string();
    name[name.len().saturating_sub(2)..].to_owned()
}

/// Base64 of JSON without `+`, `/` and `=`, which apps read from an address in different ways.
///
/// In ASCII only `>`, `?`, `~` and the like can lead to the first two; JSON may write them in another way. Spaces at
/// the end fill up the last three bytes, so that nothing is padded.
fn plain_base64(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        match c {
            '>' | '?' | '~' | '\u{7f}'.. => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    text += &format!("\\u{unit:04x}");
                }
            }
            plain => text.push(plain),
        }
    }
    while !text.len().is_multiple_of(3) {
        text.push(' ');
    }
    STANDARD.encode(text)
}

/// A QR code as SVG, black on white; none when the text is too long for one.
pub(crate) fn qr(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let drawn = code
        .render::<svg::Color<'_>>()
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .min_dimensions(240, 240)
        .build();
    // What comes before the picture itself is not wanted inside of a page.
    let begin = drawn.find("<svg")?;
    Some(drawn[begin..].to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    fn configuration(link: &str) -> Value {
        let inline = link.strip_prefix("owntracks:///config?inline=").unwrap();
        serde_json::from_slice(&STANDARD.decode(inline).unwrap()).unwrap()
    }

    #[test]
    fn owntracks_is_told_where_to_send_and_as_whom() {
        let link = owntracks("https://desk.example", TOKEN, TeamId(317), "d41d8cd9");
        let configuration = configuration(&link);
        assert_eq!(configuration["_type"], "configuration");
        assert_eq!(configuration["mode"], 3);
        assert_eq!(
            configuration["url"],
            "https://desk.example/ingest/owntracks"
        );
        assert_eq!(configuration["username"], "T317");
        assert_eq!(configuration["password"], TOKEN);
        assert_eq!(configuration["tid"], "17");
        let link = owntracks("https://desk.example", TOKEN, TeamId(3), "d41d8cd9");
        assert_eq!(self::configuration(&link)["tid"], "T3");
    }

    #[test]
    fn a_qr_code_is_one_picture_that_holds_its_text() {
        let link = owntracks(
            "https://a-rather-long-name.example.org:8443",
            TOKEN,
            TeamId(3),
            "d41d8cd9",
        );
        let drawn = qr(&link).unwrap();
        assert!(
            drawn.starts_with("<svg") && drawn.ends_with("</svg>"),
            "{drawn}"
        );
        assert!(!drawn.contains(TOKEN));
        assert_ne!(qr(&traccar("https://a.example", TOKEN)), Some(drawn));
        assert_eq!(qr(&"x".repeat(5000)), None);
    }

    proptest! {
        #[test]
        fn base64_needs_no_escaping_and_keeps_the_json(text in any::<String>()) {
            let value = json!({ "text": text });
            let encoded = plain_base64(&value.to_string());
            prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{}", encoded);
            let decoded: Value = serde_json::from_slice(&STANDARD.decode(&encoded).unwrap()).unwrap();
            prop_assert_eq!(decoded, value);
        }
    }
}
