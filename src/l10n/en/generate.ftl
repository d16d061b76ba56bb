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
report-glossary-files = { $count ->
    [one] { $count } text
   *[other] { $count } texts
}
report-footer = Made with glose, offline. Suggestions in italics are guesses: check them.
report-glossary-title = Glossary: { $files }
column-french = French
column-english = English
column-frequency = n
column-status = status
column-context = context
column-names = Names
status-short-known = glossary
status-short-confirmed = confirmed
status-short-differs = differs
status-short-varies = varies
status-short-translated = translation
status-short-untranslated = left French
status-short-suggested = suggested
status-short-open = none
generate-summary = { $terms ->
    [one] { $terms } term
   *[other] { $terms } terms
}, { $known } known to the glossaries
generate-no-domain = other
generate-nothing = no terms found
generate-nothing-new = nothing new: the glossary has all terms of the text
warning-interrupted = the reading was stopped: { $done } of { $files } files are in the glossary
warning-unread = “{ $path }” holds no text that can be read; left out
error-interrupted = stopped before any file was read
