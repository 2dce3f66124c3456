//! Charts as inline SVG: shapes with classes, no styles; a sentence as label; the numbers stand beside them as text.

use std::fmt::Write;

/// Escapes text for HTML and XML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let _ = write_escaped(&mut out, text);
    out
}

/// Writes text escaped for HTML and XML.
pub fn write_escaped(out: &mut impl Write, text: &str) -> std::fmt::Result {
    let mut rest = text;
    // Nearly all of a text goes through as it is, and in long pieces.
    while let Some(at) = first_odd(rest.as_bytes()) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.write_str(before)?;
        let mut chars = after.chars();
        match chars.next() {
            Some('&') => out.write_str("&amp;")?,
            Some('<') => out.write_str("&lt;")?,
            Some('>') => out.write_str("&gt;")?,
            Some('"') => out.write_str("&quot;")?,
            // XML allows no other control characters, not even as references.
            Some(c) if c.is_control() || c == '\u{FFFE}' || c == '\u{FFFF}' => {}
            Some(c) => out.write_char(c)?,
            None => {}
        }
        rest = chars.as_str();
    }
    out.write_str(rest)
}

/// Where the first byte is with which something begins that may have to be escaped: the four characters, control characters (also those
/// above ASCII, whose first byte is C2), U+FFFE and U+FFFF (EF). The compiler makes a few wide comparisons of a whole piece.
fn first_odd(bytes: &[u8]) -> Option<usize> {
    let odd = |byte: u8| {
        (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')
            | (byte == b'&')
            | (byte == b'<')
            | (byte == b'>')
            | (byte == b'"')
            | (byte == 0x7f)
            | (byte == 0xc2)
            | (byte == 0xef)
    };
    let (pieces, _) = bytes.as_chunks::<16>();
    let plain =
        16 * pieces.iter().take_while(|piece| !piece.iter().fold(false, |found, &byte| found | odd(byte))).count();
    let rest = bytes.get(plain..)?;
    rest.iter().position(|&byte| odd(byte)).map(|at| plain + at)
}

/// A line over an area: values in order, in a box of this size.
pub fn line(values: &[u32], width: u32, height: u32, label: &str) -> String {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let steps = u32::try_from(values.len().saturating_sub(1)).unwrap_or(u32::MAX).max(1);
    let mut points = String::new();
    for (i, value) in (0u32..).zip(values) {
        let x = f64::from(width) * f64::from(i) / f64::from(steps);
        let y = f64::from(height) - 2.0 - f64::from(*value) / f64::from(most) * (f64::from(height) - 5.0);
        let _ = write!(points, "{}{} {}", if i > 0 { " " } else { "" }, short(x), short(y));
    }
    let mut svg = open(width, height, label);
    if values.len() > 1 {
        let _ = write!(
            svg,
            "<polygon class=\"area\" points=\"0 {height} {points} {width} {height}\"/><polyline class=\"line\" points=\"{points}\"/>"
        );
    }
    svg + "</svg>"
}

/// A bar of parts side by side, each with its share of the width.
pub fn parts(values: &[(String, usize)], width: u32, height: u32, label: &str) -> String {
    let total = values.iter().map(|(_, n)| *n).sum::<usize>().max(1);
    let mut svg = open(width, height, label);
    let mut x = 0.0;
    for (i, (name, n)) in values.iter().enumerate() {
        let share = real(*n) / real(total) * f64::from(width);
        let _ = write!(
            svg,
            "<rect class=\"f{}\" x=\"{}\" y=\"0\" width=\"{}\" height=\"{height}\"><title>{}: {n}</title></rect>",
            i.min(4) + 1,
            short(x),
            short((share - 1.0).max(1.0)),
            escape(name)
        );
        x += share;
    }
    svg + "</svg>"
}

/// Columns by hour, for the coverage of a story.
pub fn columns(values: &[u32], width: u32, height: u32, label: &str) -> String {
    let most = f64::from(values.iter().copied().max().unwrap_or(0).max(1));
    let step = f64::from(width) / real(values.len().max(1));
    let mut svg = open(width, height, label);
    for (i, value) in values.iter().enumerate().filter(|(_, value)| **value > 0) {
        let tall = f64::from(*value) / most * (f64::from(height) - 2.0);
        let _ = write!(
            svg,
            "<rect class=\"f1\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            short(real(i) * step),
            short(f64::from(height) - 1.0 - tall),
            short((step - 1.0).max(0.8)),
            short(tall)
        );
    }
    let _ = write!(svg, "<path class=\"axis\" d=\"M0 {0}H{width}\"/>", f64::from(height) - 0.5);
    svg + "</svg>"
}

fn open(width: u32, height: u32, label: &str) -> String {
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escape(label)
    )
}

fn real(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// One decimal at most.
fn short(x: f64) -> String {
    let tenths = (x * 10.0).round_ties_even() as i64;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_stay_inside_their_box() {
        assert_eq!(
            line(&[0, 4], 100, 25, "a \"b\""),
            "<svg class=\"chart\" viewBox=\"0 0 100 25\" width=\"100\" height=\"25\" role=\"img\" aria-label=\"a &quot;b&quot;\"><polygon class=\"area\" points=\"0 25 0 23 100 3 100 25\"/><polyline class=\"line\" points=\"0 23 100 3\"/></svg>"
        );
        assert!(!line(&[], 100, 25, "").contains("NaN") && !columns(&[], 10, 10, "").contains("NaN"));
        assert!(parts(&[("<x>".into(), 3), ("y".into(), 1)], 100, 9, "").contains("&lt;x&gt;: 3"));
    }

    #[test]
    fn control_characters_do_not_pass() {
        assert_eq!(escape("a\u{0}\u{1b}b<\u{FFFF}"), "ab&lt;");
        assert_eq!(escape("\u{85}«ü»\u{7f}，\t\u{FFFE}“é” & 中"), "«ü»，\t“é” &amp; 中");
    }
}
