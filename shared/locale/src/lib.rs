//! luytre-locale
