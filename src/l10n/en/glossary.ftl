### glossary

glossary-unknown-key = { $path }:{ $line }:{ $column }: there is no key “{ $key }”; write one of { $allowed }
glossary-unknown-key-near = { $path }:{ $line }:{ $column }: there is no key “{ $key }”; write “{ $suggestion }”
glossary-unknown-value = { $path }:{ $line }:{ $column }: “{ $value }” cannot be the value of “{ $key }”; write one of { $allowed }
glossary-unknown-value-near = { $path }:{ $line }:{ $column }: “{ $value }” cannot be the value of “{ $key }”; write “{ $suggestion }”
glossary-wrong-type = { $path }:{ $line }:{ $column }: “{ $key }” is of type { $found }; write { $expected }
glossary-missing-key = { $path }:{ $line }:{ $column }: “{ $key }” is missing; write { $example }
glossary-empty = { $path }:{ $line }:{ $column }: “{ $key }” is empty; write its text or leave the key out
