//! `luytre preset`.

use clap::Subcommand;

/// What is done with presets.
#[derive(Debug, Subcommand)]
pub enum PresetAction {
    /// All of them.
    List,
    /// What one says, and where it comes from.
    Show {
        /// Which.
        preset: String,
    },
    /// Put one into the rules of a child.
    Apply {
        /// Whose.
        child: String,
        /// Which.
        preset: String,
        /// Ask nothing.
        #[arg(long, short)]
        yes: bool,
    },
}
