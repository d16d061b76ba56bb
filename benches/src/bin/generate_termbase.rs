//! Prints a termbase of any size as TSV (French, English), the same for the same seed:
//! `cargo run -p glose-benches --bin generate_termbase -- 1400000 20261124 > large.tsv`

use std::io::{BufWriter, Write};

fn main() -> std::io::Result<()> {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let (count, seed) = match numbers[..] {
        [count, seed, ..] => (count as usize, seed),
        [count] => (count as usize, 20_261_124),
        [] => (1_400_000, 20_261_124),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "fr\ten")?;
    for entry in glose_benches::termbase::entries(count, seed) {
        let terms: Vec<&str> = entry.languages.iter().map(|section| section.terms[0].term.as_str()).collect();
        writeln!(out, "{}", terms.join("\t"))?;
    }
    out.flush()
}
