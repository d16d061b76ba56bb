### glossary

glossary-unknown-key = { $path }:{ $line }:{ $column }: there is no key “{ $key }”; write one of { $allowed }
glossary-syntax = { $path }:{ $line }:{ $column }: this is no TOML; write key = "value", a line each
glossary-syntax-bracket = { $path }:{ $line }:{ $column }: a bracket is not closed or not opened; each [ wants a ], each { "{" } a { "}" }
glossary-syntax-comma = { $path }:{ $line }:{ $column }: a comma is missing before this; write {"{"} term = "…", gender = "…" {"}"},
glossary-syntax-duplicate = { $path }:{ $line }:{ $column }: this key stands here twice; keep one of them, or begin a new [[concept]]
glossary-syntax-quote = { $path }:{ $line }:{ $column }: a quotation mark is missing, or a \ must be doubled; write "…"
glossary-syntax-value = { $path }:{ $line }:{ $column }: a key without a value; write key = "value"
glossary-unknown-key-near = { $path }:{ $line }:{ $column }: there is no key “{ $key }”; write “{ $suggestion }”
glossary-unknown-value = { $path }:{ $line }:{ $column }: “{ $value }” cannot be the value of “{ $key }”; write one of { $allowed }
glossary-unknown-value-near = { $path }:{ $line }:{ $column }: “{ $value }” cannot be the value of “{ $key }”; write “{ $suggestion }”
glossary-wrong-type = { $path }:{ $line }:{ $column }: “{ $key }” is of type { $found }; write { $expected }
glossary-missing-key = { $path }:{ $line }:{ $column }: “{ $key }” is missing; write { $example }
glossary-empty = { $path }:{ $line }:{ $column }: “{ $key }” is empty; write its text or leave the key out

glossary-validated = { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $concepts ->
    [one] { $concepts } concept
   *[other] { $concepts } concepts
}, { $problems ->
    [0] no problem
    [one] { $problems } problem
   *[other] { $problems } problems
}
glossary-fmt = { $files ->
    [0] everything is in canonical form already
    [one] { $files } file rewritten
   *[other] { $files } files rewritten
}
glossary-fmt-check = { $files ->
    [0] everything is in canonical form
    [one] { $files } file would be rewritten
   *[other] { $files } files would be rewritten
}
glossary-not-native = “{ $path }” is not a TOML glossary; convert it first: glose convert { $path } NEW.toml
glossary-add-exists = there is a concept “{ $id }” already; give another --id, or edit the file
glossary-added = “{ $id }” added to { $path }
glossary-merge-conflict = { $id }: { $field } is “{ $ours }” in the first, “{ $theirs }” in the other; the first is kept
glossary-merge-added = { $id } added
glossary-merge-completed = { $id } completed: { $what }
glossary-merged = { $concepts } concepts, { $conflicts ->
    [0] no conflict
    [one] { $conflicts } conflict
   *[other] { $conflicts } conflicts
}
glossary-compiled = { $files ->
    [one] { $files } file
   *[other] { $files } files
} compiled into { $bytes } bytes
glossary-stats-file = Glossary
glossary-stats-concepts = Concepts
glossary-stats-fr = French
glossary-stats-en = English
glossary-stats-acronyms = Acronyms
glossary-stats-forbidden = Wrong
glossary-stats-definitions = Defined
glossary-stats-total = all
glo001 = two concepts have the id “{ $value }”
glo001-with = the id “{ $value }” is taken already in { $other }
glo002 = the id “{ $value }” is not in lower case with hyphens
glo002-with = the id “{ $value }” is not in lower case with hyphens; write “{ $other }”
glo003 = { $value } has no French term
glo003-with = no concept has a French term; the languages are { $other }
glo004 = { $id }: “{ $value }” has no gender; write gender = "masculine", "feminine" or "common"
glo005 = { $id }: “{ $value }” stands here twice
glo006 = { $id }: “{ $value }” is also a term of another concept
glo006-with = { $id }: “{ $value }” is also a term of { $other }
glo007 = { $id } refers to “{ $value }”, which does not exist
glo007-with = { $id } refers to “{ $value }”, which does not exist; did you mean “{ $other }”?
glo008 = { $id }: “{ $value }” does not say what to use instead; write use = "…"
glo009 = { $id }: “{ $value }” is to be used instead, but is no accepted term here
glo009-with = { $id }: “{ $value }” is to be used instead, but is no accepted term here; did you mean “{ $other }”?
glo010 = { $id }: “{ $value }” is the full form of a term, but no term here
glo010-with = { $id }: “{ $value }” is the full form of a term, but no term here; did you mean “{ $other }”?
glo011 = { $id }: the acronym “{ $value }” does not say what it stands for
glo011-with = { $id }: the acronym “{ $value }” does not say what it stands for; write expands = "{ $other }"
glo012 = { $id }: no accepted term for the language { $value }
glo013 = { $id }: several preferred terms
glo013-with = { $id }: “{ $value }” is preferred, and so is “{ $other }”
glo014 = { $id }: the form of “{ $value }” is odd
glo014-with = { $id }: “{ $value }” should be written “{ $other }”
glo015 = { $id }: unknown register “{ $value }”
glo015-with = { $id }: unknown register “{ $value }”; did you mean “{ $other }”?
glo016 = { $id }: “{ $value }” is not the code of a region; write two capitals, as in "CA"
glo017 = the domain is “{ $value }”, which is not the name of the file
glo017-with = the domain is “{ $value }”, the file is called “{ $other }”
glo018 = { $id } refers to itself
glo019 = { $id }: “{ $value }” is accepted here and forbidden elsewhere for the same French term
glo019-with = { $id }: “{ $value }” is accepted here, but { $other } forbids it for the same French term
review-keys = a accept · e edit the English · r reject · m merge · s skip · u undo · q quit
review-edit = English (several with |):
review-alone = no other entry is near this one
review-no-entry = there is no entry “{ $id }”
review-no-english = (no English)
review-done = { $waiting ->
    [0] { $path }: every entry is decided
    [one] { $path }: { $waiting } entry waits for a decision
   *[other] { $path }: { $waiting } entries wait for a decision
}, { $rejected } rejected
generate-renewed = { $path }: decisions kept, { $rejected ->
    [0] nothing was left out
    [one] { $rejected } rejected term left out
   *[other] { $rejected } rejected terms left out
}
