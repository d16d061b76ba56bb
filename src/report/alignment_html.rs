//! A text and its translation side by side as one self-contained HTML file: pointing at a word, or walking to it with the
//! arrow keys, shows the words that it is linked to. Without scripts the links of each row can be unfolded.

use super::glossary_html::{escape, fill};
use crate::l10n::{Localizer, Message};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

const TEMPLATE: &str = include_str!("data/alignment.html");

/// Sentences that belong together.
#[derive(Clone, Debug)]
pub struct PageBead<'a> {
    /// Their texts; one may be empty.
    pub texts: [&'a str; 2],
    /// The words of both texts, as places in them.
    pub words: [Vec<Range<usize>>; 2],
    /// Numbers of words that belong together.
    pub links: &'a [(u16, u16)],
    /// How sure it is that the sentences belong together, where that was not given.
    pub confidence: Option<f32>,
    /// Whether a person should look.
    pub doubtful: bool,
}

/// A page that is being written.
pub struct Pages<'o, W> {
    out: &'o mut W,
    l10n: Localizer,
    codes: [&'static str; 2],
    rows: usize,
}

impl<'o, W: Write> Pages<'o, W> {
    /// Writes what comes before the rows. `codes` are the languages of both sides.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn open(
        title: &str,
        beads: usize,
        codes: [&'static str; 2],
        l10n: Localizer,
        out: &'o mut W,
    ) -> io::Result<Self> {
        let page = Self { out, l10n, codes, rows: 0 };
        let summary = l10n.say(&Message::new("report-alignment-summary").with("beads", beads));
        let text = |id: &str| escape(&l10n.text(id));
        let name = |code: &str| match code {
            "fr" | "en" => text(&format!("report-alignment-{code}")),
            _ => text("report-alignment-other"),
        };
        let values = [
            ("lang", l10n.language().code().to_owned()),
            ("title", escape(title)),
            ("summary", escape(&summary)),
            ("help", text("report-alignment-help")),
            ("only-doubtful", text("report-alignment-only-doubtful")),
            ("source", name(codes[0])),
            ("target", name(codes[1])),
            ("number", text("report-alignment-number")),
            ("links", text("report-alignment-links")),
        ];
        fill(TEMPLATE.split_once("{{rows}}").map_or(TEMPLATE, |parts| parts.0), &values, page.out)?;
        Ok(page)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the page cannot be written.
    pub fn bead(&mut self, bead: &PageBead<'_>) -> io::Result<()> {
        self.rows += 1;
        let mut html = String::new();
        let class = if bead.doubtful { " class=\"doubtful\"" } else { "" };
        let _ = write!(html, "<tr{class}><th scope=\"row\">{}</th>", self.rows);
        for side in 0..2 {
            let _ = write!(html, "<td tabindex=\"0\" data-s=\"{side}\" lang=\"{}\">", self.codes[side]);
            let (text, mut at) = (bead.texts[side], 0);
            for (number, word) in bead.words[side].iter().enumerate() {
                html.push_str(&escape(text.get(at..word.start).unwrap_or_default()));
                let own = |link: &&(u16, u16)| usize::from([link.0, link.1][side]) == number;
                let others = bead.links.iter().filter(own).map(|link| [link.1, link.0][side].to_string());
                let others: Vec<String> = others.collect();
                let form = escape(text.get(word.clone()).unwrap_or_default());
                let _ = match others.is_empty() {
                    true => write!(html, "<i>{form}</i>"),
                    false => write!(html, "<i data-l=\"{}\">{form}</i>", others.join(" ")),
                };
                at = word.end;
            }
            html.push_str(&escape(text.get(at..).unwrap_or_default()));
            html.push_str("</td>");
        }
        html.push_str("<td class=\"more\">");
        if let Some(confidence) = bead.confidence {
            let id = if bead.doubtful { "report-alignment-doubtful" } else { "report-alignment-confidence" };
            let percent = (confidence * 100.0).round() as usize;
            html.push_str(&escape(&self.l10n.say(&Message::new(id).with("percent", percent))));
        }
        if !bead.links.is_empty() {
            let _ = write!(
                html,
                "<details><summary>{}</summary><ul>",
                escape(&self.l10n.text("report-alignment-links"))
            );
            for &(i, j) in bead.links {
                let word = |side: usize, number: u16| {
                    let place = bead.words[side].get(usize::from(number)).cloned().unwrap_or_default();
                    escape(bead.texts[side].get(place).unwrap_or_default())
                };
                let _ = write!(html, "<li>{} → {}</li>", word(0, i), word(1, j));
            }
            html.push_str("</ul></details>");
        }
        html.push_str("</td></tr>\n");
        self.out.write_all(html.as_bytes())
    }

    /// Writes what comes after the rows.
    ///
    /// # Errors
    /// When the page cannot be written.
    pub fn close(self) -> io::Result<()> {
        let footer = escape(&self.l10n.text("report-alignment-footer"));
        let rest = TEMPLATE.split_once("{{rows}}").map_or("", |parts| parts.1);
        fill(rest, &[("footer", footer)], self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn words_carry_their_links_and_text_is_escaped() {
        let mut out = Vec::new();
        let mut page =
            Pages::open("A & B", 1, ["fr", "en"], Localizer::new(Language::French), &mut out).unwrap();
        page.bead(&PageBead {
            texts: ["le <b> chat", "the cat"],
            words: [vec![0..2, 7..11], vec![0..3, 4..7]],
            links: &[(0, 0), (1, 1)],
            confidence: Some(0.4),
            doubtful: true,
        })
        .unwrap();
        page.close().unwrap();
        let html = String::from_utf8(out).unwrap();
        assert!(html.contains("<i data-l=\"0\">le</i> &lt;b&gt; <i data-l=\"1\">chat</i>"), "{html}");
        assert!(html.contains("class=\"doubtful\"") && html.contains("40") && html.contains("A &amp; B"));
        assert!(!html.contains("{{") && !html.contains("http"), "self-contained");
    }
}
