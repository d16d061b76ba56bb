//! Writes the embedded lists that have a number for each word.

use super::Outcome;

/// Writes words in alphabetical order, each with its value in whole steps.
pub(crate) fn write<'a>(out: &str, values: impl Iterator<Item = (&'a str, f64)>, steps: f64) -> Outcome {
    let mut builder = fst::MapBuilder::memory();
    let mut words = 0;
    for (word, value) in values {
        builder.insert(word, (value * steps).round() as u64)?;
        words += 1;
    }
    let bytes = builder.into_inner()?;
    println!("{words} words, {} bytes", bytes.len());
    Ok(std::fs::write(out, bytes)?)
}
