# The command line's own texts: views, confirmations, questions, failures.

## Status
status-left = { $left } left
status-unlimited = no limit
status-again = again from { $until }
status-blocked = stopped for now
status-used = { $used } used
status-used-of = { $used } of { $allowance } used
status-until = until { $until }
status-scale = { $length } a joint
status-week-left = { $left } left this week
status-month-left = { $left } left this month
status-break-in = break in { $left }
status-turns-left = { $count ->
    [one] { $count } finish-the-match turn left this week
   *[other] { $count } finish-the-match turns left this week
}
status-countdown = { $subject }: stops in { $left }
status-activity-blocked = not now
status-activity-exempt = not counted
status-programs = Programs: { $programs }
status-requests = Waiting requests
status-request = { $child } asks for { $length } more ({ $subject }), at { $at }
status-request-why = “{ $why }”
status-request-how = Answer: luytre answer { $id } yes | no
status-see-doctor = luytre doctor says more
status-no-children = The household has no children yet, so there is nothing to count.
    .remedy = luytre setup, or luytre child add NAME --account LOGIN
watch-stop = Ctrl-C to stop
watch-lost = Lost touch with Lũy Tre, trying again…

## A day
today-used = { $used } used
today-empty = Not used yet.
today-screen = Screen time
today-uncharged = Not counted
today-activities = Activities
today-programs = Programs
today-grants = Changes of the day
grant-minutes = { $length } ({ $subject })
grant-let-in = allowed until { $until }
grant-free-day = a free day
grant-lock = locked
grant-lock-until = locked until { $until }
grant-unlock = unlocked
grant-finish-match = { $length } to finish, taken from tomorrow

## Rules
rules-title = { $child }'s rules
rules-daily = A day
rules-weekly = A week
rules-monthly = A month
rules-windows = Allowed hours
rules-bedtime = Bedtime
rules-free = Free, not counted
rules-break = Breaks
rules-break-text = after { $after } in a row, { $rest } of rest
rules-finish-match = Finish the match
rules-finish-match-text = { $times ->
    [one] once a week, { $each }, without asking, taken from the next day
   *[other] { $times } times a week, { $each } each, without asking, taken from the next day
}
rules-warn = Told ahead
rules-warn-text = when { $steps } are left
rules-at-limit = When time is up
rules-at-limit-lock = the screen locks, and everything stays as it is
rules-at-limit-logout = the computer logs out
rules-at-limit-suspend = the screen locks and the computer sleeps
rules-at-limit-shutdown = the computer switches off
rules-at-limit-warn-only = only a reminder, nothing locks: this family trusts each other
rules-then-logout = locked for more than { $after }, or at bedtime, it logs out
rules-activities = Activities
rules-activity-blocked = not allowed
rules-activity-exempt = takes no screen time
rules-activity-counted = takes screen time
rules-activity-weekly = A week: { $length }
rules-activity-daily = A day: { $length }
rules-activity-per-program = Each program, a day: { $length }
rules-activity-windows = Hours: { $when }
rules-activity-rest = A word about rest after each { $length }
rules-holidays-vn = Vietnamese public holidays
rules-holidays-tet = Tết: from { $before ->
    [0] the first day of the new lunar year
    [1] the last day of the old lunar year
   *[other] { $before } days before the new lunar year
} to its day { $days }
rules-summer = Summer, 1 June to 31 August
rules-calendar = Special days
rules-dates = { $from } to { $to }
rules-as-weekdays = like a weekday
rules-as-weekends = like a weekend
rules-as-day = like a { $day }
rules-unlimited = no limit
rules-all-day = all day
rules-closed = closed
rules-nothing = none
rules-recorded = What is recorded
    .child = Screen time, the time of each activity and program, your requests and the answers. Lũy Tre does not record what you type, which pages you see, or whom you talk to.
    .parent = Screen time, the time of each activity and program, requests and answers. Not recorded: typed text, visited pages, window titles.

## Changes of the household
changes-none = Nothing changes.
changes-loosens = loosens
changes-tightens = tightens
changes-mixed = loosens and tightens

## Doctor
doctor-since = since { $since }
doctor-row-agent = Lũy Tre
doctor-agent = { $version }, running for { $uptime } (since { $since })
doctor-row-mode = Rights
doctor-mode-enforcing = watches, tells and locks
doctor-mode-watch-only = watches and tells only
doctor-row-policy = Household
doctor-policy = version { $version }
doctor-no-policy = none yet
doctor-row-store = Data
doctor-store-good = good
doctor-store-from-copy = restored from its copy
doctor-store-lost = lost
doctor-store-not-writable = cannot be written
doctor-area-sessions = Login sessions
doctor-area-processes = Programs
doctor-area-presence = Presence
doctor-area-clock = Clock
doctor-area-games = Games that may not run
doctor-role-only = Only parents see the details.

## Confirmations
done-granted = { $child } gets { $length } ({ $subject }). { $left } left now.
done-granted-unlimited = { $child } gets { $length } ({ $subject }).
done-granted-still = It cannot be used yet, though: { $reason }. To allow it at once: luytre grant { $id } --until TIME
done-taken = { $length } ({ $subject }) less for { $child }. { $left } left now.
watch-only-note = Lũy Tre only watches here: it tells, and locks nothing.
done-let-in = { $child } may use the computer until { $until }.
done-free-day = Today is a free day for { $child }. Bedtime stays.
done-locked = { $child }'s computer is locked, with 10 seconds of notice. To take it back: luytre unlock-child { $id }
done-locked-until = { $child }'s computer is locked until { $until }, with 10 seconds of notice.
done-unlocked = { $child }'s lock is taken back.
done-unlocked-still = { $child } still cannot use it now: { $reason }.
done-asked = Your parents have your request for { $length } ({ $subject }). They can answer until { $until }.
done-answered-yes = { $child } gets { $length } more.
done-answered-no = { $child } was told: not this time.
done-finish-match = Finish your match. These minutes are taken from tomorrow.
done-profile = Time is now counted for { $child }.
done-clock = Noted: the clock is right as it is.
done-applied = Household version { $version } applies from now on.
done-applied-same = Nothing changed; version { $version } stays.
done-dry-run = This is what would change. Nothing was applied.
done-checked = { $children ->
    [one] The household file is fine: { $children } child, { $programs } programs of its own.
   *[other] The household file is fine: { $children } children, { $programs } programs of its own.
}
done-child-added = { $child } was added (id: { $id }).
done-child-removed = { $child } was taken out of the household.
warn-unknown-accounts = This computer has no login { $accounts }. Check the name, or create that login.
warn-tightened = Whoever is using the computer is told ahead as always; nobody is cut off.

## Tables
history-row = version { $version }
history-current = in effect
history-empty = There are no versions yet.
history-more = There are older ones: luytre policy history --limit 100
child-accounts = Logins: { $accounts }
child-no-account = No login on this computer yet
child-born = Born: { $born }

## Setup
setup-title = Setting up the household
setup-intro = A few short questions. Enter keeps what stands in square brackets. Everything can be changed later.
setup-ask-language = Language of the family (vi, en)
setup-ask-timezone = Time zone
setup-ask-parent = Name of the parent or carer
setup-ask-parent-account = Their login on this computer
setup-ask-child = Name of the child
setup-ask-child-account = The child's login on this computer
setup-ask-born = Year and month of birth (such as 2014-05, may stay empty)
setup-ask-daily = Screen time a day (such as 1h30m)
setup-ask-games = Of that, time for games (such as 1h)
setup-ask-bedtime = Bedtime (such as 21:00-06:30, or none)
setup-ask-apply = Apply this household? (yes, no)
setup-parent-name = Parent
setup-people = Logins on this computer: { $accounts }
setup-show = This is the household:
setup-again = That is not understood. { $hint }
setup-cancelled = Nothing was applied.
setup-next = See it live: luytre status --watch
setup-missing = { $flag } is missing. There is no terminal to ask at, so every answer must be in the command.
    .remedy = For example: luytre setup --yes --parent Mum --parent-account mum --child An --child-account an --daily 1h30m
setup-exists = A household is set up already (version { $version }).
    .why = “setup” is for the first time only.
    .remedy = A child more: luytre child add NAME. Other limits: luytre limit CHILD --daily 1h. From scratch: luytre setup --replace
ask-remove = Take { $child } out of the household? Their time is not counted any more then. (yes, no)
ask-preset = Put { $preset } into the rules of { $child }? (yes, no)
ask-pin = PIN of { $child }

## Running in the foreground
run-started = Lũy Tre is running in this window. Ctrl-C to stop.
run-stopped = Stopped. The time used is kept.
run-elsewhere = Watch from another window: luytre status --watch
run-failed = Lũy Tre could not run.
    .why = { $why }
    .remedy = Another one may be running: luytre status. To try it apart: luytre run --state-dir FOLDER

## Simulation
simulate-summary = Summary of the day
simulate-left = { $left } left
simulate-nothing = Nothing happens.
simulate-legend = █ used, · allowed and not used, ░ bedtime, blank: not allowed

## Failures
fail-other = It did not work.
fail-not-running = Lũy Tre is not running on this computer.
    .why = Nobody answers at { $path }.
    .remedy = To try it for yourself: luytre run. For the whole computer: sudo luytre-installer install
fail-not-trusted = What answers at { $path } is not Lũy Tre.
    .why = It belongs to user number { $owner }, not to the system.
    .remedy = Find out who made that file, then start Lũy Tre again.
fail-no-access = This login may not open { $path }.
    .remedy = Check the rights of that file, or use another login.
fail-timed-out = Lũy Tre did not answer in time.
    .remedy = Try again in a few seconds. If it stays so: systemctl status luytre
fail-incompatible = Two versions of Lũy Tre do not understand each other.
    .why = The service is version { $theirs }, this command is version { $ours }.
    .remedy = Install the same version of both, then restart the service.
fail-bad-answer = The answer of Lũy Tre cannot be understood.
    .remedy = Install the same version of command and service, then restart the service.
fail-busy = Lũy Tre is busy: too many requests.
    .remedy = Try again in a few seconds.
fail-unknown-peer = Lũy Tre does not recognise this login.
    .remedy = Run the command from an ordinary login.
fail-role-changed = The household has just changed what this login may do.
    .remedy = Run the command again.
fail-stopping = Lũy Tre is stopping.
    .remedy = Try again when it has started.
fail-lost = The connection to Lũy Tre broke.
    .remedy = Try again. If it stays so: systemctl status luytre
fail-unsupported-system = Lũy Tre does not work on this operating system yet.
fail-not-allowed = This login may not do that.
    .why = Only the login of a parent, or the system (sudo), can change it.
    .remedy = Use the login of a parent. Which login is whose: luytre policy show
fail-not-allowed-child = This needs a parent.
    .why = You can see your time, read your rules and ask for more.
    .remedy = luytre status, luytre rules, luytre request 15 --why "your reason"
fail-household = { $count ->
    [one] The household file { $file } has { $count } problem.
   *[other] The household file { $file } has { $count } problems.
}
    .why = Nothing was applied.
fail-household-more = and { $count } more
fail-version-conflict = Somebody else has changed the household meanwhile (version { $current }).
    .remedy = Run the command again to change the new version.
fail-unknown-version = There is no household version { $version }.
    .remedy = See the versions: luytre policy history
fail-only-child = Only a child can ask for time, from their own login.
    .remedy = Parents give time at once, without asking: luytre grant CHILD +15m
fail-which-child = This login is shared by { $children }.
    .remedy = Say who it is with --child, such as: luytre request 15 --child an
fail-out-of-range = The value of “{ $field }” goes beyond { $limit }.
fail-too-large = The answer is too long.
    .remedy = Ask for less, such as one day or one version.
fail-store = Lũy Tre cannot read or write its data just now; nothing was done.
    .remedy = See luytre doctor, and whether the disk has room.
fail-internal = Lũy Tre has a fault inside; nothing was done.
    .remedy = See the log: journalctl -u luytre
fail-unknown-child = The household has no child “{ $child }”.
    .why = Known children: { $known }.
fail-unknown-preset = There is no preset “{ $preset }”.
    .why = Presets: { $known }.
fail-bad-time = There is no such time.
    .remedy = Write it as 21:30, or 2026-03-02T21:30.
fail-file = { $file } cannot be read.
    .why = { $why }
fail-file-too-large = { $file } is too large for a household file.
    .why = The longest has { $limit } KiB.
fail-exists-child = The household has “{ $id }” already.
    .remedy = Choose another id: luytre child add NAME --id ID
fail-no-session = It is not clear which login session this is.
    .remedy = Run it in the child's session, or say which: --session NUMBER (see loginctl)
fail-scenario = The scenario file { $file } has problems.
    .why = { $why }

## Wrong command lines
usage-unknown-argument = There is no option “{ $given }”.
usage-unknown-command = There is no command “{ $given }”.
usage-missing = This command still needs: { $names }.
usage-missing-command = This command needs one of its own commands.
usage-conflict = “{ $first }” and “{ $second }” do not go together.
usage-bad-value = “{ $given }” does not fit { $name }.
usage-expected = Write it like: { $examples }
usage-no-value = { $name } needs a value.
usage-too-many = “{ $given }” is too much.
usage-other = This command line is not understood.
usage-did-you-mean = Did you mean “{ $suggestion }”?
usage-see-help = See: { $command } --help

# Presets.
preset-3-6 = Ages 3 to 6: an hour a day in small pieces, games half an hour, bed at 19:30.
    .basis = WHO says up to age 4: no more than an hour of sitting before a screen, less is better. For 5 and 6, and for everything else here, the numbers are a start of ours. Best used together with a grown-up.
preset-7-9 = Ages 7 to 9: one hour on school days, two at weekends, bed at 20:30, learning does not count.
    .basis = The paediatricians name no hours for this age but ask for a plan with sleep first; 9 to 12 hours of sleep are advised. The amounts are a start of ours.
preset-10-12 = Ages 10 to 12: an hour and a half on school days, two and a half at weekends, bed at 21:00.
    .basis = 9 to 12 hours of sleep are advised up to age 12. The paediatricians ask for a plan and name no hours; the amounts are a start of ours. Social networks stay closed; most ask for age 13.
preset-13-15 = Ages 13 to 15: two hours on school days, three at weekends, bed at 22:00, an hour a game.
    .basis = 8 to 10 hours of sleep are advised for teenagers. An hour a game is modelled on Decree 147. The other amounts are a start of ours, to be talked over with the child.
preset-16-17 = Ages 16 and 17: three hours on school days, four at weekends, bed at 22:30, an hour a game.
    .basis = 8 hours of sleep are the least that is advised. An hour a game and three hours of games are modelled on Decree 147. The rest is a start of ours, to be agreed with the child.
preset-vn-147 = Under 18: 60 minutes a game, 180 minutes of all games a day, a word about rest every 30 minutes.
    .basis = A family rule modelled on Decree 147/2024, not the law itself: the decree binds each publisher to count its own games. Here all games of all publishers count together, also those without a network.
preset-vn-school-year = For the whole household: Vietnamese public holidays, Tết and the summer holidays are like weekends.
    .basis = Days after article 112 of the Labour Code. Schools end and begin a little differently in each province: write other days as calendar entries, which hold before these.
preset-sources = Sources
preset-hint = What a preset says: luytre preset show NAME. Put it into a child's rules: luytre preset apply CHILD NAME. Everything can be changed afterwards.
