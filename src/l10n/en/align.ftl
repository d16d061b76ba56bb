### align
align-two-files = give the text and its translation: two files
align-same-language = both texts are in { $language ->
    [fr] French
   *[en] English
}; give a text and its translation, or add --force
align-format = the format “{ $format }” does not exist at this level; choose one of { $formats }
align-idle-option = the option { $option } has no effect at this level ({ $level }): leave it out
align-left-out = { $count ->
    [one] { $count } sentence group without counterpart is not in the translation memory
   *[other] { $count } sentence groups without counterpart are not in the translation memory
}
problem-priors = not “source TAB target TAB count”
problem-encoder-model = not a model of the encoder; --model wants a file made by “cargo xtask build-encoder”
problem-encoder-damaged = this model of the encoder is damaged or incomplete: copy it again
report-alignment-title = Alignment: { $files }
report-alignment-summary = { $beads ->
    [one] { $beads } group of sentences
   *[other] { $beads } groups of sentences
}
report-alignment-help = Point at a word to see the words that it is linked to; with the keyboard, go to a cell with Tab and to its words with the arrow keys.
report-alignment-only-doubtful = only doubtful groups
report-alignment-number = No.
report-alignment-fr = French
report-alignment-en = English
report-alignment-other = Text
report-alignment-links = Links
report-alignment-confidence = sure to { $percent } %
report-alignment-doubtful = doubtful: sure to { $percent } %
report-alignment-footer = Made with glose, offline. Links are found by machine: check them.
