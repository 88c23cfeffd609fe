# What is wrong with a household file: the line, what stands there and why it cannot hold; the attribute .remedy says what to write instead.
# Every message has $line, $column and $path. $suggested is "yes" where $suggestion is what was probably meant.

## The file as a whole

household-too-large = The file has { $size } KiB; at most { $max } KiB are read.
    .remedy = A household needs a few KiB. Check that this is the right file.
household-not-utf8 = Line { $line }: the file is not UTF-8 text from here on.
    .remedy = Open it in a text editor and save it again as UTF-8.
household-control-character = Line { $line }: there is an invisible character ({ $character }) that could hide what is really written.
    .remedy = Delete it, or type the line anew.

## The notation

household-duplicate-key = Line { $line }: “{ $key }” is already there, so it is unclear which one holds.
    .remedy = Keep one of the two. Another person or program begins with its own heading, like [[child]].
household-not-quoted = Line { $line }: “{ $found }” has no quotes.
    .remedy = Put text in quotes: "{ $found }"
household-missing-value = Line { $line }: nothing stands after “=”.
    .remedy = Write a value, like weekly = "10h", or delete the line.
household-missing-equals = Line { $line }: “{ $found }” has no “=” between key and value.
    .remedy = Write key = value, like name = "An"
household-missing-comma = Line { $line }: a comma is missing between two values.
    .remedy = Separate them: ["an", "binh"]
household-unclosed = Line { $line }: { $what ->
        [quote] a text has no closing quote
        [list] a list has no closing “]”
        [table] a group has no closing “{ "}" }”
       *[heading] a heading is not closed
    }.
    .remedy = Close it: { $what ->
        [quote] name = "An"
        [list] accounts = ["an"]
        [table] break = { "{" } after = "45m", rest = "10m" { "}" }
       *[heading] [[child]] or [child.screen]
    }
household-nested-too-deep = Line { $line }: too many lists or groups inside one another.
    .remedy = No value of a household is deeper than a list in a group, like windows = { "{" } weekdays = ["16:00-20:00"] { "}" }
household-not-a-table = Line { $line }: “{ $key }” already has a single value and cannot have keys below it.
    .remedy = Delete one of the two.
household-bad-key = Line { $line }: “{ $found }” cannot stand where a key belongs.
    .remedy = Keys are plain words like name or daily, without accents or spaces.
household-unreadable = Line { $line }: “{ $found }” cannot be read.
    .remedy = Write key = value, with text, times and dates in quotes: from = "2027-02-04"

## Keys and kinds of values

household-unknown-key = Line { $line }: “{ $key }” means nothing here.
    .remedy = { $suggested ->
        [yes] Did you mean “{ $suggestion }”?
       *[no] Known here: { $known }.
    }
household-missing-key = Line { $line }: “{ $key }” is missing.
    .remedy = Add it: { $key ->
        [id] id = "an"
        [name] name = "Tết"
        [from] from = "2027-02-04"
        [after] break = { "{" } after = "45m", rest = "10m" { "}" }
        [rest] break = { "{" } after = "45m", rest = "10m" { "}" }
       *[other] { $key } = …
    }
household-key-needs = Line { $line }: “{ $key }” means something only together with { $needs }.
    .remedy = Add { $needs }, or delete “{ $key }”.
household-keys-clash = Line { $line }: “{ $key }” and “{ $other }” cannot both hold.
    .remedy = Keep one: “{ $other }” for days like others, or a plan of their own.
household-wrong-type = Line { $line }: this takes { $expected ->
        [text] a text
        [duration] a length of time
        [time] a time
        [date] a date
        [number] a whole number
        [decimal] a decimal number
        [boolean] true or false
        [list] a list
        [table] a group of keys
        [tables] groups that begin with a double-bracketed heading
        [duration-per-day] a length of time, or one per day
        [ranges-per-day] time ranges, or some per day
       *[ranges] time ranges
    }, but there is { $found ->
        [text] a text
        [number] a number
        [decimal] a decimal number
        [boolean] true or false
        [list] a list
        [table] a group of keys
        [tables] a list of groups
        [date] a date without quotes
       *[time] a time without quotes
    }.
    .remedy = { $suggested ->
        [yes] Write "{ $suggestion }", with the quotes.
       *[no] { $expected ->
            [text] Write it in quotes: "an"
            [duration] Write "1h30m" or "45m", with the quotes.
            [time] Write "07:00", with the quotes.
            [date] Write "2027-02-04", with the quotes.
            [number] Write the digits alone, without quotes: 30
            [decimal] Write 1.5
            [boolean] Write true or false.
            [list] Put it in brackets: ["an"]
            [table] Write key = value below a heading of its own, or { "{" } key = value { "}" }.
            [tables] Write the heading with two brackets, like [[child]], and ways to recognise a program as [{ "{" } exe = "/usr/bin/x" { "}" }].
            [duration-per-day] Write "1h30m", or { "{" } weekdays = "1h", weekends = "2h" { "}" }
            [ranges-per-day] Write ["16:00-20:00"], or { "{" } weekdays = ["16:00-20:00"] { "}" }
           *[ranges] Write "16:00-20:00", or ["08:00-11:00", "14:00-20:00"]
        }
    }
household-too-many = Line { $line }: { $count } are too many; at most { $max } are possible.
    .remedy = Delete those that are not needed.
household-empty-list = Line { $line }: the list is empty, so it is unclear whether it means nobody or everybody.
    .remedy = Name at least one child, or delete the line: then it holds for all children.
household-listed-twice = Line { $line }: “{ $value }” is in the list twice.
    .remedy = Delete one of the two.

## Texts and names

household-empty-text = Line { $line }: the text is empty.
    .remedy = Write something between the quotes, or delete the line.
household-text-too-long = Line { $line }: the text has { $length } characters; at most { $max } are possible.
    .remedy = Make it shorter.
household-bad-choice = Line { $line }: “{ $value }” is none of the possible words.
    .remedy = { $suggested ->
        [yes] Did you mean "{ $suggestion }"?
       *[no] Write one of these: { $allowed }.
    }
household-bad-id = Line { $line }: “{ $value }” cannot be an id: an id is 1 to 32 of a–z, 0–9, “_” and “-”.
    .remedy = { $suggested ->
        [yes] Write "{ $suggestion }". The name that people see goes into name.
       *[no] Write a short one like "an". The name that people see goes into name.
    }
household-reserved-id = Line { $line }: “{ $value }” already stands for screen time as a whole.
    .remedy = Give the activity another id, like "games".
household-duplicate-id = Line { $line }: the id “{ $value }” is already used in line { $first_line }.
    .remedy = Give each its own id.
household-bad-account = Line { $line }: “{ $value }” cannot be a login name.
    .remedy = Write the name as the login screen and “whoami” show it, like "an": 1 to 64 characters, no “/”, no “:”.
household-system-account = Line { $line }: “{ $value }” is the computer's own login and can never be limited.
    .remedy = Give the child a login of their own and write its name here. To look only at your own time, set at_limit = "warn_only".
household-account-on-both-sides = Line { $line }: the login “{ $account }” already belongs to “{ $other }” (line { $other_line }). A login cannot be both a child's and a grown-up's, since limits would then bind both or neither.
    .remedy = Make separate logins, and list each with one of them.
household-account-roles-differ = Line { $line }: the login “{ $account }” already belongs to “{ $other }” (line { $other_line }), who may do something else.
    .remedy = Give parent and carer separate logins, or the same role.
household-bad-timezone = Line { $line }: there is no time zone “{ $value }”.
    .remedy = Write it as region and city, like timezone = "Asia/Ho_Chi_Minh", or delete the line to use the computer's.
household-bad-pin = Line { $line }: a PIN has 4 to 8 digits.
    .remedy = Write the digits in quotes: pin = "2468"
household-same-pin = Line { $line }: this PIN is the same as in line { $other_line }. Both children use the login “{ $account }”, and the PIN tells them apart.
    .remedy = Give one of them another PIN.
household-unknown-child = Line { $line }: there is no child with the id “{ $value }”.
    .remedy = { $suggested ->
        [yes] Did you mean "{ $suggestion }"?
       *[no] Write the id of a [[child]] of this file.
    }

## Times

household-bad-duration = Line { $line }: “{ $value }” is no length of time.
    .remedy = { $suggested ->
        [yes] Write "{ $suggestion }".
       *[no] Write hours and minutes like "1h30m", "90m" or "45s".
    }
household-negative-duration = Line { $line }: “{ $value }” is less than nothing.
    .remedy = Write it without “-”. No time at all is "0m".
household-duration-too-long = Line { $line }: “{ $value }” is too long; at most “{ $max }” is possible here.
    .remedy = Write a shorter time, or delete the line for no limit.
household-duration-too-short = Line { $line }: “{ $value }” is too short; at least “{ $min }” is needed here.
    .remedy = Write "{ $min }" or more.
household-bad-time = Line { $line }: “{ $value }” is no time.
    .remedy = { $suggested ->
        [yes] Write "{ $suggestion }".
       *[no] Write hours and minutes with two digits each: "07:00"
    }
household-midnight-as-start = Line { $line }: nothing can begin at 24:00 (“{ $value }”); that is the end of the day.
    .remedy = Write 00:00 for the beginning.
household-bad-range = Line { $line }: “{ $value }” is no time range.
    .remedy = { $suggested ->
        [yes] Write "{ $suggestion }".
       *[no] Write begin and end with a hyphen: "16:00-20:30"
    }
household-empty-range = Line { $line }: “{ $value }” ends when it begins.
    .remedy = For the whole day write "00:00-24:00". For never, delete it.
household-ranges-overlap = Line { $line }: “{ $value }” and “{ $other }” share time.
    .remedy = Join them into one, or let the second begin when the first ends.
household-range-reaches-next-day = Line { $line }: “{ $value }” runs past midnight into “{ $other }” of the next day.
    .remedy = Let “{ $value }” end when “{ $other }” begins, or write the days one by one (friday, saturday …).
household-too-many-ranges = Line { $line }: { $count } time ranges in one list; at most { $max } are possible.
    .remedy = Join ranges that follow one another: "16:00-17:00" and "17:00-18:00" are "16:00-18:00".
household-bad-date = Line { $line }: “{ $value }” is no date of the calendar.
    .remedy = Write year-month-day: "2027-02-04"
household-bad-month = Line { $line }: “{ $value }” is no year and month.
    .remedy = Write year-month: born = "2014-05"
household-dates-reversed = Line { $line }: the last day ({ $to }) is before the first ({ $from }).
    .remedy = Swap them, or correct the year.
household-calendar-overlap = Line { $line }: “{ $name }” and “{ $other }” (line { $other_line }) share days of the same child, so it is unclear which one holds.
    .remedy = Let one end before the other begins, or name different children in them.
household-nothing-planned = Line { $line }: this entry does not say what its days are like.
    .remedy = Add treat_as = "weekends", or a plan of their own, like daily = "2h"
household-bad-finish-match = Line { $line }: “{ $value }” does not say how often and how long.
    .remedy = Write times a week x minutes each: finish_match = "3 x 5m". At most 21 times, 1 minute to 1 hour each.
household-number-out-of-range = Line { $line }: { $value } is outside { $min } to { $max }.
    .remedy = Write a number from { $min } to { $max }.

## Programs

household-one-way-each = Line { $line }: each pair of braces holds exactly one way to recognise a program, here there are { $count }.
    .remedy = Give each its own braces: [{ "{" } exe = "/usr/bin/x" { "}" }, { "{" } steam = 440 { "}" }]
household-pattern-too-wide = Line { $line }: “{ $value }” fits nearly every program.
    .remedy = Write at least three letters of the program's own name: "*minecraft*"
household-too-many-stars = Line { $line }: “{ $value }” has too many stars; at most { $max } are possible.
    .remedy = Keep the part that tells the program apart: "*minecraft*"
household-star-in-path = Line { $line }: exe is one exact path, so “{ $value }” cannot have a star.
    .remedy = Write the exact path, or command = "*minecraft*" for a part of the command line.
household-path-not-absolute = Line { $line }: “{ $value }” is not a full path.
    .remedy = Write it from the beginning: "/usr/bin/minecraft-launcher". “which NAME” shows it.
household-path-not-name = Line { $line }: “{ $value }” is a path, but a file name belongs here.
    .remedy = Write the last part only: "Minecraft.exe"
household-bad-app-id = Line { $line }: “{ $value }” is no { $store ->
        [flatpak] Flatpak id
       *[snap] Snap name
    }.
    .remedy = { $store ->
        [flatpak] Write it as “flatpak list” shows it: "com.mojang.Minecraft"
       *[snap] Write it as “snap list” shows it: "mc-installer"
    }
