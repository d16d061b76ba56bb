//! HTML: the article of a page, without navigation, banners, footers and related links.
//!
//! The parser is lenient as browsers are and keeps the place of every word. The article is found as readers' modes find
//! it: by where the paragraphs are, and by what elements and classes call themselves.

use super::builder::Builder;
use crate::document::{BlockKind, Document, ProtectedKind};
use std::borrow::Cow;

/// Elements nested deeper are put beside each other.
const DEPTH: usize = 200;

/// Reads a page; `whole` keeps everything that is text (chapters of a book have no navigation).
pub(super) fn read_html(source: &str, whole: bool) -> Document {
    let tree = Tree::parse(source);
    let mut builder = Builder::default();
    let root = if whole { 0 } else { tree.article() };
    if !whole
        && root != 0
        && !tree.contains(root, "h1")
        && let Some(title) = tree.title_before(root)
    {
        tree.emit(title, &mut builder, false);
        builder.end();
    }
    tree.emit(root, &mut builder, !whole);
    builder.finish()
}

/// Names and values as they are written.
type Attributes<'s> = Vec<(&'s str, Cow<'s, str>)>;

#[derive(Debug)]
enum Content<'s> {
    Element {
        name: &'s str,
        attributes: Vec<(&'s str, Cow<'s, str>)>,
    },
    /// Text with its place; references are resolved where it is emitted.
    Text {
        text: &'s str,
        at: usize,
    },
}

#[derive(Debug)]
struct Node<'s> {
    content: Content<'s>,
    parent: usize,
    children: Vec<usize>,
    /// Bytes of text inside, and of those the ones inside links.
    text: usize,
    linked: usize,
    /// Part of the page's furniture.
    boilerplate: bool,
}

struct Tree<'s> {
    nodes: Vec<Node<'s>>,
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose content is no mark-up.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "textarea" | "title" | "noscript" | "iframe" | "xmp" | "noembed" | "noframes"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether an open `open` ends where `next` begins.
fn is_closed_by(open: &str, next: &str) -> bool {
    match open {
        "p" => is_block(next),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot" | "thead"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot" | "thead"),
        "thead" | "tbody" | "tfoot" => matches!(next, "tbody" | "tfoot"),
        "option" => matches!(next, "option" | "optgroup"),
        "head" => next == "body",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => matches!(next, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"),
        _ => false,
    }
}

impl<'s> Tree<'s> {
    fn parse(source: &'s str) -> Self {
        let root = Node {
            content: Content::Element { name: "", attributes: Vec::new() },
            parent: 0,
            children: Vec::new(),
            text: 0,
            linked: 0,
            boilerplate: false,
        };
        let mut tree = Self { nodes: vec![root] };
        let mut open: Vec<(usize, String)> = vec![(0, String::new())];
        let mut at = 0;
        while at < source.len() {
            let rest = &source[at..];
            let Some(length) = memchr::memchr(b'<', rest.as_bytes()) else {
                tree.text(&open, rest, at);
                break;
            };
            if length > 0 {
                tree.text(&open, &rest[..length], at);
            }
            at += length;
            let rest = &source[at..];
            let after = rest[1..].chars().next().unwrap_or(' ');
            if rest.starts_with("<!--") {
                at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            } else if rest.starts_with("<![CDATA[") {
                let end = rest.find("]]>").unwrap_or(rest.len());
                tree.text(&open, &rest["<![CDATA[".len().min(end)..end], at + "<![CDATA[".len());
                at += (end + 3).min(rest.len());
            } else if matches!(after, '!' | '?') {
                at += rest.find('>').map_or(rest.len(), |end| end + 1);
            } else if after == '/' {
                let end = rest.find('>').map_or(rest.len(), |end| end + 1);
                let name = rest[2..].split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
                let name = name.unwrap_or_default().to_ascii_lowercase();
                if let Some(found) = open.iter().rposition(|(_, open)| *open == name).filter(|&n| n > 0) {
                    // An end tag closes what is open inside, but never a cell from inside a nested table.
                    let barrier = open[found..].iter().any(|(_, n)| n == "table")
                        && name != "table"
                        && open[found].1 != "table"
                        && !matches!(name.as_str(), "div" | "body" | "html" | "section" | "article" | "main");
                    if !barrier {
                        open.truncate(found);
                    }
                }
                at += end;
            } else if after.is_ascii_alphabetic() {
                let (name, attributes, length, closed) = start_tag(rest);
                let lower = name.to_ascii_lowercase();
                while open.len() > 1 && is_closed_by(&open[open.len() - 1].1, &lower) {
                    open.pop();
                }
                // A paragraph ends even where inline elements in it are still open.
                if is_block(&lower)
                    && let Some(p) = open.iter().rposition(|(_, n)| n == "p")
                    && open[p..].iter().all(|(_, n)| n == "p" || !is_block(n))
                {
                    open.truncate(p);
                }
                let parent = open[open.len() - 1].0;
                let node = tree.add(parent, Content::Element { name: static_name(&lower, name), attributes });
                tree.nodes[node].boilerplate = tree.is_furniture(node, &lower);
                at += length;
                if is_raw(&lower) {
                    let rest = &source[at..];
                    let close = find_end(rest, &lower);
                    at += close;
                } else if !is_void(&lower) && !closed && open.len() < DEPTH {
                    open.push((node, lower));
                }
            } else {
                tree.text(&open, "<", at);
                at += 1;
            }
        }
        tree.count();
        tree
    }

    fn add(&mut self, parent: usize, content: Content<'s>) -> usize {
        let id = self.nodes.len();
        let node = Node { content, parent, children: Vec::new(), text: 0, linked: 0, boilerplate: false };
        self.nodes.push(node);
        self.nodes[parent].children.push(id);
        id
    }

    fn text(&mut self, open: &[(usize, String)], text: &'s str, at: usize) {
        self.add(open[open.len() - 1].0, Content::Text { text, at });
    }

    /// Sums up text and linked text, children first (ids ascend from parents to children).
    fn count(&mut self) {
        for id in (1..self.nodes.len()).rev() {
            let node = &self.nodes[id];
            let (mut text, mut linked) = (node.text, node.linked);
            if let Content::Text { text: own, .. } = &node.content {
                text = own.trim().len();
            }
            if self.name(id) == "a" {
                linked = text;
            }
            if node.boilerplate || is_dropped(self.name(id)) {
                (text, linked) = (0, 0);
            }
            (self.nodes[id].text, self.nodes[id].linked) = (text, linked);
            let parent = self.nodes[id].parent;
            self.nodes[parent].text += text;
            self.nodes[parent].linked += linked;
        }
    }

    fn name(&self, id: usize) -> &'s str {
        match self.nodes[id].content {
            Content::Element { name, .. } => name,
            Content::Text { .. } => "",
        }
    }

    fn attribute(&self, id: usize, wanted: &str) -> Option<&str> {
        let Content::Element { attributes, .. } = &self.nodes[id].content else { return None };
        attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_ref())
    }

    /// Whether an element is part of the page's furniture by its name, role or class.
    fn is_furniture(&self, id: usize, name: &str) -> bool {
        if matches!(name, "html" | "body" | "main" | "article") {
            return false;
        }
        if matches!(name, "nav" | "footer" | "aside" | "dialog" | "menu") {
            return true;
        }
        let hidden = self.attribute(id, "hidden").is_some()
            || self.attribute(id, "aria-hidden") == Some("true")
            || self.attribute(id, "style").is_some_and(|s| s.replace(' ', "").contains("display:none"));
        if hidden {
            return true;
        }
        if let Some(role) = self.attribute(id, "role") {
            let roles =
                ["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"];
            if roles.contains(&role) {
                return true;
            }
        }
        [self.attribute(id, "class"), self.attribute(id, "id")].into_iter().flatten().any(|value| {
            value.split_whitespace().any(|class| is_furniture_class(&class.to_ascii_lowercase()))
        })
    }

    /// The node whose content is the article: the root where nothing else is clear.
    fn article(&self) -> usize {
        let total: usize = self.paragraphs(0);
        let mut best = (0, 0);
        let mut scores = vec![0_usize; self.nodes.len()];
        for (id, node) in self.nodes.iter().enumerate().skip(1) {
            let Content::Element { name, .. } = node.content else { continue };
            let paragraph = matches!(name, "p" | "blockquote" | "pre") || (name == "li" && node.text > 80);
            if !paragraph || node.linked * 2 > node.text || self.in_furniture(id) {
                continue;
            }
            let weight = node.text;
            let parent = node.parent;
            scores[parent] += weight * 2;
            scores[self.nodes[parent].parent] += weight;
        }
        for (id, (node, inherited)) in self.nodes.iter().zip(scores).enumerate().skip(1) {
            let Content::Element { name, .. } = node.content else { continue };
            if node.boilerplate || self.in_furniture(id) || node.text == 0 {
                continue;
            }
            let main = self.attribute(id, "role") == Some("main");
            let body = self.attribute(id, "itemprop") == Some("articleBody");
            let own = if name == "article" || name == "main" || main || body {
                // A section that calls itself the article needs to hold half of what is there.
                let share = self.paragraphs(id);
                if share * 2 < total {
                    0
                } else {
                    total * 8 + usize::from(name == "article" || body) * total * 2
                }
            } else {
                0
            };
            // What parents inherit of paragraphs two levels down must not beat the element that holds them all.
            let score = (inherited + own) * (node.text.saturating_sub(node.linked)) / node.text;
            if score > best.0 {
                best = (score, id);
            }
        }
        let (_, found) = best;
        if found == 0 || self.nodes[found].text * 4 < total || self.paragraphs(found) * 2 < total {
            return self
                .nodes
                .iter()
                .position(|n| matches!(n.content, Content::Element { name: "body", .. }))
                .unwrap_or(0);
        }
        found
    }

    /// Bytes of text in paragraphs inside a node, furniture left out.
    fn paragraphs(&self, id: usize) -> usize {
        let mut sum = 0;
        let mut stack = vec![id];
        while let Some(id) = stack.pop() {
            let node = &self.nodes[id];
            if node.boilerplate {
                continue;
            }
            match self.name(id) {
                "p" | "li" | "blockquote" => sum += node.text.saturating_sub(node.linked),
                _ => stack.extend(&node.children),
            }
        }
        sum
    }

    fn in_furniture(&self, id: usize) -> bool {
        let mut at = id;
        while at != 0 {
            if self.nodes[at].boilerplate {
                return true;
            }
            at = self.nodes[at].parent;
        }
        false
    }

    fn contains(&self, root: usize, wanted: &str) -> bool {
        let mut stack = vec![root];
        while let Some(id) = stack.pop() {
            if self.name(id) == wanted {
                return true;
            }
            stack.extend(&self.nodes[id].children);
        }
        false
    }

    /// The headline, where it stands before the element that holds the text.
    fn title_before(&self, root: usize) -> Option<usize> {
        (1..root).rev().find(|&id| self.name(id) == "h1" && !self.in_navigation(id))
    }

    /// A headline may stand in a banner, but not in a menu.
    fn in_navigation(&self, id: usize) -> bool {
        let mut at = id;
        while at != 0 {
            if matches!(self.name(at), "nav" | "footer" | "aside") {
                return true;
            }
            at = self.nodes[at].parent;
        }
        false
    }

    fn emit(&self, id: usize, builder: &mut Builder, picky: bool) {
        let node = &self.nodes[id];
        let name = match &node.content {
            Content::Text { text, at } => {
                push_text(builder, text, *at);
                return;
            }
            Content::Element { name, .. } => *name,
        };
        if is_dropped(name) || (picky && id != 0 && (node.boilerplate || self.is_link_block(id))) {
            if is_block(name) {
                builder.end();
            }
            return;
        }
        if name == "br" {
            builder.push(" ", None);
            return;
        }
        let outer = builder.kind();
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading(name.as_bytes()[1] - b'0')),
            "li" | "dt" | "dd" => Some(BlockKind::ListItem),
            "blockquote" => Some(BlockKind::Quote),
            "td" | "th" => Some(BlockKind::Cell),
            "figcaption" | "caption" => Some(BlockKind::Caption),
            // A paragraph in an item, a cell or a quotation is part of that.
            "p" => Some(self.container(id)),
            _ => None,
        };
        if let Some(kind) = kind {
            builder.begin(kind);
        } else if is_block(name) {
            builder.end();
        }
        let start = builder.position();
        let code = matches!(name, "code" | "kbd" | "samp" | "var" | "tt");
        let kept = self.attribute(id, "translate") == Some("no")
            || self.attribute(id, "class").is_some_and(|c| c.split_whitespace().any(|c| c == "notranslate"));
        for &child in &node.children {
            self.emit(child, builder, picky);
        }
        if (code || kept) && !is_block(name) {
            builder.protect_from(start, ProtectedKind::Code);
        }
        if kind.is_some() || is_block(name) {
            builder.end();
            // Text after an inner block goes on in the kind of the outer one.
            if let Some(outer) = outer.filter(|&o| o != BlockKind::Paragraph) {
                builder.begin(outer);
            }
        }
    }

    fn container(&self, id: usize) -> BlockKind {
        let mut at = self.nodes[id].parent;
        while at != 0 {
            match self.name(at) {
                "li" | "dd" => return BlockKind::ListItem,
                "blockquote" => return BlockKind::Quote,
                "td" | "th" => return BlockKind::Cell,
                "figcaption" => return BlockKind::Caption,
                _ => at = self.nodes[at].parent,
            }
        }
        BlockKind::Paragraph
    }

    /// A list or box that is nothing but links, or a line that sends elsewhere.
    fn is_link_block(&self, id: usize) -> bool {
        let node = &self.nodes[id];
        let name = self.name(id);
        if node.linked == 0 {
            return false;
        }
        let mostly = node.linked * 10 > node.text * 8;
        match name {
            "ul" | "ol" | "div" | "section" | "table" => mostly && node.text > 0,
            "p" | "li" | "strong" => {
                mostly || {
                    let mut text = String::new();
                    self.plain(id, &mut text);
                    let text = crate::text::normalize::bare(text.trim_start());
                    [
                        "lire aussi",
                        "a lire",
                        "voir aussi",
                        "read also",
                        "read more",
                        "see also",
                        "also read",
                        "relire :",
                        "lire :",
                    ]
                    .iter()
                    .any(|start| text.starts_with(start))
                }
            }
            _ => false,
        }
    }

    fn plain(&self, id: usize, out: &mut String) {
        if out.len() > 64 {
            return;
        }
        match &self.nodes[id].content {
            Content::Text { text, .. } => out.push_str(text),
            Content::Element { .. } => {
                self.nodes[id].children.iter().for_each(|&child| self.plain(child, out))
            }
        }
    }
}

/// Elements that never hold text of the page.
fn is_dropped(name: &str) -> bool {
    is_raw(name)
        || matches!(
            name,
            "head"
                | "template"
                | "svg"
                | "math"
                | "button"
                | "select"
                | "input"
                | "object"
                | "audio"
                | "video"
                | "canvas"
                | "map"
                | "datalist"
                | "pre"
                | "rt"
                | "rp"
        )
}

/// Class names and ids of furniture. Words count whole, between hyphens, underscores and digits.
fn is_furniture_class(class: &str) -> bool {
    const WORDS: &[&str] = &[
        "ad",
        "ads",
        "advert",
        "advertisement",
        "banner",
        "breadcrumb",
        "breadcrumbs",
        "byline",
        "comment",
        "comments",
        "consent",
        "cookie",
        "cookies",
        "didomi",
        "disclaimer",
        "footer",
        "gdpr",
        "hidden",
        "login",
        "masthead",
        "menu",
        "modal",
        "nav",
        "navbar",
        "navigation",
        "newsletter",
        "outbrain",
        "pagination",
        "paywall",
        "popup",
        "promo",
        "pub",
        "publicite",
        "recirculation",
        "recommended",
        "recommendations",
        "related",
        "rgpd",
        "share",
        "sharing",
        "sidebar",
        "skip",
        "social",
        "sponsor",
        "sponsored",
        "subscribe",
        "subscription",
        "taboola",
        "tags",
        "toolbar",
        "widget",
    ];
    const PHRASES: &[&str] = &[
        "a-lire",
        "lire-aussi",
        "read-more",
        "read-next",
        "see-also",
        "meme-sujet",
        "plus-lus",
        "most-read",
        "site-header",
        "site-footer",
        "page-header",
        "sr-only",
        "visually-hidden",
        "reading-time",
        "author-bio",
    ];
    PHRASES.iter().any(|phrase| class.contains(phrase))
        || class.split(|c: char| !c.is_ascii_alphabetic()).any(|word| WORDS.binary_search(&word).is_ok())
}

/// Name, attributes and length of a start tag, and whether it closes itself.
fn start_tag(rest: &str) -> (&str, Attributes<'_>, usize, bool) {
    let bytes = rest.as_bytes();
    let name_end = rest[1..]
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .map_or(rest.len(), |end| end + 1);
    let name = &rest[1..name_end];
    let mut attributes = Vec::new();
    let mut at = name_end;
    let mut closed = false;
    while at < rest.len() && bytes[at] != b'>' {
        if bytes[at].is_ascii_whitespace() || bytes[at] == b'/' {
            closed = bytes[at] == b'/';
            at += 1;
            continue;
        }
        closed = false;
        let key_end = rest[at..]
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .map_or(rest.len(), |end| at + end);
        let key = &rest[at..key_end.max(at + rest[at..].chars().next().map_or(1, char::len_utf8))];
        at += key.len();
        let blanks = rest[at..].len() - rest[at..].trim_start().len();
        if bytes.get(at + blanks) != Some(&b'=') {
            attributes.push((key, Cow::Borrowed("")));
            continue;
        }
        at += blanks + 1;
        at += rest[at..].len() - rest[at..].trim_start().len();
        let value = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => {
                at += 1;
                let end = memchr::memchr(quote, &bytes[at..]).map_or(rest.len(), |end| at + end);
                let value = &rest[at..end];
                at = (end + 1).min(rest.len());
                value
            }
            _ => {
                let end = rest[at..]
                    .find(|c: char| c.is_whitespace() || c == '>')
                    .map_or(rest.len(), |end| at + end);
                let value = &rest[at..end];
                at = end;
                value
            }
        };
        if attributes.len() < 64 {
            attributes.push((key, Cow::Borrowed(value)));
        }
    }
    (name, attributes, (at + 1).min(rest.len()), closed)
}

/// The written name where it is lower case already, else the known one.
fn static_name<'s>(lower: &str, written: &'s str) -> &'s str {
    if lower == written {
        return written;
    }
    const KNOWN: &[&str] = &[
        "a",
        "article",
        "aside",
        "b",
        "blockquote",
        "body",
        "br",
        "caption",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "kbd",
        "li",
        "main",
        "nav",
        "noscript",
        "ol",
        "p",
        "pre",
        "script",
        "section",
        "select",
        "span",
        "strong",
        "style",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "tt",
        "ul",
        "var",
    ];
    KNOWN.iter().find(|known| **known == lower).copied().unwrap_or(written)
}

/// Length up to and with the end tag of a raw element.
fn find_end(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[from..]) {
        let at = from + found;
        let tag = bytes.get(at + 2..at + 2 + name.len());
        if bytes.get(at + 1) == Some(&b'/')
            && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        {
            return rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        }
        from = at + 1;
    }
    rest.len()
}

/// Adds text with its references resolved.
fn push_text(builder: &mut Builder, text: &str, at: usize) {
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[from..]) {
        let start = from + found;
        let Some((resolved, length)) = reference(&text[start..]) else {
            builder.push(&text[from..=start], Some(at + from));
            from = start + 1;
            continue;
        };
        builder.push(&text[from..start], Some(at + from));
        // Its place is where the reference begins; what follows begins a run of its own.
        builder.push(&resolved, Some(at + start));
        from = start + length;
    }
    builder.push(&text[from..], Some(at + from));
}

/// The text of a character reference, and its length.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let body = &text[1..];
    if let Some(number) = body.strip_prefix('#') {
        let hex = number.starts_with(['x', 'X']);
        let digits = &number[usize::from(hex)..];
        let length = digits.find(|c: char| !c.is_digit(if hex { 16 } else { 10 })).unwrap_or(digits.len());
        let code = u32::from_str_radix(digits.get(..length.min(8))?, if hex { 16 } else { 10 }).ok()?;
        // Numbers of Windows-1252 are meant as such.
        let c = match u8::try_from(code) {
            Ok(byte @ 0x80..=0x9f) => {
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()?
            }
            _ => char::from_u32(code).filter(|c| *c != '\0')?,
        };
        let whole = 2 + usize::from(hex) + length;
        return Some((Cow::Owned(c.to_string()), whole + usize::from(text[whole..].starts_with(';'))));
    }
    let length = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    if !body[length..].starts_with(';') {
        return None;
    }
    let resolved = quick_xml::escape::resolve_html5_entity(&body[..length])?;
    Some((Cow::Borrowed(resolved), length + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(source: &str, whole: bool) -> Vec<(BlockKind, String)> {
        let document = read_html(source, whole);
        document.blocks.iter().map(|b| (b.kind, b.span.text(&document.text).to_owned())).collect()
    }

    #[test]
    fn words_of_classes_are_sorted() {
        assert!(
            is_furniture_class("site-nav_2")
                && is_furniture_class("cookie-banner")
                && is_furniture_class("widget")
        );
        assert!(!is_furniture_class("navire") && !is_furniture_class("article-body"));
    }

    #[test]
    fn the_article_is_found_and_the_furniture_left_out() {
        let page = "<!DOCTYPE html><html><head><title>x</title><script>var a = '<p>non</p>';</script></head><body>\
            <header><div class=logo>Le Journal</div><nav><ul><li><a href=/>Accueil</a><li><a href=/e>Économie</a></ul></nav></header>\
            <div id=\"cookie-consent\"><p>Nous utilisons des cookies pour mesurer l’audience de ce site et vous proposer des contenus.</p></div>\
            <div class=page><h1>La jeune pousse lève 10&nbsp;M&euro;</h1><div class=body>\
            <p>La société a bouclé un <b>tour de table</b> auprès de fonds européens, selon un communiqué publié mardi matin.\
            <p>Elle prévoit d’ouvrir un centre de données &agrave; Lyon, avec <code>cargo</code> et deux cents ingénieurs recrutés.</p>\
            <p><a href=/b>À lire aussi : les licornes</a></p>\
            <blockquote><p>C’est une étape décisive pour nous, assure la directrice générale de la société.</p></blockquote>\
            <ul><li>Un premier point assez long pour compter.<li>Un second.</ul></div>\
            <aside><p>Abonnez-vous à notre lettre pour recevoir chaque matin le meilleur de l’actualité économique.</p></aside></div>\
            <footer><p>Mentions légales, contact, publicité et conditions générales d’utilisation du site.</p></footer></body></html>";
        let found = blocks(page, false);
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts[0], "La jeune pousse lève 10\u{a0}M€");
        assert_eq!(found[0].0, BlockKind::Heading(1));
        assert!(texts[2].contains("données à Lyon, avec cargo et deux"), "{texts:?}");
        assert_eq!(found[3].0, BlockKind::Quote);
        assert_eq!(found[4].0, BlockKind::ListItem);
        assert_eq!(texts.len(), 6, "{texts:?}");
        let document = read_html(page, false);
        let at = document.text.find("centre de données").unwrap();
        assert_eq!(document.file_offset(at), page.find("centre de données"));
        let at = document.text.find("Lyon").unwrap();
        assert_eq!(document.file_offset(at), page.find("Lyon"));
        assert_eq!(document.blocks[2].protected.len(), 1);
    }

    #[test]
    fn broken_mark_up_is_read() {
        for source in [
            "<", "<p", "<p a", "<p a=", "<p a='", "</", "<!--", "&", "&#", "&#x;", "<script>", "a<b",
            "<p>é</p", "<a =>",
        ] {
            read_html(source, false);
            read_html(source, true);
        }
        assert_eq!(blocks("<p>a < b &amp c &lt;</p>", true)[0].1, "a < b &amp c <");
        assert_eq!(blocks(&("<div>".repeat(5000) + "mot"), true).len(), 1);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]
        #[test]
        fn any_text_is_html(source in "[<>/!a-c =\"'&#;é -]{0,60}") {
            let document = read_html(&source, false);
            for block in &document.blocks {
                let _ = block.span.text(&document.text);
                proptest::prop_assert!(document.file_offset(block.span.start).is_some_and(|at| at <= source.len()));
            }
        }
    }
}
