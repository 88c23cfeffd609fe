//! luytre-tests
