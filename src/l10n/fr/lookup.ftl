### lookup

lookup-nothing = rien trouvé pour « { $query } »
lookup-nothing-longer = rien trouvé pour « { $query } » ; commencent ainsi : { $longer }
lookup-more = { $count ->
    [one] … et une autre phrase
   *[other] … et { $count } autres phrases
}
lookup-bad-pattern = « { $pattern } » n’est pas une expression régulière : { $message }
lookup-column-fr = Français
lookup-column-en = Anglais
lookup-column-domain = Domaine
lookup-column-definition = Définition
lookup-see = voir { $others }
lookup-match-folded = trouvé à la casse, aux accents ou aux traits d’union près
lookup-match-inflected = trouvé sous une autre forme
lookup-match-fuzzy = proche ({ $score })
lookup-match-prefix = commence ainsi
lookup-match-regex = répond au motif
lookup-mark-verb = verbe
lookup-mark-adjective = adj.
lookup-mark-adverb = adv.
lookup-mark-masculine = m.
lookup-mark-feminine = f.
lookup-mark-common = m. ou f.
lookup-mark-plural = plur.
lookup-mark-mass = indén.

explain-not-listed = aucun glossaire n’a ce terme, ni rien d’approchant
explain-not-listed-near = aucun glossaire n’a ce terme ; il y a { $near }
explain-listed = « { $term } » est un terme de { $concept } ({ $domain }) ; il est cherché sous : { $keys }
explain-words = les mots de la phrase, leur catégorie, leur lemme et leurs clés :
explain-inside-word = ses mots sont dans la phrase, mais à l’intérieur du mot plus long « { $word } »
explain-no-beginning = aucun mot de la phrase n’a la clé { $wanted }
explain-broken-off = « { $text } » convient, mais il faudrait ensuite « { $wanted } », or « { $found } » suit ({ $keys })
explain-cut-short = « { $text } » convient, mais il faudrait ensuite « { $wanted } », or la phrase s’arrête
explain-capitals = « { $text } » convient, aux majuscules près : l’entrée est « { $term } »
explain-form = « { $text } » est une autre forme, et « { $term } » n’est cherché que tel quel (match = "exact")
explain-reading = « { $text } » se lit ici { $upos }, lemme « { $lemma } » ; le terme est un { $pos }
explain-covered = « { $text } » convient, mais « { $by-text } » est plus long ou convient mieux (« { $by } »)
explain-found-exact = trouvé tel quel : « { $text } » (confiance { $confidence })
explain-found-folded = trouvé aux majuscules, accents ou traits d’union près : « { $text } » (confiance { $confidence })
explain-found-inflected = trouvé sous une autre forme : « { $text } » (confiance { $confidence })
explain-found-discontinuous = trouvé avec des mots intercalés ou partagés : « { $text } » (confiance { $confidence })
