//! luytre-testkit
