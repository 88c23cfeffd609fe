//! Writes the page of the sample family to a file, to look at it in a browser.
//!
//!     cargo run -p luytre-report --features sample --example sample_page -- week vi page.html [CHILDREN]

use luytre_locale::{Language, Locale};
use luytre_report::sample::Family;
use luytre_report::{Period, Review, html};
use std::io;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let period = match arguments.next().as_deref() {
        Some("month") => Period::Month,
        Some("half-year") => Period::HalfYear,
        Some("year") => Period::Year,
        Some(_) | None => Period::Week,
    };
    let language = match arguments.next().as_deref() {
        Some("en") => Language::En,
        Some(_) | None => Language::Vi,
    };
    let file = arguments.next().unwrap_or_else(|| "page.html".to_owned());
    let children = arguments.next().and_then(|count| count.parse().ok());
    let family = Family::of_four().first(children.unwrap_or(4));
    let review = Review::of(&family.input(period, Family::TODAY));
    let locale = Locale::new(language).in_zone(Family::zone());
    std::fs::write(file, html::page(&review, &locale))
}
