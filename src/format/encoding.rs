//! Bytes into text: byte-order mark, else UTF-8, else UTF-16 by its zero bytes, else Windows-1252.

use super::FormatError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file's text was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, either byte order.
    Utf16,
    /// Another one, which the file itself names.
    Declared,
    /// Not UTF-8, so taken for Windows-1252: worth telling the user.
    Windows1252,
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without its byte-order mark.
    pub text: String,
    /// Its encoding.
    pub encoding: TextEncoding,
    /// Bytes of a byte-order mark that was dropped (UTF-8 only): add it to an offset to get the file's own.
    pub mark: usize,
}

/// Decodes a text file.
///
/// # Errors
/// [`FormatError::Binary`] when the bytes are no text in any of the encodings.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, FormatError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return decode_as(&bytes[mark..], encoding, if encoding == UTF_8 { mark } else { 0 });
    }
    let head = &bytes[..bytes.len().min(4096)];
    if let Some(encoding) = utf16_without_mark(head) {
        return decode_as(&bytes, encoding, 0);
    }
    if head.contains(&0) {
        return Err(FormatError::Binary);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, encoding: TextEncoding::Utf8, mark: 0 }),
        Err(error) => decode_as(error.as_bytes(), WINDOWS_1252, 0),
    }
}

/// Decodes a file that may be XML: a byte-order mark first, then UTF-16 by its zeros, then what its first line declares.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_xml(bytes: Vec<u8>) -> Result<Decoded, FormatError> {
    let declared = declared(&bytes[..bytes.len().min(256)]);
    match declared {
        // A declaration that can be read byte by byte is in no two-byte encoding, whatever it says.
        Some(encoding)
            if Encoding::for_bom(&bytes).is_none()
                && !matches!(encoding.name(), "UTF-8" | "UTF-16LE" | "UTF-16BE") =>
        {
            decode_as(&bytes, encoding, 0)
        }
        _ => decode(bytes),
    }
}

/// Decodes in an encoding that is known.
///
/// # Errors
/// As [`decode`].
pub(crate) fn decode_with(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, FormatError> {
    decode_as(bytes, encoding, 0)
}

/// The encoding that an XML declaration names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = std::str::from_utf8(&head[..head.iter().position(|&b| b == b'>')?]).ok()?;
    let value = head.trim_start().strip_prefix("<?xml")?.split_once("encoding")?.1;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, mark: usize) -> Result<Decoded, FormatError> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let controls =
        text.chars().filter(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if (damaged && encoding != WINDOWS_1252 && encoding != UTF_8)
        || controls * 50 > text.len()
        || text.contains('\0')
    {
        return Err(FormatError::Binary);
    }
    let name = match encoding {
        e if e == UTF_8 => TextEncoding::Utf8,
        e if e == UTF_16LE || e == UTF_16BE => TextEncoding::Utf16,
        e if e == WINDOWS_1252 => TextEncoding::Windows1252,
        _ => TextEncoding::Declared,
    };
    Ok(Decoded { text: text.into_owned(), encoding: name, mark })
}

/// Latin text in UTF-16 has a zero in nearly every second byte.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    if head.len() < 4 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 > half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let french = "L’été, 2,5 milliards d’euros.";
        let utf16: Vec<u8> = french.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16.clone()).collect();
        let (windows, _, _) = WINDOWS_1252.encode(french);
        for (bytes, encoding) in [
            (french.as_bytes().to_vec(), TextEncoding::Utf8),
            (format!("\u{feff}{french}").into_bytes(), TextEncoding::Utf8),
            (utf16, TextEncoding::Utf16),
            (marked, TextEncoding::Utf16),
            (windows.into_owned(), TextEncoding::Windows1252),
        ] {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (french, encoding));
        }
    }

    #[test]
    fn a_declared_encoding_counts() {
        let turkish = b"<?xml version='1.0' encoding=\"windows-1254\"?><a>\xfe</a>".to_vec();
        assert!(decode_xml(turkish).unwrap().text.contains('\u{15f}'));
        let wrong = b"<?xml version='1.0' encoding='UTF-16'?><a>\xc3\xa9</a>".to_vec();
        assert!(decode_xml(wrong).unwrap().text.contains('\u{e9}'));
    }

    #[test]
    fn pictures_are_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()), Err(FormatError::Binary));
        assert_eq!(decode(vec![0; 64]), Err(FormatError::Binary));
    }
}
