### Mots communs à plusieurs commandes.

label-error = erreur :
label-warning = attention :
label-hint = conseil :
language-fr = français
language-en = anglais
