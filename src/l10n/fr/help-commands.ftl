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
