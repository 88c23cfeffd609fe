# What children and parents are told. The title says what happens; the body says why, until when, and what can be done.
# $until is "none" where it is not known; $scope is "screen" or "other".

## To a child
child-warn = { $left ->
    [none] { $scope ->
        [screen] Time is nearly up
       *[other] { $Subject }: time is nearly up
    }
   *[other] { $scope ->
        [screen] { $left } left
       *[other] { $Subject }: { $left } left
    }
}
child-countdown = { $scope ->
    [screen] About to stop
   *[other] { $Subject }: about to stop
}
child-lock = Time to stop
child-relock = Locked again
child-unlock-allowed = { $scope ->
    [screen] You can use the computer again
   *[other] { $Subject }: allowed again
}
child-logout = Logging out
child-refuse-login = You cannot log in right now
child-terminate = { $Subject }: closing
child-refuse-exec = { $Subject }: cannot start now
child-notice-granted = Today's time has changed
child-notice-let-in = Your parents let you stay longer
child-notice-break = Break time
child-notice-finish-match = Finish your match
child-notice-rules-changed = The rules have changed
child-notice-rest = Time to rest your eyes a little
child-notice-other = Lũy Tre
child-health = Your parents should have a look at this computer
child-request = Your parents have your request
child-answer-approved = Your parents said yes
child-answer-denied = Not this time
child-answer-expired = Your request has expired

child-ahead-locked-by-parent = Your parents are about to lock the computer.
child-ahead-bedtime = { $until ->
    [none] It is nearly bedtime.
   *[other] Bedtime is at { $until }.
}
child-ahead-outside-windows = { $until ->
    [none] The computer hours are nearly over.
   *[other] The computer hours end at { $until }.
}
child-ahead-break-due = { $until ->
    [none] A break is coming up.
   *[other] Your break begins at { $until }.
}
child-ahead-monthly = { $until ->
    [none] This month's screen time is nearly used up.
   *[other] This month's screen time ends at { $until }.
}
child-ahead-weekly = { $until ->
    [none] This week's screen time is nearly used up.
   *[other] This week's screen time ends at { $until }.
}
child-ahead-daily = { $until ->
    [none] Today's screen time is nearly used up.
   *[other] Today's screen time ends at { $until }.
}
child-ahead-activity = { $until ->
    [none] The time for { $activity } is nearly over.
   *[other] The time for { $activity } ends at { $until }.
}
child-ahead-program = { $until ->
    [none] Today's time for { $program } is nearly used up.
   *[other] Today's time for { $program } ends at { $until }.
}
child-ahead-let-in-ends = { $until ->
    [none] The extra time from your parents is nearly over.
   *[other] Your parents let you stay until { $until }.
}

child-now-locked-by-parent = Your parents have locked the computer.
child-now-tamper = The protection of this computer was interfered with, so it has to lock. Please tell your parents.
child-now-bedtime = It is bedtime.
child-now-outside-windows = It is outside the computer hours.
child-now-break-due = It is break time: rest your eyes and move a little.
child-now-monthly = You have used all of this month's screen time.
child-now-weekly = You have used all of this week's screen time.
child-now-daily = You have used all of today's screen time.
child-now-activity = There is no time for { $activity } now.
child-now-program = You have used all of today's time for { $program }.
child-now-let-in-ends = The extra time from your parents is over.
child-now-granted = { $left ->
    [none] Your parents have changed today's time.
   *[other] Your parents have changed today's time; you have { $left } left now.
}
child-now-approved = { $left ->
    [none] You can go on.
   *[other] You have { $left } left now.
}
child-now-denied = You can ask your parents why, and when it would be fine.
child-now-expired = Nobody answered within an hour. You can ask again.
child-now-finish-match = { $left ->
    [none] These minutes are taken from tomorrow.
   *[other] You have { $left } left. The borrowed minutes are taken from tomorrow.
}
child-now-rules-changed = { $left ->
    [none] Have a look at your rules.
   *[other] Under the new rules you have { $left } left.
}
child-now-rest = That makes { $used } of { $subject } today. Look into the distance, drink some water, walk about.
child-now-health = Something in the protection is not quite right. You need not do anything.

child-again = { $scope ->
    [screen] You can use it again from { $until }.
   *[other] Allowed again from { $until }.
}
child-until = You can go on until { $until }.
child-left = You have { $left } left.
child-hint-save = Please save your work.
child-hint-ask = If you need more time, ask your parents.
child-hint-sleep = Sleep well.
child-request-until = They can answer until { $until }.

## To parents
parent-warn = { $left ->
    [none] { $scope ->
        [screen] { $child }'s time is nearly up
       *[other] { $child }, { $subject }: time is nearly up
    }
   *[other] { $scope ->
        [screen] { $child } has { $left } left
       *[other] { $child }, { $subject }: { $left } left
    }
}
parent-countdown = { $scope ->
    [screen] { $child }'s computer is about to lock
   *[other] { $child }, { $subject }: about to stop
}
parent-lock = { $child }'s computer is locked
parent-relock = { $child }'s computer was unlocked against the rules, and is locked again
parent-unlock-allowed = { $scope ->
    [screen] { $child } can use the computer again
   *[other] { $child } can use { $subject } again
}
parent-logout = { $child }'s session has ended
parent-refuse-login = { $child } tried to log in and was asked to wait
parent-terminate = { $child }: { $subject } was closed
parent-refuse-exec = { $child } tried to open { $subject }, and was asked to wait
parent-notice-granted = { $child }'s time today has changed
parent-notice-let-in = { $child } may stay longer
parent-notice-break = { $child } is due for a break
parent-notice-finish-match = { $child } is finishing a match
parent-notice-rules-changed = The rules have changed
parent-notice-rest = { $child } was reminded to rest
parent-notice-other = Lũy Tre
parent-health = { $what }
parent-request = { $scope ->
    [screen] { $child } asks for more screen time
   *[other] { $child } asks for more time for { $subject }
}
parent-answer-approved = { $child } has more time
parent-answer-denied = { $child } was told: not this time
parent-answer-expired = { $child }'s request has expired

parent-ahead-locked-by-parent = A parent asked for it.
parent-ahead-bedtime = { $until ->
    [none] It is nearly bedtime.
   *[other] Bedtime begins at { $until }.
}
parent-ahead-outside-windows = { $until ->
    [none] The allowed hours are nearly over.
   *[other] The allowed hours end at { $until }.
}
parent-ahead-break-due = { $until ->
    [none] A break is nearly due.
   *[other] The break begins at { $until }.
}
parent-ahead-monthly = { $until ->
    [none] This month's time is nearly used up.
   *[other] This month's time ends at { $until }.
}
parent-ahead-weekly = { $until ->
    [none] This week's time is nearly used up.
   *[other] This week's time ends at { $until }.
}
parent-ahead-daily = { $until ->
    [none] Today's time is nearly used up.
   *[other] Today's time ends at { $until }.
}
parent-ahead-activity = { $until ->
    [none] The time for { $activity } is nearly over.
   *[other] The time for { $activity } ends at { $until }.
}
parent-ahead-program = { $until ->
    [none] Today's time for { $program } is nearly used up.
   *[other] Today's time for { $program } ends at { $until }.
}
parent-ahead-let-in-ends = { $until ->
    [none] The extra time is nearly over.
   *[other] Allowed until { $until }.
}

parent-now-locked-by-parent = A parent asked for it.
parent-now-tamper = The protection was interfered with. See luytre doctor.
parent-now-bedtime = It is bedtime.
parent-now-outside-windows = It is outside the allowed hours.
parent-now-break-due = A break is due.
parent-now-monthly = This month's time is used up.
parent-now-weekly = This week's time is used up.
parent-now-daily = Today's time is used up.
parent-now-activity = There is no time for { $activity } now.
parent-now-program = Today's time for { $program } is used up.
parent-now-let-in-ends = The extra time is over.
parent-now-granted = { $left ->
    [none] It counts for today.
   *[other] { $left } left now.
}
parent-now-approved = { $left ->
    [none] It counts for today.
   *[other] { $left } left now.
}
parent-now-denied = Today's time stays as it is.
parent-now-expired = Nobody answered within an hour.
parent-now-finish-match = { $left ->
    [none] These minutes are taken from tomorrow.
   *[other] { $left } left. The borrowed minutes are taken from tomorrow.
}
parent-now-rules-changed = They apply from now on.
parent-now-rest = That makes { $used } of { $subject } today.

parent-again = Allowed again from { $until }.
parent-until = Allowed until { $until }.
parent-left = { $left } left.
parent-request-until = It can be answered until { $until }.
