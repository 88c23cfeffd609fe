//! Fields that ask for personal information.
