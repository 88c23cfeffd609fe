//! Problems of a household file, in words.

use crate::bundle::{Locale, Value};
use luytre_core::household::{Arg, Problem};

/// A problem as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemText {
    /// What is wrong, with the line.
    pub what: String,
    /// What to do about it, with an example.
    pub remedy: String,
}

impl Locale {
    /// A problem in words.
    #[must_use]
    pub fn problem(&self, problem: &Problem) -> ProblemText {
        let args: Vec<(&str, Value<'_>)> = problem
            .args()
            .into_iter()
            .map(|(name, arg)| {
                let value = match arg {
                    Arg::Text(text) => Value::from(text),
                    Arg::Number(number) => Value::Number(number),
                };
                (name, value)
            })
            .collect();
        self.problem_text(problem.message_id(), &args)
    }

    /// A problem as it comes over the wire: a message id of the household texts, and its arguments with numbers as digits.
    /// An id of a newer agent is shown as it is.
    #[must_use]
    pub fn problem_from_wire<'a>(
        &self,
        id: &str,
        args: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> ProblemText {
        let args: Vec<(&str, Value<'_>)> = args
            .into_iter()
            .map(|(name, text)| {
                let number = text
                    .parse::<i64>()
                    .ok()
                    .filter(|number| number.to_string() == text);
                (
                    name,
                    number.map_or_else(|| Value::from(text), Value::Number),
                )
            })
            .collect();
        self.problem_text(id, &args)
    }

    fn problem_text(&self, id: &str, args: &[(&str, Value<'_>)]) -> ProblemText {
        let remedy = format!("{id}.remedy");
        if !self.has(id) || !self.has(&remedy) {
            return ProblemText {
                what: id.to_owned(),
                remedy: String::new(),
            };
        }
        ProblemText {
            what: self.text(id, args),
            remedy: self.text(&remedy, args),
        }
    }
}
