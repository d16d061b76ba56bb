### Words that several commands share.

label-error = error:
label-warning = warning:
label-hint = hint:
language-fr = French
language-en = English
