//! Text as people type it: no case, no accents, words.

/// The words of a text, folded: "Triq il-Ħamrun" is `triq`, `il`, `hamrun`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            push_folded(c, &mut word);
        } else if !is_inside_word(c) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Apostrophes join ("St Julian's" is `julians`), combining accents are dropped.
fn is_inside_word(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '\u{300}'..='\u{36f}')
}

fn push_folded(c: char, word: &mut String) {
    for lower in c.to_lowercase() {
        match base_letters(lower) {
            Some(letters) => word.push_str(letters),
            None if is_inside_word(lower) => {}
            None => word.push(lower),
        }
    }
}

/// The plain letters of an accented Latin letter (lower case).
fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// Other words under which a word should be found: what people shorten, written out and shortened.
pub(super) fn also_written(word: &str) -> &'static [&'static str] {
    const PAIRS: [(&str, &[&str]); 26] = [
        ("avenue", &["ave", "av"]),
        ("ave", &["avenue"]),
        ("boulevard", &["blvd"]),
        ("blvd", &["boulevard"]),
        ("street", &["st", "str"]),
        ("saint", &["st"]),
        ("st", &["street", "saint"]),
        ("san", &["st"]),
        ("santa", &["sta"]),
        ("strasse", &["str"]),
        ("road", &["rd"]),
        ("rd", &["road"]),
        ("drive", &["dr"]),
        ("doctor", &["dr"]),
        ("dr", &["drive"]),
        ("lane", &["ln"]),
        ("place", &["pl"]),
        ("square", &["sq"]),
        ("highway", &["hwy"]),
        ("mount", &["mt"]),
        ("north", &["n"]),
        ("south", &["s"]),
        ("east", &["e"]),
        ("west", &["w"]),
        ("calle", &["c"]),
        ("avenida", &["avda", "av"]),
    ];
    PAIRS
        .iter()
        .find(|(long, _)| *long == word)
        .map_or(&[], |(_, also)| also)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        for (text, expected) in [
            ("Triq il-Ħamrun", vec!["triq", "il", "hamrun"]),
            ("San Ġiljan", vec!["san", "giljan"]),
            ("St. Julian’s", vec!["st", "julians"]),
            ("Große  Straße 12a", vec!["grosse", "strasse", "12a"]),
            ("Żebbuġ", vec!["zebbug"]),
            ("Cafe\u{301}", vec!["cafe"]),
            ("İstanbul", vec!["istanbul"]),
            ("Улица Мира", vec!["улица", "мира"]),
            (" -- ", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
