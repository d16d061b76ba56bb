### lookup

lookup-nothing = nothing found for “{ $query }”
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
