"""Facts about the language and about pages, as data: modules without logic."""
