//! Handles and profile links by which strangers can write to a child. Absent: channels and pages of famous people, names inside games.

use crate::candidate::Candidate;
use crate::fold::OTHER_SIGN;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// Hosts whose first path element names a person.
const PROFILES: &[&[u8]] = &[
    b"facebook.com/",
    b"fb.com/",
    b"fb.me/",
    b"instagram.com/",
    b"tiktok.com/@",
    b"zalo.me/",
    b"t.me/",
    b"m.me/",
    b"snapchat.com/add/",
    b"threads.net/@",
    b"threads.com/@",
    b"twitter.com/",
    b"x.com/",
    b"discord.com/users/",
    b"wa.me/",
    b"facebook.com/profile.php?id=",
    b"locket.cam/",
    b"ngl.link/",
    b"kik.me/",
    b"linktr.ee/",
    b"pinterest.com/",
    b"vk.com/",
];

/// First path elements that are no person.
const NOT_PERSONS: &[&[u8]] = &[
    b"watch",
    b"reel",
    b"reels",
    b"p",
    b"groups",
    b"events",
    b"help",
    b"hashtag",
    b"explore",
    b"share",
    b"sharer",
    b"videos",
    b"photo",
    b"photos",
    b"stories",
    b"marketplace",
    b"login",
    b"settings",
    b"pages",
    b"gaming",
    b"legal",
    b"policies",
    b"privacy",
    b"joinchat",
    b"g",
    b"i",
    b"search",
    b"s",
    b"about",
    b"story",
    b"permalink",
    b"tag",
    b"tv",
    b"live",
    b"pg",
];

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    links(scan, out);
    if !scan
        .all
        .meets(c::SOCIAL.and(c::SOCIAL_WEAK).and(c::ADD_ME).and(c::HANDLE))
    {
        return;
    }
    for at in 0..scan.tokens.len() {
        if scan.tokens[at].link
            || (at > 0
                && scan.glued(at)
                && !matches!(
                    scan.sign(at - 1),
                    Some(b':' | b'(' | b'"' | b'\'' | b'=' | b'/' | OTHER_SIGN | b',')
                ))
        {
            continue;
        }
        if let Some(candidate) = handle(scan, at) {
            out.push(candidate);
        }
    }
}

fn links(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        let mut end = at + 1;
        while end < scan.tokens.len() && scan.glued(end) {
            end += 1;
        }
        if scan.tokens[at].link || scan.tokens[end - 1].link {
            while end > at + 1
                && matches!(
                    scan.sign(end - 1),
                    Some(b'.' | b',' | b')' | b'!' | b'?' | b'"' | b'\'' | b';' | OTHER_SIGN)
                )
            {
                end -= 1;
            }
            let units = scan.units(at..end);
            let chunk = &scan.folded.plain()[units.clone()];
            if let Some(mut candidate) = link(scan, chunk, units, at) {
                if scan.left(at, 6).meets(c::NEVER) {
                    candidate.add("advice", -20);
                }
                out.push(candidate);
            }
        }
        at = end;
    }
}

fn link(scan: &Scan, chunk: &[u8], units: Range<usize>, at: usize) -> Option<Candidate> {
    let find = |needle: &[u8]| {
        chunk
            .windows(needle.len())
            .position(|window| window == needle)
    };
    let rest = PROFILES.iter().find_map(|host| {
        let i = find(host)?;
        // "x.com/" must be the host, not the end of another one.
        let clean = i == 0 || matches!(chunk[i - 1], b'/' | b'.' | b':' | b'(');
        clean.then(|| &chunk[i + host.len()..])
    });
    let channel = find(b"youtube.com/@").map(|i| &chunk[i + 13..]);
    let rest = rest.or(channel)?;
    let name = rest
        .split(|b| matches!(b, b'/' | b'?' | b'&' | b'#'))
        .next()
        .unwrap_or(&[]);
    let profile = rest.starts_with(b"profile.php") || find(b"profile.php?id=").is_some();
    let name = name.strip_prefix(b"@").unwrap_or(name);
    if name.len() < 2
        || (NOT_PERSONS.contains(&name) && !profile)
        || name.ends_with(b".php") && !profile
    {
        return None;
    }
    let before = scan.left(at, 7);
    let after = scan.right(at, 40);
    let mine = before.meets(c::ME.and(c::FAMILY)) || after.meets(c::ME) && !before.meets(c::YOU);
    let mut candidate = Candidate::new(
        Kind::Social,
        units,
        "profile link",
        if channel.is_some() { 25 } else { 50 },
    );
    candidate.cue(mine, "first person or family", 25);
    candidate.cue(
        before.meets(c::SOCIAL.and(c::ADD_ME)),
        "name of a network",
        10,
    );
    let fan = (at.saturating_sub(6)..at).any(|i| {
        [
            b"trang".as_slice(),
            b"page",
            b"fanpage",
            b"channel",
            b"kenh",
            b"like",
            b"group",
            b"nhom",
            b"official",
            b"idol",
            b"news",
            b"clip",
            b"xem",
            b"coi",
            b"see",
            b"watch",
        ]
        .contains(&scan.plain(i))
    });
    candidate.add_if(fan && !mine, "page or channel", -30);
    candidate.add_if(
        scan.all.meets(c::FAMOUS.and(c::CREATIVE)) && !mine,
        "famous",
        -40,
    );
    candidate.add_if(
        scan.all.meets(c::SHOP.and(c::HOTLINE)) && !mine,
        "shop or office",
        -40,
    );
    let fame = [
        b"official".as_slice(),
        b"shop",
        b"store",
        b"news",
        b"mixigaming",
        b"sontung",
        b"vtv",
        b"fc",
        b"fanpage",
        b"nasa",
        b"groups",
    ]
    .iter()
    .any(|word| name.windows(word.len()).any(|window| window == *word));
    candidate.add_if(fame, "name of a page", -40);
    Some(candidate)
}

/// The tokens of a handle that starts here: letters, digits, dots, underscores, perhaps `#1234`.
fn chunk(scan: &Scan, at: usize) -> Range<usize> {
    let mut end = at;
    while end < scan.tokens.len() && (end == at || scan.glued(end)) {
        let fits = match scan.sign(end) {
            None => true,
            Some(b'.' | b'_' | b'-') => true,
            Some(b'@') => end == at,
            Some(b'#') => end > at && scan.is_number(end + 1),
            Some(_) => false,
        };
        if !fits {
            break;
        }
        end += 1;
    }
    while end > at && matches!(scan.sign(end - 1), Some(b'.' | b'-' | b'#')) {
        end -= 1;
    }
    at..end
}

/// "follow @…" in a message where nobody speaks of oneself.
fn recommended_channel(scan: &Scan, tokens: &Range<usize>) -> bool {
    !scan.all.meets(c::ME.and(c::FAMILY))
        && (tokens.start.saturating_sub(4)..tokens.start).any(|at| {
            matches!(
                scan.plain(at),
                b"follow" | b"theo" | b"doi" | b"sub" | b"xem"
            )
        })
}

/// A word of the class stands outside the handle and outside every other handle.
fn spoken_of(scan: &Scan, tokens: &Range<usize>, class: c::Set) -> bool {
    let sign = |at: usize| matches!(scan.sign(at), Some(b'_' | b'#' | b'@' | b'.'));
    scan.all.meets(class)
        && (0..scan.tokens.len()).any(|at| {
            !tokens.contains(&at)
                && scan.has(at, class)
                && !(at > 0 && scan.glued(at) && sign(at - 1))
                && !(scan.glued(at + 1) && matches!(scan.sign(at + 1), Some(b'_' | b'#')))
        })
}

fn handle(scan: &Scan, at: usize) -> Option<Candidate> {
    let tokens = chunk(scan, at);
    if tokens.is_empty() || scan.sign(tokens.end) == Some(b'@') && scan.glued(tokens.end) {
        return None;
    }
    let units = scan.units(tokens.clone());
    let plain = &scan.folded.plain()[units.clone()];
    let with_at = plain.first() == Some(&b'@');
    let name = if with_at { &plain[1..] } else { plain };
    let letters = name.iter().filter(|b| b.is_ascii_lowercase()).count();
    if name.len() < 3
        || name.len() > 32
        || letters < 2
        || !name.iter().all(|&b| b.is_ascii() && b != b' ')
    {
        return None;
    }
    let digits = name.iter().any(u8::is_ascii_digit);
    let joined = name.iter().any(|b| matches!(b, b'.' | b'_'));
    let tag = tokens.end >= 2
        && tokens.len() >= 3
        && scan.sign(tokens.end - 2) == Some(b'#')
        && scan.is_number(tokens.end - 1);
    let marked = tokens.clone().any(|i| scan.has_marks(i));
    if marked {
        return None;
    }
    let lone = tokens.len() == 1 && !digits;
    let known = scan.tokens[at].word != 0 && lone;
    if !with_at && (known || (lone && name.len() < 6)) {
        return None;
    }
    // A number with a unit, a class, a time, a game name are no handles.
    if !with_at && !tag && !name[0].is_ascii_lowercase() && name[0] != b'_' {
        return None;
    }
    if !with_at && !tag && (letters < 3 || (!digits && !joined && !lone)) {
        return None;
    }
    // The way back to the name of a network: only linking words between.
    let mut back = tokens.start;
    let mut network = false;
    let mut weak = false;
    let mut is = false;
    let mut mine = false;
    let mut add = false;
    let mut steps = 0;
    while back > 0 && steps < 9 && !(scan.breaks_line(back) && scan.sign(back - 1) != Some(b':')) {
        back -= 1;
        let class = scan.tokens[back].class;
        if scan.sign(back).is_some() {
            is |= matches!(scan.sign(back), Some(b':' | b'='));
            if matches!(scan.sign(back), Some(b'?' | b'!' | b';')) {
                break;
            }
            continue;
        }
        steps += 1;
        network |= class.meets(c::SOCIAL);
        weak |= class.meets(c::SOCIAL_WEAK);
        add |= class.meets(c::ADD_ME);
        mine |= class.meets(c::ME.and(c::FAMILY));
        is |= class.meets(c::IS.and(c::HANDLE));
        let link = c::SOCIAL
            .and(c::SOCIAL_WEAK)
            .and(c::ME)
            .and(c::FAMILY)
            .and(c::IS)
            .and(c::HANDLE)
            .and(c::ADD_ME)
            .and(c::POSSESS)
            .and(c::NAME_WEAK)
            .and(c::LOGIN);
        let joins = matches!(scan.plain(back), b"voi" | b"thi" | b"ne" | b"cho");
        if !with_at && !tag && !class.meets(link) && !network && !joins {
            break;
        }

        if class.meets(c::PASSWORD.and(c::MAIL)) && !class.meets(c::SOCIAL.and(c::ME)) {
            return None;
        }
    }
    let direct = tokens.start >= 2
        && scan.sign(tokens.start - 1) == Some(b':')
        && scan.has(tokens.start - 2, c::SOCIAL);
    let idol = scan.left(tokens.start, 5).meets(c::CREATIVE.and(c::NEWS));
    let after = scan.right(tokens.end, 4);
    mine |= with_at && after.meets(c::ME);
    let network_after = after.meets(c::SOCIAL) && !network;
    if !(network || network_after || weak || (with_at && add && mine) || tag) {
        return None;
    }
    let base = match (with_at || tag, digits || joined) {
        (true, _) => 25,
        (false, true) => 20,
        (false, false) => 0,
    };
    let mut candidate = Candidate::new(Kind::Social, units, "looks like a handle", base);
    candidate.cue(network, "name of a network", 25);
    candidate.cue(network_after, "name of a network after", 20);
    candidate.add_if(weak && !network, "game, not a network", 5);
    candidate.add_if(is, "is", 10);
    candidate.add_if(direct, "right after it", 15);
    candidate.add_if(
        !direct && joined && digits && network,
        "looks like a handle only",
        10,
    );
    let asked_to_add = after.meets(c::ADD_ME);
    candidate.add_if(
        asked_to_add && !add && !recommended_channel(scan, &tokens),
        "add me after",
        10,
    );
    let talk = !asked_to_add
        && tokens.end + 1 < scan.tokens.len()
        && scan.is_word(tokens.end)
        && scan.is_word(tokens.end + 1);
    candidate.add_if(
        !mine && !add && !is && !direct && !tag && talk,
        "nobody says whose",
        -10,
    );
    // "theo dõi @… trên tiktok": a channel that is recommended, when nobody speaks of oneself.
    let recommended = add && !mine && !is && recommended_channel(scan, &tokens);
    candidate.add_if(recommended, "a channel to follow", -25);
    candidate.add_if(idol && !mine, "somebody famous", -45);
    candidate.add_if(mine, "first person or family", 15);
    candidate.add_if(add, "add me", 10);
    candidate.add_if(tag, "handle with a tag", 15);
    let sentence = scan.sentence(tokens.start);
    candidate.add_if(
        (spoken_of(scan, &tokens, c::FAMOUS) || spoken_of(scan, &tokens, c::CREATIVE) && !mine)
            && !(mine && tag),
        "famous",
        -60,
    );
    candidate.add_if(
        sentence.meets(c::SHOP.and(c::HOTLINE).and(c::NEWS)) && !mine,
        "shop or news",
        -40,
    );
    candidate.add_if(sentence.meets(c::THIRD) && !mine, "somebody else", -20);
    candidate.add_if(scan.all.meets(c::EXAMPLE) && !mine, "example", -40);
    Some(candidate)
}
