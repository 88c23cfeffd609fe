# Help of the command line. help-COMMAND says what a command does, help-COMMAND-ARGUMENT one of its arguments; arg-ARGUMENT is
# shared by several commands; value-* stand for values.

heading-usage = Usage:
heading-commands = Commands:
heading-arguments = Arguments:
heading-options = Options:

value-command = COMMAND
value-options = OPTIONS
value-child = CHILD
value-name = NAME
value-login = LOGIN
value-path = PATH
value-file-or-version = FILE_OR_VERSION
value-length = LENGTH
value-hours = HOURS
value-minutes = MINUTES
value-time = TIME
value-date = DATE
value-activity = ACTIVITY
value-activity-length = ACTIVITY=LENGTH
value-month = YEAR-MONTH
value-language = LANGUAGE
value-number = NUMBER
value-text = TEXT
value-verdict = ANSWER
value-color = WHEN
value-id = ID
value-shell = SHELL
value-pin = PIN
value-session = SESSION
value-timezone = ZONE
value-break = USE/REST
value-steps = STEPS
value-end = HOW
value-turns = TIMESxMINUTES
value-preset = PRESET

help = Lũy Tre keeps the computer times that a family has agreed on.
help-run = Try it in this window, for yourself: it counts and tells, and locks nothing
help-run-quiet = Show no live view
help-run-state-dir = Folder for everything Lũy Tre keeps
help-run-household = Household file to begin with
help-setup = Set up the household for the first time
help-setup-language = Language of the family: vi or en
help-setup-timezone = Time zone, such as Asia/Ho_Chi_Minh
help-setup-parent = Name of the parent or carer
help-setup-parent-account = Their login
help-setup-child = Name of the child
help-setup-child-account = The child's login
help-setup-print = Only print the household, apply nothing
help-setup-replace = Replace the household that is there
help-setup-consent = Parent and child read what is recorded (luytre consent show), and agree
help-setup-passphrase-stdin = Take the parent's passphrase from the first line of the input
help-status = How much time is left, who uses the computer, is all well
help-status-watch = Keep showing it, updated in place
help-child = The children of the household
help-child-add = Add a child
help-child-add-name = Name of the child
help-child-add-id = Id for commands and the household file; made from the name if left out
help-child-add-accounts = Login of the child; may be given several times
help-child-add-pin = PIN of 4 to 8 digits, where siblings share a login
help-child-remove = Take a child out of the household
help-child-list = List the children
help-child-show = Show the rules of a child
help-limit = Change a child's limits; what is left out stays as it is
help-limit-weekly = Screen time a week, or none
help-limit-monthly = Screen time a month, or none
help-limit-activity = Time a day for an activity, such as video=45m
help-limit-free = Free hours, not counted
help-limit-rest = Breaks, such as 45m/10m: after 45 minutes, 10 of rest
help-limit-warn = Tell ahead when so much is left, such as 15m,5m,1m
help-limit-at-limit = When time is up: lock, logout, suspend, shutdown or warn_only
help-limit-finish-match = Finish the match, such as 3x5m: three times a week, 5 minutes each
help-limit-block = An activity that is not allowed, such as social
help-limit-exempt = An activity that takes no screen time, such as learning
help-limit-count = An activity that takes screen time as usual
help-policy = The household file and its versions
help-policy-show = Print the household in effect
help-policy-show-version = An older version
help-policy-check = Tell whether a file is fine and what it would change
help-policy-apply = Put a household file into effect
help-policy-apply-note = Why, for the history
help-policy-apply-expect = Only if this version is in effect
help-policy-diff = Compare with the household in effect
help-policy-diff-to = A file, or the number of a version
help-policy-diff-from = Compare from this file or version
help-policy-history = Versions of the household, who changed it and when
help-policy-history-limit = How many versions, 1 to 100
help-preset = Starting points for rules: by age, for games, for the school year
help-preset-list = All presets
help-preset-show = What a preset says, and where it comes from
help-preset-apply = Put a preset into a child's rules; shows what changes, and asks first
help-grant = Give or take minutes today, let in until a time, or give a free day
help-grant-amount = Minutes, such as +15m or -10m
help-grant-until = Let in until this time whatever the rules say, such as 21:30
help-grant-free-day = No limits today; bedtime stays
help-lock = Lock a child's computer
help-lock-until = Until this time; until unlocked if left out
help-unlock-child = Take back a lock
help-unlock = Open the sealed history for the commands that follow, with a passphrase
help-unlock-end = Close the history at once
help-passphrase = The passphrase that opens the history
help-passphrase-set = Set a passphrase
help-passphrase-change = Change a passphrase
help-passphrase-remove = Take away somebody's passphrase and quick code
help-passphrase-show = Who can open the history, since when
help-recovery = The recovery code, for a forgotten passphrase
help-recovery-new = Make a new code; the earlier one ends
help-recovery-use = Set a new passphrase with the printed code
help-quick-code = A parent's quick code, for use at the child's login
help-quick-code-set = Set a quick code
help-quick-code-remove = Take the quick code away
help-week = The family's week: hours, activities, what went well, what to talk about
help-month = The family's month
help-half-year = The last 26 weeks
help-year = The last 52 weeks
help-export = Write the history to a file that only this login can read
help-export-into = File to write
help-export-csv = As a CSV table (also if the name ends with .csv)
help-export-json = As JSON, with everything (the usual)
help-export-first-day = From this day on, such as 2026-03-02
help-export-last-day = Up to and including this day
help-erase = Erase history for good
help-erase-child = Of one child only; everything if left out
help-consent = What is recorded, and what the family agreed to
help-consent-show = What is recorded, for how long, who agreed
help-consent-give = Agree to recording
help-consent-give-child-agrees = The child read it, too, and agrees
help-consent-withdraw = Stop recording
help-request = A child asks for more time
help-request-minutes = How many minutes
help-request-why = Why
help-answer = A parent answers a request
help-answer-verdict = yes or no
help-answer-minutes = Another amount than asked for
help-finish-match = A child takes a turn to finish, repaid tomorrow
help-profile = Say who sits at a shared login
help-profile-session = Login session; this one if left out
help-today = A day: when the computer was used, and for what
help-today-day = Another day, such as 2026-03-02
help-rules = The rules in plain words, and what is recorded
help-simulate = Play a scenario file: what if?
help-doctor = Is everything in order, what is weaker, what to do
help-doctor-verbose = Technical numbers, too
help-confirm-clock = Confirm that the clock is right as it is
help-login-check = Ask whether the login PAM_USER may log in
help-completions = Command completions for a shell
help-completions-shell = bash, zsh, fish, elvish or powershell

arg-help = Show help
arg-version = Show the version
arg-lang = Language of this command: vi or en
arg-socket = Where Lũy Tre listens, if not at the usual place
arg-color = Colours: auto, always or never
arg-json = As JSON, for programs
arg-yes = Ask nothing
arg-child = Name or id of the child
arg-preset = Name of the preset, such as 10-12 or vn-147
arg-file = File; “-” reads the input
arg-parent = Name or id of the parent; of this login if left out
arg-code = A parent sits at the child's login and types the quick code
arg-force = Replace a file that is there
arg-csv = As a CSV table
arg-html = Write a page for a browser or a printer
arg-last = The one before
arg-day = The one that holds this day, such as 2026-03-02
arg-subject = For an activity, such as games; screen time if left out
arg-dry-run = Only tell what would change
arg-born = Year and month of birth, such as 2014-05
arg-daily = Screen time a day, such as 1h30m or weekdays=1h,weekends=3h
arg-games = Time for games a day, such as 1h
arg-windows = Allowed hours, such as 16:00-20:30 or weekdays=16:00-20:30;weekends=08:00-21:00
arg-bedtime = Bedtime, such as 21:00-06:30

help-exit-codes =
    Exit codes:
    {"  "}0  done
    {"  "}1  refused, or it failed
    {"  "}2  the command line is not understood
    {"  "}3  Lũy Tre is not running
    {"  "}4  this login may not do that
    {"  "}5  the household or scenario file has problems
