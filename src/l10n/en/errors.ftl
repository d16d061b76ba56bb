### Why something could not be done.

error-io = “{ $path }”: { $reason }
error-directory = “{ $path }” is a folder, not a file
error-no-folder = “{ $path }” cannot be written: there is no folder “{ $folder }”
error-too-large = “{ $path }” is larger than { $limit } MB
error-binary = “{ $path }” is not a text file
error-empty = “{ $path }” holds no text
error-unknown-format = “{ $path }”: unknown format “{ $name }”
error-unsupported-format = “{ $path }”: the format “{ $name }” cannot be used here
error-syntax = “{ $path }”: { $message }
error-syntax-at = { $place }: { $message }
error-limit = “{ $path }”: { $what ->
    [depth] more than { $limit } elements inside each other
    [attributes] an element has more than { $limit } attributes
    [entries] the archive has more than { $limit } files
    [cells] the workbook has more than { $limit } cells
    [inflated] what is packed in it exceeds { $limit } bytes: a decompression bomb
   *[other] the text exceeds { $limit } bytes
}
error-output = the results could not be written: { $reason }
error-no-verb = there is no command “{ $verb }”
error-ui-language = the interface speaks French (fr) and English (en), not “{ $language }”
reason-not-found = no such file
reason-permission = permission denied
reason-full = the disk is full
reason-read-only = the disk is read-only
hint-verbatim = { $hint }
hint-binary = give a text, or a document in one of the formats of “glose generate --help”
hint-no-folder = make the folder first
hint-directory = name a file in it
usage-value-missing = { $argument } needs a value
usage-invalid-value = “{ $value }” cannot be the value of { $argument }
usage-unknown-argument = unknown argument “{ $argument }”
usage-unknown-command = there is no command “{ $command }”
usage-missing = missing: { $argument }
usage-missing-command = a command is missing
usage-conflict = { $argument } cannot be used with { $other }
usage-value-count = wrong number of values for { $argument }
usage-not-utf8 = an argument is not valid UTF-8
usage-other = the arguments cannot be understood ({ $reason })
usage-did-you-mean = did you mean “{ $suggestion }”?
usage-valid-values = possible values: { $values }
usage-see-help = more with --help
error-verbatim = { $text }
error-other-language = “{ $path }” is in { $language }; a French text is wanted
error-bitext-language = “{ $path }” has { $language } on a side where French and English are wanted, one on each
error-no-french = “{ $path }” is in English; give the French text, with or without this translation
error-which-translation = “{ $path }” is in English: a translation goes with exactly one French text
warning-windows-1252 = “{ $path }” is not UTF-8; read as Windows-1252
error-counts = “{ $path }”, line { $line }: no counts of this version (“glose extract --counts-out” writes them)
error-counts-language = “{ $path }” holds counts of another language than the rest
error-ranker = “{ $path }” is no ranker of this version (“cargo xtask train-ranker” makes one)
error-tagger = “{ $path }” is no tagger model of this version
error-tagger-language = “{ $path }” is a model for another language
error-unrelated = the two texts do not look like translations of each other (mean score { $score }); give the French text and its own translation
warning-doubtful-beads = { $count ->
    [one] { $count } group of sentences is aligned with doubt
   *[other] { $count } groups of sentences are aligned with doubt
}
error-output-ending = the ending of “{ $path }” names no format: use one of { $endings }, or --format
error-no-encoder = this program was built without its encoder
