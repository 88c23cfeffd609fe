//! The command line, as typed values. Texts are not here: [`crate::help`] puts them in, in the language of the person.

mod history;
mod limits;
mod preset;
mod values;

pub use history::{
    ConsentAction, EraseArgs, ExportArgs, PassphraseAction, QuickCodeAction, RecoveryAction,
    ReviewArgs, UnlockArgs,
};
pub use limits::LimitArgs;
pub use preset::PresetAction;
pub use values::{
    Amount, BadValue, Break, Days, DurationRule, DurationRules, RangeRule, RangeRules, Rule, Steps,
    Until,
};

use crate::output::ColorChoice;
use clap::{Args, Parser, Subcommand};
use luytre_core::policy::Language;
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "luytre",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Language of this call.
    #[arg(long, global = true, value_parser = values::language)]
    pub lang: Option<Language>,
    /// Socket of the agent.
    #[arg(long, global = true)]
    pub socket: Option<PathBuf>,
    /// Colours.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub color: ColorChoice,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The agent in the foreground.
    Run(RunArgs),
    /// The first household.
    Setup(Box<SetupArgs>),
    /// How things stand.
    Status(StatusArgs),
    /// Children of the household.
    Child {
        /// What about them.
        #[command(subcommand)]
        action: ChildAction,
    },
    /// A child's limits.
    Limit(Box<LimitArgs>),
    /// The household file.
    Policy {
        /// What about it.
        #[command(subcommand)]
        action: PolicyAction,
    },
    /// Starting points for rules.
    Preset {
        /// What about them.
        #[command(subcommand)]
        action: PresetAction,
    },
    /// More time, or less.
    Grant(GrantArgs),
    /// Lock.
    Lock(LockArgs),
    /// Take a lock back.
    UnlockChild {
        /// Whose.
        child: String,
        /// A parent sits at the child's login, and types the quick code.
        #[arg(long)]
        code: bool,
    },
    /// Open the sealed history.
    Unlock(UnlockArgs),
    /// What opens the history.
    Passphrase {
        /// What about it.
        #[command(subcommand)]
        action: PassphraseAction,
    },
    /// What helps when a passphrase is forgotten.
    Recovery {
        /// What about it.
        #[command(subcommand)]
        action: RecoveryAction,
    },
    /// Digits for a parent at a child's login.
    QuickCode {
        /// What about them.
        #[command(subcommand)]
        action: QuickCodeAction,
    },
    /// A week.
    Week(ReviewArgs),
    /// A month.
    Month(ReviewArgs),
    /// 26 weeks.
    HalfYear(ReviewArgs),
    /// 52 weeks.
    Year(ReviewArgs),
    /// Everything that is kept, as a file.
    Export(ExportArgs),
    /// Destroy history.
    Erase(EraseArgs),
    /// What is recorded, and what the family agreed to.
    Consent {
        /// What about it.
        #[command(subcommand)]
        action: ConsentAction,
    },
    /// A child asks for time.
    Request(RequestArgs),
    /// A parent answers.
    Answer(AnswerArgs),
    /// A few minutes to finish.
    FinishMatch {
        /// Which of the siblings.
        #[arg(long)]
        child: Option<String>,
    },
    /// Which of the siblings sits here.
    Profile(ProfileArgs),
    /// A day.
    Today(TodayArgs),
    /// The rules in plain words.
    Rules {
        /// Whose.
        child: Option<String>,
    },
    /// A scenario file.
    Simulate(SimulateArgs),
    /// Is everything in order?
    Doctor(DoctorArgs),
    /// The clock is right as it is.
    ConfirmClock,
    /// May this account log in? Asked by PAM.
    #[command(hide = true)]
    LoginCheck,
    /// Completions for a shell.
    Completions {
        /// Which.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

/// `luytre run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Folder for everything the agent keeps.
    #[arg(long)]
    pub state_dir: Option<PathBuf>,
    /// Household file to begin with.
    #[arg(long)]
    pub household: Option<PathBuf>,
    /// No live view.
    #[arg(long)]
    pub quiet: bool,
}

/// `luytre setup`.
#[derive(Debug, Clone, Default, Args)]
pub struct SetupArgs {
    /// Language of the family.
    #[arg(long, value_parser = values::language)]
    pub language: Option<Language>,
    /// Time zone.
    #[arg(long)]
    pub timezone: Option<String>,
    /// Name of the parent.
    #[arg(long)]
    pub parent: Option<String>,
    /// Login of the parent.
    #[arg(long)]
    pub parent_account: Option<String>,
    /// Name of the first child.
    #[arg(long)]
    pub child: Option<String>,
    /// Login of the child.
    #[arg(long)]
    pub child_account: Option<String>,
    /// Year and month of birth.
    #[arg(long)]
    pub born: Option<String>,
    /// Screen time a day.
    #[arg(long, value_parser = values::duration_rules)]
    pub daily: Option<DurationRules>,
    /// Time for games a day.
    #[arg(long, value_parser = values::duration_rules)]
    pub games: Option<DurationRules>,
    /// When the computer may be used.
    #[arg(long, value_parser = values::range_rules)]
    pub windows: Option<RangeRules>,
    /// Bedtime.
    #[arg(long, value_parser = values::range_rules)]
    pub bedtime: Option<RangeRules>,
    /// Parent and child read what is recorded, and agree.
    #[arg(long)]
    pub consent: bool,
    /// The parent's passphrase is the first line of the input.
    #[arg(long)]
    pub passphrase_stdin: bool,
    /// Ask nothing.
    #[arg(long, short)]
    pub yes: bool,
    /// Only show the household file.
    #[arg(long)]
    pub print: bool,
    /// Replace the household that is there.
    #[arg(long)]
    pub replace: bool,
}

/// `luytre status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Keep showing.
    #[arg(long, short)]
    pub watch: bool,
    /// For scripts.
    #[arg(long)]
    pub json: bool,
}

/// `luytre child`.
#[derive(Debug, Subcommand)]
pub enum ChildAction {
    /// A child more.
    Add(ChildAddArgs),
    /// A child less.
    Remove {
        /// Which.
        child: String,
        /// Ask nothing.
        #[arg(long, short)]
        yes: bool,
    },
    /// All of them.
    List,
    /// One of them.
    Show {
        /// Which.
        child: String,
    },
}

/// `luytre child add`.
#[derive(Debug, Args)]
pub struct ChildAddArgs {
    /// Name.
    pub name: String,
    /// Identifier; made from the name if left out.
    #[arg(long)]
    pub id: Option<String>,
    /// Logins.
    #[arg(long = "account")]
    pub accounts: Vec<String>,
    /// Year and month of birth.
    #[arg(long)]
    pub born: Option<String>,
    /// PIN at a shared login.
    #[arg(long)]
    pub pin: Option<String>,
    /// Screen time a day.
    #[arg(long, value_parser = values::duration_rules)]
    pub daily: Option<DurationRules>,
    /// Time for games a day.
    #[arg(long, value_parser = values::duration_rules)]
    pub games: Option<DurationRules>,
    /// When the computer may be used.
    #[arg(long, value_parser = values::range_rules)]
    pub windows: Option<RangeRules>,
    /// Bedtime.
    #[arg(long, value_parser = values::range_rules)]
    pub bedtime: Option<RangeRules>,
}

/// `luytre policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyAction {
    /// The file.
    Show {
        /// An older version.
        #[arg(long)]
        version: Option<u32>,
    },
    /// Problems of a file.
    Check {
        /// Which; `-` for standard input.
        file: PathBuf,
    },
    /// Put a file into effect.
    Apply {
        /// Which; `-` for standard input.
        file: PathBuf,
        /// Only say what would change.
        #[arg(long)]
        dry_run: bool,
        /// Why.
        #[arg(long, default_value = "")]
        note: String,
        /// Only if this version is in effect.
        #[arg(long)]
        expect: Option<u32>,
    },
    /// What would change.
    Diff {
        /// A file, or the number of a version.
        to: String,
        /// Compare from this file or version instead of the one in effect.
        #[arg(long)]
        from: Option<String>,
    },
    /// Versions.
    History {
        /// How many.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=100))]
        limit: u16,
    },
}

/// `luytre grant`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["amount", "until", "free_day"]))]
pub struct GrantArgs {
    /// For whom.
    pub child: String,
    /// Minutes more or fewer.
    #[arg(allow_hyphen_values = true, value_parser = values::amount)]
    pub amount: Option<Amount>,
    /// For an activity instead of screen time.
    #[arg(long = "for", requires = "amount")]
    pub subject: Option<String>,
    /// Let in until then.
    #[arg(long, value_parser = values::until)]
    pub until: Option<Until>,
    /// No allowances and windows today.
    #[arg(long)]
    pub free_day: bool,
    /// A parent sits at the child's login, and types the quick code.
    #[arg(long, conflicts_with_all = ["until", "free_day"])]
    pub code: bool,
}

/// `luytre lock`.
#[derive(Debug, Args)]
pub struct LockArgs {
    /// Whom.
    pub child: String,
    /// Until when.
    #[arg(long, value_parser = values::until)]
    pub until: Option<Until>,
    /// A parent sits at the child's login, and types the quick code.
    #[arg(long)]
    pub code: bool,
}

/// `luytre request`.
#[derive(Debug, Args)]
pub struct RequestArgs {
    /// How many minutes.
    #[arg(value_parser = values::positive_amount)]
    pub minutes: Amount,
    /// For an activity instead of screen time.
    #[arg(long = "for")]
    pub subject: Option<String>,
    /// Why.
    #[arg(long, default_value = "")]
    pub why: String,
    /// Which of the siblings.
    #[arg(long)]
    pub child: Option<String>,
}

/// `luytre answer`.
#[derive(Debug, Args)]
pub struct AnswerArgs {
    /// Whose request.
    pub child: String,
    /// Yes or no.
    #[arg(value_parser = values::verdict)]
    pub verdict: Verdict,
    /// Another amount than asked for.
    #[arg(long, value_parser = values::positive_amount)]
    pub minutes: Option<Amount>,
    /// A parent sits at the child's login, and types the quick code.
    #[arg(long)]
    pub code: bool,
}

/// A parent's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Yes,
    /// Not this time.
    No,
}

/// `luytre profile`.
#[derive(Debug, Args)]
pub struct ProfileArgs {
    /// Who it is.
    pub child: String,
    /// In which login session; this one if left out.
    #[arg(long)]
    pub session: Option<String>,
}

/// `luytre today`.
#[derive(Debug, Args)]
pub struct TodayArgs {
    /// Whose.
    pub child: Option<String>,
    /// Another day.
    #[arg(long, value_parser = values::date)]
    pub day: Option<jiff::civil::Date>,
    /// For scripts.
    #[arg(long)]
    pub json: bool,
}

/// `luytre simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// The scenario; `-` for standard input.
    pub file: PathBuf,
    /// For scripts.
    #[arg(long)]
    pub json: bool,
}

/// `luytre doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Counters, too.
    #[arg(long, short)]
    pub verbose: bool,
    /// For scripts.
    #[arg(long)]
    pub json: bool,
}
