### lookup
