"""What all pages for people have in common: their form, their style and the language of their reader."""
