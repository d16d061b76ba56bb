//! The command line as its users see it: transcripts in `tests/cmd`, and the examples of the README.
//!
//! A transcript is a Markdown file; its commands run in the folder of the same name ending in `.in`. `TRYCMD=overwrite
//! cargo test --test it cli` writes what the program prints now: read the difference before committing it.

#[test]
fn transcripts_hold() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .env("GLOSE_LANG", "en")
        .case("tests/cmd/*.md")
        .case("README.md");
}
