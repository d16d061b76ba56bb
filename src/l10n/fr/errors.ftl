### Pourquoi quelque chose n’a pas pu se faire.

error-io = « { $path } » : { $reason }
error-directory = « { $path } » est un dossier, pas un fichier
error-no-folder = « { $path } » ne peut pas être écrit : il n’y a pas de dossier « { $folder } »
error-too-large = « { $path } » dépasse { $limit } Mo
error-binary = « { $path } » n’est pas un fichier texte
error-empty = « { $path } » ne contient pas de texte
error-unknown-format = « { $path } » : format « { $name } » inconnu
error-unsupported-format = « { $path } » : le format « { $name } » ne peut pas servir ici
error-syntax = « { $path } » : { $message }
error-syntax-at = { $place } : { $message }
error-limit = « { $path } » : { $what ->
    [depth] plus de { $limit } éléments imbriqués
    [attributes] un élément a plus de { $limit } attributs
    [entries] l’archive a plus de { $limit } fichiers
    [cells] le classeur a plus de { $limit } cellules
    [inflated] ce qui y est comprimé dépasse { $limit } octets : une bombe de décompression
   *[other] le texte dépasse { $limit } octets
}
error-output = les résultats n’ont pas pu être écrits : { $reason }
error-no-verb = il n’y a pas de commande « { $verb } »
error-ui-language = l’interface parle français (fr) et anglais (en), pas « { $language } »
reason-not-found = fichier introuvable
reason-permission = accès refusé
reason-full = le disque est plein
reason-read-only = le disque est en lecture seule
hint-verbatim = { $hint }
hint-binary = donnez un texte, ou un document dans l’un des formats de « glose generate --help »
hint-no-folder = créez le dossier d’abord
hint-directory = nommez un fichier qui s’y trouve
usage-value-missing = { $argument } demande une valeur
usage-invalid-value = « { $value } » ne peut pas être la valeur de { $argument }
usage-unknown-argument = argument inconnu : « { $argument } »
usage-unknown-command = il n’y a pas de commande « { $command } »
usage-missing = il manque : { $argument }
usage-missing-command = il manque une commande
usage-conflict = { $argument } ne peut pas accompagner { $other }
usage-value-count = nombre de valeurs incorrect pour { $argument }
usage-not-utf8 = un argument n’est pas en UTF-8 valide
usage-other = les arguments ne peuvent pas être compris ({ $reason })
usage-did-you-mean = vouliez-vous dire « { $suggestion } » ?
usage-valid-values = valeurs possibles : { $values }
usage-see-help = plus avec --help
error-verbatim = { $text }
error-other-language = « { $path } » est en { $language } ; il faut un texte français
error-bitext-language = « { $path } » contient du texte en { $language } d’un côté, là où il faut du français et de l’anglais, un de chaque côté
error-no-french = « { $path } » est en anglais ; donnez le texte français, avec ou sans cette traduction
error-which-translation = « { $path } » est en anglais : une traduction accompagne exactement un texte français
warning-windows-1252 = « { $path } » n’est pas en UTF-8 ; lu comme du Windows-1252
error-counts = « { $path } », ligne { $line } : ce ne sont pas des comptes de cette version (« glose extract --counts-out » en écrit)
error-counts-language = « { $path } » contient des comptes d’une autre langue que le reste
error-ranker = « { $path } » n’est pas un classement de termes de cette version (« cargo xtask train-ranker » en fait un)
error-tagger = « { $path } » n’est pas un modèle d’analyse de cette version
error-tagger-language = « { $path } » est un modèle pour une autre langue
error-unrelated = les deux textes ne semblent pas être la traduction l’un de l’autre (note moyenne { $score }) ; donnez le texte français et sa traduction
warning-doubtful-beads = { $count ->
    [one] { $count } groupe de phrases est aligné avec un doute
   *[other] { $count } groupes de phrases sont alignés avec un doute
}
error-output-ending = la terminaison de « { $path } » ne désigne aucun format : en prendre une de { $endings }, ou --format
error-no-encoder = ce programme a été construit sans son encodeur
