//! Files that come inside the installer.

/// The service's unit for systemd.
pub const UNIT: &str = include_str!("../assets/linux/luytred.service");
/// The script between PAM and the agent.
pub const LOGIN_CHECK: &str = include_str!("../assets/linux/login-check");

/// Manual pages, with their place under `/usr/share/man`.
pub const MANUALS: [(&str, &str); 4] = [
    ("man1/luytre.1", include_str!("../assets/linux/luytre.1")),
    (
        "vi/man1/luytre.1",
        include_str!("../assets/linux/luytre.vi.1"),
    ),
    ("man8/luytred.8", include_str!("../assets/linux/luytred.8")),
    (
        "man8/luytre-installer.8",
        include_str!("../assets/linux/luytre-installer.8"),
    ),
];
