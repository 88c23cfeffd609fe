//! "Did you mean": the known word that is nearest to an unknown one.

/// Longer words are never typing mistakes of ours, and comparing them would cost time.
const LONGEST: usize = 48;

/// The candidate with the smallest edit distance, if it is small for the length of the word: one change for short words,
/// a third of the letters for long ones. The first of several equally near ones.
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word: Vec<char> = word
        .chars()
        .take(LONGEST + 1)
        .flat_map(char::to_lowercase)
        .collect();
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let most = (word.len() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words: insert, delete, replace, and swap of two neighbours (optimal string alignment).
fn distance(left: &[char], right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let width = right.len() + 1;
    let mut before_last = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, a) in left.iter().enumerate() {
        let mut current = vec![row + 1; width];
        for (column, b) in right.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            current[column + 1] = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *a == right[column - 1] && left[row - 1] == *b {
                current[column + 1] = current[column + 1].min(before_last[column - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_typing_mistakes_and_nothing_else() {
        let known = [
            "daily", "weekly", "monthly", "windows", "bedtime", "at_limit",
        ];
        assert_eq!(nearest("dialy", known), Some("daily"));
        assert_eq!(nearest("Weekly", known), Some("weekly"));
        assert_eq!(nearest("window", known), Some("windows"));
        assert_eq!(nearest("atlimit", known), Some("at_limit"));
        assert_eq!(nearest("zebra", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), known), None);
    }
}
