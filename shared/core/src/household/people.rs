//! Parents and children with their logins.

use super::arg::Kind;
use super::code::ProblemCode;
use super::place::Path;
use super::quote::quote;
use super::reader::{Bounds, Reader, key_span};
use super::value;
use crate::id::{Account, ChildId, ParentId};
use crate::policy::{Child, Parent, ParentRole, TimeOfDay, YearMonth};
use crate::time::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::DeTable;

/// The most characters of a name.
pub(super) const NAME: u32 = 64;
const MAX_PARENTS: u32 = 16;
const MAX_CHILDREN: u32 = 32;
const MAX_ACCOUNTS: u32 = 32;
/// What a carer may add a day unless the file says otherwise.
const CARER_MINUTES: i64 = 30;

const PARENT_KEYS: &[&str] = &["id", "name", "accounts", "role", "carer_minutes"];
const CHILD_KEYS: &[&str] = &[
    "id",
    "name",
    "born",
    "accounts",
    "day_starts",
    "idle_after",
    "pin",
    "screen",
    "activity",
];

/// The default of `idle_after`.
const IDLE_AFTER: Span = Span::from_mins(5);

/// Everybody of the file.
pub(super) struct People {
    pub(super) parents: Vec<Parent>,
    pub(super) children: Vec<Child>,
}

/// One mention of a login.
struct Login {
    account: String,
    span: Range<usize>,
    /// Path of the person.
    person: String,
    /// Place in the person's list.
    index: usize,
    owner: Owner,
}

/// Whose login it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Owner {
    Parent {
        id: String,
    },
    Carer {
        id: String,
    },
    Child {
        id: String,
        pin: Option<(String, Range<usize>)>,
    },
}

impl Owner {
    fn id(&self) -> &str {
        match self {
            Self::Parent { id } | Self::Carer { id } | Self::Child { id, .. } => id,
        }
    }
}

/// Ids of one kind with the place of their first use.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, u32>);

impl Ids {
    /// The id of a table. `None` if it is missing, no id, or taken; all of these are told.
    pub(super) fn read(
        &mut self,
        reader: &mut Reader<'_>,
        table: &DeTable<'_>,
        at: &Range<usize>,
        path: &Path<'_>,
    ) -> Option<String> {
        let Some(value) = table.get("id") else {
            reader.missing(at, path, "id");
            return None;
        };
        let path = path.key("id");
        let text = reader.raw_text(value, &path, Kind::Text)?;
        let id = reader.id(text, &value.span(), &path)?;
        if let Some(first_line) = self.0.get(&id).copied() {
            reader.problem(
                &value.span(),
                &path,
                ProblemCode::DuplicateId {
                    value: id,
                    first_line,
                },
            );
            return None;
        }
        self.0.insert(id.clone(), reader.line(&value.span()));
        Some(id)
    }
}

impl Reader<'_> {
    /// `[[parent]]` and `[[child]]`.
    pub(super) fn people(&mut self, root: &DeTable<'_>) -> People {
        let mut logins = Vec::new();
        let parents = self.parents(root, &mut logins);
        let children = self.children(root, &mut logins);
        self.check_logins(logins);
        People { parents, children }
    }

    fn parents(&mut self, root: &DeTable<'_>, logins: &mut Vec<Login>) -> Vec<Parent> {
        let mut ids = Ids::default();
        let mut parents = Vec::new();
        for (index, value) in self.tables(root, "parent", MAX_PARENTS).iter().enumerate() {
            let list = Path::Root.key("parent");
            let path = list.entry(index);
            let Some(table) = self.table(value, &path) else {
                continue;
            };
            self.only_keys(table, &path, PARENT_KEYS);
            let id = ids.read(self, table, &value.span(), &path);
            let name = self.name(table, &path, id.as_deref());
            let role = self.role(table, &path);
            // Logins are read for a person without a good id, too: their own problems must show.
            let id = id.unwrap_or_default();
            let owner = match role {
                ParentRole::Parent => Owner::Parent { id: id.clone() },
                ParentRole::Carer { .. } => Owner::Carer { id: id.clone() },
            };
            let accounts = self.accounts(table, &path, &owner, logins);
            parents.push(Parent {
                id: ParentId(id),
                name,
                accounts,
                role,
            });
        }
        parents
    }

    fn role(&mut self, table: &DeTable<'_>, path: &Path<'_>) -> ParentRole {
        let is_carer = table
            .get("role")
            .and_then(|value| {
                self.choice(
                    value,
                    &path.key("role"),
                    &["parent", "carer"],
                    &[false, true],
                )
            })
            .unwrap_or(false);
        let minutes = table.get("carer_minutes").and_then(|value| {
            let read = self.number(value, &path.key("carer_minutes"), 1, 1_440);
            if !is_carer {
                let code = ProblemCode::KeyNeeds {
                    key: "carer_minutes",
                    needs: "role = \"carer\"",
                };
                self.problem(
                    &key_span(table, "carer_minutes", value),
                    &path.key("carer_minutes"),
                    code,
                );
            }
            read
        });
        if is_carer {
            ParentRole::Carer {
                a_day: Span::from_mins(minutes.unwrap_or(CARER_MINUTES)),
            }
        } else {
            ParentRole::Parent
        }
    }

    fn children(&mut self, root: &DeTable<'_>, logins: &mut Vec<Login>) -> Vec<Child> {
        let mut ids = Ids::default();
        let mut children = Vec::new();
        for (index, value) in self.tables(root, "child", MAX_CHILDREN).iter().enumerate() {
            let list = Path::Root.key("child");
            let path = list.entry(index);
            let Some(table) = self.table(value, &path) else {
                continue;
            };
            self.only_keys(table, &path, CHILD_KEYS);
            let id = ids.read(self, table, &value.span(), &path);
            let name = self.name(table, &path, id.as_deref());
            let id = id.unwrap_or_default();
            let pin = self.pin(table, &path);
            let owner = Owner::Child {
                id: id.clone(),
                pin: pin.clone(),
            };
            let idle_bounds = Bounds {
                min: Span::from_secs(30),
                max: Span::from_hours(1),
            };
            children.push(Child {
                id: ChildId(id),
                name,
                born: self.born(table, &path),
                accounts: self.accounts(table, &path, &owner, logins),
                day_starts: self.day_starts(table, &path),
                idle_after: table
                    .get("idle_after")
                    .and_then(|value| self.duration(value, &path.key("idle_after"), idle_bounds))
                    .unwrap_or(IDLE_AFTER),
                pin: pin.map(|(pin, _)| pin),
                screen: table
                    .get("screen")
                    .map(|value| self.screen(value, &path.key("screen")))
                    .unwrap_or_default(),
                activities: table
                    .get("activity")
                    .map(|value| self.activities(value, &path.key("activity")))
                    .unwrap_or_default(),
            });
        }
        children
    }

    /// `name`, or the id where there is none.
    pub(super) fn name(
        &mut self,
        table: &DeTable<'_>,
        path: &Path<'_>,
        id: Option<&str>,
    ) -> String {
        let name = table
            .get("name")
            .and_then(|value| self.text(value, &path.key("name"), NAME));
        name.or(id).unwrap_or_default().to_owned()
    }

    fn born(&mut self, table: &DeTable<'_>, path: &Path<'_>) -> Option<YearMonth> {
        let value = table.get("born")?;
        let path = path.key("born");
        let text = self.raw_text(value, &path, Kind::Text)?;
        let born = value::parse_year_month(text);
        if born.is_none() {
            self.problem(
                &value.span(),
                &path,
                ProblemCode::BadMonth { value: quote(text) },
            );
        }
        born
    }

    fn day_starts(&mut self, table: &DeTable<'_>, path: &Path<'_>) -> TimeOfDay {
        let Some(value) = table.get("day_starts") else {
            return TimeOfDay::default();
        };
        let path = path.key("day_starts");
        let Some(text) = self.raw_text(value, &path, Kind::Time) else {
            return TimeOfDay::default();
        };
        let code = match value::parse_time(text) {
            Some(TimeOfDay::END_OF_DAY) => ProblemCode::MidnightAsStart { value: quote(text) },
            Some(time) => return time,
            None => ProblemCode::BadTime {
                value: quote(text),
                suggestion: value::meant_time(text),
            },
        };
        self.problem(&value.span(), &path, code);
        TimeOfDay::default()
    }

    fn pin(&mut self, table: &DeTable<'_>, path: &Path<'_>) -> Option<(String, Range<usize>)> {
        let value = table.get("pin")?;
        let path = path.key("pin");
        let text = self.raw_text(value, &path, Kind::Text)?;
        if (4..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some((text.to_owned(), value.span()));
        }
        self.problem(&value.span(), &path, ProblemCode::BadPin {});
        None
    }

    fn accounts(
        &mut self,
        table: &DeTable<'_>,
        path: &Path<'_>,
        owner: &Owner,
        logins: &mut Vec<Login>,
    ) -> Vec<Account> {
        let Some(value) = table.get("accounts") else {
            return Vec::new();
        };
        let person = path;
        let path = path.key("accounts");
        let mut accounts: Vec<Account> = Vec::new();
        for (index, value) in self
            .list(value, &path, Kind::List, MAX_ACCOUNTS)
            .iter()
            .enumerate()
        {
            let path = path.entry(index);
            let Some(text) = self.raw_text(value, &path, Kind::Text) else {
                continue;
            };
            let account = Account::from(text);
            let is_child = matches!(owner, Owner::Child { .. });
            let code = if !is_account(text) {
                ProblemCode::BadAccount { value: quote(text) }
            } else if is_child && text == "root" && !only_warns(table) {
                ProblemCode::SystemAccount { value: quote(text) }
            } else if accounts.contains(&account) {
                ProblemCode::ListedTwice { value: quote(text) }
            } else {
                logins.push(Login {
                    account: text.to_owned(),
                    span: value.span(),
                    person: person.to_string(),
                    index,
                    owner: owner.clone(),
                });
                accounts.push(account);
                continue;
            };
            self.problem(&value.span(), &path, code);
        }
        accounts
    }

    /// A login is a parent's, a carer's, or children's: the agent could not tell otherwise whom it has before it.
    fn check_logins(&mut self, mut logins: Vec<Login>) {
        logins.sort_by_key(|login| login.span.start);
        let mut by_account: BTreeMap<&str, Vec<&Login>> = BTreeMap::new();
        for login in &logins {
            by_account.entry(&login.account).or_default().push(login);
        }
        let mut told = BTreeSet::new();
        for (account, sharing) in by_account {
            let Some((first, rest)) = sharing.split_first() else {
                continue;
            };
            for login in rest {
                let (other, other_line) = (first.owner.id().to_owned(), self.line(&first.span));
                let account = quote(account);
                let code = match (&first.owner, &login.owner) {
                    (Owner::Parent { .. }, Owner::Parent { .. })
                    | (Owner::Carer { .. }, Owner::Carer { .. })
                    | (Owner::Child { .. }, Owner::Child { .. }) => continue,
                    (Owner::Parent { .. }, Owner::Carer { .. })
                    | (Owner::Carer { .. }, Owner::Parent { .. }) => {
                        ProblemCode::AccountRolesDiffer {
                            account,
                            other,
                            other_line,
                        }
                    }
                    (Owner::Child { .. }, Owner::Parent { .. } | Owner::Carer { .. })
                    | (Owner::Parent { .. } | Owner::Carer { .. }, Owner::Child { .. }) => {
                        ProblemCode::AccountOnBothSides {
                            account,
                            other,
                            other_line,
                        }
                    }
                };
                self.add(&login.span, code, || {
                    format!("{}.accounts[{}]", login.person, login.index)
                });
            }
            self.check_pins(account, &sharing, &mut told);
        }
    }

    /// The PIN tells siblings at one login apart, so it has to differ.
    fn check_pins(&mut self, account: &str, sharing: &[&Login], told: &mut BTreeSet<usize>) {
        let mut seen: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
        for login in sharing {
            let Owner::Child {
                pin: Some((pin, span)),
                ..
            } = &login.owner
            else {
                continue;
            };
            if let Some(first) = seen.get(pin.as_str()) {
                // Once a child, however many logins they share.
                if !told.insert(span.start) {
                    continue;
                }
                let code = ProblemCode::SamePin {
                    account: quote(account),
                    other_line: self.line(first),
                };
                self.add(span, code, || format!("{}.pin", login.person));
            } else {
                seen.insert(pin, span);
            }
        }
    }
}

/// True for what can be a login name of some system: 1 to 64 characters, none of which a login cannot have.
fn is_account(text: &str) -> bool {
    let length = text.chars().count();
    (1..=64).contains(&length)
        && text.trim() == text
        && !matches!(text, "." | "..")
        && text.chars().all(|character| {
            super::quote::is_harmless(character) && !matches!(character, '/' | ':')
        })
}

/// In agreement mode nothing is locked, refused or ended, so that even root can look at their own time.
fn only_warns(child: &DeTable<'_>) -> bool {
    child
        .get("screen")
        .and_then(|screen| screen.get_ref().as_table())
        .and_then(|screen| screen.get("at_limit"))
        .and_then(|value| value.get_ref().as_str())
        == Some("warn_only")
}
