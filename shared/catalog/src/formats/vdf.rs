//! Valve's text format of keys and values (`.vdf`, `.acf`), as Steam writes it: quoted words, braces, `//` comments. Not
//! read: conditions in square brackets are skipped, `#include` is a key like any other, and the binary form is refused.

use super::{LONGEST_TEXT, Problem, line, text};

/// Steam's own files nest four deep.
const DEEPEST: usize = 16;
/// Steam's own files have some thousands; a library of a thousand games has about three thousand.
const MOST_NODES: usize = 50_000;

/// A key with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The key as written; Steam compares keys without letter case.
    pub key: String,
    /// Its value.
    pub value: Value,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One text.
    Text(String),
    /// Further keys.
    Nodes(Vec<Node>),
}

/// The nodes at the top of a file.
///
/// # Errors
/// What is wrong with the file.
pub fn parse(bytes: &[u8]) -> Result<Vec<Node>, Problem> {
    let mut reader = Reader {
        rest: text(bytes)?,
        line: 0,
    };
    // What is open: the key it belongs to, and what was read of it.
    let mut open: Vec<(String, Vec<Node>)> = Vec::new();
    let mut nodes = Vec::new();
    let mut count = 0_usize;
    loop {
        let wrong = |reader: &Reader<'_>| Problem::Syntax {
            line: line(reader.line),
        };
        match reader.next()? {
            None if open.is_empty() => return Ok(nodes),
            None | Some(Token::Open) => return Err(wrong(&reader)),
            Some(Token::Close) => {
                let (key, outer) = open.pop().ok_or_else(|| wrong(&reader))?;
                let inner = std::mem::replace(&mut nodes, outer);
                nodes.push(Node {
                    key,
                    value: Value::Nodes(inner),
                });
            }
            Some(Token::Word(key)) => {
                count += 1;
                if count > MOST_NODES {
                    return Err(Problem::TooMany);
                }
                match reader.next()? {
                    Some(Token::Word(value)) => nodes.push(Node {
                        key,
                        value: Value::Text(value),
                    }),
                    Some(Token::Open) if open.len() >= DEEPEST => return Err(Problem::TooDeep),
                    Some(Token::Open) => open.push((key, std::mem::take(&mut nodes))),
                    Some(Token::Close) | None => return Err(wrong(&reader)),
                }
            }
        }
    }
}

/// The nodes below a key, letter case ignored.
#[must_use]
pub fn nodes<'a>(nodes: &'a [Node], key: &str) -> Option<&'a [Node]> {
    nodes.iter().find_map(|node| match &node.value {
        Value::Nodes(inner) if node.key.eq_ignore_ascii_case(key) => Some(inner.as_slice()),
        Value::Nodes(_) | Value::Text(_) => None,
    })
}

/// The text of a key, letter case ignored.
#[must_use]
pub fn value<'a>(nodes: &'a [Node], key: &str) -> Option<&'a str> {
    nodes.iter().find_map(|node| match &node.value {
        Value::Text(text) if node.key.eq_ignore_ascii_case(key) => Some(text.as_str()),
        Value::Text(_) | Value::Nodes(_) => None,
    })
}

enum Token {
    Word(String),
    Open,
    Close,
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Result<Option<Token>, Problem> {
        loop {
            let trimmed = self.rest.trim_start();
            self.line += self.rest[..self.rest.len() - trimmed.len()]
                .matches('\n')
                .count();
            self.rest = trimmed;
            let skipped = if trimmed.starts_with("//") {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with('[') {
                // A condition such as [$WIN32] after a value.
                trimmed.find(']').map_or(trimmed.len(), |end| end + 1)
            } else {
                break;
            };
            self.line += trimmed[..skipped].matches('\n').count();
            self.rest = &trimmed[skipped..];
        }
        let mut characters = self.rest.chars();
        let token = match characters.next() {
            None => return Ok(None),
            Some('{') => Token::Open,
            Some('}') => Token::Close,
            Some('"') => return self.quoted().map(Some),
            Some(_) => {
                let end = self
                    .rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '"'))
                    .unwrap_or(self.rest.len());
                let word = self.rest[..end].to_owned();
                self.rest = &self.rest[end..];
                return Ok(Some(Token::Word(word)));
            }
        };
        self.rest = characters.as_str();
        Ok(Some(token))
    }

    fn quoted(&mut self) -> Result<Token, Problem> {
        let mut word = String::new();
        let mut characters = self.rest[1..].chars();
        while let Some(character) = characters.next() {
            match character {
                '"' => {
                    self.rest = characters.as_str();
                    return Ok(Token::Word(word));
                }
                '\\' => match characters.next() {
                    Some('n') => word.push('\n'),
                    Some('t') => word.push('\t'),
                    Some(other) => word.push(other),
                    None => break,
                },
                '\n' => {
                    self.line += 1;
                    word.push('\n');
                }
                _ => word.push(character),
            }
            if word.len() > LONGEST_TEXT {
                return Err(Problem::TooLong);
            }
        }
        Err(Problem::Syntax {
            line: line(self.line),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_values_comments_and_conditions() {
        let text = "// c\n\"A\"\n{\n\t\"b\"\t\t\"C:\\\\x \\\"y\\\"\" [$WIN32]\n\tplain word\n\t\"inner\" { \"k\" \"\" }\n}\n";
        let top = parse(text.as_bytes()).unwrap();
        let a = nodes(&top, "a").unwrap();
        assert_eq!(value(a, "B"), Some("C:\\x \"y\""));
        assert_eq!(value(a, "plain"), Some("word"));
        assert_eq!(value(nodes(a, "INNER").unwrap(), "k"), Some(""));
        assert_eq!((value(a, "inner"), nodes(a, "b")), (None, None));
        assert_eq!(parse(b""), Ok(vec![]));
    }

    #[test]
    fn broken_files_are_refused_with_their_line() {
        for (text, problem) in [
            ("\"a\"\n\"b", Problem::Syntax { line: 2 }),
            ("\"a\"\n{\n", Problem::Syntax { line: 3 }),
            ("a b\n}", Problem::Syntax { line: 2 }),
            ("{", Problem::Syntax { line: 1 }),
            ("a }", Problem::Syntax { line: 1 }),
            (&"a{".repeat(100), Problem::TooDeep),
            (&"a b ".repeat(MOST_NODES + 1), Problem::TooMany),
            (
                &format!("\"{}\"", "x".repeat(LONGEST_TEXT + 1)),
                Problem::TooLong,
            ),
        ] {
            assert_eq!(
                parse(text.as_bytes()),
                Err(problem),
                "{}",
                &text[..text.len().min(40)]
            );
        }
    }
}
