//! Personal information, found before it is given away: in what a child is about to send, and in the fields that ask for it.
//!
//! [`field`] answers whether a form field asks for personal information. [`fold`] brings any way of writing (marks or none, full width, keycaps,
//! look-alike letters) to one form and remembers where each piece stood.
//!
//! Absent on purpose: I/O, clocks, randomness, regular expressions, language models, `unsafe`, and any memory of what was read.
#![no_std]
#![warn(missing_docs)]

extern crate alloc;

pub mod field;
pub mod fold;
