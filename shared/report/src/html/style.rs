//! Colours and layout of a page. The tokens are here and nowhere else: *tre* (bamboo), *lúa* (rice), *gạch* (brick),
//! *mực* (ink), *giấy* (paper), each for light and for dark paper.

/// A colour of the page.
pub(crate) struct Token {
    /// Name of the custom property.
    pub(crate) name: &'static str,
    /// On light paper.
    pub(crate) light: &'static str,
    /// On dark paper.
    pub(crate) dark: &'static str,
    /// What it is for, which decides how much contrast it needs; the tests measure it.
    #[cfg_attr(not(test), expect(dead_code, reason = "measured by the tests"))]
    pub(crate) used_for: For,
}

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// What text stands on.
    Ground,
    /// Text: 4.5:1 on every ground.
    Text,
    /// Shapes that carry meaning: 3:1 on every ground.
    Shape,
    /// Lines and tints that only please.
    Decoration,
}

/// Every colour there is. Brick is not among the colours of charts: nothing in a review is an alarm.
pub(crate) const TOKENS: [Token; 11] = [
    token("giay", "#FBF8F1", "#141C19", For::Ground),
    token("to", "#FFFFFF", "#1B2622", For::Ground),
    token("muc", "#1E2A26", "#E4EBE6", For::Text),
    token("muc-nhat", "#54635C", "#9DB0A7", For::Text),
    token("tre-chu", "#1F6B45", "#5CC795", For::Text),
    token("lua-chu", "#835808", "#DDA84A", For::Text),
    token("tre", "#1F6B45", "#3FAE7A", For::Shape),
    token("lua", "#A8720B", "#D9A03C", For::Shape),
    token("dot", "#6F8077", "#7F9389", For::Shape),
    token("ke", "#E2DBC8", "#2B3A34", For::Decoration),
    token("la", "#DCEBDD", "#22382E", For::Decoration),
];

const fn token(
    name: &'static str,
    light: &'static str,
    dark: &'static str,
    used_for: For,
) -> Token {
    Token {
        name,
        light,
        dark,
        used_for,
    }
}

/// The style sheet: tokens, then layout. It is for a screen of 320 px and more, light and dark, and for A4.
pub(crate) fn sheet() -> String {
    let set = |pick: &dyn Fn(&Token) -> &'static str| -> String {
        TOKENS
            .iter()
            .map(|token| format!("--{}:{};", token.name, pick(token)))
            .collect()
    };
    let light = set(&|token| token.light);
    let dark = set(&|token| token.dark);
    // Paper is light, whatever the screen is.
    format!(
        ":root{{color-scheme:light dark;{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{LAYOUT}"
    )
}

const LAYOUT: &str = r#"*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--giay);color:var(--muc);font:1rem/1.5 "Be Vietnam Pro",system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
main,.top,.foot{max-width:50rem;margin:0 auto;padding:0 1rem}
.top{display:flex;align-items:flex-end;justify-content:space-between;gap:1rem;padding-top:1.75rem;border-bottom:1px solid var(--ke)}
.top>div{padding-bottom:1rem}
.top svg{flex:none;width:10.5rem;height:auto;margin-bottom:-1px}
h1{font-size:1.75rem;line-height:1.2;margin:0;letter-spacing:-.01em}
.dates{margin:.25rem 0 0;color:var(--muc-nhat)}
h2{font-size:1.375rem;line-height:1.25;margin:0}
h3{font-size:1rem;line-height:1.35;margin:0 0 .5rem;color:var(--tre-chu)}
p{margin:0 0 .5rem}
.child,.talk{margin:1.5rem 0 0;padding:1.25rem 1.25rem 1.375rem;background:var(--to);border:1px solid var(--ke);border-radius:.875rem}
.total{margin:.125rem 0 .625rem;color:var(--muc-nhat)}
.total b{color:var(--muc);font-weight:600}
.stalk{display:block;width:100%;height:auto;margin:.25rem 0 .5rem}
.trend{margin:0 0 1.125rem}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18.5rem),1fr));gap:1.25rem 2rem;margin-top:1.125rem}
.grid>*{min-width:0}
figure{margin:0}
figcaption{font-weight:600;color:var(--tre-chu);margin-bottom:.375rem}
.chart{display:block;width:100%;height:auto;overflow:visible}
.note{font-size:.875rem;color:var(--muc-nhat);margin:.25rem 0 0}
.legend{display:flex;flex-wrap:wrap;gap:.125rem 1rem;list-style:none;margin:.25rem 0 0;padding:0;font-size:.8125rem;color:var(--muc-nhat)}
.legend svg{width:.875rem;height:.875rem;margin-right:.375rem;vertical-align:-.125rem}
details{margin-top:.375rem;font-size:.875rem}
summary{cursor:pointer;color:var(--tre-chu);width:max-content;max-width:100%;padding:.25rem 0}
summary:focus-visible{outline:2px solid var(--tre);outline-offset:2px;border-radius:.25rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;font-weight:400}
thead th{color:var(--muc-nhat);border-bottom:1px solid var(--ke)}
td.n,th.n{text-align:right;white-space:nowrap}
details td,details th{border-bottom:1px solid var(--ke)}
.amounts th{padding-right:.75rem;width:40%}
.amounts td.n{padding-left:.5rem;padding-right:0;width:1%}
.amounts td{vertical-align:middle;padding-right:0}
.amounts svg{display:block;width:100%;height:.5rem}
.good{list-style:none;margin:0;padding:0}
.good li{padding:.125rem 0 .125rem 1.75rem;position:relative}
.next{margin-top:1.125rem}
.good svg{position:absolute;left:0;top:.4375rem;width:1.125rem;height:1.125rem}
dl{margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18.5rem),1fr));gap:.5rem 2rem}
dt{font-size:.875rem;color:var(--muc-nhat)}
dd{margin:0}
dd.look{color:var(--lua-chu);font-weight:500}
.talk{background:var(--la);border-color:transparent}
.talk h2{margin-bottom:.125rem}
.talk ol{list-style:none;margin:.875rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,13.5rem),1fr));gap:.75rem}
.talk li{background:var(--to);border-radius:.625rem;padding:.875rem 1rem}
.talk b{display:block;font-size:.8125rem;font-weight:600;color:var(--tre-chu);margin-bottom:.25rem}
.foot{padding-top:1.25rem;padding-bottom:2.5rem;font-size:.8125rem;color:var(--muc-nhat)}
.foot p{margin:0}
text{font-family:inherit;fill:var(--muc-nhat)}
.c-grid{stroke:var(--ke);stroke-width:1.5;fill:none}
.c-base{stroke:var(--dot);stroke-width:2;fill:none}
.c-used{fill:var(--la);stroke:var(--dot);stroke-width:2}
.c-left{fill:var(--tre)}
.c-over{fill:none;stroke:var(--lua);stroke-width:3}
.c-mark{stroke:var(--muc);stroke-width:3;fill:none}
.c-leaf{fill:var(--tre)}
.c-value{fill:var(--muc)}
.c-label{fill:var(--muc-nhat)}
.c-now{font-weight:700;fill:var(--muc)}
.c-heat{fill:var(--tre)}
.c-dot{fill:var(--ke)}
.c-bar{fill:var(--tre)}
.c-before{fill:var(--la);stroke:var(--dot);stroke-width:2}
@media (max-width:30rem){.chart text{font-size:25px}h1{font-size:1.5rem}.top svg{width:7rem}.child,.talk{padding:1rem;border-radius:.625rem}main{padding:0 .625rem}}
@page{size:A4;margin:13mm 12mm}
@media print{html{font-size:9.5pt}body{background:none;line-height:1.4}main,.top,.foot{max-width:none;padding-left:0;padding-right:0}.top{padding-top:0}.top>div{padding-bottom:.5rem}.top svg{width:8rem}.child,.talk{margin-top:.75rem;padding:0;border:0;background:none}.child+.child{break-before:page}h2,h3,figcaption{break-after:avoid}figure,dl,.talk,tr{break-inside:avoid}.talk{padding:.875rem;background:var(--la);margin-top:1.25rem}.talk,.chart,.stalk,.amounts svg,.top svg,.good svg,.legend svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}.grid,dl{grid-template-columns:1fr 1fr;gap:.75rem 1.75rem;margin-top:.75rem}dl{gap:.375rem 1.75rem;margin-top:0}.chart{max-height:48mm}details{display:none}.talk ol{grid-template-columns:repeat(3,1fr)}.foot{padding:.75rem 0 0}}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn channels(text: &str) -> [f64; 3] {
        let part = |at: usize| f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap());
        [part(1), part(3), part(5)]
    }

    /// WCAG contrast ratio.
    fn contrast(a: &str, b: &str) -> f64 {
        let luminance = |text: &str| {
            let [r, g, b] = channels(text).map(|value| {
                let share = value / 255.0;
                if share <= 0.04045 {
                    share / 12.92
                } else {
                    ((share + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn everything_can_be_read_on_every_paper() {
        type Pick = fn(&Token) -> &'static str;
        let papers: [Pick; 2] = [|token| token.light, |token| token.dark];
        for pick in papers {
            // The tint of leaves carries the heading of the questions.
            let grounds = TOKENS
                .iter()
                .filter(|token| token.used_for == For::Ground || token.name == "la");
            for ground in grounds {
                for token in &TOKENS {
                    let least = match token.used_for {
                        For::Text => 4.5,
                        For::Shape => 3.0,
                        For::Ground | For::Decoration => continue,
                    };
                    let found = contrast(pick(token), pick(ground));
                    assert!(
                        found >= least,
                        "{} on {}: {found:.2}",
                        token.name,
                        ground.name
                    );
                }
            }
        }
    }

    #[test]
    fn the_layout_names_colours_by_token_only() {
        assert!(!LAYOUT.contains('#'), "a colour beside the tokens");
        for part in LAYOUT.split("var(--").skip(1) {
            let name = part.split(')').next().unwrap();
            assert!(TOKENS.iter().any(|token| token.name == name), "{name}");
        }
    }
}
