### `extract`: lists of terms.

help-extract = List the terms of a text or a corpus, best first
arg-extract-file = Texts or folders, one corpus; “-” or nothing: standard input
arg-extract-format = Form of the output: tsv, json or table (else by the ending of the file; table on a terminal)
arg-extract-names = Names of people, places and organisations: exclude, include or only
arg-extract-surface-forms = A row for every form met in the text, in lower case
arg-extract-max = List at most N
arg-extract-min-score = List scores from S up (0 to 1)
arg-extract-strict = List few terms, nearly all right
arg-extract-balanced = List neither few nor all (this is what happens unless told)
arg-extract-broad = List all that may be a term
arg-extract-show-dropped = Tell what was left out, and why
arg-extract-explain = Tell what each score is made of (json)
extract-column-term = term
extract-column-score = score
extract-column-frequency = count
extract-column-forms = forms
extract-dropped-formula = formula: { $text }
extract-dropped-table = table: { $text }
extract-dropped-reference = reference: { $text }
extract-dropped-address = address: { $text }
extract-dropped-debris = broken letters: { $text }
extract-dropped-foreign = other language: { $text }
extract-dropped-boilerplate = boilerplate: { $text }
extract-dropped-name = name: { $text }
extract-dropped-score = low score: { $text }
