### What is wrong in a file: `problem-…`, and what to write instead: `hint-problem-…`.

problem-one-column = one column where two are wanted
hint-problem-one-column = write French, a tab, English on each line
problem-xml-ampersand = an “&” without “;”
hint-problem-xml-ampersand = write “&amp;” for the sign itself
problem-xml-attribute = an attribute of this tag is wrong or given twice
hint-problem-xml-attribute = write name="value"
problem-xml-broken = this is not well-formed XML
problem-xml-dtd = the file declares entities of its own, which are not read
hint-problem-xml-dtd = take the part in “[…]” out of the DOCTYPE line
problem-xml-end-tag = “</{ $name }>” where “</{ $expected }>” is expected
problem-xml-entity = unknown entity “{ $name }”
hint-problem-xml-entity = write the character itself
problem-xml-no-end = “<{ $name }>” is never closed
problem-xml-no-start = “</{ $name }>” closes nothing
problem-xml-none = there is no XML in this file
problem-archive = the archive is damaged or encrypted
problem-csv-quote = a quoted cell is never closed
hint-problem-csv-quote = double the quotation marks inside a cell: "a ""b"""
problem-po-line = neither a comment nor msgid, msgstr or a string
hint-problem-po-line = write msgid "…" or msgstr "…"
problem-po-quote = the string is not closed
hint-problem-po-quote = end the line with a quotation mark
problem-root = the root element is “{ $found }” instead of “{ $expected }”
problem-sheet = the workbook is damaged
problem-xliff-no-source = a unit has no source
problem-sqlite = a database is not read
problem-turtle = this is no Turtle
hint-problem-sqlite = export its tables as CSV with a header, for instance with: sqlite3 -header -csv FILE "select …"
problem-sheet-status = cell { $cell }: “{ $value }” is not a status
hint-problem-sheet-status = write { $allowed }
problem-table-status = “{ $value }” is not a status
hint-problem-table-status = write { $allowed }
problem-tbx-category = the category “{ $category }” ({ $element }) is not in the dialect of the file
problem-tbx-empty-term = { $count } empty terms are left out
problem-tbx-level = “{ $category }” may not stand in { $element }
problem-tbx-no-type = { $element } has no type
problem-tbx-paragraph = the text of { $element } must stand in p
problem-tbx-place = { $element } may not stand here
problem-tbx-term-first = term must come first in termSec
problem-tbx-two-in-group = a group holds more than one { $element }
problem-tbx-two-terms = a second term, “{ $term }”, in one termSec
problem-tbx-value = “{ $value }” is none of the values of “{ $category }”: { $allowed }
problem-archive-part = the archive has no part “{ $name }”
problem-pdf-broken = the PDF is damaged or protected by a password
problem-pdf-tool = reading PDF needs the program pdftotext, which is not installed
hint-problem-pdf-tool = install poppler-utils (Debian, Ubuntu, Fedora), poppler (Homebrew, Arch) or Xpdf tools (Windows), or save the text in another format
problem-no-bars = the two sides are not parted by “|||”
hint-problem-no-bars = write the source tokens, “|||”, the target tokens on each line
problem-dictionary = the parts of the dictionary do not fit together
hint-problem-dictionary = take all of its files from one and the same release
problem-json-entry = no JSON object with a word
problem-utx-head = the first line does not begin with #UTX
hint-problem-utx-head = begin with: #UTX 1.11; fr/en
problem-dictionary-part = “{ $name }” is missing beside it

## What `convert` says

convert-done = { $concepts ->
    [one] { $concepts } concept
   *[other] { $concepts } concepts
}, { $terms ->
    [one] { $terms } term
   *[other] { $terms } terms
}
convert-loss = not kept: { $field } ({ $count })
convert-more = … and { $count } more (--verbose shows all, --report writes them)
convert-no-format = “{ $path }” does not tell its format; write --to with one of { $formats }
convert-notice = { $path }:{ $line }: { $message }
convert-strict = “{ $path }” was not written, because something would be lost

## Fields of a termbase

field-id = ids
field-domain = domains
field-title = names of the glossary
field-other-language = terms in other languages
field-synonym = synonyms
field-no-equivalent = terms without equivalent
field-rejected-term = forbidden or deprecated terms
field-homograph = second entries of one source term
field-unfit = terms beyond the limits of the format
field-status = statuses
field-part-of-speech = parts of speech
field-gender = genders
field-number = numbers
field-term-type = kinds of form
field-expands = expansions of acronyms
field-region = regions
field-register = registers
field-use-instead = terms to use instead
field-matching = matching policies
field-definition = definitions
field-note = notes
field-term-note = notes on terms
field-context = contexts
field-source = sources
field-reliability = reliability codes
field-transaction = dates and people
field-relation = relations
field-do-not-translate = do-not-translate marks
field-free-variation = free-variation marks
field-text-source = sources of definitions, notes or contexts
field-text-language = languages of notes or definitions
field-turned-down = terms turned down
field-extra = other categories

## Help

help-convert = Write a termbase in another format, and tell what it cannot hold
arg-convert-input = Termbase to read: TBX 2 or 3, TOML, CSV, TSV, XLSX, TMX, OmegaT, memoQ, MultiTerm, Phrase, UTX, SKOS, XLIFF 2, FranceTerme, IATE, TERMIUM, EuroVoc, Wiktionary, StarDict, dictd
arg-convert-target = File to write; its ending gives the format
arg-convert-from = Format of the input, where content and ending do not tell
arg-convert-to = Format of the output: tbx, tbx3, tbx3-dct, toml, csv, tsv, xlsx, omegat, memoq, multiterm, phrase, utx, skos, turtle, tmx, xliff, deepl, google, google-sets, aws or azure
arg-convert-columns = What columns of a table hold: TITLE=fr, TITLE=definition …
arg-convert-report = Write every loss to this file (.json or a table)
arg-convert-strict = Fail, and write nothing, when something would be lost
value-format = FORMAT
help-glossary-import = Read termbases of other formats into a native glossary
arg-glossary-import-inputs = Termbases to read, in any format
arg-glossary-import-from = Their format, where content and endings do not tell
arg-glossary-import-columns = What columns of a table hold: TITLE=fr, TITLE=definition …
arg-glossary-import-domain = Domain of the glossary
arg-glossary-import-merge-by-id = Make one concept of entries with the same id, from files of one language each
value-mapping = TITLE=COLUMN
problem-unknown-setting = there is no setting “{ $key }”
hint-problem-unknown-setting = “glose --isolated --show-settings” prints the settings that there are
warning-srx-rule = { $path }, line { $line }: rule { $rule } of “{ $language }” is left out ({ $reason }): { $pattern }
warning-srx-inexact = { $path }, line { $line }: rule { $rule } of “{ $language }” is used in a slightly different sense ({ $reason }): { $pattern }
srx-look-around = a look-around inside the pattern has no counterpart
srx-back-reference = a back reference has no counterpart
srx-unsupported = “{ $sign }” has no counterpart
srx-possessive = “{ $sign }” is read as if it were not possessive
srx-language-pattern = the pattern of the language cannot be read
srx-no-rules = the file has no rules of this name
srx-broken = the pattern is broken: { $detail }
warning-srx-more = { $count } more rules are left out or changed
warning-srx-language = { $path } holds no rules for “{ $language }”: every paragraph stays whole
