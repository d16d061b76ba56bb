### glossary

glossary-unknown-key = { $path }:{ $line }:{ $column } : la clé « { $key } » n’existe pas ; écrivez l’une de { $allowed }
glossary-unknown-key-near = { $path }:{ $line }:{ $column } : la clé « { $key } » n’existe pas ; écrivez « { $suggestion } »
glossary-unknown-value = { $path }:{ $line }:{ $column } : « { $value } » n’est pas une valeur de « { $key } » ; écrivez l’une de { $allowed }
glossary-unknown-value-near = { $path }:{ $line }:{ $column } : « { $value } » n’est pas une valeur de « { $key } » ; écrivez « { $suggestion } »
glossary-wrong-type = { $path }:{ $line }:{ $column } : « { $key } » est de type { $found } ; écrivez { $expected }
glossary-missing-key = { $path }:{ $line }:{ $column } : la clé « { $key } » manque ; écrivez { $example }
glossary-empty = { $path }:{ $line }:{ $column } : « { $key } » est vide ; écrivez son texte ou supprimez la clé
