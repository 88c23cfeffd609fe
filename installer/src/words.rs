//! What the installer says, in both languages.

use crate::language::Language;
use crate::plan::{Note, Problem};
use crate::step::{Order, Step};
use crate::verify::Check;

impl Step {
    /// What the step does, in a few words and without a full stop.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let say = |vi: &str, en: &str| language.pick(vi, en).to_owned();
        match self {
            Self::Folder { path, mode } => {
                format!(
                    "{} {} ({mode:04o})",
                    say("thư mục", "folder"),
                    path.display()
                )
            }
            Self::Program { from, to } => {
                format!(
                    "{} {} ← {}",
                    say("chương trình", "program"),
                    to.display(),
                    from.display()
                )
            }
            Self::File { to, .. } => format!("{} {}", say("tệp", "file"), to.display()),
            Self::Printed { to, .. } => {
                format!("{} {}", say("gợi ý lệnh", "completion"), to.display())
            }
            Self::Link { at, target } => format!(
                "{} {} → {}",
                say("liên kết", "link"),
                at.display(),
                target.display()
            ),
            Self::PamBlock { file, .. } => {
                format!(
                    "{}: {}",
                    say("kiểm tra giờ khi đăng nhập", "login check"),
                    file.display()
                )
            }
            Self::PamUnblock { file } => {
                format!(
                    "{}: {}",
                    say("bỏ kiểm tra giờ khi đăng nhập", "no login check any more"),
                    file.display()
                )
            }
            Self::Remove { path } => format!("{} {}", say("xóa", "remove"), path.display()),
            Self::RemoveFolder { path } => {
                format!(
                    "{} {}",
                    say("xóa thư mục nếu trống", "remove folder if empty"),
                    path.display()
                )
            }
            Self::Erase { path } => {
                format!(
                    "{} {}",
                    say("xóa toàn bộ dữ liệu trong", "erase all data in"),
                    path.display()
                )
            }
            Self::Order(order) => {
                let (program, arguments) = order.command();
                format!(
                    "{}: {program} {}",
                    say(order.words().0, order.words().1),
                    arguments.join(" ")
                )
            }
        }
    }
}

impl Order {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ReloadUnits => ("đọc lại danh sách dịch vụ", "read the services again"),
            Self::Enable => ("chạy mỗi lần mở máy", "start with the computer"),
            Self::Start => ("chạy ngay", "start now"),
            Self::StopAndDisable => ("dừng hẳn", "stop for good"),
            Self::WeavePam => ("kiểm tra giờ khi đăng nhập", "ask at each login"),
            Self::UnweavePam => ("thôi kiểm tra giờ khi đăng nhập", "ask no more at logins"),
        }
    }
}

impl Note {
    /// What a person should know, in whole sentences.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::StartByHand => language.pick(
                "Máy này không dùng systemd nên chương trình không tự chạy. Hãy chạy với quyền root: /usr/sbin/luytred, và thêm lệnh đó vào phần khởi động của máy. \
                 Nếu nó bị tắt, sẽ không có gì chạy lại nó: mức bảo vệ yếu hơn.",
                "This computer has no systemd, so nothing starts the agent by itself. Run as root: /usr/sbin/luytred, and add it to what starts with the computer. \
                 If it is killed nothing brings it back: protection is weaker.",
            ),
            Self::FinishInside => language.pick(
                "Các tệp đã nằm trong hệ thống chưa khởi động này. Khi nó chạy, hãy gõ với quyền root: luytre-installer install --yes",
                "The files are in a system that does not run now. Once it runs, type as root: luytre-installer install --yes",
            ),
            Self::NoLoginCheck => language.pick(
                "Không tìm thấy pam_exec.so hoặc tệp PAM chung, nên lúc hết giờ vẫn đăng nhập được; máy sẽ khóa ngay sau đó.",
                "pam_exec.so or PAM's common file was not found, so a login succeeds when time is over; the session is locked right after it.",
            ),
            Self::DataStays => language.pick(
                "Thiết lập của gia đình và lịch sử vẫn ở /var/lib/luytre. Muốn xóa cả: luytre-installer uninstall --purge",
                "The household and the history stay in /var/lib/luytre. To erase them as well: luytre-installer uninstall --purge",
            ),
        }
    }
}

impl Problem {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::ProgramMissing { name, folder } => match language {
                Language::Vi => format!(
                    "Không thấy {name} trong {}. Hãy biên dịch trước (cargo build --release) hoặc chỉ thư mục có chương trình: --from THƯ_MỤC",
                    folder.display()
                ),
                Language::En => format!(
                    "{name} is not in {}. Build it first (cargo build --release), or name the folder with the programs: --from FOLDER",
                    folder.display()
                ),
            },
        }
    }
}

impl Check {
    /// What was looked at, as a statement that is true if all is well.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Programs => language.pick(
                "chương trình đủ và chỉ root sửa được",
                "the programs are in place and only root can change them",
            ),
            Self::State => {
                language.pick("chỉ root xem được dữ liệu", "only root can read the data")
            }
            Self::Service => language.pick("dịch vụ đang chạy", "the service runs"),
            Self::Logins => language.pick(
                "lúc đăng nhập có kiểm tra giờ",
                "logins ask whether there is time left",
            ),
            Self::RootMayLogIn => {
                language.pick("root luôn đăng nhập được", "root can always log in")
            }
        }
    }

    /// What to do if it is not so.
    #[must_use]
    pub fn remedy(self, language: Language) -> &'static str {
        match self {
            Self::Programs => language.pick(
                "cài lại; nếu vẫn vậy, xem ai đang sửa /usr/lib/luytre",
                "install again; if it stays so, look who changes /usr/lib/luytre",
            ),
            Self::State => language.pick("chạy với quyền root: chmod 0700 /var/lib/luytre", "run as root: chmod 0700 /var/lib/luytre"),
            Self::Service => language.pick("xem lý do: journalctl -u luytred", "the reason is in: journalctl -u luytred"),
            Self::Logins => language.pick(
                "tệp PAM chung đã được sửa tay nên chưa thêm được; chạy với quyền root: pam-auth-update, rồi giữ dòng Luy Tre được chọn",
                "PAM's common file was changed by hand and is left alone; run as root: pam-auth-update, and keep the line Luy Tre chosen",
            ),
            Self::RootMayLogIn => language.pick(
                "xem lại /usr/lib/luytre/login-check, hoặc gỡ ra: luytre-installer uninstall",
                "look at /usr/lib/luytre/login-check, or uninstall: luytre-installer uninstall",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_something_of_their_own() {
        let steps = [
            Step::Folder {
                path: "/a".into(),
                mode: 0o700,
            },
            Step::Remove { path: "/a".into() },
            Step::Erase { path: "/a".into() },
            Step::Order(Order::Start),
            Step::Order(Order::UnweavePam),
        ];
        for step in steps {
            assert_ne!(step.words(Language::Vi), step.words(Language::En));
        }
        for note in [
            Note::StartByHand,
            Note::FinishInside,
            Note::NoLoginCheck,
            Note::DataStays,
        ] {
            assert_ne!(note.words(Language::Vi), note.words(Language::En));
        }
        for check in [
            Check::Programs,
            Check::State,
            Check::Service,
            Check::Logins,
            Check::RootMayLogIn,
        ] {
            assert_ne!(check.words(Language::Vi), check.words(Language::En));
            assert_ne!(check.remedy(Language::Vi), check.remedy(Language::En));
        }
        assert_eq!(
            Step::Folder {
                path: "/a".into(),
                mode: 0o700
            }
            .words(Language::En),
            "folder /a (0700)"
        );
    }
}
