//! Entries of Windows' Start menu: shell links (`.lnk`, \[MS-SHLLINK\]) and Internet shortcuts (`.url`), which Steam and Epic
//! make for their games. Read for what they start. Not read: icons, hot keys, the list of item ids, tracking data.

use super::{LONGEST_FILE, LONGEST_TEXT, Problem, ini, kept};

/// What a shell link starts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shortcut {
    /// Absolute path of the program.
    pub target: String,
    /// Its arguments as one text.
    pub arguments: Option<String>,
}

/// The first 20 bytes of every shell link: the header's size and the class id.
const SIGNATURE: [u8; 20] = [
    0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46,
];
const HEADER_SIZE: usize = 0x4c;
const HAS_ITEM_IDS: u32 = 1;
const HAS_LINK_INFO: u32 = 1 << 1;
/// Name, relative path, working folder, arguments, in this order, each if its flag is set.
const STRINGS: [u32; 4] = [1 << 2, 1 << 3, 1 << 4, 1 << 5];
const ARGUMENTS: u32 = 1 << 5;
const IS_UNICODE: u32 = 1 << 7;

/// Reads a shell link.
///
/// # Errors
/// What is wrong with the file; [`Problem::Missing`] for links to things that are no files.
pub fn lnk(bytes: &[u8]) -> Result<Shortcut, Problem> {
    if bytes.len() > LONGEST_FILE {
        return Err(Problem::TooLong);
    }
    let wrong = Problem::Syntax { line: 0 };
    if !bytes.starts_with(&SIGNATURE) {
        return Err(wrong);
    }
    let flags = number(bytes, 20).ok_or(wrong)?;
    let mut at = HEADER_SIZE;
    if flags & HAS_ITEM_IDS != 0 {
        at += 2 + usize::from(short(bytes, at).ok_or(wrong)?);
    }
    if flags & HAS_LINK_INFO == 0 {
        return Err(Problem::Missing("target"));
    }
    let size = size(number(bytes, at).ok_or(wrong)?);
    let info = bytes
        .get(at..at.checked_add(size).ok_or(wrong)?)
        .ok_or(wrong)?;
    let target = target(info).ok_or(Problem::Missing("target"))?;
    at += size;
    let mut arguments = None;
    for flag in STRINGS.iter().filter(|flag| flags & **flag != 0) {
        let count = usize::from(short(bytes, at).ok_or(wrong)?);
        let wide = flags & IS_UNICODE != 0;
        let length = if wide { count * 2 } else { count };
        let raw = bytes.get(at + 2..at + 2 + length).ok_or(wrong)?;
        if *flag == ARGUMENTS {
            arguments = kept(&if wide { utf16(raw) } else { ansi(raw) });
        }
        at += 2 + length;
    }
    Ok(Shortcut { target, arguments })
}

/// The local path in the link info: in Unicode if the link has it so, else in the code page's bytes.
fn target(info: &[u8]) -> Option<String> {
    let header = size(number(info, 4)?);
    let has_local_path = number(info, 8)? & 1 != 0;
    if !has_local_path {
        return None;
    }
    let join = |base: String, rest: &str| kept(&(base + rest));
    if header >= 0x24 {
        let base = utf16_from(info, size(number(info, 0x1c)?))?;
        let rest = utf16_from(info, size(number(info, 0x20)?)).unwrap_or_default();
        return join(base, &rest);
    }
    let ansi_from = |offset: usize| {
        let rest = info.get(offset..).filter(|_| offset != 0)?;
        let end = rest.iter().position(|byte| *byte == 0)?;
        Some(ansi(&rest[..end]))
    };
    let base = ansi_from(size(number(info, 16)?))?;
    let rest = ansi_from(size(number(info, 24)?)).unwrap_or_default();
    join(base, &rest)
}

fn utf16_from(info: &[u8], offset: usize) -> Option<String> {
    let rest = info.get(offset..).filter(|_| offset != 0)?;
    let end = rest.chunks_exact(2).position(|pair| pair == [0, 0])?;
    Some(utf16(&rest[..end * 2]))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .take(LONGEST_TEXT)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// ASCII as it is; what only the machine's code page could tell is replaced, and will match nothing.
fn ansi(bytes: &[u8]) -> String {
    let character = |byte: &u8| {
        if byte.is_ascii() {
            char::from(*byte)
        } else {
            char::REPLACEMENT_CHARACTER
        }
    };
    bytes.iter().take(LONGEST_TEXT).map(character).collect()
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let raw = bytes.get(at..at.checked_add(4)?)?;
    raw.try_into().ok().map(u32::from_le_bytes)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let raw = bytes.get(at..at.checked_add(2)?)?;
    raw.try_into().ok().map(u16::from_le_bytes)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The address of an Internet shortcut: `steam://rungameid/730`, `com.epicgames.launcher://apps/...`, a web page.
///
/// # Errors
/// What is wrong with the file.
pub fn url(bytes: &[u8]) -> Result<String, Problem> {
    ini::lines(bytes)?
        .iter()
        .find(|line| {
            line.group.eq_ignore_ascii_case("InternetShortcut")
                && line.key.eq_ignore_ascii_case("URL")
        })
        .and_then(|line| kept(line.value))
        .ok_or(Problem::Missing("URL"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    /// A shell link with an item list, a link info in both notations, and all four texts.
    fn link(unicode_info: bool) -> Vec<u8> {
        let flags = HAS_ITEM_IDS | HAS_LINK_INFO | STRINGS.iter().sum::<u32>() | IS_UNICODE;
        let mut bytes = SIGNATURE.to_vec();
        bytes.extend(flags.to_le_bytes());
        bytes.resize(HEADER_SIZE, 0);
        bytes.extend([3, 0, 9, 9, 9]);
        let header: u32 = if unicode_info { 0x24 } else { 0x1c };
        let ansi_at = header;
        let ansi = b"C:\\G\\g.exe\0\0";
        let wide_at = ansi_at + u32::try_from(ansi.len()).unwrap();
        let mut wide_text = wide("C:\\Trò\\g.exe");
        wide_text.extend([0, 0]);
        let empty_at = wide_at + u32::try_from(wide_text.len()).unwrap();
        let mut info = Vec::new();
        for value in [header, 1, 0, ansi_at, 0, ansi_at + 11] {
            info.extend(value.to_le_bytes());
        }
        if unicode_info {
            info.extend(wide_at.to_le_bytes());
            info.extend(empty_at.to_le_bytes());
        }
        info.extend(ansi);
        info.extend(&wide_text);
        info.extend([0, 0]);
        bytes.extend(u32::try_from(info.len() + 4).unwrap().to_le_bytes());
        bytes.extend(info);
        for text in ["Name", ".\\g.exe", "C:\\G", "-play now"] {
            bytes.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
            bytes.extend(wide(text));
        }
        bytes
    }

    #[test]
    fn shell_links_tell_target_and_arguments() {
        for (unicode, target) in [(true, "C:\\Trò\\g.exe"), (false, "C:\\G\\g.exe")] {
            assert_eq!(
                lnk(&link(unicode)),
                Ok(Shortcut {
                    target: target.to_owned(),
                    arguments: Some("-play now".to_owned())
                })
            );
        }
    }

    #[test]
    fn every_shortened_link_is_an_error_and_no_panic() {
        let whole = link(true);
        for length in 0..whole.len() {
            assert!(lnk(&whole[..length]).is_err(), "{length}");
        }
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] = 0xff;
            let _ = lnk(&broken);
        }
    }

    #[test]
    fn internet_shortcuts() {
        assert_eq!(
            url(b"[InternetShortcut]\r\nIconIndex=0\r\nURL=steam://rungameid/730\r\n").as_deref(),
            Ok("steam://rungameid/730")
        );
        assert_eq!(url(b"[Other]\nURL=x\n"), Err(Problem::Missing("URL")));
    }
}
