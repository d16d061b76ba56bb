### align
align-two-files = give the text and its translation: two files
align-one-file = give one file: “source ||| target” on each line
align-no-encoder = this program was built without its encoder
