//! Turtle (W3C 2014), as far as thesauri use it: statements with their subject, property and value. Collections and blank
//! nodes with a name are passed over.

use crate::format::FormatError;
use rustc_hash::FxHashMap;

/// What stands in a statement's third place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// The address of something else.
    Address(String),
    /// A text, with its language.
    Text(String, Option<String>),
    /// What the brackets of a blank node say.
    Node(Vec<(String, Object)>),
    /// A blank node with a name, or a collection.
    Other,
}

/// Blank nodes and collections inside each other; more is no thesaurus.
const DEEPEST: usize = 64;

/// Reads the statements one by one: subject, property, value.
pub(super) struct TurtleReader<'t> {
    text: &'t str,
    at: usize,
    prefixes: FxHashMap<&'t str, String>,
    base: String,
}

type Read<T> = Result<T, FormatError>;

impl<'t> TurtleReader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, prefixes: FxHashMap::default(), base: String::new() }
    }

    /// Reads all statements.
    pub(super) fn read(mut self, each: &mut dyn FnMut(&str, &str, Object)) -> Read<()> {
        loop {
            self.blank();
            if self.rest().is_empty() {
                return Ok(());
            }
            if !self.directive()? {
                let subject = match self.object(0)? {
                    Object::Address(address) => Some(address),
                    Object::Text(..) => return Err(self.error()),
                    Object::Node(_) | Object::Other => None,
                };
                self.blank();
                // `[ … ] .` says all in the brackets.
                if subject.is_some() || !self.rest().starts_with('.') {
                    self.properties(0, &mut |property, object| {
                        if let Some(subject) = &subject {
                            each(subject, property, object);
                        }
                    })?;
                }
                self.expect('.')?;
            }
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn error(&self) -> FormatError {
        let line = self.text[..self.at].bytes().filter(|&byte| byte == b'\n').count() + 1;
        let start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let column = self.text[start..self.at].chars().count() + 1;
        FormatError::Problem { line, column, problem: "turtle", arguments: Vec::new() }
    }

    /// Passes over blanks and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest().trim_start();
            self.at = self.text.len() - rest.len();
            if !rest.starts_with('#') {
                return;
            }
            self.at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    fn expect(&mut self, mark: char) -> Read<()> {
        if self.take(mark) { Ok(()) } else { Err(self.error()) }
    }

    fn take(&mut self, mark: char) -> bool {
        self.blank();
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len_utf8();
        }
        found
    }

    /// `@prefix`, `@base` and the forms of SPARQL.
    fn directive(&mut self) -> Read<bool> {
        let rest = self.rest();
        let word = rest.split(|c: char| c.is_whitespace() || c == '<').next().unwrap_or_default();
        let prefix = word == "@prefix" || word.eq_ignore_ascii_case("prefix");
        if !prefix && word != "@base" && !word.eq_ignore_ascii_case("base") {
            return Ok(false);
        }
        self.at += word.len();
        self.blank();
        if prefix {
            let rest = self.rest();
            let end = rest.find(':').ok_or_else(|| self.error())?;
            self.at += end + 1;
            let address = self.address()?;
            self.prefixes.insert(rest[..end].trim(), address);
        } else {
            self.base = self.address()?;
        }
        if word.starts_with('@') {
            self.expect('.')?;
        }
        Ok(true)
    }

    /// `<…>`.
    fn address(&mut self) -> Read<String> {
        self.blank();
        let inner = self.rest().strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let Some((inner, _)) = inner.filter(|(inner, _)| !inner.contains(['\n', '<'])) else {
            return Err(self.error());
        };
        self.at += inner.len() + 2;
        let address = self.unescape(inner)?;
        Ok(if address.contains(':') { address } else { format!("{}{address}", self.base) })
    }

    /// Properties and values up to what ends them.
    fn properties(&mut self, depth: usize, each: &mut dyn FnMut(&str, Object)) -> Read<()> {
        loop {
            self.blank();
            let is_a = self
                .rest()
                .strip_prefix('a')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '<'));
            let property = if is_a {
                self.at += 1;
                "type".to_owned()
            } else {
                match self.object(depth)? {
                    Object::Address(address) => address,
                    _ => return Err(self.error()),
                }
            };
            loop {
                let object = self.object(depth)?;
                each(&property, object);
                if !self.take(',') {
                    break;
                }
            }
            // A last `;` may stand before the end.
            let mut more = false;
            while self.take(';') {
                more = true;
            }
            self.blank();
            if !more || self.rest().starts_with(['.', ']']) {
                return Ok(());
            }
        }
    }

    fn object(&mut self, depth: usize) -> Read<Object> {
        self.blank();
        if depth > DEEPEST {
            return Err(self.error());
        }
        match self.rest().chars().next() {
            Some('<') => Ok(Object::Address(self.address()?)),
            Some('"' | '\'') => self.literal(),
            Some('[') => {
                self.at += 1;
                let mut said = Vec::new();
                if !self.take(']') {
                    self.properties(depth + 1, &mut |property, object| {
                        said.push((property.to_owned(), object))
                    })?;
                    self.expect(']')?;
                }
                Ok(Object::Node(said))
            }
            Some('(') => {
                self.at += 1;
                while !self.take(')') {
                    self.object(depth + 1)?;
                }
                Ok(Object::Other)
            }
            _ => self.name(),
        }
    }

    /// `skos:prefLabel`, `_:b1`, `true`, `42`.
    fn name(&mut self) -> Read<Object> {
        let rest = self.rest();
        let ends =
            |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '[' | ']' | '(' | ')' | '<' | '"' | '#');
        let mut word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        // The dot after a name ends the statement.
        word = word.trim_end_matches('.');
        if word.is_empty() {
            return Err(self.error());
        }
        let Some((prefix, local)) = word.split_once(':') else {
            self.at += word.len();
            return Ok(Object::Text(word.to_owned(), None));
        };
        if prefix == "_" {
            self.at += word.len();
            return Ok(Object::Other);
        }
        let Some(base) = self.prefixes.get(prefix) else { return Err(self.error()) };
        let address = format!("{base}{}", local.replace('\\', ""));
        self.at += word.len();
        Ok(Object::Address(address))
    }

    fn literal(&mut self) -> Read<Object> {
        let rest = self.rest();
        let quote = &rest[..1];
        let long = quote.repeat(3);
        let mark = if rest.starts_with(&long) { long.as_str() } else { quote };
        let inner = &rest[mark.len()..];
        let mut end = None;
        let mut escaped = false;
        for (at, c) in inner.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '\n' if mark.len() == 1 => break,
                _ if inner[at..].starts_with(mark) => {
                    end = Some(at);
                    break;
                }
                _ => {}
            }
        }
        let Some(end) = end else { return Err(self.error()) };
        let text = self.unescape(&inner[..end])?;
        self.at += end + 2 * mark.len();
        let rest = self.rest();
        if let Some(tag) = rest.strip_prefix('@') {
            let length = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
            self.at += 1 + length;
            return Ok(Object::Text(text, Some(tag[..length].to_owned())));
        }
        if rest.starts_with("^^") {
            self.at += 2;
            self.object(DEEPEST)?;
        }
        Ok(Object::Text(text, None))
    }

    fn unescape(&self, text: &str) -> Read<String> {
        if !text.contains('\\') {
            return Ok(text.to_owned());
        }
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c != '\\' {
                out.push(c);
                continue;
            }
            let next = chars.next().ok_or_else(|| self.error())?;
            let digits = match next {
                'u' => 4,
                'U' => 8,
                't' | 'b' => {
                    out.push('\t');
                    continue;
                }
                'n' | 'f' => {
                    out.push('\n');
                    continue;
                }
                'r' => {
                    out.push('\r');
                    continue;
                }
                other => {
                    out.push(other);
                    continue;
                }
            };
            let code: String = chars.by_ref().take(digits).collect();
            let number = u32::from_str_radix(&code, 16).map_err(|_| self.error())?;
            out.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(text: &str) -> Vec<(String, String, Object)> {
        let mut out = Vec::new();
        TurtleReader::new(text)
            .read(&mut |subject, property, object| out.push((subject.into(), property.into(), object)))
            .unwrap();
        out
    }

    #[test]
    fn statements_are_read() {
        let text = "# thesaurus\n@prefix s: <http://s#> .\nPREFIX : <http://x/>\n@base <http://b/> .\n:1 a s:Concept ; s:label 'l’un'@fr, \"\"\"two \"words\"\n\\u00e9\"\"\"@en-GB ;\n s:n 4.5 ; s:t \"3\"^^s:int ; s:more [ s:x ( 1 2 ) ; ] ; .\n<2> s:broader :1.\n[ s:x 1 ] .\n";
        let text_of = |text: &str, language: &str| Object::Text(text.into(), Some(language.into()));
        let expected = [
            ("http://x/1", "type", Object::Address("http://s#Concept".into())),
            ("http://x/1", "http://s#label", text_of("l’un", "fr")),
            ("http://x/1", "http://s#label", text_of("two \"words\"\né", "en-GB")),
            ("http://x/1", "http://s#n", Object::Text("4.5".into(), None)),
            ("http://x/1", "http://s#t", Object::Text("3".into(), None)),
            ("http://x/1", "http://s#more", Object::Node(vec![("http://s#x".into(), Object::Other)])),
            ("http://b/2", "http://s#broader", Object::Address("http://x/1".into())),
        ];
        assert_eq!(statements(text), expected.map(|(s, p, o)| (s.to_owned(), p.to_owned(), o)));
    }

    #[test]
    fn what_is_no_turtle_is_refused_with_its_place() {
        for text in [":1 a :2 .", "<a> <b> \"c .", "<a> <b> .", "<a", "<a> <b> <c>", "<a> <b> (", "@prefix x"]
        {
            assert!(TurtleReader::new(text).read(&mut |_, _, _| {}).is_err(), "{text}");
        }
        let deep = format!("<a> <b> {}", "[ <c> ".repeat(100_000));
        assert!(TurtleReader::new(&deep).read(&mut |_, _, _| {}).is_err());
        let error = TurtleReader::new("\n <a> <b> ;").read(&mut |_, _, _| {}).unwrap_err();
        assert!(matches!(error, FormatError::Problem { line: 2, column: 10, .. }), "{error:?}");
    }
}
