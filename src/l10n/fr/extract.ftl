### `extract` : listes de termes.

help-extract = Lister les termes d’un texte ou d’un corpus, les meilleurs d’abord
arg-extract-file = Textes ou dossiers, un seul corpus ; « - » ou rien : entrée standard
arg-extract-format = Forme de la sortie : tsv, json ou table (sinon selon l’extension ; table sur un terminal)
arg-extract-names = Noms de personnes, de lieux, d’organisations : exclude (sans), include (avec) ou only (eux seuls)
arg-extract-surface-forms = Une ligne par forme rencontrée dans le texte, en minuscules
arg-extract-max = Lister au plus N termes
arg-extract-min-score = Lister à partir du score S (0 à 1)
arg-extract-strict = Lister peu de termes, presque tous justes
arg-extract-balanced = Ni trop ni trop peu (c’est le choix d’office)
arg-extract-broad = Lister tout ce qui peut être un terme
arg-extract-show-dropped = Dire ce qui est écarté, et pourquoi
arg-extract-explain = Dire de quoi chaque score est fait (json)
extract-column-term = terme
extract-column-score = score
extract-column-frequency = nombre
extract-column-forms = formes
extract-dropped-formula = formule : { $text }
extract-dropped-table = tableau : { $text }
extract-dropped-reference = référence : { $text }
extract-dropped-address = adresse : { $text }
extract-dropped-debris = lettres abîmées : { $text }
extract-dropped-foreign = autre langue : { $text }
extract-dropped-boilerplate = texte répété : { $text }
extract-dropped-name = nom : { $text }
extract-dropped-score = score trop bas : { $text }
