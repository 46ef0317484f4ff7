"""What the pinboard's forms send, and what they say when it won't do."""

import re
from collections.abc import Collection, Iterable

from django import forms

from handlungsfelder.models import Card, Handlungsfeld, Place, Quadrant, Topic
from handlungsfelder.places import by_name
from leader_portal.content.audience import Status
from leader_portal.content.positions import LARGEST_INTEGER
from leader_portal.content.text import cleaned, folded

LONGEST_TEXT = 2000
UP, DOWN, OTHER_FIELD = "up", "down", "field"
INCOMPLETE = "Da fehlte etwas in dem, was Ihr Browser geschickt hat. Bitte laden Sie die Tafel neu."


class CardTextField(forms.CharField):
    """The text of a card. Control characters are taken out before anything else looks at it."""

    def __init__(self, label="Text", **options):
        widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
        missing = {"required": "Bitte geben Sie einen Text ein."}
        super().__init__(label=label, widget=widget, error_messages=missing, **options)

    def to_python(self, value):
        text = cleaned(super().to_python(value))
        # Not the browser's own limit: it would cut off what somebody pastes, without a word.
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                f"Der Text hat {len(text)} Zeichen, auf eine Karte passen {LONGEST_TEXT}. Bitte kürzen Sie ihn, "
                "oder verteilen Sie ihn auf zwei Karten."
            )
        return text


class SeenForm(forms.Form):
    """Anything sent about one card: which version of it the user saw, and by which change it was known to them."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=LARGEST_INTEGER,
        error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_INTEGER)


class MoveForm(SeenForm):
    """Where a card is to go: up, down, into a quadrant (between two cards, when it was dragged), into another field."""

    to = forms.ChoiceField(
        choices=[
            (UP, "nach oben"),
            (DOWN, "nach unten"),
            *Quadrant.choices,
            (OTHER_FIELD, "in ein anderes Handlungsfeld"),
        ],
        error_messages={"required": INCOMPLETE, "invalid_choice": "Dieses Ziel gibt es auf der Tafel nicht."},
    )
    before = forms.CharField(required=False, max_length=12)
    after = forms.CharField(required=False, max_length=12)
    handlungsfeld = forms.ModelChoiceField(
        Handlungsfeld.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Dieses Handlungsfeld gibt es nicht (mehr). Bitte laden Sie die Tafel neu."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handlungsfeld"].queryset = Handlungsfeld.objects.exclude(status=Status.ARCHIVED)

    def clean(self):
        data = super().clean()
        if data.get("to") == OTHER_FIELD and not data.get("handlungsfeld") and "handlungsfeld" not in self.errors:
            self.add_error("handlungsfeld", "Bitte wählen Sie das Handlungsfeld, in das die Karte soll.")
        return data


class StatusForm(SeenForm):
    status = forms.ChoiceField(
        choices=Status.choices,
        error_messages={"required": INCOMPLETE, "invalid_choice": "Diesen Status gibt es nicht."},
    )


class NewCardForm(forms.Form):
    """A new card at the foot of a column."""

    quadrant = forms.ChoiceField(
        choices=Quadrant.choices,
        widget=forms.HiddenInput,
        error_messages={"required": INCOMPLETE, "invalid_choice": "Diesen Quadranten gibt es nicht."},
    )
    text = CardTextField(label="Neue Karte")
    publish = forms.BooleanField(label="gleich veröffentlichen", required=False)


class LinkedField(forms.TypedMultipleChoiceField):
    """Things ticked in groups: `groups` are pairs of a heading and the things below it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(coerce=int, required=False, **options)
        self.groups = []

    def offer(self, groups: list[tuple[str, list]]):
        self.groups = [(heading, things) for heading, things in groups if things]
        self.choices = [(thing.pk, str(thing)) for _, things in self.groups for thing in things]


class TaggingForm(forms.Form):
    """Topics and places, to be ticked: those of a field first, and places that are spoken of before others."""

    topics = LinkedField(
        label="Themen",
        error_messages={"invalid_choice": "Eines der Themen gibt es nicht (mehr). Bitte prüfen Sie die Auswahl."},
    )
    places = LinkedField(
        label="Orte",
        error_messages={"invalid_choice": "Einen der Orte gibt es nicht (mehr). Bitte prüfen Sie die Auswahl."},
    )

    def offer(self, field: Handlungsfeld, text: str, chosen: Collection[int] = ()):
        """What can be ticked for cards of that field that say this; of archived topics only the `chosen`."""
        self.fields["topics"].offer(topic_groups(field, chosen))
        places = by_name(Place.objects.all())
        said = folded(text)
        named = [place for place in places if names(said, place)]
        others = [place for place in places if place not in named]
        self.fields["places"].offer([("Orte, die der Text nennt", named), ("Orte", others)])

    def ticked(self, name: str) -> set[str]:
        """What is ticked on the page, as the browser would send it."""
        return {str(value) for value in self[name].value() or ()}

    def groups_of(self, name: str) -> list[tuple[str, list[tuple]]]:
        """Pairs of a heading and what can be ticked below it: the thing, and whether it is ticked."""
        ticked = self.ticked(name)
        return [
            (heading, [(thing, str(thing.pk) in ticked) for thing in things])
            for heading, things in self.fields[name].groups
        ]

    @property
    def topic_choices(self):
        return self.groups_of("topics")

    @property
    def place_choices(self):
        return self.groups_of("places")


def names(said: str, place: Place) -> bool:
    """Whether a folded text has the place's name as words of their own."""
    return re.search(rf"\b{re.escape(folded(place.name))}\b", said) is not None


def topic_groups(field: Handlungsfeld, chosen: Collection[int]) -> list[tuple[str, list[Topic]]]:
    """The topics of that field first, then those of all fields, then the other fields'."""
    topics = [
        topic
        for topic in Topic.objects.select_related("handlungsfeld").order_by("handlungsfeld__number", "position", "id")
        if not topic.is_archived or topic.pk in chosen
    ]
    own = [topic for topic in topics if topic.handlungsfeld_id == field.pk]
    cross_cutting = [topic for topic in topics if topic.is_cross_cutting]
    others: dict[str, list[Topic]] = {}
    for topic in topics:
        if topic not in own and not topic.is_cross_cutting:
            others.setdefault(str(topic.handlungsfeld), []).append(topic)
    return [(str(field), own), ("Querschnittsthemen", cross_cutting), *others.items()]


class EditForm(TaggingForm, SeenForm):
    """A card's text, topics and places."""

    text = CardTextField()

    def __init__(self, *args, card: Card, **kwargs):
        self.card = card
        chosen = {
            "topics": [topic.pk for topic in card.topics.all()],
            "places": [place.pk for place in card.places.all()],
        }
        super().__init__(*args, initial={"text": card.text, **chosen, **kwargs.pop("initial", {})}, **kwargs)
        self.offer(card.handlungsfeld, card.text, chosen["topics"])


class SplitForm(SeenForm):
    """The two texts that a card is split into."""

    first = CardTextField(label="Diese Karte")
    second = CardTextField(label="Neue Karte dahinter")

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("first") == data.get("second"):
            sentence = "In beiden Feldern steht dasselbe. Bitte streichen Sie in jedem, was zur anderen Karte gehört."
            self.add_error("second", sentence)
        return data


class SelectionForm(TaggingForm):
    """What is to be done with several cards, and which versions of them the user saw."""

    status = forms.ChoiceField(choices=[("", ""), *Status.choices], required=False)
    do = forms.ChoiceField(choices=[("", ""), ("move", "verschieben"), ("tag", "hinzufügen")], required=False)
    quadrant = forms.ChoiceField(choices=[("", ""), *Quadrant.choices], required=False)
    handlungsfeld = forms.ModelChoiceField(
        Handlungsfeld.objects.none(),
        required=False,
        empty_label="in dem sie liegen",
        widget=forms.Select(attrs={"id": "nach-feld"}),
        error_messages={"invalid_choice": "Dieses Handlungsfeld gibt es nicht (mehr)."},
    )

    def __init__(self, *args, cards: list[Card], field: Handlungsfeld, **kwargs):
        super().__init__(*args, **kwargs)
        self.cards = cards
        others = Handlungsfeld.objects.exclude(status=Status.ARCHIVED).exclude(pk=field.pk)
        self.fields["handlungsfeld"].queryset = others
        self.offer(field, "\n".join(card.text for card in cards))
        add_versions(self, cards)

    def seen(self) -> list[tuple[Card, int]]:
        """The cards, each with the version of it that the user saw."""
        return [(card, self.cleaned_data[f"version-{card.code}"]) for card in self.cards]


def add_versions(form: forms.Form, cards: Iterable[Card]):
    """Give the form a hidden field for each card, with the version of it that the user sees."""
    for card in cards:
        form.fields[f"version-{card.code}"] = forms.IntegerField(
            widget=forms.HiddenInput,
            initial=card.version,
            min_value=0,
            max_value=LARGEST_INTEGER,
            error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE},
        )


OWN_WORDING = "own"


class MergeForm(forms.Form):
    """Which of several cards stays, and what it says from now on."""

    survivor = forms.ChoiceField(
        label="Welche Karte bleibt?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie die Karte, die bleibt.",
            "invalid_choice": "Diese Karte steht hier nicht zur Wahl.",
        },
    )
    wording = forms.ChoiceField(
        label="Welcher Wortlaut gilt?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Bitte wählen Sie den Wortlaut.",
            "invalid_choice": "Dieser Wortlaut steht hier nicht zur Wahl.",
        },
    )
    text = CardTextField(label="Neuer Wortlaut", required=False)

    def __init__(self, *args, cards: list[Card], **kwargs):
        super().__init__(*args, **kwargs)
        self.cards = cards
        codes = [(card.code, card.code) for card in cards]
        self.fields["survivor"].choices = codes
        self.fields["wording"].choices = [*codes, (OWN_WORDING, "Neuer Wortlaut")]
        add_versions(self, cards)

    def clean(self):
        data = super().clean()
        if data.get("wording") == OWN_WORDING and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Bitte schreiben Sie den neuen Wortlaut, oder wählen Sie einen der vorhandenen.")
        if data.get("wording") in {card.code for card in self.cards} and data.get("text"):
            self.add_error(
                "text",
                "Hier steht ein neuer Wortlaut, gewählt ist aber ein vorhandener. Bitte wählen Sie „ein neuer“, oder "
                "leeren Sie das Feld.",
            )
        return data

    @property
    def survivor_card(self) -> Card:
        return next(card for card in self.cards if card.code == self.cleaned_data["survivor"])

    @property
    def chosen_text(self) -> str:
        wording = self.cleaned_data["wording"]
        texts = {card.code: card.text for card in self.cards}
        return texts.get(wording) or self.cleaned_data["text"]

    @property
    def versions(self) -> dict[int, int]:
        return {card.pk: self.cleaned_data[f"version-{card.code}"] for card in self.cards}


class UnmergeForm(forms.Form):
    """Which cards come back, and what the one they went into says from now on."""

    version = SeenForm.base_fields["version"]
    cards = forms.TypedMultipleChoiceField(
        label="Diese Karten kommen zurück",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Bitte kreuzen Sie an, welche Karten zurückkommen.",
            "invalid_choice": "Eine der Karten ist hier nicht (mehr) aufgegangen. Bitte laden Sie die Seite neu.",
        },
    )
    text = CardTextField(label="Wortlaut danach")

    def __init__(self, *args, merged: list[Card], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cards"].choices = [(card.pk, card.code) for card in merged]
