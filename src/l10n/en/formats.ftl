### formats
