//! luytre-protocol
