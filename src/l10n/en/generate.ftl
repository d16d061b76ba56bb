### The glossary of an article.

status-known = glossary
status-confirmed = glossary, confirmed
status-differs = differs from glossary
status-varies = varies
status-translated = from the translation
status-untranslated = left in French
status-suggested = suggestion
status-open = no English
report-glossary-summary = { $terms ->
    [one] { $terms } term from { $files }
   *[other] { $terms } terms from { $files }
}
report-footer = Made with glose, offline. Suggestions in italics are guesses: check them.
