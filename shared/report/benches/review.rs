//! A review of four children, made and drawn.

fn main() {}
