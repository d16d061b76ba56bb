//! Whether the encoder is asked: `--encoder`.

use super::failure::Failure;
use crate::encode::Encoder;
use crate::l10n::Message;
use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EncoderUse {
    /// Where it is there and its time well spent.
    Auto,
    Always,
    #[value(alias = "none")]
    Never,
}

impl EncoderUse {
    /// The encoder that came with the program, made ready only where it is wanted; none where it is not or, with `auto`,
    /// not there.
    pub(crate) fn embedded(self) -> Result<Option<&'static Encoder>, Failure> {
        if self == Self::Never {
            return Ok(None);
        }
        match Encoder::embedded() {
            Ok(encoder) => Ok(Some(encoder)),
            Err(_) if self == Self::Always => Err(Message::new("error-no-encoder").into()),
            Err(_) => Ok(None),
        }
    }
}
