//! Asking for passphrases and codes: at a terminal without showing them, else a line of standard input for each. They are
//! never arguments, never in the environment, and never printed; [`SecretText`] wipes them when they are done with.

use crate::app::App;
use crate::failure::{Exit, Failure};
use luytre_locale::Value;
use luytre_protocol::SecretText;
use std::io::{self, IsTerminal, Read};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Least and most characters of a passphrase.
pub const PASSPHRASE: (usize, usize) = (8, 128);
/// Least and most digits of a quick code.
pub const QUICK_CODE: (usize, usize) = (6, 12);

/// Where secrets come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// A person at the terminal, who can be asked again.
    Person,
    /// Lines of standard input.
    Input,
}

/// Where the secrets of this call come from.
#[must_use]
pub fn source() -> From {
    if io::stdin().is_terminal() {
        From::Person
    } else {
        From::Input
    }
}

/// True if a person can be asked in between: somebody reads what is said, even if the input is a file.
#[must_use]
pub fn somebody_is_there() -> bool {
    io::stdin().is_terminal() || io::stderr().is_terminal()
}

/// Asks for a secret at the terminal, or takes the next line of standard input.
///
/// # Errors
/// There is none, or it is far too long.
pub fn read(app: &App, question: &str, args: &[(&str, Value<'_>)]) -> Result<SecretText, Failure> {
    match source() {
        From::Person => prompt(&app.locale.text(question, args)),
        From::Input => line(),
    }
}

/// Asks for a secret at the terminal, wherever standard input is.
///
/// # Errors
/// There is no terminal.
pub fn prompt(question: &str) -> Result<SecretText, Failure> {
    Ok(SecretText::new(rpassword::prompt_password(format!(
        "{question}: "
    ))?))
}

/// The next line of standard input without its end. Read byte by byte past the buffer of the standard library, which keeps
/// what went through it.
pub fn line() -> Result<SecretText, Failure> {
    let nothing = || Failure::told("fail-no-secret", &[], Exit::Usage);
    let mut input = unbuffered()?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(SecretText::MAX));
    let mut byte = [0];
    loop {
        let read = match input.read(&mut byte) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let ended = read == 0 || byte == *b"\n";
        if ended && read == 0 && bytes.is_empty() {
            return Err(nothing());
        }
        if ended {
            return text(&bytes).ok_or_else(nothing);
        }
        if bytes.len() == SecretText::MAX {
            return Err(nothing());
        }
        bytes.push(byte[0]);
    }
}

fn text(bytes: &[u8]) -> Option<SecretText> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_suffix('\r').unwrap_or(text);
    Some(SecretText::new(text.to_owned()))
}

#[cfg(unix)]
fn unbuffered() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
fn unbuffered() -> io::Result<io::Stdin> {
    Ok(io::stdin())
}

/// A new passphrase: checked, and at a terminal typed twice. The agent checks it once more.
///
/// # Errors
/// There is none, or it does not fit.
pub fn new_passphrase(app: &App, family: &[String]) -> Result<SecretText, Failure> {
    if source() == From::Input {
        return line();
    }
    app.whisper("passphrase-advice", &[])?;
    loop {
        let first = read(app, "ask-passphrase-new", &[])?;
        if let Some(why) = unfit(first.expose(), family) {
            app.whisper(why, &[])?;
            continue;
        }
        let second = read(app, "ask-passphrase-again", &[])?;
        if first.expose().nfc().eq(second.expose().nfc()) {
            return Ok(first);
        }
        app.whisper("passphrase-differ", &[])?;
    }
}

/// A new quick code: checked, and at a terminal typed twice.
///
/// # Errors
/// There is none.
pub fn new_quick_code(app: &App) -> Result<SecretText, Failure> {
    if source() == From::Input {
        return line();
    }
    loop {
        let first = read(app, "ask-quick-code-new", &[])?;
        let code = first.expose();
        let fits = (QUICK_CODE.0..=QUICK_CODE.1).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_digit());
        if !fits || easy_digits(code) {
            app.whisper(
                if fits {
                    "quick-code-easy"
                } else {
                    "quick-code-unfit"
                },
                &[],
            )?;
            continue;
        }
        let second = read(app, "ask-quick-code-again", &[])?;
        if code == second.expose() {
            return Ok(first);
        }
        app.whisper("passphrase-differ", &[])?;
    }
}

/// Why a passphrase is better not taken, as the id of a text. It is a help at the terminal, not a wall: scripts may take
/// whatever the agent takes.
fn unfit(text: &str, family: &[String]) -> Option<&'static str> {
    let length = text.nfc().count();
    if length < PASSPHRASE.0 {
        return Some("passphrase-short");
    }
    if length > PASSPHRASE.1 {
        return Some("passphrase-long");
    }
    let mut letters: Zeroizing<Vec<char>> = Zeroizing::new(text.nfc().collect());
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 4 || easy_digits(text) {
        return Some("passphrase-easy");
    }
    let lower = Zeroizing::new(text.to_lowercase());
    let named = family.iter().any(|name| {
        let name = name.to_lowercase();
        !name.is_empty() && lower.contains(&name) && name.chars().count() * 2 > length
    });
    named.then_some("passphrase-named")
}

/// 111111, 123456, 654321.
fn easy_digits(text: &str) -> bool {
    let steps: Vec<i16> = text
        .as_bytes()
        .windows(2)
        .map(|pair| i16::from(pair[1]) - i16::from(pair[0]))
        .collect();
    text.bytes().all(|byte| byte.is_ascii_digit())
        && steps
            .first()
            .is_some_and(|first| first.abs() <= 1 && steps.iter().all(|step| step == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easy_passphrases_are_named_as_such() {
        let family = vec!["Bảo An".to_owned(), "Mẹ".to_owned()];
        for (text, why) in [
            ("ngắn", Some("passphrase-short")),
            ("aaaaaaaaaa", Some("passphrase-easy")),
            ("12345678", Some("passphrase-easy")),
            ("87654321", Some("passphrase-easy")),
            ("bảo an 14", Some("passphrase-named")),
            ("Bảo An thích đọc truyện tranh", None),
            ("bốn quả cam trên bàn", None),
            ("mẹ trồng hoa cúc", None),
        ] {
            assert_eq!(unfit(text, &family), why, "{text}");
        }
        assert_eq!(unfit(&"tre ".repeat(40), &family), Some("passphrase-long"));
        // Eight letters in the form that keyboards of another kind send are eight letters, not more.
        let decomposed: String = "mạ xôi".nfd().collect();
        assert!(decomposed.chars().count() >= 8);
        assert_eq!(unfit(&decomposed, &family), Some("passphrase-short"));
    }

    #[test]
    fn easy_digits_are_steps_of_one_or_none() {
        for easy in ["111111", "123456", "987654"] {
            assert!(easy_digits(easy), "{easy}");
        }
        for good in ["135790", "112233", "483920", "12345a", ""] {
            assert!(!easy_digits(good), "{good}");
        }
    }

    #[test]
    fn a_line_is_text_without_its_end() {
        assert_eq!(text("tre làng\r".as_bytes()).unwrap().expose(), "tre làng");
        assert!(text(b"\xff\xfe").is_none());
    }
}
