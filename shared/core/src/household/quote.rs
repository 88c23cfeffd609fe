//! Pieces of the file as they may be shown: short, and with nothing that could mislead an eye or a terminal.

/// How many characters of the file a problem quotes.
const QUOTED: usize = 40;

/// A piece of the file to quote: at most 40 characters, nothing in it that could move a terminal's cursor or turn a line around.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == QUOTED {
            out.push('…');
            break;
        }
        out.push(if is_harmless(character) {
            character
        } else {
            '\u{FFFD}'
        });
    }
    out
}

/// False for characters that a text of the household cannot have: control characters, and those that change the
/// direction of what follows, with which a name could look like another.
pub(super) fn is_harmless(character: char) -> bool {
    let turns = matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(character, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    !(character.is_control() || turns || breaks)
}
