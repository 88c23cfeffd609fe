//! Personal information, found before it is given away: in what a child is about to send, and in the fields that ask for it.
//!
//! [`Guard::text`] finds it in a message, [`Guard::explain`] says why. [`facts`] are what a family registered about itself, as keyed tags.
//! [`field`] answers whether a form field asks for personal information. [`fold`] brings any way of writing (marks or none, full width, keycaps,
//! look-alike letters) to one form and remembers where each piece stood.
//!
//! A finding means: this child, or family and friends, becomes reachable, findable, identifiable or robbed. A given name alone, an age, a city,
//! a celebrity, a hotline, an order number is none.
//!
//! Absent on purpose: I/O, clocks, randomness, regular expressions, language models, `unsafe`, and any memory of what was read.
#![no_std]
#![warn(missing_docs)]

extern crate alloc;

mod candidate;
mod digits;
pub mod facts;
pub mod field;
mod find;
pub mod fold;
mod guard;
mod kind;
mod lexicon;
mod scan;
mod validate;

pub use candidate::{Evidence, Why};
pub use facts::Facts;
pub use guard::{Explanation, Finding, Guard, LONGEST_TEXT};
pub use kind::{Group, KINDS, Kind, Severity};
