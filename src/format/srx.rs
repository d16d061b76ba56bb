//! Segmentation rules (SRX 2.0, LISA/GALA 2008) from and to XML. Rules of version 1.0 are read as well.

use super::FormatError;
use super::xml::{XmlEvent, XmlReader};
use crate::segment::srx::{LanguageMap, LanguageRules, Rule};
use crate::text::LineIndex;

pub use crate::segment::srx::Srx;
use quick_xml::escape::escape;

/// Reads the rules. Only their XML is judged here; whether a pattern can be used shows when they are compiled.
///
/// # Errors
/// [`FormatError`] where the text is no XML or holds no segmentation rules.
pub fn read(source: &str) -> Result<Srx, FormatError> {
    let mut reader = XmlReader::new(source)?;
    let mut srx = Srx::default();
    let mut rule: Option<Rule> = None;
    let mut root = None;
    let lines = LineIndex::new(source);
    while let Some(event) = reader.next()? {
        let element = match event {
            XmlEvent::Start(element) => element,
            XmlEvent::End("rule") => {
                if let (Some(rule), Some(rules)) = (rule.take(), srx.languages.last_mut()) {
                    rules.rules.push(rule);
                }
                continue;
            }
            _ => continue,
        };
        let value = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        if root.is_none() {
            root = Some(element.name);
            if element.name != "srx" {
                let arguments = vec![("found", element.name.to_owned()), ("expected", "srx".to_owned())];
                return Err(reader.problem("root", arguments));
            }
        }
        match element.name {
            "header" => srx.cascade = value("cascade") == "yes",
            "languagerule" => {
                srx.languages.push(LanguageRules { name: value("languagerulename"), rules: Vec::new() });
            }
            "languagemap" => {
                srx.maps.push(LanguageMap {
                    pattern: value("languagepattern"),
                    rules: value("languagerulename"),
                    line: lines.locate(source, reader.span().start).line,
                });
            }
            "rule" => {
                rule = Some(Rule {
                    breaks: value("break") != "no",
                    before: String::new(),
                    after: String::new(),
                    line: lines.locate(source, reader.span().start).line,
                });
            }
            "beforebreak" | "afterbreak" => {
                let is_before = element.name == "beforebreak";
                let text = reader.text_of_element()?;
                if let Some(rule) = &mut rule {
                    if is_before { rule.before = text } else { rule.after = text }
                }
            }
            _ => {}
        }
    }
    Ok(srx)
}

/// Writes the rules.
pub fn write(srx: &Srx) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n");
    let cascade = if srx.cascade { "yes" } else { "no" };
    out.push_str(&format!("  <header segmentsubflows=\"yes\" cascade=\"{cascade}\">\n"));
    for (kind, include) in [("start", "no"), ("end", "yes"), ("isolated", "no")] {
        out.push_str(&format!("    <formathandle type=\"{kind}\" include=\"{include}\"/>\n"));
    }
    out.push_str("  </header>\n  <body>\n    <languagerules>\n");
    for language in &srx.languages {
        out.push_str(&format!(
            "      <languagerule languagerulename=\"{}\">\n",
            escape(language.name.as_str())
        ));
        for rule in &language.rules {
            let breaks = if rule.breaks { "yes" } else { "no" };
            out.push_str(&format!("        <rule break=\"{breaks}\">\n"));
            for (name, pattern) in [("beforebreak", &rule.before), ("afterbreak", &rule.after)] {
                out.push_str(&format!("          <{name}>{}</{name}>\n", escape(pattern.as_str())));
            }
            out.push_str("        </rule>\n");
        }
        out.push_str("      </languagerule>\n");
    }
    out.push_str("    </languagerules>\n    <maprules>\n");
    for map in &srx.maps {
        out.push_str(&format!(
            "      <languagemap languagepattern=\"{}\" languagerulename=\"{}\"/>\n",
            escape(map.pattern.as_str()),
            escape(map.rules.as_str())
        ));
    }
    out.push_str("    </maprules>\n  </body>\n</srx>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::srx::own_rules;

    #[test]
    fn what_is_written_is_read_again() {
        let rules = own_rules();
        let again = read(&write(&rules)).unwrap();
        assert_eq!(write(&again), write(&rules));
        let [first, .., last] = &again.languages[0].rules[..] else { panic!("many rules") };
        assert_eq!((first.line, last.line), (11, 11 + 4 * (again.languages[0].rules.len() - 1)));
    }

    #[test]
    fn another_xml_is_named() {
        let error = read("<tmx><body/></tmx>").unwrap_err();
        assert!(matches!(error, FormatError::Problem { problem: "root", line: 1, .. }));
    }
}
