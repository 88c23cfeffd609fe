//! luytre-platform
