### lookup

lookup-nothing = rien trouvé pour « { $query } »
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
