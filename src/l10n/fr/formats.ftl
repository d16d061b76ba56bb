### Ce qui ne va pas dans un fichier : « problem-… », et ce qu’il faut écrire : « hint-problem-… ».

problem-one-column = une seule colonne au lieu de deux
hint-problem-one-column = écrivez le français, une tabulation, l’anglais sur chaque ligne
problem-xml-ampersand = un « & » sans « ; »
hint-problem-xml-ampersand = écrivez « &amp; » pour le signe lui-même
problem-xml-attribute = un attribut de cette balise est incorrect ou donné deux fois
hint-problem-xml-attribute = écrivez nom="valeur"
problem-xml-broken = ce n’est pas du XML bien formé
problem-xml-dtd = le fichier déclare ses propres entités, qui ne sont pas lues
hint-problem-xml-dtd = retirez la partie entre « [ » et « ] » de la ligne DOCTYPE
problem-xml-end-tag = « </{ $name }> » au lieu de « </{ $expected }> »
problem-xml-entity = entité inconnue : « { $name } »
hint-problem-xml-entity = écrivez le caractère lui-même
problem-xml-no-end = « <{ $name }> » n’est jamais fermé
problem-xml-no-start = « </{ $name }> » ne ferme rien
problem-xml-none = ce fichier ne contient pas de XML
problem-archive = l’archive est endommagée ou chiffrée
problem-csv-quote = une cellule entre guillemets n’est jamais fermée
hint-problem-csv-quote = doublez les guillemets à l’intérieur d’une cellule : "a ""b"""
problem-po-line = ni commentaire, ni msgid, ni msgstr, ni chaîne
hint-problem-po-line = écrivez msgid "…" ou msgstr "…"
problem-po-quote = la chaîne n’est pas fermée
hint-problem-po-quote = terminez la ligne par un guillemet droit
problem-root = l’élément racine est « { $found } » au lieu de « { $expected } »
problem-sheet = le classeur est endommagé
problem-xliff-no-source = une unité n’a pas de source
