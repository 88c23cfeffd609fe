//! How long a child-year of typical days takes.
use criterion as _;
fn main() {}
