### Help: what each command does, and arguments that are its own.

help-segment = Cut a text into sentences
arg-segment-file = Text to cut; “-” or nothing: standard input
help-completions = Print a completion script for a shell
arg-completions-shell = bash, elvish, fish, powershell or zsh
help-man = Print a manual page
arg-man-verb = Command to print the page of
help-lookup = Look terms up in any form: inflected, without accents, slightly misspelt
arg-lookup-term = Terms to look up; “*” and “?” stand for letters; “-”: one a line on standard input
arg-lookup-from = Language of the terms: fr, en or auto
arg-lookup-exact = Only the term as it is written (but for case, accents, hyphens)
arg-lookup-prefix = Terms that begin so
arg-lookup-fuzzy = Near terms too, even where the very term exists
arg-lookup-regex = The terms are regular expressions
arg-lookup-max = At most N answers a term
help-generate = Make the bilingual glossary of a French article, with or without its translation
arg-generate-source = French text and, if there is one, its English translation; several French texts give one glossary
arg-strict = List only what is nearly certain
arg-balanced = List what a translator would keep (the default)
arg-broad = List also what may be a term
arg-generate-names = List names and titles too, after the terms
arg-generate-max = List at most so many rows
arg-generate-explain = Show the reasons for each score
arg-generate-against = List only what this glossary does not have
arg-generate-format = table, tsv, csv, json, md, html, xlsx, tbx, toml or omegat
