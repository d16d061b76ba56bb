### Mots communs à plusieurs commandes.

label-error = erreur :
label-warning = attention :
label-hint = conseil :
language-fr = français
language-en = anglais
language-de = allemand
language-es = espagnol
language-it = italien
language-pt = portugais
language-nl = néerlandais
