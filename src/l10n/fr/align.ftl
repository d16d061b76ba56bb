### align
align-two-files = donnez le texte et sa traduction : deux fichiers
align-one-file = donnez un seul fichier : « source ||| cible » sur chaque ligne
align-no-encoder = ce programme a été construit sans son encodeur
