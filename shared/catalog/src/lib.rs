//! luytre-catalog
