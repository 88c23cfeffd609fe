//! AppStream metainfo (`*.metainfo.xml`, `*.appdata.xml`): what the developers of a program say about it, for software
//! centres. Read for the age rating, the categories, and the executables that belong to it. Not read: the compressed
//! catalogues of whole distributions, and anything for people but the name.

use super::oars::{self, Age};
use super::{Problem, kept, name, text};
use roxmltree::{Document, Node, ParsingOptions};

/// XML nodes of one file; files with thirty translations have some thousands.
const MOST_NODES: u32 = 100_000;
/// Executables, desktop entries and categories that are kept.
const MOST_ENTRIES: usize = 64;

/// What an AppStream file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metainfo {
    /// The component's id, `org.kde.kmines`; older files end it with `.desktop`.
    pub id: String,
    /// `desktop-application`, `console-application`, `addon`...
    pub kind: String,
    /// The name in the file's own language.
    pub name: String,
    /// The Vietnamese name.
    pub name_vi: Option<String>,
    /// Categories as in desktop entries.
    pub categories: Vec<String>,
    /// Desktop entries that start it, with `.desktop`.
    pub desktop_ids: Vec<String>,
    /// Names of its executables.
    pub binaries: Vec<String>,
    /// The age that its OARS rating means; `None` without one.
    pub age: Option<Age>,
}

/// Reads one component.
///
/// # Errors
/// What is wrong with the file. A document type definition is refused: no such file has one, and entities in it can grow
/// without bound.
pub fn parse(bytes: &[u8]) -> Result<Metainfo, Problem> {
    let text = text(bytes)?;
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        if error == roxmltree::Error::NodesLimitReached {
            return Problem::TooMany;
        }
        Problem::Syntax {
            line: error.pos().row,
        }
    })?;
    let root = document.root_element();
    // `application` is the root of files from before 2014.
    if !matches!(root.tag_name().name(), "component" | "application") {
        return Err(Problem::Missing("component"));
    }
    let mut found = Metainfo {
        kind: root.attribute("type").unwrap_or("generic").to_owned(),
        ..Metainfo::default()
    };
    for node in root.children().filter(Node::is_element) {
        let words = node.text().unwrap_or_default();
        match node.tag_name().name() {
            "id" => found.id = kept(words).unwrap_or_default(),
            "name" => match language(&node) {
                None => found.name = name(words).unwrap_or_default(),
                Some("vi") => found.name_vi = name(words),
                Some(_) => {}
            },
            "categories" => found.categories = texts(&node, "category"),
            "launchable" if node.attribute("type") == Some("desktop-id") => {
                found.desktop_ids.extend(kept(words));
            }
            "provides" => found.binaries = texts(&node, "binary"),
            "content_rating" => {
                let answers: Vec<(&str, &str)> = node
                    .children()
                    .filter(|child| child.has_tag_name("content_attribute"))
                    .filter_map(|child| Some((child.attribute("id")?, child.text()?.trim())))
                    .collect();
                let age = oars::age(node.attribute("type").unwrap_or_default(), answers);
                found.age = found.age.max(age);
            }
            _ => {}
        }
    }
    found.desktop_ids.truncate(MOST_ENTRIES);
    if found.id.is_empty() {
        return Err(Problem::Missing("id"));
    }
    Ok(found)
}

/// `xml:lang`.
fn language<'a>(node: &Node<'a, '_>) -> Option<&'a str> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", "lang"))
}

fn texts(node: &Node<'_, '_>, tag: &str) -> Vec<String> {
    node.children()
        .filter(|child| child.has_tag_name(tag))
        .filter_map(|child| kept(child.text()?))
        .take(MOST_ENTRIES)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rated_game() {
        let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>org.example.Game</id><name>Game</name><name xml:lang="vi">Trò chơi</name><name xml:lang="de">Spiel</name>
  <launchable type="desktop-id">org.example.Game.desktop</launchable>
  <provides><binary>game</binary><dbus type="user">x</dbus></provides>
  <categories><category>Game</category></categories>
  <content_rating type="oars-1.1"><content_attribute id="violence-fantasy">moderate</content_attribute><content_attribute id="social-chat">intense</content_attribute></content_rating>
</component>"#;
        assert_eq!(
            parse(text.as_bytes()),
            Ok(Metainfo {
                id: "org.example.Game".to_owned(),
                kind: "desktop-application".to_owned(),
                name: "Game".to_owned(),
                name_vi: Some("Trò chơi".to_owned()),
                categories: vec!["Game".to_owned()],
                desktop_ids: vec!["org.example.Game.desktop".to_owned()],
                binaries: vec!["game".to_owned()],
                age: Some(Age(13)),
            })
        );
    }

    #[test]
    fn no_rating_is_no_age_and_an_empty_one_is_for_everybody() {
        let age = |rating: &str| {
            parse(format!("<component><id>x</id>{rating}</component>").as_bytes()).map(|m| m.age)
        };
        assert_eq!(age(""), Ok(None));
        assert_eq!(age("<content_rating type='oars-1.0'/>"), Ok(Some(Age(0))));
    }

    #[test]
    fn broken_files_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'x'>]><component><id>&b;</id></component>";
        assert!(matches!(
            parse(bomb.as_bytes()),
            Err(Problem::Syntax { .. })
        ));
        assert!(matches!(
            parse(b"<component><id>x</id>"),
            Err(Problem::Syntax { .. })
        ));
        assert_eq!(parse(b"<html/>"), Err(Problem::Missing("component")));
        assert_eq!(parse(b"<component/>"), Err(Problem::Missing("id")));
        let many = format!("<component>{}</component>", "<a/>".repeat(100_000));
        assert_eq!(parse(many.as_bytes()), Err(Problem::TooMany));
    }
}
