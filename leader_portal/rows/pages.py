"""The pages of rows: one form, whose buttons save it, move a row, or add one. All of it works without a script."""

from django.http import HttpResponseRedirect

from leader_portal.content.editing import one_step
from leader_portal.desk.undo_pages import tell
from leader_portal.desk.views import DeskView
from leader_portal.rows.groups import Rows


class RowsView(DeskView):
    """
    A page of rows, with its `title` and `template`. `rows` makes them as they are stored or as `data` sends them;
    `sentence` says what has happened when so many were written, and `context` what else the page shows.
    """

    title = ""
    template = ""

    def get(self, request, *args, **kwargs):
        return self.show(self.rows())

    def post(self, request, *args, **kwargs):
        if "move" in request.POST or "more" in request.POST:
            return self.show(self.rows(request.POST), is_arranged=True)
        # All of it is written or nothing. Other writers wait meanwhile.
        with one_step():
            rows = self.rows(request.POST)
            rows.check()
            count = rows.save() if rows.is_valid else 0
        if not rows.is_valid:
            return self.show(rows, rows.status)
        tell(request, self.sentence(count) if count else "Es gab nichts zu speichern.", request.get_full_path())
        return HttpResponseRedirect(request.get_full_path())

    def show(self, rows: Rows, status: int = 200, is_arranged: bool = False):
        context = {"thing": self.thing, "rows": rows, "is_refused": status != 200, "is_arranged": is_arranged}
        return self.render(self.template, self.title, status=status, **context, **self.context())
