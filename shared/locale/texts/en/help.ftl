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
help-grant = Give or take minutes today, let in until a time, or give a free day
help-grant-amount = Minutes, such as +15m or -10m
help-grant-until = Let in until this time whatever the rules say, such as 21:30
help-grant-free-day = No limits today; bedtime stays
help-lock = Lock a child's computer
help-lock-until = Until this time; until unlocked if left out
help-unlock-child = Take back a lock
help-unlock = Open the sealed history (comes with the next version)
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
arg-file = File; “-” reads the input
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
