### glossary

glossary-unknown-key = { $path }:{ $line }:{ $column } : la clé « { $key } » n’existe pas ; écrivez l’une de { $allowed }
glossary-syntax = { $path }:{ $line }:{ $column } : ce n’est pas du TOML ; écrivez clé = "valeur", une par ligne
glossary-syntax-bracket = { $path }:{ $line }:{ $column } : un crochet ou une accolade n’est pas fermé ou pas ouvert ; chaque [ veut un ], chaque { "{" } une { "}" }
glossary-syntax-comma = { $path }:{ $line }:{ $column } : il manque une virgule avant ceci ; écrivez {"{"} term = "…", gender = "…" {"}"},
glossary-syntax-duplicate = { $path }:{ $line }:{ $column } : cette clé est donnée deux fois ; n’en gardez qu’une, ou commencez un autre [[concept]]
glossary-syntax-quote = { $path }:{ $line }:{ $column } : il manque un guillemet, ou une \ doit être doublée ; écrivez "…"
glossary-syntax-value = { $path }:{ $line }:{ $column } : une clé sans valeur ; écrivez clé = "valeur"
glossary-unknown-key-near = { $path }:{ $line }:{ $column } : la clé « { $key } » n’existe pas ; écrivez « { $suggestion } »
glossary-unknown-value = { $path }:{ $line }:{ $column } : « { $value } » n’est pas une valeur de « { $key } » ; écrivez l’une de { $allowed }
glossary-unknown-value-near = { $path }:{ $line }:{ $column } : « { $value } » n’est pas une valeur de « { $key } » ; écrivez « { $suggestion } »
glossary-wrong-type = { $path }:{ $line }:{ $column } : « { $key } » est de type { $found } ; écrivez { $expected }
glossary-missing-key = { $path }:{ $line }:{ $column } : la clé « { $key } » manque ; écrivez { $example }
glossary-empty = { $path }:{ $line }:{ $column } : « { $key } » est vide ; écrivez son texte ou supprimez la clé

glossary-validated = { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
}, { $concepts ->
    [one] { $concepts } concept
   *[other] { $concepts } concepts
}, { $problems ->
    [0] aucun problème
    [one] { $problems } problème
   *[other] { $problems } problèmes
}
glossary-fmt = { $files ->
    [0] tout est déjà en forme canonique
    [one] { $files } fichier réécrit
   *[other] { $files } fichiers réécrits
}
glossary-fmt-check = { $files ->
    [0] tout est en forme canonique
    [one] { $files } fichier serait réécrit
   *[other] { $files } fichiers seraient réécrits
}
glossary-not-native = « { $path } » n’est pas un glossaire TOML ; convertissez-le d’abord : glose convert { $path } NOUVEAU.toml
glossary-add-exists = le concept « { $id } » existe déjà ; donnez un autre --id ou modifiez le fichier
glossary-added = « { $id } » ajouté à { $path }
glossary-merge-conflict = { $id } : { $field } vaut « { $ours } » dans le premier, « { $theirs } » dans l’autre ; le premier est gardé
glossary-merge-added = { $id } ajouté
glossary-merge-completed = { $id } complété : { $what }
glossary-merged = { $concepts } concepts, { $conflicts ->
    [0] aucun conflit
    [one] { $conflicts } conflit
   *[other] { $conflicts } conflits
}
glossary-compiled = { $files ->
    [one] { $files } fichier compilé
   *[other] { $files } fichiers compilés
} en { $bytes } octets
glossary-stats-file = Glossaire
glossary-stats-concepts = Concepts
glossary-stats-fr = Français
glossary-stats-en = Anglais
glossary-stats-acronyms = Sigles
glossary-stats-forbidden = Fautifs
glossary-stats-definitions = Définis
glossary-stats-total = total
glo001 = deux concepts ont l’identifiant « { $value } »
glo001-with = l’identifiant « { $value } » est déjà pris dans { $other }
glo002 = l’identifiant « { $value } » n’est pas en minuscules avec des traits d’union
glo002-with = l’identifiant « { $value } » n’est pas en minuscules avec des traits d’union ; écrivez « { $other } »
glo003 = { $value } n’a pas de terme français
glo003-with = aucun concept n’a de terme français ; les langues sont { $other }
glo004 = { $id } : « { $value } » n’a pas de genre ; écrivez gender = "masculine", "feminine" ou "common"
glo005 = { $id } : « { $value } » figure ici deux fois
glo006 = { $id } : « { $value } » est aussi un terme d’un autre concept
glo006-with = { $id } : « { $value } » est aussi un terme de { $other }
glo007 = { $id } renvoie à « { $value } », qui n’existe pas
glo007-with = { $id } renvoie à « { $value } », qui n’existe pas ; vouliez-vous dire « { $other } » ?
glo008 = { $id } : « { $value } » ne dit pas par quoi le remplacer ; écrivez use = "…"
glo009 = { $id } : « { $value } » est donné comme remplaçant, mais n’est pas un terme admis ici
glo009-with = { $id } : « { $value } » est donné comme remplaçant, mais n’est pas un terme admis ici ; vouliez-vous dire « { $other } » ?
glo010 = { $id } : « { $value } » est donné comme forme développée, mais n’est pas un terme d’ici
glo010-with = { $id } : « { $value } » est donné comme forme développée, mais n’est pas un terme d’ici ; vouliez-vous dire « { $other } » ?
glo011 = { $id } : le sigle « { $value } » ne dit pas ce qu’il abrège
glo011-with = { $id } : le sigle « { $value } » ne dit pas ce qu’il abrège ; écrivez expands = "{ $other }"
glo012 = { $id } : aucun terme admis pour la langue { $value }
glo013 = { $id } : plusieurs termes privilégiés
glo013-with = { $id } : « { $value } » est privilégié, « { $other } » aussi
glo014 = { $id } : la forme de « { $value } » est étrange
glo014-with = { $id } : « { $value } » devrait s’écrire « { $other } »
glo015 = { $id } : registre inconnu « { $value } »
glo015-with = { $id } : registre inconnu « { $value } » ; vouliez-vous dire « { $other } » ?
glo016 = { $id } : « { $value } » n’est pas le code d’une région ; écrivez deux capitales, comme "CA"
glo017 = le domaine est « { $value } », qui n’est pas le nom du fichier
glo017-with = le domaine est « { $value } », le fichier s’appelle « { $other } »
glo018 = { $id } renvoie à lui-même
glo019 = { $id } : « { $value } » est admis ici et interdit ailleurs pour le même terme français
glo019-with = { $id } : « { $value } » est admis ici, mais { $other } l’interdit pour le même terme français
review-keys = a accepter · e corriger l’anglais · r rejeter · m fusionner · s plus tard · u défaire · q quitter
review-edit = Anglais (plusieurs avec |) :
review-alone = aucune autre entrée n’est proche de celle-ci
review-no-entry = il n’y a pas d’entrée « { $id } »
review-no-english = (pas d’anglais)
review-done = { $waiting ->
    [0] { $path } : toutes les entrées sont tranchées
    [one] { $path } : { $waiting } entrée attend une décision
   *[other] { $path } : { $waiting } entrées attendent une décision
}, { $rejected } { $rejected ->
    [one] rejetée
   *[other] rejetées
}
generate-renewed = { $path } : décisions gardées, { $rejected ->
    [0] rien n’a été écarté
    [one] { $rejected } terme rejeté écarté
   *[other] { $rejected } termes rejetés écartés
}
