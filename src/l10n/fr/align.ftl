### align
align-two-files = donnez le texte et sa traduction : deux fichiers
align-same-language = les deux textes sont en { $language ->
    [fr] français
   *[en] anglais
} ; donnez un texte et sa traduction, ou ajoutez --force
align-format = le format « { $format } » n’existe pas à ce niveau ; choisissez parmi { $formats }
align-idle-option = l’option { $option } est sans effet à ce niveau ({ $level }) : retirez-la
align-left-out = { $count ->
    [one] { $count } groupe de phrases sans équivalent n’est pas dans la mémoire de traduction
   *[other] { $count } groupes de phrases sans équivalent ne sont pas dans la mémoire de traduction
}
problem-priors = ce n’est pas « source TAB cible TAB nombre »
problem-encoder-model = ce n’est pas un modèle de l’encodeur ; --model attend un fichier fait par « cargo xtask build-encoder »
problem-encoder-damaged = ce modèle de l’encodeur est abîmé ou incomplet : copiez-le à nouveau
report-alignment-title = Alignement : { $files }
report-alignment-summary = { $beads ->
    [one] { $beads } groupe de phrases
   *[other] { $beads } groupes de phrases
}
report-alignment-help = Survolez un mot pour voir les mots auxquels il est lié ; au clavier, allez à une cellule avec Tab puis à ses mots avec les flèches.
report-alignment-only-doubtful = seulement les groupes douteux
report-alignment-number = Nº
report-alignment-fr = Français
report-alignment-en = Anglais
report-alignment-other = Texte
report-alignment-links = Liens
report-alignment-confidence = sûr à { $percent } %
report-alignment-doubtful = douteux : sûr à { $percent } %
report-alignment-footer = Fait avec glose, hors ligne. Les liens sont trouvés par la machine : vérifiez-les.
