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
