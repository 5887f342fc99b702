"""A Document as something to look at: HTML and PDF (pure; no Django)."""
