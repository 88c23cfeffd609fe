//! The week that a family looks at together: numbers of a week, a month, half a year or a year, in words, as a page and as
//! tables, and three questions to talk about.
//!
//! [`Review::of`] condenses days and weeks into what is worth saying; the terminal and [`html::page`] show the same
//! [`words`]; [`export`] writes the numbers for spreadsheets and programs.
//!
//! What always holds here: the sums of a review are the sums of what was put in; every sentence about a child is backed by
//! a number; the same input gives the same review.
//!
//! Absent on purpose: reading history, keys, clocks, files, the terminal, scripts in pages, anything from the network.
#![warn(missing_docs)]

mod condense;
pub mod export;
mod good;
pub mod html;
mod input;
mod period;
mod review;
#[cfg(feature = "sample")]
pub mod sample;
mod talk;
mod trend;
pub mod words;

pub use good::Good;
pub use input::{ChildFacts, Recording, ReviewInput};
pub use period::{Period, Range};
pub use review::{
    Bar, ChildReview, Grants, Known, Late, Measure, Per, Progress, Requests, Review, Standing,
    Trend, WeekUse,
};
pub use talk::{Because, Starter, Theme};
