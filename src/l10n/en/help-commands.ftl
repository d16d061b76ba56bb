### Help: what each command does, and arguments that are its own.

help-segment = Cut a text into sentences
arg-segment-file = Text to cut; “-” or nothing: standard input
help-completions = Print a completion script for a shell
arg-completions-shell = bash, elvish, fish, powershell or zsh
help-man = Print a manual page
arg-man-verb = Command to print the page of
