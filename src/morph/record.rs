// How the readings of a form are packed in the embedded tables; shared by the build script, which writes them.
//
// A table is an FST from folded form to the number of a *set of readings*, and a list of such sets. A reading is a
// recipe: cut so many bytes off the folded form, append a suffix, set the spelling (capitals, ligatures).

/// Bytes of a packed reading.
pub(crate) const SIZE: usize = 8;

/// Lemma in lower case.
pub(crate) const LOWER: u8 = 0;
/// Lemma with a capital.
pub(crate) const CAPITALISED: u8 = 1;
/// Lemma in capitals.
pub(crate) const CAPITALS: u8 = 2;
/// The first `oe` of the lemma is written `œ` (added to one of the above).
pub(crate) const OE: u8 = 4;
/// The first `ae` of the lemma is written `æ`.
pub(crate) const AE: u8 = 8;

/// The tags of Universal Dependencies in the order of `Upos`.
#[allow(dead_code, reason = "the library only checks it")]
pub(crate) const UPOS: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
];

/// A packed reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Record {
    /// Bytes to cut off the folded form.
    pub(crate) cut: u8,
    /// Index in [`UPOS`].
    pub(crate) upos: u8,
    /// 0 none, 1 masculine, 2 feminine, 3 both.
    pub(crate) gender: u8,
    /// 0 none or both, 1 singular, 2 plural.
    pub(crate) number: u8,
    /// 0 none, 1 finite, 2 infinitive, 3 present participle, 4 past participle.
    pub(crate) verb_form: u8,
    /// Capitals and ligatures of the lemma.
    pub(crate) spelling: u8,
    /// Where the suffix starts in the pool.
    pub(crate) suffix: u16,
    /// Its bytes.
    pub(crate) suffix_len: u8,
}

impl Record {
    /// As bytes.
    #[allow(dead_code, reason = "only the build script packs")]
    pub(crate) fn pack(self) -> [u8; SIZE] {
        let [low, high] = self.suffix.to_le_bytes();
        let features = self.gender | self.number << 2 | self.verb_form << 4;
        [self.cut, self.upos, features, self.spelling, low, high, self.suffix_len, 0]
    }

    /// From bytes; `bytes` holds at least [`SIZE`].
    #[allow(dead_code, reason = "only the library unpacks")]
    pub(crate) fn unpack(bytes: &[u8]) -> Self {
        Self {
            cut: bytes[0],
            upos: bytes[1],
            gender: bytes[2] & 3,
            number: bytes[2] >> 2 & 3,
            verb_form: bytes[2] >> 4,
            spelling: bytes[3],
            suffix: u16::from_le_bytes([bytes[4], bytes[5]]),
            suffix_len: bytes[6],
        }
    }
}

/// Restores the ligatures and capitals that folding took from a lemma.
pub(crate) fn respell(lemma: &str, spelling: u8) -> String {
    let mut out = lemma.to_owned();
    if spelling & OE != 0 {
        out = out.replacen("oe", "œ", 1);
    }
    if spelling & AE != 0 {
        out = out.replacen("ae", "æ", 1);
    }
    match spelling & 3 {
        CAPITALISED => {
            let mut rest = out.chars();
            rest.next()
                .map(|first| first.to_uppercase().collect::<String>() + rest.as_str())
                .unwrap_or_default()
        }
        CAPITALS => out.to_uppercase(),
        _ => out,
    }
}
