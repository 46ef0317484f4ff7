"""
From the data to paper: kinds of sheets, typesetting in a process of its own, glyphs, QR codes, running text. The apps
say what stands on their sheets. It imports `website` and what stands below it; the apps may import it.
"""
