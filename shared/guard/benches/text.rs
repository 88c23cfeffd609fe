//! Messages as children send them, about 100 and 500 characters, clean and giving something away.

use criterion::{Criterion, criterion_group, criterion_main};
use luytre_guard::Guard;
use std::hint::black_box;

const CLEAN: &str = "tối nay 8h vào game đi, tớ vừa lên cấp 45 rồi, trận hôm qua thắng 3-1 vui lắm, mai kiểm tra toán bài 5 trang 72 đó";
const DIRTY: &str = "tớ tên Nguyễn Minh Khôi lớp 5A2 trường Kim Đồng, nhà số 12 ngõ 45 phố Vọng, sđt mẹ 0912 345 678 nha";

fn text(c: &mut Criterion) {
    let guard = Guard::new();
    for (name, message, times) in [
        ("clean 100", CLEAN, 1),
        ("dirty 100", DIRTY, 1),
        ("clean 500", CLEAN, 5),
        ("dirty 500", DIRTY, 5),
    ] {
        let message = vec![message; times].join(". ");
        c.bench_function(name, |b| {
            b.iter(|| black_box(guard.text(black_box(&message), None)).len());
        });
    }
    c.bench_function("build", |b| b.iter(|| black_box(Guard::new())));
}

criterion_group!(benches, text);
criterion_main!(benches);
