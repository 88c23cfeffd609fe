//! `luytre-installer`: the command line of [`luytre_installer`]. Exit codes: 0 done, 1 failed, 2 wrong options (clap), 4 not
//! root.
#![allow(
    clippy::print_stdout,
    reason = "a command line program talks on standard output"
)]

use anyhow::{Context, bail};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use luytre_installer::apply::{self, Before, Outcome, RunningSystem};
use luytre_installer::language::Language;
use luytre_installer::places::{PROGRAMS, Root};
use luytre_installer::plan::{self, Plan};
use luytre_installer::state::SystemState;
use luytre_installer::step::Step;
use luytre_installer::uninstall::{self, Data};
use luytre_installer::verify::{self, Finding};
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Neither root nor a trial.
const NOT_ROOT: u8 = 4;

fn main() -> ExitCode {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].map(std::env::var_os);
    let language = Language::from_variables(variables);
    let matches = command(language).get_matches();
    match run(&matches, language) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "luytre-installer: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(language: Language) -> Command {
    let say = |vi: &'static str, en: &'static str| language.pick(vi, en);
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let common = |command: Command| {
        command
            .arg(flag("yes", say("không hỏi lại", "do not ask")))
            .arg(flag(
                "dry-run",
                say("chỉ cho xem các bước", "only show the steps"),
            ))
            .arg(
                Arg::new("root")
                    .long("root")
                    .value_name(say("THƯ_MỤC", "FOLDER"))
                    .value_parser(value_parser!(PathBuf))
                    .help(say(
                        "hệ thống nằm dưới thư mục này, không chạy (dùng để thử)",
                        "the system lies under this folder and does not run (for trials)",
                    )),
            )
    };
    let install = Command::new("install").about(say(
        "cài đặt hoặc cập nhật",
        "installs, or brings up to date",
    ));
    let from = Arg::new("from")
        .long("from")
        .value_name(say("THƯ_MỤC", "FOLDER"))
        .value_parser(value_parser!(PathBuf))
        .help(say(
            "nơi có các chương trình (mặc định: cạnh chương trình này)",
            "where the programs lie (default: beside this one)",
        ));
    let uninstall = Command::new("uninstall").about(say("gỡ bỏ", "removes"));
    let purge = flag(
        "purge",
        say(
            "xóa cả thiết lập và lịch sử của gia đình",
            "erase the household and the history, too",
        ),
    );
    let in_words = |command: Command| {
        let template = format!(
            "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}\n",
            say("Cách dùng", "Usage")
        );
        let help = Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(say("xem hướng dẫn này", "show this help"));
        command
            .help_template(template)
            .next_help_heading(say("Tùy chọn", "Options"))
            .disable_help_flag(true)
            .arg(help)
    };
    let whole = Command::new("luytre-installer")
        .about(say(
            "Cài Lũy Tre vào máy này, hoặc gỡ bỏ.",
            "Puts Lũy Tre on this computer and takes it off again.",
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_help_heading(say("Lệnh", "Commands"));
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(say("xem phiên bản", "show the version"));
    in_words(whole)
        .arg(version)
        .subcommand(common(in_words(install).arg(from)))
        .subcommand(common(in_words(uninstall)).arg(purge))
}

fn run(matches: &ArgMatches, language: Language) -> anyhow::Result<ExitCode> {
    let (name, options) = matches.subcommand().context("clap asks for a command")?;
    let root = options
        .get_one::<PathBuf>("root")
        .map_or_else(Root::system, |folder| Root::under(folder));
    let dry_run = options.get_flag("dry-run");
    if root.is_system() && !dry_run && !rustix::process::geteuid().is_root() {
        let text = language.pick(
            "Cần quyền root để thay đổi máy này. Hãy chạy lại: sudo luytre-installer … (hoặc xem trước với --dry-run)",
            "Changing this computer needs root. Run again: sudo luytre-installer … (or look first with --dry-run)",
        );
        let _ = writeln!(io::stderr(), "{text}");
        return Ok(ExitCode::from(NOT_ROOT));
    }
    match name {
        "install" => {
            let from = match options.get_one::<PathBuf>("from") {
                Some(folder) => std::path::absolute(folder).context("--from")?,
                None => beside_this_program()?,
            };
            let state = SystemState::look(&root, &from);
            let plan = match plan::install(&state, &from) {
                Ok(plan) => plan,
                Err(problem) => bail!(problem.words(language)),
            };
            if dry_run || !agreed(&plan, &root, options, language)? {
                return Ok(shown(&plan, &root, language));
            }
            install(&plan, &state, &root, language)
        }
        "uninstall" => {
            let data = if options.get_flag("purge") {
                Data::Purge
            } else {
                Data::Keep
            };
            let state = SystemState::look(&root, Path::new(PROGRAMS));
            let plan = uninstall::uninstall(&state, data);
            if dry_run || !agreed(&plan, &root, options, language)? {
                return Ok(shown(&plan, &root, language));
            }
            Ok(remove(&plan, &root, language))
        }
        other => bail!("no command {other}"),
    }
}

fn beside_this_program() -> anyhow::Result<PathBuf> {
    let this = std::env::current_exe().context("where this program lies")?;
    Ok(this
        .parent()
        .context("a program lies in a folder")?
        .to_owned())
}

/// Asks on a terminal, after showing the steps. Without a terminal only `--yes` agrees.
fn agreed(
    plan: &Plan,
    root: &Root,
    options: &ArgMatches,
    language: Language,
) -> anyhow::Result<bool> {
    if options.get_flag("yes") {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        bail!(language.pick(
            "không có ai để hỏi: hãy thêm --yes",
            "nobody is there to ask: add --yes"
        ));
    }
    shown(plan, root, language);
    print!(
        "{} ",
        language.pick("Làm các bước này? [c/K]", "Do these steps? [y/N]")
    );
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "y" | "yes" | "c" | "có" | "co"
    ))
}

fn shown(plan: &Plan, root: &Root, language: Language) -> ExitCode {
    for step in &plan.steps {
        line(
            step,
            if apply::is_done(step, root) {
                "="
            } else {
                "·"
            },
            language,
        );
    }
    notes(plan, language);
    ExitCode::SUCCESS
}

fn line(step: &Step, mark: &str, language: Language) {
    println!("  {mark} {}", step.words(language));
}

fn notes(plan: &Plan, language: Language) {
    for note in &plan.notes {
        println!("  ! {}", note.words(language));
    }
}

fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "✓",
        Outcome::Already => "=",
        Outcome::Skipped => "-",
    }
}

fn install(
    plan: &Plan,
    state: &SystemState,
    root: &Root,
    language: Language,
) -> anyhow::Result<ExitCode> {
    let before = if state.installed.is_empty() {
        Before::Nothing
    } else {
        Before::Installed
    };
    let mut report = |step: &Step, outcome| line(step, mark(outcome), language);
    if let Err(failure) = apply::install(&plan.steps, root, before, &mut RunningSystem, &mut report)
    {
        line(&failure.step, "✗", language);
        println!("    {}", failure.cause);
        if failure.left_over.is_empty() {
            bail!(language.pick(
                "Không cài được; máy đã trở lại như trước.",
                "Not installed; the computer is as it was before."
            ));
        }
        for error in &failure.left_over {
            println!("    {error}");
        }
        bail!(language.pick(
            "Không cài được, và những điều trên chưa khôi phục được.",
            "Not installed, and the above could not be taken back."
        ));
    }
    notes(plan, language);
    let mut all_good = true;
    for (check, finding) in verify::verify(state, root) {
        let (mark, prefix) = match finding {
            Finding::Good => ("✓", ""),
            Finding::Bad => ("✗", language.pick("CHƯA ĐƯỢC: ", "NOT SO: ")),
        };
        all_good &= finding == Finding::Good;
        println!("  {mark} {prefix}{}", check.words(language));
        if finding == Finding::Bad {
            println!("    → {}", check.remedy(language));
        }
    }
    if !all_good {
        bail!(language.pick(
            "Đã cài, nhưng chưa bảo vệ đầy đủ: xem các dòng ✗.",
            "Installed, but it does not protect fully: see the lines with ✗."
        ));
    }
    println!(
        "{}",
        language.pick(
            "Đã cài xong. Bước tiếp theo: luytre setup",
            "Installed. Next: luytre setup"
        )
    );
    Ok(ExitCode::SUCCESS)
}

fn remove(plan: &Plan, root: &Root, language: Language) -> ExitCode {
    let mut report = |step: &Step, outcome| line(step, mark(outcome), language);
    let failed = apply::uninstall(&plan.steps, root, &mut RunningSystem, &mut report);
    for (step, error) in &failed {
        line(step, "✗", language);
        println!("    {error}");
    }
    notes(plan, language);
    if failed.is_empty() {
        println!("{}", language.pick("Đã gỡ.", "Removed."));
        return ExitCode::SUCCESS;
    }
    println!(
        "{}",
        language.pick(
            "Đã gỡ, trừ các dòng ✗.",
            "Removed, but for the lines with ✗."
        )
    );
    ExitCode::FAILURE
}
