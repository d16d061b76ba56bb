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
problem-sqlite = les bases de données ne sont pas lues
problem-turtle = ce n’est pas du Turtle
hint-problem-sqlite = exportez ses tables en CSV avec un en-tête, par exemple avec : sqlite3 -header -csv FICHIER "select …"
problem-sheet-status = cellule { $cell } : « { $value } » n’est pas un statut
hint-problem-sheet-status = écrivez { $allowed }
problem-table-status = « { $value } » n’est pas un statut
hint-problem-table-status = écrivez { $allowed }
problem-tbx-category = la catégorie « { $category } » ({ $element }) n’est pas dans le dialecte du fichier
problem-tbx-empty-term = { $count } termes vides sont laissés de côté
problem-tbx-level = « { $category } » ne peut pas se trouver dans { $element }
problem-tbx-no-type = { $element } n’a pas de type
problem-tbx-paragraph = le texte de { $element } doit se trouver dans p
problem-tbx-place = { $element } ne peut pas se trouver ici
problem-tbx-term-first = term doit venir en premier dans termSec
problem-tbx-two-in-group = un groupe contient plus d’un { $element }
problem-tbx-two-terms = un second terme, « { $term } », dans un même termSec
problem-tbx-value = « { $value } » n’est pas une valeur de « { $category } » : { $allowed }
problem-archive-part = l’archive n’a pas de partie « { $name } »
problem-pdf-broken = le PDF est endommagé ou protégé par un mot de passe
problem-pdf-tool = lire un PDF demande le programme pdftotext, qui n’est pas installé
hint-problem-pdf-tool = installez poppler-utils (Debian, Ubuntu, Fedora), poppler (Homebrew, Arch) ou Xpdf tools (Windows), ou enregistrez le texte dans un autre format
problem-no-bars = les deux côtés ne sont pas séparés par « ||| »
hint-problem-no-bars = écrivez les mots source, « ||| », les mots cible sur chaque ligne
problem-dictionary = les parties du dictionnaire ne vont pas ensemble
hint-problem-dictionary = prenez tous ses fichiers dans une même version
problem-json-entry = ce n’est pas un objet JSON avec un mot
problem-utx-head = la première ligne ne commence pas par #UTX
hint-problem-utx-head = commencez par : #UTX 1.11; fr/en
problem-dictionary-part = « { $name } » manque à côté

## What `convert` says

convert-done = { $concepts ->
    [one] { $concepts } concept
   *[other] { $concepts } concepts
}, { $terms ->
    [one] { $terms } terme
   *[other] { $terms } termes
}
convert-loss = non gardé : { $field } ({ $count })
convert-more = … et { $count } de plus (--verbose les montre tous, --report les écrit)
convert-no-format = « { $path } » ne dit pas son format ; écrivez --to avec l’un de { $formats }
convert-notice = { $path }:{ $line } : { $message }
convert-strict = « { $path } » n’a pas été écrit, car quelque chose serait perdu

## Fields of a termbase

field-id = identifiants
field-domain = domaines
field-title = noms du glossaire
field-other-language = termes en d’autres langues
field-synonym = synonymes
field-no-equivalent = termes sans équivalent
field-rejected-term = termes interdits ou déconseillés
field-homograph = deuxièmes entrées d’un même terme source
field-unfit = termes hors des limites du format
field-status = statuts
field-part-of-speech = catégories grammaticales
field-gender = genres
field-number = nombres
field-term-type = types de forme
field-expands = développements de sigles
field-region = régions
field-register = registres
field-use-instead = termes de remplacement
field-matching = règles de reconnaissance
field-definition = définitions
field-note = notes
field-term-note = notes sur des termes
field-context = contextes
field-source = sources
field-reliability = codes de fiabilité
field-transaction = dates et personnes
field-relation = relations
field-do-not-translate = mentions « ne pas traduire »
field-free-variation = mentions « variation libre »
field-text-source = sources de définitions, de notes ou de contextes
field-text-language = langues de notes ou de définitions
field-turned-down = termes écartés
field-extra = autres catégories

## Help

help-convert = Écrire une base terminologique dans un autre format, et dire ce qu’il ne peut pas contenir
arg-convert-input = Base à lire : TBX 2 ou 3, TOML, CSV, TSV, XLSX, TMX, OmegaT, memoQ, MultiTerm, Phrase, UTX, SKOS, XLIFF 2, FranceTerme, IATE, TERMIUM, EuroVoc, Wiktionnaire, StarDict, dictd
arg-convert-target = Fichier à écrire ; son extension donne le format
arg-convert-from = Format de l’entrée, si le contenu et l’extension ne le disent pas
arg-convert-to = Format de la sortie : tbx, tbx3, tbx3-dct, toml, csv, tsv, xlsx, omegat, memoq, multiterm, phrase, utx, skos, turtle, tmx, xliff, deepl, google, google-sets, aws ou azure
arg-convert-columns = Ce que contiennent les colonnes d’une table : TITRE=fr, TITRE=definition …
arg-convert-report = Écrire chaque perte dans ce fichier (.json, sinon une table)
arg-convert-strict = Échouer, sans rien écrire, si quelque chose devait être perdu
value-format = FORMAT
help-glossary-import = Lire des bases d’autres formats dans un glossaire natif
arg-glossary-import-inputs = Bases à lire, de n’importe quel format
arg-glossary-import-from = Leur format, si le contenu et l’extension ne le disent pas
arg-glossary-import-columns = Ce que contiennent les colonnes d’une table : TITRE=fr, TITRE=definition …
arg-glossary-import-domain = Domaine du glossaire
arg-glossary-import-merge-by-id = Faire un seul concept des entrées de même identifiant, venues de fichiers d’une langue chacun
value-mapping = TITRE=COLONNE
problem-unknown-setting = il n’y a pas de réglage « { $key } »
hint-problem-unknown-setting = « glose --isolated --show-settings » affiche les réglages existants
warning-srx-rule = { $path }, ligne { $line } : la règle { $rule } de « { $language } » est laissée de côté ({ $reason }) : { $pattern }
warning-srx-inexact = { $path }, ligne { $line } : la règle { $rule } de « { $language } » est lue dans un sens un peu différent ({ $reason }) : { $pattern }
srx-look-around = une assertion de contexte à l’intérieur du motif n’a pas d’équivalent
srx-back-reference = une référence arrière n’a pas d’équivalent
srx-unsupported = « { $sign } » n’a pas d’équivalent
srx-possessive = « { $sign } » est lu comme s’il n’était pas possessif
srx-language-pattern = le motif de la langue est illisible
srx-no-rules = le fichier n’a pas de règles de ce nom
srx-broken = le motif est mal formé : { $detail }
warning-srx-more = { $count } autres règles sont laissées de côté ou modifiées
warning-srx-language = { $path } n’a pas de règles pour « { $language } » : chaque paragraphe reste entier
