//! luytre-simulate
