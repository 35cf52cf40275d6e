"""`gouji catalog scan`: makes a catalogue of columns from a website, a sitemap, or saved pages.

`crawl` follows the navigation of one host and keeps a `Record` of each page in a journal, so that
an interrupted scan goes on where it stopped; `assemble` makes the catalogue of the records.
"""
