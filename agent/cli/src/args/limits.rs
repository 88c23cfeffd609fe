//! Arguments of `luytre limit`.

use super::values::{self, Break, DurationRules, RangeRules, Rule, Steps};
use clap::Args;
use luytre_core::id::ActivityId;
use luytre_core::policy::{AtLimit, FinishMatch};
use luytre_core::time::Span;

/// `luytre limit`: everything left out stays as it is.
#[derive(Debug, Clone, Default, Args)]
pub struct LimitArgs {
    /// Whose.
    pub child: String,
    /// Screen time a day.
    #[arg(long, value_parser = values::duration_rules)]
    pub daily: Option<DurationRules>,
    /// Screen time a week.
    #[arg(long, value_parser = values::duration_or_none)]
    pub weekly: Option<Rule<Span>>,
    /// Screen time a month.
    #[arg(long, value_parser = values::duration_or_none)]
    pub monthly: Option<Rule<Span>>,
    /// Time for games a day.
    #[arg(long, value_parser = values::duration_rules)]
    pub games: Option<DurationRules>,
    /// Time for any activity a day.
    #[arg(long, value_parser = values::activity_rules)]
    pub activity: Vec<(ActivityId, DurationRules)>,
    /// When the computer may be used.
    #[arg(long, value_parser = values::range_rules)]
    pub windows: Option<RangeRules>,
    /// Bedtime.
    #[arg(long, value_parser = values::range_rules)]
    pub bedtime: Option<RangeRules>,
    /// When use is not counted.
    #[arg(long, value_parser = values::range_rules)]
    pub free: Option<RangeRules>,
    /// Rest after so long.
    #[arg(long = "break", value_parser = values::forced_break)]
    pub rest: Option<Rule<Break>>,
    /// When to tell the child.
    #[arg(long, value_parser = values::steps)]
    pub warn: Option<Steps>,
    /// What happens when nothing is left.
    #[arg(long, value_parser = values::at_limit)]
    pub at_limit: Option<AtLimit>,
    /// Minutes a child may take without asking.
    #[arg(long, value_parser = values::finish_match)]
    pub finish_match: Option<Rule<FinishMatch>>,
    /// Activities that are not allowed.
    #[arg(long, value_parser = values::activity)]
    pub block: Vec<ActivityId>,
    /// Activities that take no screen time.
    #[arg(long, value_parser = values::activity)]
    pub exempt: Vec<ActivityId>,
    /// Activities that take screen time, as usual.
    #[arg(long, value_parser = values::activity)]
    pub count: Vec<ActivityId>,
    /// Only say what would change.
    #[arg(long)]
    pub dry_run: bool,
}
