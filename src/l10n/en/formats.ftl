### What is wrong in a file: `problem-…`, and what to write instead: `hint-problem-…`.

problem-one-column = one column where two are wanted
hint-problem-one-column = write French, a tab, English on each line
