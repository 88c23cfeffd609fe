//! The part of YAML that Lutris and Bottles write: blocks of keys by indentation, with plain or quoted texts. Lists, block
//! texts, anchors and flow collections are passed over: nothing that is looked for stands in them.

use super::{LONGEST_TEXT, Problem, line, text};

/// Deepest block that is followed; both programs' files nest three deep.
const DEEPEST: usize = 16;
/// Keys of one file.
const MOST_KEYS: usize = 20_000;

/// A key by its whole path (`game/exe`), with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) path: Vec<String>,
    pub(super) value: String,
}

/// All keys with a text, in order.
pub(super) fn pairs(bytes: &[u8]) -> Result<Vec<Pair>, Problem> {
    let mut pairs: Vec<Pair> = Vec::new();
    // The blocks that are open, with the indentation of the keys in them.
    let mut open: Vec<(usize, String)> = Vec::new();
    // Lines below this indentation belong to a text over several lines.
    let mut passing: Option<usize> = None;
    for (index, written) in text(bytes)?.lines().enumerate() {
        let trimmed = written.trim_start_matches(' ');
        let indent = written.len() - trimmed.len();
        let trimmed = trimmed.trim_end();
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed == "---" {
            continue;
        }
        if trimmed.starts_with('\t') {
            return Err(Problem::Syntax { line: line(index) });
        }
        if passing.is_some_and(|outer| indent > outer) {
            continue;
        }
        passing = None;
        if trimmed.starts_with("- ") || trimmed == "-" {
            // Whatever stands in the list's entry is further in than the dash.
            passing = Some(indent);
            continue;
        }
        let Some((key, value)) = key_and_value(trimmed) else {
            // A plain text goes on in the next line, further in than its key: writers fold long ones.
            match pairs.last_mut() {
                Some(last)
                    if open.len() >= last.path.len() && open_indent(&open) < Some(indent) =>
                {
                    if last.value.len() + trimmed.len() > LONGEST_TEXT {
                        return Err(Problem::TooLong);
                    }
                    last.value.push(' ');
                    last.value.push_str(trimmed);
                    continue;
                }
                Some(_) | None => return Err(Problem::Syntax { line: line(index) }),
            }
        };
        while open.last().is_some_and(|(at, _)| *at >= indent) {
            open.pop();
        }
        if open.len() >= DEEPEST {
            return Err(Problem::TooDeep);
        }
        open.push((indent, key));
        if value.starts_with(['|', '>']) {
            passing = Some(indent);
        } else if !value.is_empty() {
            if pairs.len() >= MOST_KEYS {
                return Err(Problem::TooMany);
            }
            pairs.push(Pair {
                path: open.iter().map(|(_, key)| key.clone()).collect(),
                value: unquoted(value),
            });
        }
    }
    Ok(pairs)
}

/// The text of a key, by its path.
pub(super) fn find<'a>(pairs: &'a [Pair], path: &[&str]) -> Option<&'a str> {
    pairs
        .iter()
        .find(|pair| {
            pair.path
                .iter()
                .map(String::as_str)
                .eq(path.iter().copied())
        })
        .map(|pair| pair.value.as_str())
}

fn open_indent(open: &[(usize, String)]) -> Option<usize> {
    open.last().map(|(indent, _)| *indent)
}

/// `key: value`, `key:` or `'key': value`; the colon of a plain key is followed by a blank or the end.
fn key_and_value(line: &str) -> Option<(String, &str)> {
    let (key, rest) = if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let end = line[1..].find(quote)? + 1;
        (&line[1..end], line[end + 1..].strip_prefix(':')?)
    } else if let Some(at) = line.find(": ") {
        (&line[..at], &line[at + 1..])
    } else {
        (line.strip_suffix(':')?, "")
    };
    (rest.is_empty() || rest.starts_with(' ')).then(|| (key.to_owned(), rest.trim()))
}

/// A scalar without its quotes and escapes. A quoted text that goes on in the next line stays as it is.
fn unquoted(value: &str) -> String {
    if let Some(inner) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    let Some(inner) = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        let digits = match characters.next() {
            Some('n') => {
                text.push('\n');
                continue;
            }
            Some('t') => {
                text.push('\t');
                continue;
            }
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(other) => {
                text.push(other);
                continue;
            }
            None => break,
        };
        let code: String = characters.by_ref().take(digits).collect();
        text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_quotes_lists_and_folded_texts() {
        let yaml = "---\n# c\ngame:\n  exe: /home/an/Games/a very long path that a writer\n    folds here/x.exe\n  args: ''\n  'q': 'it''s'\n  \
                    u: \"Li\\xEAn \\u1EA1\\n\\\"\"\nlist:\n- a: 1\n  b: 2\nscript: |\n  exe: no\n\n  more\nname: Game: the sequel\nempty:\n";
        let pairs = pairs(yaml.as_bytes()).unwrap();
        let find = |path: &[&str]| find(&pairs, path);
        assert_eq!(
            find(&["game", "exe"]),
            Some("/home/an/Games/a very long path that a writer folds here/x.exe")
        );
        assert_eq!(find(&["game", "q"]), Some("it's"));
        assert_eq!(find(&["game", "u"]), Some("Liên ạ\n\""));
        assert_eq!(find(&["name"]), Some("Game: the sequel"));
        assert_eq!(
            (
                find(&["list", "b"]),
                find(&["script"]),
                find(&["script", "exe"]),
                find(&["empty"])
            ),
            (None, None, None, None)
        );
    }

    #[test]
    fn what_is_not_of_this_kind_is_refused() {
        let deep: String = (0..40)
            .map(|depth| format!("{}k:\n", " ".repeat(depth)))
            .collect();
        for (yaml, problem) in [
            ("words", Problem::Syntax { line: 1 }),
            ("a: b\nwords", Problem::Syntax { line: 2 }),
            ("\ta: b", Problem::Syntax { line: 1 }),
            (deep.as_str(), Problem::TooDeep),
        ] {
            assert_eq!(pairs(yaml.as_bytes()), Err(problem), "{yaml}");
        }
    }
}
