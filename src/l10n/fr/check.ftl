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
arg-check-format = Forme du rapport
arg-fail-on = Gravité à partir de laquelle le code de retour est 1 : note, warning, error (d’ordinaire) ou never
arg-exit-zero = Terminer par 0, quoi qu’on trouve
arg-min-confidence = Taire ce qui est moins sûr (de 0 à 1)

finding-number-missing = { $number } n’est pas dans la traduction ; attendu : { $expected }
finding-numbers-missing = la traduction n’a aucun des nombres { $numbers }
finding-number-changed = { $number } est rendu par { $used } ; attendu : { $expected }
finding-number-scale = { $number } est rendu par { $used }, d’un autre ordre de grandeur ; attendu : { $expected }
finding-number-unit = { $number } est rendu par { $used }, dans une autre unité ; attendu : { $expected }
finding-number-added = { $number } n’est pas dans l’original
finding-decimal-comma = { $used } a une virgule décimale ; l’anglais écrit { $expected }
finding-thousands = { $used } sépare les milliers par un blanc ; l’anglais écrit { $expected }
finding-thousands-point = { $used } sépare les milliers par un point ; l’anglais écrit { $expected }
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
finding-untranslated = { $used } n’est pas traduit
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

check-fix = à remplacer par { $replacement } (--fix)
check-fix-unsafe = à remplacer par { $replacement } (--unsafe-fixes)
check-key = pour l’ignorer : { $key }
check-none = { $pairs ->
    [one] rien à signaler dans { $pairs } paire
   *[other] rien à signaler dans { $pairs } paires
}
check-summary = { $errors ->
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [one] { $warnings } avertissement
   *[other] { $warnings } avertissements
}, { $notes ->
    [one] { $notes } remarque
   *[other] { $notes } remarques
} dans { $pairs ->
    [one] { $pairs } paire
   *[other] { $pairs } paires
}
check-hidden = { $ignored } ignorés, { $baseline } dans la base de référence
check-expired-ignore = { $path } : { $key } ({ $about }) était ignoré jusqu’au { $date } et est de nouveau signalé ; réglez-le ou repoussez la date
check-unused-ignore = { $path } : { $key } ({ $about }) n’ignore plus rien
check-fixed = { $count ->
    [one] { $count } remplacement fait dans { $path }
   *[other] { $count } remplacements faits dans { $path }
}
check-cannot-fix = { $path } n’est pas un fichier texte qui puisse être modifié
check-ignored = { $count ->
    [one] { $count } constat ajouté à { $path }
   *[other] { $count } constats ajoutés à { $path }
}
check-baseline = { $count ->
    [one] { $count } constat dans la base de référence { $path }
   *[other] { $count } constats dans la base de référence { $path }
}
check-bad-file = { $path } : { $reason }
check-no-baseline = il faut une base de référence où écrire : --baseline FICHIER
check-report-title = Contrôle terminologique
check-report-filter = Filtre
check-report-search = Texte
check-column-rule = Règle
check-column-file = Fichier
check-column-severity = Gravité
check-column-segment = Segment
check-column-message = Constat
check-column-french = Français
check-column-english = Anglais
check-column-expected = Attendu
check-column-confidence = Confiance
check-column-key = Clé
check-column-count = Nombre
rule-unknown = il n’y a pas de règle « { $rule } »
rule-severity = niveau habituel : { $level }
rule-off = inactive si on ne la demande pas
rule-glossary = Glossaire
rule-source = Français
rule-bad = Signalé
rule-good = Correct
help-rule = Expliquer une règle de check
arg-rule-id = Règle, par exemple TERM001 ; sans elle, toutes sont énumérées
arg-rule = Niveau d’une règle ou d’une famille, TERM001=warning, NUM=off ; peut être répété
arg-check-rule = Niveau d’une règle ou d’une famille, TERM001=warning, NUM=off ; peut être répété
arg-exclude = Laisser de côté les fichiers dont le chemin répond à ce motif ; peut être répété
arg-ignore-file = Fichier des constats ignorés (sinon glose-ignore.toml, s’il existe)
arg-add-ignore = Ajouter ce qui est trouvé au fichier des constats ignorés, avec cette raison
arg-report-unused-ignores = Dire quels constats ignorés ne sont plus là
arg-baseline = Fichier des anciens constats, qui ne comptent pas
arg-write-baseline = Récrire la base de référence : elle ne peut que diminuer, sauf s’il n’y en avait pas
arg-fix = Faire dans la traduction les remplacements sûrs
arg-unsafe-fixes = Faire ou montrer aussi les autres
arg-diff = Montrer les remplacements sans les faire
arg-statistics = Compter les constats par règle
arg-check-newlines = Sens d’un saut de ligne en texte brut : auto, block (fin de bloc) ou wrap (coupure)
rule-term001 = Un terme du glossaire manque
rule-term001-page = L’original contient un terme du glossaire, et la traduction aucun des équivalents admis, sous quelque forme fléchie, orthographe, ordre ou forme abrégée que ce soit. Tout synonyme convient ; seules les entrées approuvées qui ont un équivalent anglais comptent ; le terme le plus long l’emporte ; après une première mention, une forme plus courte suffit.
rule-term002 = Un terme proscrit est employé
rule-term002-page = La traduction emploie un terme que le glossaire proscrit. Le message dit quoi écrire. Si c’est le terme français qui est proscrit, ce n’est qu’une remarque.
rule-term003 = Un terme déconseillé est employé
rule-term003-page = La traduction emploie un terme que le glossaire déconseille.
rule-term004 = Un terme est rendu par autre chose
rule-term004-page = Le terme a été rendu, mais pas comme le glossaire le demande. L’alignement des mots dit ce qui a été employé.
rule-term005 = Un terme n’a pas ses majuscules
rule-term005-page = Le bon terme, sans les majuscules que le glossaire lui donne.
rule-term006 = Un terme appartient à l’autre variété d’anglais
rule-term006-page = Avec --target en-GB ou en-US : le terme est marqué comme propre à l’autre région.
rule-term007 = Un faux ami
rule-term007-page = La traduction contient le mot anglais qui ressemble au mot français mais signifie autre chose, et aucun de ceux qui conviennent. Inactive si on ne la demande pas.
rule-cons001 = Un terme français, plusieurs traductions
rule-cons001-page = Le même terme français est rendu de plusieurs façons dans un texte. La traduction la plus fréquente, sinon la première, passe pour la bonne. Les formes abrégées et les sigles ne comptent pas, ni les entrées à variation libre. Les mots d’une même famille ne comptent pas non plus ; sans glossaire, ni ce qui est assemblé pour l’occasion (« le module donné »), ni les traductions dont l’alignement n’est pas sûr.
rule-cons002 = Plusieurs termes français, une traduction
rule-cons002-page = Des termes que le français distingue sont rendus par un seul. Inactive si on ne la demande pas.
rule-acro001 = Un sigle est resté en français
rule-acro001-page = La traduction garde le sigle français alors que l’anglais a le sien. Les lettres que l’anglais emploie aussi pour autre chose (GPL) restent sous la confiance habituelle.
rule-acro002 = Un sigle n’est pas expliqué
rule-acro002-page = Un sigle apparaît pour la première fois sans explication. Inactive si on ne la demande pas.
rule-num001 = Un nombre manque ou a changé
rule-num001-page = Un nombre de l’original n’est nulle part dans la traduction : ni en chiffres, ni en lettres, ni converti dans une autre unité. Plusieurs nombres manquants ensemble font un seul constat. Ce qui est dit autrement n’est pas une faute : « half a million », « the fifties », « that year », « this section » ; ni une phrase dont la suite est dans les éléments d’une liste.
rule-num002 = Un nombre d’un autre ordre de grandeur
rule-num002-page = Les chiffres sont les mêmes, l’ordre de grandeur non : un milliard est « one billion », un billion « one trillion ».
rule-num003 = Un nombre est écrit à la française
rule-num003-page = L’anglais écrit un point décimal et des virgules entre les milliers. Un texte qui sépare toujours les milliers par un blanc garde son usage.
rule-num004 = Un nombre a changé d’unité ou de monnaie
rule-num004-page = Le nombre est le même, mais pas son unité ou sa monnaie.
rule-num005 = Une date ou une heure diffère
rule-num005-page = Un jour, un mois ou une heure n’est pas celui de l’original.
rule-num006 = Un nombre a été ajouté
rule-num006-page = La traduction contient un nombre que l’original n’a pas. Inactive si on ne la demande pas.
rule-keep001 = Ce qui ne se traduit pas a été changé
rule-keep001-page = Le glossaire marque le terme comme à ne pas traduire.
rule-keep002 = Des mots sont restés en français
rule-keep002-page = Des mots français de l’original se trouvent dans la traduction, hors guillemets et parenthèses. Les emprunts (« coup d’état ») et un mot seul que les textes anglais ont aussi ne sont pas signalés.
rule-keep003 = Un nom est mal écrit
rule-keep003-page = Un nom diffère de celui de l’original d’une ou deux lettres, autrement que par la transcription ou par le nom anglais d’un lieu. Si le reste du texte ou la langue générale ont la graphie de la traduction, la coquille est celle de la source et rien n’est signalé.
rule-keep004 = Du code, une variable ou une adresse manque
rule-keep004-page = Du code, une variable ou une adresse de l’original n’est pas dans la traduction. Des accolades autour d’un mot accentué tiennent la place d’un mot du texte, qui se traduit.
check-both-french = { $source } et { $target } sont tous deux en français : donnez un texte français et sa traduction anglaise
check-both-english = { $source } et { $target } sont tous deux en anglais : donnez un texte français et sa traduction anglaise
arg-cache = Dossier où garder les constats : un fichier inchangé n’est pas revérifié
arg-expires = Dernier jour de validité des entrées ajoutées
rule-target = Cible
