//! `glose rule [ID]`: what a rule of `check` means.

use crate::check::{EXAMPLES, RuleId};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::table::wrap;
use crate::l10n::Message;
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    #[arg(value_name = "RULE")]
    id: Option<String>,
}

pub(crate) fn run(args: &RuleArgs, context: &Context) -> Result<Exit, Failure> {
    let l10n = context.l10n;
    let mut out = context.stdout();
    let title = |rule: RuleId| l10n.text(&format!("rule-{}", rule.name().to_lowercase()));
    let Some(id) = &args.id else {
        for &rule in RuleId::ALL {
            writeln!(out, "{}  {}", rule.name(), title(rule))?;
        }
        return Ok(Exit::Done);
    };
    let rule = RuleId::from_name(id).ok_or_else(|| Message::new("rule-unknown").with("rule", id.as_str()))?;
    writeln!(out, "{} ({}) — {}\n", rule.name(), rule.slug(), title(rule))?;
    for line in
        wrap(&l10n.text(&format!("rule-{}-page", rule.name().to_lowercase())), context.width().min(100))
    {
        writeln!(out, "{line}")?;
    }
    let level = l10n.text(&format!("severity-{}", rule.default_severity().name()));
    writeln!(out, "\n{}", l10n.say(&Message::new("rule-severity").with("level", level)))?;
    if !rule.default_on() {
        writeln!(out, "{}", l10n.text("rule-off"))?;
    }
    let example = EXAMPLES.split("\n\n").find(|block| block.lines().next() == Some(rule.name()));
    let labels = [
        ("target ", "rule-target"),
        ("g ", "rule-glossary"),
        ("fr ", "rule-source"),
        ("bad ", "rule-bad"),
        ("good ", "rule-good"),
    ];
    for line in example.into_iter().flat_map(|block| block.lines().skip(1)) {
        let known = labels.iter().find_map(|(mark, id)| Some((line.strip_prefix(mark)?, l10n.text(id))));
        if let Some((text, label)) = known {
            let pad = 11usize.saturating_sub(label.chars().count());
            writeln!(out, "  {label}{:pad$} {text}", "")?;
        }
    }
    Ok(Exit::Done)
}
