# The sealed history: opening it, passphrases and codes, consent, erasing, and what can go wrong with them.

## Failures
fail-locked = The history is closed.
    .why = Seeing or erasing history and changing rules take a parent's passphrase.
    .remedy = Open it: luytre unlock
fail-no-passphrase = There is no passphrase yet, so there is no history to open.
    .why = Once a parent sets one, the days that are over are sealed, and only that passphrase opens them.
    .remedy = Set one: luytre passphrase set
fail-passphrase-set = { $parent } has a passphrase already.
    .remedy = To change it: luytre passphrase change. Forgotten: luytre recovery use
fail-passphrase-none = { $parent } has no passphrase yet.
    .remedy = Set one: luytre passphrase set --parent { $parent }
fail-which-parent = It is not clear which parent is meant: { $parents }.
    .remedy = Say it with an option, such as: --parent { $first }
fail-wrong-secret = That is not right.
    .why = The passphrase or code that was typed opens nothing.
    .remedy = Look at the keyboard layout and Caps Lock, then try again. Forgotten: luytre recovery use
    .child = Ask your parent to type the code again.
fail-wrong-secret-wait = That is not right. The next try is possible in { $wait }.
    .why = After several wrong tries each wait is longer, so that nobody can guess. Restarting or moving the clock does not shorten it.
    .remedy = Forgotten? Use the printed recovery code: luytre recovery use
fail-too-many-tries = There were several wrong tries, so this one was not looked at. The next is possible in { $wait }.
    .why = After several wrong tries each wait is longer, so that nobody can guess. Restarting or moving the clock does not shorten it.
    .remedy = Forgotten? Use the printed recovery code: luytre recovery use
    .child = Ask your parent to type the code again after that.
fail-unfit-secret = It takes { $min } to { $max } characters.
    .remedy = A few words in a row are long and easy to remember. A quick code has digits only.
fail-mistyped = The recovery code is mistyped in group { $group }.
    .why = Each group ends with a check character, and in this one it does not fit.
    .remedy = Compare that group with the printed code, then try again. This slip does not count as a wrong try.
fail-mistyped-length = The recovery code is too short or too long.
    .why = It has six groups of five characters.
    .remedy = Compare it with the printed code, then try again. This slip does not count as a wrong try.
fail-last-way-in = This is the last passphrase, so it stays.
    .why = Without it nobody could open the history.
    .remedy = Set one for somebody else first: luytre passphrase set --parent ID. To be rid of the history: luytre erase
fail-sealed = This day is over and sealed.
    .why = Its minutes are gone; a summary is kept, and only a parent's passphrase opens it.
    .remedy = See the summary: luytre week --from DATE
    .child = This day is sealed for your parents. Your own week: luytre week
fail-child-is-asked = The child has to agree, too.
    .why = From seven years on child and parent agree together (Vietnam's Law on Personal Data Protection 91/2025/QH15, article 24).
    .remedy = Read “luytre consent show” together. If the child agrees: luytre consent give --child-agrees
fail-no-secret = Nothing was typed.
    .why = There is no terminal to ask at, so the passphrase or code has to be a line of the input.
    .remedy = For example: luytre unlock < FILE. A passphrase is never an argument, because others on the computer could see it.
fail-needs-yes = This has to be confirmed, and there is no terminal to ask at.
    .remedy = If you are sure: add --yes
fail-token-folder = The folder { $folder } is not a safe place to remember that the history is open.
    .why = Others could open it.
    .remedy = Remove that folder, then run the command again.
fail-unknown-parent = The household has no parent “{ $parent }”.
    .why = Known: { $known }.
fail-no-recovery = There is no recovery code.
    .remedy = Whoever knows a passphrase can make one: luytre recovery new
fail-consent-child = This is done by a parent.
    .why = If you do not want it recorded any more, tell your parents: it can stop at any time, and your screen time does not change because of it.
    .remedy = See what is recorded: luytre consent show
fail-week-child = Here you can see your own present week: luytre week
    .why = Weeks and months that are over are sealed for your parents.
    .remedy = To look back, open them together.
fail-exists-file = { $file } is there already.
    .remedy = Choose another name, or add --force to replace it.
fail-write = { $file } cannot be written.
    .why = { $why }

## Opening
ask-passphrase = Passphrase of the history
ask-passphrase-old = Present passphrase
ask-passphrase-new = New passphrase
ask-passphrase-again = New passphrase once more
ask-passphrase-remove = Take away the passphrase and quick code of { $parent }? { $parent } cannot open the history any more then. (yes, no)
ask-which-parent = Whose passphrase ({ $parents })
passphrase-wrong-again = Not right. Once more, please.
passphrase-advice = At least 8 characters. Three or four unrelated words are strong and easy to remember; do not use the login password.
passphrase-short = Too short: it takes at least 8 characters.
passphrase-long = Too long: it takes at most 128 characters.
passphrase-easy = Too easy to guess. Try three or four unrelated words.
passphrase-named = Names of the family are the first thing to be guessed. Add a few other words.
passphrase-differ = The two are not the same. From the start, please.
unlock-on-disk = This computer has no place in memory for it, so that the history is open is remembered in the home folder, for this login only.
unlock-not-kept = There is no safe place to remember it, so the next command will ask again.
done-unlocked-history = The history is open. It closes by itself after { $idle } without use.
    .next = See the week: luytre week. Close it now: luytre unlock --end
done-unlocked-already = The history is open already.
done-history-closed = The history is closed.
done-passphrase-set = The passphrase is set. From now on only it opens the days that are over.
done-passphrase-changed = The passphrase is changed.
done-passphrase-removed = { $parent }'s passphrase is gone.
nothing-changed = Nothing was changed.

## Recovery code and quick code
recovery-title = The family's recovery code
recovery-write-down = Print it or write it down, group by group, in the order of the numbers.
recovery-keep-away = Keep it away from the computer, where no child finds it. No photo, no copy on a computer or phone.
recovery-what-for = If every passphrase is forgotten, only this code opens the history again: luytre recovery use
recovery-once = It is shown this once. Lũy Tre keeps no copy, and an earlier code, if there was one, does not work any more.
ask-recovery-group = To be sure that it is written down well, type group { $group } back
recovery-group-differs = That does not match. Look at that group on the paper again.
done-recovery-kept = It matches. Put the paper in a good place.
ask-recovery-new = Make a new recovery code? The one printed before does not work any more then. (yes, no)
ask-recovery-code = The printed recovery code
done-recovered = The new passphrase is set. The code that was used is spent.
ask-quick-code = A parent's quick code
ask-quick-code-new = New quick code (6 to 12 digits)
ask-quick-code-again = New quick code once more
quick-code-what = A quick code is for the child's login: more minutes, locking, answering. It opens no history and changes no rules.
quick-code-unfit = A quick code has 6 to 12 digits.
quick-code-easy = Too easy to guess. Choose other digits.
done-quick-code-set = The quick code is set.
    .next = At the child's login: luytre grant CHILD +15m --code
done-quick-code-removed = The quick code is gone.

## Who can open it
access-title = Who can open the history
access-nobody = Nobody can open the history yet.
    .why = There is no passphrase. Days that are over are condensed and wait to be sealed.
    .remedy = Set one: luytre passphrase set
access-passphrases = Passphrases
access-recovery = Recovery code
access-quick-codes = Quick codes
access-entry = { $parent }, since { $since }
access-since = since { $since }
access-none = none yet
access-waiting-passphrase = { $days ->
    [one] { $days } day waits for a passphrase to be sealed.
   *[other] { $days } days wait for a passphrase to be sealed.
}
access-waiting-unlock = { $days ->
    [one] { $days } day waits to be sealed. Opening the history once does it: luytre unlock
   *[other] { $days } days wait to be sealed. Opening the history once does it: luytre unlock
}
doctor-history = History
doctor-row-consent = Consent

## Looking back
today-sealed = This day is sealed: its sums are kept, its minutes are gone.
my-week-title = { $child }'s week so far
my-week-used = { $used } used
my-week-days = { $days ->
    [one] { $days } day with screen time, { $today } of it today
   *[other] { $days } days with screen time, { $today } of it today
}
my-week-empty = Not used this week yet.
my-week-sealed = The single days that are over are sealed. To look back at the week, open it together at a parent's login.
done-page = { $file } is written. Only this login can read it.
    .next = Open it in a browser, or print it for the family.
done-exported = { $file } is written: { $days } days, { $weeks } weeks. Only this login can read it.
    .next = This file is not sealed any more. Keep it in a place of the parents' own, and delete it when you are done.
problem-changed = { $count ->
    [one] { $count } record of the history was changed or damaged, and cannot be read.
   *[other] { $count } records of the history were changed or damaged, and cannot be read.
}
problem-missing = { $count ->
    [one] Records are missing from the history in { $count } place.
   *[other] Records are missing from the history in { $count } places.
}
problem-cut-off = The end of the history is missing.
problem-lost = Days were lost, because the data was damaged or replaced by an older copy.
problem-what-to-do = What is still there is as it was written. See who may administer this computer, and how the disk is: luytre doctor

## Erasing
erase-everything = This erases the whole history: { $days } days and { $weeks } weeks of all children.
erase-child = This erases { $child }'s history: { $days } days and { $weeks } weeks.
erase-for-good = Their keys are destroyed and the backups made anew. Nobody gets them back, not with a passphrase nor with the recovery code. Rules, the present day and passphrases stay.
erase-word = erase all
ask-erase = If you are sure, type “{ $word }”
done-erased = Erased: { $days } days and { $weeks } weeks.
    .next = To stop recording as well: luytre consent withdraw

## Consent
consent-title = What Lũy Tre records
consent-intro = For parent and child to read together. Of each day Lũy Tre keeps a short summary, so that the family can look back.
consent-kept = Recorded
consent-kept-time = How long the computer was used, at which hours, for which activities and programs.
consent-kept-requests = How many minutes a child asked for and what the answer was, not the reason the child wrote. Warnings, locks, and changes parents made.
consent-kept-guard = How often the child was warned before giving private information away, and of which kind (phone, address…), never the text.
consent-never = Never recorded
consent-never-typed = What the child types, and whom the child talks to.
consent-never-seen = Visited pages, window titles, pictures.
consent-never-help = Opening the Help page (111).
consent-how = How it is kept
consent-how-sealed = When a day is over its summary is sealed: only a parent's passphrase opens it.
consent-how-long = Days are kept for 13 weeks, sums of weeks for 2 years, then they go by themselves. They can be erased earlier at any time.
consent-how-here = Nothing leaves this computer.
consent-how-free = Without agreement the limits work all the same; Lũy Tre counts within the day and keeps nothing.
consent-foot = Recording can stop at any time: luytre consent withdraw
    .child = If you do not want it recorded any more, tell your parents, at any time.
consent-state-open = { $child }: not asked yet, so nothing is recorded.
consent-state-both = { $child }: recorded; { $parent } and the child agreed, since { $since }.
consent-state-parent = { $child }: recorded; { $parent } agreed, since { $since }.
consent-state-withdrawn = { $child }: not recorded, since { $since } ({ $parent }).
consent-parents = the parents
consent-hint-give = luytre consent give --child { $id }
consent-hint-new-text = The description has changed since then. Read it again together: luytre consent give --child { $id }
ask-consent = Do you, as parents, agree that it is recorded for { $child }? (yes, no)
ask-consent-child = Did { $child } read it, or have it read out, and agree, too? (yes, no)
ask-consent-withdraw = Stop recording for { $children }? (yes, no)
consent-withdraw-means = From now on no summaries are kept. The limits work all the same, counting within the day.
done-consent-given = From today on it is recorded for { $child }.
done-consent-withdrawn = From now on it is not recorded for { $child }.
    .next = What was recorded before is still there. To erase it: luytre erase

## Setup
setup-ask-passphrase = Set the passphrase of the history now? (yes, no)
setup-no-passphrase = There is no passphrase yet: the limits work, but days that are over are not sealed, and whoever uses a parent's login can change the rules. Later: luytre passphrase set
setup-no-consent = Recording is not agreed yet: the limits work, and Lũy Tre counts within the day and keeps no summaries. To read it together later: luytre consent give
