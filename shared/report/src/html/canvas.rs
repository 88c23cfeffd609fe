//! Where the plotting library draws: SVG whose colours are classes, so that the style sheet decides how they look on light
//! and on dark paper. The library's own SVG writes fixed colours.
//!
//! Drawings are made at twice their size on screen, since the library knows whole pixels only.

use maud::{Escaper, PreEscaped};
use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;
use std::fmt::Write as _;

/// What is drawn; the class names of the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Grid,
    Base,
    Used,
    Left,
    Over,
    Mark,
    Leaf,
    Value,
    Label,
    Now,
    Heat,
    Dot,
    Bar,
    Before,
}

/// In the order of the numbers that stand for them in the library's colours.
const INKS: [(Ink, &str); 14] = [
    (Ink::Grid, "c-grid"),
    (Ink::Base, "c-base"),
    (Ink::Used, "c-used"),
    (Ink::Left, "c-left"),
    (Ink::Over, "c-over"),
    (Ink::Mark, "c-mark"),
    (Ink::Leaf, "c-leaf"),
    (Ink::Value, "c-value"),
    (Ink::Label, "c-label"),
    (Ink::Now, "c-now"),
    (Ink::Heat, "c-heat"),
    (Ink::Dot, "c-dot"),
    (Ink::Bar, "c-bar"),
    (Ink::Before, "c-before"),
];

impl Ink {
    /// The colour that stands for it in the library.
    pub(crate) fn color(self) -> RGBColor {
        let place = INKS.iter().position(|(ink, _)| *ink == self);
        RGBColor(
            0,
            0,
            place.and_then(|at| u8::try_from(at).ok()).unwrap_or(0),
        )
    }

    fn class(color: BackendColor) -> &'static str {
        INKS.get(usize::from(color.rgb.2))
            .map_or("c-label", |(_, class)| class)
    }
}

/// A drawing under way.
pub(crate) struct Canvas<'a> {
    out: &'a mut String,
    size: (u32, u32),
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(out: &'a mut String, size: (u32, u32)) -> Self {
        Self { out, size }
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let written = self.out.write_fmt(text);
        debug_assert!(written.is_ok());
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let class = Ink::class(color);
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"/>"
        ));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        let class = Ink::class(style.color());
        self.write(format_args!(
            "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>",
            from.0, from.1, to.0, to.1
        ));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let class = Ink::class(style.color());
        let (width, height) = ((right - left).max(1), (bottom - top).max(1));
        let round = (width.min(height) / 3).min(4);
        self.write(format_args!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>"
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.shape(path, Ink::class(style.color()), "");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let class = Ink::class(style.color());
        self.write(format_args!(
            "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
        ));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.shape(corners, Ink::class(style.color()), "Z");
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        let class = Ink::class(style.color());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Sizes are small whole numbers of pixels.
        let size = format!("{:.0}", style.size());
        let height: i32 = size.parse().unwrap_or(20);
        let y = match style.anchor().v_pos {
            VPos::Top => y + height * 4 / 5,
            VPos::Center => y + height * 7 / 20,
            VPos::Bottom => y,
        };
        let mut escaped = String::new();
        let written = Escaper::new(&mut escaped).write_str(text);
        debug_assert!(written.is_ok());
        self.write(format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\">{escaped}</text>"
        ));
        Ok(())
    }

    /// Digits and letters of a usual font are about half as wide as they are high.
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let height: u32 = format!("{:.0}", style.size()).parse().unwrap_or(20);
        let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        Ok((letters.saturating_mul(height) * 11 / 20, height))
    }
}

impl Canvas<'_> {
    fn shape<I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, class: &str, end: &str) {
        self.write(format_args!("<path class=\"{class}\" d=\""));
        for (index, (x, y)) in corners.into_iter().enumerate() {
            let verb = if index == 0 { 'M' } else { 'L' };
            self.write(format_args!("{verb}{x} {y}"));
        }
        self.write(format_args!("{end}\"/>"));
    }
}

/// A finished drawing as an image with a title and a description.
pub(crate) fn image(
    id: &str,
    title: &str,
    description: &str,
    (width, height): (u32, u32),
    content: &str,
) -> PreEscaped<String> {
    let escape = |text: &str| {
        let mut escaped = String::new();
        let written = Escaper::new(&mut escaped).write_str(text);
        debug_assert!(written.is_ok());
        escaped
    };
    PreEscaped(format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{content}</svg>",
        escape(title),
        escape(description)
    ))
}
