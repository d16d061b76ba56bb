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
arg-check-format = text, concise, json, jsonl
arg-fail-on = Least severity that makes the exit status 1: note, warning, error (usual) or never
arg-exit-zero = Exit with 0 whatever is found
arg-min-confidence = Leave out what is less sure than this (0 to 1)
arg-rule = Level of a rule or family, TERM001=warning, NUM=off; may be repeated

finding-number-missing = { $number } is not in the translation; expected { $expected }
finding-number-changed = { $number } is rendered { $used }; expected { $expected }
finding-number-scale = { $number } is rendered { $used }, another order of magnitude; expected { $expected }
finding-number-unit = { $number } is rendered { $used }, in another unit; expected { $expected }
finding-number-added = { $number } is not in the source
finding-decimal-comma = { $used } has a decimal comma; English writes { $expected }
finding-thousands = { $used } parts thousands with a blank; English writes { $expected }
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
finding-untranslated = { $count ->
    [one] { $used } was left in French
   *[other] { $used } were left in French
}
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
