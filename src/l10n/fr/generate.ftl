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
report-footer = Établi par glose, hors ligne. Les suggestions en italique sont à vérifier.
