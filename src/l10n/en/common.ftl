### Words that several commands share.

label-error = error:
label-warning = warning:
label-hint = hint:
language-fr = French
language-en = English
language-de = German
language-es = Spanish
language-it = Italian
language-pt = Portuguese
language-nl = Dutch
