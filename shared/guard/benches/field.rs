//! Time to judge one field: a Vietnamese school form, an English shop, an awkward one.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use luytre_guard::field::{Field, predict};

fn fields(c: &mut Criterion) {
    let school = Field {
        tag: Some("input"),
        input_type: Some("text"),
        name: Some("ctl00$MainContent$txtHoTenHocSinh"),
        id_attr: Some("ctl00_MainContent_txtHoTenHocSinh"),
        label: Some("Họ và tên học sinh (viết in hoa, có dấu) *"),
        placeholder: Some("Nhập đầy đủ họ và tên theo giấy khai sinh"),
        autocomplete: Some("off"),
        aria_label: None,
    };
    let shop = Field {
        tag: Some("input"),
        input_type: Some("tel"),
        name: Some("billing_phone"),
        id_attr: Some("billing_phone"),
        label: Some("Phone (optional)"),
        placeholder: Some("(555) 555-5555"),
        autocomplete: Some("section-checkout billing tel"),
        aria_label: None,
    };
    let long = "Enter a long explanation of nothing in particular, thật dài và có dấu, так далее, 以下同様, ".repeat(20);
    let hash = "X1mRVeMqejLnZpd1etxNGHllat2MabcdefghijklmnopqrstuvwxyzX129ZdMbfixhIflk8zHDFWB72qk"
        .repeat(4);
    let awkward = Field {
        tag: Some("input"),
        input_type: Some("text"),
        name: Some(&hash),
        id_attr: Some(&hash),
        label: Some(&long),
        placeholder: Some(&long),
        autocomplete: Some(&hash),
        aria_label: Some(&hash),
    };
    for (name, field) in [("school", school), ("shop", shop), ("awkward", awkward)] {
        c.bench_function(&format!("field/{name}"), |b| {
            b.iter(|| predict(black_box(&field)));
        });
    }
}

criterion_group!(benches, fields);
criterion_main!(benches);
