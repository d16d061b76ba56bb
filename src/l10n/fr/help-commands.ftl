### Aide : ce que fait chaque commande, et ses arguments propres.

help-segment = Couper un texte en phrases
arg-segment-file = Texte à couper ; « - » ou rien : entrée standard
help-completions = Afficher un script de complétion
arg-completions-shell = bash, elvish, fish, powershell ou zsh
help-man = Afficher une page de manuel
arg-man-verb = Commande dont on veut la page
