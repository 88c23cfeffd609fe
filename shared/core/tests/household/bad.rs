//! Files that are refused, each with the line and the kind of everything that is wrong with it, and nothing else.

/// Text, and its problems in the order of the file.
pub(crate) const BAD: &[(&str, &[(u32, &str)])] = &[
    // Notation.
    (
        "language = \"vi\"\nlanguage = \"en\"\n",
        &[(2, "duplicate-key")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nweekly = \"1h\"\n[child.screen]\nmonthly = \"1h\"\n",
        &[(5, "duplicate-key")],
    ),
    ("language = vi\n", &[(1, "not-quoted")]),
    (
        "\nlanguage =\nweek_starts = \"monday\"\n",
        &[(2, "missing-value")],
    ),
    ("language = # vi\n", &[(1, "missing-value")]),
    ("language \"vi\"\n", &[(1, "missing-equals")]),
    (
        "language\nweek_starts = \"monday\"\n",
        &[(1, "missing-equals")],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [\"an\" \"binh\"]\n",
        &[(3, "missing-comma")],
    ),
    (
        "[[child]]\nid = \"an\"\nscreen = { daily = \"1h\" weekly = \"2h\" }\n",
        &[(3, "missing-comma")],
    ),
    ("[[child]]\nid = \"an\n", &[(2, "unclosed")]),
    ("[[child]]\nid = 'an\nname = \"An\"\n", &[(2, "unclosed")]),
    ("[[child]\nid = \"an\"\n", &[(1, "unclosed")]),
    (
        "[[child]]\nid = \"an\"\n[child.screen\nweekly = \"1h\"\n",
        &[(3, "unclosed")],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [\"an\"\n",
        &[(3, "unclosed")],
    ),
    (
        "[[child]]\nid = \"an\"\nscreen = { daily = \"1h\"\n",
        &[(3, "unclosed")],
    ),
    (
        "language = \"vi\"\n[language.x]\ny = 1\n",
        &[(2, "not-a-table")],
    ),
    ("tiếng = \"vi\"\n", &[(1, "bad-key")]),
    ("= \"vi\"\n", &[(1, "bad-key")]),
    ("language = \"vi\" \"en\"\n", &[(1, "unreadable")]),
    (
        "[[child]]\nid = \"an\"\nborn = 2014-05\n",
        &[(3, "unreadable")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = 2027-02-30\ntreat_as = \"weekends\"\n",
        &[(3, "unreadable")],
    ),
    // What follows something unclosed is still read, and so is what is inside.
    (
        "[[child]]\nid = \"an\"\naccounts = [\n  \"an\",\n  \"a/b\"\nname = \"\"\n[child.screen\nbreak = { after = \"45m\"\nweekly = \"x\"\n[[child]\nid = \"an\"\n",
        &[
            (3, "unclosed"),
            (5, "bad-account"),
            (6, "empty-text"),
            (7, "unclosed"),
            (8, "unclosed"),
            (9, "bad-duration"),
            (10, "unclosed"),
            (11, "duplicate-id"),
        ],
    ),
    ("[[child]]\nid = }\n", &[(2, "unreadable")]),
    ("[[child]]\nid = =\n", &[(2, "unreadable")]),
    // What is missing because its line could not be read is not told again.
    (
        "[[child]]\nid \"an\"\n[[calendar]]\nname = \"x\"\nchildren = [\"an\"]\nfrom = \"2027-02-10\"\ntreat_as monday\n",
        &[(2, "missing-equals"), (7, "missing-equals")],
    ),
    // Several broken lines, and what else is wrong in lines that can be read.
    (
        "language = vi\nweek_starts = \"Monday\"\nfoo = \n",
        &[(1, "not-quoted"), (2, "bad-choice"), (3, "missing-value")],
    ),
    ("language = \"v\u{0}i\"\n", &[(1, "control-character")]),
    ("# \u{7}\nlanguage = \"vi\"\n", &[(1, "control-character")]),
    (
        "[[child]]\nid = \"an\"\nname = \"A\\u0000n\"\n",
        &[(3, "control-character")],
    ),
    (
        "[[child]]\nid = \"an\"\nname = \"A\u{202E}n\"\n",
        &[(3, "control-character")],
    ),
    // Keys.
    ("langauge = \"vi\"\n", &[(1, "unknown-key")]),
    ("[[children]]\nid = \"an\"\n", &[(1, "unknown-key")]),
    (
        "[[parent]]\nid = \"me\"\nemail = \"x\"\n",
        &[(3, "unknown-key")],
    ),
    ("[[child]]\nid = \"an\"\nage = 12\n", &[(3, "unknown-key")]),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndayly = \"1h\"\n[child.screen.daily]\nmon = \"1h\"\n",
        &[(4, "unknown-key"), (6, "unknown-key")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwindows = { weekday = [\"16:00-18:00\"] }\n",
        &[(4, "unknown-key")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nbreak = { after = \"45m\", rest = \"10m\", and = \"5m\" }\n",
        &[(4, "unknown-key")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.activity.games]\nmonthly = \"10h\"\n",
        &[(4, "unknown-key")],
    ),
    (
        "[[program]]\nid = \"x\"\npath = \"/usr/bin/x\"\n",
        &[(3, "unknown-key")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ path = \"/usr/bin/x\" }]\n",
        &[(3, "unknown-key")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = \"2027-02-04\"\ntreat_as = \"weekends\"\nweekly = \"1h\"\n",
        &[(5, "unknown-key")],
    ),
    ("[[child]]\nname = \"An\"\n", &[(1, "missing-key")]),
    (
        "[[child]]\nid = \"an\"\n\n[[parent]]\n",
        &[(4, "missing-key")],
    ),
    ("[[program]]\nname = \"x\"\n", &[(1, "missing-key")]),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nbreak = { after = \"45m\" }\n",
        &[(4, "missing-key")],
    ),
    (
        "[[calendar]]\ntreat_as = \"weekends\"\n",
        &[(1, "missing-key"), (1, "missing-key")],
    ),
    (
        "[[parent]]\nid = \"me\"\ncarer_minutes = 20\n",
        &[(3, "key-needs")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nthen_after = \"30m\"\n",
        &[(4, "key-needs")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nthen = \"stay\"\nthen_after = \"30m\"\n",
        &[(5, "key-needs")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = \"2027-02-04\"\ntreat_as = \"weekends\"\ndaily = \"1h\"\n",
        &[(5, "keys-clash")],
    ),
    // Kinds of values.
    ("language = 1\n", &[(1, "wrong-type")]),
    ("timezone = true\n", &[(1, "wrong-type")]),
    ("child = \"an\"\n", &[(1, "wrong-type")]),
    ("[child]\nid = \"an\"\n", &[(1, "wrong-type")]),
    ("child = [1]\n", &[(1, "wrong-type")]),
    ("[[child]]\nid = 7\n", &[(2, "wrong-type")]),
    (
        "[[child]]\nid = \"an\"\naccounts = \"an\"\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [1, 2]\n",
        &[(3, "wrong-type"), (3, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\nscreen = \"1h\"\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\nday_starts = 07:00:00\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = 60\nweekly = 7.5\n",
        &[(4, "wrong-type"), (5, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = [\"1h\"]\n",
        &[(4, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwindows = 16\nbedtime = { default = 21 }\n",
        &[(4, "wrong-type"), (5, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwarn_at = \"15m\"\n",
        &[(4, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\nactivity = [\"games\"]\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\nactivity.games = \"1h\"\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = { exe = \"/x/y\" }\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ steam = \"440\" }]\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = 2027-02-04\ntreat_as = \"weekends\"\n",
        &[(3, "wrong-type")],
    ),
    // Texts, identifiers, logins.
    (
        "[[child]]\nid = \"an\"\nname = \"  \"\n",
        &[(3, "empty-text")],
    ),
    ("[[child]]\nid = \"\"\n", &[(2, "empty-text")]),
    (
        "[[child]]\nid = \"an\"\nname = \"AnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnAnA\"\n",
        &[(3, "text-too-long")],
    ),
    (
        "language = \"vn\"\nweek_starts = \"thứ hai\"\n",
        &[(1, "bad-choice"), (2, "bad-choice")],
    ),
    (
        "[[parent]]\nid = \"me\"\nrole = \"boss\"\n",
        &[(3, "bad-choice")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nat_limit = \"kill\"\nthen = \"restart\"\n",
        &[(4, "bad-choice"), (5, "bad-choice")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.activity.games]\ncounts = \"free\"\n",
        &[(4, "bad-choice")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = \"2027-02-04\"\ntreat_as = \"holiday\"\n",
        &[(4, "bad-choice")],
    ),
    ("[[child]]\nid = \"Bình\"\n", &[(2, "bad-id")]),
    (
        "[[child]]\nid = \"abcdefghijklmnopqrstuvwxyz1234567\"\n",
        &[(2, "bad-id")],
    ),
    ("[[program]]\nid = \"my game\"\n", &[(2, "bad-id")]),
    (
        "[[child]]\nid = \"an\"\n[child.activity.\"trò chơi\"]\ncounts = \"exempt\"\n",
        &[(3, "bad-id")],
    ),
    (
        "[[program]]\nid = \"x\"\nactivity = \"Games!\"\n",
        &[(3, "bad-id")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.activity.screen]\ndaily = \"1h\"\n",
        &[(3, "reserved-id")],
    ),
    (
        "[[child]]\nid = \"an\"\n[[child]]\nid = \"an\"\n",
        &[(4, "duplicate-id")],
    ),
    (
        "[[parent]]\nid = \"me\"\n[[parent]]\nid = \"me\"\n",
        &[(4, "duplicate-id")],
    ),
    (
        "[[program]]\nid = \"x\"\n[[program]]\nid = \"y\"\n[[program]]\nid = \"x\"\n",
        &[(6, "duplicate-id")],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [\"\", \"a/b\", \" an\", \"a:b\"]\n",
        &[
            (3, "bad-account"),
            (3, "bad-account"),
            (3, "bad-account"),
            (3, "bad-account"),
        ],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [\"root\"]\n",
        &[(3, "system-account")],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [\"an\", \"an\"]\n",
        &[(3, "listed-twice")],
    ),
    (
        "[[parent]]\nid = \"me\"\naccounts = [\"home\"]\n[[child]]\nid = \"an\"\naccounts = [\"home\"]\n",
        &[(6, "account-on-both-sides")],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [\"home\"]\n[[parent]]\nid = \"me\"\naccounts = [\"home\"]\n",
        &[(6, "account-on-both-sides")],
    ),
    (
        "[[parent]]\nid = \"me\"\naccounts = [\"x\"]\n[[parent]]\nid = \"ba\"\nrole = \"carer\"\naccounts = [\"x\"]\n",
        &[(7, "account-roles-differ")],
    ),
    ("timezone = \"\"\n", &[(1, "bad-timezone")]),
    ("timezone = \"../../etc/passwd\"\n", &[(1, "bad-timezone")]),
    ("timezone = \"Asia/Hồ Chí Minh\"\n", &[(1, "bad-timezone")]),
    (
        "[[child]]\nid = \"an\"\npin = \"12ab\"\n[[child]]\nid = \"binh\"\npin = \"123\"\n",
        &[(3, "bad-pin"), (6, "bad-pin")],
    ),
    (
        "[[child]]\nid = \"an\"\naccounts = [\"x\"]\npin = \"1234\"\n[[child]]\nid = \"b\"\naccounts = [\"x\"]\npin = \"1234\"\n",
        &[(8, "same-pin")],
    ),
    // Lengths of time.
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"1.5h\"\n",
        &[(4, "bad-duration")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"\"\nweekly = \"30m1h\"\nmonthly = \"45\"\n",
        &[
            (4, "bad-duration"),
            (5, "bad-duration"),
            (6, "bad-duration"),
        ],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"99999999999999999999h\"\n",
        &[(4, "bad-duration")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = { monday = \"-1h\" }\n",
        &[(4, "negative-duration")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\ndaily = \"24h1s\"\nweekly = \"169h\"\nmonthly = \"745h\"\n",
        &[
            (4, "duration-too-long"),
            (5, "duration-too-long"),
            (6, "duration-too-long"),
        ],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.activity.games]\ndaily = \"25h\"\nweekly = \"8d\"\nper_program_daily = \"25h\"\n",
        &[
            (4, "duration-too-long"),
            (5, "bad-duration"),
            (6, "duration-too-long"),
        ],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.activity.games]\nrest_every = \"1m\"\nrest_ever = \"30m\"\n",
        &[(4, "duration-too-short"), (5, "unknown-key")],
    ),
    (
        "[holidays]\ntreat_as = \"weekends\"\n",
        &[(1, "missing-key")],
    ),
    (
        "[holidays]\nregion = \"cn\"\ntreat_as = \"feast\"\ntet_before = 11\ntet_days = 0\nsummer = true\ntet = 1\n",
        &[
            (2, "bad-choice"),
            (3, "bad-choice"),
            (4, "number-out-of-range"),
            (5, "number-out-of-range"),
            (6, "wrong-type"),
            (7, "unknown-key"),
        ],
    ),
    ("holidays = \"vn\"\n", &[(1, "wrong-type")]),
    (
        "[[child]]\nid = \"an\"\nidle_after = \"10s\"\n[[child]]\nid = \"b\"\nidle_after = \"2h\"\n",
        &[(3, "duration-too-short"), (6, "duration-too-long")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nbreak = { after = \"59s\", rest = \"0m\" }\nwarn_at = [\"0s\"]\n",
        &[
            (4, "duration-too-short"),
            (4, "duration-too-short"),
            (5, "duration-too-short"),
        ],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwarn_at = [\"25h\", \"soon\"]\n",
        &[(4, "duration-too-long"), (4, "bad-duration")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nfinish_match = \"3\"\n",
        &[(4, "bad-finish-match")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nfinish_match = \"0 x 5m\"\n",
        &[(4, "bad-finish-match")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nfinish_match = \"3 x 2h\"\n",
        &[(4, "bad-finish-match")],
    ),
    (
        "[[parent]]\nid = \"b\"\nrole = \"carer\"\ncarer_minutes = 0\n",
        &[(4, "number-out-of-range")],
    ),
    (
        "[[parent]]\nid = \"b\"\nrole = \"carer\"\ncarer_minutes = 99999999999999999999\n",
        &[(4, "number-out-of-range")],
    ),
    // Times and ranges.
    (
        "[[child]]\nid = \"an\"\nday_starts = \"4:00\"\n",
        &[(3, "bad-time")],
    ),
    (
        "[[child]]\nid = \"an\"\nday_starts = \"24:00\"\n",
        &[(3, "midnight-as-start")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwindows = [\"24:00-06:00\"]\n",
        &[(4, "midnight-as-start")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwindows = [\"16:00\", \"25:00-26:00\", \"16:00-20:60\"]\n",
        &[(4, "bad-range"), (4, "bad-range"), (4, "bad-range")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nbedtime = [\"08:00-08:00\"]\nfree = [\"00:00-00:00\"]\n",
        &[(4, "empty-range"), (5, "empty-range")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwindows = [\"16:00-18:00\", \"17:59-20:00\"]\n",
        &[(4, "ranges-overlap")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwindows = [\n  \"16:00-18:00\",\n  \"10:00-20:00\",\n  \"11:00-12:00\",\n]\n",
        &[(6, "ranges-overlap"), (7, "ranges-overlap")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nbedtime = { default = [\"21:00-06:30\", \"06:00-07:00\"] }\n",
        &[(4, "range-reaches-next-day")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.activity.games]\nwindows = { weekdays = [\"20:00-19:00\", \"18:00-20:00\"] }\n",
        &[(4, "range-reaches-next-day")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nbedtime = [\n\"22:00-05:00\",\n\"23:00-01:00\",\n\"04:00-06:00\",\n]\n",
        &[(6, "ranges-overlap"), (7, "range-reaches-next-day")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ command = \"ab*\" }]\n",
        &[(3, "pattern-too-wide")],
    ),
    // Dates and the calendar.
    (
        "[[child]]\nid = \"an\"\nborn = \"2014-13\"\n[[child]]\nid = \"b\"\nborn = \"May 2014\"\n",
        &[(3, "bad-month"), (6, "bad-month")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = \"2027-02-29\"\nto = \"04/02/2027\"\ntreat_as = \"weekends\"\n",
        &[(3, "bad-date"), (4, "bad-date")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = \"2027-02-04\"\nto = \"2027-02-03\"\ntreat_as = \"weekends\"\n",
        &[(4, "dates-reversed")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = \"2027-02-04\"\n",
        &[(1, "nothing-planned")],
    ),
    (
        "[[calendar]]\nname = \"a\"\nfrom = \"2027-02-01\"\nto = \"2027-02-10\"\ntreat_as = \"weekends\"\n[[calendar]]\nname = \"b\"\nfrom = \"2027-02-10\"\ntreat_as = \"monday\"\n",
        &[(6, "calendar-overlap")],
    ),
    (
        "[[child]]\nid = \"an\"\n[[child]]\nid = \"b\"\n[[calendar]]\nname = \"x\"\nchildren = [\"b\"]\nfrom = \"2027-02-10\"\ntreat_as = \"sunday\"\n[[calendar]]\nname = \"y\"\nchildren = [\"an\", \"b\"]\nfrom = \"2027-02-01\"\nto = \"2027-02-28\"\ndaily = \"1h\"\n",
        &[(10, "calendar-overlap")],
    ),
    (
        "[[child]]\nid = \"an\"\n[[calendar]]\nname = \"x\"\nchildren = [\"binh\", \"an\", \"an\"]\nfrom = \"2027-02-10\"\ntreat_as = \"sunday\"\n",
        &[(5, "unknown-child"), (5, "listed-twice")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nchildren = []\nfrom = \"2027-02-10\"\ntreat_as = \"sunday\"\n",
        &[(3, "empty-list")],
    ),
    (
        "[[calendar]]\nname = \"x\"\nfrom = \"2027-02-10\"\nto = \"2027-02-11\"\nwindows = [\"22:00-03:00\", \"02:00-04:00\"]\n",
        &[(5, "range-reaches-next-day")],
    ),
    // Programs.
    (
        "[[program]]\nid = \"x\"\nmatch = [{ exe = \"/usr/bin/x\", steam = 1 }, {}]\n",
        &[(3, "one-way-each"), (3, "one-way-each")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ command = \"*\" }, { command = \"*a*\" }, { windows_exe = \"*.exe\" }, { command = \"/*\" }]\n",
        &[
            (3, "pattern-too-wide"),
            (3, "pattern-too-wide"),
            (3, "pattern-too-wide"),
            (3, "pattern-too-wide"),
        ],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ command = \"*a*b*c*d*e*f*g*h*i*j*k*l*m*n*o*p*\" }]\n",
        &[(3, "too-many-stars")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ exe = \"/usr/*/x\" }]\n",
        &[(3, "star-in-path")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ exe = \"minecraft\" }]\n",
        &[(3, "path-not-absolute")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ windows_exe = \"C:\\\\Games\\\\x.exe\" }]\n",
        &[(3, "path-not-name")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ flatpak = \"minecraft\" }, { snap = \"My Game\" }]\n",
        &[(3, "bad-app-id"), (3, "bad-app-id")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [{ steam = -1 }, { steam = 4294967296 }]\n",
        &[(3, "number-out-of-range"), (3, "number-out-of-range")],
    ),
    (
        "[[program]]\nid = \"x\"\nmatch = [\"minecraft\"]\n",
        &[(3, "wrong-type")],
    ),
    (
        "[[child]]\nid = \"an\"\n[child.screen]\nwarn_at = [\"1m\",\"2m\",\"3m\",\"4m\",\"5m\",\"6m\",\"7m\",\"8m\",\"9m\",\"10m\",\"11m\",\"12m\",\"13m\",\"14m\",\"15m\",\"16m\",\"17m\",\"18m\",\"19m\",\"20m\",\"21m\"]\n",
        &[(4, "too-many")],
    ),
    // Lists in lists: 100 deep.
    (
        "x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        &[(1, "nested-too-deep")],
    ),
];
