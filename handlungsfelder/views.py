"""The pages of the strategy."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView, RedirectView, TemplateView

from handlungsfelder.grid import grid
from handlungsfelder.models import Card, Handlungsfeld, Place, Topic
from handlungsfelder.places import by_name, listed, with_parts
from leader_portal.website.public_pages import PublicPageMixin, visible_or_gone


@dataclass(frozen=True)
class CountedTopic:
    """A topic with the number of visible cards about it."""

    topic: Topic
    count: int


class FieldList(PublicPageMixin, TemplateView):
    """All fields side by side."""

    template_name = "handlungsfelder/fields.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(grid=grid(Handlungsfeld.objects.visible(), Card.objects.visible()), **kwargs)


class FieldDetail(PublicPageMixin, DetailView):
    """One field: Leitsatz, topics, the grid, and where it comes from."""

    template_name = "handlungsfelder/field.html"
    context_object_name = "field"

    def get_object(self):
        slug = self.kwargs["slug"]
        self.fields = list(Handlungsfeld.objects.visible())
        field = next((field for field in self.fields if field.slug == slug), None)
        return field or visible_or_gone(
            get_object_or_404(Handlungsfeld, slug=slug),
            "Dieses Handlungsfeld gehört nicht mehr zur Strategie.",
            ("Zu den Handlungsfeldern", reverse("handlungsfelder:fields")),
        )

    def get_context_data(self, **kwargs):
        field = self.object
        here = self.fields.index(field)
        topics = list(Topic.objects.visible().in_field(field).with_topic_boards())
        return super().get_context_data(
            topics=topics,
            has_known_origin=any(topic.has_known_origin for topic in topics),
            has_unknown_origin=not all(topic.has_known_origin for topic in topics),
            grid=grid([field], Card.objects.visible().in_field(field)),
            working_groups=field.working_groups.visible().select_related("workshop"),
            previous_field=self.fields[here - 1] if here else None,
            next_field=self.fields[here + 1] if here + 1 < len(self.fields) else None,
            **kwargs,
        )


class CardDetail(PublicPageMixin, DetailView):
    """One card: what it says, where it stands, and where it came from."""

    template_name = "handlungsfelder/card.html"
    context_object_name = "card"

    def get(self, request, *args, **kwargs):
        code = kwargs["code"]
        cards = Card.objects.select_related("handlungsfeld", "merged_into__handlungsfeld")
        card = get_object_or_404(cards, code=code.upper())
        if card.was_visible and card.successor is not None:
            return RedirectView.as_view(url=card.successor.get_absolute_url())(request)
        self.object = visible_or_gone(
            card,
            "Diese Karte gehört nicht mehr zur Strategie.",
            ("Zu den Handlungsfeldern", reverse("handlungsfelder:fields")),
        )
        if code != card.code:
            return RedirectView.as_view(url=card.get_absolute_url(), permanent=True)(request)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        card = self.object
        return super().get_context_data(
            field=card.handlungsfeld,
            topics=card.topics.visible(),
            places=by_name(card.places.all()),
            contributions=card.contributions.visible().select_related("working_group__workshop"),
            **kwargs,
        )


class TopicList(PublicPageMixin, TemplateView):
    """The topics of the strategy, by field, with their origin."""

    template_name = "handlungsfelder/topics.html"

    def get_context_data(self, **kwargs):
        counted = Card.objects.visible().order_by().values_list("topics").annotate(Count("id"))
        card_counts = Counter(dict(counted))
        topics = defaultdict(list)
        for topic in Topic.objects.visible().with_topic_boards():
            topics[topic.handlungsfeld_id].append(CountedTopic(topic, card_counts[topic.pk]))
        return super().get_context_data(
            cross_cutting=topics[None],
            fields=[(field, topics[field.pk]) for field in Handlungsfeld.objects.visible()],
            **kwargs,
        )


class TopicDetail(PublicPageMixin, DetailView):
    """One topic with its cards, and how it hung on topic boards."""

    template_name = "handlungsfelder/topic.html"
    context_object_name = "topic"

    def get_object(self):
        return visible_or_gone(
            get_object_or_404(Topic.objects.select_related("handlungsfeld").with_topic_boards(), pk=self.kwargs["pk"]),
            "Dieses Thema gehört nicht mehr zur Strategie.",
            ("Zu allen Themen", reverse("handlungsfelder:topics")),
        )

    def get_context_data(self, **kwargs):
        topic = self.object
        cards = list(topic.cards.visible().select_related("handlungsfeld"))
        return super().get_context_data(
            field=topic.handlungsfeld,
            grid=grid(fields_of(cards), cards),
            board_topics=topic.board_topics.visible().select_related("workshop"),
            **kwargs,
        )


class PlaceList(PublicPageMixin, TemplateView):
    """The places, villages below their municipality, with how many cards name them or a village of theirs."""

    template_name = "handlungsfelder/places.html"

    def get_context_data(self, **kwargs):
        named = defaultdict(set)
        for card, place in Card.objects.visible().filter(places__isnull=False).values_list("id", "places"):
            named[place].add(card)
        return super().get_context_data(places=listed(Place.objects.all(), named), **kwargs)


class PlaceDetail(PublicPageMixin, DetailView):
    """What the strategy says about a place and the villages that belong to it."""

    template_name = "handlungsfelder/place.html"
    context_object_name = "place"
    queryset = Place.objects.select_related("part_of")

    def get_context_data(self, **kwargs):
        place, *parts = with_parts(self.object, Place.objects.all())
        cards = list(
            Card.objects.visible().filter(places__in=[place, *parts]).distinct().select_related("handlungsfeld")
        )
        return super().get_context_data(parts=by_name(parts), grid=grid(fields_of(cards), cards), **kwargs)


def fields_of(cards: list[Card]) -> list[Handlungsfeld]:
    """The fields these cards stand in, each once, by number."""
    return sorted({card.handlungsfeld for card in cards}, key=lambda field: field.number)
