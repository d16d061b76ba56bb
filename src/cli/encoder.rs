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
    /// The encoder that came with the program; none where it is not wanted or, with `auto`, not there.
    pub(crate) fn embedded(self) -> Result<Option<&'static Encoder>, Failure> {
        match (self, Encoder::embedded()) {
            (Self::Never, _) | (Self::Auto, Err(_)) => Ok(None),
            (_, Ok(encoder)) => Ok(Some(encoder)),
            (Self::Always, Err(_)) => Err(Message::new("error-no-encoder").into()),
        }
    }
}
