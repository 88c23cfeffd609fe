# Issues of the protection itself: what, why it matters, what to do. $about names one account, session or file, or is "none".

health-not-set-up = No household is set up
    .why = Nobody has been named yet, so nothing is limited.
    .remedy = Run “luytre setup” to name your child and agree on times.
health-cannot-enforce = Lũy Tre only watches and cannot lock
    .why = It runs under an ordinary account, which may not lock sessions or close programs of others.
    .remedy = Install it with “sudo luytre-installer install”, so that it runs as a service of this computer.
health-clock-jump = The clock of this computer was changed
    .why = No time server confirms it, so Lũy Tre goes on with the old time.
    .remedy = Connect to a network to let the clock correct itself. If the clock is right as it is, run “luytre confirm-clock”.
health-clock-behind = The computer started with a clock that is behind
    .why = It shows an earlier time than when the computer was last on, so Lũy Tre goes on from the time it knew.
    .remedy = Connect to a network to let the clock correct itself. If it happens again, the battery on the mainboard may be empty.
health-clock-unconfirmed = The clock is not confirmed yet
    .why = No time server has confirmed date and time since the start. When one does, time used is charged to the right day.
    .remedy = Nothing to do. With a network it confirms itself.
health-presence-contradicted = Said to be locked or idle, yet in use { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Keys, mouse, sound or programs were active, so that time was counted.
    .remedy = Ask kindly: it may have been a trick, or a screen lock that does not work well.
health-presence-only-claimed = Whether a locked or idle screen is really unused cannot be checked
    .why = This computer does not show whether there is input or sound, so Lũy Tre believes what the screen says.
    .remedy = Time may be counted too low. Keep an eye on unusually low numbers.
health-lock-not-working = The screen does not lock when told to { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = This session may have no screen locker. If it still does not lock, Lũy Tre logs out instead.
    .remedy = Install the screen locker of the desktop, or set at_limit = "logout" in the household file.
health-store-restored = The data was damaged and has been restored
    .why = The latest copy is in use again. The last few minutes may be missing.
    .remedy = Nothing to do. If it happens again, check the disk.
health-store-lost = The data is lost, a temporary limit applies
    .why = Neither the data nor its copies can be read. Until there is a new household, each child has 30 minutes a day between 07:00 and 20:00.
    .remedy = Apply the household again: “luytre policy apply FILE”, or name everybody anew with “luytre setup”.
health-store-not-writable = The data cannot be written { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = The disk may be full or read-only. Limits are kept, but numbers may be lost when the computer is switched off.
    .remedy = Make room on the disk or check its rights. Lũy Tre tries again by itself.
health-no-session-manager = No session manager (logind) was found
    .why = Lũy Tre guesses who uses the computer from login records and running programs, which is less exact.
    .remedy = Use a system with systemd-logind or elogind, if you can.
health-processes-polled = Programs are seen now and then, not at once
    .why = This computer does not tell at once when a program starts or ends, so it may take some seconds.
    .remedy = Nothing to do. For an instant view, install Lũy Tre as a service of this computer.
health-child-without-account = A child has no login on this computer { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Without a login Lũy Tre cannot know when the child uses this computer.
    .remedy = Add the child's login name to “accounts” in the household file.
health-unknown-account = The household names a login that does not exist here { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = It may be mistyped. Whoever uses the real login is not counted.
    .remedy = Correct the name in the household file, or create that login.
health-child-is-administrator = A child's login has administrator rights { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = An administrator can switch off any protection.
    .remedy = Take this login out of the groups sudo, wheel and admin.
health-login-not-checked = The check at login is not installed
    .why = When time is up, a child can still log in, and is locked only then.
    .remedy = Run “sudo luytre-installer install” to install the check.
health-history-unprotected = The history has no parent's passphrase yet
    .why = Past days are kept, but are not sealed yet so that only parents can open them.
    .remedy = Set a passphrase once: “luytre passphrase set”.
health-history-paused = The history is not being sealed for now
    .why = The key that seals each day is gone. Limits are kept as before; new days wait to be sealed.
    .remedy = A parent opens the history once: “luytre unlock”.
health-history-changed = The history is not as it was written
    .why = Something was edited, removed or exchanged for an older copy, or the disk is failing. Days that are whole can still be read.
    .remedy = Look at “luytre week” to see what is missing, and at who has administrator rights on this computer.
health-backup-failing = The daily backup cannot be written
    .why = The disk may be full or read-only. If the data broke now, the last days could be lost.
    .remedy = Free some space or check the right to write. Lũy Tre tries again the next day.
