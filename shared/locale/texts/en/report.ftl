# The review of a week, a month, half a year or a year: for the family, in the terminal and on a page.

report-title = { $period ->
    [week] Our family's week
    [month] Our family's month
    [half_year] Our family's half-year
   *[year] Our family's year
}
report-date-short = { $day } { $month }
report-month = { $month }
report-range = { $from } – { $to } { $year }
report-range-years = { $from } { $first } – { $to } { $last }
report-so-far = up to { $day }
report-no-children = The rules name no child yet, so there is nothing to look back on.
report-empty = Nothing is known of this time yet.
report-empty-not-kept = The family chose not to keep daily summaries of { $child }, so there is nothing to look back on. Today's time still counts.

report-total = screen time { $screen }
report-total-agreed = screen time { $screen } · agreed { $agreed }
report-mean = On average { $now } a { $per ->
    [day] day
   *[week] week
}.
report-trend = On average { $now } a { $per ->
    [day] day
   *[week] week
}, { $direction ->
    [less] { $change } less than in
    [more] { $change } more than in
   *[same] about as in
} { $than ->
    [week] { $count ->
        [one] the week before
       *[other] the { $count } weeks before
    }
    [month] { $count ->
        [one] the month before
       *[other] the { $count } months before
    }
    [half_year] the half-year before
   *[year] the year before
}.

## Beside a day or a week
report-note-left = { $length } left
report-note-exact = all used
report-note-given = { $length } of it extra
report-note-over = { $length } over
report-note-rest = no screen
report-note-excepted = a parent agreed
report-note-ahead = still to come
report-note-nothing = no record
report-note-today = today
report-note-this-week = this week
report-note-uncharged = plus { $length } not counted

report-legend-used = used
report-legend-left = left
report-legend-agreed = agreed
report-legend-joint = one joint is { $length }
report-legend-over = more than agreed
report-legend-rest = no screen
report-legend-nothing = no record
report-legend-week = one column a week

## Parts
report-hours = Time of day
report-activities = Activities
report-programs = Programs
report-programs-other = other programs
report-good = What went well
report-facts = What else happened
report-recent = The last weeks
report-talk = To talk about together
report-talk-how = This is no test. Everybody answers, parents too.
report-details = Programs, time of day and what else happened: from { $from } to { $to }. Single days are kept for 13 weeks only.

report-good-kept = { $kept } of { $of } { $per ->
    [day] { $of ->
        [one] day
       *[other] days
    }
   *[week] { $of ->
        [one] week
       *[other] weeks
    }
} within what was agreed
report-good-kept-given = { $kept } of { $of } { $per ->
    [day] { $of ->
        [one] day
       *[other] days
    }
   *[week] { $of ->
        [one] week
       *[other] weeks
    }
} within what was agreed, the extra minutes included
report-good-learning = { $learning } of learning and making, more than games ({ $games })
report-good-rest = { $days ->
    [one] { $days } day without a screen
   *[other] { $days } days without a screen
}
report-good-asked = { $times ->
    [one] Asked for more time once, and got an answer
   *[other] Asked for more time { $times } times, and got an answer each time
}
report-good-early = { $days } of { $of } days with screen time ended an hour or more before bedtime
report-good-never-late = No screen time while it was time to sleep
report-good-no-lock = { $days } days with screen time, and the screen never had to be locked
report-good-learnt = { $length } of learning, reading, making and coding

report-row-late = Late use
report-late = { $length } at bedtime, on { $days ->
    [one] { $days } day
   *[other] { $days } days
}
report-late-latest = { $length } at bedtime, on { $days ->
    [one] { $days } day
   *[other] { $days } days
}; the latest until { $clock } on { $day }
report-row-requests = Asked for time
report-requests = { $asked ->
    [one] once: { $answers }
   *[other] { $asked } times: { $answers }
}
report-requests-approved = { $times } agreed
report-requests-denied = { $times } not this time
report-requests-expired = { $times } not answered in time
report-requests-open = { $times } waiting
report-row-grants = Changed by parents
report-grants-given = { $length } more, { $times ->
    [one] once
   *[other] in { $times } steps
}
report-grants-taken = { $length } less
report-grants-let-ins = { $times ->
    [one] let in until a set time once
   *[other] let in until a set time { $times } times
}
report-grants-free-days = { $times ->
    [one] { $times } free day
   *[other] { $times } free days
}
report-grants-locks = { $times ->
    [one] locked once
   *[other] locked { $times } times
}
report-row-matches = Finished a match
report-matches = { $times ->
    [one] once, taken off the next day
   *[other] { $times } times, taken off the next day
}
report-row-guard = Personal information, told in time
report-row-stopped = Stopped when time was up
report-row-limits = Told and locked
report-warnings = { $times ->
    [one] told ahead once
   *[other] told ahead { $times } times
}
report-locks = { $times ->
    [one] locked once
   *[other] locked { $times } times
}
report-refused = { $times ->
    [one] login refused once
   *[other] login refused { $times } times
}
report-times = { $what } { $times ->
    [one] once
   *[other] { $times } times
}

report-kind = { $kind ->
    [phone] phone number
    [email] email
    [address] address
    [location] whereabouts
    [name] full name
    [birthdate] date of birth
    [school] school and class
    [national_id] identity number
    [tax_id] tax number
    [payment] cards and accounts
    [password] password
    [otp] one-time code
    [social] social media account
    [vehicle] number plate
    [username] user name
    [photo_or_location] photo and position
   *[other] { $kind }
}

## On a page
report-chart-days = Each day and what was agreed
report-chart-weeks = Each week and what was agreed
report-chart-hours = At what time of day
report-stalk = All of this time
report-stalk-desc = A bamboo stalk of { $joints } joints, { $length } each: { $used } joints are used.
report-numbers = Show the numbers
report-col-day = Day
report-col-week = Week from
report-col-used = Used
report-col-agreed = Agreed
report-col-given = Extra
report-col-note = Note
report-col-hour = Hour
report-col-activity = Activity
report-col-program = Program
report-hour-unit = h
report-hours-busiest = Most between { $from } and { $to } h: { $length }.
report-privacy = This page holds numbers only. No typed text, no visited pages, no window names.
report-made-by = Lũy Tre, { $day }

## Themes and questions. They speak to the whole family and name nobody.
report-theme = { $theme ->
    [privacy] Personal information
    [strangers] Strangers online
    [bullying] Being kind
    [scams] Scams and fake sites
    [balance] Playing and resting
   *[responsibility] Acting responsibly
}
talk-privacy-who-may-know = Which things about our family are only for people we meet in person? Why those?
talk-privacy-passwords = If a good friend or a game asks for a password, what would each of us answer?
talk-privacy-photos = Before sharing a photo with other people in it, whom should we ask, and what?
talk-privacy-where-to-tell = At school, in the park, online: where is it fine to say our school and address, and where not?
talk-privacy-footprint = What could a stranger find out about us, just from what we have posted?
talk-strangers-polite-no = Somebody new asks for our school or phone number: what can we say that is both polite and safe?
talk-strangers-in-games = In a game, a stranger wants to be friends or to talk somewhere private: what do we do?
talk-strangers-who-is-it = How can we tell whether the person who writes really is who they say?
talk-strangers-whom-to-tell = If something online feels strange or scary, whom would each of us tell first?
talk-strangers-meeting = What would have to be true before we meet somebody in person whom we know from online?
talk-bullying-when-losing = When a team loses, how do the players talk to each other? Which words make you want to go on?
talk-bullying-words-online = Which words are easy to type and hard to say to a face? Why is that?
talk-bullying-not-alone = When somebody is teased online, what can we do so that they do not feel alone?
talk-bullying-good-message = Which message made each of us glad lately? What did its writer do well?
talk-bullying-screenshots = How does a screenshot to get help differ from a screenshot to laugh at somebody?
talk-scams-in-a-hurry = Why do scammers want us to hurry? What could we say to win a moment to think?
talk-scams-free-gifts = When somebody gives away gems or items in a game, what might they want from us?
talk-scams-fake-sites = How does a real site differ from a fake one? Let us find three signs together.
talk-scams-before-the-button = When the screen says “Tap to get your gift”, what should we do before tapping?
talk-scams-latest-trick = What is the latest trick each of us has heard of? What gave it away?
talk-balance-fun-or-tired = After which game do we feel good, and after which one tired? What makes the difference?
talk-balance-evenings = At what time should all screens in our home go to sleep, the parents' included?
talk-balance-how-to-stop = In the middle of something and nearly out of time: which way to stop is easiest for everybody?
talk-balance-still-right = Does the agreed time still suit us? On which days is it too short, on which too long?
talk-balance-days-off = What did we do on the days without a screen? What would we like to do again?
talk-balance-half-a-day = If all of us put the screens away for half a day, what would we do together?
talk-responsibility-true-or-not = Before passing on some news, how do we check whether it is true?
talk-responsibility-worth-watching = Which video lately was worth watching together? What made it good?
talk-responsibility-learnt = What has each of us learnt from the computer lately? Who wants to teach it to the rest?
talk-responsibility-what-helps = What helps us stop at the agreed time? And what makes it hard?
talk-responsibility-kind-deeds = What good things can one do online? Let each of us think of one.
talk-responsibility-fair-use = How do we use other people's pictures, music or writing in a way that is fair to them?
