### lookup

lookup-nothing = nothing found for “{ $query }”
lookup-nothing-longer = nothing found for “{ $query }”; these begin so: { $longer }
lookup-more = { $count ->
    [one] … and one more sentence
   *[other] … and { $count } more sentences
}
lookup-bad-pattern = “{ $pattern }” is not a regular expression: { $message }
lookup-column-fr = French
lookup-column-en = English
lookup-column-domain = Domain
lookup-column-definition = Definition
lookup-see = see { $others }
lookup-match-folded = found but for case, accents or hyphens
lookup-match-inflected = found in another form
lookup-match-fuzzy = near ({ $score })
lookup-match-prefix = begins so
lookup-match-regex = fits the pattern
lookup-mark-verb = verb
lookup-mark-adjective = adj.
lookup-mark-adverb = adv.
lookup-mark-masculine = m.
lookup-mark-feminine = f.
lookup-mark-common = m. or f.
lookup-mark-plural = plural
lookup-mark-mass = uncountable

explain-not-listed = no glossary has this term, nor one like it
explain-not-listed-near = no glossary has this term; there is { $near }
explain-listed = “{ $term }” is a term of { $concept } ({ $domain }); it is looked for as: { $keys }
explain-words = the words of the sentence, their part of speech, lemma, and keys:
explain-inside-word = its words stand in the sentence, but inside the longer word “{ $word }”
explain-no-beginning = no word of the sentence has the key { $wanted }
explain-broken-off = “{ $text }” agrees, but then “{ $wanted }” is wanted and “{ $found }” follows ({ $keys })
explain-cut-short = “{ $text }” agrees, but then “{ $wanted }” is wanted and the sentence ends
explain-capitals = “{ $text }” agrees but for its capitals: the entry is “{ $term }”
explain-form = “{ $text }” is another form, and “{ $term }” is only found as it is written (match = "exact")
explain-reading = “{ $text }” is read here as { $upos }, lemma “{ $lemma }”; the term is a { $pos }
explain-covered = “{ $text }” agrees, but “{ $by-text }” is the longer or better match (“{ $by }”)
explain-found-exact = found as it is written: “{ $text }” (confidence { $confidence })
explain-found-folded = found but for capitals, accents, hyphens: “{ $text }” (confidence { $confidence })
explain-found-inflected = found in another form: “{ $text }” (confidence { $confidence })
explain-found-discontinuous = found with words between or shared: “{ $text }” (confidence { $confidence })
