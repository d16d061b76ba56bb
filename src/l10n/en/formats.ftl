### What is wrong in a file: `problem-…`, and what to write instead: `hint-problem-…`.

problem-one-column = one column where two are wanted
hint-problem-one-column = write French, a tab, English on each line
problem-xml-ampersand = an “&” without “;”
hint-problem-xml-ampersand = write “&amp;” for the sign itself
problem-xml-attribute = an attribute of this tag is wrong or given twice
hint-problem-xml-attribute = write name="value"
problem-xml-broken = this is not well-formed XML
problem-xml-dtd = the file declares entities of its own, which are not read
hint-problem-xml-dtd = take the part in “[…]” out of the DOCTYPE line
problem-xml-end-tag = “</{ $name }>” where “</{ $expected }>” is expected
problem-xml-entity = unknown entity “{ $name }”
hint-problem-xml-entity = write the character itself
problem-xml-no-end = “<{ $name }>” is never closed
problem-xml-no-start = “</{ $name }>” closes nothing
problem-xml-none = there is no XML in this file
problem-archive = the archive is damaged or encrypted
problem-csv-quote = a quoted cell is never closed
hint-problem-csv-quote = double the quotation marks inside a cell: "a ""b"""
problem-po-line = neither a comment nor msgid, msgstr or a string
hint-problem-po-line = write msgid "…" or msgstr "…"
problem-po-quote = the string is not closed
hint-problem-po-quote = end the line with a quotation mark
problem-root = the root element is “{ $found }” instead of “{ $expected }”
problem-sheet = the workbook is damaged
problem-xliff-no-source = a unit has no source
