### Le glossaire d’un article.

status-known = glossaire
status-confirmed = glossaire, confirmé
status-differs = s’écarte du glossaire
status-varies = varie
status-translated = tiré de la traduction
status-untranslated = laissé en français
status-suggested = suggestion
status-open = sans anglais
report-glossary-summary = { $terms ->
    [one] { $terms } terme tiré de { $files }
   *[other] { $terms } termes tirés de { $files }
}
report-glossary-files = { $count ->
    [one] { $count } texte
   *[other] { $count } textes
}
report-footer = Établi par glose, hors ligne. Les suggestions en italique sont à vérifier.
report-glossary-title = Glossaire : { $files }
column-french = français
column-english = anglais
column-frequency = n
column-status = état
column-context = contexte
column-names = Noms
status-short-known = glossaire
status-short-confirmed = confirmé
status-short-differs = s’écarte
status-short-varies = varie
status-short-translated = traduction
status-short-untranslated = non traduit
status-short-suggested = suggéré
status-short-open = aucun
generate-summary = { $terms ->
    [one] { $terms } terme
   *[other] { $terms } termes
}, dont { $known } connus des glossaires
generate-no-domain = autres
generate-nothing = aucun terme trouvé
generate-nothing-new = rien de nouveau : le glossaire contient tous les termes du texte
warning-interrupted = lecture arrêtée : { $done } fichiers sur { $files } sont dans le glossaire
warning-unread = « { $path } » ne contient pas de texte lisible ; laissé de côté
error-interrupted = arrêté avant la lecture d’un fichier
