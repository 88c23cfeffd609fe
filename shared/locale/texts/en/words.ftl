# Words and short pieces that other texts are made of. Small letters: sentences capitalise what comes first.

duration-parts = { $hours ->
    [0] { $minutes ->
        [0] { $seconds } s
       *[other] { $minutes } min
    }
   *[other] { $minutes ->
        [0] { $hours } h
       *[other] { $hours } h { $minutes } min
    }
}
duration-none = 0 min
duration-negative = −{ $length }

day-name = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
}
day-short = { $day ->
    [monday] Mon
    [tuesday] Tue
    [wednesday] Wed
    [thursday] Thu
    [friday] Fri
    [saturday] Sat
   *[sunday] Sun
}
month-name = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
date = { $weekday } { $day } { $month } { $year }
date-today = today
date-yesterday = yesterday
date-tomorrow = tomorrow
moment-yesterday = { $clock } yesterday
moment-tomorrow = { $clock } tomorrow
moment-weekday = { $clock } on { $weekday }
moment-date = { $clock } on { $day } { $month } { $year }

list-two = { $first } and { $last }
list-more = { $first }, { $rest }

subject-screen = screen time
activity-games = games
activity-video = video
activity-music = music
activity-social = social media
activity-chat = chat
activity-learning = learning
activity-reading = reading
activity-creative = creative work
activity-browser = browsing
activity-coding = coding

presence-active = in use
presence-idle = idle
presence-locked = screen locked
presence-away = logged in, not in front
presence-offline = not logged in

verdict-protected = Fully protected
verdict-weaker = Protected, but weaker
verdict-watch-only = Watching only, nothing can be locked
verdict-off = Not protected

actor-system = the system
actor-parent = a parent
actor-agent = Lũy Tre

reason-locked-by-parent = locked by a parent
reason-tamper = the protection was interfered with
reason-bedtime = bedtime
reason-outside-windows = outside the allowed hours
reason-break-due = time for a break
reason-monthly = this month's time is used up
reason-weekly = this week's time is used up
reason-daily = today's time is used up
reason-activity = no time for { $activity } now
reason-program = today's time for { $program } is used up
reason-let-in-ends = the extra time is over
reason-granted = a parent changed the time
reason-approved = a parent said yes
reason-denied = a parent said not this time
reason-expired = the request expired
reason-finish-match = finishing the match
reason-rules-changed = the rules changed
reason-rest = a rest would do good

# What will end the time that is left.
ends-locked-by-parent = a parent locks it then
ends-tamper = the protection was interfered with
ends-bedtime = then it is bedtime
ends-outside-windows = then the allowed hours end
ends-break-due = then a break is due
ends-monthly = then this month's time is used up
ends-weekly = then this week's time is used up
ends-daily = then today's time is used up
ends-activity = then there is no time for { $activity }
ends-program = then today's time for { $program } is used up
ends-let-in-ends = allowed until then
