//! What Minecraft launchers keep: Mojang's `launcher_profiles.json`, and instances of Prism and its relatives. Not read:
//! accounts and tokens, which lie beside them.

use super::{Problem, ini, json, kept, name};

/// A way to play Minecraft that a launcher offers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Name that the player gave it; empty for the launcher's own ones.
    pub name: String,
    /// Version, as far as the file tells.
    pub version: Option<String>,
    /// Folder of its own, absolute, if it has one.
    pub folder: Option<String>,
    /// Its own Java, absolute, if it has one.
    pub java: Option<String>,
}

/// The profiles of Mojang's launcher.
///
/// # Errors
/// What is wrong with the file.
pub fn launcher_profiles(bytes: &[u8]) -> Result<Vec<Profile>, Problem> {
    let document = json::parse(bytes)?;
    let profiles = document
        .get("profiles")
        .ok_or(Problem::Missing("profiles"))?;
    Ok(json::entries(profiles)
        .filter(|profile| profile.is_object())
        .map(|profile| Profile {
            name: json::string(profile, "name")
                .and_then(|text| name(&text))
                .unwrap_or_default(),
            version: json::string(profile, "lastVersionId"),
            folder: json::string(profile, "gameDir"),
            java: json::string(profile, "javaDir"),
        })
        .collect())
}

/// An instance of Prism, PolyMC or MultiMC (`instance.cfg`). Files of before 2022 have no group.
///
/// # Errors
/// What is wrong with the file.
pub fn instance(bytes: &[u8]) -> Result<Profile, Problem> {
    let mut profile = Profile::default();
    for line in ini::lines(bytes)? {
        if !matches!(line.group, "" | "General") {
            continue;
        }
        match line.key {
            "name" => profile.name = name(line.value).unwrap_or_default(),
            "IntendedVersion" => profile.version = kept(line.value),
            "JavaPath" => profile.java = kept(line.value).filter(|path| path.starts_with('/')),
            _ => {}
        }
    }
    if profile.name.is_empty() {
        return Err(Problem::Missing("name"));
    }
    Ok(profile)
}

/// The version of Minecraft in an instance's `mmc-pack.json`.
///
/// # Errors
/// What is wrong with the file.
pub fn instance_version(bytes: &[u8]) -> Result<String, Problem> {
    let document = json::parse(bytes)?;
    let components = document
        .get("components")
        .ok_or(Problem::Missing("components"))?;
    json::entries(components)
        .find(|part| part.get("uid").and_then(|uid| uid.as_str()) == Some("net.minecraft"))
        .and_then(|part| json::string(part, "version"))
        .ok_or(Problem::Missing("net.minecraft"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_and_instances() {
        let text = br#"{"profiles":{"a":{"name":"","type":"latest-release","lastVersionId":"latest-release"},
            "b":{"name":"Mod","gameDir":"/home/an/mod","javaDir":"/opt/j/bin/java"},"c":1},"version":3}"#;
        let found = launcher_profiles(text).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[1],
            Profile {
                name: "Mod".to_owned(),
                version: None,
                folder: Some("/home/an/mod".to_owned()),
                java: Some("/opt/j/bin/java".to_owned())
            }
        );
        let cfg = b"[General]\nname=Sinh t\xe1\xbb\x93n\nJavaPath=/usr/bin/java\nIntendedVersion=1.20.1\n[UI]\nname=no\n";
        let found = instance(cfg).unwrap();
        assert_eq!(
            (
                found.name.as_str(),
                found.version.as_deref(),
                found.java.as_deref()
            ),
            ("Sinh tồn", Some("1.20.1"), Some("/usr/bin/java"))
        );
        let pack =
            br#"{"components":[{"uid":"org.lwjgl3"},{"uid":"net.minecraft","version":"1.21"}]}"#;
        assert_eq!(instance_version(pack).as_deref(), Ok("1.21"));
    }

    #[test]
    fn broken_ones_are_refused() {
        assert_eq!(launcher_profiles(b"{}"), Err(Problem::Missing("profiles")));
        assert_eq!(instance(b"[General]\n"), Err(Problem::Missing("name")));
        assert_eq!(
            instance_version(b"{\"components\":[]}"),
            Err(Problem::Missing("net.minecraft"))
        );
        assert!(instance(b"name").is_err());
    }
}
