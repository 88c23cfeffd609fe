//! Rows of cells in aligned columns.

use super::line::{Line, Tone, fit, pad, width_of, wrap};

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    Left,
    /// At the right edge, for numbers.
    Right,
}

/// Text of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A cell.
    #[must_use]
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}

/// Rows in columns two blanks apart, within so many columns. If it is too wide, the widest column is cut with `…`.
#[must_use]
pub fn table(aligns: &[Align], rows: &[Vec<Cell>], indent: usize, width: usize) -> Vec<Line> {
    let mut columns = vec![0; aligns.len()];
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = width_of(&cell.text).max(*column);
        }
    }
    let gaps = 2 * columns
        .iter()
        .filter(|column| **column > 0)
        .count()
        .saturating_sub(1);
    while indent + gaps + columns.iter().sum::<usize>() > width {
        match columns.iter_mut().max() {
            Some(widest) if *widest > 4 => *widest -= 1,
            Some(_) | None => break,
        }
    }
    rows.iter()
        .map(|row| {
            let mut line = Line::empty().ink(&" ".repeat(indent));
            for ((cell, align), column) in row.iter().zip(aligns).zip(&columns) {
                if *column == 0 {
                    continue;
                }
                let text = fit(&cell.text, *column);
                let text = match align {
                    Align::Left => pad(&text, *column),
                    Align::Right => format!(
                        "{}{text}",
                        " ".repeat(column.saturating_sub(width_of(&text)))
                    ),
                };
                line = line.with(&text, cell.tone).ink("  ");
            }
            line
        })
        .collect()
}

/// Names at the left, sentences beside them; below each other where there is no room.
#[must_use]
pub fn pairs(rows: &[(String, Vec<String>)], width: usize) -> Vec<Line> {
    let names = rows
        .iter()
        .map(|(name, _)| width_of(name))
        .max()
        .unwrap_or(0);
    let beside = 2 + names + 2 + 28 <= width;
    let mut lines = Vec::new();
    for (name, texts) in rows {
        let texts: Vec<String> = texts
            .iter()
            .flat_map(|text| wrap(text, if beside { width - 4 - names } else { width - 4 }))
            .collect();
        if beside {
            for (index, text) in texts.iter().enumerate() {
                let name = if index == 0 { name.as_str() } else { "" };
                lines.push(
                    Line::of("  ", Tone::Ink)
                        .with(&pad(name, names), Tone::Faint)
                        .ink("  ")
                        .ink(text),
                );
            }
        } else {
            lines.push(Line::of("  ", Tone::Ink).with(name, Tone::Faint));
            lines.extend(
                texts
                    .iter()
                    .map(|text| Line::of("    ", Tone::Ink).ink(text)),
            );
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::plain;

    fn rows() -> Vec<Vec<Cell>> {
        [("Trò chơi", "45 phút"), ("Học tập ở nhà", "1 giờ 5 phút")]
            .map(|(name, time)| vec![Cell::new(name, Tone::Ink), Cell::new(time, Tone::Ink)])
            .into()
    }

    #[test]
    fn columns_align_whatever_the_letters() {
        assert_eq!(
            plain(&table(&[Align::Left, Align::Right], &rows(), 2, 80)),
            "  Trò chơi            45 phút\n  Học tập ở nhà  1 giờ 5 phút\n"
        );
    }

    #[test]
    fn a_narrow_table_cuts_the_widest_column() {
        let text = plain(&table(&[Align::Left, Align::Right], &rows(), 2, 26));
        assert_eq!(
            text,
            "  Trò chơi         45 phút\n  Học tập ở …  1 giờ 5 ph…\n"
        );
    }
}
