### Ce qui ne va pas dans un fichier : « problem-… », et ce qu’il faut écrire : « hint-problem-… ».

problem-one-column = une seule colonne au lieu de deux
hint-problem-one-column = écrivez le français, une tabulation, l’anglais sur chaque ligne
