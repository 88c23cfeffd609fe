//! Waiting for a condition with a deadline.
//!
//! A test never sleeps in the hope that something has happened meanwhile: it says what it waits for, and fails with those
//! words when that does not come true in time.

use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for things that normally take milliseconds. Generous, since a busy machine must not fail a right program.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Pause between two looks at a condition.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A condition did not come true in time.
#[derive(Debug, thiserror::Error)]
#[error("waited {} ms in vain until {what}", .waited.as_millis())]
pub struct TooLate {
    /// What was waited for, to be read after "until".
    pub what: String,
    /// How long.
    pub waited: Duration,
}

/// Looks until `look` finds something, at most for `patience`.
///
/// # Errors
/// [`TooLate`] when it did not, or what `look` itself failed with.
pub fn find<T, E: From<TooLate>>(
    what: &str,
    patience: Duration,
    mut look: impl FnMut() -> Result<Option<T>, E>,
) -> Result<T, E> {
    let start = Instant::now();
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        let waited = start.elapsed();
        if waited >= patience {
            let what = what.to_owned();
            return Err(TooLate { what, waited }.into());
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// Waits until `holds` says yes, at most for `patience`.
///
/// # Errors
/// [`TooLate`] when it did not, or what `holds` itself failed with.
pub fn until<E: From<TooLate>>(
    what: &str,
    patience: Duration,
    mut holds: impl FnMut() -> Result<bool, E>,
) -> Result<(), E> {
    find(what, patience, || Ok(holds()?.then_some(())))
}

#[cfg(test)]
mod tests {
    use super::{TooLate, find, until};
    use std::time::Duration;

    #[test]
    fn finds_what_comes_later() -> Result<(), TooLate> {
        let mut looks = 0;
        let found = find("the third look", Duration::from_secs(5), || {
            looks += 1;
            Ok::<_, TooLate>((looks == 3).then_some("here"))
        })?;
        assert_eq!((found, looks), ("here", 3));
        Ok(())
    }

    #[test]
    fn gives_up_with_the_reason() {
        let late = until("pigs fly", Duration::from_millis(1), || {
            Ok::<_, TooLate>(false)
        })
        .expect_err("they do not");
        assert!(
            late.to_string().ends_with("in vain until pigs fly"),
            "{late}"
        );
    }
}
