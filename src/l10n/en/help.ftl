### Help: headings, global options, and arguments that mean the same in every command.

help-about = Terminology for French-to-English translation: make glossaries from articles, look terms up, check translations
help-heading-usage = Usage:
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-heading-global = Everywhere
help-value-command = COMMAND
arg-ui-language = Language of the interface: fr or en (else GLOSE_LANG, then the locale)
arg-color = When to colour: auto, always or never
arg-quiet = Print results only: no progress, no summary
arg-verbose = Tell more; twice for everything
arg-config = Settings file (else glose.toml, searched upward)
arg-isolated = Ignore glose.toml
arg-show-settings = Print the settings in force, and stop
arg-threads = Number of threads (results are the same)
arg-help = Print help
arg-version = Print the version
arg-language = Language of the text: fr or en
arg-output = Write to this file, whole or not at all (its ending gives the format)
arg-format = Form of the output
arg-glossary = Termbase to use, in any format; may be repeated
arg-no-builtin = Leave the embedded glossaries out
arg-newlines = What a newline means in plain text: auto, block or wrap
arg-domain = Prefer and limit to these domains
arg-target = Variety of English wanted: en-GB or en-US
