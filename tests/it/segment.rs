//! Segmentation: gold cases by category, and what holds for every text.

use glose::document::{BlockKind, Document, Newlines};
use glose::segment::{Segment, segment};
use glose::text::Language;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

fn gold_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/segment").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Cases of a gold file: `# comment` lines, then `input`, `---`, one sentence a line, `===`.
fn cases(path: &Path) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(path).unwrap();
    let text: String =
        text.lines().filter(|line| !line.starts_with("# ")).flat_map(|line| [line, "\n"]).collect();
    text.split("\n===\n")
        .filter(|case| !case.trim().is_empty())
        .map(|case| {
            let (input, expected) = case
                .split_once("\n---\n")
                .unwrap_or_else(|| panic!("{}: no `---` in {case:?}", path.display()));
            let lines = expected.lines().filter(|line| !line.is_empty()).map(one_line).collect();
            (input.trim_start_matches('\n').to_owned(), lines)
        })
        .collect()
}

/// White space of any kind as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sentences(text: &str, language: Language, newlines: Newlines) -> Vec<String> {
    let document = Document::plain(text, newlines);
    segment(&document, language).iter().map(|s| one_line(s.span.text(&document.text))).collect()
}

fn check_gold(folder: &str, language: Language, newlines: Newlines) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in gold_files(folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for (input, expected) in cases(&path) {
            count += 1;
            let found = sentences(&input, language, newlines);
            if found != expected {
                wrong.push(format!("{name}: {input:?}\n  expected {expected:#?}\n  found    {found:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn french_gold_cases() {
    check_gold("fr", Language::French, Newlines::Block);
}

#[test]
fn english_gold_cases() {
    check_gold("en", Language::English, Newlines::Block);
}

#[test]
fn line_structure_gold_cases() {
    check_gold("plain", Language::French, Newlines::Auto);
}

/// A file in the manner of a computer-aided translation tool.
const SRX: &str = include_str!("../gold/segment/rules.srx");

#[test]
fn rules_of_a_translation_tool_cut_as_they_say() {
    let (segmenter, diagnostics) = glose::format::srx::read(SRX).unwrap().compile("fr-CA");
    assert_eq!(diagnostics.iter().map(|d| d.rule).collect::<Vec<_>>(), [2]);
    let document = Document::plain("M. Perrin part : il reviendra. Demain peut-être.\n", Newlines::Block);
    let found: Vec<_> =
        segmenter.segment(&document).iter().map(|s| s.span.text(&document.text).to_owned()).collect();
    assert_eq!(found, ["M. Perrin part : ", "il reviendra.", " Demain peut-être."]);
}

/// The rules written for other tools agree with the segmenter on most of its gold cases.
#[test]
fn own_rules_as_srx_agree_with_the_segmenter() {
    for (folder, language) in [("fr", Language::French), ("en", Language::English)] {
        let (segmenter, diagnostics) = glose::segment::srx::own_rules().compile(language.code());
        assert_eq!(diagnostics, []);
        let (mut same, mut count) = (0, 0);
        let mut wrong = Vec::new();
        for (input, expected) in gold_files(folder).iter().flat_map(|path| cases(path)) {
            let document = Document::plain(input, Newlines::Block);
            let found: Vec<_> =
                segmenter.segment(&document).iter().map(|s| one_line(s.span.text(&document.text))).collect();
            count += 1;
            if found == expected { same += 1 } else { wrong.push(found) }
        }
        assert!(same * 100 >= count * 85, "{folder}: {same} of {count}: {wrong:#?}");
    }
}

#[test]
fn own_rules_as_srx_keep_initials_with_what_stands_before() {
    let (segmenter, _) = glose::segment::srx::own_rules().compile("fr");
    for text in [
        "Rome brûle en 52 av. J.-C. sous Néron.",
        "Voir M. J. Dupont hier.",
        "La loi de l’art. L. 121-1 vaut.",
    ] {
        let document = Document::plain(text.to_owned(), Newlines::Block);
        let found: Vec<_> =
            segmenter.segment(&document).iter().map(|s| s.span.text(&document.text).to_owned()).collect();
        assert_eq!(found, [text]);
    }
}

/// A text larger than the window that the command holds of it: wrapped and unwrapped parts, long lines, items, quotes.
fn large_text() -> String {
    let long_line = ARTICLE.replace('\n', " ").repeat(40);
    let mut text = String::new();
    let mut number = 0;
    while text.len() < 15 << 20 {
        number += 1;
        text.push_str(&format!("Partie {number}\n"));
        text.push_str(ARTICLE);
        text.push('\n');
        text.push_str(&wrap(ARTICLE, 60 + number % 30));
        text.push_str(&format!("\n- point {number} ;\n- autre point.\r\n> Une citation, n° {number}.\n\n"));
        if number % 50 == 0 {
            text.push_str(&long_line);
            text.push_str("\u{c}\n");
        }
    }
    // A line longer than any block.
    text.push_str(&long_line.repeat(220));
    text
}

#[test]
fn streaming_equals_the_whole() {
    let text = large_text();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("grand.txt");
    fs::write(&file, &text).unwrap();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_glose"))
            .args(["--isolated", "segment"])
            .args(arguments)
            .arg(&file)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let document = Document::plain(text, Newlines::Auto);
    let spans: Vec<_> =
        segment(&document, Language::French).iter().map(|s| s.span.trim(&document.text)).collect();
    let lines: Vec<_> = spans.iter().map(|span| one_line(span.text(&document.text))).collect();
    let streamed = run(&[]);
    assert!(streamed.lines().map(one_line).eq(lines), "streamed text differs");
    let json = run(&["--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert!(
        rows.iter()
            .map(|row| (row["start"].as_u64(), row["end"].as_u64()))
            .eq(spans.iter().map(|span| (Some(span.start as u64), Some(span.end as u64))))
    );
}

/// Few words in a text that is larger than the window: far apart.
#[test]
fn streaming_analysis_equals_the_whole() {
    let mut text = String::new();
    for number in 0..8 {
        text.push_str(&format!("Partie {number}\n"));
        text.push_str(&if number % 2 == 0 { ARTICLE.to_owned() } else { wrap(ARTICLE, 60 + number) });
        text.push_str(&" \n".repeat(1 << 20));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("grand.txt");
    fs::write(&file, &text).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_glose"))
        .args(["--isolated", "analyze", "--format", "json"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sentences: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let document = Document::plain(text, Newlines::Auto);
    let segments = segment(&document, Language::French);
    assert_eq!(sentences.len(), segments.len());
    for (sentence, segment) in sentences.iter().zip(&segments) {
        let tokens = glose::token::tokenize(&document.text, segment.span, &[], Language::French);
        let words = glose::tag::tag(&document.text, &tokens, Language::French);
        let found = sentence["words"].as_array().unwrap().iter().map(|word| {
            (word["start"].as_u64().unwrap() as usize, word["lemma"].as_str().unwrap().to_owned())
        });
        assert!(found.eq(words.iter().map(|word| (word.span.start, word.lemma.to_string()))), "{sentence}");
    }
}

fn kinds(text: &str) -> Vec<BlockKind> {
    Document::plain(text, Newlines::Auto).blocks.iter().map(|block| block.kind).collect()
}

#[test]
fn lines_tell_what_blocks_are() {
    use BlockKind::*;
    let text = "Le titre\n\nUn texte qui finit par un point.\n\nUne partie\n- premier point\n• second point\n1. dernier\n\
                > Une citation\n— Viens ! dit-elle.\n";
    assert_eq!(
        kinds(text),
        [Heading(1), Paragraph, Heading(2), ListItem, ListItem, ListItem, Quote, Paragraph]
    );
}

#[test]
fn page_breaks_end_blocks() {
    assert_eq!(kinds("Une phrase sur une page\u{c}Une autre page commence.").len(), 2);
}

fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
    }
    out
}

/// Own text, with headings, speech, and figures.
const ARTICLE: &str = include_str!("../gold/segment/article.fr.txt");

#[test]
fn wrapped_text_has_the_same_segments() {
    let expected = sentences(ARTICLE, Language::French, Newlines::Auto);
    assert_eq!(expected.len(), 18);
    for width in [40, 60, 66, 72, 80, 100] {
        let wrapped = wrap(ARTICLE, width);
        assert_eq!(sentences(&wrapped, Language::French, Newlines::Auto), expected, "at width {width}");
        let crlf = wrapped.replace('\n', "\r\n");
        assert_eq!(sentences(&crlf, Language::French, Newlines::Auto), expected, "at width {width}, CRLF");
    }
}

/// Text made of what matters to a segmenter.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-zé]{1,9}",
        4 => "[A-ZÉ][a-zé]{0,7}",
        4 => prop::sample::select(vec![
            ".", "!", "?", "…", "...", ",", ";", ":", "«", "»", "\"", "(", ")", "[", "]", "—", "-", "’", "'", "“", "”",
        ]).prop_map(String::from),
        2 => prop::sample::select(vec![
            "M.", "etc.", "J.-C.", "art.", "p. 12", "12", "3,5", "U.S.A.", "www.exemple.fr", "e\u{301}", "B.", "(...)", "1.",
        ]).prop_map(String::from),
        1 => ".{0,3}",
    ];
    let gap =
        prop::sample::select(vec![" ", " ", " ", " ", "", "\u{a0}", "\u{202f}", "  ", "\n", "\r\n", "\n\n"]);
    prop::collection::vec((piece, gap), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

fn check_tiling(document: &Document, segments: &[Segment]) -> Result<(), TestCaseError> {
    let mut segments = segments.iter().peekable();
    for (index, block) in document.blocks.iter().enumerate() {
        let mut at = block.span.start;
        while let Some(segment) = segments.next_if(|segment| segment.block == index) {
            prop_assert_eq!(segment.span.start, at);
            prop_assert!(!segment.span.text(&document.text).is_empty());
            at = segment.span.end;
        }
        prop_assert_eq!(at, block.span.end);
    }
    prop_assert!(segments.next().is_none());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn segments_tile_their_blocks(text in any_text()) {
        for language in Language::ALL {
            for newlines in [Newlines::Auto, Newlines::Block, Newlines::Wrap] {
                let document = Document::plain(text.as_str(), newlines);
                check_tiling(&document, &segment(&document, language))?;
            }
        }
    }

    #[test]
    fn blocks_hold_all_that_is_not_blank(text in any_text()) {
        let document = Document::plain(text.as_str(), Newlines::Auto);
        let mut at = 0;
        for block in &document.blocks {
            prop_assert!(is_blank(&document.text[at..block.span.start]));
            at = block.span.end;
        }
        prop_assert!(is_blank(&document.text[at..]));
    }

    #[test]
    fn composed_and_decomposed_text_agree(text in any_text()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        let composed: Vec<String> = sentences(&composed, Language::French, Newlines::Block);
        let decomposed: Vec<String> = sentences(&decomposed, Language::French, Newlines::Block)
            .iter().map(|sentence| sentence.nfc().collect()).collect();
        prop_assert_eq!(composed, decomposed);
    }

    #[test]
    fn any_string_has_segments(text in "\\PC{0,200}") {
        for language in Language::ALL {
            let document = Document::plain(text.as_str(), Newlines::Auto);
            check_tiling(&document, &segment(&document, language))?;
        }
    }
}

/// Strings of the signs that rules look at, by a seed (xorshift, Marsaglia 2003): cheap to make, so that a million take seconds.
struct RandomStrings {
    state: u64,
    pieces: Vec<&'static str>,
}

impl RandomStrings {
    fn new(seed: u64) -> Self {
        let pieces = ". ! ? … ... , ; : « » \" ( ) [ ] — - – ’ ' “ ” M. etc. J.-C. art. p. 12 3,5 U.S.A. www.exemple.fr B. (...) 1. \
            le Le La l’État été Été vend Vente mot Mot MOT TITRE mots, iPhone don't œuvre 15 h. no. No. Mr. e.g. I a A \u{1f600} 東京 \
            \u{300} \u{327} c\u{327}a \u{ad} \u{200b} \u{fffc} ß İ ﬁ ½ ² €"
            .split(' ')
            .filter(|piece| !piece.is_empty())
            .chain([" ", " ", " ", " ", " ", "\u{a0}", "\u{202f}", "\t", "\n", "\r\n", "\n\n", "\0", "\u{85}"])
            .collect();
        Self { state: seed, pieces }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % limit
    }

    fn next(&mut self, text: &mut String) {
        text.clear();
        for _ in 0..self.below(14) {
            let at = self.below(self.pieces.len());
            let piece = self.pieces[at];
            text.push_str(piece);
            if self.below(3) > 0 {
                text.push(' ');
            }
        }
        // Any sign at all now and then.
        if self.below(4) == 0 {
            text.extend(char::from_u32(self.below(0x11_0000) as u32));
        }
    }
}

/// A million strings: no panic, segments tile the blocks and tokens the segments.
#[test]
fn a_million_random_strings() {
    let mut strings = RandomStrings::new(0x2026_1128);
    let mut text = String::new();
    for number in 0..1_000_000 {
        strings.next(&mut text);
        let language = Language::ALL[number % 2];
        let document = Document::plain(text.as_str(), Newlines::Auto);
        let segments = segment(&document, language);
        check_tiling(&document, &segments).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        for segment in &segments {
            let tokens = glose::token::tokenize(&document.text, segment.span, &[], language);
            let length: usize = tokens.iter().map(|token| token.span.len()).sum();
            assert_eq!(length, segment.span.len(), "{text:?}");
        }
    }
}
