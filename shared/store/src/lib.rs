//! luytre-store
