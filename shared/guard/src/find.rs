//! The finders: each looks for one family of kinds and weighs what stands around it.
//!
//! Absent: choosing between overlapping candidates; the guard does that.

#![allow(
    clippy::nonminimal_bool,
    reason = "a rule reads as it is spoken: this, and not that"
)]

pub(crate) mod address;
pub(crate) mod birthdate;
pub(crate) mod codes;
pub(crate) mod email;
pub(crate) mod location;
pub(crate) mod name;
pub(crate) mod numbers;
pub(crate) mod papers;
pub(crate) mod payment;
pub(crate) mod phone;
pub(crate) mod position;
pub(crate) mod school;
pub(crate) mod secret;
pub(crate) mod social;
pub(crate) mod vehicle;
