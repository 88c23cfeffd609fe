//! A review of four children: what a family waits for after the history is open. Aim: a week in less than 20 ms.

use criterion::{Criterion, criterion_group, criterion_main};
use luytre_core::policy::Language;
use luytre_locale::Locale;
use luytre_report::sample::Family;
use luytre_report::{Period, Review, export, html};
use std::hint::black_box;

fn reviews(criterion: &mut Criterion) {
    let family = Family::of_four();
    let locale = Locale::new(Language::Vi).in_zone(Family::zone());
    for (name, period) in [("week", Period::Week), ("year", Period::Year)] {
        let input = family.input(period, Family::TODAY);
        let review = Review::of(&input);
        let mut group = criterion.benchmark_group(name);
        group.bench_function("condense 4 children", |bencher| {
            bencher.iter(|| Review::of(black_box(&input)));
        });
        group.bench_function("page of 4 children", |bencher| {
            bencher.iter(|| html::page(black_box(&review), &locale));
        });
        group.finish();
    }
    let days = family.input(Period::Week, Family::TODAY).days;
    criterion.bench_function("csv of 13 weeks of 4 children", |bencher| {
        bencher.iter(|| export::to_csv(black_box(&days)));
    });
}

criterion_group!(benches, reviews);
criterion_main!(benches);
