### Aide : titres, options générales et arguments qui ont partout le même sens.

help-about = Terminologie pour la traduction du français vers l’anglais : tirer un glossaire d’un article, consulter, contrôler
help-heading-usage = Emploi :
help-heading-commands = Commandes
help-heading-arguments = Arguments
help-heading-options = Options
help-heading-global = Partout
help-value-command = COMMANDE
arg-ui-language = Langue de l’interface : fr ou en (sinon GLOSE_LANG, puis la langue du système)
arg-color = Quand colorer : auto, always (toujours) ou never (jamais)
arg-quiet = N’afficher que les résultats : ni progression ni bilan
arg-verbose = En dire plus ; deux fois pour tout dire
arg-config = Fichier de réglages (sinon glose.toml, cherché en remontant les dossiers)
arg-isolated = Ignorer glose.toml
arg-show-settings = Afficher les réglages en vigueur, et s’arrêter
arg-threads = Nombre de fils d’exécution (les résultats sont les mêmes)
arg-help = Afficher l’aide
arg-version = Afficher la version
arg-language = Langue du texte : fr ou en
arg-output = Écrire dans ce fichier, en entier ou pas du tout (son extension donne le format)
arg-format = Forme de la sortie
arg-glossary = Base terminologique à employer, de n’importe quel format ; peut être répété
arg-no-builtin = Laisser de côté les glossaires intégrés
arg-newlines = Sens d’un saut de ligne en texte brut : auto, block (fin de bloc) ou wrap (coupure)
arg-domain = Préférer ces domaines et s’y limiter
arg-target = Variété d’anglais voulue : en-GB ou en-US
