"""What becomes of one contribution: it is linked to a card that says the same, or answered, or opened again."""

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from leader_portal.content.editing import Refused, mistaken
from leader_portal.content.versions import EditConflict
from workshops.minutes import adoption
from workshops.minutes.forms import AnswerForm, sentences
from workshops.minutes.likeness import like_cards
from workshops.minutes.views import NOT_FOUND, NOT_HERE, MinutesView, said, status_of
from workshops.models import Outcome


class Answer(MinutesView):
    """The cards of the field most like the contribution, a code to type for any other, and the reply."""

    def get(self, request, pk, contribution):
        stored = self.contribution(contribution)
        if stored is None:
            return self.not_here()
        return self.ask(stored)

    def post(self, request, pk, contribution):
        stored = self.contribution(contribution)
        if stored is None:
            return self.not_here()
        form = AnswerForm(request.POST)
        actions = {"link": self.link, "decline": self.decline, "reopen": self.reopen}
        try:
            if not form.is_valid():
                raise mistaken(*sentences(form))
            action = actions.get(request.POST.get("do"))
            if action is None:
                raise mistaken("Bitte wählen Sie, was mit dem Beitrag geschehen soll.")
            self.tell(action(stored, form.cleaned_data))
        except (Refused, EditConflict) as refusal:
            stored = self.contribution(contribution)
            if stored is None:
                return self.not_here()
            reply, code = request.POST.get("reply", ""), request.POST.get("code", "")
            return self.ask(stored, said(refusal), status_of(refusal), reply, code, isinstance(refusal, EditConflict))
        return self.back(bei=stored.pk, knopf="summary")

    def link(self, contribution, entered) -> str:
        code = (entered["code"] or entered["card"]).upper()
        if not code:
            raise mistaken("Bitte wählen Sie eine Karte oder geben Sie ihren Code ein.")
        card = Card.objects.filter(code=code).first()
        if card is None:
            raise mistaken(f"Eine Karte mit dem Code „{code[:20]}“ gibt es nicht.")
        adoption.link_to_card(contribution=contribution, card=card, version=entered["version"], user=self.request.user)
        return f"„{contribution}“ ist mit der Karte {card.code} verbunden."

    def decline(self, contribution, entered) -> str:
        adoption.decline(
            contribution=contribution, reply=entered["reply"], version=entered["version"], user=self.request.user
        )
        return f"„{contribution}“ ist beantwortet: nicht übernommen."

    def reopen(self, contribution, entered) -> str:
        adoption.reopen(contribution=contribution, version=entered["version"], user=self.request.user)
        return f"„{contribution}“ ist wieder offen."

    def ask(self, contribution, errors=(), status=200, reply=None, code="", is_conflict=False):
        linked = list(contribution.cards.all())
        cards = Card.objects.filter(handlungsfeld_id=self.group.handlungsfeld_id).exclude(status=Status.ARCHIVED)
        like = like_cards(contribution.wording, [card for card in cards if card not in linked])
        return self.render(
            "answer",
            "Was wird aus diesem Beitrag?",
            status=status,
            contribution=contribution,
            quadrant=Quadrant(contribution.quadrant),
            linked=linked,
            like=like,
            errors=errors,
            is_conflict=is_conflict,
            is_declined=contribution.outcome == Outcome.NOT_ADOPTED,
            reply=contribution.reply if reply is None else reply,
            code=code,
            page=self.page(),
        )

    def not_here(self):
        page = self.page()
        page.errors = [NOT_HERE]
        return self.show(page, NOT_FOUND)
