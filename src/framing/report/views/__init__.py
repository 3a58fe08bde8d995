"""Plain data for each page, made from the result tables; no markup is decided here."""
