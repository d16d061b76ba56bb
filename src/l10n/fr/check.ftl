### check : constats, rapports, arguments.

severity-error = erreur
severity-warning = attention
severity-note = remarque
check-unknown-rule = il n’y a pas de règle ni de famille de règles « { $rule } »
check-unknown-level = « { $level } » n’est pas un niveau pour { $rule } : off, on, note, warning ou error

finding-missing-term = { $term } n’est pas rendu ici ; attendu : { $expected }
finding-wrong-rendering = { $term } est rendu par { $used } ; attendu : { $expected }
finding-forbidden-term = { $term } est rendu par { $used }, que le glossaire proscrit ; attendu : { $expected }
finding-deprecated-term = { $term } est rendu par { $used }, à éviter ; attendu : { $expected }
finding-forbidden-source = le glossaire rejette le terme { $term } ; il préfère { $expected }
finding-deprecated-source = le terme { $term } est vieilli ; le glossaire préfère { $expected }
finding-forbidden-unasked = { $used } est proscrit par le glossaire, qui préfère { $expected }
finding-deprecated-unasked = { $used } est à éviter ; le glossaire préfère { $expected }

help-check = Contrôler la terminologie d’une traduction
arg-check-inputs = Un texte français et sa traduction anglaise ; ou des fichiers bilingues (TMX, XLIFF, PO, TSV)
arg-check-format = text, concise, json, jsonl
arg-fail-on = Gravité à partir de laquelle le code de retour est 1 : note, warning, error (d’ordinaire) ou never
arg-exit-zero = Terminer par 0, quoi qu’on trouve
arg-min-confidence = Taire ce qui est moins sûr (de 0 à 1)
arg-rule = Niveau d’une règle ou d’une famille, TERM001=warning, NUM=off ; peut être répété

finding-number-missing = { $number } n’est pas dans la traduction ; attendu : { $expected }
finding-number-changed = { $number } est rendu par { $used } ; attendu : { $expected }
finding-number-scale = { $number } est rendu par { $used }, d’un autre ordre de grandeur ; attendu : { $expected }
finding-number-unit = { $number } est rendu par { $used }, dans une autre unité ; attendu : { $expected }
finding-number-added = { $number } n’est pas dans l’original
finding-decimal-comma = { $used } a une virgule décimale ; l’anglais écrit { $expected }
finding-thousands = { $used } sépare les milliers par un blanc ; l’anglais écrit { $expected }
finding-date = { $number } est rendu par { $used } ; attendu : { $expected }
finding-date-missing = la date ou l’heure { $number } n’est pas dans la traduction ; attendu : { $expected }

finding-term-case = { $used } n’a pas les majuscules du glossaire : { $expected }
finding-term-region = { $used } appartient à l’autre variété d’anglais ; attendu : { $expected }
finding-false-friend = { $term } est rendu par son faux ami { $used } ; sans doute { $expected }
finding-acronym = { $used } est le sigle français ; en anglais : { $expected }
finding-acronym-unexpanded = le sigle { $used } n’est pas expliqué à sa première occurrence
finding-keep = { $term } ne se traduit pas ; attendu : { $expected }
finding-keep-case = { $term } doit rester tel quel ; attendu : { $expected }
finding-keep-code = { $code } n’est pas dans la traduction
finding-untranslated = { $count ->
    [one] { $used } est resté en français
   *[other] { $used } sont restés en français
}
finding-name = le nom { $name } est écrit { $used } ici

finding-inconsistent = { $term } est rendu par { $used } ici{ $count ->
    [one] {""}
   *[other] {" "}({ $count } fois)
} et par { $expected } ailleurs{ $usual ->
    [one] {""}
   *[other] {" "}({ $usual } fois)
}
finding-merged = { $term } est rendu par { $used }, comme { $other }
related-usual = { $used } ici
related-again = { $used } ici aussi
related-other = { $term } ici
