//! Small helpers over JSON values. The parser itself refuses what is nested deeper than 128.

use super::{LONGEST_LIST, Problem, kept, text};
use serde_json::Value;

/// The document.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    serde_json::from_str(text(bytes)?).map_err(|error| Problem::Syntax {
        line: u32::try_from(error.line()).unwrap_or(u32::MAX),
    })
}

/// A text of an object, if it is there and neither empty nor absurdly long.
pub(super) fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().and_then(kept)
}

/// True if the key is there and `true`.
pub(super) fn is_set(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The values of an array or object, at most so many as a launcher's library has.
pub(super) fn entries(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(list) => Box::new(list.iter().take(LONGEST_LIST)),
        Value::Object(map) => Box::new(map.values().take(LONGEST_LIST)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Box::new(std::iter::empty())
        }
    }
}
