//! Regular expressions of ICU and Java, as SRX files hold them, in the syntax of the `regex` crate.
//!
//! What means the same is respelt. Look-arounds are taken where they stand at the edge of a rule's half, the only place
//! where rules need them: they become conditions of their own at the break position. Back references, look-arounds inside
//! a pattern and Unicode blocks have no counterpart; a rule that uses them is left out and named.

/// Why a pattern cannot be used, or not exactly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternProblem {
    /// `(?=…)`, `(?!…)`, `(?<=…)` or `(?<!…)` where it cannot be moved to the edge.
    #[error("look-around inside a pattern")]
    LookAround,
    /// `\1`
    #[error("back reference")]
    BackReference,
    /// A class or an escape that has no counterpart.
    #[error("`{0}` has no counterpart")]
    Unsupported(String),
    /// `*+` or `(?>…)`, read as if it could give back what it took.
    #[error("`{0}` is read without its possessiveness")]
    Possessive(String),
    /// A map's pattern cannot be read.
    #[error("the language pattern cannot be read")]
    LanguagePattern,
    /// A map names rules that are not there.
    #[error("no such rules")]
    NoRules,
    /// The pattern is broken in any syntax.
    #[error("{0}")]
    Broken(String),
}

/// One half of a rule, respelt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Half {
    /// The main pattern.
    pub(super) pattern: String,
    /// Conditions on what follows the break position: pattern, and whether it must match.
    pub(super) ahead: Vec<(String, bool)>,
    /// Conditions on what stands before the break position.
    pub(super) behind: Vec<(String, bool)>,
    /// What was read with another meaning.
    pub(super) inexact: Vec<PatternProblem>,
}

/// Which half a pattern is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// A look-around group at the edge of a pattern.
struct Look<'p> {
    inner: &'p str,
    ahead: bool,
    positive: bool,
}

/// Respells one half of a rule.
pub(super) fn translate(pattern: &str, side: Side) -> Result<Half, PatternProblem> {
    let mut half = Half::default();
    let mut rest = pattern;
    if !has_top_level_alternative(pattern) {
        // At the break position.
        match side {
            Side::Before => {
                while let Some((head, look)) = trailing_look(rest) {
                    half.condition(&look)?;
                    rest = head;
                }
            }
            Side::After => {
                while let Some((look, tail)) = leading_look(rest) {
                    half.condition(&look)?;
                    rest = tail;
                }
            }
        }
        // At the far edge: what must (not) stand there is matched, where it is one character.
        if side == Side::Before
            && let Some((look, tail)) = leading_look(rest).filter(|(look, _)| !look.ahead)
        {
            let inner = respell(look.inner, &mut half.inexact)?;
            half.pattern =
                if look.positive { format!("(?:{inner})") } else { format!("(?:^|{})", none_of(&inner)?) };
            rest = tail;
        } else if side == Side::After
            && let Some((head, look)) = trailing_look(rest).filter(|(_, look)| look.ahead)
        {
            let inner = respell(look.inner, &mut half.inexact)?;
            let edge =
                if look.positive { format!("(?:{inner})") } else { format!("(?:$|{})", none_of(&inner)?) };
            half.pattern = respell(head, &mut half.inexact)? + &edge;
            return Ok(half);
        }
    }
    let main = respell(rest, &mut half.inexact)?;
    half.pattern.push_str(&main);
    Ok(half)
}

impl Half {
    fn condition(&mut self, look: &Look<'_>) -> Result<(), PatternProblem> {
        let inner = respell(look.inner, &mut self.inexact)?;
        let list = if look.ahead { &mut self.ahead } else { &mut self.behind };
        list.push((inner, look.positive));
        Ok(())
    }
}

/// The class of all characters but those that a one-character pattern matches.
fn none_of(pattern: &str) -> Result<String, PatternProblem> {
    let mut chars = pattern.chars();
    let inner = match chars.next() {
        Some('[') if end_of_class(pattern) == Some(pattern.len()) => pattern.to_owned(),
        Some('\\')
            if matches!(pattern.get(1..2), Some("p" | "P" | "w" | "s" | "d")) && one_escape(pattern) =>
        {
            pattern.to_owned()
        }
        Some(c) if chars.next().is_none() && c.is_alphanumeric() => c.to_string(),
        _ => return Err(PatternProblem::LookAround),
    };
    Ok(format!("[^{inner}]"))
}

fn one_escape(pattern: &str) -> bool {
    if pattern.as_bytes().get(2) == Some(&b'{') {
        pattern.find('}') == Some(pattern.len() - 1)
    } else {
        pattern.len() == 2
    }
}

/// The end of the class that begins a pattern.
fn end_of_class(pattern: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0usize, false);
    for (at, c) in pattern.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Calls `each` with every byte offset that stands outside classes and escapes, its character and the depth of groups.
fn walk(pattern: &str, mut each: impl FnMut(usize, char, usize)) {
    let (mut class, mut depth, mut escaped, mut quoted) = (0usize, 0usize, false, false);
    let mut chars = pattern.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if quoted {
            if c == '\\' && chars.peek().is_some_and(|&(_, next)| next == 'E') {
                quoted = false;
                chars.next();
            }
            continue;
        }
        if escaped {
            escaped = false;
            quoted = c == 'Q';
            continue;
        }
        match c {
            '\\' => escaped = true,
            '[' => class += 1,
            ']' => class = class.saturating_sub(1),
            _ if class > 0 => {}
            '(' => {
                each(at, c, depth);
                depth += 1;
            }
            ')' => {
                depth = depth.saturating_sub(1);
                each(at, c, depth);
            }
            _ => each(at, c, depth),
        }
    }
}

fn has_top_level_alternative(pattern: &str) -> bool {
    let mut found = false;
    walk(pattern, |_, c, depth| found |= c == '|' && depth == 0);
    found
}

fn look_kind(group: &str) -> Option<(usize, bool, bool)> {
    [("(?=", true, true), ("(?!", true, false), ("(?<=", false, true), ("(?<!", false, false)]
        .into_iter()
        .find(|(start, ..)| group.starts_with(start))
        .map(|(start, ahead, positive)| (start.len(), ahead, positive))
}

fn leading_look(pattern: &str) -> Option<(Look<'_>, &str)> {
    let (start, ahead, positive) = look_kind(pattern)?;
    let mut end = None;
    walk(pattern, |at, c, depth| {
        if c == ')' && depth == 0 && end.is_none() {
            end = Some(at);
        }
    });
    let end = end?;
    // A repeated group is no edge.
    let tail = &pattern[end + 1..];
    (!tail.starts_with(['*', '+', '?', '{']))
        .then(|| (Look { inner: &pattern[start..end], ahead, positive }, tail))
}

fn trailing_look(pattern: &str) -> Option<(&str, Look<'_>)> {
    let (mut open, mut close) = (None, None);
    walk(pattern, |at, c, depth| {
        if depth == 0 {
            match c {
                '(' => open = Some(at),
                ')' => close = Some(at),
                _ => {}
            }
        }
    });
    let (open, close) = (open?, close?);
    if close + 1 != pattern.len() {
        return None;
    }
    let (start, ahead, positive) = look_kind(&pattern[open..])?;
    Some((&pattern[..open], Look { inner: &pattern[open + start..close], ahead, positive }))
}

/// Respells a pattern that holds no look-around.
fn respell(pattern: &str, inexact: &mut Vec<PatternProblem>) -> Result<String, PatternProblem> {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars().peekable();
    let mut class = 0usize;
    let mut quantified = false;
    while let Some(c) = chars.next() {
        let was_quantified = std::mem::take(&mut quantified);
        match c {
            '\\' => escape(&mut chars, &mut out, class > 0)?,
            '[' if chars.peek() == Some(&':') && class > 0 => named_class(&mut chars, &mut out)?,
            '[' => {
                class += 1;
                out.push('[');
                if chars.peek() == Some(&'^') {
                    chars.next();
                    out.push('^');
                }
            }
            ']' => {
                class = class.saturating_sub(1);
                out.push(']');
            }
            // `~~` is an operator of `regex` alone.
            '~' if class > 0 => out.push_str(r"\~"),
            '#' | ' ' => out.push(c),
            '(' if class == 0 && chars.peek() == Some(&'?') => {
                chars.next();
                group(&mut chars, &mut out, inexact)?;
            }
            '*' | '+' | '?' | '}' if class == 0 => {
                if c == '+' && was_quantified {
                    inexact
                        .push(PatternProblem::Possessive(format!("{}+", out.chars().last().unwrap_or(' '))));
                } else {
                    out.push(c);
                    quantified = !was_quantified;
                }
            }
            _ => out.push(c),
        }
    }
    Ok(out)
}

type Chars<'p> = std::iter::Peekable<std::str::Chars<'p>>;

/// What follows `(?`.
fn group(
    chars: &mut Chars<'_>,
    out: &mut String,
    inexact: &mut Vec<PatternProblem>,
) -> Result<(), PatternProblem> {
    match chars.peek() {
        Some('=' | '!') => Err(PatternProblem::LookAround),
        Some('>') => {
            chars.next();
            inexact.push(PatternProblem::Possessive("(?>…)".to_owned()));
            out.push_str("(?:");
            Ok(())
        }
        Some('<') => {
            chars.next();
            if matches!(chars.peek(), Some('=' | '!')) {
                return Err(PatternProblem::LookAround);
            }
            out.push_str("(?P<");
            Ok(())
        }
        // A comment: `(?#…)`.
        Some('#') => {
            for c in chars.by_ref() {
                if c == ')' {
                    break;
                }
            }
            Ok(())
        }
        _ => {
            // Flags: `d` (lines end in \n only), `w` (word boundaries of UAX 29) and `u` (on by default) are left out.
            let mut flags = String::new();
            while let Some(&c) = chars.peek().filter(|&&c| c.is_ascii_alphabetic() || c == '-') {
                chars.next();
                if !matches!(c, 'd' | 'w' | 'u' | 'U') {
                    flags.push(c);
                }
            }
            let flags = flags.trim_end_matches('-');
            match chars.next() {
                Some(')') if flags.is_empty() => {}
                Some(end) => {
                    out.push_str("(?");
                    out.push_str(flags);
                    out.push(end);
                }
                None => return Err(PatternProblem::Broken("unclosed group".to_owned())),
            }
            Ok(())
        }
    }
}

/// `[:name:]` inside a class, after its `[`.
fn named_class(chars: &mut Chars<'_>, out: &mut String) -> Result<(), PatternProblem> {
    chars.next();
    let negated = chars.next_if_eq(&'^').is_some();
    let name: String = std::iter::from_fn(|| chars.next_if(|&c| c != ':')).collect();
    if chars.next() != Some(':') || chars.next() != Some(']') {
        return Err(PatternProblem::Broken(format!("[:{name}")));
    }
    out.push_str(&property(&name, negated)?);
    Ok(())
}

/// A property by the names that ICU, Java and POSIX give it.
fn property(name: &str, negated: bool) -> Result<String, PatternProblem> {
    let simple: String =
        name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect::<String>().to_lowercase();
    let known = match simple.as_str() {
        "alpha" => "Alphabetic",
        "upper" | "javauppercase" => "Uppercase",
        "lower" | "javalowercase" => "Lowercase",
        "digit" => "Nd",
        "punct" => "P",
        "space" | "blank" | "javawhitespace" => "White_Space",
        "cntrl" => "Cc",
        "alnum" => {
            return Ok(
                if negated { r"[^\p{Alphabetic}\p{Nd}]" } else { r"[\p{Alphabetic}\p{Nd}]" }.to_owned()
            );
        }
        _ => name.strip_prefix("Is").unwrap_or(name),
    };
    let spelt = format!(r"\{}{{{known}}}", if negated { 'P' } else { 'p' });
    match regex_syntax_of(&spelt) {
        true => Ok(spelt),
        false => Err(PatternProblem::Unsupported(format!(r"\p{{{name}}}"))),
    }
}

fn regex_syntax_of(pattern: &str) -> bool {
    regex::Regex::new(pattern).is_ok()
}

/// What follows a backslash.
fn escape(chars: &mut Chars<'_>, out: &mut String, in_class: bool) -> Result<(), PatternProblem> {
    let Some(c) = chars.next() else { return Err(PatternProblem::Broken("\\ at the end".to_owned())) };
    match c {
        'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't' | 'f' => out.extend(['\\', c]),
        'b' | 'B' | 'A' | 'z' if !in_class => out.extend(['\\', c]),
        'Z' if !in_class => out.push_str(r"\n?\z"),
        // The end of the match before: the beginning, where there is none.
        'h' => out.push_str(r"[\t\p{Zs}]"),
        'H' => out.push_str(r"[^\t\p{Zs}]"),
        'v' => out.push_str(r"[\n\x0B\x0C\r\x{85}\x{2028}\x{2029}]"),
        'V' => out.push_str(r"[^\n\x0B\x0C\r\x{85}\x{2028}\x{2029}]"),
        'R' if !in_class => out.push_str(r"(?:\r\n|[\n\x0B\x0C\r\x{85}\x{2028}\x{2029}])"),
        'a' => out.push_str(r"\x07"),
        'e' => out.push_str(r"\x1B"),
        'u' => hexadecimal(chars, out, 4)?,
        'U' => hexadecimal(chars, out, 8)?,
        'x' if chars.next_if_eq(&'{').is_some() => {
            let digits: String = std::iter::from_fn(|| chars.next_if(char::is_ascii_hexdigit)).collect();
            if chars.next() != Some('}') {
                return Err(PatternProblem::Broken(r"\x{".to_owned()));
            }
            out.push_str(&format!(r"\x{{{digits}}}"));
        }
        'x' => hexadecimal(chars, out, 2)?,
        '0' => {
            let digits: String =
                std::iter::from_fn(|| chars.next_if(|c| matches!(c, '0'..='7'))).take(3).collect();
            let code = u32::from_str_radix(&digits, 8).unwrap_or(0);
            out.push_str(&format!(r"\x{{{code:X}}}"));
        }
        'p' | 'P' => {
            let name = if chars.next_if_eq(&'{').is_some() {
                let name: String = std::iter::from_fn(|| chars.next_if(|&c| c != '}')).collect();
                chars.next();
                name
            } else {
                chars.next().map(String::from).unwrap_or_default()
            };
            let (name, inverse) = match name.strip_prefix('^') {
                Some(name) => (name, true),
                None => (name.as_str(), false),
            };
            out.push_str(&property(name, (c == 'P') != inverse)?);
        }
        'Q' => {
            let mut quoted = String::new();
            while let Some(c) = chars.next() {
                if c == '\\' && chars.next_if_eq(&'E').is_some() {
                    break;
                }
                quoted.push(c);
            }
            out.push_str(&regex::escape(&quoted));
        }
        'E' => {}
        '1'..='9' | 'k' => return Err(PatternProblem::BackReference),
        c if c.is_ascii_alphabetic() => return Err(PatternProblem::Unsupported(format!("\\{c}"))),
        c => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
    }
    Ok(())
}

fn hexadecimal(chars: &mut Chars<'_>, out: &mut String, length: usize) -> Result<(), PatternProblem> {
    let digits: String = (0..length).map_while(|_| chars.next_if(char::is_ascii_hexdigit)).collect();
    if digits.len() != length {
        return Err(PatternProblem::Broken(format!("\\u{digits}")));
    }
    out.push_str(&format!(r"\x{{{digits}}}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(pattern: &str) -> String {
        translate(pattern, Side::Before).unwrap().pattern
    }

    #[test]
    fn what_means_the_same_is_respelt() {
        assert_eq!(before(r"\u00A0\h\<"), r"\x{00A0}[\t\p{Zs}]<");
        assert_eq!(before(r"[[:Lu:]x]\Qa.b\E"), r"[\p{Lu}x]a\.b");
        assert_eq!(before(r"(?iu)\bart\."), r"(?i)\bart\.");
        assert_eq!(before(r"[\p{Punct}~]"), r"[\p{P}\~]");
        assert_eq!(before(r"\p{IsAlphabetic}\»"), r"\p{Alphabetic}»");
    }

    #[test]
    fn look_arounds_at_the_edge_become_conditions() {
        let half = translate(r"\.(?!\d)", Side::Before).unwrap();
        assert_eq!((half.pattern.as_str(), half.ahead), (r"\.", vec![(r"\d".to_owned(), false)]));
        let half = translate(r"(?<!\bM)\s(?!Le)\p{Lu}", Side::After);
        assert_eq!(half, Err(PatternProblem::LookAround));
        let half = translate(r"(?<=\bM\.)\s\p{Lu}", Side::After).unwrap();
        assert_eq!((half.pattern.as_str(), half.behind), (r"\s\p{Lu}", vec![(r"\bM\.".to_owned(), true)]));
        assert_eq!(before(r"(?<!\w)art\."), r"(?:^|[^\w])art\.");
    }

    #[test]
    fn what_has_no_counterpart_is_named() {
        assert_eq!(translate(r"(a)\1", Side::Before), Err(PatternProblem::BackReference));
        assert_eq!(
            translate(r"\p{InGreek}", Side::Before),
            Err(PatternProblem::Unsupported(r"\p{InGreek}".to_owned()))
        );
        let half = translate(r"\s++x", Side::Before).unwrap();
        assert_eq!((half.pattern.as_str(), half.inexact.len()), (r"\s+x", 1));
    }
}
