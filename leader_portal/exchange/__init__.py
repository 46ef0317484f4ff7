"""
Tables in and out: what may stand in a cell, how a file is read and written, what an imported table would change. The
apps say which columns their content has. It imports `content`, `history` and, for the frame of its pages, `desk`; the
admins of the apps may import it.
"""
