### check: findings, reports, arguments.

severity-error = error
severity-warning = warning
severity-note = note
check-unknown-rule = there is no rule or family of rules “{ $rule }”
check-unknown-level = “{ $level }” is no level for { $rule }: off, on, note, warning or error

finding-missing-term = { $term } has no rendering here; expected { $expected }
finding-wrong-rendering = { $term } is rendered { $used }, expected { $expected }
finding-forbidden-term = { $term } is rendered { $used }, which the glossary forbids; expected { $expected }
finding-deprecated-term = { $term } is rendered { $used }, which is to be avoided; expected { $expected }
finding-forbidden-source = the glossary rejects the French term { $term }; it prefers { $expected }
finding-deprecated-source = the French term { $term } is outdated; the glossary prefers { $expected }
finding-forbidden-unasked = { $used } is a term that the glossary forbids; it prefers { $expected }
finding-deprecated-unasked = { $used } is to be avoided; the glossary prefers { $expected }

help-check = Judge the terminology of a translation
arg-check-inputs = A French text and its English translation; or translation files (TMX, XLIFF, PO, TSV)
arg-check-format = Form of the report
arg-fail-on = Least severity that makes the exit status 1: note, warning, error (usual) or never
arg-exit-zero = Exit with 0 whatever is found
arg-min-confidence = Leave out what is less sure than this (0 to 1)

finding-number-missing = { $number } is not in the translation; expected { $expected }
finding-numbers-missing = the translation has none of the numbers { $numbers }
finding-number-changed = { $number } is rendered { $used }; expected { $expected }
finding-number-scale = { $number } is rendered { $used }, another order of magnitude; expected { $expected }
finding-number-unit = { $number } is rendered { $used }, in another unit; expected { $expected }
finding-number-added = { $number } is not in the source
finding-decimal-comma = { $used } has a decimal comma; English writes { $expected }
finding-thousands = { $used } parts thousands with a blank; English writes { $expected }
finding-thousands-point = { $used } parts thousands with a point; English writes { $expected }
finding-date = { $number } is rendered { $used }; expected { $expected }
finding-date-missing = the date or hour { $number } is not in the translation; expected { $expected }

finding-term-case = { $used } lacks the capitals of the glossary: { $expected }
finding-term-region = { $used } belongs to the other variety of English; expected { $expected }
finding-false-friend = { $term } is rendered by its false friend { $used }; probably { $expected }
finding-acronym = { $used } is the French acronym; English has { $expected }
finding-acronym-unexpanded = the acronym { $used } is not explained where it first stands
finding-keep = { $term } must not be translated; expected { $expected }
finding-keep-case = { $term } must stay as it is; expected { $expected }
finding-keep-code = { $code } is not in the translation
finding-untranslated = { $used } is not translated
finding-name = the name { $name } is spelt { $used } here

finding-inconsistent = { $term } is rendered { $used } here{ $count ->
    [one] {""}
   *[other] {" "}({ $count } times)
} and { $expected } elsewhere{ $usual ->
    [one] {""}
   *[other] {" "}({ $usual } times)
}
finding-merged = { $term } is rendered { $used }, as { $other } is
related-usual = { $used } here
related-again = { $used } here too
related-other = { $term } here

check-fix = replace by { $replacement } (--fix)
check-fix-unsafe = replace by { $replacement } (--unsafe-fixes)
check-key = to ignore it: { $key }
check-none = { $pairs ->
    [one] nothing to report in { $pairs } pair
   *[other] nothing to report in { $pairs } pairs
}
check-summary = { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
} in { $pairs ->
    [one] { $pairs } pair
   *[other] { $pairs } pairs
}
check-hidden = { $ignored } ignored, { $baseline } in the baseline
check-expired-ignore = { $path }: { $key } ({ $about }) was ignored until { $date } and is reported again; settle it, or set a later day
check-unused-ignore = { $path }: { $key } ({ $about }) ignores nothing any more
check-fixed = { $count ->
    [one] { $count } replacement made in { $path }
   *[other] { $count } replacements made in { $path }
}
check-cannot-fix = { $path } is no text file that can be changed
check-ignored = { $count ->
    [one] { $count } finding added to { $path }
   *[other] { $count } findings added to { $path }
}
check-baseline = { $count ->
    [one] { $count } finding in the baseline { $path }
   *[other] { $count } findings in the baseline { $path }
}
check-bad-file = { $path }: { $reason }
check-no-baseline = a baseline to write to is needed: --baseline FILE
check-report-title = Terminology check
check-report-filter = Filter
check-report-search = Text
check-column-rule = Rule
check-column-file = File
check-column-severity = Severity
check-column-segment = Segment
check-column-message = Finding
check-column-french = French
check-column-english = English
check-column-expected = Expected
check-column-confidence = Confidence
check-column-key = Key
check-column-count = Count
rule-unknown = there is no rule “{ $rule }”
rule-severity = usual level: { $level }
rule-off = off unless asked for
rule-glossary = Glossary
rule-source = French
rule-bad = Reported
rule-good = Fine
help-rule = Explain a rule of check
arg-rule-id = Rule, as TERM001; without one, all are listed
arg-rule = Level of a rule or family, TERM001=warning, NUM=off; may be repeated
arg-check-rule = Level of a rule or family, TERM001=warning, NUM=off; may be repeated
arg-exclude = Leave out files whose path matches this pattern; may be repeated
arg-ignore-file = File of ignored findings (else glose-ignore.toml, where there is one)
arg-add-ignore = Add what is found to the file of ignored findings, with this reason
arg-report-unused-ignores = Tell which ignored findings are no longer there
arg-baseline = File of old findings, which do not count
arg-write-baseline = Write the baseline anew: it may only shrink, unless there was none
arg-fix = Make the safe replacements in the translation
arg-unsafe-fixes = Make or show the others as well
arg-diff = Show the replacements and make none
arg-statistics = Count the findings by rule
arg-check-newlines = Meaning of a newline in plain text: auto, block (end of block) or wrap
rule-term001 = A term of the glossary is missing
rule-term001-page = The source has a term of the glossary; the translation has none of its accepted renderings, in any inflected form, spelling, order or short form. Any synonym satisfies; only approved entries with an English term are enforced; the longest term wins; after a first mention a shorter form is enough.
rule-term002 = A forbidden term is used
rule-term002-page = The translation uses a term that the glossary marks as forbidden. The message says what to write. Where the French itself is a forbidden term, this is only a note.
rule-term003 = A deprecated term is used
rule-term003-page = The translation uses a term that the glossary advises against.
rule-term004 = A term is rendered by something else
rule-term004-page = The term was rendered, but not as the glossary asks. Word alignment names what was used.
rule-term005 = A term lacks its capitals
rule-term005-page = The right term, without the capitals that the glossary gives it.
rule-term006 = A term belongs to the other variety of English
rule-term006-page = With --target en-GB or en-US: the term is marked as used in the other region only.
rule-term007 = A false friend
rule-term007-page = The translation has the English word that looks like the French one and means something else, and none that means the same. Off unless asked for.
rule-cons001 = One French term, several renderings
rule-cons001-page = The same French term is rendered in different ways in one text. The commonest rendering, else the first, is taken for the intended one. Shorter forms, acronyms and words of one family do not count; neither do entries with free variation, nor, without a glossary, what was put together for the occasion (“the given module”) and renderings that alignment is not sure of.
rule-cons002 = Several French terms, one rendering
rule-cons002-page = Terms that the French keeps apart are rendered by one. Off unless asked for.
rule-acro001 = An acronym was left in French
rule-acro001-page = The translation has the French acronym where English has its own. Letters that English has for something else (GPL) stay below the usual confidence.
rule-acro002 = An acronym is not explained
rule-acro002-page = An acronym stands for the first time without being explained. Off unless asked for.
rule-num001 = A number is missing or changed
rule-num001-page = A number of the source is nowhere in the translation: not in digits, not in words, not converted into another unit. Several that are missing together are one finding. What is said otherwise is no fault: “half a million”, “the fifties”, “that year”, “this section”; nor is a sentence whose rest stands in the items of a list.
rule-num002 = A number of another order of magnitude
rule-num002-page = The digits are the same, the order of magnitude is not: un milliard is one billion, un billion is one trillion.
rule-num003 = A number is written in the French way
rule-num003-page = English writes a decimal point, and commas between thousands. A text that always parts thousands with a blank keeps its style.
rule-num004 = A number has another unit or currency
rule-num004-page = The number is the same, its unit or currency is not.
rule-num005 = A date or hour differs
rule-num005-page = A day, a month or an hour is not that of the source.
rule-num006 = A number was added
rule-num006-page = The translation has a number that the source has not. Off unless asked for.
rule-keep001 = What must not be translated was changed
rule-keep001-page = The glossary marks the term as not to be translated.
rule-keep002 = Words were left in French
rule-keep002-page = French words of the source stand in the translation, outside quotation marks and brackets. Loans (“coup d’état”) and a single word that English texts have as well are not reported.
rule-keep003 = A name is misspelt
rule-keep003-page = A name differs from that of the source by a letter or two, and not as transcriptions or French and English names of places do. Where the other texts of the language, or the rest of this one, have the translation’s spelling, the slip is the source’s, and nothing is reported.
rule-keep004 = Code, a placeholder or an address is missing
rule-keep004-page = Code, a placeholder or an address of the source is not in the translation. Braces around a word with an accent stand for a word of the text, which is translated.
check-both-french = { $source } and { $target } are both in French: give a French text and its English translation
check-both-english = { $source } and { $target } are both in English: give a French text and its English translation
arg-cache = Folder where findings are kept: files that did not change are not checked again
arg-expires = Last day that the added entries hold
rule-target = Target
