//! Arguments of the commands about the sealed history: opening it, looking back, exporting, erasing, consent. A passphrase or
//! a code is never an argument: other people of the computer can read those.

use super::values;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

/// `luytre unlock`.
#[derive(Debug, Args)]
pub struct UnlockArgs {
    /// Whose passphrase it is.
    #[arg(long)]
    pub parent: Option<String>,
    /// Close the history.
    #[arg(long, conflicts_with = "parent")]
    pub end: bool,
}

/// `luytre passphrase`.
#[derive(Debug, Subcommand)]
pub enum PassphraseAction {
    /// A first one for a parent.
    Set {
        /// Whose.
        #[arg(long)]
        parent: Option<String>,
    },
    /// Another one instead.
    Change {
        /// Whose.
        #[arg(long)]
        parent: Option<String>,
    },
    /// None any more.
    Remove {
        /// Whose.
        parent: String,
        /// Ask nothing.
        #[arg(long, short)]
        yes: bool,
    },
    /// Who has one.
    Show {
        /// For scripts.
        #[arg(long)]
        json: bool,
    },
}

/// `luytre recovery`.
#[derive(Debug, Clone, Subcommand)]
pub enum RecoveryAction {
    /// A new code; the earlier one ends.
    New,
    /// A new passphrase with the printed code.
    Use {
        /// Whose passphrase.
        #[arg(long)]
        parent: Option<String>,
    },
}

/// `luytre quick-code`.
#[derive(Debug, Clone, Subcommand)]
pub enum QuickCodeAction {
    /// Digits for minutes, locking and answering at a child's login.
    Set {
        /// Whose.
        #[arg(long)]
        parent: Option<String>,
    },
    /// None any more.
    Remove {
        /// Whose.
        #[arg(long)]
        parent: Option<String>,
    },
}

/// `luytre week`, `month`, `half-year`, `year`.
#[derive(Debug, Clone, Args)]
#[command(group = clap::ArgGroup::new("form").args(["json", "csv", "html"]))]
pub struct ReviewArgs {
    /// Whose; all children if left out.
    #[arg(long)]
    pub child: Option<String>,
    /// The one that holds this day.
    #[arg(long = "from", value_parser = values::date)]
    pub day: Option<Date>,
    /// The one before the present one.
    #[arg(long, conflicts_with = "day")]
    pub last: bool,
    /// For scripts.
    #[arg(long)]
    pub json: bool,
    /// For spreadsheets.
    #[arg(long)]
    pub csv: bool,
    /// As a page of its own.
    #[arg(long)]
    pub html: Option<PathBuf>,
    /// Replace a file that is there.
    #[arg(long, requires = "html")]
    pub force: bool,
}

/// `luytre export`.
#[derive(Debug, Clone, Args)]
pub struct ExportArgs {
    /// Into which file.
    #[arg(long = "to")]
    pub into: PathBuf,
    /// As a table.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// With everything.
    #[arg(long)]
    pub json: bool,
    /// Whose; all children if left out.
    #[arg(long)]
    pub child: Option<String>,
    /// First day.
    #[arg(long = "from", value_parser = values::date)]
    pub first_day: Option<Date>,
    /// Last day.
    #[arg(long = "until", value_parser = values::date)]
    pub last_day: Option<Date>,
    /// Replace a file that is there.
    #[arg(long)]
    pub force: bool,
}

/// `luytre erase`.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// Whose; everything if left out.
    #[arg(long)]
    pub child: Option<String>,
    /// Ask nothing.
    #[arg(long, short)]
    pub yes: bool,
}

/// `luytre consent`.
#[derive(Debug, Subcommand)]
pub enum ConsentAction {
    /// What is recorded, and what the family agreed to.
    Show {
        /// For scripts.
        #[arg(long)]
        json: bool,
    },
    /// Agree.
    Give {
        /// For whom; all children if left out.
        #[arg(long)]
        child: Option<String>,
        /// The child read it, too, and agrees.
        #[arg(long)]
        child_agrees: bool,
        /// Ask nothing.
        #[arg(long, short)]
        yes: bool,
    },
    /// Record no more.
    Withdraw {
        /// For whom; all children if left out.
        #[arg(long)]
        child: Option<String>,
        /// Ask nothing.
        #[arg(long, short)]
        yes: bool,
    },
}
