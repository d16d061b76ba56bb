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
