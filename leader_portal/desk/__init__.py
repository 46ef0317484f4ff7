"""
The frame of the LAG's admin: base admin and forms, the pages of archive and history, accounts, logos. What every page
of the desk has in common has its one home here. It imports `content` and `history`; `rows`, the admins and the desk's
pages of the apps may import it.
"""
