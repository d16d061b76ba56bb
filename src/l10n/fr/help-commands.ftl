### Aide : ce que fait chaque commande, et ses arguments propres.

help-segment = Couper un texte en phrases
arg-segment-file = Texte à couper ; « - » ou rien : entrée standard
help-completions = Afficher un script de complétion
arg-completions-shell = bash, elvish, fish, powershell ou zsh
help-man = Afficher une page de manuel
arg-man-verb = Commande dont on veut la page
help-lookup = Chercher des termes sous toute forme : fléchie, sans accents, avec une faute de frappe
arg-lookup-term = Termes à chercher ; « * » et « ? » remplacent des lettres ; « - » : un par ligne sur l’entrée standard
arg-lookup-from = Langue des termes : fr, en ou auto
arg-lookup-exact = Seulement le terme tel quel (à la casse, aux accents et aux traits d’union près)
arg-lookup-prefix = Les termes qui commencent ainsi
arg-lookup-fuzzy = Les termes proches aussi, même si le terme exact existe
arg-lookup-regex = Les termes sont des expressions régulières
arg-lookup-max = Au plus N réponses par terme
help-generate = Tirer le glossaire bilingue d’un article français, avec ou sans sa traduction
arg-generate-source = Texte français et, s’il y en a une, sa traduction anglaise ; plusieurs textes français donnent un seul glossaire
arg-strict = N’énumérer que le quasi certain
arg-balanced = Énumérer ce qu’un traducteur garderait (par défaut)
arg-broad = Énumérer aussi les termes possibles
arg-generate-names = Énumérer aussi les noms et les titres, après les termes
arg-generate-max = Nombre maximal de lignes
arg-generate-explain = Montrer les raisons de chaque note
arg-generate-against = N’énumérer que ce que ce glossaire n’a pas
arg-generate-format = table, tsv, csv, json, md, html, xlsx, tbx, toml ou omegat
